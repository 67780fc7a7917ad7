"""What a figure would settle, against doing it all again with the figure known."""

from dataclasses import replace

import numpy as np
import pytest

from engine.criteria.model import Cost, Grant, Selection
from engine.robustness.incomplete_information import at_set_weights
from engine.robustness.value_of_information import PARTS, _always, _either, _Tested, value_of_information
from engine.scoring.score import score
from tests.engine.robustness.random_scores import random_scores
from tests.engine.robustness.small import column, criteria, dataset


def test_one_figure_settles_everything_by_hand():
    """One place: a has 0.6, b 0.3 to 0.8. Known below 0.6 it is a, above it b: both are settled whatever it is.

    b is worth 0.3 + 0.5 of its unknown figure, so that at exactly 0.6 they are equal and nothing is settled.
    """
    made = score(dataset({"x": [0.6, 0.6], "y": [0.6, None]}), criteria({"x": 1.0, "y": 1.0}, missing="interval"))
    (only,) = value_of_information(made)
    assert (only.industry_id, only.indicator_id, only.why) == ("b", "y", "missing")
    assert (only.undecided_now, only.worst, only.best, only.expected) == (2, 2, 2, 2.0)
    assert only.opens == pytest.approx(0.5)


@pytest.mark.parametrize("scale", [1.0, 1e8])
def test_equal_worths_settle_nothing_however_large_they_are(scale):
    """One place: b has 0.57, a 0.07 and half of its unknown figure. Where that is 1 they are equal, else it is b.

    Binary sums of the two differ by more than 1e-9 where they run to 100 million.
    """
    values = {"x": [0.14, 0.57], "y": [None, 0.57]}
    made = score(dataset(values), criteria({"x": 1.0, "y": 1.0}, missing="interval", scale=scale))
    (only,) = value_of_information(made)
    assert (only.undecided_now, only.worst, only.best, only.expected) == (2, 0, 2, 2.0)


def test_within_a_tie_of_the_threshold_both_selections_are_the_best():
    """By hand, threshold 1 and a tie of 1/4: from 3/4 to 5/4 somebody of either is possible, and only of both core."""
    worth, above = np.array([0.5, 0.75, 1.25, 1.5]), np.ones(3)
    inside, outside = np.array([True, False, True]), np.array([False, True, True])
    either, always = _either(worth, above, inside, outside, 0.25), _always(worth, above, inside, outside, 0.25)
    assert either.T.tolist() == [[False, True, True, True], [True, True, True, False], [True] * 4]
    assert always.T.tolist() == [[False, False, False, True], [True, False, False, False], [True] * 4]


def test_exactly_a_tie_from_the_threshold_an_industry_is_undecided_itself():
    """By hand: in from 1, in all from 2, and a tie of 1/4: settled below 3/4 and above 9/4."""
    none = np.zeros((1, 1), dtype=bool)
    tested = _Tested(
        np.array([True]), 0.25, np.array([[1.0]]), np.array([[2.0]]), *[none] * 4, none[:0], np.zeros((0, 1))
    )
    worth = np.array([0.5, 0.75, 2.25, 2.5])
    assert tested.settled(0, worth, worth).tolist() == [1, 0, 0, 1]


def test_of_figures_that_settle_as_little_the_widest_of_the_highest_ranked_come_first():
    """A fifth of the weight on x, three on y and one on z; a and b have x only, c has nothing and nothing open."""
    values = {"x": [0.5, 0.4, 0.0], "y": [None, None, 0.0], "z": [None, None, 0.0]}
    made = score(dataset(values), criteria({"x": 1.0, "y": 3.0, "z": 1.0}, missing="interval"))
    figures = value_of_information(made)
    assert {figure.best for figure in figures} == {0}
    assert [(figure.industry_id, figure.indicator_id) for figure in figures] == [
        ("a", "y"),
        ("b", "y"),
        ("a", "z"),
        ("b", "z"),
    ]
    assert [figure.opens for figure in figures] == pytest.approx([0.6, 0.6, 0.2, 0.2])


def test_what_decides_nothing_comes_last():
    """c is far below whatever its figure is; b is not."""
    values = {"x": [0.6, 0.6, 0.0], "y": [0.6, None, None]}
    figures = value_of_information(score(dataset(values), criteria({"x": 3.0, "y": 1.0}, missing="interval")))
    assert [(figure.industry_id, figure.expected > 0) for figure in figures] == [("b", True), ("c", False)]


