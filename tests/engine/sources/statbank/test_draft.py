"""A draft is a recipe that fits its table: it is read, and asks for what it says, without a change."""

import tomllib
from dataclasses import replace

import pytest

from engine.dataset.jsonstat import read_cube
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.sources.statbank.build import fetched, online
from engine.sources.statbank.draft import draft_of, drafted, indicator_of, recipe_text, unit_of
from engine.sources.statbank.recipe import parsed_recipe
from tests.engine.sources.statbank.small import LABELS, SELECTED, answers, content, dataset


def draft(**changes):
    return drafted("12441", read_cube(content(dataset(**changes)), "u", metadata=True))


def test_the_draft_of_a_table_fetches_its_figures(statbank, client):
    answers(statbank[0], data=content(dataset(SELECTED | {"Sykefraver2": ["Alt"]}, value=list(range(8)))))
    table_draft = draft_of("12441", client)
    recipe = parsed_recipe(recipe_text(table_draft, "fravaer", "percent"), "utkast.toml", "utkast")
    rows = fetched(recipe, online(client)).figures.rows
    assert {row["sn2007_group"]: row["value"] for row in rows if row["period"] == "2024K3"} == {
        "00-99": 0,
        "45-47": 2,
        "84": 4,
    }
    assert {(row["indicator_id"], row["unit"]) for row in rows} == {("fravaer", "percent")}


def test_totals_are_proposed_and_else_the_first_value():
    labels = LABELS | {"Kjonn": ("kjønn", {"1": "Menn", "2": "Kvinner", "0": "Begge kjønn"})}
    assert draft(labels=labels).chosen == {"Kjonn": "0", "Sykefraver2": "Alt", "ContentsCode": "SykefravProsent"}
    assert draft().total == "00-99"
    assert draft().classification == "SN2007"


def test_every_value_stands_beside_the_choice():
    written = recipe_text(draft(), "a", "percent", Locale("en"))
    assert "0 (Begge kjønn), 1 (Menn), 2 (Kvinner)" in written
    assert tomllib.loads(written)["select"] == {"Kjonn": "0", "Sykefraver2": "Alt"}


def test_another_choice_is_what_the_recipe_says():
    table_draft = draft()
    changed = replace(table_draft, chosen={**table_draft.chosen, "Sykefraver2": "L"})
    assert tomllib.loads(recipe_text(changed, "a", "percent"))["select"]["Sykefraver2"] == "L"


def test_signs_that_end_a_text_are_written_so_that_they_do_not():
    labels = LABELS | {"Kjonn": ("kjønn", {'0"\n\\\x7f': 'Be"gge\n[x]'})}
    assert tomllib.loads(recipe_text(draft(labels=labels), "a", "percent"))["select"]["Kjonn"] == '0"\n\\\x7f'


def test_the_indicator_is_named_after_the_measure_and_its_unit():
    data = dataset()
    data["dimension"]["ContentsCode"]["category"]["unit"] = {"SykefravProsent": {"base": "prosent", "decimals": 1}}
    table_draft = drafted("12441", read_cube(content(data), "u", metadata=True))
    assert (indicator_of(table_draft), unit_of(table_draft)) == ("sykefravaersprosent", "percent")


def test_a_table_that_is_not_by_industry_says_what_it_is_by():
    labels = {name: label for name, label in LABELS.items() if name != "NACE2007"}
    with pytest.raises(InputError) as raised:
        draft(labels=labels)
    (problem,) = raised.value.problems
    assert problem.code == "statbank_no_industry"
    assert "Kjonn (kjønn)" in problem.allowed


@pytest.mark.parametrize("given", ["", "../config", "12441/data", "a" * 21, "12 441"])
def test_what_is_no_table_number_is_never_asked_for(given, statbank, client):
    with pytest.raises(InputError) as raised:
        draft_of(given, client)
    assert [problem.code for problem in raised.value.problems] == ["statbank_not_table_number"]
    assert statbank[0].asked == []


def test_a_unit_that_is_none_is_refused():
    data = dataset()
    data["dimension"]["ContentsCode"]["category"]["unit"] = {"SykefravProsent": 5}
    with pytest.raises(InputError):
        read_cube(content(data), "u", metadata=True)
