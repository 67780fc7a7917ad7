"""What a reader of `options` sees: whole sentences, names, and numbers as the language writes them."""

import pytest

from engine.criteria.overrides import with_selection
from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.locale import LANGUAGES, Locale, area
from engine.output.table import csv_table
from engine.plans.comparison import compared
from engine.plans.half_years import Note
from engine.plans.inverse import inverse
from engine.plans.options_book import book_of
from engine.plans.options_reading import parse_options, read_options
from engine.results.options_renderers import (
    flat_table,
    grants_table,
    half_years_table,
    inverse_answer,
    note_in_words,
    option_notes,
    options_answer,
    options_table,
)
from engine.scoring.score import score

TOP = 'id = "x"\nfrom = "2025-H1"\nto = "2025-H2"\nframe = { 2025 = 70.0 }\n[[option]]\nid = "a"\nname_nb = "A"\n'


@pytest.fixture(scope="module")
def scores():
    criteria = read_criteria(shipped_criteria() / "publisert.toml")
    return score(read_dataset(shipped_data() / "publisert"), criteria)


@pytest.fixture(scope="module")
def book(scores):
    return book_of(read_options(shipped_criteria() / "alternativer_2025.toml"), scores)


def column(table, key):
    position = [column.key for column in table.columns].index(key)
    return [row[position] for row in table.rows]


def test_todays_grants_stand_first_as_the_brief_has_them(book):
    table = grants_table(compared(book), book)
    today = dict(zip(column(table, "industry_id"), column(table, "today_mnok"), strict=True))
    assert {name: round(today[name], 1) for name in ("bygg_anlegg", "persontransport", "sykehus")} == {
        "bygg_anlegg": 15.4,
        "persontransport": 7.0,
        "sykehus": 11.2,
    }
    assert today["luftfart"] is None


def test_one_row_an_option(book):
    table = options_table(compared(book), book)
    assert column(table, "option_id") == ["a", "b", "c", "d"]
    assert column(table, "feasible") == [True] * 4


def test_one_option_alone_is_shown_half_year_by_half_year(book):
    option = compared(book)[2]
    table = half_years_table(option, book)
    rows = dict(zip(column(table, "industry_id"), table.rows, strict=True))
    assert rows["barnehager"][2] == pytest.approx(9.70 / 2, abs=0.005)
    assert rows["barnehager"][3] is None
    assert "Halvår for halvår" in options_answer([option], book).written("table")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_has_no_id_of_a_note_and_no_empty_field(book, language):
    text = options_answer(compared(book), book, Locale(language)).written("table")
    assert "note_" not in text
    assert "{" not in text


@pytest.mark.parametrize("code", [key for key in area("plans") if key.startswith("note_")])
def test_every_note_is_a_sentence_in_both_languages(book, code):
    for language in LANGUAGES:
        assert note_in_words(Note(code, ("sykehus",), book.file.first), book, Locale(language)).endswith(".")


def test_a_rest_is_a_row_of_its_own(scores):
    book = book_of(parse_options(f"{TOP}new = []\n[option.key]\ncap = 5.0", "f.toml"), scores)
    (option,) = compared(book)
    assert half_years_table(option, book).rows[-1][-1] == 35.0
    rows = csv_table(flat_table([option], book)).splitlines()
    assert rows[0] == "option_id,half_year,industry_id,name,role,grant_mnok"
    assert [row for row in rows if "unspent" in row]


def test_what_does_not_fit_is_said_in_words(scores):
    lean = score(scores.dataset, with_selection(scores.criteria, minimum_new=4.0))
    text = f'{TOP}new = ["luftfart", "sjofart", "undervisning", "butikkhandel", "finans_forsikring", "ikt_media"]'
    book = book_of(parse_options(text, "f.toml"), lean)
    notes = " ".join(option_notes(compared(book)[0], book))
    assert "antall nye programmer er høyst 5" in notes
    assert "minst 4 mill. kr til hvert nytt program" in notes


def test_standpoints_are_recorded_word_for_word(scores):
    text = f'{TOP}new = []\nstandpoint = [{{ party = "En part", words = "Vi ønsker dette protokollført" }}]'
    book = book_of(parse_options(text, "f.toml"), scores)
    assert "a: En part: «Vi ønsker dette protokollført»" in option_notes(compared(book)[0], book)


def test_what_is_read_of_a_range_does_it_when_it_is_typed_in(book):
    """76.5366 MNOK is needed: 76,54 is said, never 76,53."""
    planned = book.option("a")
    answer = inverse_answer(inverse(planned.plan, "frame", {"luftfart": 4.0}), planned, {"likt": True}, book)
    assert "76,54" in answer.written("table")
    assert "Alt likt" in answer.written("table")
    shares = inverse_answer(
        inverse(planned.plan, "equal_share", {"bygg_anlegg": 10.0}), planned, {}, book, Locale("en")
    )
    assert "from 0.00 to 52.69 per cent" in " ".join(shares.written("table").split())
    none = inverse_answer(inverse(planned.plan, "equal_share", {"luftfart": 60.0}), planned, {"likt": False}, book)
    assert "ingen verdi" in none.written("table")
    assert none.flat().rows == ()
