"""Cells to rows: what becomes a figure, and what is listed instead."""

from dataclasses import replace

import pytest

from engine.dataset.jsonstat import read_cube
from engine.foundation.errors import InputError
from engine.sources.statbank.correspondence import Correspondence
from engine.sources.statbank.figures import Missing, figures
from engine.sources.statbank.recipe import Measure, parsed_recipe
from engine.sources.statbank.selection import selected
from tests.engine.sources.statbank.small import DATA, LABELS, METADATA, RECIPE, SELECTED, content, dataset

RECIPE_READ = parsed_recipe(RECIPE, "r.toml", "r")


def found(recipe=RECIPE_READ, metadata=METADATA, data=DATA, by=None):
    chosen = selected(recipe, read_cube(metadata, "meta", metadata=True))
    return figures(recipe, chosen, read_cube(data, "svar"), "svar", by)


def table(industries, values, standard="NACE2007", times=("2024K4",)):
    """Metadata and data of a table with these industries: ``{code: label}``."""
    labels = {standard if name == "NACE2007" else name: label for name, label in LABELS.items()}
    labels |= {standard: ("næring", industries), "Tid": ("kvartal", dict.fromkeys(times, ""))}
    codes = {
        "Kjonn": ["0"],
        standard: list(industries),
        "Sykefraver2": ["L"],
        "ContentsCode": ["SykefravProsent"],
        "Tid": list(times),
    }
    about = {"label": "Fravær"}
    return content(dataset(labels=labels, **about)), content(dataset(codes, labels, value=values, **about))


def rows(figures, *columns):
    return [tuple(row[column] for column in columns) for row in figures.rows]


def test_figures_are_published_values_of_groups_and_everything_else_is_listed():
    result = found()
    assert rows(result, "sn2007_group", "period", "value", "quality", "note") == [
        ("00-99", "2024K3", 5.1, "published", "Alle næringer"),
        ("00-99", "2024K4", 5.5, "published", "Alle næringer"),
        ("45-47", "2024K3", 4.7, "published", "Varehandel"),
        ("84", "2024K3", 6.0, "published", "Offentlig administrasjon"),
    ]
    assert result.missing == (
        Missing("45-47", "Varehandel", "absence", "2024K4", ":"),
        Missing("84", "Offentlig administrasjon", "absence", "2024K4", ".."),
    )
    assert result.not_read == ("xx Annet",)


def test_a_recipe_says_what_a_line_is_or_leaves_it_out():
    assert ("05 07-09", 3.3) in rows(found(replace(RECIPE_READ, groups={"xx": "05,07-09".replace(",", " ")})),
                                     "sn2007_group", "value")  # fmt: skip
    assert found(replace(RECIPE_READ, skip=("Annet",))).not_read == ()


@pytest.mark.parametrize(
    ("code", "group"),
    [("62.010", "62010"), ("G", "45-47"), ("Q", "86-88"), ("05,07-09", "05 07-09"), ("10", "10"), ("D", "35-35")],
)
def test_codes_as_statistics_norway_writes_them_are_understood(code, group):
    result = found(replace(RECIPE_READ, total=""), *table({code: "x"}, [1.0]))
    assert rows(result, "sn2007_group") == [(group.replace("35-35", "35"),)]


def test_two_lines_for_the_same_codes_are_refused():
    with pytest.raises(InputError) as error:
        found(replace(RECIPE_READ, total=""), *table({"G": "Varehandel", "45-47": "Varehandel"}, [1.0, 2.0]))
    assert error.value.problems[0].code == "statbank_same_group"


def test_marked_figures_are_kept_and_counted():
    data = content(dataset(SELECTED, value=[1.0] * 8, status={"0": "*", "2": "*"}))
    assert found(data=data).signs == {"*": 2}


def test_a_time_that_is_no_period_is_refused():
    with pytest.raises(InputError, match="2024U01"):
        found(replace(RECIPE_READ, total=""), *table({"84": "x"}, [1.0], times=("2024U01",)))


JOBS = replace(
    RECIPE_READ,
    target="codes",
    total="",
    time_values=("top(1)",),
    measures=(Measure("jobs", "jobs", {"Sykefraver2": "L"}),),
)


def test_a_code_table_has_five_digit_codes_with_whole_jobs():
    industries = {
        "01.110": "01.110 Dyrking av korn",
        "01.000u": "Ufordelt",
        "62.010": "Programmering",
        "84": "Offentlig",
    }
    result = found(JOBS, *table(industries, [953, 12, None, 5]))
    assert rows(result, "sn2007", "name_nb", "jobs") == [("01110", "Dyrking av korn", 953)]
    assert result.not_read == ("01.000u Ufordelt", "84 Offentlig")
    assert [cell.code for cell in result.missing] == ["62.010"]


@pytest.mark.parametrize("jobs", [0.5, -1, 10**10])
def test_what_is_no_number_of_jobs_is_refused(jobs):
    with pytest.raises(InputError) as error:
        found(JOBS, *table({"01.110": "Korn"}, [jobs]))
    assert (error.value.problems[0].code, error.value.problems[0].place) == ("statbank_not_jobs", "01.110")


# A made-up correspondence: 10100 splits in two, 10200 goes whole to the second.
BY = Correspondence(
    {"10100": {"10110": 0.5, "10120": 0.5}, "10200": {"10120": 1.0}}, {"10100": 200, "10200": 300}, ("prøve",)
)


def test_sn2025_is_never_read_without_a_table_to_carry_it():
    recipe = replace(RECIPE_READ, industry="NACE2025", classification="SN2025", total="")
    with pytest.raises(InputError) as error:
        found(recipe, *table({"10": "Mat"}, [4.0], "NACE2025"))
    assert error.value.problems[0].code == "statbank_needs_correspondence"


def test_rates_by_sn2025_are_carried_by_weights_and_no_longer_called_published():
    """10120 gets 100 jobs at 4 % and 300 at 8 %: 7 %. The total is the nation's whatever the classification."""
    recipe = replace(RECIPE_READ, industry="NACE2025", classification="SN2025", total="_T")
    industries = {"_T": "I alt", "10.100": "A", "10.200": "B", "30.000": "C", "K": "IT"}
    result = found(recipe, *table(industries, [5.0, 4.0, 8.0, 9.0, 2.0], "NACE2025"), by=BY)
    assert rows(result, "sn2007_group", "value", "quality") == [
        ("00-99", 5.0, "published"),
        ("10110", 4.0, "derived"),
        ("10120", pytest.approx(7.0), "derived"),
    ]
    assert result.unmapped == ("30.000",)
    assert result.not_read == ("K IT",)  # letters mean other industries in SN2025


def test_a_broad_sn2025_group_gives_inherited_values_and_the_narrowest_group_counts():
    recipe = replace(RECIPE_READ, industry="NACE2025", classification="SN2025", total="")
    result = found(recipe, *table({"10": "Mat", "10.200": "B"}, [4.0, 8.0], "NACE2025"), by=BY)
    assert rows(result, "sn2007_group", "value", "quality") == [
        ("10110", 4.0, "inherited"),
        ("10120", pytest.approx(7.0), "inherited"),
    ]


def test_jobs_by_sn2025_are_split():
    recipe = replace(JOBS, industry="NACE2025", classification="SN2025")
    result = found(recipe, *table({"10.100": "A", "10.200": "B", "30.000": "C"}, [201, 300, 4], "NACE2025"), by=BY)
    assert sum(jobs for (jobs,) in rows(result, "jobs")) == 501
    assert {code for (code,) in rows(result, "sn2007")} == {"10110", "10120"}
    assert result.unmapped == ("30000",)
