"""Recipes that ask Eurostat: its queries, and its flags as reasons.

The answer has the form that Eurostat's API documents: JSON-stat 2.0, values and flags by position, ``:`` where there is
no figure, ``b`` break in series, ``u`` low reliability, ``c`` confidential.
"""

import json
from urllib.parse import parse_qsl, urlsplit

import pytest

from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.results.fetched_statistics import fetched_table
from engine.sources.statbank.archive import new_answer
from engine.sources.statbank.build import Built, fetched, online
from engine.sources.statbank.client import Client
from engine.sources.statbank.recipe import read_recipe, shipped_recipes
from engine.sources.statbank.services import EUROSTAT, SERVICES, SSB, eurostat_data, service_of, table_of

NACE = {"TOTAL": "All NACE activities", "A": "Agriculture", "C": "Manufacturing", "F": "Construction", "Q": "Health"}
VALUES = {0: 11.9, 1: 9.4, 3: 12.0, 4: 8.1, 5: 10.5, 7: 11.1, 8: 14.0}
FLAGS = {1: "u", 2: ":", 4: "bu", 6: "c"}


def answer(times=("2013", "2020"), industries=tuple(NACE), units=None):
    single = {"freq": ("A", "Annual"), "sex": ("T", "Total"), "age": ("Y15-64", "From 15 to 64 years")}
    single |= {"unit": ("PC", "Percentage"), "geo": ("NO", "Norway")}
    order = ("freq", "unit", "sex", "age", "nace_r2", "geo", "time")
    if units and len(units) == 1:
        single["unit"] = next(iter(units.items()))
    several = {"unit": units} if units and len(units) > 1 else {}
    several |= {
        "nace_r2": {industry: NACE[industry] for industry in industries},
        "time": {time: time for time in times},
    }
    labels = {name: several.get(name) or dict([single[name]]) for name in order}
    return json.dumps(
        {
            "version": "2.0",
            "class": "dataset",
            "label": "Persons reporting a work-related health problem",
            "source": "ESTAT",
            "updated": "2022-05-02T23:00:00+0200",
            "id": list(order),
            "size": [len(labels[name]) for name in order],
            "value": {str(position): value for position, value in VALUES.items()},
            "status": {str(position): flag for position, flag in FLAGS.items()},
            "dimension": {
                name: {
                    "label": name,
                    "category": {"index": {code: index for index, code in enumerate(of)}, "label": of},
                }
                for name, of in labels.items()
            },
            "extension": {"lang": "EN", "id": "HSW_PB6B", "agencyId": "ESTAT"},
        }
    ).encode()


def asked(queries, units=None):
    def ask(query):
        queries.append(query)
        url = SERVICES[EUROSTAT].base_url + query
        return new_answer(table_of(query), query, url, "2026-11-28T03:00:00Z", answer(units=units))

    return ask


RECIPE = read_recipe("arbeidsrelaterte_plager_hsw_pb6b")


def test_the_table_is_asked_for_one_country_and_then_for_what_the_recipe_chooses():
    queries = []
    fetched(RECIPE, asked(queries))
    about, data = (dict(parse_qsl(urlsplit(query).query)) for query in queries)
    assert all(urlsplit(query).path == "statistics/1.0/data/hsw_pb6b" for query in queries)
    assert about == {"format": "JSON", "lang": "EN", "geo": "NO"}
    assert data | {"nace_r2": "", "time": ""} == about | {
        "freq": "A", "unit": "PC", "sex": "T", "age": "Y15-64", "nace_r2": "", "time": ""
    }  # fmt: skip


def test_figures_go_to_the_groups_that_the_letters_are_and_the_total_is_the_national_line():
    rows = fetched(RECIPE, asked([])).figures.rows
    values = {(row["sn2007_group"], row["period"]): row["value"] for row in rows}
    assert values["00-99", "2013"] == 11.9
    assert values["00-99", "2020"] == 9.4
    assert values["01-03", "2020"] == 12.0
    assert values["86-88", "2013"] == 14.0
    assert {row["unit"] for row in rows} == {"percent"}


