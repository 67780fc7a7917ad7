"""A wide table as reports print it: what it says is read, what it does not say is asked for, nothing is guessed."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from engine.spreadsheets.template import template_bytes
from tests.engine.spreadsheets.made import CATALOGUE, data_folder, read, said, saved, values, workbook

ASKED = {"period": "2024", "source_id": "s1"}


@pytest.fixture
def base(tmp_path):
    return data_folder(tmp_path / "data")


def problems(text, base, **asked):
    return said(read(text, base=base, **asked))


def test_industries_by_name_and_indicators_by_label_are_rows_of_the_contract(base):
    understood = read(
        "Bransje;Legemeldt sykefravær;Frafall\nButikkhandel;6,4;1 234,5\nshipping;5;2\n", base=base, **ASKED
    )
    assert said(understood) == []
    assert {key: value for key, value in values(understood).items() if key[2] == "2024"} == {
        ("butikk", "absence", "2024"): 6.4,
        ("butikk", "frafall", "2024"): 1234.5,
        ("sjofart", "absence", "2024"): 5.0,
        ("sjofart", "frafall", "2024"): 2.0,
    }
    assert understood.matched == {"Butikkhandel": "butikk", "shipping": "sjofart"}
    row = understood.tables["indicators"][-1]
    assert (row["unit"], row["quality"], row["source_id"]) == ("per_1000_employed", "published", "s1")


def test_signs_are_missing_values_with_their_meaning_and_an_empty_cell_is_counted(base):
    understood = read("Bransje\tabsence\tfrafall\nbutikk\t..\t-\nsjofart\t:\t\nskole\t0\t0,0\n", base=base, **ASKED)
    assert [(gap.place, gap.meaning, gap.about) for gap in understood.missing] == [
        ("celle B2", "unavailable", "butikk absence 2024"),
        ("celle C2", "nil", "butikk frafall 2024"),
        ("celle B3", "confidential", "sjofart absence 2024"),
    ]
    assert {key: value for key, value in values(understood).items() if key[2] == "2024"} == {
        ("skole", "absence", "2024"): 0.0,
        ("skole", "frafall", "2024"): 0.0,
    }
    assert understood.sheets[0].empty_cells == 1


def test_periods_across_need_the_indicator_and_two_headings_above_each_other_give_both(base):
    understood = read("Bransje;2023;2024\nskole;5,1;5,2\n", base=base, indicator="absence", source_id="s1")
    assert values(understood)["skole", "absence", "2024"] == 5.2
    stacked = ";Legemeldt sykefravær;Frafall\n;2023;2024\nskole;5,1;5,2\n"
    understood = read(stacked, base=base, source_id="s1")
    assert values(understood)["skole", "absence", "2023"] == 5.1
    assert values(understood)["skole", "frafall", "2024"] == 5.2


def test_a_heading_merged_over_several_columns_is_the_heading_of_each(base):
    book = Workbook()
    for row in (["", "Legemeldt sykefravær", None, "Frafall"], ["", "2023K3", "2024K3", "2024"], ["skole", 5, 6, 7]):
        book.active.append(row)
    book.active.merge_cells("B1:C1")
    understood = read(saved(book), base=base, source_id="s1")
    assert said(understood) == []
    assert values(understood)["skole", "absence", "2024K3"] == 6
    assert values(understood)["skole", "frafall", "2024"] == 7


def test_titles_above_and_footnotes_below_are_told_of_and_not_read(base):
    text = "Tabell 3. Fravær i 2024\n\nBransje;absence\nskole;5\n\nKilde: SSB\n1) Foreløpige tall\n"
    understood = read(text, base=base, **ASKED)
    assert said(understood) == []
    assert "linjer uten tall er ikke lest: rad 6; rad 7" in understood.sheets[0].notes


def test_totals_and_groups_of_codes_are_group_values(base):
    text = "Næring;absence\nI alt;5,5\n45-47 Varehandel;6\n"
    (base / "codes.csv").write_text("sn2007,jobs\n47111,10\n")
    industries = (base / "industries.csv").read_text().replace("jobs\n", "jobs,sn2007_prefixes\n", 1)
    (base / "industries.csv").write_text(
        "\n".join(
            line + ("" if index == 0 else ",47" if index == 1 else ",")
            for index, line in enumerate(industries.splitlines())
        )
        + "\n"
    )
    understood = read(text, base=base, **ASKED)
    assert said(understood) == []
    assert {row["sn2007_group"]: row["value"] for row in understood.tables["group_values"]} == {
        "00-99": 5.5,
        "45-47": 6.0,
    }


def test_everything_that_is_not_said_is_asked_for_at_its_column(base):
    assert [problem.partition(": ")[2].split(".")[0] for problem in problems("Bransje;absence\nskole;5\n", base)] == [
        "Kolonnen med absence sier ikke hvilken periode tallene gjelder",
        "Kolonnen med absence sier ikke hvor tallene kommer fra",
    ]
    new = problems("Bransje;trivsel\nskole;5\n", base, columns={"Trivsel": "trivsel"}, **ASKED)
    (only,) = new
    assert only == (
        "fil.csv, celle B1: Kolonnen med trivsel sier ikke hvilken enhet tallene har."
        " Skriv den over kolonnen, eller gi --unit."
    )


def test_names_that_are_not_known_are_listed_with_what_is_near(base):
    messages = problems("Bransje;Legemeldt sykefraver;absence\nSjøfarten;5;6\nskole;5;6\n", base, **ASKED)
    assert any("celle A2: «Sjøfarten»" in message and "Mente du «Sjøfart»?" in message for message in messages)
    assert any(
        "celle B1: «Legemeldt sykefraver»" in message and "Mente du «Legemeldt sykefravær»?" in message
        for message in messages
    )


def test_the_user_can_say_what_rows_and_columns_are_or_leave_them_out(base):
    text = "Bransje;Fravær;Tull\nSkip og ferger;5;x\nUoppgitt;1;2\nskole;6;y\n"
    asked = {"columns": {"Fravær": "absence"}, "rows": {"Skip og ferger": "sjofart"}, "skip": ("Uoppgitt", "tull")}
    understood = read(text, base=base, **asked, **ASKED)
    assert said(understood) == []
    assert values(understood)["sjofart", "absence", "2024"] == 5


def test_a_wish_that_touches_nothing_is_a_mistake(base):
    assert "«Total» står ikke i tabellen" in problems("B;absence\nskole;5\n", base, skip=("Total",), **ASKED)[0]


def test_an_industry_that_stands_twice_is_refused(base):
    (problem,) = problems("B;absence\nskole;5\nUndervisning;6\n", base, **ASKED)
    assert problem.startswith("fil.csv, celle A3: ")
    assert "også i rad 2" in problem


def test_a_unit_in_the_heading_that_is_another_than_the_known_is_refused(base):
    (problem,) = problems("B;Frafall (prosent)\nskole;5\n", base, **ASKED)
    assert "celle B1" in problem
    assert "«per_1000_employed»" in problem


def test_a_value_merged_over_several_industries_is_refused(base):
    book = Workbook()
    for row in (["B", "absence"], ["skole", 5], ["sjofart", None]):
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    (problem,) = said(read(saved(book), base=base, **ASKED))
    assert "celle B2: Cellen er slått sammen" in problem


def test_a_new_source_can_be_named_with_its_title(base):
    understood = read("B;absence\nskole;5\n", base=base, period="2024", source_id="stami", source_title="STAMI 2025")
    assert said(understood) == []
    assert {row["source_id"]: row["title"] for row in understood.tables["sources"]}["stami"] == "STAMI 2025"
    (problem,) = problems("B;absence\nskole;5\n", base, period="2024", source_id="stami")
    assert "«stami» finnes ikke" in problem


def test_a_column_of_names_beside_one_of_ids_is_no_column_of_values(base):
    understood = read("industry_id;navn;absence\nskole;Undervisning;5\n", base=base, **ASKED)
    assert values(understood)["skole", "absence", "2024"] == 5


def test_without_known_industries_the_line_says_what_to_give():
    (problem,) = said(read("Bransje;absence\nskole;5\n"))
    assert "--data publisert" in problem


def form(base, **stated):
    """The template with one figure of absence a row, the names of the rows changed as asked."""
    book = load_workbook(io.BytesIO(template_bytes(tuple(CATALOGUE.indicators.values()), base)))
    page = book["Verdier"]
    rows = {page.cell(row, 1).value: row for row in range(1, page.max_row + 1)}
    for name, value in {"period": "2024", "quality": "published", "source_id": "s1", **stated}.items():
        page.cell(rows[name], 3).value = value
    for name in ("butikk", "sjofart", "skole"):
        page.cell(rows[name], 3).value = 5
    return book, page, rows


@pytest.mark.parametrize(
    ("name", "wrong", "cell"), [("source_id", "s9", "C8"), ("quality", "best", "C7"), ("period", "i fjor", "C6")]
)
def test_what_is_wrong_with_a_whole_column_is_said_once_where_it_was_written(base, name, wrong, cell):
    book, *_ = form(base, **{name: wrong})
    (problem,) = said(read(saved(book), base=base))
    assert problem.startswith(f"fil.xlsx, ark Verdier, celle {cell}: «{wrong}» ")


def test_an_option_that_is_wrong_is_said_once_of_the_option(base):
    (problem,) = problems("B;absence\nskole;5\nbutikk;6\n", base, period="2024", source_id="s9")
    assert problem.startswith("fil.csv, --source: «s9» finnes ikke")


def test_a_wrong_id_in_the_template_is_the_only_thing_said(base):
    book, page, rows = form(base)
    page.cell(rows["butikk"], 1).value = "butik"
    (problem,) = said(read(saved(book), base=base))
    assert f"ark Verdier, celle A{rows['butikk']}: «butik»" in problem
    assert "Mente du «butikk»?" in problem


def test_an_id_beside_another_industrys_name_in_the_template_is_the_only_thing_said(base):
    book, page, rows = form(base)
    page.cell(rows["skole"], 2).value = "Sjøfart"
    (problem,) = said(read(saved(book), base=base))
    assert f"celle B{rows['skole']}: Navnet «Sjøfart» er bransjen sjofart, men raden er «skole»" in problem


def test_a_unit_that_is_asked_for_must_be_the_known_one(base):
    (problem,) = problems("B;absence\nskole;5\n", base, unit="promille", **ASKED)
    assert "celle B1" in problem
    assert "«promille»" in problem
    assert "«percent»" in problem
    assert problems("B;absence\nskole;5\n", base, unit="prosent", **ASKED) == []


def test_a_source_that_is_there_keeps_its_title(base):
    text = "B;absence\nskole;5\n"
    (problem,) = problems(text, base, source_title="Noe annet", **ASKED)
    assert "--source-title: Kilden s1 finnes og heter «Tabell én», ikke «Noe annet»" in problem
    understood = read(text, base=base, source_title="Tabell én", **ASKED)
    assert said(understood) == []
    assert [(row["source_id"], row["publisher"]) for row in understood.tables["sources"]] == [("s1", "SSB")]


@pytest.mark.parametrize("heading", ["Antall svar", "Næringskode", "Navn på norsk"])
def test_an_unknown_heading_among_others_is_not_the_indicator_that_is_asked_for(base, heading):
    text = f"Bransje;{heading};2023\nskole;47;5\n"
    asked = {"indicator": "absence", **ASKED}
    (problem,) = problems(text, base, **asked)
    assert f"celle B1: «{heading}» er ingen kjent indikator" in problem
    assert values(read(text, base=base, skip=(heading,), **asked))["skole", "absence", "2023"] == 5
    alone = read("Bransje;Andel\nskole;5\n", base=base, **asked)
    assert values(alone)["skole", "absence", "2024"] == 5


@pytest.mark.parametrize("label", ["", "  ", "–", "..", "*"])
def test_a_row_with_figures_and_no_usable_name_is_asked_for_its_name(label, base):
    (only,) = problems(f"Bransje;absence\nskole;5\n{label};6\nbutikk;7\n", base, **ASKED)
    assert only.startswith("fil.csv, celle A3: Raden har tall, men cellen her sier ikke hvilken bransje")
    assert "--" not in only


def test_a_label_that_is_a_formula_is_said_to_be_one(base):
    book = Workbook()
    for row in (["", "absence"], ["skole", 5], ['="bu"&"tikk"', 6], ["butikk", 7]):
        book.active.append(row)
    (only,) = said(read(saved(book), base=base, **ASKED))
    assert "celle A3: Cellen er en formel" in only


def test_a_name_with_quotation_marks_is_proposed_as_a_command_line_takes_it(base):
    messages = problems('Bransje;absence\nskole;5\n"Om ""alt""";6\n', base, **ASKED)
    assert '--row "Om \\"alt\\"=ID"' in messages[0]
    assert '--skip "Om \\"alt\\""' in messages[0]


