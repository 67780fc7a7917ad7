"""The whole way from a file to a data folder: all or nothing, and told."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine
from engine.dataset.shipped import shipped_data
from engine.foundation import atomic_replacement as replacing
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.spreadsheets.import_workbook import understand
from engine.spreadsheets.template import template_bytes
from tests.engine.spreadsheets.made import (
    CATALOGUE,
    INDICATORS,
    INDUSTRIES,
    SOURCES,
    data_folder,
    read,
    said,
    values,
    workbook,
)


@pytest.fixture
def base(tmp_path):
    return data_folder(tmp_path / "data")


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def tables(folder):
    return {name: text for name, text in contents(folder).items() if name.endswith(".csv")}


@pytest.mark.parametrize(("name", "language"), [("publisert", "en"), ("syntetisk", "nb")])
def test_a_folder_taken_out_as_a_workbook_and_read_back_is_the_same_folder(name, language, tmp_path):
    """Out, in, out and in again: every figure of both shipped folders, with quality, period and source."""
    first, second = tmp_path / "first", tmp_path / "second"
    folder = shipped_data() / name
    for source, target in ((folder, first), (first, second)):
        content = template_bytes((), source, filled=True, locale=Locale(language))
        understood = understand(content, "f.xlsx", catalogue=CATALOGUE, locale=Locale(language))
        assert said(understood) == []
        understood.write(target)
    original, back = engine.read_dataset(folder), engine.read_dataset(first)
    assert (original.industries, original.group_values, original.codes) == (
        back.industries,
        back.group_values,
        back.codes,
    )
    assert (original.sources, original.title, original.jobs_period) == (back.sources, back.title, back.jobs_period)
    first_said, back_said = (json.loads((of / "datapackage.json").read_text()) for of in (folder, first))
    assert all(first_said[name] == back_said[name] for name in ("title", "title_en", "description"))
    from engine.dataset.tidy_rows import values_table

    assert values_table(original) == values_table(back)
    assert tables(first) == tables(second)


def test_a_template_filled_in_is_the_data_that_was_filled_in(base, tmp_path):
    """What a person does: opens the template, chooses period and source, writes figures, saves."""
    import io

    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(template_bytes(tuple(CATALOGUE.indicators.values()), base)))
    page = book["Verdier"]
    rows = {page.cell(row, 1).value: row for row in range(1, page.max_row + 1)}
    columns = {page.cell(rows["indicator_id"], column).value: column for column in range(3, page.max_column + 1)}
    position = columns["density"]
    for name, value in (
        ("period", "2024"),
        ("quality", "derived"),
        ("source_id", "s1"),
        ("butikk", 24.5),
        ("sjofart", "61,5"),
        ("skole", ".."),
    ):
        page.cell(rows[name], position).value = value
    changed = io.BytesIO()
    book.save(changed)
    understood = read(changed.getvalue(), base=base)
    assert said(understood) == []
    understood.write(tmp_path / "ny")
    column = engine.read_dataset(tmp_path / "ny").column("density")
    assert column.values[:2].tolist() == [24.5, 61.5]
    assert (column.unit, column.period, column.quality_of(0), column.source_ids[0]) == (
        "percent",
        "2024",
        "derived",
        ("s1",),
    )
    assert [gap.meaning for gap in understood.missing] == ["unavailable"]


@settings(max_examples=10)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["butikk", "sjofart", "skole"]),
            st.sampled_from(["absence", "frafall_ny"]),
            st.sampled_from(["2023", "2024K3", "2009-2010"]),
            st.floats(0, 100).map(lambda value: round(value, 9)),
            st.sampled_from(["published", "derived", "classified"]),
            st.text("abc,;\"'.%æ ", max_size=5).filter(lambda text: text == text.strip()),
        ),
        min_size=1,
        max_size=8,
        unique_by=lambda row: row[:3],
    )
)
def test_any_values_come_back_from_a_workbook_as_they_were(tmp_path_factory, rows):
    folder, again = (tmp_path_factory.mktemp("round") / name for name in ("a", "b"))
    head = ["industry_id", "indicator_id", "period", "value", "unit", "quality", "source_id", "note"]
    lines = [[*row[:4], "percent", row[4], "s1", row[5]] for row in rows]
    industries = [line.split(",") for line in INDUSTRIES.splitlines()]
    sources = [line.split(",") for line in SOURCES.splitlines()]
    understood = read(workbook(Bransjer=industries, Kilder=sources, Indikatorer=[head, *lines]))
    assert said(understood) == []
    understood.write(folder)
    assert values(understood) == {tuple(row[:3]): row[3] for row in rows}
    back = read(template_bytes((), folder, filled=True))
    assert said(back) == []
    back.write(again)
    assert tables(folder) == tables(again)


def test_a_file_with_one_mistake_changes_nothing_in_an_existing_folder(base):
    before = contents(base)
    understood = read(INDICATORS + "skole,absence,2023,fem,percent,,,published,s1\n", base=base)
    with pytest.raises(InputError) as error:
        understood.write(base)
    assert error.value.problems == understood.problems
    assert contents(base) == before
    assert sorted(path.name for path in base.parent.iterdir()) == ["data"]


def test_a_disk_that_fails_leaves_the_old_folder(base, monkeypatch):
    import os

    before = contents(base)
    understood = read(INDICATORS.replace("6.4", "6.5"), base=base)
    monkeypatch.setattr(replacing, "exchanged", lambda first, other: False)  # as on a disk without that step
    real = os.replace

    def broken(source, target):
        if str(target) == str(base) and str(source).endswith("new"):
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(OSError, match="No space"):
        understood.write(base)
    assert contents(base) == before


def test_an_upload_that_says_its_own_industries_stands_alone():
    understood = read(workbook(Bransjer=[["industry_id", "name_nb"], ["a", "A"]]))
    assert [row["industry_id"] for row in understood.tables["industries"]] == ["a"]
    assert understood.problems == ()


def test_values_without_industries_say_what_is_missing():
    assert any("--data publisert" in problem for problem in said(read(INDICATORS)))


def test_a_base_folder_with_mistakes_is_said_first(base):
    (base / "sources.csv").unlink()
    (base / "industries.csv").write_text("industry_id\n")
    assert all(str(base) in problem for problem in said(read(SOURCES, base=base)))


def test_only_the_tables_and_sheets_that_are_asked_for_are_read(base):
    content = workbook(
        Kilder=[["source_id", "title"], ["s2", "Ny"]], Bransjer=[["industry_id", "name_nb"], ["ny", "Ny"]]
    )
    understood = read(content, base=base, tables=("sources",))
    assert (len(understood.tables["sources"]), len(understood.tables["industries"])) == (2, 3)
    assert {sheet.name: sheet.read_as for sheet in understood.sheets} == {"Kilder": "sources", "Bransjer": "not_asked"}
    understood = read(content, base=base, sheets=("Bransjer",))
    assert (len(understood.tables["sources"]), len(understood.tables["industries"])) == (1, 4)
    assert "«Ark9» finnes ikke" in said(read(content, base=base, sheets=("Ark9",)))[0]
    assert "ingen tabell «codes»" in said(read(content, base=base, tables=("codes",)))[0]


def test_a_sheet_that_is_nothing_known_is_a_mistake_unless_others_are_asked_for(base):
    content = workbook(Kilder=[["source_id", "title"], ["s2", "Ny"]], Notater=[["Husk", "å ringe"], ["i morgen", 5]])
    assert "ark Notater: Arket er ikke kjent igjen" in said(read(content, base=base))[0]
    assert said(read(content, base=base, sheets=("Kilder",))) == []


def test_new_indicators_are_told_of(base):
    understood = read(INDICATORS.replace("absence", "abcense"), base=base)
    assert understood.new_indicators == ("abcense",)
    assert understood.indicators == {"abcense": ("2023",)}


def test_the_account_is_in_the_language_asked_for(base):
    understood = understand(b"a;b\n1;2\n", "f.csv", base=base, catalogue=CATALOGUE, locale=Locale("en"))
    assert understood.problems[0].code == "table_not_understood"
    understood = understand(
        INDICATORS.replace("6.4", "x").encode(), "f.csv", base=base, catalogue=CATALOGUE, locale=Locale("en")
    )
    assert understood.problems[0].place == "cell D2"


def test_a_column_of_the_template_that_is_used_must_say_period_quality_and_source(base):
    import io

    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(template_bytes(tuple(CATALOGUE.indicators.values()), base)))
    page = book["Verdier"]
    page.cell(10, 4).value = 24.5
    changed = io.BytesIO()
    book.save(changed)
    problems = read(changed.getvalue(), base=base).problems
    assert [problem.code for problem in problems] == ["wide_no_period", "wide_no_quality", "wide_no_source"]
    assert {problem.given for problem in problems} == {"density"}
    assert all(problem.place.startswith("ark Verdier, celle D") for problem in problems)
