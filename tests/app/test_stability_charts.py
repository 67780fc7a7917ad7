"""The figures of one industry's standing, and the table of its flip, without a page."""

from itertools import pairwise

import pytest

from app.figures.sensitivity_charts import IN, OUT, demand_chart, frame_chart, interval_chart, pieces_of, weight_pieces
from app.figures.sensitivity_tables import flip_frame
from app.shell import cache as cached
from app.shell.setting import Setting
from engine.foundation.locale import Locale
from engine.results.stability_answer import frames_in
from engine.robustness.industry_sensitivity import MINIMUM_GRANT


@pytest.fixture(scope="module")
def result():
    return cached.stability(Setting("publisert"), "sjofart", cached.UNWATCHED)


def bars(figure):
    return [trace for trace in figure.data if trace.type == "bar"]


def test_a_status_that_holds_in_the_middle_leaves_the_other_on_both_sides():
    assert weight_pieces([(0.25, 0.5)], True) == [(0.0, 0.25, False), (0.25, 0.5, True), (0.5, 1.0, False)]
    assert weight_pieces([(0.0, 0.5), (0.75, 1.0)], False) == [(0.0, 0.5, False), (0.5, 0.75, True), (0.75, 1.0, False)]
    assert weight_pieces([(0.0, 1.0)], True) == [(0.0, 1.0, True)]


def test_the_bars_of_every_criterion_cover_0_to_100_per_cent_once(result):
    figure = interval_chart(result, result.industries[0], Locale("nb"))
    for member in result.scores.root_members:
        assert sum(bar.x[0] for bar in bars(figure) if bar.y[0] == member) == pytest.approx(100)


def test_in_and_out_differ_by_sign_and_pattern_and_not_only_by_colour(result):
    figure = interval_chart(result, result.industries[0], Locale("nb"))
    looks = {(bar.marker.pattern.shape, bar.text[0].strip("<b>/")) for bar in bars(figure) if bar.text[0]}
    assert looks == {("", IN), ("/", OUT)}


def test_the_diamonds_stand_at_the_weights_of_today(result):
    (marks,) = [
        trace for trace in interval_chart(result, result.industries[0], Locale("nb")).data if trace.type == "scatter"
    ]
    assert list(marks.x) == pytest.approx([25, 25, 20, 15, 15])


def test_the_frame_is_cut_where_the_industry_enters_or_leaves_up_to_three_times_todays(result):
    (industry,) = result.industries
    pieces = pieces_of(frames_in(result, industry), 210.0)
    assert pieces[0][0] == 0
    assert pieces[-1][1] == 210
    assert all(before[1] == after[0] and before[2] != after[2] for before, after in pairwise(pieces))
    (today,) = [inside for low, high, inside in pieces if low <= 70 < high]
    assert today == industry.selected
    assert len(bars(frame_chart([(result, industry)], 70.0, Locale("en")))) == len(pieces)


def test_the_strip_of_a_minimum_grant_has_an_industry_a_row_and_is_in_where_the_engine_says(result):
    (industry,) = result.industries
    figure = demand_chart([(result, industry)], MINIMUM_GRANT, 3.5, Locale("nb"))
    inside = [(bar.base[0], bar.base[0] + bar.x[0]) for bar in bars(figure) if bar.marker.pattern.shape == ""]
    assert inside == [pytest.approx(pair) for pair in industry.comes_in[MINIMUM_GRANT]]
    (today,) = [trace for trace in figure.data if trace.type == "scatter"]
    assert list(today.x) == [3.5]


def test_the_flip_moves_as_much_up_as_down(result):
    flipped = cached.flipped(Setting("publisert"), "sjofart")
    moves = flip_frame(result, flipped, Locale("en")).data.iloc[:, 3]
    assert sum(float(move.replace("\N{MINUS SIGN}", "-")) for move in moves) == pytest.approx(0, abs=0.25)
    assert any(move.startswith("+") for move in moves)
