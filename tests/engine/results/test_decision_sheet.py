"""A sheet says the letters' own sums, and gives no fate a score."""

import pytest

from engine.foundation.locale import LANGUAGES, Locale
from engine.plans.decision_facts import ASKS, decision_facts
from engine.plans.ledger import parse_rule, read_ledger, shipped_ledger
from engine.plans.options import OptionKey
from engine.plans.options_book import filled_key
from engine.results.decision_sheet import free_notes, ledger_overview, said_of_all, sheets
from engine.selection.grant_key import ore
from tests.engine.plans.conftest import scores

__all__ = ["scores"]


@pytest.fixture(scope="module")
def ledger():
    return read_ledger(shipped_ledger())


@pytest.fixture(scope="module")
def facts(scores, ledger):
    grant = scores.criteria.selection.grant
    return decision_facts(scores.dataset, filled_key(OptionKey(), grant), ore(grant.frame), ledger)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_programme_has_a_sheet_with_a_blank_for_each_question(facts, scores, language):
    made = sheets(facts, scores.dataset, scores.criteria, Locale(language))
    assert len(made) == 7
    assert {len(sheet.blanks) for sheet in made} == {len(ASKS) + 1}


def test_the_hospitals_accounts_are_the_letters(facts, scores):
    """10 816 000 + 2 617 532 + 850 000 available, 12 800 000 + 850 000 forecast: 633 532 left (letters 2024)."""
    sheet = next(
        sheet for sheet in sheets(facts, scores.dataset, scores.criteria, Locale("nb")) if sheet.heading == "Sykehus"
    )
    assert sheet.accounts.rows[0][1:5] == (14.283532, None, 13.65, 0.633532)


def test_what_a_wind_down_frees_is_half_the_first_year_and_all_after(facts, scores):
    """Six months to wind down (report 2024, 3.5.3), half a year's grant (contract, section 3)."""
    for programme, sheet in zip(
        facts.values(), sheets(facts, scores.dataset, scores.criteria, Locale("nb")), strict=True
    ):
        today = programme.grant_today / 1e8
        continues, winds_down, ends = sheet.fates.rows
        assert continues[1:4] == (today, 0.0, 0.0)
        assert winds_down[1] == pytest.approx(today / 2, abs=1e-6)
        assert winds_down[3] == ends[3] == pytest.approx(today)


def test_what_is_said_of_all_stands_once(facts, scores):
    sentences = said_of_all(facts.values(), scores.dataset, Locale("nb"))
    assert len(sentences) == len(set(sentences))
    assert all(sentence.startswith("Om alle programmene") for sentence in sentences)


def test_nothing_is_free_before_a_rule_is_chosen(ledger):
    without, by_rule = free_notes(ledger, None, Locale("nb")), free_notes(ledger, parse_rule("left"), Locale("nb"))
    assert "Ingen er valgt" in without[0]
    assert "Fritt i 2024 etter regelen: 0,63 mill. kr." in by_rule


def test_the_dates_are_those_of_the_letter(ledger):
    assert any(note.startswith("1. juli 2024") for note in free_notes(ledger, None, Locale("nb")))
    assert any(note.startswith("1 July 2024") for note in free_notes(ledger, None, Locale("en")))


def test_amounts_of_the_ledger_are_read_with_two_decimals_as_other_money_is_and_kept_whole(ledger, scores):
    """The letters of 2024 give 14 283 532 kroner to hospitals; files keep the kroner."""
    shown = ledger_overview(ledger, scores.dataset, Locale("nb"))
    numbers = [column for column in shown.columns if column.form == "number"]
    assert {column.decimals for column in numbers} == {2}
    assert any(14.283532 in row for row in shown.rows)


def test_the_ledger_names_its_sources(ledger, scores):
    assert all("letters2024" not in str(row[-1]) for row in ledger_overview(ledger, scores.dataset, Locale("nb")).rows)
