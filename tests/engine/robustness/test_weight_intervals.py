"""Pieces along one weight: hand-made crossings, and every cut solved again just inside and just outside."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.criteria.model import Normalise, Selection
from engine.criteria.weights import with_weights
from engine.robustness.acceptability import candidate_values
from engine.robustness.weight_intervals import (
    STEPS,
    _bound_piecewise,
    _line_above,
    pieces,
    pieces_of_each,
    piecewise_candidates,
    weights_along,
)
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select
from tests.engine.robustness.random_scores import Listed, random_scores
from tests.engine.robustness.small import criteria, dataset


def asked(values, weights, **rules):
    scores = score(dataset(values), criteria(weights, Selection(**{"max_new": 1, **rules})))
    return scores, selection_problem(scores)


def weights_at(weights, member, share):
    """The member has this share, the others keep their proportions; written out one by one."""
    rest = 1 - weights[member]
    others = len(weights) - 1
    return [
        share if index == member else (1 - share) * (weight / rest if rest > 0 else 1 / others)
        for index, weight in enumerate(weights)
    ]


def check_cuts(scores, along, member, listed, beside):
    """Solved again ``beside`` each cut, on both sides: the selection of that piece, and another one beyond it."""
    for index, cut in enumerate(along.cuts[1:-1]):
        before = listed.best(weights_at(scores.weights, member, cut - beside))
        after = listed.best(weights_at(scores.weights, member, cut + beside))
        assert before.tolist() == along.chosen[index].tolist()
        assert after.tolist() == along.chosen[index + 1].tolist()
        assert before.tolist() != after.tolist()


def check_between(scores, along, member, listed, points):
    """At every point that is no cut and no tie, the piece that holds it says what is best."""
    cuts = np.array(along.cuts)
    for point in points:
        if np.abs(cuts - point).min() < 1e-7:
            continue
        weights = weights_at(scores.weights, member, point)
        if listed.margin(weights) > 1e-8:
            piece = np.searchsorted(cuts, point) - 1
            assert listed.best(weights).tolist() == along.chosen[piece].tolist()


def test_two_lines_cross_where_algebra_says():
    """0.2 + 0.7 t meets 0.5 at t = 3/7."""
    scores, problem = asked({"u": [0.9, 0.5], "v": [0.2, 0.5]}, {"u": 1, "v": 1})
    along = pieces(scores, problem, 0)
    assert along.exact
    assert along.cuts == pytest.approx((0, 3 / 7, 1), abs=1e-12)
    assert along.chosen.tolist() == [[False, True], [True, False]]
    assert along.intervals(0, selected=True) == (pytest.approx((3 / 7, 1)),)
    assert pieces(scores, problem, 1).cuts == pytest.approx((0, 4 / 7, 1), abs=1e-12)


def test_a_status_can_hold_in_two_intervals():
    """t, 0.6 and 1 - t: the flat one is best from 0.4 to 0.6, and not below nor above."""
    scores, problem = asked({"u": [1.0, 0.6, 0.0], "v": [0.0, 0.6, 1.0]}, {"u": 1, "v": 1})
    along = pieces(scores, problem, 0)
    assert along.intervals(1, selected=True) == (pytest.approx((0.4, 0.6)),)
    assert along.intervals(1, selected=False) == (pytest.approx((0, 0.4)), pytest.approx((0.6, 1)))


def test_pieces_in_which_others_change_are_joined():
    """a is chosen all the way, beside b below a half and beside c above it."""
    scores, problem = asked({"u": [1.0, 0.0, 0.9], "v": [1.0, 0.9, 0.0]}, {"u": 1, "v": 1}, max_new=2)
    along = pieces(scores, problem, 0)
    assert along.cuts == pytest.approx((0, 0.5, 1))
    assert along.intervals(0, selected=True) == ((0, 1),)
    assert along.intervals(0, selected=False) == ()


def test_many_equal_at_an_end_hide_no_piece():
    """All are worth the same with no weight on u; with any, the one that rises most is best."""
    scores, problem = asked({"u": [0.1, 0.2, 0.7, 0.3], "v": [0.5] * 4}, {"u": 1, "v": 1}, max_new=1)
    along = pieces(scores, problem, 0)
    # 0.5 + t (u - 0.5): only the third ever rises.
    assert along.intervals(2, selected=True) == ((0, 1),)


@pytest.mark.parametrize(
    ("weights", "member", "along"),
    [([0.5, 0.3, 0.2], 0, [[0, 0.6, 0.4], [0.5, 0.3, 0.2], [1, 0, 0]]), ([1, 0, 0], 0, [[0, 0.5, 0.5], [1, 0, 0]])],
)
def test_the_others_keep_their_proportions_and_share_equally_where_all_are_zero(weights, member, along):
    points = np.array([row[member] for row in along])
    assert weights_along(np.array(weights, dtype=float), member, points) == pytest.approx(np.array(along))


def test_where_all_weight_is_on_one_the_rest_is_shared_equally():
    """From u alone: at weight t the others have (1 - t) / 2 each. t, against 0.8 (1 - t) / 2: equal at 2/7."""
    scores, problem = asked({"u": [1.0, 0.0], "v": [0.0, 0.8], "w": [0.0, 0.0]}, {"u": 1, "v": 0, "w": 0})
    assert pieces(scores, problem, 0).cuts == pytest.approx((0, 2 / 7, 1))
    # Along v nothing is left for w, which has no weight today.
    assert pieces(scores, problem, 1).cuts == pytest.approx((0, 1 / 1.8, 1))


def test_a_single_member_always_has_all_weight():
    scores, problem = asked({"u": [0.3, 0.4]}, {"u": 1})
    along = pieces(scores, problem, 0)
    assert along.cuts == (0, 1)
    assert along.chosen.tolist() == [[False, True]]


@pytest.mark.parametrize("grant", [None, "key", "cost"])
@pytest.mark.parametrize("seed", range(6))
def test_cuts_are_where_the_selection_changes_and_nowhere_else(seed, grant):
    scores = random_scores(seed, grant=grant)
    listed = Listed(scores)
    if listed.best(scores.weights) is None:
        assert grant == "key"
        return
    points = np.random.default_rng(seed).uniform(0, 1, 60)
    together = pieces_of_each(scores, listed.problem, range(3))
    for member, along in enumerate(together):
        alone = pieces(scores, listed.problem, member)
        assert alone.exact
        assert along.cuts == alone.cuts
        np.testing.assert_array_equal(along.chosen, alone.chosen)
        check_cuts(scores, alone, member, listed, 1e-7)
        check_between(scores, alone, member, listed, points)


def test_the_contracts_own_selection_agrees_beside_a_cut():
    """The same through the criteria file's weights and the solver instead of the list."""
    scores = random_scores(3, grant="key")
    problem = selection_problem(scores)
    along = pieces(scores, problem, 1)
    assert len(along.cuts) > 2
    for index, cut in enumerate(along.cuts[1:-1]):
        for piece, beside in ((index, -1e-6), (index + 1, 1e-6)):
            weights = weights_at(scores.weights, 1, cut + beside)
            again = with_weights(scores.criteria, dict(zip(scores.root_members, weights, strict=True)))
            chosen = select(selection_problem(score(scores.dataset, again))).selected
            assert chosen == problem.named(np.flatnonzero(along.chosen[piece]).tolist())


