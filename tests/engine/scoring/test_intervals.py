"""Both ends of a tree against enumeration over the corners of what is unknown."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.criteria.model import Criterion
from engine.foundation.errors import InputError
from engine.scoring.intervals import judged_ends, leaves_between, widened
from engine.scoring.known_share import intervals
from engine.scoring.score import score, scores_over_weights
from tests.engine.scoring.conftest import make_criteria, make_dataset, make_indicator

LEAVES = ("e", "h", "x", "y")
VALUE = st.none() | st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.8, 1.0])


def tree(missing="interval", inner="geometric", form="geometric", **more):
    nodes = [
        Criterion("pair", "cooccurrence", missing=missing, exposure="e", health="h", form=form),
        Criterion("inner", inner, {"x": 1.0, "pair": 2.0}, missing),
        Criterion("score", "arithmetic", {"inner": 3.0, "y": 1.0}, missing),
    ]
    return make_criteria(nodes, LEAVES, **more)


def data(row, **more):
    return make_dataset({leaf: [value, 1.0] for leaf, value in zip(LEAVES, row, strict=True)}, **more)


@given(st.tuples(VALUE, VALUE, VALUE, VALUE), st.sampled_from(["arithmetic", "geometric", "harmonic", "minimum"]))
def test_ends_are_the_lowest_and_highest_of_all_corners(row, inner):
    ends = intervals(score(data(row), tree(inner=inner)))
    corners = [
        score(
            data([end if given is None else given for given, end in zip(row, corner, strict=True)]), tree(inner=inner)
        )
        for corner in product([0.0, 1.0], repeat=4)
    ]
    every = [corner.scores[0] for corner in corners]
    np.testing.assert_allclose([ends.low[0], ends.high[0]], [min(every), max(every)], atol=1e-12)


def test_a_member_without_a_figure_has_its_full_weight_from_0_to_1():
    nodes = [Criterion("score", "arithmetic", {"x": 1.0, "y": 3.0}, "interval")]
    scored = score(make_dataset({"x": [0.4, 0.4], "y": [0.8, None]}), make_criteria(nodes, ("x", "y"), scale=100))
    both = intervals(scored)
    np.testing.assert_allclose(both.low, [70, 10])
    np.testing.assert_allclose(both.high, [70, 85])
    np.testing.assert_allclose(scored.scores, [70, 10])


@pytest.mark.parametrize(("by", "expected"), [("low", 10), ("middle", 47.5), ("high", 85)])
def test_ranks_go_by_the_end_that_is_named(by, expected):
    nodes = [Criterion("score", "arithmetic", {"x": 1.0, "y": 3.0}, "interval")]
    criteria = make_criteria(nodes, ("x", "y"), scale=100, rank_by=by)
    scored = score(make_dataset({"x": [0.4, 0.4], "y": [0.8, None]}), criteria)
    np.testing.assert_allclose(scored.scores[1], expected)
    np.testing.assert_array_equal(scores_over_weights(scored, scored.weights[None])[0], scored.scores)


def test_a_node_with_nothing_below_it_known_is_anything():
    scored = score(data([None] * 4), tree(rank_by="middle"))
    both = intervals(scored)
    assert (both.low[0], both.high[0]) == (0, 1)
    assert scored.scores[0] == 0.5
    assert scored.ranks[0] > 0


@given(st.tuples(VALUE, VALUE, VALUE, VALUE), st.integers(0, 3), st.sampled_from([0.0, 0.3, 1.0]))
def test_a_gap_never_raises_a_rank_under_low(row, gap, others):
    """A figure taken away lowers the score or leaves it, whatever it was."""
    with_it = score(data([others if value is None else value for value in row]), tree())
    gone = [None if leaf == gap else others if value is None else value for leaf, value in enumerate(row)]
    assert score(data(gone), tree()).scores[0] <= with_it.scores[0] + 1e-12


@pytest.mark.parametrize("missing", ["skip", "worst", "interval"])
@given(st.tuples(VALUE, VALUE, VALUE, VALUE))
def test_a_programme_with_the_same_figures_is_treated_as_a_candidate_is(missing, row):
    made = tree(missing if missing != "worst" else "skip")
    if missing == "worst":
        criteria = {name: replace(node, missing="worst") for name, node in made.criteria.items() if node.members}
        made = replace(made, criteria={**made.criteria, **criteria})
    values = {leaf: [value, value] for leaf, value in zip(LEAVES, row, strict=True)}
    scores = score(make_dataset(values, statuses=["programme", "candidate"]), made)
    both = intervals(scores)
    for of in (scores.scores, both.low, both.high):
        np.testing.assert_array_equal(of[0], of[1])


def test_a_pairing_with_an_unknown_side_runs_from_0_to_what_the_other_allows():
    scored = score(data([0.25, None, 0.0, 0.0]), tree(inner="arithmetic"))
    assert scored.nodes["pair"][0] == 0
    high = score(data([0.25, None, 0.0, 0.0]), tree(inner="arithmetic", rank_by="high"))
    assert high.nodes["pair"][0] == 0.5  # √(0.25 · 1)


def test_a_judged_value_leaves_its_spread_open_between_0_and_1():
    indicator = make_indicator("x", judged_spread=0.5)
    low, high = judged_ends(indicator, np.array([0.0, 0.75, 0.75]), np.array([3, 3, 0], dtype=np.int8))
    assert low.tolist() == [0, 0.25, 0.75]
    assert high.tolist() == [0.5, 1, 0.75]


def test_no_spread_changes_no_value():
    values = np.array([1.5, np.nan])
    low, high = widened(values, np.zeros(2))
    np.testing.assert_array_equal(low, values)
    np.testing.assert_array_equal(high, values)


def test_both_ends_of_a_value_beyond_its_goalposts_are_cut():
    low, high = widened(np.array([1.5, -0.5]), np.full(2, 0.25))
    assert (low.tolist(), high.tolist()) == ([1, 0], [1, 0])


@pytest.mark.parametrize(("by", "expected"), [("low", [0.25, 0.7]), ("middle", [0.5, 0.7]), ("high", [0.75, 0.7])])
def test_indicators_stand_at_the_end_that_is_named_or_halfway(by, expected):
    low, high = {"e": np.array([0.25, 0.7])}, {"e": np.array([0.75, 0.7])}
    np.testing.assert_array_equal(leaves_between(tree(rank_by=by), low, high)["e"], expected)


def test_what_cannot_have_two_ends_is_refused_where_the_criteria_were_changed_after_reading():
    made = tree()
    geometric = replace(made.root, aggregate="geometric")
    with pytest.raises(InputError) as raised:
        score(data([0.5] * 4), replace(made, criteria={**made.criteria, "score": geometric}))
    assert [problem.code for problem in raised.value.problems] == ["interval_root"]