def known(scores, leaf, index, value):
    figures = scores.columns[leaf]
    values = figures.values.copy()
    values[index] = value
    data = replace(
        scores.dataset, columns={**scores.dataset.columns, leaf: {figures.period: replace(figures, values=values)}}
    )
    return score(data, scores.criteria)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("rules", [{"max_new": 2}, {"max_new": 3, "conflicts": (("c0", "c1"),)}], ids=str)
def test_every_figure_settles_what_doing_it_again_shows(seed, rules):
    """Everything is computed anew with the figure at each place of its range. Ends hold the exact least and most."""
    scores = random_scores(seed, gaps=4, missing="interval", **rules)
    before = len(at_set_weights(scores).undecided)
    places = [0.0, *((np.arange(PARTS) + 0.5) / PARTS).tolist(), 1.0]
    for figure in value_of_information(scores):
        position = scores.dataset.position[figure.industry_id]
        again = [
            before - len(at_set_weights(known(scores, figure.indicator_id, position, place)).undecided)
            for place in places
        ]
        assert figure.undecided_now == before
        if rules == {"max_new": 2}:
            assert (figure.worst, figure.best) == (min(again), max(again))
            assert figure.expected == pytest.approx(np.mean(again[1:-1]))
        else:
            assert figure.best <= max(again)
            assert figure.worst <= min(again)


@pytest.mark.parametrize(("named", "settled"), [([0.2, 0.0, 1.0], 0), ([1.0, 0.4, 1.0], 3)])
def test_two_that_fit_together_only_without_a_third_are_settled_together_by_hand(named, settled):
    """The frame has room for a and b, or for c; half of what each is worth is open, 0 to 0.5 beside half of ``named``.

    First a and b are worth 0.1 to 1.1 together, c 0.5 to 1. With c known at 0.8 they still can be more, if both are
    high: b is high in no test of a alone. Nor does any other figure settle anything.
    Then they are worth 0.7 to 1.7. With c known below 0.7 they are in and it is not, from 0.7 on it is open.
    """
    cost = Cost(fixed=0.0, per_1000_jobs=10.0)
    data = dataset({"x": named, "y": [None] * 3}, jobs=[500, 500, 1000])
    rules = Selection(max_new=3, grant=Grant("cost", 10.0, cost=cost))
    ranked = value_of_information(score(data, criteria({"x": 1.0, "y": 1.0}, rules, missing="interval")))
    of_c = next(figure_value for figure_value in ranked if figure_value.industry_id == "c")
    assert (of_c.undecided_now, of_c.worst, of_c.best) == (3, 0, settled)
    # c is 0.5 and half of its figure: below 0.7 in the first eight of twenty parts.
    assert of_c.expected == pytest.approx(settled * 8 / PARTS)
    assert settled > 0 or all(figure_value.best == 0 for figure_value in ranked)


def test_each_reason_is_named():
    made = {
        "x": column("x", [0.5, 0.4], quality="classified"),
        "y": column("y", [0.5, 0.4], quality="inherited"),
        "z": column("z", [0.5, 0.4]),
    }
    asked = criteria({"x": 1.0, "y": 1.0, "z": 1.0}, selection=Selection(max_new=1))
    spreads = {
        "x": {"judged_spread": 0.2},
        "y": {"inherited_spread": 0.2},
        "z": {"old_before": "2021", "old_spread": 0.1},
    }
    asked = replace(
        asked, indicators={name: replace(asked.indicators[name], **spread) for name, spread in spreads.items()}
    )
    data = dataset({"x": [0.5, 0.4], "y": [0.5, 0.4], "z": [0.5, 0.4]}, columns=made)
    data = replace(
        data,
        columns={**data.columns, "y": {"2020": replace(made["y"], groups=(("49-51",), ("49-51",)))}},
    )
    reasons = {(figure.indicator_id, figure.why) for figure in value_of_information(score(data, asked))}
    assert reasons == {("x", "judged"), ("z", "old")}  # without a code table nobody is part of a group


def test_under_skip_a_missing_figure_is_listed_and_settles_nothing():
    made = score(dataset({"x": [0.6, 0.5], "y": [0.6, None]}), criteria({"x": 1.0, "y": 1.0}))
    (only,) = value_of_information(made)
    assert (only.why, only.undecided_now, only.best) == ("missing", 0, 0)
