"""The baseline as a page: tables, notes, JSON and the sheet with room for goals."""

import json
import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from engine.dataset.model import Source
from engine.foundation.locale import Locale
from engine.output.workbook import workbook_bytes
from engine.results.baseline import (
    baseline_answer,
    baseline_json,
    baseline_notes,
    baseline_sheet,
    baseline_table,
    goals_table,
    years_table,
)
from engine.transfer.baseline import baseline
from engine.transfer.detectable_change import Demand
from tests.engine.results.alike import read_case

USUAL = Demand()


@pytest.fixture
def of(tmp_path):
    def made(industry="alfa", demand=USUAL, **options):
        return baseline(*read_case(tmp_path / "d", **options), industry, demand)

    return made


def by_indicator(table):
    keys = [column.key for column in table.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in table.rows]
    return {row["indicator_id"]: row for row in rows}


def test_each_figure_stands_with_its_change_as_a_level_and_as_an_amount(of):
    heat = by_indicator(baseline_table(of()))["heat"]
    assert (heat["value"], heat["n"], heat["period"], heat["quality"]) == (40, 400, "2022", "publisert")
    assert heat["smallest_fall"] == pytest.approx(40 - heat["fall_to"])
    assert heat["smallest_rise"] == pytest.approx(heat["rise_to"] - 40)
    assert heat["fall_to"] < heat["low"] < 40 < heat["high"] < heat["rise_to"]


def test_why_no_change_is_stated_stands_in_words(of):
    rows = by_indicator(baseline_table(of()))
    assert rows["absence"]["remark"] == "uten standardfeil og antall spurte"
    assert rows["heat"]["remark"] == ""


def test_the_years_are_those_with_two_running(of):
    (row,) = years_table(of()).rows
    assert row[0] == "Fravær"
    assert row[-3:] == (1, 1, 1)


def test_activity_and_spread_are_goals_without_figures(of):
    rows = dict(goals_table(of()).rows)
    assert set(rows) == {"Aktivitet", "Spredning"}
    assert "1\N{NO-BREAK SPACE}000 jobber" in rows["Spredning"]
    assert "står ikke i dataene" in dict(goals_table(of("gamma")).rows)["Spredning"]


@pytest.mark.parametrize(
    ("one_sided", "parts"),
    [(False, ("tosidig test på 5", "80", "95")), (True, ("ensidig test på 5", "bestemt på forhånd"))],
)
def test_the_notes_say_which_test_it_is(of, one_sided, parts):
    notes = " ".join(baseline_notes(of(demand=Demand(one_sided=one_sided))))
    for part in parts:
        assert part in notes


def test_the_notes_say_what_a_register_means_and_how_many_are_followed(of):
    notes = " ".join(baseline_notes(of()))
    assert "fulltelling har ingen utvalgsfeil" in notes
    assert "4 tall følges her" in notes
    assert "0,2 vise en endring" in notes
    assert "ikke på fravær alene" in notes
    assert "enkelt tilfeldig" not in notes
    assert "enkelt tilfeldig" in " ".join(baseline_notes(of(se="")))


def test_without_any_sample_nothing_is_said_of_tests(of):
    notes = " ".join(baseline_notes(of("gamma", se="", n="")))
    assert "Påviselig" not in notes
    assert "fulltelling" in notes


def test_the_json_is_strict_and_keeps_the_demand(of):
    answer = json.loads(json.dumps(baseline_json(of()), allow_nan=False))
    assert answer["demand"] == {"alpha": 0.05, "power": 0.8, "one_sided": False}
    heat = next(measure for measure in answer["measures"] if measure["indicator_id"] == "heat")
    assert heat["interval"][0] < 40 < heat["interval"][1]
    assert (heat["why_not"], heat["yearly"], heat["n"]) == (None, None, 400)
    absence = next(measure for measure in answer["measures"] if measure["indicator_id"] == "absence")
    assert absence["yearly"] == {"usual": 1, "largest": 1, "pairs": 1, "first": "2021", "last": "2022"}
    assert {"data", "indicators", "sources", "synthetic", "criteria_id"} <= answer.keys()


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_screen_is_whole_in_both_languages(of, language):
    text = baseline_answer(of(), Locale(language)).written("table")
    assert not re.search(r"[{}]|\bnan\b|\bNone\b(?! of)", text)
    assert ("Utgangspunkt for alfa" if language == "nb" else "Baseline for alpha") in text


def test_made_up_figures_are_said_first(of):
    answer = baseline_answer(of(quality="synthetic"))
    assert answer.written("table").startswith("SYNTETISKE TALL")
    assert answer.written("csv").splitlines()[1].endswith(",true")


def test_the_sheet_has_room_for_goals_and_fits_the_width_of_a_page(of):
    content = workbook_bytes(date(2026, 1, 2), [baseline_sheet(of())])
    (page,) = openpyxl.load_workbook(BytesIO(content)).worksheets
    rows = [[cell for cell in row if cell is not None] for row in page.iter_rows(values_only=True)]
    assert rows[0] == ["Utgangspunkt for alfa"]
    assert any("Mål (fylles ut)" in row and "Påviselig fall til" in row for row in rows)
    assert any(row[:1] == ["Aktivitet"] for row in rows)
    assert (page.page_setup.orientation, page.page_setup.fitToWidth or 1) == ("landscape", 1)  # 1 where nothing is said


def test_a_page_names_sources_by_their_titles_and_files_by_their_ids(of):
    result = of()
    ids = {source for measure in result.measures for source in measure.benchmark.source_ids}
    first, *untitled = sorted(ids)
    sources = {first: Source(first, "Arbeidsmiljø 2022", "SSB", "2023", "")}
    result = replace(result, dataset=replace(result.dataset, sources=sources))
    by_name = baseline_notes(result, Locale("nb"), ids=False)
    assert "Kilde: Arbeidsmiljø 2022 (SSB 2023)." in by_name
    assert [note for note in by_name if note.startswith("Kilde: ")][1:] == [f"Kilde: {name}." for name in untitled]
    assert f"{first}: Arbeidsmiljø 2022 (SSB 2023)" in baseline_notes(result, Locale("nb"))
