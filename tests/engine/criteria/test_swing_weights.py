"""Weights from ratings of swings, by hand."""

import pytest

from engine.criteria.swing_weights import swing_weights
from engine.foundation.errors import InputError


def test_ratings_of_whole_scales_are_normalised():
    """von Winterfeldt & Edwards 1986, chapter 8: 100, 60 and 40 are 0.5, 0.3 and 0.2."""
    weights = swing_weights({"a": 100, "b": 60, "c": 40}, {"a": 1.0, "b": 1.0, "c": 1.0})
    assert weights == {"a": 500_000, "b": 300_000, "c": 200_000}


def test_a_swing_of_half_the_scale_weighs_twice_its_rating():
    """0.5 of the weight of b must be worth as much as all of a: 1 to 2."""
    assert swing_weights({"a": 50, "b": 50}, {"a": 1.0, "b": 0.5}) == {"a": 333_333, "b": 666_667}


def test_what_is_alike_for_everybody_has_no_weight():
    assert swing_weights({"a": 100, "b": 100}, {"a": 0.4, "b": 0.0}) == {"a": 1_000_000, "b": 0}


@pytest.mark.parametrize("ratings", [{"a": 101, "b": 1}, {"a": -1, "b": 1}, {"a": 0, "b": 0}, {"c": 1}, {"b": 100}])
def test_ratings_that_make_no_weights_are_refused(ratings):
    with pytest.raises(InputError):
        swing_weights(ratings, {"a": 1.0, "b": 0.0})
