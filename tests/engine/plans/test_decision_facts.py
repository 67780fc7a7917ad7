"""Decision sheets of today's seven: facts with their sources, what each fate frees, and no score."""

from dataclasses import fields
from pathlib import Path

import pytest

from engine.dataset.model import Dataset, Industry
from engine.foundation.locale import DEFAULT_LOCALE
from engine.plans.decision_facts import DecisionFacts, Freed, decision_facts, read_words, shipped_words
from engine.plans.ledger import read_ledger, shipped_ledger
from tests.engine.plans.small import MNOK, key


@pytest.fixture(scope="module")
def sheets(scores):
    return decision_facts(scores.dataset, key(), 70 * MNOK, read_ledger(shipped_ledger()))


def test_each_of_todays_seven_has_a_sheet(sheets):
    assert len(sheets) == 7
    assert sheets["sykehus"].accounts[2024].left == 633_532_00
    assert not sheets["sykehjem"].accounts


def test_every_figure_has_period_unit_quality_and_source(sheets):
    for sheet in sheets.values():
        figures = (*sheet.exposures, *sheet.absence, *sheet.exit)
        assert sheet.exposures
        assert sheet.absence
        assert sheet.exit
        assert all(figure.period and figure.unit and figure.quality and figure.source_ids for figure in figures)
        assert not {"union_density", "programme_grant"} & {figure.indicator_id for figure in figures}


def test_what_the_report_asks_is_blank_where_only_the_parties_know(sheets):
    asks = sheets["barnehager"].asks
    assert [ask.code for ask in asks if ask.known] == ["ask_spending"]
    assert all(DEFAULT_LOCALE.text(f"plans.{ask.code}") and ask.section for ask in asks)


def test_no_fate_has_a_score():
    named = {field.name for kind in (DecisionFacts, Freed) for field in fields(kind)}
    assert not any("score" in name or "rank" in name for name in named)


@pytest.mark.parametrize("name", ["stami_kartlegging_2024", "forbruk"])
def test_words_are_the_documents_own_with_their_section(name):
    quotes = [quote for of in read_words(shipped_words(name)).values() for quote in of]
    assert quotes
    assert all(quote.section and quote.words and quote.source_id in ("report2024", "survey2022") for quote in quotes)


def test_stamis_own_words_come_before_those_on_all(sheets):
    mapping = sheets["barnehager"].mapping
    assert "barnehage" in mapping[0].words
    assert [quote.of_all for quote in mapping] == [False, True, True, True, True]
    assert all(quote.of_all for quote in sheets["sykehus"].mapping)


def test_what_each_fate_frees_by_hand():
    """Two alike share 10 MNOK. Winding down, one has 2.5 of its 5 in the first year; the other then gets 5 more."""
    pair = Dataset("d", tuple(Industry(name, name, status="programme", jobs=10) for name in "pq"))
    wind_down, end = decision_facts(pair, key(), 10 * MNOK, read_ledger(shipped_ledger()))["p"].fates
    assert (wind_down.fate, wind_down.paid, wind_down.freed) == ("wind_down", (2.5 * MNOK, 0), (2.5 * MNOK, 5 * MNOK))
    assert (end.fate, end.paid, end.freed) == ("end", (0, 0), (5 * MNOK, 5 * MNOK))
    assert wind_down.gains == end.gains == {"q": 5 * MNOK}


def test_the_files_of_words_are_shipped():
    assert all(Path(shipped_words(name)).is_file() for name in ("stami_kartlegging_2024", "forbruk"))
