"""The best selection of many draws against every feasible selection, ties by ids included."""

import numpy as np
import pytest

from engine.robustness.batch_optimisation import distinct, lowest_first, optimal_selections
from engine.selection.constraints import Linear
from engine.selection.declared_constraints import must
from engine.selection.select import select
from tests.engine.selection.problems import every_feasible, key, problem, random_problem

SIZE = 8


def many_values(asked, seed):
    """The problem's own, scattered ones, and whole ones with many ties."""
    rng = np.random.default_rng(seed)
    size = len(asked.ids)
    return np.vstack(
        [asked.values, rng.uniform(-1, 20, (5, size)), rng.integers(-1, 4, (6, size)), np.zeros(size)]
    ).astype(float)


def expected(asked, every, values):
    """First by ids of those within 1e-9 of the best."""
    worth = [sum(values[index] for index in chosen) for chosen in every]
    equal = [chosen for chosen, objective in zip(every, worth, strict=True) if objective >= max(worth) - 1e-9]
    return min(equal, key=asked.named), max(worth)


@pytest.mark.parametrize("with_key", [True, False])
@pytest.mark.parametrize("start", range(0, 120, 20))
def test_every_draw_gets_what_enumeration_gets(start, with_key):
    for seed in range(start, start + 20):
        asked = random_problem(seed, with_key=with_key, size=SIZE)
        values = many_values(asked, seed)
        optima = optimal_selections(asked, values)
        every = list(every_feasible(asked))
        if not every:
            assert np.isneginf(optima.worth).all()
            assert not optima.chosen.any()
            continue
        for draw, own in enumerate(values):
            chosen, worth = expected(asked, every, own)
            assert tuple(np.flatnonzero(optima.chosen[draw]).tolist()) == chosen, (seed, draw)
            assert optima.worth[draw] == pytest.approx(worth, abs=1e-9)


def minimum_binds(size, most, seed, least="4.5"):
    """Values from five criteria under random weights; jobs so uneven that the best do not fit together."""
    rng = np.random.default_rng(seed)
    jobs = rng.lognormal(10, 1, size).astype(int) + 500
    today = {f"p{index}": int(count) for index, count in enumerate(rng.lognormal(11, 0.6, 4))}
    limit = Linear("max_new", np.ones(size, dtype=np.int64), None, most)
    asked = problem(np.zeros(size), jobs, [limit], key(70, "0.6", least, least, today))
    return asked, rng.dirichlet(np.ones(5), 60) @ rng.uniform(0, 100, (5, size))


@pytest.mark.parametrize("least", ["5", "5.5", "6"])
def test_where_the_minimum_grant_binds_every_draw_still_gets_what_enumeration_gets(least):
    asked, values = minimum_binds(11, 5, 3, least)
    every = list(every_feasible(asked))
    optima = optimal_selections(asked, values)
    tops = np.argsort(-values, axis=1)[:, :5]
    assert not asked.holds(np.array([asked.chosen(top) for top in tops])).all()
    for draw, own in enumerate(values):
        chosen, worth = expected(asked, every, own)
        assert tuple(np.flatnonzero(optima.chosen[draw]).tolist()) == chosen
        assert optima.worth[draw] == pytest.approx(worth, abs=1e-9)


def one_a_section(seed):
    """Twelve candidates in five sections, at most one of each, under a key whose minimum binds."""
    asked, values = minimum_binds(12, 5, seed, "5.5")
    sections = np.random.default_rng(seed).integers(0, 5, 12)
    limits = [Linear(f"max_per_section.{index}", (sections == index).astype(np.int64), None, 1) for index in range(5)]
    return asked.with_conditions(*limits), values


@pytest.mark.parametrize("seed", range(8))
def test_sections_and_the_key_together_are_what_enumeration_gets(seed):
    """The most valuable ones break both kinds of condition, so that what each of them costs depends on the other."""
    asked, values = one_a_section(seed)
    every = list(every_feasible(asked))
    optima = optimal_selections(asked, values)
    for draw, own in enumerate(values):
        chosen, worth = expected(asked, every, own)
        assert tuple(np.flatnonzero(optima.chosen[draw]).tolist()) == chosen
        assert optima.worth[draw] == pytest.approx(worth, abs=1e-9)


@pytest.mark.parametrize("seed", [0, 5])
def test_what_is_known_beforehand_changes_nothing(seed):
    asked, values = one_a_section(seed)
    alone = optimal_selections(asked, values)
    known = np.array([asked.chosen(selection) for selection in every_feasible(asked)][::7])
    told = optimal_selections(asked, values, known=known)
    assert (told.chosen == alone.chosen).all()
    assert (told.worth == alone.worth).all()


def test_a_draw_gets_what_the_command_select_gives_it():
    asked, values = minimum_binds(40, 6, 8)
    optima = optimal_selections(asked, values[:12])
    for draw in range(12):
        own = select(asked.with_values(values[draw]))
        assert asked.named(np.flatnonzero(optima.chosen[draw])) == own.selected
        assert optima.worth[draw] == pytest.approx(own.objective, abs=1e-9)


