"""Normalising against printed examples, by hand, and by what must hold for any column."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from engine.criteria.normalisers import (
    NORMALISERS,
    ON_UNIT_SCALE,
    goalposts,
    mean_and_deviation,
    minmax,
    percentile_rank,
    rescaled,
    written_goalposts,
    zscore,
)
from engine.foundation.formula import number
from engine.foundation.locale import LANGUAGES, area

NAN = np.nan
COLUMNS = arrays(
    np.float64,
    st.integers(1, 15),
    elements=st.one_of(st.just(NAN), st.integers(-4, 4).map(float), st.floats(-1e6, 1e6)),
)


@pytest.mark.parametrize(
    ("value", "low", "high", "printed"),
    [
        # Life expectancy, adult literacy, gross enrolment: Germany, China, Mozambique.
        (77.2, 25, 85, 0.870),
        (69.8, 25, 85, 0.747),
        (42.3, 25, 85, 0.288),
        (99.0, 0, 100, 0.990),
        (82.9, 0, 100, 0.829),
        (39.5, 0, 100, 0.395),
        (88.1, 0, 100, 0.881),
        (68.9, 0, 100, 0.689),
        (32.0, 0, 100, 0.320),
        # Real GDP per capita, in logarithms.
        (np.log(21260), np.log(100), np.log(40000), 0.895),
        (np.log(3130), np.log(100), np.log(40000), 0.575),
        (np.log(740), np.log(100), np.log(40000), 0.334),
    ],
)
def test_goalposts_reproduce_undp_mozambique_human_development_report_2000(value, low, high, printed):
    """UNDP Mozambique (2000), National Human Development Report, technical notes, "Illustration of the HDI
    methodology"; three decimals."""
    assert goalposts(np.array([value]), low, high)[0] == pytest.approx(printed, abs=0.0005)


def test_percentile_rank_by_hand_with_ties_and_a_missing_value():
    """10, 20, 20, 20, 30 of five: mean ranks 1, 3, 3, 3, 5."""
    values = np.array([20.0, 10.0, NAN, 20.0, 30.0, 20.0])
    assert_array_equal(percentile_rank(values), [0.5, 0.0, NAN, 0.5, 1.0, 0.5])


def test_percentile_rank_by_hand_where_the_largest_is_shared():
    """1, 2, 2 of three: mean ranks 1, 2.5, 2.5, so 0, 3/4, 3/4."""
    assert_array_equal(percentile_rank(np.array([2.0, 2.0, 1.0])), [0.75, 0.75, 0.0])


def test_z_score_by_hand():
    """2, 4, 4, 4, 5, 5, 7, 9: mean 5, deviation √(32/8) = 2."""
    values = np.array([2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0])
    assert_array_equal(zscore(values), [-1.5, -0.5, -0.5, -0.5, 0.0, 0.0, 1.0, 2.0])


def test_goalposts_clip_only_where_asked():
    values = np.array([1.0, 2.0, 5.5, 9.0, 12.5])
    assert_array_equal(goalposts(values, 2.0, 9.0), [0.0, 0.0, 0.5, 1.0, 1.0])
    assert_allclose(goalposts(values, 2.0, 9.0, clip=False), [-1 / 7, 0.0, 0.5, 1.0, 1.5])


@pytest.mark.parametrize("value", [0.1, 1 / 3, 1e-300, -7.0, 0.0])
def test_a_constant_column_is_in_the_middle_whatever_rounding_does(value):
    for count in range(1, 12):
        values = np.array([value] * count + [NAN])
        assert_array_equal(minmax(values), [0.5] * count + [NAN])
        assert_array_equal(percentile_rank(values), [0.5] * count + [NAN])
        assert_array_equal(zscore(values), [0.0] * count + [NAN])


def test_one_value_alone_is_in_the_middle():
    for method, expected in ((minmax, 0.5), (percentile_rank, 0.5), (zscore, 0.0)):
        assert_array_equal(method(np.array([NAN, 3.0])), [NAN, expected])


def test_the_mean_of_one_value_is_that_value():
    assert [float(part) for part in mean_and_deviation(np.array([NAN, 3.0]))] == [3.0, 0.0]


def test_a_column_without_values_stays_missing():
    for method in (minmax, percentile_rank, zscore):
        assert_array_equal(method(np.full(3, NAN)), [NAN] * 3)


@given(COLUMNS)
def test_every_method_keeps_order_bounds_and_gaps(values):
    present = ~np.isnan(values)
    for method in (minmax, percentile_rank, zscore):
        result = method(values)
        assert_array_equal(np.isnan(result), ~present)
        order = np.argsort(values[present], kind="stable")
        assert (np.diff(result[present][order]) >= 0).all()
    for method in (minmax, percentile_rank):
        assert ((method(values)[present] >= 0) & (method(values)[present] <= 1)).all()


@given(COLUMNS)
def test_percentile_rank_is_the_share_below_plus_half_of_the_ties(values):
    """(mean rank - 1) / (n - 1) counted by the definition of a mean rank, in fractions."""
    present = [value for value in values if not np.isnan(value)]
    for value, rank in zip(values, percentile_rank(values), strict=True):
        if not np.isnan(value) and len(present) > 1:
            below = sum(other < value for other in present)
            tied = sum(other == value for other in present)
            mean_rank = Fraction(sum(range(below + 1, below + tied + 1)), tied)
            assert rank == pytest.approx(float((mean_rank - 1) / (len(present) - 1)), abs=1e-15)


