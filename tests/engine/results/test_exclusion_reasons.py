"""Reasons and repairs in words: every kind has its sentence, and an amount that is read is enough."""

import json

import pytest

from engine.criteria.overrides import with_selection
from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.locale import LANGUAGES, Locale
from engine.results.exclusion_reasons import (
    nearest_out,
    reason_in_words,
    reasons_json,
    reasons_table,
    repair_in_words,
    repairs_json,
)
from engine.scoring.score import score
from engine.selection import exclusion_reasons as kinds
from engine.selection.exclusion_reasons import ReasonOut, reasons_out
from engine.selection.portfolio_problem import selection_problem
from engine.selection.repairs import Repair
from engine.selection.select import select
from tests.engine.results.small import CRITERIA

KINDS = ("has_programme", "not_eligible", "without_score", "rule", "conflict", "money", "tied", "outranked")


@pytest.fixture(scope="module")
def dataset():
    return read_dataset(shipped_data() / "publisert")


@pytest.fixture(scope="module")
def scores(dataset):
    criteria = read_criteria(shipped_criteria() / "publisert.toml")
    return score(dataset, with_selection(criteria, must=["luftfart"]))


@pytest.fixture(scope="module")
def problem(scores):
    return selection_problem(scores)


def test_every_kind_of_reason_is_here():
    named = (kinds.HAS_PROGRAMME, kinds.NOT_ELIGIBLE, kinds.WITHOUT_SCORE, kinds.RULE, kinds.CONFLICT)
    assert (*named, kinds.MONEY_MISSING, kinds.TIED, kinds.OUTRANKED) == KINDS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_reason_is_a_sentence(problem, scores, kind, language):
    reason = ReasonOut("sjofart", kind, ("max_new",), ("luftfart",), (), 1.25, 653_659_357)
    sentence = reason_in_words(reason, problem, scores, Locale(language))
    assert sentence.endswith(".")
    assert ("Shipping" if language == "en" else "Sjøfart") in sentence


def test_kroner_that_are_missing_are_rounded_up(problem, scores):
    reason = ReasonOut("luftfart", "money", missing_ore=653_100_001)
    assert "6,54 mill. kr" in reason_in_words(reason, problem, scores)
    whole = ReasonOut("luftfart", "money", missing_ore=653_000_000)
    assert "6,53 mill. kr" in reason_in_words(whole, problem, scores)


@pytest.mark.parametrize(
    ("repair", "text"),
    [
        (Repair("frame", {"frame": 76.53100001}), "Ramme på minst 76,54 mill. kr"),
        (Repair("minimum_new", {"minimum_new": 3.65838074}), "Minste tilskudd til nye på høyst 3,65 mill. kr"),
        (
            Repair("minimum_continuing", {"minimum_continuing": 4.0}),
            "Minste tilskudd til dem som videreføres, på høyst 4,00 mill. kr",
        ),
        (Repair("max_new", {"max_new": 5}), "Høyst 5 nye programmer"),
        (Repair("min_new", {"min_new": 2}), "Minst 2 nye programmer"),
        (Repair("drop", {"must": ()}, ("must.luftfart",)), "Uten kravet: Luftfart skal være med"),
    ],
)
def test_a_button_says_what_it_does_and_is_enough(problem, repair, text):
    assert repair_in_words(repair, problem) == text


def test_the_table_has_every_industry_that_is_out_by_rank_and_what_the_exchange_costs(dataset):
    """With one new programme the best is in, and what an exchange costs is the difference of two scores."""
    criteria = read_criteria(shipped_criteria() / "publisert.toml")
    scores = score(dataset, with_selection(criteria, max_new=1, min_new=1, conflicts=[]))
    chosen = select(selection_problem(scores))
    table = reasons_table(reasons_out(chosen, dataset), chosen.problem, scores)
    rows = {row[0]: row for row in table.rows}
    assert set(rows) == {industry.industry_id for industry in dataset.industries} - set(chosen.selected)
    given = [row[2] for row in table.rows if row[2] is not None]
    assert given == sorted(given)
    points = dict(zip(scores.industry_ids, scores.scores.tolist(), strict=True))
    (best,) = chosen.selected
    for industry, name, _, why, _ in table.rows:
        assert name in why
        if rows[industry][3].endswith("mindre i sum."):
            assert f"gir {points[best] - points[industry]:.1f} mindre".replace(".", ",") in why
    assert sum(row[3].endswith("mindre i sum.") for row in table.rows) > 10