def test_flags_are_kept_as_reasons():
    """``:`` and ``c`` are no figures and say why; ``b`` and ``u`` stand beside figures that are kept and counted."""
    figures = fetched(RECIPE, asked([])).figures
    missing = {(gap.code, gap.period): gap.sign for gap in figures.missing}
    assert missing["A", "2013"] == ":"
    assert missing["F", "2013"] == "c"
    assert missing["Q", "2020"] == ""
    assert dict(figures.signs) == {"u": 1, "bu": 1}


def test_flags_are_told_in_eurostats_own_sense():
    """``:`` is confidential in Statistics Norway's tables and not available in Eurostat's."""
    notes = "\n".join(fetched_table("t", Built({}, "", {}, (fetched(RECIPE, asked([])),)), Locale("en")).notes)
    assert "1 with “:” (not available)" in notes
    assert "1 with “c” (confidential)" in notes
    assert "“bu” in the table (break in the time series, low reliability): 1" in notes
    assert "“u” in the table (low reliability): 1" in notes
    assert "SSB" not in notes


def test_a_table_s_own_dimension_of_units_is_held_against_the_recipe():
    assert fetched(RECIPE, asked([])).units_differ == ()
    (differs,) = fetched(RECIPE, asked([], {"THS_PER": "Thousand persons"})).units_differ
    assert (differs.table, differs.recipe) == ("Thousand persons", "percent")


def test_a_dimension_of_one_value_needs_no_choice_and_one_of_several_does():
    assert "unit" not in RECIPE.select
    with pytest.raises(InputError, match="unit"):
        fetched(RECIPE, asked([], {"PC": "Percentage", "THS": "Thousand"}))


def test_the_european_standard_is_the_norwegian_one():
    assert fetched(RECIPE, asked([])).standard == "SN2007"


def test_the_source_is_eurostats_own_page():
    source = fetched(RECIPE, asked([])).source
    assert source["source_id"] == "eurostat_hsw_pb6b"
    assert source["reference"] == "https://ec.europa.eu/eurostat/databrowser/view/hsw_pb6b"
    assert (source["publisher"], source["published"]) == ("ESTAT", "2022-05-02")


def test_a_code_that_the_table_has_not_is_said_with_what_it_has():
    with pytest.raises(InputError) as raised:
        fetched(read_recipe("arbeidsulykker_hsw_n2_01"), asked([]))
    message = "\n".join(problem.sentence(Locale("nb")) for problem in raised.value.problems)
    assert "PC (Percentage)" in message


def test_every_query_says_whose_it_is():
    assert service_of("tables/13926/data?x").name == SSB
    assert table_of("tables/13926/data?x") == "13926"
    assert service_of(eurostat_data("hsw_n2_01", {"geo": ("NO",)})).name == EUROSTAT
    assert table_of(eurostat_data("hsw_n2_01", {"geo": ("NO",)})) == "hsw_n2_01"


def test_each_service_is_asked_at_its_own_address_unless_one_is_named(monkeypatch):
    seen = []

    def get(client, path):
        seen.append(client.url(path))
        return answer()

    monkeypatch.setattr(Client, "get", get)
    online()("statistics/1.0/data/hsw_pb6b?geo=NO")
    online()("tables/13926/metadata?lang=no")
    online(Client("http://127.0.0.1:1/"))("statistics/1.0/data/hsw_pb6b?geo=NO")
    apart = online(Client("http://127.0.0.1:1/"), eurostat=Client("http://127.0.0.2:1/"))
    apart("statistics/1.0/data/hsw_pb6b?geo=NO")
    apart("tables/13926/metadata?lang=no")
    hosts = [urlsplit(url).hostname for url in seen]
    assert hosts == ["ec.europa.eu", "data.ssb.no", "127.0.0.1", "127.0.0.2", "127.0.0.1"]


@pytest.mark.parametrize("name", shipped_recipes(EUROSTAT))
def test_every_built_in_recipe_is_for_norway_and_says_that_it_is_not_tried(name):
    recipe = read_recipe(name)
    assert (recipe.service, recipe.select["geo"], recipe.verified) == (EUROSTAT, "NO", "")
    assert recipe.note
    assert recipe.table in name
