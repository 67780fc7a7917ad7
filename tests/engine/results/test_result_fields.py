import pytest
from jsonschema import Draft202012Validator

from engine.results import result_fields as fields


def fits(schema, value):
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema).is_valid(value)


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        (fields.text(), "x", 1),
        (fields.text("", "a", "b"), "a", "c"),
        (fields.number(), 1.5, "1.5"),
        (fields.share(), 1, 1.01),
        (fields.whole(), 2, 2.5),
        (fields.flag(), True, 1),
        (fields.ids(), ["a"], "a"),
        (fields.pair(fields.number()), [1, 2], [1, 2, 3]),
        (fields.by("year", fields.whole()), {"2024": 1}, {"2024": "x"}),
        (fields.record({"a": fields.text()}), {"a": "x"}, {"a": "x", "b": 1}),
        (fields.record({"a": fields.text()}), {"a": "x"}, {}),
        (fields.record({"a": fields.optional(fields.text())}), {}, {"a": 1}),
        (fields.maybe(fields.whole()), None, "x"),
        (fields.document("T", {"a": fields.text()}), {"a": "x"}, {"b": "x"}),
    ],
)
def test_each_kind_takes_what_it_says_and_nothing_else(kind, right, wrong):
    assert fits(kind, right)
    assert not fits(kind, wrong)


def test_rows_name_every_field_at_any_depth_with_its_type_and_meaning():
    inner = fields.record({"rank": fields.maybe(fields.whole("Place.")), "at": fields.by("year", fields.share())})
    schema = fields.document("T", {"industries": fields.list_of(inner, "All."), "of": fields.by("id", inner)})
    assert fields.rows(schema) == [
        ("industries", "list of record", "All."),
        ("industries[].rank", "whole number or null", "Place."),
        ("industries[].at", "by year: number 0–1", ""),
        ("of", "by id: record", ""),
        ("of.{id}.rank", "whole number or null", "Place."),
        ("of.{id}.at", "by year: number 0–1", ""),
    ]
