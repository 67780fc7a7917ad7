"""One TOML table against its keys."""

from contextlib import suppress

import pytest

from engine.foundation.declared_tables import Place, Wrong, read_table
from engine.foundation.locale import Locale, area
from engine.survey.specification_keys import KEYS, TOP, Findings


def read(name, given):
    findings = Findings("spec.toml")
    values = {}
    with suppress(Wrong):
        values = read_table(name, given, Place(f"[{name}]"), findings)
    return values, [problem.sentence(Locale("en")) for problem in findings.problems]


def test_defaults_fill_what_is_absent_and_tables_of_their_own_are_read():
    values, problems = read("suppression", {"minimum_n": 30})
    assert values == {"minimum_n": 30, "minimum_cases": 5, "minimum_group": 5}
    assert problems == []


@pytest.mark.parametrize(
    ("table", "given", "message"),
    [
        ("suppression", {"minimum_n": 20.5}, "not a whole number"),
        ("suppression", {"minimum_n": True}, "not a whole number"),
        ("source", {"id": 3, "title": "x"}, "not text"),
        ("source", {"id": "x", "title": " "}, "The text is empty"),
        ("standard", {"age_groups": [], "sexes": [1]}, "at least 1"),
        ("standard", {"age_groups": 18, "sexes": [1]}, "not a list"),
        ("standard", {"age_groups": [float("nan")], "sexes": [1]}, "not a finite number"),
        ("standard", {"age_groups": ["18"], "sexes": [1]}, "not a number"),
        ("columns", [], "where a table belongs"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told(table, given, message):
    assert message in " ".join(read(table, given)[1])


@pytest.mark.parametrize(("given", "message"), [({}, "double brackets"), ([1], "[[variable]] #1")])
def test_tables_with_double_brackets_are_asked_for(given, message):
    assert message in " ".join(read(TOP, {"variable": given})[1])


def test_no_variable_at_all_is_told():
    assert "There must be at least one" in " ".join(read(TOP, {"variable": []})[1])


def test_every_table_that_a_key_opens_is_declared():
    opened = {key.subtable for key in KEYS if key.kind in ("section", "sections")}
    assert opened == {key.table for key in KEYS} - {TOP}


def test_every_code_has_its_sentence():
    errors = area("errors")
    assert all(f"toml_{code}" in errors for code in ("unknown_key", "missing_key", "not_list", "too_few", "not_text"))


def test_a_column_of_the_data_has_its_mistakes_under_the_header():
    assert any("[subpopulation], sex" in problem for problem in read(TOP, {"subpopulation": {"sex": []}})[1])
