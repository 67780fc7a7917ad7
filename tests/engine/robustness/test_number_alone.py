"""Counting against enumeration of every selection at every corner of the values."""

from itertools import product

import numpy as np
import pytest

from engine.foundation.tolerances import EQUAL
from engine.robustness import incomplete_information, number_alone
from engine.robustness.incomplete_information import at_set_weights, over_all_weights
from engine.robustness.number_alone import in_some_and_all, in_some_and_all_over
from engine.robustness.potential_optimality import OpenValues
from engine.robustness.rank_range import rank_ranges
from engine.robustness.weight_draws import draw_weights
from engine.selection.constraints import Linear
from engine.selection.enumeration import feasible_selections
from engine.selection.portfolio_problem import selection_problem
from tests.engine.robustness.random_scores import random_scores
from tests.engine.selection.problems import key, problem

TIE = EQUAL["objectives"]
NUMBERS = (
    {"max_new": 2},
    {"max_new": 3, "min_new": 3},
    {"max_new": 7, "min_new": 2},
    {"max_new": 3, "must": ("c2",)},
    {"max_new": 2, "must_not": ("c1", "c4")},
    {"max_new": 7, "min_new": 4, "must": ("c2", "c5")},
)


def with_key(frame):
    """Seven of 50 to 350 jobs under a key of no one else's; the smallest of two, 50 beside 350, gets 0.35 of it."""
    conditions = [
        Linear("max_new", np.ones(7, dtype=np.int64), None, 2),
        Linear("resource.secretariat", np.arange(7, dtype=np.int64), None, 11),
    ]
    return problem(np.ones(7), 50 * np.arange(1, 8), conditions, key(frame, new="3.5", continuing="0", today={}))


@pytest.mark.parametrize("rules", [*NUMBERS, {"frame": 10}, {"frame": 11}], ids=str)
@pytest.mark.parametrize("seed", range(5))
def test_some_and_all_are_those_of_every_corner(seed, rules):
    """Values in steps of 0.1 with many ties and zeros; 7 candidates, 4 of them with two ends."""
    asked = with_key(**rules) if "frame" in rules else selection_problem(random_scores(seed, size=7, **rules))
    rng = np.random.default_rng(seed)
    low = rng.integers(0, 6, 7) / 10
    high = low + np.where(np.arange(7) % 2 == 0, rng.integers(0, 5, 7) / 10, 0.0)
    every = feasible_selections(asked)
    some, always = np.zeros(7, dtype=bool), np.ones(7, dtype=bool)
    for corner in product(*({lower, other} for lower, other in zip(low, high, strict=True))):
        worth = every @ np.array(corner)
        best = every[worth >= worth.max() - TIE]
        some |= best.any(axis=0)
        always &= best.all(axis=0)
    answer = in_some_and_all(asked, low, high)
    assert answer[0].tolist() == some.tolist()
    assert answer[1].tolist() == always.tolist()


def test_money_and_resources_that_stop_nobody_are_counted_away_and_no_others():
    """Two get at least 0.3 + 0.4 · 50/400 = 0.35 of the frame each: 3.5 of 10 MNOK, and 3.465 of 9.9."""
    ones = np.ones(7)
    assert in_some_and_all(with_key(10), ones, ones) is not None
    assert in_some_and_all(with_key("9.9"), ones, ones) is None
    short = Linear("resource.secretariat", np.arange(7, dtype=np.int64), None, 10)  # the last two need 11
    assert in_some_and_all(with_key(10).with_conditions(short), ones, ones) is None
    asked = Linear("require_sectors.public", np.array([0, 1, 1, 1, 1, 1, 1]), 1)
    assert in_some_and_all(with_key(10).with_conditions(asked), ones, ones) is None


def test_other_conditions_are_not_counted_away():
    asked = selection_problem(random_scores(1, conflicts=(("c0", "c1"),)))
    assert in_some_and_all(asked, asked.values, asked.values) is None


