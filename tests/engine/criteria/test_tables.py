"""One TOML table against its keys: what is accepted, what a value is called in a message, and that nothing escapes."""

import datetime
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.criteria.keys import FILE, Key
from engine.criteria.tables import Findings
from engine.foundation.declared_tables import Place, Wrong, read_table, toml_said
from engine.foundation.locale import Locale

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.dates()
    | st.sampled_from(["selection", "indicator", "id", "goalposts", "key"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "indicator", "criterion", "selection", "grant", "members", "normalise", "merge", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def read(table, given_values):
    findings = Findings("file.toml")
    return read_table(table, given_values, Place(f"[{table}]"), findings), findings.problems


def test_a_whole_number_is_a_number():
    values, problems = read("selection.grant.minimum", {"new": 3, "continuing": 3.5})
    assert problems == []
    assert (values["new"], values["continuing"]) == (3.0, 3.5)
    assert isinstance(values["new"], float)


def test_a_truth_value_is_no_number():
    values, (problem,) = read("selection.grant.minimum", {"new": True})
    assert problem.given == "true"
    assert "new" not in values


def test_a_wrong_value_is_left_out_and_the_rest_kept():
    values, problems = read("selection.grant.minimum", {"new": math.nan, "continuing": 4})
    assert len(problems) == 1
    assert dict(values) == {"continuing": 4.0}


def test_what_the_file_gives_is_told_from_what_is_its_default():
    values, _ = read("selection.grant.minimum", {"new": 0})
    assert values["new"] == values["continuing"] == 0.0
    assert values.given == {"new"}


def test_a_place_is_the_header_and_the_keys_below_it():
    assert str(Place("[[indicator]] absence").at("normalise").at("low")) == "[[indicator]] absence, normalise.low"
    assert str(Place().at("scale")) == "scale"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (2.0, "2"),
        (0.1, "0.1"),
        (math.inf, "inf"),
        (["a", 1], "[a, 1]"),
        ({"min": 2.5}, "{min = 2.5}"),
        (datetime.date(2024, 1, 1), "2024-01-01"),
    ],
)
def test_a_value_is_told_as_the_file_writes_it(value, text):
    assert toml_said(value) == text


@given(st.dictionaries(st.sampled_from(["id", "scale", "indicator", "criterion", "selection", "merge"]), ANYTHING))
def test_any_table_is_either_read_or_told_of(given_values):
    findings = Findings("file.toml")
    read_table(FILE, given_values, Place(), findings)
    for problem in findings.problems:
        assert problem.sentence(Locale("nb")).startswith("file.toml")
        assert "\n" not in problem.sentence(Locale("en"))


def test_a_text_may_be_empty_only_where_nothing_is_what_it_defaults_to():
    values, problems = read("indicator", {"id": "x", "normalise": {"method": "none"}, "label_nb": "", "period": ""})
    assert values["label_nb"] == ""
    assert [problem.place for problem in problems] == ["[indicator], period"]


def test_what_is_no_table_is_told_of():
    findings = Findings("file.toml")
    with pytest.raises(Wrong):
        read_table("merge", ["a"], Place("[[merge]] #1"), findings)
    assert "tabell" in findings.problems[0].sentence()


OWN = {key.name: key for key in (Key("own", "factors", "numbers", low=0, at_least=1), Key("own", "free", "raw"))}


@pytest.mark.parametrize(
    ("given_values", "codes"),
    [
        ({"factors": [1.5, 1, 1], "free": {"a": [True]}}, []),
        ({"factors": []}, ["toml_too_few"]),
        ({"factors": 1.5}, ["toml_not_list"]),
        ({"factors": [1.0, -1.0]}, ["toml_out_of_range"]),
        ({"factors": ["1"], "fri": 1}, ["toml_unknown_key", "toml_not_number"]),
    ],
)
def test_a_file_of_another_kind_brings_its_own_keys(given_values, codes):
    findings = Findings("f.toml", keys=lambda table: OWN if table == "own" else {})
    values = read_table("own", given_values, Place(), findings)
    assert [problem.code for problem in findings.problems] == codes
    if not codes:
        assert values["factors"] == (1.5, 1.0, 1.0)  # one number may stand several times
        assert values["free"] == {"a": [True]}
