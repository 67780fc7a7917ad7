"""Two points a programme, and labels that do not cover one another."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.dataset.shipped import shipped_criteria
from engine.foundation.locale import Locale
from engine.plans.comparison import compared
from engine.plans.options_book import book_of
from engine.plans.options_reading import read_options
from engine.results.options_slope import ENDS, LOSES, NEW, slope_lines, spread_out
from engine.selection.grant_key import mnok
from tests.engine.plans.conftest import scores

__all__ = ["scores"]


def test_lines_go_from_today_to_a_full_year(scores):
    book = book_of(read_options(shipped_criteria() / "alternativer_2025.toml"), scores)
    option = compared(book)[2]  # kindergartens wind down, two new ones from the autumn
    lines = {line.industry_id: line for line in slope_lines(option, book, Locale("nb"))}
    assert (lines["barnehager"].kind, lines["barnehager"].then) == (ENDS, None)
    assert (lines["butikkhandel"].kind, lines["butikkhandel"].today) == (NEW, None)
    assert lines["sykehus"].kind == LOSES
    assert lines["sykehus"].then == mnok(option.full_year[0]["sykehus"])


def test_two_that_lie_together_are_spread_around_their_middle():
    assert spread_out([1.0, 1.0, 5.0], [2.0, 2.0, 2.0]) == [0.0, 2.0, 5.0]


def test_a_label_of_two_lines_has_the_room_of_two():
    """By hand: 1 and 3 tall touch, middles 2 apart; each is moved half of what is missing, 1 of 2."""
    assert spread_out([4.0, 5.0], [1.0, 3.0]) == [3.5, 5.5]
    assert spread_out([4.0, 6.0], [1.0, 3.0]) == [4.0, 6.0]


@given(st.lists(st.tuples(st.floats(0, 20), st.floats(0.1, 2)), max_size=12))
def test_neighbours_are_clear_of_one_another_in_their_order(labels):
    values, rooms = [value for value, _ in labels], [room for _, room in labels]
    places = spread_out(values, rooms)
    in_order = sorted(range(len(values)), key=lambda index: (values[index], index))
    for first, other in itertools.pairwise(in_order):
        assert places[other] - places[first] >= (rooms[first] + rooms[other]) / 2 - 1e-9
    assert sum(places) == pytest.approx(sum(values), abs=1e-6)