@pytest.mark.parametrize("seed", range(5))
def test_missing_values_never_give_a_wrong_piece(seed):
    scores = random_scores(seed, gaps=3, grant="key" if seed % 2 else None)
    listed = Listed(scores)
    if listed.best(scores.weights) is None:
        return
    middles = (np.arange(0, STEPS, 16) + 0.5) / STEPS
    for member in range(3):
        along = pieces(scores, listed.problem, member)
        check_cuts(scores, along, member, listed, 1e-7)
        check_between(scores, along, member, listed, middles)


def test_missing_values_are_exact_where_who_lacks_them_is_never_chosen_and_stepped_where_it_is():
    hopeless = {"u": [0.9, 0.5, 0.1], "v": [0.2, 0.5, 0.1], "w": [0.5, 0.5, None]}
    scores, problem = asked(hopeless, {"u": 1, "v": 1, "w": 1})
    along = pieces(scores, problem, 0)
    assert along.exact
    # With u at t the others have (1 - t) / 2 each: 0.35 + 0.55 t meets 0.5 at 3/11.
    assert along.cuts == pytest.approx((0, 3 / 11, 1))
    hopeful = {**hopeless, "v": [0.2, 0.5, 0.6]}
    scores, problem = asked(hopeful, {"u": 1, "v": 1, "w": 1})
    assert not pieces(scores, problem, 0).exact


