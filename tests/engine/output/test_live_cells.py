"""Formulas and where their rows stand."""

from engine.output.live_cells import Formula


def test_rows_count_from_below_the_warning():
    assert Formula("SUM(B{2}:B$10)", 1.0).at(1) == "=SUM(B3:B$10)"
