"""A recipe against a table's own metadata: what is asked for, and what is said of every name that is not there."""

from dataclasses import replace
from urllib.parse import unquote

import pytest

from engine.dataset.jsonstat import Dimension, read_cube
from engine.foundation.errors import InputError
from engine.sources.statbank.recipe import Measure, parsed_recipe
from engine.sources.statbank.selection import (
    check_answer,
    data_query,
    metadata_query,
    selected,
    standard_of,
)
from tests.engine.sources.statbank.small import DATA, LABELS, METADATA, RECIPE, SELECTED, content, dataset

RECIPE_READ = parsed_recipe(RECIPE, "r.toml", "r")
TABLE = read_cube(METADATA, "meta", metadata=True)


def recipe(**changes):
    return replace(RECIPE_READ, **changes)


def wrong(changed, table=TABLE):
    with pytest.raises(InputError) as error:
        selected(changed, table)
    return error.value.problems


def test_names_and_labels_become_codes_and_the_query_is_the_documented_one():
    chosen = selected(RECIPE_READ, TABLE)
    assert {name: list(codes) for name, codes in chosen.codes.items()} == SELECTED
    query = data_query(RECIPE_READ, chosen)
    path, _, parameters = unquote(query).partition("?")
    assert path == "tables/12441/data"
    assert set(parameters.split("&")) == {
        "lang=no",
        "outputFormat=json-stat2",
        "valueCodes[Kjonn]=0",
        "valueCodes[NACE2007]=*",
        "valueCodes[Sykefraver2]=L",
        "valueCodes[ContentsCode]=SykefravProsent",
        "valueCodes[Tid]=top(2)",
    }
    assert metadata_query(RECIPE_READ) == "tables/12441/metadata?lang=no&outputFormat=json-stat2"


def test_case_does_not_matter_and_a_code_list_is_passed_on():
    changed = recipe(
        industry="nace2007", select={"KJONN": "begge KJØNN", "contentscode": "sykefravPROSENT"}, codelist="agg_Nace17"
    )
    assert selected(changed, TABLE).measures == selected(RECIPE_READ, TABLE).measures
    assert "&codelist[nace2007]=agg_Nace17" in metadata_query(changed)
    assert "&codelist[NACE2007]=agg_Nace17" in data_query(changed, selected(changed, TABLE))


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        (("*",), ["00-99", "45-47", "84", "xx"]),
        (("??",), ["84", "xx"]),
        (("4*", "84"), ["45-47", "84"]),
        (("Offentlig administrasjon", "45-47"), ["45-47", "84"]),
        (("from(84)",), ["84", "xx"]),
        (("top(1)",), ["xx"]),
        (("top(99)",), ["00-99", "45-47", "84", "xx"]),
    ],
)
def test_expressions_stand_for_the_codes_that_the_server_understands_by_them(values, codes):
    assert list(selected(recipe(industry_values=values), TABLE).codes["NACE2007"]) == codes


def test_no_code_is_asked_for_twice_since_the_server_breaks_down_on_that():
    """PxWebApi answers 500 where a code stands twice in one dimension."""
    chosen = selected(recipe(industry_values=("84", "Offentlig administrasjon")), TABLE)
    assert chosen.asked["NACE2007"] == ("84",)


def test_two_indicators_ask_for_both_of_their_values():
    both = (*RECIPE_READ.measures, Measure("absence_total", "percent", {"Sykefraver2": "Alt"}))
    chosen = selected(recipe(measures=both), TABLE)
    assert chosen.codes["Sykefraver2"] == ("Alt", "L")
    assert [measure["Sykefraver2"] for measure in chosen.measures] == ["L", "Alt"]


@pytest.mark.parametrize(
    ("changes", "place", "given", "listed"),
    [
        ({"industry": "Naring"}, "[industry], dimension", "Naring", "NACE2007 (næring (SN2007))"),
        ({"time": "År"}, "[time], dimension", "År", "Tid (kvartal)"),
        ({"total": "I alt"}, "[industry], total", "I alt", "00-99 (Alle næringer)"),
        ({"industry_values": ("99",)}, "[industry], values", "99", "84 (Offentlig administrasjon)"),
        ({"industry_values": ("9*",)}, "[industry], values", "9*", "84 (Offentlig administrasjon)"),
        ({"time_values": ("from(2099)",)}, "[time], values", "from(2099)", "2024K3"),
        ({"time_values": ("top(x)",)}, "[time], values", "top(x)", "2024K3"),
        ({"groups": {"G": "45-47"}}, "[industry.groups]", "G", "84 (Offentlig administrasjon)"),
        ({"select": {"Kjonn": "3", "ContentsCode": "SykefravProsent"}}, "select.Kjonn", "3", "1 (Menn)"),
        (
            {"select": {"Alder": "3", "Kjonn": "0", "ContentsCode": "SykefravProsent"}},
            "select",
            "Alder",
            "Kjonn (kjønn)",
        ),
    ],
)
def test_a_name_that_the_table_does_not_have_is_told_with_what_it_has(changes, place, given, listed):
    (problem,) = [problem for problem in wrong(recipe(**changes)) if problem.code != "statbank_left_open"]
    assert (problem.file, problem.place, problem.given) == ("r.toml", place, given)
    assert listed in problem.allowed
    assert listed in problem.sentence()


