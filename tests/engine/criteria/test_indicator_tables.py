"""What the keys of one indicator must satisfy together."""

import pytest

from engine.criteria.indicator_tables import check_indicator, indicator
from engine.criteria.model import Indicator, Normalise
from engine.criteria.tables import Findings
from engine.foundation.declared_tables import Place, read_table


def read(**keys):
    findings = Findings("file.toml")
    values = read_table("indicator", {"id": "absence", **keys}, Place("[[indicator]] absence"), findings)
    check_indicator(values, Place("[[indicator]] absence"), findings)
    return values, [(problem.code, problem.place) for problem in findings.problems]


def test_goalposts_with_both_ends_make_an_indicator():
    values, problems = read(normalise={"method": "goalposts", "low": 2, "high": 9})
    assert problems == []
    assert indicator(values) == Indicator("absence", Normalise("goalposts", 2.0, 9.0))


@pytest.mark.parametrize("method", ["minmax", "percentile_rank", "zscore", "none"])
@pytest.mark.parametrize("key", ["low", "high", "clip"])
def test_only_goalposts_have_ends_and_clipping(method, key):
    _, problems = read(normalise={"method": method, key: True if key == "clip" else 1.0})
    assert problems == [("goalposts_only", f"[[indicator]] absence, normalise.{key}")]


def test_goalposts_below_zero_are_allowed_without_a_logarithm():
    _, problems = read(normalise={"method": "goalposts", "low": -5, "high": 0})
    assert problems == []


@pytest.mark.parametrize("low", [-1.0, 0.0])
def test_goalposts_under_a_logarithm_are_above_zero(low):
    _, problems = read(transform="log", normalise={"method": "goalposts", "low": low, "high": 9})
    assert problems == [("goalposts_log", "[[indicator]] absence, normalise.low")]


def test_a_wrong_end_is_told_of_once():
    _, problems = read(normalise={"method": "goalposts", "low": "2", "high": 9})
    assert problems == [("toml_not_number", "[[indicator]] absence, normalise.low")]


AS_IT_IS = {"method": "none"}


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"mean_of": ["2021", "2022"], "period": "2021"}, "period_and_mean"),
        ({"mean_of": ["2021", "2022K1"]}, "periods_unlike"),
        ({"mean_of": ["2016K3", "2017K4"]}, "periods_unlike"),
        ({"mean_of": ["2009-2010", "2010-2011"]}, "periods_overlap"),
    ],
)
def test_a_mean_is_of_periods_that_are_alike_and_in_place_of_one(keys, code):
    _, problems = read(normalise=AS_IT_IS, **keys)
    assert problems == [(code, "[[indicator]] absence, mean_of")]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (["2021"], "toml_too_few"),
        (["2021", "2021"], "toml_repeated"),
        (["2021", "i fjor"], "toml_bad_period"),
        ("2021", "toml_not_list"),
        ([2021, 2022], "toml_not_text"),
    ],
)
def test_a_mean_needs_a_list_of_different_periods(given, code):
    _, problems = read(normalise=AS_IT_IS, mean_of=given)
    assert {problem_code for problem_code, _ in problems} == {code}


def test_what_the_data_may_lack_has_a_unit_of_its_own():
    _, problems = read(normalise=AS_IT_IS, optional=True)
    assert problems == [("optional_without_unit", "[[indicator]] absence, optional")]
    values, problems = read(normalise=AS_IT_IS, optional=True, unit="percent", mean_of=["2016K3", "2017K3"])
    assert problems == []
    assert indicator(values).asked_period == ("2016K3", "2017K3")
