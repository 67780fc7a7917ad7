"""What a setting gives, and where two results differ."""

from dataclasses import replace

import pytest

from engine.criteria.model import Profile
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.store.recomputation import differences, names_of, result_of, scores_of
from tests.engine.store.conftest import DATA, asked


def test_a_setting_is_what_the_options_of_the_command_line_are():
    """Weights 0 and 1: b has exit 6 of 10, so 60 points."""
    result = result_of(asked(weights={"absence": 0, "exit": 1}, numbers={"max_new": 2, "frame": 9.0}))
    assert result["scores"] == pytest.approx({"a": 10.0, "b": 60.0})
    assert result["grants"] == {"a": 3.0, "b": 3.0, "c": 3.0}


def test_what_viewpoints_would_choose_is_a_part_of_the_result():
    """By absence alone a (8 of 10) is the one that fits, by exit alone b (6 of 10): 80 and 60 points."""
    absence, leaving = (
        Profile("own_1", "Vi", {"absence": 1, "exit": 0}),
        Profile("own_2", "De", {"absence": 0, "exit": 2}),
    )
    result = result_of(asked(viewpoints=(absence, leaving)))
    assert result["viewpoints"] == {
        "own_1": {"selected": ["a"], "objective": pytest.approx(80.0)},
        "own_2": {"selected": ["b"], "objective": pytest.approx(60.0)},
    }
    assert {**result, "viewpoints": None} == {**result_of(asked()), "viewpoints": None}


def test_a_viewpoint_that_weighs_something_else_is_told():
    with pytest.raises(InputError) as raised:
        result_of(asked(viewpoints=(Profile("own_1", "Vi", {"absence": 1}),)))
    assert raised.value.problems[0].given == "exit"


def test_names_are_those_of_industries_and_of_what_is_weighed():
    assert names_of(asked(), Locale("nb")) == {
        "a": "A",
        "b": "B",
        "c": "C",
        "absence": "Fravær",
        "exit": "Frafall",
        "score": "score",
    }


def test_an_unranked_industry_has_neither_score_nor_rank():
    rows = [row for row in DATA["indicators.csv"].splitlines(keepends=True) if not row.startswith(b"b,")]
    result = result_of(replace(asked(), data_files=DATA | {"indicators.csv": b"".join(rows)}))
    assert set(result["scores"]) == set(result["ranks"]) == {"a"}


def test_everything_that_is_wrong_is_told():
    with pytest.raises(InputError) as raised:
        scores_of(asked(must=("x", "y")))
    assert [problem.given for problem in raised.value.problems] == ["x", "y"]


def test_equal_results_differ_nowhere_and_dust_is_no_difference():
    assert differences({"a": {"b": 0.1 + 0.2}, "c": [1]}, {"a": {"b": 0.3}, "c": [1]}) == []


def test_what_is_on_one_side_only_is_a_difference():
    assert differences({"a": 1.0}, {"b": 1.0}) == [
        {"where": "a", "was": 1.0, "is": None},
        {"where": "b", "was": None, "is": 1.0},
    ]
