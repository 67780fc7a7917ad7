"""The tables of options say what the plans say; sums are the frame's."""

import pytest

from engine.dataset.shipped import shipped_criteria
from engine.foundation.locale import LANGUAGES, Locale
from engine.plans.comparison import compared
from engine.plans.option_robustness import option_robustness
from engine.plans.options_book import book_of
from engine.plans.options_reading import read_options
from engine.results.options_side_by_side import (
    change_table,
    half_years_table,
    keys_table,
    kroner_table,
    side_by_side_table,
    totals_table,
)
from engine.selection.grant_key import mnok
from tests.engine.plans.conftest import scores

__all__ = ["scores"]


@pytest.fixture(scope="module")
def book(scores):
    return book_of(read_options(shipped_criteria() / "alternativer_2025.toml"), scores)


@pytest.fixture(scope="module")
def options(book):
    return compared(book)


def rows(table):
    return {
        row[table.columns.index(next(c for c in table.columns if c.key in ("name", "what")))]: row for row in table.rows
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_has_a_cell_for_every_option(options, book, language):
    firm = {planned.option.id: option_robustness(planned, book, draws=20) for planned in book.options}
    table = side_by_side_table(options, firm, book, Locale(language))
    assert {len(row) for row in table.rows} == {1 + len(options)}
    assert not any("options." in str(cell) for row in table.rows for cell in row)


def test_what_is_not_asked_is_not_said(options, book):
    asked = side_by_side_table(options, {"b": option_robustness(book.option("b"), book, draws=20)}, book, Locale("nb"))
    assert len(side_by_side_table(options, {}, book, Locale("nb")).rows) == len(asked.rows) - 4


def test_the_whole_plan_adds_up_to_four_years_of_seventy(options, book):
    """70 MNOK in each of four years (report 2024, 3.1)."""
    assert rows(totals_table(options, book, Locale("nb")))["Sum"][2:] == (280.0,) * 4


def test_each_half_year_adds_up_to_half_a_frame(options, book):
    for option in options:
        table = half_years_table(option, book, Locale("nb"))
        assert rows(table)["Sum"][2:] == (*(35.0,) * 8, 280.0)
        for index in range(2, len(table.columns)):
            assert sum(row[index] or 0 for row in table.rows[:-1]) == pytest.approx(table.rows[-1][index], abs=1e-6)


def test_a_change_is_the_grant_less_todays(options, book):
    """Bygg og anlegg has about 15 MNOK today (report 2024, 3.1), 9.36 with five new ones."""
    cells = rows(change_table(options, book, Locale("nb")))["Bygg og anlegg"]
    now, today = mnok(options[0].full_year[0]["bygg_anlegg"]), mnok(options[0].today["bygg_anlegg"])
    assert round(today) == 15
    assert cells[3] == f"{Locale('nb').number(now, 2)} ({Locale('nb').number(now - today, 2)}; −39\N{NO-BREAK SPACE}%)"
    assert rows(change_table(options, book, Locale("nb")))["Luftfart"][3].endswith("(ny)")


def test_kroner_per_job_are_the_grant_over_the_jobs(options, book, scores):
    cells = rows(kroner_table(options, book, Locale("nb")))["Luftfart"]
    jobs = {industry.industry_id: industry.jobs for industry in scores.dataset.industries}["luftfart"]
    assert cells[4] == pytest.approx(options[0].full_year[0]["luftfart"] / 100 / jobs)


def test_keys_side_by_side_use_the_same_frame(options, book):
    table = keys_table(options[0], book, Locale("nb"))
    for index in range(2, len(table.columns)):
        assert sum(row[index] or 0 for row in table.rows) == pytest.approx(70.0, abs=1e-6)