def test_what_is_worth_less_than_nothing_and_too_few_candidates_are_left_to_the_others():
    asked = selection_problem(random_scores(1, max_new=2))
    assert in_some_and_all(asked, asked.values - 1e3, asked.values) is None
    few = selection_problem(random_scores(1, max_new=3, min_new=3, must_not=tuple(f"c{index}" for index in range(5))))
    assert in_some_and_all(few, few.values, few.values) is None


def test_a_single_place_is_counted_with_its_own_jobs_alone():
    """Beside 1000 jobs 50 get 0.3 + 0.4 · 50/1050 = 0.319 of the frame: 3.51 of 11 MNOK, and 3.19 of 10."""
    for frame, counted in ((11, True), (10, False)):
        conditions = [Linear("max_new", np.ones(7, dtype=np.int64), None, 1)]
        grant_key = key(frame, new="3.5", continuing="0", today={"p": 1000})
        asked = problem(np.ones(7), 50 * np.arange(1, 8), conditions, grant_key)
        assert (in_some_and_all(asked, np.ones(7), np.ones(7)) is not None) == counted


def test_a_resource_that_somebody_gives_back_is_not_counted_away():
    """The first takes 5 of 4 alone; beside another that gives one back it fits."""
    ones = np.ones(7)
    number = Linear("max_new", ones.astype(np.int64), None, 2)
    lent = Linear("resource.secretariat", np.array([5, *[-1] * 6]), None, 4)
    assert in_some_and_all(problem(ones, conditions=[number, lent]), ones, ones) is None


def test_a_least_of_nothing_stops_nobody():
    ones = np.ones(7)
    none = Linear("require_sectors.public", np.array([0, 1, 1, 1, 1, 1, 1]), 0)
    assert in_some_and_all(with_key(10).with_conditions(none), ones, ones) is not None


def test_the_only_one_left_can_be_left_out_where_it_is_worth_nothing():
    asked = selection_problem(random_scores(1, max_new=3, must_not=tuple(f"c{index}" for index in range(6))))
    some, every = in_some_and_all(asked, np.zeros(7), np.zeros(7))
    assert (some.tolist(), every.any()) == ([*[False] * 6, True], False)


def test_of_equal_ones_worth_nothing_each_can_be_chosen_and_none_must():
    """Nothing is larger than 0 here, so no difference is small beside it: the others are not worth more for that."""
    asked = problem(np.zeros(3), conditions=[Linear("max_new", np.ones(3, dtype=np.int64), None, 1)])
    some, every = in_some_and_all(asked, np.zeros(3), np.zeros(3))
    assert (some.all(), every.any()) == (True, False)


def test_where_no_place_is_left_nobody_more_is_chosen():
    asked = selection_problem(random_scores(1, max_new=1, must=("c2",)))
    some, every = in_some_and_all(asked, np.ones(7), np.ones(7))
    assert some.tolist() == every.tolist() == [index == 2 for index in range(7)]


def test_what_is_worth_a_little_less_than_nothing_and_more_musts_than_places_are_left_to_the_others():
    asked = selection_problem(random_scores(1, max_new=2))
    assert in_some_and_all(asked, np.array([-0.5, *np.ones(6)]), np.ones(7)) is None
    crowded = selection_problem(random_scores(1, max_new=2, must=("c0", "c1", "c2")))
    assert in_some_and_all(crowded, np.ones(7), np.ones(7)) is None


def up_to(number):
    return Linear("max_new", np.ones(7, dtype=np.int64), None, number)


def test_a_condition_that_comes_after_a_number_counts_too():
    numbers = Linear("min_new", np.ones(7, dtype=np.int64), 2, 3)
    pair = Linear("conflicts", np.array([1, 1, 0, 0, 0, 0, 0]), None, 1)
    ones = np.ones(7)
    assert in_some_and_all(problem(ones, conditions=[numbers, pair]), ones, ones) is None


def test_a_condition_on_two_of_whom_one_is_out_is_not_counted_away():
    """The second has to be chosen, since the first may not be."""
    out = Linear("must_not", np.array([1, 0, 0, 0, 0, 0, 0]), None, 0)
    public = Linear("require_sectors.public", np.array([1, 1, 0, 0, 0, 0, 0]), 1)
    ones = np.ones(7)
    assert in_some_and_all(problem(ones, conditions=[up_to(2), out, public]), ones, ones) is None


