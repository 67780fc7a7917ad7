"""The first sheet: grants against today to the øre, and what is set."""

from dataclasses import replace

import pytest

from engine.foundation.locale import Locale
from engine.results.workbook_front import grants_table, setting_table


def rows(table):
    keys = [column.key for column in table.columns]
    return {row[0]: dict(zip(keys, row, strict=True)) for row in table.rows}


def test_grants_stand_beside_todays_with_the_change_and_sums(small, selected):
    """10 MNOK: alone, prog has all. With alfa and beta: 6/3 + 4·5000/7000 = 4.857, and 2 + 4·1000/7000 = 2.571 each."""
    grants = rows(grants_table(small, selected, None, Locale("nb")))
    assert grants["Program"]["today"] == 10.0
    assert grants["Program"]["with_selection"] == pytest.approx(4.857143, abs=1e-6)
    assert grants["Program"]["change"] == pytest.approx(-5.142857, abs=1e-6)
    assert grants["Program"]["change_share"] == pytest.approx(-0.5142857, abs=1e-6)
    assert (grants["Alfa"]["today"], grants["Alfa"]["role"]) == (None, "nytt")
    assert grants["Alfa"]["change"] == pytest.approx(2.571429, abs=1e-6)
    assert (grants["Sum"]["today"], grants["Sum"]["with_selection"]) == (10.0, 10.0)


def test_today_is_what_the_file_gives_whatever_frame_is_set(small, selected):
    key = replace(selected.problem.key, frame=5 * 10**8)
    grants = rows(grants_table(small, selected, key, Locale("nb")))
    assert (grants["Program"]["today"], grants["Program"]["alone"]) == (5.0, 10.0)


def test_the_setting_says_data_criteria_conditions_and_link(small, selected):
    settings = setting_table(small, selected, "http://x/?frame=10", Locale("nb")).rows
    assert ("Kriterier", "Liten") in settings
    assert ("Vilkår", "Antall nye programmer er høyst 2") in settings
    assert settings[-1] == ("Lenke til samme innstilling", "http://x/?frame=10")
    assert len(setting_table(small, None, "", Locale("nb")).rows) == 2