def test_a_heading_that_cannot_be_read_is_told_of_once(base):
    book = Workbook()
    for row in (["", "absence", '="a"&"b"'], ["skole", 5, 6], ["butikk", 7, 8]):
        book.active.append(row)
    (only,) = said(read(saved(book), base=base, **ASKED))
    assert "celle C1: Cellen er en formel" in only


EUROSTAT = (
    "freq,nace_r2,unit,geo,TIME_PERIOD,OBS_VALUE\n"
    "A,G,{unit},NO,2020,4.1\nA,I,{unit},NO,2020,5.1\nA,Q,{unit},NO,2020,6.1\n"
)


def test_the_unit_of_eurostats_own_column_is_held_against_the_asked_one(base):
    (base / "codes.csv").write_text("sn2007,jobs\n47111,10\n55101,10\n86101,10\n")
    asked = {"indicator": "health_problem", "unit": "percent", "source_id": "s1", "decimal": "point"}

    def told(column, **more):
        return [
            problem
            for problem in problems(EUROSTAT.format(unit=column), base, **{**asked, **more})
            if "Enheten" in problem
        ]

    assert told("PC") == []
    assert "«THS_PER» her, men «percent»" in told("THS_PER")[0]
    assert "«PC» her, men «persons»" in told("PC", unit="persons")[0]


