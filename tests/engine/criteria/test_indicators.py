"""What the keys of one indicator must satisfy together."""

import pytest

from engine.criteria.indicators import check_indicator, indicator
from engine.criteria.model import Indicator, Normalise
from engine.criteria.tables import Findings, Place, read_table


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
