"""The ranking as a table and the notes below it, on the small case."""

import pytest

from engine.results.ranking import ranking_table, score_decimals
from tests.engine.results.small import CRITERIA, SELECTION, cells

NBSP = "\N{NO-BREAK SPACE}"


def test_the_best_stands_first_ties_are_marked_and_the_unranked_come_last(small):
    table = ranking_table(small)
    assert cells(table, "name") == ["Alfa", "Beta", "Gamma", "Delta"]
    assert cells(table, "place") == ["1=", "1=", "3", None]
    assert cells(table, "rank") == [1, 1, 3, None]
    assert cells(table, "score") == pytest.approx([87.5, 87.5, 50.0, None])
    assert any("deler plassen" in note for note in table.notes)


def test_contributions_stand_in_points_and_a_skipped_member_has_none(small):
    table = ranking_table(small)
    assert cells(table, "contribution_share") == pytest.approx([75.0, 75.0, 50.0, None])
    assert cells(table, "contribution_rate") == pytest.approx([12.5, 12.5, None, None])
    assert cells(table, "lacks") == ["", "", "Rate", "Andel, Rate"]


def test_a_missing_member_that_counts_as_nothing_gives_nothing(scores_of):
    worst = CRITERIA.replace("members = { share = 3", 'missing = "worst"\nmembers = { share = 3')
    table = ranking_table(scores_of(worst + SELECTION))
    assert cells(table, "contribution_rate")[2] == 0.0


def test_flags_are_yes_no_or_unknown(synthetic):
    table = ranking_table(synthetic)
    assert set(cells(table, "flag_msk")) == {True, False}
    assert set(cells(table, "synthetic")) == {True}


def test_a_score_has_as_many_decimals_as_its_scale_deserves(scores_of, small):
    assert score_decimals(small) == 1
    assert score_decimals(scores_of(CRITERIA.replace("scale = 100\n", ""))) == 3
