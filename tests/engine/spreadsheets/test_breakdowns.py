"""A figure of one region, sex or size class is not the industry's: a column that says so is told of."""

import pytest

from engine.foundation.locale import Locale
from engine.spreadsheets.breakdowns import breakdowns
from engine.spreadsheets.catalogue import Catalogue, KnownIndicator
from engine.spreadsheets.grid import Sheet
from engine.spreadsheets.import_options import Asked
from engine.spreadsheets.labels import Shape
from tests.engine.spreadsheets.made import data_folder, read, said, values, workbook

ASKED = {"period": "2024", "source_id": "s1", "indicator": "absence"}


@pytest.fixture
def base(tmp_path):
    return data_folder(tmp_path / "data")


def problems(text, base):
    """The problems of this kind; without a code table the folder cannot carry groups, which is another one."""
    all_problems = read(text, base=base, **ASKED).problems
    return [problem for problem in all_problems if problem.code not in ("row_twice", "codes_missing")]


@pytest.mark.parametrize(
    ("heading", "part", "whole"),
    [
        ("kjønn", "Kvinner", "Begge kjønn"),
        ("region", "46 Vestland", "0 Hele landet"),
        ("fylke", "Vestland", "Alle fylker"),
        ("alder", "15-24 år", "15-74 år"),
        ("bedriftsstørrelse", "10-19", "Alle størrelser"),
        ("sex", "Females", "Total"),
        ("utdanning", "Grunnskole", "I alt"),
        ("geo", "SE", "NO"),
    ],
)
def test_a_column_that_divides_further_is_told_of_and_one_of_totals_says_nothing(base, heading, part, whole):
    table = "næring (SN2007);{};2024\n47 Detaljhandel;{};6,0\n56 Servering;{};5,0\n"
    breakdown_problems = [
        problem for problem in problems(table.format(heading, part, part), base) if problem.code == "wide_breakdown"
    ]
    assert [(breakdown.given, breakdown.more["heading"]) for breakdown in breakdown_problems] == [(part, heading)]
    assert not problems(table.format(heading, whole, whole), base)


def test_an_indicator_divides_nothing_whatever_words_are_in_its_name(base):
    known = Catalogue({"employees_trained": KnownIndicator("employees_trained", "Ansatte med opplæring")})
    table = "label;indicator;Ansatte med opplæring\nindicator_id;id;employees_trained\nbutikk;Butikkhandel;\n"
    rows = {number: dict(enumerate(row.split(";"), 1)) for number, row in enumerate(table.splitlines(), 1)}
    sheet = Sheet("fil.xlsx", "Verdier", rows)
    assert not breakdowns(sheet, Shape(1, 3), known, Asked(), Locale("nb")).problems
    assert breakdowns(sheet, Shape(1, 3), Catalogue(), Asked(), Locale("nb")).problems


def test_one_value_a_row_hides_no_division_that_is_the_same_in_every_row(base):
    table = "region;næring;år;statistikkvariabel;value\n{0};47 Handel;2023;absence;6,0\n{0};56 Mat;2023;absence;5,0\n"
    assert [problem.given for problem in problems(table.format("46 Vestland"), base)] == ["46 Vestland"]
    assert not problems(table.format("0 Hele landet"), base)


def test_what_stands_below_a_heading_is_no_heading_itself(base):
    table = "næring,kjønn,år,statistikkvariabel,value\nButikkhandel,Begge kjønn,2024,absence,4.1\n"
    understood = read(table + "Butikkhandel,Menn,2024,absence,4.2\n", base=base, source_id="s1", skip=("Menn",))
    assert said(understood) == []
    assert values(understood)["butikk", "absence", "2024"] == 4.1


def test_the_user_can_say_that_the_figures_are_about_everybody(base):
    table = "næring;region;2024\nButikkhandel;46 Vestland;6,1\n"
    understood = read(table, base=base, **ASKED, skip=("region",))
    assert said(understood) == []
    assert values(understood)["butikk", "absence", "2024"] == 6.1