def test_an_option_that_the_table_goes_before_is_said(base):
    understood = read("Bransje;Legemeldt sykefravær 2023;Frafall\nskole;5;6\n", base=base, **ASKED)
    assert values(understood)["skole", "absence", "2023"] == 5.0
    assert values(understood)["skole", "frafall", "2024"] == 6.0
    assert "--period 2024 gjelder ikke der tabellen selv sier noe annet: 2023 (celle B1)" in understood.sheets[0].notes


def test_an_option_that_the_table_agrees_with_is_not_told_of(base):
    understood = read("Bransje;absence 2. kvartal 2024\nskole;5\n", base=base, period="2024K2", source_id="s1")
    assert not any("--period" in note for note in understood.sheets[0].notes)


def test_a_title_before_the_names_of_the_rows_is_no_heading_of_the_columns(base):
    """Two indicators over two quarters under StatBank's title, with the sexes before the industries."""
    rows = [
        ["12441: Sykefravær, etter kjønn, næring (SN2007), statistikkvariabel og kvartal"],
        [],
        [None, None, "Legemeldt sykefravær (prosent)", None, "Organisasjonsgrad (prosent)", None],
        [None, None, "2024K2", "2024K3", "2024K2", "2024K3"],
        ["Begge kjønn", "Butikkhandel", 5.1, 5.2, 21, 22],
        [None, "Sjøfart", 6.1, "..", 31, 32],
    ]
    understood = read(workbook(Ark=rows), base=base, source_id="s1")
    assert {key: value for key, value in values(understood).items() if key[2] != "2023"} == {
        ("butikk", "absence", "2024K2"): 5.1,
        ("butikk", "absence", "2024K3"): 5.2,
        ("butikk", "density", "2024K2"): 21,
        ("butikk", "density", "2024K3"): 22,
        ("sjofart", "absence", "2024K2"): 6.1,
        ("sjofart", "density", "2024K2"): 31,
        ("sjofart", "density", "2024K3"): 32,
    }