def test_a_draw_does_not_depend_on_which_others_are_there():
    asked, values = minimum_binds(25, 5, 4)
    together = optimal_selections(asked, values)
    for draws in (slice(0, 1), slice(10, 30), slice(59, None, -1)):
        apart = optimal_selections(asked, values[draws])
        assert (apart.chosen == together.chosen[draws]).all()
        assert (apart.worth == together.worth[draws]).all()


def test_equal_industries_are_told_apart_by_id_only():
    """c01 and c03 are worth the same and are as large; the earlier one is taken."""
    asked = problem([1.0, 5.0, 2.0, 5.0], [10, 10, 10, 10], [Linear("max_new", np.ones(4, dtype=np.int64), None, 1)])
    optima = optimal_selections(asked, np.array([[1.0, 5.0, 2.0, 5.0], [0.0, 5.0, 5.0 + 5e-10, 0.0]]))
    assert optima.chosen.tolist() == [[False, True, False, False], [False, True, False, False]]


@pytest.mark.parametrize(("behind", "first"), [(0.5, True), (1.0, True), (1.5, False), (3.0, False)])
def test_close_values_that_are_not_equal_go_by_ids_as_far_as_a_tie_reaches(behind, first):
    """The first is worth a part of a tie less than the second, and so as much as it: it is chosen by its id."""
    asked = problem([1.0, 1.0], conditions=[Linear("max_new", np.ones(2, dtype=np.int64), None, 1)])
    best = optimal_selections(asked, np.array([[1.0 - behind * asked.tie, 1.0]]))
    assert best.chosen.tolist() == [[first, not first]]
    two = problem([1.0, 1.0, 1.0], conditions=[Linear("max_new", np.ones(3, dtype=np.int64), None, 2)])
    beside_better = optimal_selections(two, np.array([[1.0 - behind * two.tie, 1.0 - 0.1 * two.tie, 1.1]]))
    assert beside_better.chosen.tolist() == [[behind <= 1.0, behind > 1.0, True]]


def test_one_that_is_required_is_in_every_draw_whatever_it_is_worth():
    asked, values = minimum_binds(11, 4, 6)
    asked = asked.with_conditions(must(asked.ids, "c04"))
    values[:, 4] = -3.0
    optima = optimal_selections(asked, values)
    assert optima.chosen[:, 4].all()
    every = list(every_feasible(asked))
    for draw in range(0, 60, 6):
        assert optima.worth[draw] == pytest.approx(expected(asked, every, values[draw])[1], abs=1e-9)


def test_worth_counted_in_jobs_is_exact_too():
    """``sum_times_jobs``: objectives of tens of millions, where a float's last digit is more than a tie."""
    asked, values = minimum_binds(11, 5, 9)
    values = values * asked.jobs
    every = list(every_feasible(asked))
    optima = optimal_selections(asked, values)
    for draw in range(0, 60, 4):
        chosen, worth = expected(asked, every, values[draw])
        assert tuple(np.flatnonzero(optima.chosen[draw]).tolist()) == chosen
        assert optima.worth[draw] == pytest.approx(worth, rel=1e-12)


def test_nobody_to_choose_is_the_empty_selection_in_every_draw():
    optima = optimal_selections(problem([]), np.zeros((3, 0)))
    assert optima.chosen.shape == (3, 0)
    assert (optima.worth == 0).all()


@pytest.mark.parametrize("power", [-12, -8, -5, 5, 12])
@pytest.mark.parametrize("seed", range(4))
def test_the_search_ends_with_the_best_whatever_the_size_of_the_values(seed, power):
    """By enumeration, for many draws at once."""
    asked = random_problem(seed, with_key=seed % 2 == 1, size=7)
    values = np.random.default_rng(seed).uniform(-1, 5, (20, 7)) * 10.0**power
    feasible = list(every_feasible(asked))
    optima = optimal_selections(asked, values)
    if not feasible:
        assert np.isneginf(optima.worth).all()
        return
    for own, worth in zip(values, optima.worth, strict=True):
        best = max(sum(own[index] for index in chosen) for chosen in feasible)
        assert worth >= best - 1e-9 * np.abs(values).max()


@pytest.mark.parametrize("count", [1, 3, 6, 40])
def test_the_lowest_of_every_row_are_those_of_a_stable_sort(count):
    """Whole numbers, so that many are equal; and rows that are all one number, or barred."""
    rows = np.random.default_rng(count).integers(0, 9, (300, 200)).astype(float)
    rows[0], rows[1], rows[2, 5:] = 4.0, np.inf, np.inf
    whole = np.argsort(rows, axis=1, kind="stable")[:, :count]
    np.testing.assert_array_equal(lowest_first(rows, count), whole)


@pytest.mark.parametrize("candidates", [0, 1, 7, 8, 9, 40])
def test_distinct_selections_are_those_of_numpy_in_its_order(candidates):
    chosen = np.random.default_rng(candidates).random((200, candidates)) < 0.04
    assert distinct(chosen).tolist() == np.unique(chosen, axis=0).tolist()
    assert distinct(chosen[:0]).shape == (0, candidates)
