"""The JSON and the rows of ``parties``: the contract's keys, and figures that agree with each other."""

import json

import pytest

from engine.criteria.model import Normalise, Selection
from engine.foundation.locale import Locale
from engine.results.stakeholder_profiles import differences_in_words, parties_json, parties_rows
from engine.robustness.stakeholder_profiles import parties
from tests.engine.robustness.small import criteria, dataset, profile


@pytest.fixture(scope="module")
def result():
    """Three alternatives, one to choose: regrets by hand 8 and 5 for each by the other's choice."""
    return parties(
        dataset({"x": [9.0, 1.0, 6.0], "y": [2.0, 7.0, 5.0]}),
        criteria({"x": 1.0, "y": 1.0}, Selection(max_new=1), normalise=Normalise("none")),
        [profile("p", x=1.0, y=0.0), profile("q", x=0.0, y=1.0)],
    )


def test_parties_has_the_contracts_keys(result):
    told = parties_json(result)
    assert list(told)[:5] == ["profiles", "maximin", "minimax_regret", "mean", "core"]
    assert told["profiles"] == {"p": {"selected": ["a"], "objective": 9}, "q": {"selected": ["b"], "objective": 7}}
    assert told["maximin"] == {
        "selected": ["c"],
        "values": {"p": 6, "q": 5},
        "regrets": {"p": 3, "q": 2},
        "shares": {"p": 6 / 9, "q": 5 / 7},
    }
    assert told["core"] == []


def test_parties_is_json_as_it_stands(result):
    assert json.loads(json.dumps(parties_json(result), allow_nan=False)) == parties_json(result)


def test_the_matrices_say_who_loses_what_by_whose_choice(result):
    told = parties_json(result)
    assert told["losses"] == {"p": {"p": 0, "q": 8}, "q": {"p": 5, "q": 0}}
    assert told["agreement"] == {"p": {"p": 1, "q": 0}, "q": {"p": 0, "q": 1}}


def test_the_driver_is_told_with_its_weights(result):
    driver = parties_json(result)["differences"][0]["driver"]
    assert driver["criterion"] == "x"
    assert driver["weights"] == [1, 0]
    assert driver["selected"] == [["b"], ["a"]]


def test_a_row_for_every_selection_and_profile(result):
    rows = parties_rows(result)
    assert len(rows) == (2 + 3) * 2
    by = {(row["selection"], row["profile"]): row for row in rows}
    assert by["p", "q"] == {"selection": "p", "selected": "a", "profile": "q", "value": 2, "regret": 5, "share": 2 / 7}
    assert by["maximin", "p"]["regret"] == 3
    assert by["q", "q"]["share"] == 1


def test_no_key_counts_votes(result):
    assert "vote" not in json.dumps(parties_json(result)).lower()


def test_what_drives_a_difference_is_said_with_names_and_weights(result):
    asked = criteria({"x": 1.0, "y": 1.0})
    sentences = differences_in_words(result, asked, Locale("en"))
    assert len(sentences) == 1
    assert sentences[0].startswith("P and Q part over x: its weight is 100 per cent with the one and 0 per cent")
    assert sentences[0].endswith("With that weight alone moved, P chooses the same as Q.")
    assert "100 prosent" in differences_in_words(result, asked)[0]


def test_a_driver_that_is_not_enough_alone_says_so():
    """Weights (x, y, z): p = (.7, .3, 0) gives a .7, b .58, c .3; q = (0, .3, .7) gives a 0, b .65, c 1.

    p's x moved to 0 leaves y with everything: b and c are alike on it, and b goes first by id.
    """
    comparison = parties(
        dataset({"x": [1.0, 0.4, 0.0], "y": [0.0, 1.0, 1.0], "z": [0.0, 0.5, 1.0]}),
        criteria({"x": 1.0, "y": 1.0, "z": 1.0}, Selection(max_new=1), normalise=Normalise("none")),
        [profile("p", x=0.7, y=0.3, z=0.0), profile("q", x=0.0, y=0.3, z=0.7)],
    )
    assert comparison.own["p"].selected == ("a",)
    assert comparison.own["q"].selected == ("c",)
    sentences = differences_in_words(comparison, criteria({"x": 1.0, "y": 1.0, "z": 1.0}), Locale("en"))
    assert len(sentences) == 1
    assert sentences[0].endswith("not enough for P to choose the same as Q.")
