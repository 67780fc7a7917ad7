"""The workbook explains itself: what to do, lists to choose from, units, and checks that say what is allowed."""

import io

import pytest
from openpyxl import load_workbook

from engine.dataset.schema import TABLES
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.spreadsheets import template
from engine.spreadsheets.template import template_bytes
from tests.engine.spreadsheets.made import CATALOGUE, data_folder, read, said

KNOWN = tuple(CATALOGUE.indicators.values())


@pytest.fixture
def base(tmp_path):
    return data_folder(tmp_path / "data")


def opened(content):
    return load_workbook(io.BytesIO(content))


def test_the_first_sheet_says_what_to_do_and_names_every_sheet(base):
    book = opened(template_bytes(KNOWN, base))
    first = "\n".join(str(cell.value) for cell in book.worksheets[0]["A"])
    assert book.sheetnames[0] == "Les meg"
    assert all(name in first for name in book.sheetnames[1:-1])
    assert "bransjevalg import" in first


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_table_has_a_sheet_with_shown_names_above_the_contracts(base, language):
    book = opened(template_bytes(KNOWN, base, locale=Locale(language)))
    for stem, table in TABLES.items():
        page = book[template.sheet_title(stem, Locale(language))]
        names = [page.cell(template.NAMES_ROW, column).value for column in range(1, len(table.fields) + 1)]
        assert names == list(table.field_names)
        shown = [page.cell(template.HEADINGS_ROW, column).value for column in range(1, len(table.fields) + 1)]
        assert all(name.endswith("*") == declared.required for name, declared in zip(shown, table.fields, strict=True))
        assert page.freeze_panes == f"B{template.FIRST_ROW}"
        assert page.cell(template.EXAMPLE_ROW, 1).value


def test_examples_and_explanations_are_never_read(base):
    understood = read(template_bytes(KNOWN, base))
    assert said(understood) == []
    assert [(change.new, len(change.replaced)) for change in read(template_bytes(KNOWN, base), base=base).changes] == [
        (0, 0)
    ] * 3
    assert "indicators" not in understood.tables


def test_the_examples_are_what_their_columns_take():
    """Each example put in as a row gives no problem of its own cells."""
    for stem, example in template.EXAMPLE.items():
        if stem in TABLES:
            names = TABLES[stem].field_names[: len(example)]
            text = (
                ";".join(names)
                + "\n"
                + ";".join(str(cell).replace(".", ",") if isinstance(cell, float) else str(cell) for cell in example)
                + "\n"
            )
            cells = {
                "empty_cell",
                "not_an_id",
                "not_a_period",
                "not_a_number",
                "not_a_count",
                "not_a_group",
                "not_a_code",
            }
            assert not cells & {problem.code for problem in read(text.encode(), f"{stem}.csv").problems}, stem


def test_the_industries_and_known_indicators_are_there_so_that_only_values_are_filled_in(base):
    page = opened(template_bytes(KNOWN, base))["Verdier"]
    first = [cell.value for cell in page["A"]]
    assert first[template.VALUES_NAMES_ROW :] == ["butikk", "sjofart", "skole"]
    columns = {page.cell(3, column).value: column for column in range(3, page.max_column + 1)}
    assert list(columns) == ["absence", "density", "frafall"]
    said_of = [page.cell(row, columns["frafall"]).value for row in range(2, 6)]
    assert said_of == ["Frafall", "frafall", "per_1000_employed", "høyere gir flere poeng"]


def test_a_filled_workbook_has_every_digit_of_every_number(base):
    (base / "indicators.csv").write_text(
        "industry_id,indicator_id,period,value,unit,quality,source_id\nskole,frafall,2023,13.866451876389709,per_1000_employed,derived,s1\n"
    )
    book = opened(template_bytes(KNOWN, base, filled=True))
    assert book["Indikatorer"].cell(template.FIRST_ROW, 4).value == 13.866451876389709


def test_a_text_that_begins_like_a_formula_is_stored_as_text(base):
    (base / "sources.csv").write_text('source_id,title,publisher\ns1,"=1+1",@SUM(A1)\n')
    page = opened(template_bytes(KNOWN, base))["Kilder"]
    for cell, said_there in (
        (page.cell(template.FIRST_ROW, 2), "=1+1"),
        (page.cell(template.FIRST_ROW, 3), "@SUM(A1)"),
    ):
        assert (cell.value, cell.data_type, cell.quotePrefix) == (said_there, "s", True)


def test_a_folder_with_mistakes_gives_its_mistakes(base):
    (base / "indicators.csv").write_text("tull\n1\n")
    with pytest.raises(InputError):
        template_bytes(KNOWN, base)