def test_a_resource_that_only_one_uses_stops_nobody_where_there_is_enough_for_that_one():
    resource = Linear("resource.secretariat", np.array([0, 0, 0, 0, 0, 5, 0]), None, 5)
    ones = np.ones(7)
    assert in_some_and_all(problem(ones, conditions=[up_to(2), resource]), ones, ones) is not None


def test_a_kind_of_condition_that_it_does_not_know_is_not_counted_away():
    class Unknown:
        id = "unknown"

        def holds(self, chosen):
            return np.ones(chosen.shape[:-1], dtype=bool)

    ones = np.ones(7)
    assert in_some_and_all(problem(ones, conditions=[up_to(2), Unknown()]), ones, ones) is None


@pytest.mark.parametrize(("frame", "counted"), [("15.4", True), ("15.2", False)])
def test_the_smallest_of_three_has_the_two_largest_beside_it(frame, counted):
    """50 beside 300 and 350 gets 0.2 + 0.4 · 50/700 = 0.2286 of the frame: 3.52 of 15.4 MNOK, and 3.47 of 15.2."""
    grant_key = key(frame, new="3.5", continuing="0", today={})
    asked = problem(np.ones(7), 50 * np.arange(1, 8), [up_to(3)], grant_key)
    assert (in_some_and_all(asked, np.ones(7), np.ones(7)) is not None) == counted


def test_one_of_several_small_ones_has_one_large_one_beside_it_not_two():
    """100 beside 1000 gets 0.3 + 0.4 · 100/1100 = 0.336 of the frame, 3.53 of 10.5; beside 2000 it would be 3.35."""
    grant_key = key("10.5", new="3.5", continuing="0", today={})
    asked = problem(np.ones(7), [100, 100, 100, 100, 100, 1000, 1000], [up_to(2)], grant_key)
    assert in_some_and_all(asked, np.ones(7), np.ones(7)) is not None


def test_a_whole_tie_is_a_tie_still():
    """Behind by just as much as is equal, the other can be chosen too; worth no more than that, nobody need be."""
    asked = problem(np.array([1.0, 0.5]), conditions=[number(1)])
    just_behind = np.array([1.0, 1.0 - asked.tie])
    some, every = in_some_and_all(asked, just_behind, just_behind)
    assert (some.all(), every.any()) == (True, False)
    roomy = problem(np.array([1.0, 0.5]), conditions=[number(2)])
    nothing = np.array([roomy.tie, 0.0])
    assert not in_some_and_all(roomy, nothing, nothing)[1].any()


def test_ten_of_a_hundred_are_exact():
    """By the definition: possible where fewer than ten are surely worth more, core where fewer than ten can be."""
    result = at_set_weights(random_scores(1, size=100, members=6, gaps=20, missing="interval", max_new=10))
    assert result.exact
    assert (len(result.possible), len(result.core)) == (15, 8)


WEIGHTS = ({}, {"percent": 30.0}, {"order": ((0, 1), (1, 2))}, {"percent": 50.0, "order": ((2, 0),)})


@pytest.mark.parametrize("rules", [*NUMBERS, {"max_new": 2, "objective": "sum_times_jobs"}], ids=str)
@pytest.mark.parametrize("weights", WEIGHTS, ids=str)
@pytest.mark.parametrize("seed", range(3))
def test_over_weights_they_are_those_of_the_search_through_every_selection(seed, weights, rules, monkeypatch):
    scores = random_scores(seed, gaps=4, missing="interval", **rules)
    counted = over_all_weights(scores, **weights)
    monkeypatch.setattr(incomplete_information, "in_some_and_all_over", lambda *_: None)
    searched = over_all_weights(scores, **weights)
    assert searched.exact
    assert counted == searched