@pytest.mark.parametrize(
    ("loss", "text"),
    [
        (5.24, "5,2 mindre"),
        (0.06, "0,06 mindre"),
        (0.049, "0,05 mindre"),
        (0.0031, "0,003 mindre"),
        (4e-7, "under 0,000001 mindre"),
    ],
)
def test_a_small_loss_never_reads_as_none(problem, scores, loss, text):
    reason = ReasonOut("sjofart", "outranked", (), ("luftfart",), (), loss)
    assert f"gir {text} i sum." in reason_in_words(reason, problem, scores)


def test_scores_from_nought_to_one_keep_their_decimals(scores_of):
    scores = scores_of(CRITERIA.replace("scale = 100", "scale = 1") + "[selection]\nmax_new = 1\n")
    chosen = select(selection_problem(scores))
    sentence = reason_in_words(reasons_out(chosen, scores.dataset)["gamma"], chosen.problem, scores)
    assert "gir 0,375 mindre i sum" in sentence  # 0.875 and 0.5, by hand in small.py


def test_an_industry_without_a_score_is_said_to_lack_its_figures(scores_of):
    """Delta has no figures at all (small.py): which ones are missing is what its people can do something about."""
    scores = scores_of(CRITERIA + "[selection]\nmax_new = 1\n")
    chosen = select(selection_problem(scores))
    reason = reasons_out(chosen, scores.dataset)["delta"]
    assert reason.kind == "without_score"
    sentence = reason_in_words(reason, chosen.problem, scores)
    assert sentence == "Delta har ingen poeng, fordi disse tallene mangler: andel og rate."
    assert reasons_json({"delta": reason}, chosen.problem, scores)["delta"]["lacks"] == ["share", "rate"]


def test_a_status_that_is_not_asked_for_is_named(scores_of):
    scores = scores_of(CRITERIA + '[selection]\nmax_new = 1\neligible = ["candidate"]\n')
    chosen = select(selection_problem(scores))
    sentence = reason_in_words(reasons_out(chosen, scores.dataset)["gamma"], chosen.problem, scores)
    assert sentence == "Gamma kan ikke velges: den har status other, og kriteriene åpner bare for candidate."


def test_a_figure_that_is_missing_is_not_said_to_be_too_low(scores_of):
    """Gamma lacks the rate, alfa's is 2 (small.py): one is told what is missing, the other what is asked for."""
    rule = "[selection]\nmax_new = 1\nrequire_indicator = { rate = { min = 3.0 } }\n"
    scores = scores_of(CRITERIA + rule)
    chosen = select(selection_problem(scores))
    reasons = reasons_out(chosen, scores.dataset)
    assert reason_in_words(reasons["gamma"], chosen.problem, scores).endswith("kan ikke velges: tall for rate mangler.")
    assert reason_in_words(reasons["alfa"], chosen.problem, scores) == "Alfa kan ikke velges: Rate på minst 3."


def test_one_that_lowers_the_sum_takes_nobodys_place(problem, scores):
    sentence = reason_in_words(ReasonOut("sjofart", "outranked", loss=0.25), problem, scores)
    assert sentence == "Sjøfart tar ingens plass, men et utvalg med den gir 0,2 mindre i sum."


def test_the_nearest_are_the_best_ranked_that_are_out_with_all_who_share_the_last_rank(scores_of):
    """Alfa and beta share rank 1, gamma is 3, delta unranked (small.py)."""
    scores = scores_of(CRITERIA + "[selection]\nmax_new = 0\n")
    assert nearest_out(select(selection_problem(scores)), scores) == ("alfa", "beta", "gamma")
    scores = scores_of(CRITERIA + "[selection]\nmax_new = 1\n")
    assert nearest_out(select(selection_problem(scores)), scores) == ("beta", "gamma")


def test_both_are_plain_json(problem, scores):
    reasons = {"sjofart": ReasonOut("sjofart", "money", missing_ore=150_000_000)}
    repairs = [Repair("drop", {"must": ("b",)}, ("must.a",))]
    assert json.loads(json.dumps(reasons_json(reasons, problem, scores)))["sjofart"]["missing"] == 1.5
    expected = [{"kind": "drop", "changes": {"must": ["b"]}, "dropped": ["must.a"]}]
    assert json.loads(json.dumps(repairs_json(repairs))) == expected
