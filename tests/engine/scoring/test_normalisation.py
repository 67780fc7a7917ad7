"""Normalised values against printed examples, and which way is need."""

import numpy as np
from numpy.testing import assert_allclose, assert_array_equal

from engine.scoring.normalisation import directed, minmax, zscore

NAN = np.nan


def test_lower_turns_0_to_1_around_and_the_sign_of_a_z_score():
    assert_array_equal(directed(np.array([0.0, 0.25, NAN]), "lower", "minmax"), [1.0, 0.75, NAN])
    assert_array_equal(directed(np.array([-2.0, 0.0, 0.5]), "lower", "zscore"), [2.0, 0.0, -0.5])
    assert_array_equal(directed(np.array([3.0]), "lower", "none"), [-3.0])
    assert not np.signbit(directed(np.array([0.0]), "lower", "none"))[0]


def test_min_max_reproduces_handbook_table_15(case):
    """OECD/JRC (2008), table 15, p. 87, mean years of school; two decimals."""
    rows = case("normalisation_examples")
    values = minmax(np.array([float(row["years"]) for row in rows]))
    assert_allclose(values, [float(row["min_max"]) for row in rows], atol=0.005 + 1e-12)


def test_z_score_reproduces_handbook_table_15_but_for_its_denominator(case):
    """OECD/JRC (2008), table 15, p. 87. The handbook divides by the sample deviation (n - 1), the contract by n:
    its printed values times √(n / (n - 1)), so the tolerance of two decimals is as much wider."""
    rows = case("normalisation_examples")
    values = zscore(np.array([float(row["years"]) for row in rows]))
    wider = np.sqrt(len(rows) / (len(rows) - 1))
    assert_allclose(values, [float(row["z_score"]) * wider for row in rows], atol=0.005 * wider + 1e-12)
