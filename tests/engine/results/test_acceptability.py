"""The JSON and the tables of ``robustness``: the contract's keys, figures that add up, and who never comes in."""

import json

import pytest

from engine.criteria.model import Selection
from engine.foundation.locale import Locale
from engine.results.acceptability import acceptability_notes, acceptability_table, ranks_table, robustness_json
from engine.robustness.acceptability import Uncertainty, acceptability
from engine.scoring.score import score
from tests.engine.robustness.small import column, criteria, dataset

CONTRACT = {
    "draws",
    "seed",
    "rank_acceptability",
    "selection_acceptability",
    "central_weights",
    "confidence",
    "core",
    "borderline",
    "exterior",
    "verified",
}
# a is always best, b and c are best of the rest where the weight of u is above and below a half, d never.
VALUES = {"u": [1.0, 0.8, 0.2, 0.1], "v": [1.0, 0.2, 0.8, 0.1]}


def robust(uncertainty=None, columns=None, draws=1_000):
    scores = score(dataset(VALUES, columns=columns), criteria({"u": 1.0, "v": 1.0}, Selection(max_new=2)))
    return acceptability(scores, draws=draws, seed=7, uncertainty=uncertainty)


@pytest.fixture(scope="module")
def result():
    return robust()


def rows_of(table):
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def test_the_json_has_the_contracts_keys_and_no_nan(result):
    answer = robustness_json(result)
    json.dumps(answer, allow_nan=False)
    assert answer.keys() >= CONTRACT
    assert (answer["draws"], answer["seed"]) == (1_000, 7)
    assert answer["verified"] == {"draws": 100, "mismatches": 0}
    assert answer["data_uncertainty"] is None


def test_who_is_core_borderline_and_exterior_is_known_by_hand(result):
    answer = robustness_json(result)
    assert (answer["core"], answer["borderline"], answer["exterior"]) == (["a"], ["b", "c"], ["d"])
    shares = answer["selection_acceptability"]
    assert (shares["a"], shares["d"]) == (1, 0)
    assert shares["b"] == pytest.approx(0.5, abs=4 * (0.25 / 1_000) ** 0.5)
    assert sum(shares.values()) == pytest.approx(2)


def test_ranks_of_an_industry_add_up_to_one(result):
    for shares in robustness_json(result)["rank_acceptability"].values():
        assert len(shares) == 4
        assert sum(shares) == pytest.approx(1)
    assert robustness_json(result)["rank_acceptability"]["d"] == [0, 0, 0, 1]


def test_central_weights_are_those_of_the_half_in_which_it_is_selected(result):
    """b is selected where the weight of u is above a half, uniform there: 0.75 in the middle."""
    central = robustness_json(result)["central_weights"]
    assert central["b"]["u"] == pytest.approx(0.75, abs=0.02)
    assert sum(central["b"].values()) == pytest.approx(1)
    assert central["d"] is None
    confidence = robustness_json(result)["confidence"]
    assert (confidence["b"], confidence["d"]) == (1, None)


def test_the_table_is_the_firmest_first_and_says_what_each_is_in_both_languages(result):
    rows = rows_of(acceptability_table(result))
    assert rows[0]["industry_id"] == "a"
    assert rows[-1]["industry_id"] == "d"
    shares = [row["selection_acceptability"] for row in rows]
    assert shares == sorted(shares, reverse=True)
    assert [row["kind"] for row in rows] == ["alltid med", "noen ganger med", "noen ganger med", "aldri med"]
    assert rows_of(acceptability_table(result, Locale("en")))[0]["kind"] == "always in"
    assert (rows[0]["usual_rank"], rows[-1]["usual_rank"]) == (1, 4)
    assert rows[-1]["central_u"] is None


def test_notes_say_draws_seed_and_what_was_solved_again(result):
    fixed, drawn, verified = acceptability_notes(result)
    assert fixed.startswith("Holdt fast i trekningene: alle tall")
    assert drawn.startswith("1\N{NO-BREAK SPACE}000 sett med tilfeldige vekter.")
    assert "(frø 7)" in drawn
    assert "100 trekninger er løst på nytt" in verified
    english = acceptability_notes(result, Locale("en"))[1]
    assert english.startswith("1,000 sets of random weights.")
    assert "(seed 7)" in english


def test_what_varied_is_counted_and_said():
    """u has a standard error for two of four, v is inherited for all."""
    columns = {
        "u": column("u", VALUES["u"], se=[0.1, 0.1, None, None]),
        "v": column("v", VALUES["v"], quality="inherited"),
    }
    robustness = robust(Uncertainty(0.1), columns, draws=60)
    assert robustness_json(robustness)["data_uncertainty"] == {
        "with_se": 2,
        "inherited": 4,
        "fixed": 2,
        "inherited_spread": 0.1,
    }
    assert "2 med oppgitt standardfeil, 4 nedarvede" in acceptability_notes(robustness)[-1]
    assert "{" not in "".join((*acceptability_notes(robustness), *acceptability_notes(robustness, Locale("en"))))


def test_ranks_are_shown_only_as_far_down_as_anybody_comes(result):
    rows = rows_of(ranks_table(result))
    assert [row["industry_id"] for row in rows] == ["a", "b", "c", "d"]
    assert rows[0] == {"industry_id": "a", "industry": "Bransje a", "rank_1": 1, "rank_2": 0, "rank_3": 0, "rank_4": 0}
