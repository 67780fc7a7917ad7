"""Distances between exposure profiles: scikit-learn's where it has them, exact small cases, and what draws tell."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics.pairwise import nan_euclidean_distances

from engine.dataset.model import Column, Dataset, Industry
from engine.foundation.quality import QUALITIES
from engine.transfer.exposure_profiles import comparable, half_mean, measured, nearest_shares, profiles, same_group

NAN = np.nan


def column(name, values, se=None, quality="published", groups=None):
    array = np.array(values, dtype=float)
    place = [-1 if np.isnan(value) else QUALITIES.index(quality) for value in array]
    empty = np.full(len(array), NAN)
    errors = empty if se is None else np.array(se, dtype=float)
    none = ((),) * len(array)
    return Column(name, "2022", "percent", array, errors, empty, np.array(place, dtype=np.int8), none, groups or none)


def dataset(*columns):
    count = len(columns[0].values)
    industries = tuple(
        Industry(f"i{index}", f"I{index}", status="programme" if index else "candidate") for index in range(count)
    )
    return Dataset("d", industries, {figures.indicator_id: {"2022": figures} for figures in columns})


def found(*columns):
    data = dataset(*columns)
    return profiles(data, columns, [industry.industry_id for industry in data.industries[1:]])


def distances(of, index=0):
    squared = (of.standardised[index] - of.standardised[of.others]) ** 2
    return np.sqrt(half_mean(squared, comparable(of, index)))


def test_distances_are_those_of_scikit_learn_where_values_are_missing():
    """nan_euclidean_distances scales the squared distance up by all over shared exposures: √(2·4) takes that back."""
    random = np.random.default_rng(3)
    values = random.normal(20, 5, (9, 4))
    values[[1, 1, 4, 6], [0, 2, 3, 1]] = NAN
    of = found(*(column(f"x{index}", values[:, index]) for index in range(4)))
    theirs = nan_euclidean_distances(of.standardised[[0]], of.standardised[1:])[0]
    np.testing.assert_allclose(distances(of), theirs / np.sqrt(2 * 4), rtol=1e-12)


@given(st.integers(3, 12), st.integers(1, 5), st.integers(0, 1000))
def test_over_all_pairs_the_squared_distance_averages_to_one(industries, exposures, seed):
    """The mean of (x−y)²/(2·variance) over all ordered pairs, each with itself too, is 1 for any figures."""
    values = np.random.default_rng(seed).normal(0, 10, (industries, exposures))
    of = found(*(column(f"x{index}", values[:, index]) for index in range(exposures)))
    everything = np.ones((industries, industries, exposures), dtype=bool)
    apart = of.standardised[:, None] - of.standardised[None]
    assert half_mean(apart**2, everything).mean() == pytest.approx(1)


def test_a_distance_by_hand():
    """Values 0, 2 and 4 have the deviation √(8/3): 2 apart is 2/√(8/3) = √1.5, and √(1.5/2) = 0.866."""
    of = found(column("x", [0, 2, 4]))
    np.testing.assert_allclose(distances(of), [np.sqrt(0.75), np.sqrt(3)])


@given(st.floats(0.001, 1000), st.floats(-100, 100))
def test_the_unit_of_an_exposure_changes_nothing(scale, shift):
    values = np.array([3.0, 8.0, 11.0, 30.0])
    other = column("y", [1, 5, 2, 9])
    np.testing.assert_allclose(
        distances(found(column("x", values), other)), distances(found(column("x", values * scale + shift), other))
    )


def test_nothing_shared_is_no_distance():
    of = found(column("x", [1, NAN, 3]), column("y", [NAN, 2, 4]))
    assert np.isnan(distances(of)[0])
    assert distances(of)[1] > 0


def test_a_judgement_is_not_measured():
    judged = column("x", [1, NAN, 3], quality="classified")
    assert not measured(judged).any()
    assert measured(column("x", [1, NAN, 3])).tolist() == [True, False, True]


def test_one_figure_carried_down_to_two_industries_is_not_compared():
    groups = (("45-47",), ("45-47",), ("84",), ())
    carried = column("x", [1, 1, 3, 4], groups=groups)
    of = found(carried, column("y", [1, 2, 3, 5]))
    assert comparable(of, 0).tolist() == [[False, True], [True, True], [True, True]]
    assert not same_group(column("y", [1, 1]), 0, 1)


def test_an_industry_is_not_compared_with_itself():
    of = found(column("x", [1, 2, 3]))
    assert comparable(of, 1).tolist() == [[False], [True]]


def test_the_same_seed_gives_the_same_shares_whoever_is_asked_about():
    of = found(column("x", [5, 4, 7, 2], se=[1, 1, 1, 1]), column("y", [5, 7, 6, 1], se=[1, 1, 1, 1]))
    both, single = nearest_shares(of, ["i0", "i1"], 60, 1), nearest_shares(of, ["i0"], 60, 1)
    np.testing.assert_array_equal(both["i0"], single["i0"])
    assert both["i0"].sum() == pytest.approx(1)
    assert nearest_shares(of, ["i0"], 60, 2)["i0"].tolist() != single["i0"].tolist()


def test_two_mirrored_programmes_are_the_nearest_equally_often():
    """One a unit above, the other a unit below, the same errors: each in half of the draws."""
    of = found(column("x", [5, 6, 4], se=[0.5, 0.5, 0.5]))
    assert nearest_shares(of, ["i0"], 4000, 1)["i0"] == pytest.approx([0.5, 0.5], abs=0.03)


def test_a_small_sample_does_not_by_itself_push_an_industry_away():
    """Equally far in the figures on twenty exposures; the one with errors would seem farther if draws only added."""
    columns = [column(f"x{index}", [0, 1, -1, 3], se=[0, 0.05, 1.0, 0]) for index in range(20)]
    shares = nearest_shares(found(*columns), ["i0"], 4000, 1)["i0"]
    assert 0.4 < shares[1] < 0.6
    assert shares[2] == 0


def test_where_no_error_is_known_nothing_is_said_of_how_sure():
    assert nearest_shares(found(column("x", [5, 6, 4])), ["i0"], 50, 1) == {}
    certain = column("x", [5, 6, 4], se=[0, 0, 0])
    assert nearest_shares(found(certain), ["i0"], 50, 1) == {}
