"""The standard of age and sex."""

import numpy as np
import pytest

from engine.foundation.errors import InputError
from engine.survey.specification import Standard
from tests.engine.survey.surveys import EVERYTHING, found, parquet, specification

COLUMNS = {"age": "age", "sex": "sex"}


def survey(folder, **changes):
    """Two industries with x in half of the old and none of the young; a is old, b is young."""
    young, old = {"age": 25, "x": [0, 0, 0, 0]}, {"age": 60, "x": [1, 0, 1, 0]}
    rows = [("a", old)] * 3 + [("a", young)] + [("b", old)] + [("b", young)] * 3
    columns = {
        "industry": [name for name, _ in rows for _ in range(4)],
        "age": [group["age"] for _, group in rows for _ in range(4)],
        "sex": ["f"] * 32,
        "x": [x for _, group in rows for x in group["x"]],
    }
    return parquet(folder, **(columns | changes))


def test_the_standard_is_the_files_own_distribution_where_none_is_given(tmp_path):
    """Half of all are old, by hand: both industries become 0.25, from 0.375 and 0.125."""
    of = specification("x", standard=Standard((18.0, 40.0), ("f",)), **COLUMNS)
    estimates, _ = found(survey(tmp_path), of, "a", "b")
    assert [estimates[industry_id, "x"].value for industry_id in "ab"] == [0.375, 0.125]
    assert [estimates[industry_id, "x"].standardised for industry_id in "ab"] == [0.25, 0.25]


def test_a_population_that_is_given_is_the_standard(tmp_path):
    of = specification("x", standard=Standard((18.0, 40.0), ("f", "m"), ((100.0, 300.0), (0.0, 0.0))), **COLUMNS)
    estimates, _ = found(survey(tmp_path), of, "a", "b")
    assert [estimates[industry_id, "x"].standardised for industry_id in "ab"] == [0.375, 0.375]


def test_its_standard_error_is_that_of_the_weighted_groups(tmp_path):
    """By hand for a: ½·(x − p_g)/n_g in each group, 32/31 · Σ z² (all 32 are drawn, the mean of z is 0)."""
    of = specification("x", standard=Standard((18.0, 40.0), ("f",)), **COLUMNS)
    estimates, _ = found(survey(tmp_path), of, "a", "b")
    z = np.array([0.5 * 0.5 / 12] * 12)
    assert estimates["a", "x"].standardised_se == pytest.approx((32 / 31 * (z**2).sum()) ** 0.5)


def test_a_group_with_too_few_respondents_gives_no_standardised_figure(tmp_path):
    minimums = EVERYTHING.__class__(n=1, cases=0, group=5)
    of = specification("x", standard=Standard((18.0, 40.0), ("f",)), minimums=minimums, **COLUMNS)
    estimates, _ = found(survey(tmp_path), of, "a", "b")
    assert [estimates[industry_id, "x"].standardised for industry_id in "ab"] == [None, None]
    assert estimates["a", "x"].value == 0.375


def test_those_of_unknown_age_or_sex_or_too_young_are_left_out_of_it_and_not_of_the_rest(tmp_path):
    sex = [None, "f", "f", "f"] * 8
    of = specification("x", standard=Standard((18.0, 40.0), ("f",)), **COLUMNS)
    estimates, _ = found(survey(tmp_path, sex=sex), of, "a", "b")
    assert estimates["a", "x"].value == 0.375
    assert estimates["a", "x"].standardised == pytest.approx(1 / 2 * 1 / 3)
    old = of.__class__(**{name: getattr(of, name) for name in of.__slots__} | {"standard": Standard((40.0,), ("f",))})
    estimates, _ = found(survey(tmp_path), old, "a", "b")
    assert estimates["b", "x"].standardised == 0.5


def test_nobody_to_standardise_to_is_an_error(tmp_path):
    of = specification("x", standard=Standard((18.0,), ("f",)), **COLUMNS)
    with pytest.raises(InputError, match="ingen fordeling"):
        found(survey(tmp_path, sex=[None] * 32), of, "a", "b")


def test_a_population_may_be_given_as_shares(tmp_path):
    """A quarter and a half: a third and two thirds."""
    of = specification("x", standard=Standard((18.0, 40.0), ("f",), ((0.25, 0.5),)), **COLUMNS)
    estimates, _ = found(survey(tmp_path), of, "a", "b")
    assert [estimates[industry_id, "x"].standardised for industry_id in "ab"] == [pytest.approx(1 / 3, abs=1e-6)] * 2
