"""One row a selection; values and losses are those of the rows that CSV has."""

from types import SimpleNamespace

import pytest

from engine.foundation.locale import Locale
from engine.results import selection_values
from engine.results.selection_values import selection_values_table

ROWS = [
    {"selection": "a", "selected": "x y", "profile": "a", "value": 10.0, "regret": 0.0},
    {"selection": "a", "selected": "x y", "profile": "b", "value": 6.5, "regret": 1.5},
    {"selection": "b", "selected": "y z", "profile": "a", "value": 9.0, "regret": 1.0},
    {"selection": "b", "selected": "y z", "profile": "b", "value": 8.0, "regret": 0.0},
    {"selection": "mean", "selected": "x y", "profile": "a", "value": 10.0, "regret": 0.0},
    {"selection": "mean", "selected": "x y", "profile": "b", "value": 6.5, "regret": 1.5},
]


@pytest.fixture
def table(monkeypatch):
    profiles = {"a": ("Alfa", "Alpha"), "b": ("Beta", "Beta")}
    own = {
        name: SimpleNamespace(profile=SimpleNamespace(name_nb=nb, name_en=en)) for name, (nb, en) in profiles.items()
    }
    monkeypatch.setattr(selection_values, "parties_rows", lambda _: ROWS)
    return lambda language: selection_values_table(SimpleNamespace(own=own), " + ".join, Locale(language))


def test_equal_selections_are_one_row_with_everybody_behind_them(table):
    shown = table("nb")
    assert [row[:2] for row in shown.rows] == [("Alfa og snittet av vektene", "x + y"), ("Beta", "y + z")]
    assert [column.heading for column in shown.columns[2:]] == ["Alfa", "Beta"]


def test_points_stand_with_what_is_lost_where_something_is(table):
    assert [row[2:] for row in table("nb").rows] == [("10,0", "6,5 (−1,5)"), ("9,0 (−1,0)", "8,0")]
    assert table("en").rows[0][2:] == ("10.0", "6.5 (−1.5)")
