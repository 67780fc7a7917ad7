"""The Fay–Herriot model with a common mean."""

import numpy as np
import pytest

from engine.survey.shrinkage import FEWEST, between_variance, shrunk, smoothed_variances

BCG = np.array(
    [
        (4, 119, 11, 128),
        (6, 300, 29, 274),
        (3, 228, 11, 209),
        (62, 13536, 248, 12619),
        (33, 5036, 47, 5761),
        (180, 1361, 372, 1079),
        (8, 2537, 10, 619),
        (505, 87886, 499, 87892),
        (29, 7470, 45, 7232),
        (17, 1699, 65, 1600),
        (186, 50448, 141, 27197),
        (5, 2493, 3, 2338),
        (27, 16886, 29, 17825),
    ],
    dtype=float,
)
"""Tuberculosis with and without vaccine in 13 trials: Colditz et al. (1994), JAMA 271, 698."""


def log_risk_ratios():
    a, b, c, d = BCG.T
    return np.log(a / (a + b)) - np.log(c / (c + d)), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)


def test_the_moment_estimate_reproduces_the_bcg_trials():
    """With a common mean the equation is Paule & Mandel's; for these trials it gives 0.3181 (metafor, ``EB``)."""
    assert between_variance(*log_risk_ratios()) == pytest.approx(0.3181, abs=5e-5)


def test_the_moment_equation_holds_at_the_estimate():
    values, variances = log_risk_ratios()
    model = shrunk(values, variances)
    squares = (values - model.mean) ** 2 / (model.between_variance + variances)
    assert squares.sum() == pytest.approx(len(values) - 1)


def test_equal_variances_have_an_estimate_by_hand():
    """Σ (y − ȳ)² / (m − 1) − ψ, and each value keeps σ² / (σ² + ψ) of its distance to the mean."""
    values, variance = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), 0.5
    model = shrunk(values, np.full(6, variance))
    assert model.between_variance == pytest.approx(3.5 - variance)
    assert model.value == pytest.approx(3.5 + (values - 3.5) * 3.0 / 3.5)
    assert model.own_share == pytest.approx(np.full(6, 3.0 / 3.5))


def test_a_little_more_spread_than_sampling_makes_is_not_none():
    """Squares that sum to 4.5 where sampling with ψ = 1 makes 4 of five values: 4.5 / 4 − 1."""
    values = np.array([-1.5, 0.0, 0.0, 0.0, 1.5])
    assert between_variance(values, np.ones(5)) == pytest.approx(0.125)


def test_the_less_an_industry_knows_the_more_it_is_drawn_in():
    values, variances = np.array([0.1, 0.2, 0.3, 0.4, 0.5]), np.array([0.001, 0.002, 0.004, 0.008, 0.016])
    model = shrunk(values, variances)
    assert (np.diff(model.own_share) < 0).all()
    assert ((model.value >= values.min()) & (model.value <= values.max())).all()
    assert (model.se < np.sqrt(variances + model.between_variance)).all()


def test_values_that_differ_no_more_than_sampling_become_their_mean():
    values = np.array([0.30, 0.31, 0.29, 0.30, 0.30])
    model = shrunk(values, np.full(5, 0.01))
    assert model.between_variance == 0
    assert model.value == pytest.approx(np.full(5, 0.30))


def test_too_few_industries_are_not_shrunk():
    assert shrunk(np.full(FEWEST - 1, 0.2), np.full(FEWEST - 1, 0.01)) is None
    assert shrunk(np.full(6, 0.2), np.array([0.01] * 5 + [0.0])) is None


def test_the_error_is_about_what_simulation_gives():
    """2 000 draws of the model, from a seed: mean squared error of the shrunk values over the mean of its estimate."""
    random = np.random.default_rng(2)
    variances = np.repeat([0.5, 1.0, 2.0], 10)
    squared, estimated = np.zeros(30), np.zeros(30)
    for _ in range(2000):
        truth = random.normal(0, 1, 30)
        model = shrunk(truth + random.normal(0, np.sqrt(variances)), variances)
        squared += (model.value - truth) ** 2
        estimated += model.se**2
    assert estimated / squared == pytest.approx(np.ones(30), abs=0.15)


def test_the_error_of_equal_variances_by_hand():
    """Datta, Rao & Smith (2005) with ψ = 1/2, σ² = 3, m = 6, B = ψ / (σ² + ψ) = 1/7.

    g1 = ψ(1 − B) = 3/7; g2 = ψB / m = 1/84; g3 = 2ψB / m = 2/84; no bias: 3/7 + 1/84 + 2 · 2/84 = 41/84.
    """
    model = shrunk(np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), np.full(6, 0.5))
    assert model.se**2 == pytest.approx(np.full(6, 41 / 84))


def test_the_error_of_unequal_variances_by_hand():
    """The same with ψ = 1 and 3, three of each, and values that make σ² = 1: 2² + (√2)² / 2 = m − 1 = 5.

    Σ 1/(σ² + ψ) = 9/4, Σ 1/(σ² + ψ)² = 15/16, bias = 2 (6 · 15/16 − 81/16) / (9/4)³ = 8/81.
    ψ = 1: g1 = 1/2, g2 = (1/4) / (9/4) = 1/9, g3 = (1/8) · 12 / (81/16) = 8/27, less bias / 4: 191/162.
    ψ = 3: g1 = 3/4, g2 = (9/16) / (9/4) = 1/4, g3 = (9/64) · 12 / (81/16) = 1/3, less 9/16 of the bias: 29/18.
    """
    root = 2**0.5
    model = shrunk(np.array([2.0, -2.0, 0.0, root, -root, 0.0]), np.repeat([1.0, 3.0], 3))
    assert model.between_variance == pytest.approx(1.0)
    assert model.se**2 == pytest.approx(np.repeat([191 / 162, 29 / 18], 3))


def test_smoothed_variances_do_not_vanish_with_the_cases():
    """The pooled share 0.2 at n = 10 and 30, by hand: 0.2 · 0.8 · 2 / n."""
    variances = smoothed_variances(np.array([0.8, 0.0]), np.array([10.0, 30.0]), np.array([2.0, 2.0]))
    assert variances == pytest.approx([0.2 * 0.8 * 2 / 10, 0.2 * 0.8 * 2 / 30])
