"""The JSON and the rows of ``methods`` and of the sensitivity analysis."""

import json

import pytest

from engine.criteria.reading import read_criteria
from engine.dataset.shipped import shipped_criteria
from engine.foundation.locale import Locale
from engine.results.method_comparison import (
    choice_name,
    kept_in_words,
    methods_json,
    methods_rows,
    sensitivity_json,
    sensitivity_rows,
    undefined_in_words,
)
from engine.robustness.method_comparison import WITHOUT, Choice, method_choices
from engine.robustness.sensitivity import sensitivity
from tests.engine.robustness.small import criteria, dataset

VALUES = {"x": [0.9, 0.4, 0.2, 0.5], "y": [0.1, None, 0.3, 0.6]}


@pytest.fixture(scope="module")
def choices():
    return method_choices(dataset(VALUES), criteria({"x": 1.0, "y": 1.0}))


@pytest.fixture(scope="module")
def indices():
    return sensitivity(dataset(VALUES), criteria({"x": 1.0, "y": 1.0}), ["a", "c"], base_samples=8)


def test_methods_is_json_as_it_stands_and_unranked_is_null(choices):
    told = methods_json(choices)
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    by = {choice["id"]: choice for choice in told["choices"]}
    assert by["topsis"]["ranks"]["b"] is None
    assert by["topsis"]["scores"]["b"] is None
    assert by["topsis"]["not_ranked"] == ["b"]


def test_today_has_ranks_and_selection_by_hand(choices):
    """Scores 0.5, 0.4 (x alone), 0.25 and 0.55."""
    assert methods_json(choices)["today"] == {
        "criteria_id": "small",
        "ranks": {"a": 2, "b": 3, "c": 4, "d": 1},
        "selected": ["d"],
    }


def test_what_is_not_defined_says_why_in_both_languages(choices):
    by = {choice["id"]: choice for choice in methods_json(choices)["choices"]}
    outcome = by["zscore.harmonic"]
    assert outcome["defined"] is False
    assert outcome["ranks"] is outcome["spearman"] is outcome["selected"] is None
    assert "negative tall" in outcome["reasons"][0]["nb"]
    assert "negative" in outcome["reasons"][0]["en"]
    assert by["minmax.harmonic"]["reasons"] == []


def test_one_row_a_choice_with_its_reason(choices):
    rows = {row["choice"]: row for row in methods_rows(choices, Locale("en"))}
    assert len(rows) == len(choices.outcomes)
    assert rows["goalposts.arithmetic"]["today"]
    assert rows["goalposts.arithmetic"]["name"] == "fixed goalposts, arithmetic mean"
    assert rows["without.y"]["name"] == "without y"
    assert all(row["name"] for row in rows.values())
    assert rows["without.y"]["entered"] == "a"
    assert rows["without.y"]["left"] == "d"
    assert "negative" in rows["zscore.geometric"]["not_defined"]
    assert rows["topsis"]["not_defined"] == ""


def test_what_is_not_defined_is_said_once_for_a_reader_and_without_where_it_stands(choices):
    for locale, start in ((Locale("nb"), "Kan ikke brukes her"), (Locale("en"), "Cannot be used here")):
        (words,) = undefined_in_words(choices, locale)
        assert words.startswith(start)
        assert ".toml" not in words
    assert "“distance from the mean, geometric mean” and “distance from the mean, harmonic mean”" in words


def test_how_many_choices_keep_the_selection(choices):
    """Of those that are defined; today's own is none of them."""
    beside = [outcome for outcome in choices.outcomes if outcome.selected is not None and not outcome.choice.today]
    same = [outcome for outcome in beside if outcome.selected == choices.selected]
    assert kept_in_words(choices, Locale("en")) == (
        f"The same selection as now in {len(same)} of {len(beside)} other ways to calculate.",
    )


def test_sensitivity_is_json_as_it_stands_and_names_what_is_not_varied(indices):
    told = sensitivity_json(indices)
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert list(told["industries"]) == ["a", "c"]
    by = {factor["factor"]: factor for factor in told["factors"]}
    assert by["data.x"]["varied"] is False
    assert by["aggregation"]["levels"] == ["arithmetic", "geometric", "harmonic", "minimum"]
    assert told["industries"]["a"]["score"]["factors"]["data.x"]["total"] == 0


def test_one_row_an_industry_output_and_factor(indices):
    rows = sensitivity_rows(indices)
    assert len(rows) == 2 * 3 * len(indices.factors)
    assert {row["output"] for row in rows} == {"score", "rank", "selected"}


def test_a_criterion_that_is_left_out_is_named_without_a_capital():
    asked = read_criteria(shipped_criteria() / "kjent.toml")
    left_out = Choice(WITHOUT, criterion="msk")
    assert choice_name(left_out, asked) == "uten sammenfall, smerter"
    assert choice_name(left_out, asked, Locale("en")) == "without co-occurrence, pain"
