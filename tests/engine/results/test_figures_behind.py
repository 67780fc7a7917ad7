"""The figures behind a score, and what one point is, by hand: the small case (small.py), the shipped goalposts."""

import pytest

from engine.criteria.weights import with_weights
from engine.foundation.locale import Locale
from engine.results.figures_behind import (
    figure_in_words,
    figures_of,
    leaves_below,
    point_in_words,
    point_meanings,
)
from engine.scoring.score import score
from tests.engine.results.small import CRITERIA
from tests.engine.results.test_cut_line import under


def test_a_figure_is_said_with_period_quality_and_who_published_it(small):
    (share,) = figures_of(small, "share", "alfa")
    assert figure_in_words(share, small, Locale("nb")) == "10\N{NO-BREAK SPACE}% (2023, publisert, SSB 2024)"
    (rate,) = figures_of(small, "rate", "alfa")
    assert figure_in_words(rate, small, Locale("en")) == "2 per 1000 employed (2022, classified, Fafo 2023)"


def test_a_figure_that_is_missing_is_unknown_and_no_zero(small):
    (rate,) = figures_of(small, "rate", "gamma")
    assert rate.value is None
    assert figure_in_words(rate, small, Locale("nb")) == "ukjent: ikke noe tall"


def test_an_inherited_figure_says_from_which_group():
    """NAV's third quarter of 2016 for groups 86-88: 7.5 per cent (data/kilder)."""
    scores, _ = under()
    (absence,) = figures_of(scores, "absence", "hjemmetjenesten")
    assert figure_in_words(absence, scores, Locale("nb")) == (
        "7,5\N{NO-BREAK SPACE}% (2016K3, nedarvet fra næring 86-88, NAV 2016)"
    )


def test_one_point_is_the_span_of_the_goalposts_over_the_points_that_can_be_had(small):
    """Weights 3 to 1 of 100 points: share 0–10 gives at most 75, so 10/75 a point; rate 0–4 at most 25, so 4/25."""
    share, rate = point_meanings(small)
    assert (share.most, rate.most) == (75.0, 25.0)
    assert share.amount == pytest.approx(10 / 75)
    assert rate.amount == pytest.approx(4 / 25)
    assert point_in_words(share, small, Locale("nb")) == "1 poeng = 0,13 prosentpoeng mer (høyst 75,0 poeng)"
    assert point_in_words(rate, small, Locale("en")) == "1 point = 0.16 per 1000 employed more (at most 25.0 points)"
    assert (share.periods, rate.periods) == (("2023",), ("2022",))


def test_where_less_is_more_the_words_turn(scores_of):
    turned = CRITERIA.replace('unit = "percent"', 'unit = "percent"\ndirection = "lower"')
    scores = scores_of(turned)
    assert "prosentpoeng mindre" in point_in_words(point_meanings(scores)[0], scores, Locale("nb"))


def test_values_read_beside_one_another_have_no_amount_a_point(scores_of):
    scores = scores_of(CRITERIA.replace('{ method = "goalposts", low = 0.0, high = 10.0 }', '{ method = "minmax" }'))
    meaning = point_meanings(scores)[0]
    assert meaning.amount is None
    assert point_in_words(meaning, scores, Locale("nb")) == "høyst 75,0 poeng"


def test_a_criterion_of_weight_0_gives_no_points(small):
    scores = score(small.dataset, with_weights(small.criteria, {"share": 1.0, "rate": 0.0}))
    assert point_in_words(point_meanings(scores)[1], scores, Locale("nb")) == "vekten er 0: gir ingen poeng"


def test_a_judged_criterion_says_what_both_sides_and_one_side_give():
    scores, _ = under()
    assert point_in_words(point_meanings(scores)[0], scores, Locale("nb")) == (
        "nevnt som høy på begge sider: 25,0 poeng; på én: 12,5"
    )


def test_the_indicators_below_a_node_are_found_through_its_criteria():
    scores, _ = under()
    assert list(leaves_below(scores.criteria, "msk")) == ["msk_flag"]
    assert list(leaves_below(scores.criteria, "absence")) == ["absence"]
