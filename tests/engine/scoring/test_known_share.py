"""Shares that rest on figures, and who is level, by hand."""

import numpy as np
import pytest

from engine.criteria.model import Criterion
from engine.scoring.known_share import intervals, known_shares, level_with, used_leaves
from engine.scoring.score import score
from tests.engine.scoring.conftest import make_criteria, make_dataset, make_indicator


def scored(values, missing="interval", qualities=None, weights=(1.0, 3.0), scale=100, **spread):
    indicators = [make_indicator("x"), make_indicator("y", **spread)]
    nodes = [Criterion("score", "arithmetic", dict(zip("xy", weights, strict=True)), missing)]
    return score(make_dataset(values, qualities=qualities), make_criteria(nodes, indicators, scale=scale))


def test_known_is_the_weight_that_has_figures():
    scores = scored({"x": [0.5, None, None], "y": [None, 0.5, None]})
    assert known_shares(scores).tolist() == [0.25, 0.75, 0]


def test_under_skip_everything_that_counts_is_known_and_under_worst_not():
    values = {"x": [0.5, 0.5, None], "y": [None, 0.5, None]}
    assert known_shares(scored(values, "skip")).tolist() == [1, 1, 0]
    assert known_shares(scored(values, "worst")).tolist() == [0.25, 1, 0]


def test_a_judged_value_counts_for_what_its_range_leaves():
    """A range of 0.25–0.75 leaves half of three quarters of the weight."""
    scores = scored({"x": [0.5, 0.5], "y": [0.5, 1.0]}, qualities={"y": "classified"}, judged_spread=0.25)
    assert known_shares(scores).tolist() == [0.625, 0.8125]


def test_industries_are_level_where_rounding_could_turn_them():
    """0.50 and 0.51 are printed with two decimals: 0.505 either way. 0.52 cannot be told from 0.51, but from 0.50."""
    scores = scored({"x": [0.50, 0.51, 0.52], "y": [0.0, 0.0, 0.0]}, weights=(1.0, 0.0))
    assert level_with(scores) == (("b",), ("a", "c"), ("b",))


def test_what_has_no_figure_makes_nobody_level():
    scores = scored({"x": [0.11, 0.92], "y": [0.55, None]})
    assert level_with(scores) == ((), ())


def test_the_unranked_are_level_with_nobody():
    scores = scored({"x": [0.11, None, 0.11], "y": [0.55, None, 0.55]}, "skip")
    assert level_with(scores) == (("c",), (), ("a",))
    assert np.isnan(intervals(scores).low[1])


@pytest.mark.parametrize(("by", "expected"), [("low", 0.25), ("middle", 0.5), ("high", 0.75)])
def test_a_judged_figure_is_used_at_the_end_that_is_named(by, expected):
    nodes = [Criterion("score", "arithmetic", {"y": 1.0})]
    made = make_criteria(nodes, [make_indicator("y", judged_spread=0.25)], rank_by=by)
    scores = score(make_dataset({"y": [0.5]}, qualities={"y": "classified"}), made)
    assert used_leaves(scores)["y"].tolist() == [expected]
    assert scores.scores.tolist() == [expected]
