"""Bounds by the smallest member against every selection, and that nothing open is left out."""

from math import comb

import numpy as np
import pytest

from engine.robustness import bounded_enumeration as knapsack
from engine.robustness.bounded_enumeration import OfSize
from engine.selection.constraints import Linear
from tests.engine.selection.problems import every_feasible, key, problem, random_problem

ANY = np.float64(-np.inf)  # a floor that everything reaches


def by_smallest(of_size, every):
    """{place of the smallest member: selections}; the last place where jobs are not limited."""
    place = {int(candidate): where for where, candidate in enumerate(of_size.order)}
    selections = {}
    for chosen in every:
        smallest = max(place[candidate] for candidate in chosen) if of_size.room is not None else len(place)
        selections.setdefault(smallest, []).append(list(chosen))
    return selections


@pytest.mark.parametrize("seed", range(0, 60, 2))
def test_no_selection_is_worth_more_than_the_bound_of_its_smallest_member(seed):
    asked = random_problem(seed, with_key=True, size=7)
    values = np.random.default_rng(seed).uniform(-2, 10, (3, 7))
    every = [chosen for chosen in every_feasible(asked) if chosen]
    for count in {len(chosen) for chosen in every}:
        of_size = OfSize(asked, count)
        bounds = of_size.bounds(values, ANY)
        places = bounds.smallest.tolist()
        for smallest, some in by_smallest(of_size, [chosen for chosen in every if len(chosen) == count]).items():
            for chosen in some:
                worth = values[:, chosen].sum(axis=1)
                assert (worth <= bounds.worth[places.index(smallest)] + bounds.slack + 1e-9).all()


@pytest.mark.parametrize("seed", range(30))
def test_everything_worth_the_floor_is_found_and_nothing_else(seed):
    """The floor is the median of the feasible ones: half of them must come out."""
    asked = random_problem(seed, with_key=seed % 2 == 0, size=7)
    values = np.random.default_rng(seed).uniform(-2, 10, (3, 7))
    every = list(every_feasible(asked))
    for count in {len(chosen) for chosen in every if chosen}:
        own = [list(chosen) for chosen in every if len(chosen) == count]
        worth = np.array([[row[chosen].sum() for chosen in own] for row in values])
        floor = np.median(worth, axis=1) - 1e-6
        of_size = OfSize(asked, count)
        followed = of_size.followed(values, of_size.bounds(values, floor).pairs(np.arange(3), floor))
        assert not len(followed.too_many)
        for draw in range(3):
            wanted = {
                tuple(chosen) for chosen, objective in zip(own, worth[draw], strict=True) if objective >= floor[draw]
            }
            got = [tuple(np.flatnonzero(row).tolist()) for row in followed.chosen[followed.draw == draw]]
            assert len(got) == len(set(got))
            assert set(got) == wanted


def test_where_jobs_do_not_bind_the_bound_is_the_sum_of_the_best():
    asked = problem([5.0, 1.0, 4.0, 3.0], [10, 10, 10, 10], [Linear("max_new", np.ones(4, dtype=np.int64), None, 2)])
    assert OfSize(asked, 2).bounds(np.array([[5.0, 1.0, 4.0, 3.0]]), ANY).worth.tolist() == [[9.0]]


def test_a_limit_on_jobs_brings_the_bound_down():
    """70 MNOK alone for new ones, 60 % equally, minimum 20: two of equal size get 35, but one of 1 job beside one of
    1000 gets 21 + 0.03. With a minimum of 22 the two valuable ones do not go together."""
    jobs = [1000, 1, 1000]
    free, bound = (problem([5.0, 4.0, 1.0], jobs, (), key(new=new, continuing="0", today={})) for new in ("0", "22"))
    values = np.array([[5.0, 4.0, 1.0]])
    assert OfSize(free, 2).bounds(values, ANY).worth.max() == 9
    assert OfSize(bound, 2).bounds(values, ANY).worth.max() < 9
    assert OfSize(bound, 2).bounds(values, ANY).worth.max() >= 6


def test_draws_with_too_many_ways_are_named_not_guessed(monkeypatch):
    monkeypatch.setattr(knapsack, "WAYS", 50)
    asked = problem(np.zeros(12))
    of_size, values = OfSize(asked, 4), np.vstack([np.zeros(12), np.arange(12.0) ** 2])
    bounds = of_size.bounds(values, ANY)
    followed = of_size.followed(values, bounds.pairs(np.arange(2), bounds.worth[0] - 1e-9))
    assert comb(12, 4) > 50
    assert followed.too_many.tolist() == [0]
    assert [np.flatnonzero(row).tolist() for row in followed.chosen[followed.draw == 1]] == [[8, 9, 10, 11]]


@pytest.mark.parametrize("seed", range(0, 40, 2))
def test_a_size_is_impossible_only_where_no_selection_of_it_is_feasible(seed):
    """Seven candidates and a key with a minimum that most sizes cannot meet."""
    asked = random_problem(seed, with_key=True, size=7)
    sizes = {len(chosen) for chosen in every_feasible(asked)}
    for count in range(1, 8):
        assert OfSize(asked, count).possible or count not in sizes


def test_jobs_that_cannot_be_few_enough_make_a_size_impossible():
    """Three of 1000 jobs: two of them get 35 each and never 36, one alone gets all 70."""
    asked = problem([5.0, 4.0, 1.0], [1000, 1000, 1000], (), key(new="36", continuing="0", today={}))
    assert [OfSize(asked, count).possible for count in (1, 2, 3)] == [True, False, False]


@pytest.mark.parametrize("seed", range(5))
def test_a_bound_is_no_higher_than_where_jobs_cost_nothing(seed):
    """With jobs free, what the smallest is worth and the most valuable three of the larger ones, found by sorting."""
    rng = np.random.default_rng(seed)
    values, jobs = rng.uniform(0, 10, (2, 9)), rng.integers(50, 400, 9)
    of_size = OfSize(problem(values[0], jobs, (), key(new="11.5", continuing="0", today={})), 4)
    assert of_size.room is not None
    bounds = of_size.bounds(values, ANY)
    for place in np.flatnonzero(of_size.room >= 0).tolist():
        own, larger = of_size.order[place], of_size.order[:place]
        free = values[:, own] + np.sort(values[:, larger], axis=1)[:, -3:].sum(axis=1)
        assert (bounds.worth[place] <= free + 1e-9).all()


def test_one_without_jobs_can_be_chosen_where_the_continuing_have_no_room_for_jobs():
    """10 MNOK, 60 % equally by two: the one that continues keeps 3 + 4 · 10/15 = 5.67 beside 5 jobs, 7 beside none."""
    asked = problem([2.0, 1.0], [5, 0], (), key("10", new="0", continuing="6", today={"p": 10}))
    of_size, values = OfSize(asked, 1), np.array([[2.0, 1.0]])
    assert of_size.possible
    followed = of_size.followed(values, of_size.bounds(values, ANY).pairs(np.arange(1), np.array([0.5])))
    assert followed.chosen.tolist() == [[False, True]]


def test_one_that_may_come_only_with_another_is_found_with_it():
    """The first two only together, the first before the second by value: 5 + 1 beats 3 + 2."""
    together = Linear("together", np.array([1, -1, 0, 0]), None, 0)
    asked, values = problem([5.0, 1.0, 3.0, 2.0], conditions=[together]), np.array([[5.0, 1.0, 3.0, 2.0]])
    of_size = OfSize(asked, 2)
    followed = of_size.followed(values, of_size.bounds(values, ANY).pairs(np.arange(1), np.array([5.5])))
    assert followed.chosen.tolist() == [[True, True, False, False]]
