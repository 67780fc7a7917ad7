"""What is the same for every industry: computed once, and nothing of an answer changes by it."""

from dataclasses import replace

import numpy as np
import pytest

from engine.criteria.model import Selection
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
    strict = replace(made, selection=replace(rules, require_indicator={"union_density": _at_least(30.0)}))
    (a,) = check(score(dataset(TWO, columns=density), strict), ["a"], draws=5).industries
    assert (a.selected, a.comes_in_freely) == (False, True)
    assert a.comes_in["union_density"] == ((0.0, 24.0),)
    assert a.comes_in["minimum_grant"] == ()


def _at_least(least):
    from engine.criteria.model import Bounds

    return Bounds(min=least)
