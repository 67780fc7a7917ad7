"""Problems of an upload are said by the fields of the page."""

import re
from pathlib import Path

import pytest

import engine.spreadsheets
from engine.foundation.errors import Problem
from engine.foundation.locale import DEFAULT_LOCALE, LANGUAGES, Locale, area
from engine.results.upload_messages import on_screen

READERS = sorted(Path(engine.spreadsheets.__file__).parent.glob("*.py"))
OPTION = re.compile(r"--[a-z]")
# Wishes that only the command has: no problem of them can come up on the page.
ONLY_ASKED_BY_COMMAND = {"asked_nothing", "asked_no_table"}


def codes_of_the_readers():
    source = "".join(path.read_text(encoding="utf-8") for path in READERS)
    literal = set(re.findall(r'"([a-z0-9_]+)"', source)) & set(area("errors"))
    made = {code for code in area("errors") if code.startswith("wide_no_") and not code.endswith("_on_screen")}
    return sorted((literal | made) - ONLY_ASKED_BY_COMMAND)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_an_upload_is_told_names_an_option(language):
    assert {"wide_row", "wide_no_period"} <= set(codes_of_the_readers())
    sentences = {code: area("errors")[on_screen(Problem(code)).code][language] for code in codes_of_the_readers()}
    assert [code for code, sentence in sentences.items() if OPTION.search(sentence)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("code", "field"),
    [
        ("wide_no_period", "app_transfer.asked_period"),
        ("wide_no_unit", "app_transfer.asked_unit"),
        ("wide_no_source", "app_transfer.asked_source"),
        ("wide_no_industries", "app.own_base"),
        ("upload_no_industries", "app.own_base"),
    ],
)
def test_what_can_be_said_in_a_field_names_the_field(code, field, language):
    message = on_screen(Problem(code, "limt.csv", "celle B1", given="absence"), Locale(language)).sentence(
        Locale(language)
    )
    assert message.startswith("limt.csv, celle B1: ")
    assert Locale(language).quoted(Locale(language).text(field)) in message


def test_a_wish_that_is_itself_wrong_is_told_at_its_field():
    assert on_screen(Problem("not_a_choice", place="--unit", given="x")).place == DEFAULT_LOCALE.text(
        "app_transfer.asked_unit"
    )
    assert on_screen(Problem("not_a_choice", place="celle B1", given="x")).place == "celle B1"
