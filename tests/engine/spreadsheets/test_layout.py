"""Sheets and columns are recognised by the contract's names and by the names that people are shown."""

import pytest

from engine.dataset.schema import TABLES
from engine.foundation.locale import LANGUAGES, Locale, area
from engine.spreadsheets import layout
from engine.spreadsheets.grid import Sheet


def sheet(*rows, name="Ark1", file="fil.xlsx"):
    return Sheet(file, name, {number: dict(enumerate(row, start=1)) for number, row in enumerate(rows, start=1) if row})


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.stem)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_is_known_by_its_shown_name_in_both_languages(table, language):
    for name in table.field_names:
        assert layout.field_of(area("workbook")[f"field_{name}"][language]) == name
        assert layout.field_of(f" {name.upper()}* ") == name


def test_no_two_fields_share_a_shown_name():
    shown = [
        layout.normal(name)
        for key, entry in area("workbook").items()
        if key.startswith("field_")
        for name in {*entry.values()}
    ]
    assert len(shown) == len(set(shown))


def test_the_heading_is_the_row_that_names_most_and_what_stands_above_is_not_read():
    heading = layout.heading_of(
        sheet(["En tittel"], ["Bransje-id", "Navn på norsk"], ["industry_id", "name_nb"], ["butikk", "Butikk"]),
        TABLES["industries"],
    )
    assert (heading.row, heading.columns) == (3, {"industry_id": 1, "name_nb": 2})


@pytest.mark.parametrize(
    ("heading", "stem"),
    [
        (["industry_id", "indicator_id", "period", "value", "unit", "quality", "source_id"], "indicators"),
        (["sn2007_group", "indicator_id", "period", "value", "unit", "quality", "source_id"], "group_values"),
        (["industry_id", "name_nb"], "industries"),
        (["sn2007", "jobs"], "codes"),
        (["source_id", "title"], "sources"),
        (["industry_id", "resource_id", "amount"], "resources"),
        (["Kilde-id", "Tittel"], "sources"),
    ],
)
def test_a_table_is_known_by_its_heading(heading, stem):
    assert layout.table_of(sheet(heading), lambda: 99).stem == stem


def test_a_sheet_with_a_tables_name_is_that_table_even_where_columns_lack():
    assert layout.table_of(sheet(["industry_id", "value"], name="Indikatorer"), lambda: 9).stem == "indicators"
    assert (
        layout.table_of(sheet(["industry_id", "value"], name="", file="a/indicators.csv"), lambda: 9).stem
        == "indicators"
    )


def test_a_wide_table_with_an_id_column_is_none_of_the_tables():
    assert layout.table_of(sheet(["industry_id", "absence", "frafall"]), lambda: 2) is None
    assert layout.table_of(sheet(["industry_id", "name_nb", "absence"]), lambda: 3) is None


@pytest.mark.parametrize(
    ("name", "key"), [("Kilder", "sources"), ("les meg ", "read_me"), ("Values", "values"), ("X", None)]
)
def test_sheets_of_the_template_are_known_in_both_languages(name, key):
    assert layout.known_sheet(name) == key


def test_titles_fit_excel():
    assert all(
        len(layout.sheet_title(key, Locale(language))) <= 31 for key in layout.READABLE for language in LANGUAGES
    )