def test_commas_in_the_texts_of_a_workbook_are_asked_about_where_three_digits_stand_behind_each(base):
    """1,234 days lost are a thousand in one country and one in another; what Excel holds as numbers says nothing."""
    rows = [["Bransje", "Frafall"], ["Butikkhandel", "1,234"], ["Sjøfart", "987"], ["Undervisning", 12.5]]
    (problem,) = read(workbook(Ark=rows), base=base, **ASKED).problems
    assert (problem.code, problem.given) == ("ambiguous_commas", "1,234")
    asked = {mark: values(read(workbook(Ark=rows), base=base, decimal=mark, **ASKED)) for mark in ",."}
    assert [asked[mark]["butikk", "frafall", "2024"] for mark in ",."] == [1.234, 1234]
    rows[2][1] = "98,7"
    assert values(read(workbook(Ark=rows), base=base, **ASKED))["butikk", "frafall", "2024"] == 1.234


def test_a_share_among_numbers_with_a_per_cent_sign_is_asked_about(base):
    (problem,) = read("Bransje;absence\nButikkhandel;5,1 %\nSjøfart;0,062\n", base=base, **ASKED).problems
    assert (problem.code, problem.given) == ("wide_percent_mixed", "0,062")
    understood = read("Bransje;absence\nButikkhandel;5,1 %\nSjøfart;6,2\nUndervisning;0,5\n", base=base, **ASKED)
    assert values(understood)["skole", "absence", "2024"] == 0.5
