"""The JSON of `options` is the contract's (section 9)."""

import pytest

from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.plans.comparison import compared
from engine.plans.inverse import inverse
from engine.plans.options_book import book_of
from engine.plans.options_reading import read_options
from engine.results.options import inverse_json, options_json
from engine.scoring.score import score

OF_AN_OPTION = {
    "selected": list,
    "feasible": bool,
    "conflict": list,
    "half_years": dict,
    "total": dict,
    "change": dict,
    "nok_per_job": dict,
    "objective": float,
    "objective_times_jobs": float,
    "coverage": dict,
    "binding": list,
}


@pytest.fixture(scope="module")
def book():
    criteria = read_criteria(shipped_criteria() / "publisert.toml")
    scores = score(read_dataset(shipped_data() / "publisert"), criteria)
    return book_of(read_options(shipped_criteria() / "alternativer_2025.toml"), scores)


@pytest.fixture(scope="module")
def result(book):
    return options_json(compared(book), book)


def test_every_option_has_what_the_contract_names(result):
    assert list(result["options"]) == ["a", "b", "c", "d"]
    for option in result["options"].values():
        assert {name: type(option[name]) for name in OF_AN_OPTION} == OF_AN_OPTION
        assert option["coverage"].keys() == {"jobs_share", "sections", "sectors"}
        assert list(option["half_years"]) == [f"{year}-H{half}" for year in range(2025, 2029) for half in (1, 2)]
        assert all(half_year.keys() == {"grants", "unspent"} for half_year in option["half_years"].values())
        assert all(change.keys() == {"mnok", "percent"} for change in option["change"].values())


def test_a_years_grants_and_what_is_unspent_add_up_to_its_frame(result):
    """Contract, section 9: to the øre."""
    for option in result["options"].values():
        for year in range(2025, 2029):
            halves = [option["half_years"][f"{year}-H{half}"] for half in (1, 2)]
            amounts = [amount for half in halves for amount in (*half["grants"].values(), half["unspent"])]
            assert sum(round(amount * 1e8) for amount in amounts) == 70 * 10**8


def test_totals_are_the_sums_of_the_half_years(result):
    for option in result["options"].values():
        for name, total in option["total"].items():
            parts = [half_year["grants"].get(name, 0) for half_year in option["half_years"].values()]
            assert round(total * 1e8) == sum(round(part * 1e8) for part in parts)


def test_differences_name_the_two_and_what_sets_them_apart(result):
    assert len(result["differences"]) == 6
    assert all(difference.keys() == {"between", "entered", "left", "grants"} for difference in result["differences"])


def test_what_the_result_rests_on_stands_after(result):
    assert list(result)[:2] == ["options", "differences"]
    assert result["synthetic"] is False
    assert result["sources"]


def test_an_inverse_question_gives_the_range_or_null(book):
    planned = book.option("a")
    answer = inverse_json(inverse(planned.plan, "frame", {"luftfart": 4.0}), "a", {"likt": True}, book)
    assert answer["range"][1] is None
    assert answer["keys"] == {"likt": True}
    assert inverse_json(inverse(planned.plan, "equal_share", {"luftfart": 60.0}), "a", {}, book)["range"] is None
