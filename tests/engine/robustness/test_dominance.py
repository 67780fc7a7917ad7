"""Who is at least as high on everything, by hand."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.robustness.dominance import dominance


def test_dominated_identical_and_not_compared_by_hand():
    """a is below b on x and equal on y; c is higher on x and lower on y than b; d is b again; e lacks y."""
    values = np.array([[0.2, 0.5], [0.4, 0.5], [0.9, 0.1], [0.4, 0.5], [1.0, np.nan]])
    result = dominance(values, ("a", "b", "c", "d", "e"))
    assert result.dominated == {"a": ("b", "d")}
    assert result.identical == (("b", "d"),)
    assert result.not_compared == ("e",)


def test_rounding_makes_nobody_dominant():
    result = dominance(np.array([[0.3, 0.5], [0.1 + 0.2, 0.5]]), ("a", "b"))
    assert result.dominated == {}
    assert result.identical == (("a", "b"),)


@given(arrays(float, (7, 3), elements=st.sampled_from([0.0, 0.25, 0.5, 1.0])))
def test_who_dominates_scores_at_least_as_high_under_any_weights(values):
    ids = tuple("abcdefg")
    for below, others in dominance(values, ids).dominated.items():
        for other in others:
            low, high = values[ids.index(below)], values[ids.index(other)]
            assert (high >= low).all()
            assert (high > low).any()


@given(arrays(float, (6, 2), elements=st.sampled_from([0.0, 0.5, 1.0])))
def test_the_highest_sum_is_dominated_by_nobody(values):
    ids = tuple("abcdef")
    best = ids[int(np.argmax(values.sum(axis=1)))]
    assert best not in dominance(values, ids).dominated


def test_a_difference_of_exactly_what_counts_as_none_is_none():
    """1e-12 of values that run to 1 (contract, section 2)."""
    result = dominance(np.array([[0.0, 0.5], [1e-12, 0.5]]), ("a", "b"))
    assert (result.dominated, result.identical) == ({}, (("a", "b"),))
