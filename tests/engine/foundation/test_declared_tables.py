"""A file format of its own kinds: what is declared is what is read, and every mistake has its place."""

from typing import ClassVar

import pytest

from engine.foundation import declared_tables
from engine.foundation.declared_tables import (
    FILLED,
    KINDS,
    Key,
    Place,
    Wrong,
    by_name,
    list_of,
    read_id,
    read_number,
    read_table,
    read_text,
    under_header,
)

KEYS = (
    Key("", "name", "text", required=True),
    Key("", "limits", "section", default=FILLED),
    Key("", "dish", "sections", default=(), named_by="title"),
    Key("", "prices", "prices", low=0),
    Key("", "tags", "tags", default=(), at_least=2),
    Key("limits", "guests", "integer", default=4, low=1, high=8),
    Key("dish", "title", "text", required=True),
)


class Findings(declared_tables.Findings):
    kinds: ClassVar = {**KINDS, "prices": under_header(by_name(read_number, read_id)), "tags": list_of(read_text)}


def read(**given):
    findings = Findings("menu.toml", keys=lambda table: {key.name: key for key in KEYS if key.table == table})
    values = read_table("", given, Place(), findings)
    return values, [(problem.code, problem.place, problem.given) for problem in findings.problems]


def test_what_is_absent_has_its_default_and_a_filled_table_that_of_its_keys():
    values, problems = read(name="Meny")
    assert problems == []
    assert values == {"name": "Meny", "limits": {"guests": 4}, "dish": (), "prices": None, "tags": ()}
    assert values.given == {"name"}


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"navn": 1}, ("toml_unknown_key", "", "navn")),
        ({"name": 3}, ("toml_not_text", "name", "3")),
        ({"limits": {"guests": 9}}, ("toml_out_of_range", "[limits], guests", "9")),
        ({"limits": {"guests": True}}, ("toml_not_integer", "[limits], guests", "true")),
        ({"limits": 4}, ("toml_not_table", "[limits]", "4")),
        ({"dish": {}}, ("toml_not_sections", "dish", "{}")),
        ({"dish": [{}]}, ("toml_missing_key", "[[dish]] #1", None)),
        ({"dish": [{"title": "Suppe", "x": 1}]}, ("toml_unknown_key", "[[dish]] Suppe", "x")),
        ({"prices": {"suppe": -1}}, ("toml_out_of_range", "[prices], suppe", "-1")),
        ({"prices": {"Suppe": 1}}, ("toml_bad_id", "[prices]", "Suppe")),
        ({"tags": ["x", "x"]}, ("toml_repeated", "tags", "x")),
        ({"tags": ["x"]}, ("toml_too_few", "tags", "[x]")),
    ],
)
def test_each_mistake_is_told_once_with_its_place(given, problem):
    _, problems = read(**{"name": "Meny", **given})
    assert problems == [problem]


def test_a_wrong_value_is_left_out_and_what_is_no_table_is_refused():
    assert "name" not in read(name=" ")[0]
    with pytest.raises(Wrong):
        read_table("", 3, Place(), Findings("menu.toml"))
