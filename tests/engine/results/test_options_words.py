"""Options in words, by hand from the shipped example."""

import pytest

from engine.dataset.shipped import shipped_criteria
from engine.foundation.locale import Locale
from engine.plans.comparison import compared
from engine.plans.options import HalfYear
from engine.plans.options_book import book_of
from engine.plans.options_reading import read_options
from engine.results.options_words import (
    fates_in_words,
    half_year_in_words,
    key_in_words,
    letter,
    plain_number,
    starts_in_words,
)
from tests.engine.plans.conftest import scores

__all__ = ["scores"]


@pytest.fixture(scope="module")
def book(scores):
    return book_of(read_options(shipped_criteria() / "alternativer_2025.toml"), scores)


@pytest.fixture(scope="module")
def options(book):
    return {option.planned.option.id: option for option in compared(book)}


@pytest.mark.parametrize(("language", "expected"), [("nb", "2. halvår 2026"), ("en", "second half of 2026")])
def test_a_half_year_is_said_as_people_say_it(language, expected):
    assert half_year_in_words(HalfYear(2026, 2), Locale(language)) == expected


def test_an_id_of_one_letter_is_a_capital(options):
    assert letter(options["a"].planned.option) == "A"


def test_fates_name_those_that_do_not_continue(options, book):
    assert fates_in_words(options["a"], book, Locale("nb")) == "Alle videreføres"
    assert (
        fates_in_words(options["c"], book, Locale("nb"))
        == "Barnehager avvikles over seks måneder; de andre videreføres"
    )
    assert (
        fates_in_words(options["d"], book, Locale("nb"))
        == "Sykehjem avsluttes etter 2. halvår 2026; de andre videreføres"
    )


def test_a_later_start_stands_beside_the_programme(options, book):
    assert starts_in_words(options["c"], book, Locale("nb")) == (
        "Butikkhandel (fra 2. halvår 2025); Hjemmetjenesten (fra 2. halvår 2025)"
    )


def test_a_key_says_only_what_it_has(options, book):
    texts = {name: key_in_words(option.plan.key, "jobs", book, Locale("nb")) for name, option in options.items()}
    assert texts["a"] == "60 prosent likt, resten etter antall jobber"
    assert texts["c"] == texts["a"] + "; det som blir fritt, går til de nye"
    for part in ("gulv for nye 3,5 mill. kr", "tak 15 mill. kr", "nye ganget med 1,5 → 1 → 1 → 1"):
        assert part in texts["d"]


def test_numbers_have_no_decimals_that_say_nothing():
    assert plain_number(70.0, Locale("nb")) == "70"
    assert plain_number(3.25, Locale("nb")) == "3,25"
