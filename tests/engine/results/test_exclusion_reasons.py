"""Reasons and repairs in words: every kind has its sentence, and an amount that is read is enough."""

import json

import pytest

from engine.criteria.overrides import with_selection
from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.locale import LANGUAGES
from engine.results.exclusion_reasons import reason_in_words, reasons_json, reasons_table, repair_in_words, repairs_json
from engine.scoring.score import score
from engine.selection import exclusion_reasons as kinds
from engine.selection.exclusion_reasons import ReasonOut, reasons_out
from engine.selection.portfolio_problem import selection_problem
from engine.selection.repairs import Repair
from engine.selection.select import select

KINDS = ("has_programme", "not_eligible", "rule", "conflict", "money", "tied", "outranked")


@pytest.fixture(scope="module")
def dataset():
    return read_dataset(shipped_data() / "publisert")


@pytest.fixture(scope="module")
def problem(dataset):
    criteria = read_criteria(shipped_criteria() / "publisert.toml")
    return selection_problem(score(dataset, with_selection(criteria, must=["luftfart"])))


def test_every_kind_of_reason_is_here():
    named = (kinds.HAS_PROGRAMME, kinds.NOT_ELIGIBLE, kinds.RULE, kinds.CONFLICT)
    assert (*named, kinds.MONEY_MISSING, kinds.TIED, kinds.OUTRANKED) == KINDS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_reason_is_a_sentence(problem, dataset, kind, language):
    reason = ReasonOut("sjofart", kind, ("max_new",), ("luftfart",), (), 1.25, 653_659_357)
    said = reason_in_words(reason, problem, dataset, language)
    assert said.endswith(".")
    assert ("Shipping" if language == "en" else "Sjøfart") in said


def test_kroner_that_are_missing_are_rounded_up(problem, dataset):
    reason = ReasonOut("luftfart", "money", missing_ore=653_100_001)
    assert "6,54 mill. kr" in reason_in_words(reason, problem, dataset)
    whole = ReasonOut("luftfart", "money", missing_ore=653_000_000)
    assert "6,53 mill. kr" in reason_in_words(whole, problem, dataset)


@pytest.mark.parametrize(
    ("repair", "said"),
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
def test_a_button_says_what_it_does_and_is_enough(problem, repair, said):
    assert repair_in_words(repair, problem) == said


def test_the_table_has_every_industry_that_is_out_by_rank_and_what_the_exchange_costs(dataset):
    """With one new programme the best is in, and what an exchange costs is the difference of two scores."""
    criteria = read_criteria(shipped_criteria() / "publisert.toml")
    scores = score(dataset, with_selection(criteria, max_new=1, min_new=1, conflicts=[]))
    chosen = select(selection_problem(scores))
    table = reasons_table(reasons_out(chosen, dataset), chosen.problem, scores)
    rows = {row[0]: row for row in table.rows}
    assert set(rows) == {one.industry_id for one in dataset.industries} - set(chosen.selected)
    given = [row[2] for row in table.rows if row[2] is not None]
    assert given == sorted(given)
    points = dict(zip(scores.industry_ids, scores.scores.tolist(), strict=True))
    (best,) = chosen.selected
    for industry, name, _, why in table.rows:
        assert name in why
        if rows[industry][3].endswith("mindre i sum."):
            assert f"gir {points[best] - points[industry]:.1f} mindre".replace(".", ",") in why
    assert sum(row[3].endswith("mindre i sum.") for row in table.rows) > 10


def test_both_are_plain_json():
    reasons = {"a": ReasonOut("a", "money", missing_ore=150_000_000)}
    repairs = [Repair("drop", {"must": ("b",)}, ("must.a",))]
    assert json.loads(json.dumps(reasons_json(reasons)))["a"]["missing"] == 1.5
    expected = [{"kind": "drop", "changes": {"must": ["b"]}, "dropped": ["must.a"]}]
    assert json.loads(json.dumps(repairs_json(repairs))) == expected
