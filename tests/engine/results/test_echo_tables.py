"""The echo as a reader meets it: the words first, then side by side."""

import pytest

from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.locale import Locale
from engine.results.echo import echo_of
from engine.results.echo_tables import answers_table, costs_table, echo_sheet, echo_tables, first_words, numbers_table
from engine.scoring.score import score


@pytest.fixture(scope="module")
def echo():
    return echo_of(score(read_dataset(shipped_data() / "noa"), read_criteria(shipped_criteria() / "kjent.toml")))


def test_the_first_words_say_both_answers_and_that_the_number_is_open(echo):
    words, answers, number = first_words(echo)
    assert "50\N{NO-BREAK SPACE}% av vekten" in words
    assert "Med ordene velges butikkhandel, hjemmetjenesten, luftfart" in answers
    assert "Uten dem velges legetjenester og andre helsetjenester" in answers
    assert number == (
        "Hvor mange nye det skal være, er ikke bestemt. "
        "5 nye tar 28,1 mill. kr (40\N{NO-BREAK SPACE}%) fra dagens 7 programmer."
    )


def test_a_screen_has_the_first_in_either_order_and_the_file_all(echo):
    assert len(answers_table(echo, Locale("en")).rows) == 32
    shown = answers_table(echo, Locale("en"), 3).rows
    assert {row[0] for row in shown} >= {"hjemmetjenesten", "luftfart", "andre_helsetjenester"}
    assert len(shown) < 10


def test_none_to_five_stand_side_by_side_with_what_they_cost(echo):
    rows = numbers_table(echo).rows
    assert [row[0] for row in rows] == [0, 1, 2, 3, 4, 5]
    assert rows[0][1] == "ingen"
    costs = costs_table(echo).rows
    assert len(costs) == 7
    assert sum(row[-1] for row in costs) == pytest.approx(rows[5][3])


def test_the_disagreement_is_told_with_its_summer_quarter(echo):
    (last,) = echo_tables(echo)[-1].notes
    assert last == (
        "Undervisning: rapporten sier høyt sykefravær. Tallet er 5,1 prosent (2016K3), mot 5,4 for alle næringer. "
        "Tallet er fra 3. kvartal, med sommerferien i."
    )
    assert echo_sheet(echo, Locale("en")).title == "With and without the words"
