"""A sheet with one of the contract's tables: every cell that cannot be used is named by its place."""

import pytest

from tests.engine.spreadsheets.made import SOURCES, data_folder, raw, read, said, saved, values, workbook

HEAD = ["industry_id", "indicator_id", "period", "value", "unit", "quality", "source_id"]
OPEN_TABLE = "industry_id;indicator_id;period;value;unit;se;n;quality;source_id\n"


@pytest.fixture
def base(tmp_path):
    return data_folder(tmp_path / "data")


def line(value="6.1", *, industry="skole", period="2023", unit="percent", source="s1"):
    return [industry, "absence", period, value, unit, "published", source]


def test_numbers_years_and_counts_that_excel_holds_as_numbers_are_read_as_they_are_shown(base):
    understood = read(workbook(Indikatorer=[[*HEAD, "n"], [*line(6.1, period=2023), 812]]), base=base)
    assert said(understood) == []
    assert values(understood)["skole", "absence", "2023"] == 6.1
    assert understood.tables["indicators"][-1]["n"] == 812


def test_numbers_that_stand_as_text_with_decimal_comma_and_thousands_spaces_are_read(base):
    text = OPEN_TABLE + "skole;frafall;2023;1\u00a0234,5;per_1000_employed;0,3;1 033;published;s1\n"
    (row,) = [row for row in read(text, base=base).tables["indicators"] if row["indicator_id"] == "frafall"]
    assert (row["value"], row["se"], row["n"]) == (1234.5, 0.3, 1033)


def test_points_among_decimal_commas_are_refused_by_cell(base):
    text = OPEN_TABLE + "skole;absence;2022;6,1;percent;;;published;s1\nskole;absence;2023;6.1;percent;;;published;s1\n"
    assert said(read(text, base=base)) == [
        "fil.csv, celle D3: «6.1» har punktum. Tallene i denne filen har desimalkomma, uten skille mellom tusener."
    ]


@pytest.mark.parametrize(
    ("sign", "meaning"), [("..", "unavailable"), (":", "confidential"), ("-", "nil"), (".", "impossible")]
)
def test_a_sign_instead_of_a_value_is_a_missing_value_that_is_told_of_and_never_zero(base, sign, meaning):
    understood = read(workbook(Indikatorer=[HEAD, line(sign), line(5.5, period="2022")]), base=base)
    assert ("skole", "absence", "2023") not in values(understood)
    assert values(understood)["skole", "absence", "2022"] == 5.5
    ((place, shown, meant),) = [(gap.place, gap.sign, gap.meaning) for gap in understood.missing]
    assert (place, shown, meant) == ("ark Indikatorer, celle D2", sign, meaning)


def test_an_empty_value_is_a_mistake_and_not_a_missing_value(base):
    assert (
        "ark Indikatorer, celle D2: Cellen er tom" in said(read(workbook(Indikatorer=[HEAD, line(None)]), base=base))[0]
    )


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("=1+1", "er en formel"),
        ("#N/A", "feilen #N/A"),
        (True, "TRUE"),
        ("seks", "ikke et tall"),
        (101, "umulig"),
    ],
)
def test_a_cell_that_is_no_value_is_refused_by_sheet_and_cell(base, cell, words):
    (problem,) = said(read(workbook(Indikatorer=[HEAD, line(cell)]), base=base))
    assert problem.startswith("fil.xlsx, ark Indikatorer, celle D2: ")
    assert words in problem


def test_a_date_where_a_period_belongs_says_how_periods_are_written(base):
    from datetime import date

    (problem,) = said(read(workbook(Indikatorer=[HEAD, line(6.1, period=date(2024, 1, 1))]), base=base))
    assert "celle C2: Cellen er en dato." in problem
    assert "2024K3" in problem


