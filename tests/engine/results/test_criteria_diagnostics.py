"""The JSON and the rows of ``audit``."""

import json

import pytest

from engine.criteria.model import Grant, Selection
from engine.foundation.locale import Locale
from engine.results.criteria_diagnostics import audit_json, audit_rows, correlation_rows, counted_twice_in_words
from engine.robustness.criteria_diagnostics import audit
from tests.engine.robustness.small import criteria, dataset


@pytest.fixture(scope="module")
def result():
    """y is x again, z tells nobody apart; a is lowest, c and d are alike, one may be chosen but not a."""
    values = {"x": [0.1, 0.4, 0.8, 0.8], "y": [0.1, 0.4, 0.8, 0.8], "z": [0.5] * 4}
    return audit(
        dataset(values, [10, 20, 30, 5]),
        criteria(dict.fromkeys(values, 1.0), Selection(max_new=1, must_not=("a",))),
    )


def test_audit_is_json_as_it_stands(result):
    told = audit_json(result)
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_audit_tells_what_was_found(result):
    told = audit_json(result)
    assert told["constant"] == ["z"]
    assert told["dominated"] == {"a": ["b", "c", "d"], "b": ["c", "d"]}
    assert told["identical"] == [["c", "d"]]
    assert told["double_counted"] == {"size": [], "shared_indicators": {}, "overlapping": [["x", "y"]]}
    assert told["idle_criteria"] == {"x": "nothing_changes", "y": "nothing_changes", "z": "constant"}
    assert told["idle_conditions"] == ["must_not.a"]
    assert told["weights"]["z"]["effective"] is None


def test_rows_by_criterion_and_by_pair(result):
    texts = [row["decides_nothing"] for row in audit_rows(result, Locale("en"))]
    assert texts[0] == texts[1] == "without it both the order and the selection are the same"
    assert texts[2] == "the same for all industries, tells nobody apart"
    assert [row["nominal"] for row in audit_rows(result)] == pytest.approx([1 / 3] * 3)
    pairs = [(row["first"], row["second"]) for row in correlation_rows(result)]
    assert pairs == [("x", "y"), ("x", "z"), ("y", "z"), ("x", "jobs"), ("y", "jobs"), ("z", "jobs")]


def test_size_counted_twice_is_said_with_the_share_that_follows_jobs():
    """60 per cent equally: 40 per cent follow jobs (report 2024, section 3.1)."""
    asked = criteria(
        {"x": 1.0}, Selection(max_new=1, objective="sum_times_jobs", grant=Grant("key", frame=70.0, equal_share=0.6))
    )
    diagnostics = audit(dataset({"x": [0.1, 0.4, 0.9]}, [10, 40, 90]), asked)
    notes = counted_twice_in_words(diagnostics, asked, Locale("en"))
    assert len(notes) == 2
    assert notes[0].startswith("Size counts twice")
    assert notes[1].startswith("x mostly follows size")
    assert all("40 per cent" in note for note in notes)
    assert counted_twice_in_words(diagnostics, criteria({"x": 1.0}), Locale("en")) == []