def test_a_column_of_numbers_is_no_division_whatever_it_is_called(base):
    table = "Bransje;Ansatte;Legemeldt sykefravær\nButikkhandel;120;6,1\n"
    assert [problem.code for problem in problems(table, base)] == ["wide_column"]


def statbank(*rows, title="07459: Sykefravær, etter kjønn, næring (SN2007) og år"):
    """A table as StatBank's Excel files have it: nothing stands above the columns that name the rows."""
    return workbook(Ark=[[title], [], *rows])


@pytest.mark.parametrize("part", ["Menn", "Kvinner", "15-24 år", "10-49 ansatte"])
@pytest.mark.parametrize("first", [True, False])
def test_a_part_in_a_column_without_a_heading_is_told_of(base, part, first):
    rows = [[part, "Butikkhandel"], [None if first else part, "Sjøfart"]]
    rows = [[*(row if first else row[::-1]), figure] for row, figure in zip(rows, (5, 6), strict=True)]
    (problem,) = read(statbank([None, None, "2024"], *rows), base=base, **ASKED).problems
    assert (problem.code, problem.given) == ("wide_breakdown", part)
    assert not read(statbank([None, None, "2024"], *rows), base=base, skip=(part,), **ASKED).problems


def test_a_column_before_the_industries_is_what_the_title_says(base):
    table = [None, None, "2024"], ["Oslo", "Butikkhandel", 5], [None, "Sjøfart", 6]
    title = "07459: Sykefravær, etter region, næring (SN2007) og år"
    (problem,) = read(statbank(*table, title=title), base=base, **ASKED).problems
    assert (problem.code, problem.given) == ("wide_breakdown", "Oslo")


def test_a_column_of_totals_before_the_industries_says_nothing(base):
    table = [None, None, "2024"], ["Begge kjønn", "Butikkhandel", 5], [None, "Sjøfart", 6], ["Kilde: SSB"]
    understood = read(statbank(*table), base=base, **ASKED)
    assert values(understood)["butikk", "absence", "2024"] == 5


@pytest.mark.parametrize("heads", [(["Menn"], ["2024"]), (["Menn 2024"],), (["15-24 år"],)])
def test_a_part_above_the_only_column_is_not_the_indicator_that_was_asked_for(base, heads):
    table = [[None, *head] for head in heads]
    problems = read(statbank(*table, ["Butikkhandel", 5], ["Sjøfart", 6]), base=base, **ASKED).problems
    assert [problem.code for problem in problems] == ["wide_column"]


@pytest.mark.parametrize("row", [0, 1])
def test_a_part_that_stands_as_a_title_over_the_rows_is_told_of(base, row):
    rows = [["Butikkhandel", 5], ["Sjøfart", 6]]
    problems = read(statbank([None, "2024"], *rows[:row], ["Menn"], *rows[row:]), base=base, **ASKED).problems
    assert [(problem.code, problem.given) for problem in problems] == [("wide_breakdown", "Menn")]
    assert not read(statbank([None, "2024"], ["Begge kjønn"], *rows), base=base, **ASKED).problems


@pytest.mark.parametrize("head", ["Kvinner Legemeldt sykefravær 2024", "Legemeldt sykefravær 2024 Menn"])
def test_an_indicator_of_one_sex_is_not_that_of_everybody(base, head):
    asked = {"indicator": "absence", "period": "2024", "source_id": "s1"}
    (problem,) = read(f"Bransje;{head}\nButikkhandel;5\nSjøfart;6\n", base=base, **asked).problems
    assert problem.code == "wide_column"


def test_a_share_of_women_may_be_an_indicator(base):
    asked = {"indicator": "women", "unit": "percent", "source_id": "s1"}
    understood = read("Bransje;2024\n;Andel kvinner\nButikkhandel;60\nSjøfart;20\n", base=base, **asked)
    assert values(understood)["butikk", "women", "2024"] == 60
