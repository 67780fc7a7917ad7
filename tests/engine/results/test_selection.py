"""The selection as tables, on the small case."""

from dataclasses import replace

import pytest

from engine.foundation.locale import Locale
from engine.results.selection import (
    alternatives_table,
    chosen_in_words,
    excluded,
    excluded_table,
    numbers_table,
    programmes_table,
    selection_notes,
)
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select
from tests.engine.results.small import CRITERIA, SELECTION, cells


def test_new_programmes_stand_before_todays_with_role_and_grant(small, selected):
    table = programmes_table(selected, small)
    assert cells(table, "industry_id") == ["alfa", "beta", "prog"]
    assert cells(table, "role") == ["new", "new", "continue"]
    assert cells(table, "role_words") == ["nytt", "nytt", "videreføres"]
    assert cells(table, "grant_mnok") == pytest.approx([18 / 7, 18 / 7, 34 / 7], abs=1e-8)
    assert cells(table, "rank") == [1, 1, None]
    # Nothing is left: not a word of it.
    assert "Tilskudd i alt 10,00 mill. kr av en ramme på 10,00 mill. kr." in table.notes
    assert "grant_later_mnok" not in [column.key for column in table.for_screen.columns]


def test_what_is_left_is_said_where_there_is_any(small, selected):
    left = replace(selected, grants=replace(selected.grants, unspent=25_000_000))  # øre: a quarter of a million kroner
    notes = programmes_table(left, small, Locale("en")).notes
    assert any("; NOK 0.25 million of it is not used." in note for note in notes)


def test_a_wind_down_shows_the_years_after(scores_of):
    """Half of prog's grant under today's programmes (all 10 MNOK) comes off the first year; later 10 are shared."""
    winding = SELECTION.replace("continuing = 1.0 }", 'continuing = 1.0 }\n[selection.programmes]\nprog = "wind_down"')
    scores = scores_of(CRITERIA + winding)
    table = programmes_table(select(selection_problem(scores)), scores)
    assert cells(table, "role") == ["new", "new", "wind_down"]
    assert cells(table, "grant_mnok") == pytest.approx([2.5, 2.5, 5.0])
    assert cells(table, "grant_later_mnok") == pytest.approx([5.0, 5.0, 0.0])
    assert "grant_later_mnok" in [column.key for column in table.for_screen.columns]


def test_every_number_has_its_best(small, selected):
    table = numbers_table(selected, small)
    assert cells(table, "number") == [0, 1, 2]
    assert cells(table, "selected") == ["ingen", "Alfa", "Alfa, Beta"]


def test_a_runner_up_tells_who_leaves_and_who_enters(small, selected):
    table = alternatives_table(selected, small)
    assert cells(table, "out")[:2] == ["Beta", "Alfa"]
    assert cells(table, "in")[:2] == ["Gamma", "Gamma"]
    assert cells(table, "loss")[:2] == pytest.approx([37.5, 37.5])


def test_who_cannot_be_chosen_and_why(scores_of):
    """A threshold bars those below it and those without a figure; delta is also barred by having no score."""
    bars = "require_indicator = { rate = { min = 2.0 } }\nmust_not = ['beta']\n"
    scores = scores_of(CRITERIA + SELECTION.replace("max_new = 2\n", "max_new = 2\n" + bars))
    result = select(selection_problem(scores))
    assert result.selected == ("alfa",)
    assert excluded(result.problem) == {
        "beta": ("must_not.beta",),
        "delta": ("ranked", "require_indicator.rate"),
        "gamma": ("require_indicator.rate",),
    }
    why = dict(zip(cells(excluded_table(result), "industry_id"), cells(excluded_table(result), "why"), strict=True))
    assert why["beta"] == "Beta skal ikke være med"
    assert why["gamma"].startswith("Rate på minst 2")


def test_notes_tell_what_binds_and_what_ties(scores_of):
    scores = scores_of(CRITERIA + SELECTION.replace("max_new = 2", "max_new = 1"))
    notes = "\n".join(selection_notes(select(selection_problem(scores)), scores))
    assert "Bindende vilkår: antall nye programmer er høyst 1." in notes
    assert "Like godt: Beta." in notes
    assert "lønner mange programmer" in notes
    assert "Størrelse teller to ganger" not in notes


def test_size_under_the_key_and_in_the_objective_is_said_to_count_twice(scores_of):
    scores = scores_of(CRITERIA + SELECTION.replace("max_new = 2", 'max_new = 2\nobjective = "sum_times_jobs"'))
    result = select(selection_problem(scores))
    assert any("Størrelse teller to ganger" in note for note in selection_notes(result, scores))
    assert numbers_table(result, scores).columns[1].heading == "Sum poeng × jobber"


def test_the_chosen_in_one_line(small, selected, scores_of):
    assert chosen_in_words(selected) == "Valgt: Alfa, Beta."
    assert chosen_in_words(selected, Locale("en")) == "Selected: Alpha, Beta."
    nobody = scores_of(CRITERIA + SELECTION.replace("max_new = 2", "max_new = 0"))
    assert chosen_in_words(select(selection_problem(nobody))) == "Ingen nye programmer er valgt."
