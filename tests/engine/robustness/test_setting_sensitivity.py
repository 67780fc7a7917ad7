"""What is the same for every industry: computed once, and nothing of an answer changes by it."""

from dataclasses import replace

import numpy as np
import pytest

from engine.criteria.model import Bounds, Grant, Selection
from engine.robustness.budget_sensitivity import Step
from engine.robustness.industry_sensitivity import check
from engine.robustness.setting_sensitivity import NEARBY, setting_sensitivity
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from tests.engine.robustness.random_scores import random_scores
from tests.engine.robustness.small import column, criteria, dataset

TWO = {"u": [0.9, 0.5], "v": [0.2, 0.5]}


@pytest.mark.parametrize("grant", [None, "key"])
def test_an_answer_is_the_same_whether_what_is_common_was_known_before(grant):
    scores = random_scores(3, grant=grant, size=5)
    known = setting_sensitivity(scores, draws=50)
    ids = selection_problem(scores).ids
    assert check(scores, ids, draws=50).industries == check(scores, ids, draws=50, setting=known).industries


def test_only_what_is_an_industrys_own_is_told_of_where_the_rest_is_known():
    scores, told = random_scores(3, size=4), []
    check(scores, ["c0"], setting=setting_sensitivity(scores, draws=5), progress=lambda *step: told.append(step))
    assert told == [("nearest", 0, 2), ("price", 1, 2)]


def test_around_todays_weights_the_share_is_that_of_the_interval():
    """a is best where the weight of u is above 3/7: u runs from 3/8 to 5/8 within 25 % of a half."""
    known = setting_sensitivity(score(dataset(TWO), criteria({"u": 1.0, "v": 1.0})), draws=4_000)
    index = known.result.problem.ids.index("a")
    assert NEARBY == 25
    assert known.shares_nearby[index] == pytest.approx((5 / 8 - 3 / 7) / (1 / 4), abs=4 * np.sqrt(0.25 / 4_000))


def test_one_that_a_demand_keeps_out_is_told_what_takes_it_in():
    """Nobody under 30 per cent today: a, with 24, comes in at 24 and less, and where nothing is asked."""
    density = {"union_density": column("union_density", [24.0, 40.0], unit="percent")}
    rules = Selection(max_new=1)
    made = replace(criteria({"u": 1, "v": 1}, rules))
    strict = replace(made, selection=replace(rules, require_indicator={"union_density": Bounds(min=30.0)}))
    (a,) = check(score(dataset(TWO, columns=density), strict), ["a"], draws=5).industries
    assert (a.selected, a.comes_in_freely) == (False, True)
    assert a.comes_in["union_density"] == ((0.0, 24.0),)
    assert a.comes_in["minimum_grant"] == ()


def test_what_is_asked_from_today_begins_at_todays_demand_itself():
    density = {"union_density": column("union_density", [24.0, 10.0, 40.0], unit="percent")}
    made = criteria({"u": 1})
    asked = replace(made, selection=replace(made.selection, require_indicator={"union_density": Bounds(min=24.0)}))
    known = setting_sensitivity(score(dataset({"u": [0.5, 0.9, 0.4]}, columns=density), asked), draws=5)
    assert known.asked["union_density"] == (Step(10.0, ("b",)), Step(24.0, ("a",)), Step(40.0, ("c",)))
    assert known.asked_from_today("union_density") == (Step(24.0, ("a",)), Step(40.0, ("c",)))


def test_minimum_grants_are_asked_from_nothing_and_where_brief_from_today():
    """1.2 MNOK shared equally: two get 0.6 each, too little where 0.7 is asked; one gets it all."""
    rules = Selection(max_new=2, grant=Grant("key", 1.2, 1.0, 0.7, 0.0))
    scores = score(dataset({"u": [0.9, 0.5]}, jobs=[100, 100]), criteria({"u": 1}, rules))
    whole, brief = (setting_sensitivity(scores, draws=5, brief=is_brief) for is_brief in (False, True))
    assert whole.asked["minimum_grant"] == (Step(0.6, ("a", "b")), Step(1.2, ("a",)))
    assert brief.asked["minimum_grant"] == whole.asked_from_today("minimum_grant") == (Step(1.2, ("a",)),)


def test_each_weight_that_is_followed_is_told_of():
    told = []
    setting_sensitivity(random_scores(3, size=4), draws=5, tell=told.append)
    assert told == ["draws", *["intervals"] * 3, "frames", "thresholds"]
