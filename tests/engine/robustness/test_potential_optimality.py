"""The pieces of the search, each by hand."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from engine.robustness import potential_optimality
from engine.robustness.potential_optimality import Cuts, OpenValues, Search
from engine.selection.constraints import Linear
from tests.engine.selection.problems import problem


def values(low, high, weights_low=(0.0, 0.0), weights_high=(1.0, 1.0), **more):
    low, high = np.array(low), np.array(high)
    return OpenValues(
        problem([0.0] * len(low), **more),
        lambda weights: weights @ low.T,
        lambda weights: weights @ high.T,
        low,
        high,
        np.array(weights_low),
        np.array(weights_high),
    )


def test_members_of_both_count_low():
    """Of {0, 1} against {1, 2}: 0 high less 2 low, whatever 1 is."""
    asked = values([[1.0], [2.0], [3.0]], [[4.0], [9.0], [6.0]], (1.0,), (1.0,))
    chosen, cut = np.array([[True, True, False]]), np.array([False, True, True])
    assert asked.against(chosen, cut).tolist() == [[4 - 3]]
    assert asked.above_each(chosen[0], cut[None]).tolist() == [[4 - 3]]
    assert asked.above_all(chosen, np.stack([cut, cut]), np.array([0.5, 1.5])).tolist() == [[2.0 * (4 - 3)]]


@pytest.mark.parametrize(
    ("low", "high", "most"), [((0, 0), (1, 1), 4.0), ((0.25, 0.0), (0.5, 0.75), 0.5 * 4 + 0.5 * -2)]
)
def test_the_most_under_any_weights_goes_to_the_best_member_first(low, high, most):
    asked = values([[0.0, 0.0]], [[1.0, 1.0]], low, high)
    assert asked.most(np.array([[4.0, -2.0]])).tolist() == [most]


def test_a_cut_is_kept_once():
    cuts = Cuts()
    assert cuts.add(np.array([True, False]))
    assert not cuts.add(np.array([True, False]))
    assert len(cuts.kept) == 1


def test_the_search_finds_the_corner_where_a_mean_of_others_does_not_reach():
    """Weights decide between 0 and 1; 2 lies below their mean, and no weights make it the best."""
    asked = values([[1.0, 0.0], [0.0, 1.0], [0.4, 0.4]], [[1.0, 0.0], [0.0, 1.0], [0.4, 0.4]])
    single = np.eye(3, dtype=bool)
    cuts = Cuts()
    cuts.add(single[0])
    search = Search(replace_problem(asked), cuts, single[1:])
    assert search.next().tolist() == [[False, True, False]]
    assert len(search.next()) == 0


def replace_problem(asked, chosen=1):
    """The same values where so many are chosen."""
    limit = Linear("max_new", np.ones(len(asked.low), dtype=np.int64), most=chosen)
    return replace(asked, problem=asked.problem.with_conditions(limit))


def best_somewhere(low, high, every, least, most):
    """(selection,) which of ``every`` are the best for some values and some first weight of two, by enumeration.

    With its own members high and the others low, a selection's worth above another is a straight line in the first
    weight, so the least of them is largest at an end or where two lines cross.
    """
    is_best = []
    for selection in every:
        ends = np.where(selection[:, None], high, low)
        lines = selection @ ends - every @ ends  # (other, member)
        slope, start = lines[:, 0] - lines[:, 1], lines[:, 1]
        crossings = {least, most}
        for a, b in combinations(range(len(every)), 2):
            if slope[a] != slope[b]:
                crossings.add(min(max((start[b] - start[a]) / (slope[a] - slope[b]), least), most))
        is_best.append(max((start + slope * crossing).min() for crossing in crossings) >= -1e-9 * np.abs(high).max())
    return np.array(is_best)


@pytest.mark.parametrize("order", [(), ((0, 1),), ((1, 0),)], ids=str)
@pytest.mark.parametrize("size", [0.01, 1.0, 1000.0])
@pytest.mark.parametrize("seed", range(4))
def test_two_of_six_that_are_best_somewhere_are_those_of_all_crossings(seed, size, order):
    rng = np.random.default_rng(seed)
    low = size * rng.uniform(0, 1, (6, 2))
    high = low + size * rng.uniform(0, 0.15, (6, 2))
    asked = replace(replace_problem(values(low, high), 2), order=order)
    every = pairs(6)
    search = Search(asked, Cuts(), every)
    search.cuts.add(every[0])
    least, most = {(): (0.0, 1.0), ((0, 1),): (0.5, 1.0), ((1, 0),): (0.0, 0.5)}[order]
    expected = every[best_somewhere(low, high, every, least, most)]
    assert taken(search) == sorted(map(tuple, expected.tolist()))
    assert search.unproven is None


def pairs(size):
    return np.array([[index in pair for index in range(size)] for pair in combinations(range(size), 2)])


def fixed(low, high, chosen):
    """Set weights: one member of weight 1."""
    return replace_problem(values(np.array(low)[:, None], np.array(high)[:, None], (1.0,), (1.0,)), chosen)


def taken(search):
    selections = []
    while len(some := search.next()):
        selections += [tuple(selection) for selection in some.tolist()]
    return sorted(selections)


@pytest.mark.parametrize("seed", range(8))
def test_at_set_weights_what_is_best_somewhere_is_what_loses_to_nobody_at_its_own_corner(seed):
    """Quarters, so that much is equal; 0 and 1 exclude each other."""
    rng = np.random.default_rng(seed)
    low = rng.integers(0, 8, 7) / 4
    high = low + rng.integers(0, 2, 7) / 4
    asked = fixed(low, high, 2)
    either = Linear("conflict", np.array([1, 1, 0, 0, 0, 0, 0]), most=1)
    asked = replace(asked, problem=asked.problem.with_conditions(either))
    every = pairs(7)[1:]
    corners = np.where(every, high, low)
    expected = every[((every * corners).sum(axis=1)[:, None] >= corners @ every.T).all(axis=1)]
    assert taken(Search(asked, Cuts(), every)) == sorted(map(tuple, expected.tolist()))


@pytest.mark.parametrize("seed", range(8))
def test_beaten_is_who_has_a_member_that_another_is_above_whatever_they_are_worth(seed):
    """Two of six in quarters, every exchange tried; 0 and 1 exclude each other."""
    rng = np.random.default_rng(seed)
    low = rng.integers(0, 8, 6) / 4
    high = low + rng.integers(0, 3, 6) / 4
    asked = fixed(low, high, 2)
    asked = replace(asked, problem=asked.problem.with_conditions(Linear("c", np.array([1, 1, 0, 0, 0, 0]), most=1)))
    every = pairs(6)[1:]
    search = Search(asked, Cuts(), every)
    search.left = every
    expected = [
        any(
            low[into] > high[out] and {into, *np.flatnonzero(selection)} - {out} != {0, 1}
            for out in np.flatnonzero(selection)
            for into in np.flatnonzero(~selection)
        )
        for selection in every
    ]
    assert search._beaten_by_a_neighbour().tolist() == expected


@pytest.mark.parametrize("batch", [1, 200])
def test_fewer_candidates_than_neighbours_are_looked_at_too(monkeypatch, batch):
    """One of three worth 1, 2 and 2."""
    monkeypatch.setattr(potential_optimality, "BATCH", batch)
    worth = [1.0, 2.0, 2.0]
    selections = taken(Search(fixed(worth, worth, 1), Cuts(), np.eye(3, dtype=bool)))
    assert selections == [(False, False, True), (False, True, False)]
    # Of all that have one or two of them, the two that are worth 2; where all are worth 2, every two.
    every = np.concatenate([np.eye(3, dtype=bool), ~np.eye(3, dtype=bool)])
    assert taken(Search(fixed(worth, worth, 2), Cuts(), every)) == [(False, True, True)]
    assert len(taken(Search(fixed([2.0] * 3, [2.0] * 3, 2), Cuts(), every))) == 3


@pytest.mark.parametrize("apart", [8e-10, 1e-9])
@pytest.mark.parametrize("first", [[], [0]])
def test_a_billionth_is_a_tie_whoever_was_looked_at_first(apart, first):
    """Contract, section 4: objectives within 1e-9 are a tie."""
    worth = [apart, 0.0]
    cuts = Cuts()
    for index in first:
        cuts.add(np.arange(2) == index)
    assert len(taken(Search(fixed(worth, worth, 1), cuts, np.eye(2, dtype=bool)))) == 2


def test_more_than_a_billionth_is_no_tie_and_the_billionth_is_of_the_size_that_is_compared():
    """By hand: 1.5e-9 is more than 1e-9, and less than a billionth of 2."""
    asked = fixed([1.5e-9, 0.0], [1.5e-9, 0.0], 1)
    assert taken(Search(asked, Cuts(), np.eye(2, dtype=bool))) == [(True, False)]
    sized = replace(asked, problem=replace(asked.problem, size=2.0))
    assert len(taken(Search(sized, Cuts(), np.eye(2, dtype=bool)))) == 2


def test_weights_and_multipliers_by_hand():
    """0 is worth -4 and 2 above 1, and the first weight is the larger: least bad is half and half, which is -1.

    In units of the largest value, 4: -1 + z = 0.5 - z, so the order has the multiplier 0.75, and -4 + 3 = 2 - 3 = -1.
    """
    worth = [[0.0, 4.0], [4.0, 2.0], [0.0, 0.0]]
    asked = replace(replace_problem(values(worth, worth)), order=((0, 1),))
    single = np.eye(3, dtype=bool)
    cuts = Cuts()
    cuts.add(single[1])
    search = Search(asked, cuts, single[:1])
    margin, weights, multipliers, order = search._programme(asked.above_each(single[0], single[1:2]))
    assert (margin, weights.tolist(), multipliers.tolist(), order.tolist()) == (-1.0, [0.5, 0.5], [1.0], [0.75])
    assert search._combined(single[:1], multipliers, order).tolist() == [[-1.0, -1.0]]
    # Twice the multipliers, that of the order above 1.
    assert search._combined(single[:1], 2 * multipliers, 2 * order).tolist() == [[-2.0, -2.0]]


def test_what_only_the_bounds_allow_is_not_proven():
    """1 and 2 may be worth 2 by their bounds, and never are above 0.5 in truth, where 0 is worth 1."""
    low, truth, high = (
        np.array([1.0, 0.0, 0.0]),
        np.array([1.0, 0.5, 0.5]),
        np.array([[1.0, 1.0], [2.0, 2.0], [2.0, 2.0]]),
    )
    asked = replace_problem(values(np.stack([low, low], axis=1), high))
    exact = replace(
        asked,
        low_at=lambda weights: np.tile(low, (len(weights), 1)),
        high_at=lambda weights: np.tile(truth, (len(weights), 1)),
    )
    single = np.eye(3, dtype=bool)
    cuts = Cuts()
    cuts.add(single[0])
    search = Search(exact, cuts, single)
    assert taken(search) == [tuple(single[0].tolist())]
    assert sorted(search.unproven.tolist()) == single[:0:-1].tolist()


def test_open_weights_are_given_up_after_so_many_comparisons_and_set_ones_never(monkeypatch):
    monkeypatch.setattr(potential_optimality, "MOST_COMPARED", 0)
    single = np.eye(2, dtype=bool)
    worth = [[1.0, 0.0], [0.0, 1.0]]
    cuts = Cuts()
    cuts.add(single[0])
    search = Search(replace_problem(values(worth, worth)), cuts, single)
    assert search.next().tolist() == []
    assert search.ended
    assert len(search.left) == 2
    monkeypatch.setattr(potential_optimality, "BATCH", 1)
    assert taken(Search(fixed([1.0, 0.0], [1.0, 1.0], 1), cuts, single)) == [(False, True), (True, False)]