def test_a_bent_value_changes_where_algebra_says_to_the_stated_tolerance():
    """b lacks w. With u at t it is worth (0.9 (1 - t) / 2) / ((1 + t) / 2) and a 0.5: equal where 0.9 (1 - t) =
    0.5 (1 + t), at t = 2/7."""
    scores, problem = asked({"u": [0.5, 0.0], "v": [0.5, 0.9], "w": [0.5, None]}, {"u": 1, "v": 1, "w": 1})
    along = pieces(scores, problem, 0)
    assert not along.exact
    assert along.cuts == pytest.approx((0, 2 / 7, 1), abs=1e-8)


def test_what_nobody_has_a_figure_for_leaves_the_intervals_exact():
    """With u at t, v and w have (1 - t) / 2 each and nobody has w: a is worth (0.9 t + 0.1 (1 - t)) / ((1 + t) / 2).

    That is 0.5, what b is worth, where 0.8 t + 0.1 = 0.25 + 0.25 t: at 3/11.
    """
    scores, problem = asked({"u": [0.9, 0.5], "v": [0.2, 0.5], "w": [None, None]}, {"u": 1, "v": 1, "w": 1})
    along = pieces(scores, problem, 0)
    assert along.exact
    assert along.cuts == pytest.approx((0, 3 / 11, 1), abs=1e-12)
    assert along.chosen.tolist() == [[False, True], [True, False]]


def test_the_weight_of_what_nobody_has_a_figure_for_changes_nothing():
    scores, problem = asked({"u": [0.9, 0.5], "v": [0.2, 0.5], "w": [None, None]}, {"u": 1, "v": 1, "w": 0})
    along = pieces(scores, problem, 2)
    assert (along.exact, along.cuts, along.chosen.tolist()) == (True, (0, 1), [[True, False]])


def test_beside_nothing_but_what_nobody_has_a_figure_for_every_weight_is_all_that_counts():
    """v has no weight, so along u the rest is all on w, which nobody has."""
    scores, problem = asked({"u": [0.9, 0.5], "v": [0.2, 0.5], "w": [None, None]}, {"u": 1, "v": 0, "w": 1})
    along = pieces(scores, problem, 0)
    assert (along.exact, along.cuts, along.chosen.tolist()) == (True, (0, 1), [[True, False]])


@pytest.mark.parametrize("grant", [None, "key"])
@pytest.mark.parametrize("seed", range(4))
def test_cuts_are_right_and_exact_where_some_members_have_no_figures_at_all(seed, grant):
    scores = random_scores(seed, grant=grant, members=5, waiting=2)
    listed = Listed(scores)
    if listed.best(scores.weights) is None:
        assert grant == "key"
        return
    points = np.random.default_rng(seed).uniform(0, 1, 60)
    for member in range(5):
        along = pieces(scores, listed.problem, member)
        assert along.exact
        check_cuts(scores, along, member, listed, 1e-7)
        check_between(scores, along, member, listed, points)


@pytest.mark.parametrize("seed", range(4))
def test_single_gaps_beside_members_without_figures_never_give_a_wrong_piece(seed):
    scores = random_scores(seed, gaps=2, members=4, waiting=1)
    listed = Listed(scores)
    middles = (np.arange(0, STEPS, 16) + 0.5) / STEPS
    for member in range(4):
        along = pieces(scores, listed.problem, member)
        check_cuts(scores, along, member, listed, 1e-7)
        check_between(scores, along, member, listed, middles)


def test_missing_as_worst_is_straight():
    scores = random_scores(5, gaps=3, missing="worst")
    listed = Listed(scores)
    for member in range(3):
        along = pieces(scores, listed.problem, member)
        assert along.exact
        check_cuts(scores, along, member, listed, 1e-7)


@pytest.mark.parametrize("aggregate", ["geometric", "minimum"])
@pytest.mark.parametrize("seed", range(2))
def test_other_roots_are_stepped_and_right_beside_each_cut(seed, aggregate):
    scores = random_scores(seed, aggregate=aggregate)
    listed = Listed(scores)
    along = pieces(scores, listed.problem, seed)
    assert not along.exact
    check_cuts(scores, along, seed, listed, 1e-7)
    check_between(scores, along, seed, listed, (np.arange(0, STEPS, 9) + 0.5) / STEPS)


