"""The normalisers as scikit-learn transformers: its own checks, and the same numbers as ``normalise.py``."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_array_equal
from sklearn.utils.estimator_checks import parametrize_with_checks

from engine.scoring import normalisation as normalise
from engine.scoring.normaliser_transformers import Goalposts, Identity, MinMax, PercentileRank, ZScore

ALL = (
    Identity(),
    Goalposts(low=-1.0, high=2.5, clip=False, direction="lower"),
    MinMax(),
    ZScore(direction="lower"),
    PercentileRank(),
)


@parametrize_with_checks(ALL)
def test_passes_the_estimator_checks_of_scikit_learn(estimator, check):
    check(estimator)


TABLES = arrays(
    np.float64,
    st.tuples(st.integers(1, 12), st.integers(1, 3)),
    elements=st.one_of(st.just(np.nan), st.integers(-5, 5).map(float), st.floats(-1e6, 1e6)),
)


@given(TABLES, st.sampled_from(["higher", "lower"]))
def test_fitting_and_transforming_one_table_is_the_plain_function(table, direction):
    for transformer, method in (
        (MinMax(direction), "minmax"),
        (ZScore(direction), "zscore"),
        (PercentileRank(direction), "percentile_rank"),
    ):
        expected = normalise.directed(getattr(normalise, method)(table), direction, method)
        assert_array_equal(transformer.fit(table).transform(table), expected)


def test_goalposts_may_differ_by_column():
    table = np.array([[1.0, 10.0], [4.0, 35.0]])
    transformed = Goalposts(low=[0.0, 10.0], high=[4.0, 30.0]).fit(table).transform(table)
    assert_array_equal(transformed, [[0.25, 0.0], [1.0, 1.0]])


def test_goalposts_without_clipping_leave_0_to_1():
    assert_array_equal(Goalposts(0.0, 4.0, clip=False).fit([[1.0]]).transform([[5.0], [-1.0]]), [[1.25], [-0.25]])


def test_goalposts_turned_around_are_refused():
    with pytest.raises(ValueError, match="must be below"):
        Goalposts(low=2.0, high=2.0).fit([[1.0]])


def test_an_unknown_direction_is_refused():
    with pytest.raises(ValueError, match="higher, lower"):
        MinMax(direction="up").fit([[1.0]])


def test_new_values_are_placed_by_the_table_that_was_learnt():
    """Learnt 10, 20, 20, 40: ranks 1, 2.5, 2.5, 4 of 4, so 0, 1/2, 1/2, 1; 15 lies half way from 10 to 20."""
    learnt = np.array([[10.0], [20.0], [20.0], [40.0]])
    new = np.array([[5.0], [10.0], [15.0], [20.0], [30.0], [99.0], [np.nan]])
    assert_array_equal(PercentileRank().fit(learnt).transform(new).ravel(), [0, 0, 0.25, 0.5, 0.75, 1, np.nan])
    assert_array_equal(MinMax().fit(learnt).transform([[25.0], [55.0]]).ravel(), [0.5, 1.5])


def test_a_constant_column_stays_in_the_middle_for_new_values_too():
    learnt = np.full((3, 1), 7.0)
    new = [[7.0], [8.0]]
    assert_array_equal(MinMax().fit(learnt).transform(new), [[0.5], [0.5]])
    assert_array_equal(PercentileRank().fit(learnt).transform(new), [[0.5], [0.5]])
    assert_array_equal(ZScore().fit(learnt).transform(new), [[0.0], [0.0]])


def test_a_column_without_any_value_stays_missing():
    empty = np.full((3, 1), np.nan)
    for transformer in ALL:
        assert np.isnan(transformer.fit(empty).transform(empty)).all()


def test_scoring_imports_neither_scikit_learn_nor_scipy_nor_pandas():
    code = "import sys, engine.scoring.score; print(sorted({'sklearn', 'scipy', 'pandas'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
