"""Figures of a pair: against textbooks, and that everything that hangs on a declaration is there."""

import math
from dataclasses import fields

import numpy as np
import pytest

from engine.foundation.locale import area
from engine.survey.pair_figures import PAIR_FIGURES, JointEstimate, log_observed_over_expected, log_odds_ratio

HAY_FEVER = np.array([[[13525.0, 420.0, 928.0, 141.0]]])
"""Neither, eczema only, hay fever only, both: Bland & Altman (2000), BMJ 320, 1468, 15 522 children aged 11."""


def test_an_odds_ratio_reproduces_bland_and_altman():
    """«(141 × 13525) / (928 × 420) = 4.89», loge = 1.588, standard error 0.103 (Woolf)."""
    figure = log_odds_ratio(HAY_FEVER)
    assert math.exp(figure.value[0]) == pytest.approx(4.89, abs=0.005)
    # Without a design the variance is the sum of coefficient² times respondents: Woolf's 1/a + 1/b + 1/c + 1/d.
    assert math.sqrt((figure.coefficients**2 * HAY_FEVER).sum()) == pytest.approx(0.103, abs=0.0005)


def test_observed_over_expected_is_one_for_independent_sides():
    independent = np.outer([0.7, 0.3], [0.6, 0.4]).ravel()[None, None, :]
    assert log_observed_over_expected(independent).value[0] == pytest.approx(0)
    assert log_odds_ratio(independent).value[0] == pytest.approx(0)


def test_a_ratio_is_told_as_bland_and_altman_do():
    """Odds ratio 4.89 with the interval 3.99 to 6.00 (Bland & Altman 2000), from its logarithm and standard error."""
    [odds_ratio] = [figure for figure in PAIR_FIGURES if figure.name == "odds_ratio"]
    odds = odds_ratio.told(1.588, 0.103**2, 10_000)
    assert odds["odds_ratio"] == pytest.approx(4.89, abs=0.01)
    assert odds["odds_ratio_interval"] == pytest.approx((3.99, 6.00), abs=0.02)
    assert odds["odds_ratio_se"] == pytest.approx(4.89 * 0.103, abs=0.001)


def test_every_figure_has_its_fields_and_its_headings():
    told = [name for figure in PAIR_FIGURES for name in figure.fields]
    about = ("period", "industry_id", "exposure", "complaint", "hidden", "n")
    assert [field.name for field in fields(JointEstimate)] == [*about, *told]
    for figure in PAIR_FIGURES:
        shown = [name for name in figure.fields if name != figure.interval]
        assert {*shown, *figure.ends} <= set(area("microdata"))


@pytest.mark.parametrize("figure", PAIR_FIGURES, ids=lambda kind: kind.name)
def test_how_each_figure_moves_with_each_cell_is_what_a_small_change_of_it_shows(figure):
    """Standard errors rest on these slopes: by central differences, for two domains of three groups."""
    weight = np.random.default_rng(4).uniform(2, 9, (2, 3, 4))
    slopes = figure.of(weight).coefficients
    for index in np.ndindex(weight.shape):
        more, less = weight.copy(), weight.copy()
        more[index] += 1e-5
        less[index] -= 1e-5
        rise = figure.of(more).value[index[0]] - figure.of(less).value[index[0]]
        assert slopes[index] == pytest.approx(rise / 2e-5, abs=1e-7)


def test_only_the_two_ratios_are_told_as_ratios():
    assert [figure.ratio for figure in PAIR_FIGURES] == [False, True, True]
