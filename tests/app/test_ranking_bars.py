"""The ranking as markup: rows, the line, reasons, moves, ghosts, what is open, and the table that is sorted."""

import re
from html.parser import HTMLParser

import pytest

from app.figures.charts import CUT, ranking_chart
from app.figures.ranking_bars import Before, bars_head, legend, points_markup, ranking_bars
from app.figures.ranking_grid import ranking_grid
from app.shell import cache as cached
from app.shell.data_sets import paired
from app.shell.setting import Setting
from engine.foundation.locale import Locale
from engine.results.cut_line import cut_line
from engine.results.known_figures import Known


class Reading(HTMLParser):
    """What stands in the markup, row by row; every tag that is opened must be closed."""

    def __init__(self, markup):
        super().__init__()
        self.open, self.rows = [], []
        self.feed(markup)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)
        if dict(attributes).get("role") == "listitem" or tag == "tr":
            self.rows.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.rows:
            self.rows[-1] += data


@pytest.fixture(scope="module")
def outcome():
    return cached.outcome(Setting("publisert"))


@pytest.fixture(scope="module")
def strict():
    return cached.outcome(Setting("publisert", changes=(("minimum_new", 4.0),)))


def drawn(outcome, language="nb", **more):
    line = cut_line(outcome.scores, outcome.selection)
    problem = outcome.selection.problem if outcome.selection else None
    return ranking_bars(outcome.scores, outcome.selected, line, problem, Locale(language), **more)


def test_the_line_stands_after_the_last_of_the_selected(outcome):
    rows = Reading(drawn(outcome)).rows
    assert len(rows) == 32 + 1
    assert [row.count("✓") for row in rows[:7]] == [1, 1, 1, 1, 1, 0, 0]
    assert rows[5] == "Utvalget slutter her med det som er satt i panelet. Antall nye: 5, ikke et forslag."
    assert rows[1].startswith("2= ✓")


def test_who_is_passed_over_has_the_reason_below_the_name(strict):
    rows = {row.partition("forbigått")[0]: row for row in Reading(drawn(strict)).rows if "forbigått" in row}
    assert [name[:11] for name in rows] == ["2= Luftfart", "5. Butikkha", "7. Undervis"]
    assert "tilskuddet ville blitt 3,68 av 4,0 mill. kr" in rows[next(iter(rows))]


def test_moves_are_shown_near_the_line_only_and_bars_of_before_everywhere(outcome):
    """One weight doubled: everybody's points change; arrows only for those above the line and the three below."""
    members = outcome.scores.root_members
    moved = cached.outcome(
        Setting("publisert", weights=tuple((member, 0.6 if member == "frafall" else 0.1) for member in members))
    )
    markup = drawn(moved, before=Before.of(outcome.scores))
    line = cut_line(moved.scores, moved.selection)
    rows = Reading(markup).rows
    arrows = [index for index, row in enumerate(rows) if "▲" in row or "▼" in row]
    assert arrows
    assert max(arrows) <= len(line.above) + len(line.near)
    assert markup.count("class='ghost'") == 32
    assert "opp " in "".join(rows)


def test_nothing_moved_shows_no_arrow_and_no_ghost(outcome):
    markup = drawn(outcome, before=Before.of(outcome.scores))
    assert "▲" not in markup
    assert "ghost" not in markup


def test_a_bar_says_value_period_quality_and_source_before_the_points(outcome):
    tips = re.findall(r"data-tip='([^']*)'", drawn(outcome))
    tip = "Legemeldt sykefravær: 7,5\N{NO-BREAK SPACE}% (2016K3, nedarvet fra næring 86-88, NAV 2016)"
    assert f"{tip} → 15,7 av 20,0 poeng" in tips


def test_what_is_open_is_hatched_from_the_low_to_the_high_end():
    outcome = cached.outcome(Setting(paired("noa", "")))
    known = Known(outcome.scores)
    markup = drawn(outcome)
    assert markup.count("class='open'") == int((known.high > known.low).sum())
    index = outcome.scores.industry_ids.index("hjemmetjenesten")
    assert f"left:{known.low[index]:.2f}%;width:{known.high[index] - known.low[index]:.2f}%" in markup
    assert "swatch open" in legend(outcome.scores, Locale("nb"))
    assert "swatch open" in bars_head(outcome.scores, Locale("nb"))
    (opened,) = [
        trace
        for trace in ranking_chart(outcome.scores, outcome.selected, Locale("nb")).data
        if trace.type == "bar" and trace.base is not None
    ]
    assert dict(zip(opened.y, opened.base, strict=True))["hjemmetjenesten"] == pytest.approx(known.low[index])
    assert dict(zip(opened.y, opened.x, strict=True))["hjemmetjenesten"] == pytest.approx(
        known.high[index] - known.low[index]
    )


def test_where_nothing_is_open_no_hatching_is_explained(outcome):
    assert "swatch open" not in legend(outcome.scores, Locale("nb")) + bars_head(outcome.scores, Locale("nb"))


def test_the_picture_has_the_line_after_the_fifth(outcome):
    (line,) = ranking_chart(outcome.scores, outcome.selected, Locale("nb")).layout.shapes
    assert (line.y0, line.y1, line.line.color) == (4.5, 4.5, CUT)


def test_the_legend_says_at_once_how_old_the_figures_are(outcome):
    text = re.sub("<[^>]*>", "", legend(outcome.scores, Locale("nb")))
    assert "Organisasjonsgrad 15\N{NO-BREAK SPACE}% tall fra 2014" in text
    assert "Sykefravær 20\N{NO-BREAK SPACE}% tall fra 2016K3" in text


def test_what_one_point_means_stands_behind_a_fold(outcome, language):
    markup = points_markup(outcome.scores, Locale(language))
    Reading(markup)
    assert {"nb": "1 poeng = 0,35 prosentpoeng mer", "en": "1 point = 0.35 percentage points more"}[language] in markup


def test_the_table_has_every_industry_with_what_it_is_sorted_by(outcome, language):
    markup = ranking_grid(outcome.scores, outcome.selected, Locale(language))
    assert len(Reading(markup).rows) == 1 + 32
    for row in re.findall(r"<tr(?: class=in)?>.*?</tr>", markup)[1:]:
        cells = row.count("<td") + row.count("<th")
        assert cells == row.count("data-worth") == markup.count("scope='col'")


def test_names_from_elsewhere_are_shown_as_written(outcome):
    from dataclasses import replace

    scores = outcome.scores
    bad = [replace(industry, name_nb="<b onclick='x()'>&\"") for industry in scores.dataset.industries]
    made = replace(outcome, scores=replace(scores, dataset=replace(scores.dataset, industries=tuple(bad))))
    for markup in (drawn(made), ranking_grid(made.scores, made.selected, Locale("nb"))):
        assert "<b onclick" not in markup
        Reading(markup)


def test_only_the_rows_that_are_asked_for(outcome):
    assert len(Reading(drawn(outcome, only={"hjemmetjenesten", "undervisning"})).rows) == 2 + 1


def test_the_oldest_and_the_newest_figures_are_said_above_the_bars(outcome):
    """Density is of 2014, and the report of 2024 names the rest; what is between them stands in the legend below."""
    assert "Eldste tall: 2014. Nyeste: 2024." in bars_head(outcome.scores, Locale("nb"))
