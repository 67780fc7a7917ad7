"""Values as bars behind their numbers."""

import math
import re

from app.figures.bar_table import bar_table_markup
from app.figures.html_tables import Grid


def test_bars_are_as_long_as_their_values_and_what_is_missing_has_none():
    grid = Grid(("Bransje", "Verdi", "Kvalitet"), (("A<b>", "8,0", "x"), ("B", "-2,0", "y"), ("C", "–", "z")))
    made = bar_table_markup(grid, "Verdi", [8.0, -2.0, math.nan], "Fravær")
    assert re.findall(r"width:([\d.]+)%", made) == ["100.0", "25.0"]
    assert "A&lt;b&gt;" in made
    assert [re.sub("<.*?>", "", cell) for cell in re.findall("<td class='value-cell'>.*?</td>", made)] == [
        "8,0",
        "-2,0",
        "–",
    ]


def test_what_stands_beside_the_bars_says_its_heading_and_an_empty_cell_that_it_is():
    grid = Grid(("Bransje", "Verdi", "Kvalitet"), (("A", "8,0", "nedarvet"), ("B", "2,0", "–")))
    made = bar_table_markup(grid, "Verdi", [8.0, 2.0], "Fravær")
    assert "<td data-of='Kvalitet'>nedarvet</td>" in made
    assert "<td data-of='Kvalitet' class='nothing'>–</td>" in made


def test_nothing_but_zeros_draws_nothing():
    assert "width:" not in bar_table_markup(Grid(("A", "B"), (("x", "0"),)), "B", [0.0], "")
