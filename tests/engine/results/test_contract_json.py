"""The contract's JSON (section 4) on the small case."""

import pytest

from engine.foundation.errors import Problem
from engine.foundation.locale import Locale
from engine.results.contract_json import problems_json, ranking_json, selection_json
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select
from tests.engine.results.small import CRITERIA, SELECTION


def test_a_ranking_has_the_contracts_keys_and_the_sums_done_by_hand(small):
    result = ranking_json(small)
    assert list(result)[:4] == ["criteria_id", "weights", "industries", "clipped"]
    assert result["weights"] == {"share": 0.75, "rate": 0.25}
    alfa, beta, gamma, delta = result["industries"]
    keys = ("industry_id", "rank", "score", "contributions", "nodes", "flags", "quality", "lacks")
    assert tuple(alfa)[:8] == keys
    assert (alfa["rank"], beta["rank"], gamma["rank"]) == (1, 1, 3)
    assert alfa["score"] == pytest.approx(87.5)
    assert alfa["contributions"] == pytest.approx({"share": 75.0, "rate": 12.5})
    assert alfa["nodes"] == pytest.approx({"score": 0.875})
    assert alfa["quality"] == pytest.approx({"published": 0.75, "classified": 0.25})
    assert gamma["contributions"] == pytest.approx({"share": 50.0, "rate": 0.0})
    assert gamma["quality"] == {"derived": 1.0}
    assert gamma["lacks"] == ["rate"]
    assert delta["industry_id"] == "delta"
    assert (delta["rank"], delta["score"], delta["contributions"]) == (None, None, {})
    assert delta["nodes"] == {"score": None}
    assert delta["lacks"] == ["share", "rate"]
    assert result["clipped"] == [
        {"industry_id": "beta", "indicator_id": "share", "period": "2023", "value": 12.0, "limit": 10.0}
    ]


def test_what_is_missing_but_counts_as_nothing_is_a_share_of_its_own(scores_of):
    worst = CRITERIA.replace("members = { share = 3", 'missing = "worst"\nmembers = { share = 3')
    gamma = ranking_json(scores_of(worst + SELECTION))["industries"][2]
    assert gamma["quality"] == pytest.approx({"derived": 0.75, "missing": 0.25})
    assert gamma["score"] == pytest.approx(37.5)


def test_a_root_that_does_not_add_up_has_no_contributions(scores_of):
    result = ranking_json(scores_of(CRITERIA.replace('"arithmetic"', '"geometric"')))
    assert [industry["contributions"] for industry in result["industries"]] == [{}] * 5


def test_a_flag_without_both_sides_is_null(scores_of):
    pairing = CRITERIA.replace("{ share = 3, rate = 1 }", "{ pair = 1 }") + (
        '[[criterion]]\nid = "pair"\naggregate = "cooccurrence"\n'
        'exposure = "share"\nhealth = "rate"\nhigh = { quantile = 0.5 }\n'
    )
    flags = {industry["industry_id"]: industry["flags"] for industry in ranking_json(scores_of(pairing))["industries"]}
    assert flags["alfa"] == {"pair": True}
    assert flags["gamma"] == {"pair": None}


def test_a_ranking_says_where_its_figures_are_from(small):
    result = ranking_json(small)
    assert result["synthetic"] is False
    assert result["indicators"]["share"]["quality"] == {"published": 2, "derived": 1}
    assert result["sources"]["s1"]["publisher"] == "SSB"


def test_a_selection_has_the_contracts_keys_and_the_key_done_by_hand(small, selected):
    result = selection_json(selected, small)
    assert list(result)[:9] == [
        "selected",
        "objective",
        "proven",
        "grants",
        "unspent",
        "binding",
        "ties",
        "runners_up",
        "by_number",
    ]
    assert result["selected"] == ["alfa", "beta"]
    assert result["objective"] == pytest.approx(175.0)
    assert result["proven"] is True
    # Three programmes share 6 MNOK equally, and 4 MNOK by jobs: 1000, 1000 and 5000 of 7000.
    assert result["grants"] == {"alfa": 2.57142857, "beta": 2.57142857, "prog": 4.85714286}
    assert result["grants_later"] == result["grants"]
    assert result["unspent"] == 0.0
    assert result["binding"] == ["max_new"]
    assert result["ties"] == []
    assert [runner_up["selected"] for runner_up in result["runners_up"]] == [
        ["alfa", "gamma"],
        ["beta", "gamma"],
        ["alfa"],
    ]
    assert list(result["by_number"]) == ["0", "1", "2"]
    assert result["by_number"]["1"]["selected"] == ["alfa"]
    # One new programme beside prog: 3 MNOK each, and 4 MNOK by 1000 and 5000 jobs.
    assert result["by_number"]["1"]["smallest_grant"] == pytest.approx(3 + 4 / 6, abs=1e-8)
    assert result["by_number"]["0"] == {"selected": [], "objective": 0.0, "smallest_grant": 10.0}
    assert result["excluded"] == {"delta": ["ranked"]}


def test_equal_selections_are_named(scores_of):
    scores = scores_of(CRITERIA + SELECTION.replace("max_new = 2", "max_new = 1"))
    result = selection_json(select(selection_problem(scores)), scores)
    assert result["selected"] == ["alfa"]
    assert result["ties"] == [["beta"]]


def test_without_money_there_are_no_grants(scores_of):
    scores = scores_of(CRITERIA + "[selection]\nmax_new = 1\n")
    result = selection_json(select(selection_problem(scores)), scores)
    assert result["grants"] == {}
    assert result["unspent"] is None
    assert result["by_number"]["1"]["smallest_grant"] is None


def test_a_number_that_no_selection_meets_is_null(scores_of):
    """Two new ones with 1000 jobs get 2.57 MNOK each, fewer beside gamma; one alone gets 3.67."""
    scores = scores_of(CRITERIA + SELECTION.replace("new = 1.0", "new = 3.0"))
    by_number = selection_json(select(selection_problem(scores)), scores)["by_number"]
    assert by_number["2"] is None
    assert by_number["1"]["selected"] == ["alfa"]


def test_a_problem_tells_file_place_value_and_sentence():
    problem = Problem("unknown", "c.toml", "[[criterion]] score", given="x", allowed=("y",))
    (told,) = problems_json([problem], Locale("nb"))["problems"]
    assert told == {
        "file": "c.toml",
        "row": None,
        "column": None,
        "place": "[[criterion]] score",
        "code": "unknown",
        "given": "x",
        "allowed": ["y"],
        "message": "c.toml, [[criterion]] score: «x» finnes ikke. Gyldig: y.",
    }