def test_every_problem_is_listed_with_its_cell_and_nothing_comes_of_the_rest(base):
    wrong = (line("=1", period="2019"), line(6, industry="skolen"), line(6, source="s9", period="2020"))
    rows = [HEAD, *wrong, line(6, period="24"), line(6), line(6)]
    understood = read(workbook(Indikatorer=rows), base=base)
    cells = [problem.place.rpartition(" ")[2] for problem in understood.problems]
    assert sorted(cells) == ["A3", "A7", "C5", "D2", "G4"]
    assert "Mente du «skole»?" in " ".join(said(understood))
    assert "også i rad 6" in " ".join(said(understood))
    assert understood.tables == {}


def test_headings_that_are_missing_twice_unknown_or_absent_are_named(base):
    rows = [
        ["industry_id", "indicator_id", "period", "value", "value", "unti", None],
        ["skole", "a", "2023", 1, 2, "x", "y"],
    ]
    understood = read(workbook(Indikatorer=rows), base=base)
    codes = sorted({problem.code for problem in understood.problems})
    assert codes == ["column_missing", "column_twice", "column_unknown", "column_unnamed"]
    assert "Mente du «unit»?" in " ".join(said(understood))


def test_merged_cells_among_the_values_are_refused(base):
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Indikatorer"
    for row in (HEAD, line(6), line(None, period="2022")):
        book.active.append(row)
    book.active.merge_cells("D2:D3")
    problems = said(read(saved(book), base=base))
    assert any("celle D2: Cellen er slått sammen" in problem for problem in problems)


def test_numbers_shown_in_per_cent_are_read_as_shown_and_told_of(base):
    styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs></styleSheet>'
    names = "".join(
        f'<c r="{chr(65 + index)}1" t="inlineStr"><is><t>{name}</t></is></c>' for index, name in enumerate(HEAD)
    )
    texts = {"A": "skole", "B": "absence", "C": "2023", "E": "percent", "F": "published", "G": "s1"}
    cells = "".join(f'<c r="{letter}2" t="inlineStr"><is><t>{text}</t></is></c>' for letter, text in texts.items())
    row = f'<row r="1">{names}</row><row r="2">{cells}<c r="D2" s="1"><v>0.0605</v></c></row>'
    understood = read(raw(row, name="Indikatorer", more={"xl/styles.xml": styles}), base=base)
    assert values(understood)["skole", "absence", "2023"] == 6.05
    assert any("er lest slik de vises: 1" in note for account in understood.sheets for note in account.notes)


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "@SUM(A1)", "+1+1", "-1+1"])
def test_a_text_that_would_run_in_a_spreadsheet_is_refused(text):
    rows = {"Bransjer": [["industry_id", "name_nb"], ["a", text]]}
    content = workbook(**rows)
    if text.startswith("="):
        assert "er en formel" in said(read(content))[0]
    else:
        assert "begynner som en formel" in said(read(content))[0]
    assert "begynner som en formel" in said(read(f'industry_id,name_nb\na,"{text}"\n'))[0]


def test_a_plain_file_of_one_table_is_that_table(base):
    understood = read(SOURCES.encode() + b"s2,Ny tabell,Fafo\n", "sources.csv", base=base)
    assert [row["source_id"] for row in understood.tables["sources"]] == ["s1", "s2"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (
            "industry_id;indicator_id;period;value;unit;quality;source_id\nbutikk;lost;2024;1.234;days;published;s1\n",
            "ambiguous_thousands",
        ),
        (
            'industry_id,indicator_id,period,value,unit,quality,source_id\nbutikk,lost,2024,"1,234",days,published,s1\n',
            "ambiguous_commas",
        ),
    ],
)
def test_the_contracts_own_form_asks_about_thousands_too(content, code, tmp_path):
    base = data_folder(tmp_path / "data")
    assert code in [problem.code for problem in read(content, base=base).problems]
    asked = read(content, base=base, decimal="." if code == "ambiguous_commas" else ",")
    assert said(asked) == []
    assert values(asked)["butikk", "lost", "2024"] == 1234