def test_every_mistake_is_told_at_once():
    assert {problem.given for problem in wrong(recipe(industry="A", time="B", select={"C": "1"}))} == {"A", "B", "C"}


def test_a_dimension_that_the_recipe_leaves_open_is_never_summed_by_the_server():
    (problem,) = wrong(recipe(select={"ContentsCode": "SykefravProsent"}))
    assert problem.code == "statbank_left_open"
    assert "0 (Begge kjønn)" in problem.allowed


def test_industry_cannot_be_selected_as_one_value_too():
    assert [problem.code for problem in wrong(recipe(select={**RECIPE_READ.select, "Tid": "2024K3"}))] == [
        "statbank_selected_twice"
    ]


def test_a_code_table_has_jobs_of_one_period():
    assert [problem.code for problem in wrong(recipe(target="codes"))] == ["statbank_one_period"]


def test_what_the_recipe_skips_without_need_is_noted():
    chosen = selected(recipe(skip=("xx", "yy")), TABLE)
    assert (chosen.skip, chosen.not_there) == ({"xx"}, ("yy",))


@pytest.mark.parametrize(
    ("dimension", "table", "standard"),
    [
        (Dimension("NACE2007", "næring", {}), "", "SN2007"),
        (Dimension("Naring", "næring (SN2007)", {}), "", "SN2007"),
        (Dimension("NACE2025", "næring", {}), "", "SN2025"),
        (Dimension("Naring", "næring", {}), "14729: Konkurser, etter næring (SN2025)", "SN2025"),
        (Dimension("Naring", "næring", {"_T": "I alt", "K": "IT"}), "", "SN2025"),
        (Dimension("Naring", "næring", {}), "Sykefravær 2007-2025", ""),
    ],
)
def test_the_classification_is_what_dimension_or_table_say(dimension, table, standard):
    assert standard_of(dimension, table) == standard


def test_a_table_of_another_classification_than_the_recipe_s_is_refused():
    labels = {("NACE2025" if name == "NACE2007" else name): value for name, value in LABELS.items()}
    table = read_cube(content(dataset(labels=labels, label="14000: Sykefravær")), "meta", metadata=True)
    problems = wrong(recipe(industry="NACE2025"), table)
    assert [(problem.code, problem.given, problem.more) for problem in problems] == [
        ("statbank_other_standard", "SN2007", {"found": "SN2025"})
    ]


def test_too_much_for_one_answer_or_one_address_is_refused():
    codes = {f"{index:05}": "x" for index in range(1000)}
    big = LABELS | {"NACE2007": ("næring", codes), "Tid": ("kvartal", {f"{1000 + index}": "" for index in range(900)})}
    table = read_cube(content(dataset(labels=big)), "meta", metadata=True)
    assert [problem.code for problem in wrong(recipe(total="", time_values=("*",)), table)] == [
        "statbank_too_many_cells"
    ]
    many = recipe(total="", industry_values=tuple(list(codes)[:400]))
    assert [problem.code for problem in wrong(many, table)] == ["statbank_too_many_codes"]


def test_an_answer_with_other_dimensions_or_codes_than_asked_for_is_refused():
    chosen = selected(RECIPE_READ, TABLE)
    check_answer(read_cube(DATA, "svar"), chosen, "svar")
    fewer = {**SELECTED, "NACE2007": ["00-99", "45-47", "84"]}
    lies = {
        "statbank_other_codes": dataset(fewer, value=[1] * 6),
        "statbank_other_dimension": dataset({k: v for k, v in SELECTED.items() if k != "Kjonn"}, value=[1] * 8),
    }
    for code, data in lies.items():
        with pytest.raises(InputError) as error:
            check_answer(read_cube(content(data), "svar"), chosen, "svar")
        assert [problem.code for problem in error.value.problems] == [code]
