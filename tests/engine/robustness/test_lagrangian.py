"""Values that count in what conditions cost: a bound for every feasible selection, and a close one."""

import numpy as np
import pytest

from engine.robustness.lagrangian import with_conditions
from engine.selection.constraints import Linear
from tests.engine.selection.problems import every_feasible, problem, random_problem


def relaxed(asked, count, values, constant):
    """The most valuable ``count``, conditions forgotten, but for who must and must not be in."""
    keyed = np.where(asked.required, 1e9, np.where(asked.barred, -1e9, values))
    return values[np.argsort(-keyed)[:count]].sum() + constant


@pytest.mark.parametrize("seed", range(40))
def test_no_feasible_selection_is_worth_more_than_the_bound(seed):
    asked = random_problem(seed, with_key=seed % 2 == 0, size=7)
    values = np.random.default_rng(seed).uniform(-2, 10, (4, 7))
    every = list(every_feasible(asked))
    for count in {len(chosen) for chosen in every}:
        own = [list(chosen) for chosen in every if len(chosen) == count]
        known = np.array([min(row[chosen].sum() for chosen in own) for row in values])
        priced, constant = with_conditions(asked, count, values, known)
        for draw, row in enumerate(values):
            for chosen in own:
                assert row[chosen].sum() <= priced[draw, chosen].sum() + constant[draw] + 1e-9
            best = max(row[chosen].sum() for chosen in own)
            assert relaxed(asked, count, priced[draw], constant[draw]) >= best - 1e-9
            assert relaxed(asked, count, priced[draw], constant[draw]) <= relaxed(asked, count, row, 0.0) + 1e-9


def test_a_demand_for_one_of_the_weakest_is_priced_almost_exactly():
    """Two of 10, 9, 8, 1 with at least one of the last two: 10 + 8. Without the condition 19."""
    weakest = Linear("require_sectors.public", np.array([0, 0, 1, 1]), 1, None)
    asked = problem([10.0, 9.0, 8.0, 1.0], conditions=[weakest])
    priced, constant = with_conditions(asked, 2, np.array([[10.0, 9.0, 8.0, 1.0]]), np.array([11.0]))
    assert relaxed(asked, 2, priced[0], constant[0]) == pytest.approx(18.0, abs=0.2)


def test_values_stay_as_they_are_where_the_best_meet_the_conditions():
    asked = problem([3.0, 2.0, 1.0], conditions=[Linear("conflicts.b.c", np.array([0, 1, 1]), None, 1)])
    values = np.array([[3.0, 2.0, 1.0], [1.0, 2.0, 3.0]])
    priced, constant = with_conditions(asked, 2, values, np.array([4.0, 4.0]))
    assert (priced[0] == values[0]).all()
    assert constant[0] == 0
    assert (priced[1] != values[1]).any()


@pytest.mark.parametrize("seed", range(40))
def test_at_most_so_many_of_each_group_gives_the_best_itself_as_the_bound(seed):
    """Two of the first four, one of the next three, two in no group; somebody required, somebody barred at times."""
    random = np.random.default_rng(seed)
    groups = [
        Linear("max_per_section.A", np.repeat([1, 0, 0], [4, 3, 2]), None, 2),
        Linear("max_per_section.B", np.repeat([0, 1, 0], [4, 3, 2]), None, 1),
    ]
    named = np.eye(9, dtype=np.int64)
    required, other = random.choice(9, 2, replace=False)
    if seed % 3:
        groups.append(Linear("must.x", named[required], 1, None))
    if seed % 2:
        groups.append(Linear("must_not.x", named[other], None, 0))
    asked = problem(random.uniform(-2, 10, 9).tolist(), conditions=groups)
    values = random.uniform(-2, 10, (3, 9))
    every = list(every_feasible(asked))
    for count in {len(chosen) for chosen in every} - {0}:
        own = [list(chosen) for chosen in every if len(chosen) == count]
        best = np.array([max(row[chosen].sum() for chosen in own) for row in values])
        worst = np.array([min(row[chosen].sum() for chosen in own) for row in values])
        priced, constant = with_conditions(asked, count, values, worst)
        bound = [relaxed(asked, count, row, more) for row, more in zip(priced, constant, strict=True)]
        assert (np.array(bound) >= best - 1e-9).all()
        assert bound == pytest.approx(best)


@pytest.mark.parametrize("seed", range(12))
def test_a_demand_is_priced_about_as_well_as_the_best_of_a_grid_of_prices(seed):
    """Two at least of the last four, who are worth less; any price from 0 to 12 gives a bound. Within a tenth."""
    random = np.random.default_rng(seed)
    asked = problem([0.0] * 8, conditions=[Linear("require_sectors.public", np.repeat([0, 1], 4), 2)])
    values = np.concatenate([random.uniform(5, 10, (1, 4)), random.uniform(0, 5, (1, 4))], axis=1)
    for count in (2, 3, 4):
        known = -np.sort(-values[0, 4:])[:2].sum() - np.sort(-values[0, :4])[: count - 2].sum()
        priced, constant = with_conditions(asked, count, values, np.array([known]))
        prices = np.arange(0, 12, 0.02)
        bounds = [relaxed(asked, count, values[0] + price * np.repeat([0, 1], 4), -2 * price) for price in prices]
        bound = relaxed(asked, count, priced[0], constant[0])
        assert bound <= min(bounds) + 0.1 * (bounds[0] - min(bounds))
