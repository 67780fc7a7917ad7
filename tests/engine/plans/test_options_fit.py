"""Options against data and criteria: unknown names, sizes that nobody knows, all at once."""

from dataclasses import replace

import pytest

from engine.foundation.locale import Locale
from engine.plans.options import HalfYear, NamedKey, Option, OptionKey, OptionsFile
from engine.plans.options_fit import check_options


def file_of(*options, keys=()):
    frame = {2025: 70.0}
    return OptionsFile("x", HalfYear(2025, 1), HalfYear(2025, 2), frame, options, keys, file="f.toml")


def told(file, scores):
    return [(problem.code, problem.place, problem.given) for problem in check_options(file, scores)]


def test_every_unknown_name_of_every_option_is_told_at_once(scores):
    file = file_of(
        Option("a", "A", new=("butikhandel", "sykehus"), programmes={"luftfart": "end", "sykehuset": "wind_down"}),
        Option("b", "B", choose={"must": ("ingen",)}, starts={"ukjent": HalfYear(2025, 2)}, extended=("sjofart",)),
        Option("c", "C", new=(), carried_over={"x": 1.0}, key=OptionKey(need={"y": 1.0})),
    )
    assert told(file, scores) == [
        ("unknown", "[[option]] a, new", "butikhandel"),
        ("programme_not_new", "[[option]] a, new", "sykehus"),
        ("not_a_programme", "[[option]] a, programmes", "luftfart"),
        ("unknown", "[[option]] a, programmes", "sykehuset"),
        ("unknown", "[[option]] b, choose.must", "ingen"),
        ("not_a_programme", "[[option]] b, extended", "sjofart"),
        ("unknown", "[[option]] b, starts", "ukjent"),
        ("unknown", "[[option]] c, carried_over", "x"),
        ("unknown", "[[option]] c, key.need", "y"),
    ]


def test_a_slip_of_the_pen_is_met_with_what_was_meant(scores):
    (problem,) = check_options(file_of(Option("a", "A", new=("butikhandel",))), scores)
    assert "«butikkhandel»" in problem.sentence(Locale("nb"))


@pytest.mark.parametrize("where", ["option", "key"])
def test_persons_are_refused_where_the_data_have_jobs_only(scores, where):
    persons = OptionKey(size="persons")
    file = (
        file_of(Option("a", "A", new=(), key=persons))
        if where == "option"
        else file_of(Option("a", "A", new=()), keys=(NamedKey("k", persons),))
    )
    assert [code for code, _, _ in told(file, scores)] == ["plans_no_persons"]


def test_a_size_that_is_missing_is_told_and_not_taken_for_none(scores):
    industries = tuple(
        replace(industry, jobs=None)
        if industry.industry_id in ("luftfart", "sykehus", "finans_forsikring")
        else industry
        for industry in scores.dataset.industries
    )
    lacking = replace(scores, dataset=replace(scores.dataset, industries=industries))
    file = file_of(Option("a", "A", new=("luftfart",)))
    assert told(file, lacking) == [("cell_needed", "", "luftfart, sykehus")]


def test_criteria_without_a_grant_key_have_no_grants_of_today(scores):
    rules = replace(scores.criteria.selection, grant=None)
    without = replace(scores, criteria=replace(scores.criteria, selection=rules))
    assert [code for code, _, _ in told(file_of(Option("a", "A", new=())), without)] == ["plans_no_key"]
    nothing = replace(scores, criteria=replace(scores.criteria, selection=None))
    assert [code for code, _, _ in told(file_of(Option("a", "A", new=())), nothing)] == ["no_selection"]