@pytest.mark.parametrize("seed", range(2))
def test_with_nothing_unknown_they_are_those_of_the_best_and_the_worst_rank(seed):
    scores = random_scores(seed, size=40, members=5, max_new=10)
    ranges = rank_ranges(scores, scores.industry_ids)
    result = over_all_weights(scores)
    candidates = selection_problem(scores).ids
    assert set(result.possible) == {name for name in candidates if ranges[name].best.rank <= 10}
    assert set(result.core) == {name for name in candidates if ranges[name].worst.rank <= 10}
    assert result.exact


def over_two_weights(worth, *conditions, tried=((0.5, 0.5),)):
    """Candidates of known ``worth`` (candidate, member) under all weights of two members."""
    worth = np.array(worth)

    def at(weights):
        return weights @ worth.T

    asked = problem(np.ones(len(worth)), conditions=conditions)
    values = OpenValues(asked, at, at, worth, worth, np.zeros(2), np.ones(2))
    return in_some_and_all_over(values, np.array(tried))


def number(most, least=None, size=2):
    return Linear("max_new", np.ones(size, dtype=np.int64), least, most)


def test_who_is_ahead_under_few_weights_only_is_found_without_trying_them():
    """The second is ahead where the first member weighs more than 0.9; each has to be able to be out."""
    counted = over_two_weights([[0.8, 0.9], [0.9, 0.0]], number(1))
    assert (counted.some.tolist(), counted.every.tolist()) == ([True, True], [False, False])
    assert not counted.open.any()


def test_who_is_out_only_where_two_others_are_ahead_at_once():
    """The second is ahead where the first member weighs over 0.45, the third where it weighs below 0.55."""
    worth = [[0.5, 0.5], [0.555, 0.455], [0.455, 0.555]]
    counted = over_two_weights(worth, number(2, size=3), tried=((0.9, 0.1), (0.1, 0.9)))
    assert (counted.some.all(), counted.every.any(), counted.open.any()) == (True, False, False)


def test_what_is_worth_nothing_under_some_weights_can_be_left_out_where_the_others_are_enough():
    """The second is worth nothing where only the first member weighs; one is enough, and two may be chosen."""
    counted = over_two_weights([[0.5, 0.5], [0.0, 0.4]], number(2, least=1))
    assert counted.every.tolist() == [True, False]
    both = over_two_weights([[0.5, 0.5], [0.0, 0.4]], number(2, least=2))
    assert both.every.tolist() == [True, True]


def test_what_may_be_worth_nothing_is_counted_and_not_searched_for(monkeypatch):
    monkeypatch.setattr(incomplete_information, "settled", None)
    assert over_all_weights(random_scores(1, gaps=4, missing="interval", max_new=2)).exact


def test_just_as_many_as_a_programme_can_bear_are_exact(monkeypatch):
    monkeypatch.setattr(number_alone, "MOST_OTHERS", 19)
    assert over_all_weights(random_scores(1, size=20, members=4, max_new=3)).exact


def test_ten_of_a_hundred_are_exact_over_all_weights():
    """Every one that ten thousand draws put among the first ten is possible, and nobody excluded is in any of them."""
    scores = random_scores(3, size=100, members=5, gaps=15, missing="interval", max_new=10)
    result = over_all_weights(scores)
    assert result.exact
    problem = selection_problem(scores)
    ends = incomplete_information.intervals(scores)
    drawn = draw_weights(scores.weights, 10_000, 5)
    low, high = incomplete_information.candidate_ends(scores, problem, ends, drawn)
    ahead = np.array([(low > high[:, [index]]).sum(axis=1) for index in range(len(problem.ids))])
    seen = {name for name, others in zip(problem.ids, ahead, strict=True) if (others < 10).any()}
    assert seen <= set(result.possible)
    assert len(result.excluded) > 10


def test_more_than_a_programme_can_bear_stays_open_and_is_called_possible(monkeypatch):
    scores = random_scores(1, size=20, members=4, max_new=3)
    monkeypatch.setattr(number_alone, "MOST_OTHERS", 10)
    result = over_all_weights(scores)
    assert not result.exact
    assert not result.excluded
    assert set(result.unproven) <= set(result.possible)
    monkeypatch.undo()
    proven = over_all_weights(scores)
    assert set(proven.excluded) <= set(result.unproven)