@pytest.mark.parametrize("seed", range(4))
def test_points_times_jobs_in_the_millions_are_cut_right(seed):
    """Objectives of 10^8, where doubles are further apart than the tolerance of a tie."""
    scores = random_scores(seed, objective="sum_times_jobs", members=4)
    grown = tuple(
        replace(industry, jobs=industry.jobs * 10_000 + index)
        for index, industry in enumerate(scores.dataset.industries)
    )
    scores = score(replace(scores.dataset, industries=grown), scores.criteria)
    problem = selection_problem(scores)
    for member in range(4):
        along = pieces(scores, problem, member)
        cuts = np.array(along.cuts)
        assert (np.diff(cuts) > 0).all()
        for index, middle in enumerate((cuts[1:] + cuts[:-1]) / 2):
            weights = np.array(weights_at(scores.weights, member, middle))
            worth = scores.member_values @ weights * problem.jobs
            # At most three, no other condition: the three most valuable.
            assert sorted(np.argsort(-worth)[:3]) == np.flatnonzero(along.chosen[index]).tolist()


@pytest.mark.parametrize("lacking", [0, 1])
def test_a_missing_value_in_millions_of_points_is_no_defect(lacking):
    """Points times jobs where everybody is worth the same whatever the weights, but for rounding."""
    values = {name: [0.7, 0.7, 0.3] for name in "uvwx"}
    values["uvwx"[lacking]] = [0.7, None, 0.3]
    data = dataset(values, jobs=[123_457, 87_654_321, 98_765])
    scores = score(
        data, criteria({"u": 0.1, "v": 0.2, "w": 0.3, "x": 0.4}, Selection(max_new=2, objective="sum_times_jobs"))
    )
    for member in range(4):
        along = pieces(scores, selection_problem(scores), member)
        assert along.chosen[:, 1].all()


@given(*[st.floats(-1, 1)] * 2, st.floats(0.01, 1), st.booleans(), st.sampled_from([1.0, 100.0, 1e7]))
@settings(derandomize=True, max_examples=120)
def test_the_line_above_a_bent_value_is_nowhere_below_it(tracked, others, left, lacks_tracked, scale):
    """The mean of what is there: weight t on the tracked member, 1 - t on the others, a part ``left`` of it there."""

    def mean(t):
        own = 0.0 if lacks_tracked else t
        return scale * (own * tracked + left * (1 - t) * others) / (own + left * (1 - t))

    start, rise = _line_above(mean(0.25), mean(0.5), mean(0.75))
    assert all(start + rise * t >= mean(t) - 1e-7 * scale for t in np.linspace(0.001, 0.999, 41))


@pytest.mark.parametrize("falls", [True, False])
def test_a_line_above_a_bent_value_is_nowhere_below_it_and_touches_a_concave_one_in_the_middle(falls):
    """(1 - t) / (1 - t / 2) is concave and falls from 1 to 0; turned round it rises."""
    t = np.linspace(0, 1, 101)
    value = (1 - t) / (1 - t / 2)
    value = value if falls else value[::-1]
    start, rise = _line_above(float(value[25]), float(value[50]), float(value[75]))
    assert (start + rise * t >= value - 1e-9).all()
    assert start + rise / 2 == pytest.approx(2 / 3)


@pytest.mark.parametrize("seed", range(6))
def test_the_lines_of_those_who_lack_a_figure_are_nowhere_below_what_they_are_worth(seed):
    scores = random_scores(seed, gaps=4, members=4)
    problem = selection_problem(scores)
    bent, inner = piecewise_candidates(scores, problem), np.linspace(0.001, 0.999, 41)
    assert bent.any()
    for member in range(4):
        low, rise = np.zeros(len(problem.ids)), np.zeros(len(problem.ids))
        _bound_piecewise(scores, problem, member, bent, low, rise)
        worth = candidate_values(scores, problem, weights_along(scores.weights, member, inner))
        assert (low + np.outer(inner, rise) >= worth - 1e-7)[:, bent].all()
        assert not np.concatenate([low[~bent], rise[~bent]]).any()


def test_who_must_be_in_is_in_all_the_way_though_worth_less_than_nothing():
    """Of two the standard scores are 1 and -1: b is below 0 whatever the weights, and nobody in would be worth more."""
    values, rules = {"u": [0.9, 0.1], "v": [0.7, 0.2]}, Selection(max_new=1, must=("b",))
    scores = score(dataset(values), criteria({"u": 1, "v": 1}, rules, normalise=Normalise("zscore")))
    assert pieces(scores, selection_problem(scores), 0).chosen.tolist() == [[False, True]]
