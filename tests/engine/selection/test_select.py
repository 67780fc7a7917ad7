"""The selection against full enumeration by the contract's plain words, on random problems and by hand."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from engine.criteria.model import Normalise, Selection
from engine.foundation.errors import InfeasibleError
from engine.scoring.score import score
from engine.selection.constraints import Linear
from engine.selection.declared_constraints import must_not
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import grants_of, select
from tests.engine.robustness.small import criteria, dataset
from tests.engine.selection.problems import MNOK, every_feasible, in_exact_order, key, problem, random_problem


def assert_same_as_enumeration(asked, solver):
    ordered, worth = in_exact_order(asked)
    try:
        result = select(asked, solver)
    except InfeasibleError as error:
        assert not ordered
        assert_smallest_conflict(asked, error.conflict)
        return
    best = worth[ordered[0]]
    assert result.selected == asked.named(ordered[0])
    assert result.objective == pytest.approx(best, abs=1e-9)
    assert result.proven
    assert result.all_ties_listed
    assert sorted(result.ties) == sorted(
        asked.named(selection) for selection in ordered[1:] if best - worth[selection] <= 1e-9
    )
    assert [runner_up.selected for runner_up in result.runners_up] == [
        asked.named(selection) for selection in ordered[1:4]
    ]
    for count, solution in result.by_number.items():
        expected = next((asked.named(selection) for selection in ordered if len(selection) == count), None)
        assert (solution.selected if solution else None) == expected
    assert {len(selection) for selection in ordered} <= set(result.by_number)
    assert list(result.binding) == [
        condition.id for condition in asked.conditions if better_without(asked, condition.id, best)
    ]


def better_without(asked, condition, best):
    ordered, worth = in_exact_order(asked.without(condition))
    return worth[ordered[0]] > best + 1e-9


def assert_smallest_conflict(asked, conflict):
    names = [condition.id for condition in asked.conditions]

    def impossible(kept):
        left_out = [name for name in names if name not in kept]
        return next(every_feasible(asked.without(*left_out)), None) is None

    assert impossible(conflict)
    assert not any(impossible(fewer) for fewer in combinations(names, len(conflict) - 1))


@pytest.mark.parametrize("seed", range(0, 240, 2))
def test_with_the_key_select_agrees_with_full_enumeration(seed):
    assert_same_as_enumeration(random_problem(seed, with_key=True, size=8), "highs")


@pytest.mark.parametrize("seed", range(1, 160, 2))
def test_without_money_select_agrees_with_full_enumeration(seed):
    assert_same_as_enumeration(random_problem(seed, with_key=False, size=8), "highs")


@pytest.mark.parametrize("seed", range(1000, 1040))
def test_cbc_agrees_with_full_enumeration_too(seed):
    assert_same_as_enumeration(random_problem(seed, with_key=seed % 2 == 0, size=7), "cbc")


def test_equal_candidates_are_a_tie_and_the_smallest_ids_win():
    result = select(problem([5, 7, 7, 7], conditions=[at_most(2, 4)]))
    assert result.selected == ("c01", "c02")
    assert set(result.ties) == {("c01", "c03"), ("c02", "c03")}


def test_more_ties_than_can_be_listed_are_said_to_be_so_and_the_smallest_ids_still_win():
    """C(30, 6) = 593 775 selections are worth the same."""
    result = select(problem([1.0] * 30, conditions=[at_most(6, 30)]))
    assert result.selected == tuple(f"c{index:02d}" for index in range(6))
    assert not result.all_ties_listed
    assert all(len(tie) == 6 for tie in result.ties)


def test_nobody_is_chosen_where_everybody_counts_against():
    result = select(problem([-1.0, -2.0]))
    assert result.selected == ()
    assert result.objective == 0


def test_where_nobody_is_worth_anything_every_selection_is_a_tie():
    """Nothing is larger than 0 here, so no difference is small beside it: those of exactly 0 are equal still."""
    result = select(problem([0.0, 0.0]))
    assert result.selected == ()
    assert result.ties == (("c00",), ("c00", "c01"), ("c01",))


def test_equal_selections_are_ties_whatever_their_size():
    """Three who are worth nothing may come along with the first or not: eight selections worth 1, of four sizes."""
    result = select(problem([1.0, 0.0, 0.0, 0.0]))
    others = ("c01", "c02", "c03")
    equal = sorted(("c00", *chosen) for count in range(4) for chosen in combinations(others, count))
    assert (result.selected, *result.ties) == tuple(equal)


@pytest.mark.parametrize(("most", "shown"), [(None, 3), (2, 2), (5, 3)])
def test_every_number_up_to_the_most_or_to_all_candidates_is_shown_and_no_other(most, shown):
    """Three candidates, one of whom may not be chosen: all three are shown as a number too, and impossible."""
    conditions = [must_not(("c00", "c01", "c02"), "c02"), *([at_most(most, 3)] if most else [])]
    by_number = select(problem([3.0, 2.0, 1.0], conditions=conditions)).by_number
    best = {0: (), 1: ("c00",), 2: ("c00", "c01"), 3: None}
    assert {count: way and way.selected for count, way in by_number.items()} == {
        count: best[count] for count in range(shown + 1)
    }


def test_no_candidates_at_all_select_nobody():
    assert select(problem([])).selected == ()


def test_a_large_candidate_that_makes_the_small_ones_share_too_small_stays_out():
    """Two of 100 and 10 000 jobs, 10 MNOK, half shared equally, at least 2.6 each: by hand, alone each gets 10;
    together the small one gets 2.5 + 5 * 100/10100 = 2.55. The more valuable small one goes alone."""
    asked = problem([3.0, 2.0], jobs=[100, 10_000], grant_key=key(10, "0.5", "2.6", today={}))
    assert select(asked).selected == ("c00",)
    assert select(asked).binding == ("minimum_grant.new",)


def test_costs_and_what_is_left_add_up_to_the_frame_in_ore():
    asked = problem([1.0, 1.0, 1.0])
    costs = (3.333333333, 3.333333333, 3.333333333)
    grants = grants_of(type(asked)(asked.ids, asked.values, asked.jobs, (), costs=costs, frame=10.0), (0, 1, 2))
    assert sum(grants.first_year.values()) + grants.unspent == 10 * MNOK


def at_most(number, size):
    import numpy as np

    return Linear("max_new", np.ones(size, dtype=np.int64), None, number, {"number": number})


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("power", [-12, -9, -6, -4, 4, 8, 12])
def test_the_search_ends_with_the_best_whatever_the_size_of_the_values(seed, power):
    """As enumeration finds it: values from 1e-12 to 1e12, ties among them."""
    asked = random_problem(seed, with_key=seed % 2 == 1, size=7)
    asked = asked.with_values(asked.values * 10.0**power)
    worth = {chosen: asked.objective(chosen) for chosen in every_feasible(asked)}
    if not worth:
        with pytest.raises(InfeasibleError):
            select(asked)
        return
    best = max(worth.values())
    equal = [chosen for chosen in worth if worth[chosen] >= best - 1e-9 * np.abs(asked.values).max()]
    assert select(asked).selected == min(asked.named(chosen) for chosen in equal)


@pytest.mark.parametrize("seed", range(6))
def test_the_search_ends_where_values_of_every_size_stand_beside_one_another(seed):
    rng = np.random.default_rng(seed)
    asked = random_problem(seed, with_key=seed % 2 == 1, size=7)
    asked = asked.with_values(asked.values * 10.0 ** rng.integers(-12, 13, 7))
    worth = {chosen: asked.objective(chosen) for chosen in every_feasible(asked)}
    if worth:
        result = select(asked)
        assert result.objective >= max(worth.values()) - 1e-9 * np.abs(asked.values).max()


@pytest.mark.parametrize("seed", range(4))
def test_dust_is_a_tie_where_the_terms_are_known_to_be_large(seed):
    """Sums of terms of size 1 that cancel: all selections are equal, and the smallest ids win."""
    asked = random_problem(seed, with_key=False, size=7)
    asked = replace(asked, values=asked.values * 1e-18, size=1.0)
    feasible = [asked.named(chosen) for chosen in every_feasible(asked)]
    assert select(asked).selected == min(feasible)


def test_who_has_no_score_is_never_what_binds():
    """b has no score; without that condition it would be worth 0 and change nothing, or be needed: it is no condition
    that anybody could lift."""
    values = {"u": [0.4, None, 0.2]}
    scores = score(dataset(values), criteria({"u": 1}, Selection(min_new=2, max_new=2, must_not=("c",), must=("b",))))
    with pytest.raises(InfeasibleError):
        select(selection_problem(scores))
    negative = score(
        dataset({"u": [-0.4, None, -0.2]}),
        criteria({"u": 1}, Selection(min_new=1), normalise=Normalise("none")),
    )
    # Without ``ranked`` b, worth 0, would beat c, worth -0.2.
    result = select(selection_problem(negative))
    assert result.selected == ("c",)
    assert result.binding == ("min_new",)
