"""Figures and tables from results, without a page."""

import pytest

from app.figures.charts import COLOURS, ranking_chart
from app.figures.html_tables import table_markup
from app.figures.live_tables import by_number_grid, grants_grid
from app.shell import cache as cached
from app.shell.setting import Setting
from engine.foundation.locale import Locale
from engine.results.comparison import grant_lines
from engine.results.published_grants import published_grants
from engine.scoring.ranking import UNRANKED


@pytest.fixture(scope="module")
def outcome():
    return cached.outcome(Setting("publisert"))


def luminance(colour):
    """Relative luminance (WCAG 2.1)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colour, other):
    light, dark = sorted((luminance(colour), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("background", ["#ffffff", "#0e1117", "#171614"])
def test_colours_hold_three_to_one_on_light_and_dark_pages_wcag_1_4_11(colour, background):
    assert contrast(colour, background) >= 3


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_bars_of_an_industry_add_up_to_its_score(outcome, language):
    figure = ranking_chart(outcome.scores, outcome.selected, Locale(language))
    bars = [trace for trace in figure.data if trace.type == "bar"]
    assert len(bars) == len(outcome.scores.root_members)
    lengths = dict.fromkeys(figure.layout.yaxis.tickvals, 0.0)
    for bar in bars:
        for industry, length in zip(bar.y, bar.x, strict=True):
            lengths[industry] += length
    ranked = [index for index in outcome.scores.order if outcome.scores.ranks[index] != UNRANKED]
    assert list(lengths) == [outcome.scores.industry_ids[index] for index in ranked]
    assert list(lengths.values()) == pytest.approx([outcome.scores.scores[index] for index in ranked])


def test_a_part_that_gives_nobody_anything_is_in_the_legend_all_the_same(outcome):
    """Absence has weight 0 (each weight may be 0): it is named, in its own colour, and adds to no bar."""
    members = outcome.scores.root_members
    weights = tuple((member, 0.0 if member == "absence" else 1.0) for member in members)
    scores = cached.scores(Setting("publisert", weights=weights))
    bars = [trace for trace in ranking_chart(scores, (), Locale("nb")).data if trace.type == "bar"]
    assert [bar.marker.color for bar in bars] == list(COLOURS[: len(members)])
    assert all(bar.name and len(bar.x) > 0 for bar in bars)
    assert set(bars[members.index("absence")].x) == {0.0}


def test_the_selected_are_marked_with_a_sign_and_ties_with_another(outcome):
    axis = ranking_chart(outcome.scores, outcome.selected, Locale("nb")).layout.yaxis
    labels = dict(zip(axis.tickvals, axis.ticktext, strict=True))
    assert {industry for industry, label in labels.items() if "✓" in label} == set(outcome.selected)
    assert "2= Luftfart" in labels["luftfart"]
    assert "2= Sjøfart" in labels["sjofart"]


def test_numbers_are_written_as_the_language_writes_them(outcome):
    norwegian, english = (
        ranking_chart(outcome.scores, (), Locale(language)).data[-1].text[0] for language in ("nb", "en")
    )
    assert norwegian.strip() == english.strip().replace(".", ",")


def test_every_number_of_programmes_stands_side_by_side(outcome):
    shown = by_number_grid(outcome.selection, Locale("nb"))
    assert shown.columns[1:] == ("0", "1", "2", "3", "4", "5")
    assert [shown.column(count).count("✓") for count in shown.columns[1:]] == [0, 1, 2, 3, 4, 5]


def test_what_each_number_takes_from_todays_programmes_stands_with_it():
    """The brief: five new programmes take 28 of 70 million from today's seven, about 40 per cent each."""
    shown = by_number_grid(cached.outcome(Setting("noa")).selection, Locale("nb"))
    kinds = shown.column(shown.columns[0])
    five = dict(zip(kinds, shown.column("5"), strict=True))
    assert five["Mindre til dagens programmer (mill. kr)"] == "28,1"
    assert five["Andel av det de ellers får"] == "40\N{NO-BREAK SPACE}%"
    assert dict(zip(kinds, shown.column("0"), strict=True))["Mindre til dagens programmer (mill. kr)"] == "0,0"


def test_an_infeasible_number_says_so_instead_of_leaving_a_hole():
    shown = by_number_grid(cached.outcome(Setting("publisert", changes=(("min_new", 2),))).selection, Locale("nb"))
    assert shown.column("0")[0] == "ikke mulig"


def test_grants_are_in_two_decimals_with_a_dash_where_there_is_none(outcome):
    names = {industry.industry_id: industry.name(Locale("nb")) for industry in outcome.scores.dataset.industries}
    shown = grants_grid(grant_lines(outcome.selection), names, Locale("nb"))
    assert shown.column("Program")[0] == "✓ Butikkhandel"
    assert shown.about[0].startswith("nytt, ")
    assert shown.column("I dag")[0] == "–"
    assert set(shown.column("I dag")[5:]) >= {"7,00", "15,43", "11,22"}


def test_jobs_stand_under_the_name_so_that_the_table_needs_no_column_of_its_own_for_them(outcome):
    """Beside the ranking there is room for five columns; the number of jobs is the last that was cut off."""
    names = {industry.industry_id: industry.name(Locale("nb")) for industry in outcome.scores.dataset.industries}
    shown = grants_grid(grant_lines(outcome.selection), names, Locale("nb"))
    markup = table_markup(shown, "Tilskudd")
    assert "Jobber" not in shown.columns
    assert markup.count("<small>") == len(shown.rows) == len(shown.about)
    jobs = {industry.name(Locale("nb")): industry.jobs for industry in outcome.scores.dataset.industries}
    assert Locale("nb").number(jobs["Butikkhandel"], 0) in shown.about[0]


def test_today_stays_today_with_another_frame_and_the_other_column_has_its_own_name():
    """The report 2024, 3.1: about 15 to building, about 7 to transport; letters of 2024: 10 816 000 to hospitals."""
    outcome = cached.outcome(Setting("publisert", changes=(("frame", 76.0),)))
    names = {industry.industry_id: industry.name(Locale("nb")) for industry in outcome.scores.dataset.industries}
    published = published_grants(outcome.scores.dataset)
    shown = grants_grid(grant_lines(outcome.selection, cached.file_key("publisert"), published), names, Locale("nb"))
    rows = {row[0]: dict(zip(shown.columns, row, strict=True)) for row in shown.rows}
    building = rows["Bygg og anlegg"]
    assert (building["I dag"], building["Uten nye programmer, med denne rammen"]) == ("15,43", "16,76")
    amounts = {name: row["Publisert 2024"] for name, row in rows.items() if row["Publisert 2024"] != "–"}
    assert sorted(amounts.values()) == ["10,816", "15", "7"]
    assert amounts[names["sykehus"]] == "10,816"
