"""Figures and their linearisation: against textbooks, and against numerical derivatives."""

import math

import numpy as np
import pytest

from engine.survey.estimators import prevalence, standardised
from engine.survey.pair_figures import PAIR_FIGURES

STANDARD = np.array([0.25, 0.75])


@pytest.mark.parametrize(
    ("figure", "cells"),
    [
        (prevalence, 2),
        (lambda weight: standardised(weight, STANDARD), 2),
        *((figure.of, 4) for figure in PAIR_FIGURES),
    ],
)
def test_coefficients_are_the_derivatives_of_the_value(figure, cells):
    weight = np.random.default_rng(3).uniform(1, 9, (2, 3, cells))
    unmoved, step = figure(weight), 1e-6
    for index in np.ndindex(weight.shape):
        moved = weight.copy()
        moved[index] += step
        change = (figure(moved).value - unmoved.value) / step
        assert change[index[0]] == pytest.approx(unmoved.coefficients[index], abs=1e-5)
        assert change[1 - index[0]] == 0


@pytest.mark.parametrize(
    ("rates", "adjusted"),
    [((405.0, 83.6, 261.0, 777.6, 4933.3), 788.6), ((375.3, 60.3, 190.5, 1101.5, 4397.9), 770.6)],
)
def test_direct_standardisation_reproduces_alaska_and_florida(rates, adjusted):
    """Le (2003), Introductory Biostatistics, table 1.8: deaths per 100 000 by age in Alaska and Florida, adjusted to
    the US standard million of 1970: 788.6 and 770.6, from expected deaths rounded to whole ones.
    """
    rate, standard = np.array(rates) / 100_000, np.array([84_416, 294_353, 316_744, 205_745, 98_742]) / 1_000_000
    weight = np.zeros((1, 6, 2))
    weight[0, :5, 1], weight[0, :5, 0] = rate, 1 - rate
    assert standardised(weight, standard).value[0] * 100_000 == pytest.approx(adjusted, abs=0.2)


def test_standardising_takes_away_a_difference_that_is_only_age():
    """Two industries with the same share in each age and different ages have the same standardised share, by hand."""
    weight = np.array([[[90.0, 10.0], [30.0, 30.0], [0, 0]], [[9.0, 1.0], [150.0, 150.0], [0, 0]]])
    figure = standardised(weight, np.array([0.5, 0.5]))
    assert figure.value == pytest.approx([0.3, 0.3])
    assert prevalence(weight).value[0] != pytest.approx(prevalence(weight).value[1])


def test_standardising_is_not_defined_where_a_group_of_the_standard_is_empty():
    weight = np.array([[[9.0, 1.0], [0.0, 0.0], [5.0, 5.0]]])
    assert math.isnan(standardised(weight, STANDARD).value[0])
    assert standardised(weight, np.array([1.0, 0.0])).value[0] == pytest.approx(0.1)
