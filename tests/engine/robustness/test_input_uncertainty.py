"""Values that could have been, by hand."""

import numpy as np
import pytest

from engine.robustness.input_uncertainty import uncertain, varied

VALUES = np.array([10.0, 20.0, np.nan, 40.0])
SE = np.array([2.0, np.nan, 1.0, np.nan])
INHERITED = np.array([True, True, True, False])


def test_a_standard_error_counts_first_then_a_spread_and_the_rest_stand_still():
    assert uncertain(VALUES, SE, INHERITED, 0.1).tolist() == [True, True, False, False]
    assert uncertain(VALUES, SE, INHERITED, 0.0).tolist() == [True, False, False, False]


def test_a_value_moves_by_its_standard_error_or_its_spread():
    """Φ(1.96) is 0.975; a spread of a tenth goes from 18 to 22."""
    moved = varied(VALUES, SE, INHERITED, 0.1, np.array([0.975, 0.25]))
    assert moved == pytest.approx([10 + 1.959964 * 2, 19.0, np.nan, 40.0], nan_ok=True)
    assert VALUES[0] == 10.0


def test_the_middle_changes_nothing():
    assert varied(VALUES, SE, INHERITED, 0.1, np.array([0.5, 0.5])) == pytest.approx(VALUES, nan_ok=True)


def test_a_standard_error_of_zero_is_no_uncertainty():
    assert not uncertain(np.ones(2), np.zeros(2), np.zeros(2, dtype=bool), 0.5).any()
