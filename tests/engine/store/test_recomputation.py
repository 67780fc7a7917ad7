"""What a setting gives, and where two results differ."""

from dataclasses import replace

import pytest

from engine.foundation.errors import InputError
from engine.store.recomputation import differences, result_of, scores_of
from tests.engine.store.conftest import DATA, asked


def test_a_setting_is_what_the_options_of_the_command_line_are():
    """Weights 0 and 1: b has exit 6 of 10, so 60 points."""
    result = result_of(asked(weights={"absence": 0, "exit": 1}, numbers={"max_new": 2, "frame": 9.0}))
    assert result["scores"] == pytest.approx({"a": 10.0, "b": 60.0})
    assert result["grants"] == {"a": 3.0, "b": 3.0, "c": 3.0}


def test_an_unranked_industry_has_neither_score_nor_rank():
    rows = [row for row in DATA["indicators.csv"].splitlines(keepends=True) if not row.startswith(b"b,")]
    result = result_of(replace(asked(), data_files=DATA | {"indicators.csv": b"".join(rows)}))
    assert set(result["scores"]) == set(result["ranks"]) == {"a"}


def test_everything_that_is_wrong_is_told():
    with pytest.raises(InputError) as raised:
        scores_of(asked(must=("x", "y")))
    assert [one.given for one in raised.value.problems] == ["x", "y"]


def test_equal_results_differ_nowhere_and_dust_is_no_difference():
    assert differences({"a": {"b": 0.1 + 0.2}, "c": [1]}, {"a": {"b": 0.3}, "c": [1]}) == []


def test_what_is_on_one_side_only_is_a_difference():
    assert differences({"a": 1.0}, {"b": 1.0}) == [
        {"where": "a", "was": 1.0, "is": None},
        {"where": "b", "was": None, "is": 1.0},
    ]