SMALLEST = 1e-300


@example(np.array([0.0, 6.6e-163]), 1024.0)  # whose square is 0
@given(COLUMNS, st.sampled_from([0.5, 2.0, 1024.0]))
def test_changing_the_unit_changes_nothing(values, factor):
    """Powers of two, so that the change of unit itself rounds nothing: but for differences too small to be halved."""
    apart = np.abs(np.diff(np.unique(values[~np.isnan(values)])))
    assume((apart > SMALLEST).all())
    changed = values * factor
    for method in (minmax, percentile_rank, zscore):
        assert_allclose(method(changed), method(values), atol=1e-12)
    assert_allclose(goalposts(changed, -3.0 * factor, 3.0 * factor), goalposts(values, -3.0, 3.0), atol=1e-12)


@given(COLUMNS)
def test_a_table_is_normalised_column_by_column(values):
    table = np.stack([values, -values], axis=1)
    for method in (minmax, percentile_rank, zscore):
        # A sum in another order differs by a rounding of the column's largest value.
        alone = np.stack([method(values), method(-values)], axis=1)
        assert_allclose(method(table), alone, rtol=1e-12, atol=1e-15)


def test_rescaling_takes_ends_by_column():
    table = np.array([[1.0, 10.0], [3.0, NAN]])
    assert_array_equal(rescaled(table, np.array([1.0, 0.0]), np.array([5.0, 20.0])), [[0.0, 0.5], [0.5, NAN]])


def test_ends_less_than_one_apart_are_rescaled_as_any_others():
    """(0.3 - 0.2) / (0.6 - 0.2) = 1/4."""
    assert_allclose(rescaled(np.array([0.3]), 0.2, 0.6), [0.25], rtol=1e-14)


def test_goalposts_and_ranks_give_0_to_1_and_the_others_do_not():
    """Contract, section 2."""
    assert ON_UNIT_SCALE == ("goalposts", "minmax", "percentile_rank")


def said(written):
    """The formula in numbers, and what it comes to."""
    return written.pattern.format(*(f"{number:g}" for number in written.numbers)), written.value(*written.numbers)


@pytest.mark.parametrize(
    ("value", "clip", "formula", "comes_to"),
    [
        (5.5, True, "(5.5 − 2) / (9 − 2)", 0.5),
        (12.5, True, "min((12.5 − 2) / (9 − 2); 1)", 1.0),
        (12.5, False, "(12.5 − 2) / (9 − 2)", 1.5),
        (-1.5, True, "max((-1.5 − 2) / (9 − 2); 0)", 0.0),
        (-1.5, False, "(-1.5 − 2) / (9 − 2)", -0.5),
        (9.0, True, "(9 − 2) / (9 − 2)", 1.0),
        (2.0, True, "(2 − 2) / (9 − 2)", 0.0),
    ],
)
def test_goalposts_are_written_with_the_end_that_clips(value, clip, formula, comes_to):
    assert said(written_goalposts(number(value), number(2.0), number(9.0), clip)) == (formula, comes_to)


def test_goalposts_clip_where_nothing_is_said():
    assert said(written_goalposts(number(16.0), number(2.0), number(9.0)))[1] == 1.0


@pytest.mark.parametrize(
    ("name", "column", "formula", "comes_to"),
    [
        ("minmax", [1.0, 3.0, NAN, 9.0], "(3 − 1) / (9 − 1)", 0.25),
        ("minmax", [3.0, 3.0], "0.5", 0.5),
        ("zscore", [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0, 5.0], "(3 − 5) / 1.88562", -2 / (32 / 9) ** 0.5),
        ("zscore", [3.0, 3.0], "0", 0.0),
        ("percentile_rank", [1.0, 3.0, 3.0, NAN, 9.0, 9.0], "(2.5 − 1) / (5 − 1)", 0.375),
        ("percentile_rank", [1.0, 3.0], "(2 − 1) / (2 − 1)", 1.0),
        ("percentile_rank", [3.0, NAN], "0.5", 0.5),
    ],
)
def test_a_value_of_3_is_written_out_among_the_others_as_by_hand(name, column, formula, comes_to):
    text, value = said(NORMALISERS[name].written(number(3.0), np.array(column)))
    assert text == formula
    assert value == pytest.approx(comes_to, rel=1e-14)


def test_a_normaliser_is_on_0_to_1_where_it_says_so():
    column = np.array([-3.0, 0.5, 2.0, 40.0])
    for name, normaliser in NORMALISERS.items():
        if normaliser.of is not None:
            assert normaliser.unit is bool(normaliser.of(column).min() >= 0 and normaliser.of(column).max() <= 1), name


@given(COLUMNS)
def test_the_scale_that_todays_values_make_gives_them_what_they_have(column):
    for name, normaliser in NORMALISERS.items():
        if normaliser.of is not None:
            assert_allclose(
                normaliser.scale(column)(column), normaliser.of(column), rtol=1e-12, atol=1e-12, err_msg=name
            )


def test_every_normaliser_has_its_name_in_every_language():
    words = area("export")
    assert all(words[f"rule_{name}"][language] for name in NORMALISERS for language in LANGUAGES)
