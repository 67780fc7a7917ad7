"""What ``fetch`` says: everything that came, and everything that did not."""

import json
from dataclasses import replace
from pathlib import Path

from engine.foundation.locale import Locale
from engine.results.fetched_statistics import fetched_answer, fetched_json, fetched_table
from engine.sources.statbank.archive import new_answer
from engine.sources.statbank.build import Built, Fetched
from engine.sources.statbank.figures import Figures, Missing
from engine.sources.statbank.recipe import Measure, Recipe
from engine.sources.statbank.units import UnitDiffers

RECIPE = Recipe(
    name="fravaer",
    file="fravaer.toml",
    table="12441",
    target="group_values",
    classification="SN2007",
    source_id="ssb_12441",
    industry="NACE2007",
    time="Tid",
    time_values=("*",),
    measures=(Measure("absence", "percent", {}), Measure("absence_total", "percent", {})),
)
ROWS = (
    {"sn2007_group": "84", "indicator_id": "absence", "period": "2024K3"},
    {"sn2007_group": "84", "indicator_id": "absence", "period": "2024K4"},
    {"sn2007_group": "45-47", "indicator_id": "absence_total", "period": "2024K4"},
)
MISSING = tuple(Missing("45-47", "Varehandel", "absence", f"{year}", ":") for year in range(2000, 2020))
FIGURES = Figures(ROWS, ("2024K3", "2024K4"), MISSING, ("xx Annet",), ("30.000",), {"*": 2})
FETCHED = Fetched(
    recipe=RECIPE,
    title="12441: Sykefravær",
    published="2025-02-27",
    figures=FIGURES,
    not_there=("yy",),
    answers=(new_answer("12441", "q", "u", "2025-03-01T09:00:00Z", b"{}"),),
    source={},
    standard="SN2007",
    no_codes=("99",),
    replaced=3,
)
BUILT = Built({"indicators": [{"indicator_id": "absence"}]}, "", {}, (FETCHED,))


def table(fetched=FETCHED, language="nb"):
    return fetched_table("ny", replace(BUILT, fetched=(fetched,)), Locale(language))


def test_one_row_an_indicator_counts_groups_values_and_what_is_missing():
    keys = [column.key for column in table().columns]
    rows = [dict(zip(keys, row, strict=True)) for row in table().rows]
    assert [(row["indicator"], row["groups"], row["values"], row["missing"]) for row in rows] == [
        ("absence", 1, 2, 20),
        ("absence_total", 1, 1, 0),
    ]
    assert {(row["table"], row["published"], row["first"], row["last"]) for row in rows} == {
        ("12441", "2025-02-27", "2024K3", "2024K4")
    }


def test_everything_that_did_not_come_stands_below_the_table_with_its_reason():
    notes = "\n".join(table().notes)
    expected = """20 med «:» (vises ikke av konfidensialitetshensyn)|45-47 2000|og 8 til|xx Annet|30.000|yy|99
        erstattet: 3|merket «*» i tabellen (foreløpig tall): 2|egne verdier av absence|uten tilgang"""
    for part in expected.replace("\n", "|").split("|"):
        assert part.strip() in notes


def test_a_table_where_all_is_well_has_no_notes():
    well = replace(
        FETCHED,
        recipe=replace(RECIPE, verified="2025-01-01", measures=RECIPE.measures[1:]),
        figures=Figures(ROWS, FIGURES.periods, (), (), (), {}),
        not_there=(),
        no_codes=(),
        replaced=0,
    )
    assert table(well).notes == ()


def test_signs_that_nobody_knows_and_cells_without_a_sign_are_said_too():
    cells = (Missing("84", "x", "absence", "2024", ""), Missing("84", "x", "absence", "2023", "?"))
    notes = table(replace(FETCHED, figures=replace(FIGURES, missing=cells)), "en").notes
    assert any("the table does not say why" in note and "the sign is not known here" in note for note in notes)


def test_a_table_that_does_not_say_its_classification_is_told_of():
    assert any(
        "does not say which industry classification" in note
        for note in table(replace(FETCHED, standard=""), "en").notes
    )
    assert not any("does not say which" in note for note in table(language="en").notes)


def test_codes_are_counted_as_groups_of_a_code_table():
    rows = ({"sn2007": "01110", "jobs": 5}, {"sn2007": "01120", "jobs": 6})
    recipe = replace(RECIPE, target="codes", measures=(Measure("jobs", "jobs", {}),))
    fetched = replace(
        FETCHED, recipe=recipe, figures=replace(FIGURES, rows=rows), new_codes=("01120",), gone_codes=("9",)
    )
    (row,) = table(fetched).rows
    assert row[-3:-1] == (2, 2)
    assert any("01120" in note for note in table(fetched).notes)


def test_json_cuts_no_list_short():
    result = fetched_json(Path("ny"), BUILT)["tables"][0]
    assert len(result["missing"]) == 20
    assert result["missing"][0] == {
        "code": "45-47",
        "label": "Varehandel",
        "indicator_id": "absence",
        "period": "2000",
        "sign": ":",
    }
    assert result["values"] == {"absence": 2, "absence_total": 1}


def test_the_three_forms_say_the_same_table():
    answer = fetched_answer(Path("ny"), BUILT, Locale("en"))
    assert "Wrote ny" in answer.written("table")
    assert answer.written("csv").splitlines()[1].startswith("fravaer,12441")
    assert json.loads(answer.written("json"))["folder"] == "ny"


def test_what_the_publisher_wants_shown_is_shown_and_the_hours_before_publication_are_warned_of():
    """Statistics Norway: figures that are revised at 08 show as 0 or a dot from 05 (04 to 07 UTC in winter)."""
    early = new_answer("12441", "q", "u", "2025-03-01T05:30:00Z", b"{}")
    fetched = replace(FETCHED, notes=("Brudd i 2015.",), discontinued=True, answers=(early,))
    notes = "\n".join(table(fetched).notes)
    for part in ("Brudd i 2015.", "avsluttet", "mellom kl. 5 og 8"):
        assert part in notes
        assert part not in "\n".join(table().notes)


def test_another_unit_than_the_recipes_is_one_line_on_every_channel():
    other = replace(FETCHED, units_differ=(UnitDiffers("absence", "personer", "percent"),))
    answer = fetched_answer(Path("ny"), replace(BUILT, fetched=(other,)))
    assert "tabellen oppgir enheten «personer» for absence, men oppskriften fravaer.toml sier «percent»" in answer.aside
    assert answer.aside in table(other).notes
    (entry,) = json.loads(answer.written("json"))["tables"]
    assert entry["units_differ"] == [{"indicator_id": "absence", "table": "personer", "recipe": "percent"}]
    assert fetched_answer(Path("ny"), BUILT).aside == ""
