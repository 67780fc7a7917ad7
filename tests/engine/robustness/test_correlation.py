"""Correlations by hand and against SciPy."""

import numpy as np
import pytest
from scipy import stats

from engine.robustness import correlation
from engine.robustness.correlation import Correlations, kendall, pearson, spearman


def test_spearman_of_iq_and_television_is_minus_29_over_165():
    """The worked example of the English encyclopedia's article on Spearman's coefficient: d² sums to 194, n = 10.

    1 - 6·194 / (10·99) = -29/165.
    """
    iq = np.array([106, 100, 86, 101, 99, 103, 97, 113, 112, 110], dtype=float)
    hours = np.array([7, 27, 0, 50, 28, 29, 20, 12, 6, 17], dtype=float)
    assert spearman(iq, hours) == pytest.approx(-29 / 165)


def test_kendall_by_hand_with_a_tie():
    """(1,1) (2,2) (2,3): two pairs alike, one tied in x. 2 / √(2·3)."""
    assert kendall(np.array([1.0, 2, 2]), np.array([1.0, 2, 3])) == pytest.approx(2 / np.sqrt(6))


@pytest.mark.parametrize("seed", range(20))
def test_all_three_are_scipys(seed):
    rng = np.random.default_rng(seed)
    x, y = rng.integers(0, 6, (2, 30)).astype(float)
    assert pearson(x, y) == pytest.approx(stats.pearsonr(x, y).statistic)
    assert spearman(x, y) == pytest.approx(stats.spearmanr(x, y).statistic)
    assert kendall(x, y) == pytest.approx(stats.kendalltau(x, y).statistic)


@pytest.mark.parametrize("measure", [pearson, spearman, kendall])
def test_perfect_order_opposite_order_and_a_constant(measure):
    rising = np.array([1.0, 2, 3, 4])
    assert measure(rising, 2 * rising + 1) == pytest.approx(1)
    assert measure(rising, -rising) == pytest.approx(-1)
    assert measure(rising, np.full(4, 0.3)) is None
    assert measure(np.full(4, 0.1), np.full(4, 0.1)) is None


@pytest.mark.parametrize("measure", [pearson, spearman, kendall])
def test_only_pairs_with_both_values_count(measure):
    x, y = np.array([1.0, 2, np.nan, 3]), np.array([2.0, 1, 9, np.nan])
    assert measure(x, y) == pytest.approx(-1)


@pytest.mark.parametrize("measure", [spearman, kendall])
def test_rounding_does_not_order_ties(measure):
    exact, noisy = np.array([0.3, 0.3, 0.9]), np.array([0.3, 0.1 + 0.2, 0.9])
    assert noisy[1] != noisy[0]
    assert measure(noisy, np.array([2.0, 1.0, 3.0])) == measure(exact, np.array([2.0, 1.0, 3.0]))


@pytest.mark.parametrize("measure", [pearson, spearman, kendall])
def test_fewer_than_two_pairs_tell_nothing(measure):
    assert measure(np.array([1.0, np.nan]), np.array([2.0, 3.0])) is None


@pytest.mark.parametrize("held", [1, 1_000])
def test_many_columns_give_to_the_last_bit_what_each_pair_gives_alone(held, monkeypatch):
    """Some lack rows, one is constant, one constant where the others are there, and one has nothing in common."""
    monkeypatch.setattr(correlation, "HELD", held)
    rng = np.random.default_rng(4)
    columns = list(rng.integers(0, 9, (6, 25)) / 7)
    columns[1][3:9] = np.nan
    columns[2][5:20] = np.nan
    columns[3][:] = 0.3
    columns[4][:24], columns[4][24] = np.nan, 1.0
    columns[5][:23] = 0.5
    many = Correlations(columns)
    for first, x in enumerate(columns):
        for other, y in enumerate(columns):
            both = int((~np.isnan(x) & ~np.isnan(y)).sum())
            assert many.of(first, other) == (pearson(x, y), spearman(x, y), both)


@pytest.mark.parametrize("measure", [kendall, spearman])
def test_a_difference_of_exactly_what_counts_as_none_is_a_tie(measure):
    x, level, y = np.array([0.0, 1e-12, 1.0]), np.array([0.0, 0.0, 1.0]), np.array([0.2, 0.1, 0.9])
    assert measure(x, y) == measure(level, y)


def test_rounding_takes_no_correlation_past_its_ends():
    random = np.random.default_rng(1)
    for _ in range(200):
        x = random.uniform(0, 1, 7)
        assert pearson(x, 3 * x + 0.1) <= 1
        assert pearson(x, -3 * x + 0.1) >= -1
