"""The ranking as markup: a bar an industry, best on top, the cut line drawn, what moved beside the names. No Streamlit.

One element of the page, of words that any reader can take in and that wrap where a screen is narrow. The browser draws
it anew in a few milliseconds, where a figure of Plotly's takes seconds the first time and a tenth of one at each move.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from app.figures.charts import criterion_colour
from engine.classification.periods import oldest_first
from engine.foundation.locale import Locale
from engine.results.basis import percent
from engine.results.comparison import ranks, tied_groups
from engine.results.cut_line import CutLine, passed_over_in_words
from engine.results.figures_behind import PointMeaning, figure_in_words, figures_of, point_in_words, point_meanings
from engine.results.known_figures import Known
from engine.results.ranking import score_decimals
from engine.scoring.ranking import UNRANKED
from engine.scoring.score import Scores
from engine.selection.portfolio_problem import SelectionProblem

YES = "✓"
SEEN = 0.05
"""Points that a bar must have moved for the one before to be drawn."""


@dataclass(frozen=True, slots=True)
class Before:
    """Ranks and scores of the setting that is compared with, by id."""

    ranks: Mapping[str, int] = field(default_factory=dict)
    scores: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, scores: Scores) -> Before:
        """Those of a ranking."""
        values = zip(scores.industry_ids, scores.scores.tolist(), strict=True)
        ranked = ranks(scores)
        return cls(ranked, {industry_id: value for industry_id, value in values if industry_id in ranked})


NOTHING_BEFORE = Before()


def ranking_bars(
    scores: Scores,
    selected: Collection[str],
    line: CutLine,
    problem: SelectionProblem | None,
    locale: Locale,
    before: Before = NOTHING_BEFORE,
    only: Collection[str] | None = None,
) -> str:
    """The whole figure, or the rows of ``only``; hatched where the figures leave a score open."""
    known, labels = Known(scores), _labels(scores, locale)
    tied = {industry_id for group in tied_groups(scores) for industry_id in group}
    order = [index for index in scores.order if scores.ranks[index] != UNRANKED]
    widest = max([scores.criteria.scale, *(float(known.high[index]) for index in order)])
    rows = []
    for index in order:
        industry_id = scores.industry_ids[index]
        if only is None or industry_id in only:
            place = f"{int(scores.ranks[index])}{'=' if industry_id in tied else '.'}"
            near = industry_id in line.above or industry_id in line.near
            head = _head(scores, index, place, industry_id in selected, locale) + (
                _move(industry_id, scores, index, before, locale) if near else ""
            )
            reason = line.passed_over.get(industry_id)
            why = passed_over_in_words(reason, scores, problem, locale) if reason and problem else ""
            bar = _bar(scores, index, labels, widest, locale)
            bar += _open(float(known.low[index]), float(known.high[index]), widest, locale) + _ghost(
                industry_id, scores, index, before, widest
            )
            rows.append(
                _row(head, bar, _sum(scores, index, float(known.high[index]), locale), why, industry_id in selected)
            )
        if line.above and industry_id == line.above[-1]:
            rows.append(_cut(len(selected), locale))
    name = escape(locale.text("first_page.bars_label", count=len(order)), quote=True)
    return f"<div class='bars' role='list' aria-label='{name}'>{''.join(rows)}</div>"


def bars_head(scores: Scores, locale: Locale) -> str:
    """One line above the bars: from when the figures are, oldest to newest, and what hatching means."""
    periods = oldest_first({period for meaning in point_meanings(scores) for period in meaning.periods})
    shown = []
    if periods:
        ages = locale.text("first_page.ages", oldest=periods[0], newest=periods[-1])
        shown.append(f"<li>{escape(ages)}</li>")
    if Known(scores).any_open:
        shown.append(f"<li><span class='swatch open'></span>{escape(locale.text('first_page.legend_open'))}</li>")
    return f"<ul class='legend'>{''.join(shown)}</ul>"


def legend(scores: Scores, locale: Locale) -> str:
    """Each criterion by its colour, with its share of the weight and the age of its figures; what hatching means."""
    labels = [scores.criteria.short(member, locale) for member in scores.root_members]
    shown = [
        f"<li><span class='swatch' style='background:{criterion_colour(place)}'></span>{escape(label)} "
        f"<b>{percent(float(scores.weights[place]), locale)}</b>{_periods(meaning, locale)}</li>"
        for place, (label, meaning) in enumerate(zip(labels, point_meanings(scores), strict=True))
    ]
    if Known(scores).any_open:
        shown.append(f"<li><span class='swatch open'></span>{escape(locale.text('first_page.legend_open'))}</li>")
    return f"<ul class='legend'>{''.join(shown)}</ul>"


def points_markup(scores: Scores, locale: Locale) -> str:
    """Behind a fold: what one point of each criterion is, and from when its figures are."""
    heads = [locale.text(f"first_page.{name}") for name in ("criterion", "one_point", "periods")]
    head = "".join(f"<th scope='col'>{escape(heading)}</th>" for heading in heads)
    rows = "".join(
        f"<tr><th scope='row'>{escape(scores.criteria.label(row.member, locale))}</th>"
        f"<td>{escape(point_in_words(row, scores, locale))}</td><td>{escape(', '.join(row.periods) or '–')}</td></tr>"
        for row in point_meanings(scores)
    )
    return folded(
        locale.text("first_page.points_fold"),
        f"<div class='grid'><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>",
    )


def folded(heading: str, inside: str) -> str:
    """Something that is opened when it is asked for, without asking the server."""
    return f"<details class='fold'><summary>{escape(heading)}</summary>{inside}</details>"


def listed(lines: Iterable[str]) -> str:
    """Lines of text as a list."""
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def figures_behind(scores: Scores, industry_id: str, locale: Locale) -> Sequence[str]:
    """A line for each criterion: the figures it rests on, then the points."""
    index = scores.industry_ids.index(industry_id)
    labels = _labels(scores, locale)
    return [_part_in_words(scores, index, place, label, locale) for place, label in enumerate(labels)]


def _periods(meaning: PointMeaning, locale: Locale) -> str:
    periods = ", ".join(meaning.periods)
    return f" <small>{escape(locale.text('first_page.figures_from', periods=periods))}</small>" if periods else ""


def _labels(scores: Scores, locale: Locale) -> list[str]:
    return [scores.criteria.label(member, locale) for member in scores.root_members]


def _head(scores: Scores, index: int, place: str, selected: bool, locale: Locale) -> str:
    industry = scores.dataset.industries[scores.dataset.position[scores.industry_ids[index]]]
    sign = f"<span aria-hidden='true'>{YES}</span>{_unseen(locale.text('first_page.is_selected'))} " if selected else ""
    return f"<span class='place'>{place}</span> {sign}{escape(industry.name(locale))}"


def _move(name: str, scores: Scores, index: int, before: Before, locale: Locale) -> str:
    was, now = before.ranks.get(name), int(scores.ranks[index])
    if was is None or was == now:
        return ""
    way, sign = ("up", "▲") if now < was else ("down", "▼")
    unseen = _unseen(locale.text(f"first_page.moved_{way}", count=abs(now - was)))
    return f" <span class='move {way}'><span aria-hidden='true'>{sign}{abs(now - was)}</span>{unseen}</span>"


def _bar(scores: Scores, index: int, labels: Sequence[str], widest: float, locale: Locale) -> str:
    if scores.contributions is None:
        whole = _share(float(scores.scores[index]), widest)
        return f"<span class='part' style='width:{whole};background:{criterion_colour(0)}'></span>"
    return "".join(
        f"<span class='part' style='width:{_share(points, widest)};background:{criterion_colour(place)}' "
        f"data-tip='{escape(_part_in_words(scores, index, place, label, locale), quote=True)}'></span>"
        for place, (points, label) in enumerate(zip(scores.contributions[index].tolist(), labels, strict=True))
        if points > 0
    )


def _part_in_words(scores: Scores, index: int, place: int, label: str, locale: Locale) -> str:
    """Value, period, quality and source, and then the points."""
    member, industry_id = scores.root_members[place], scores.industry_ids[index]
    figures = figures_of(scores, member, industry_id)
    words = "; ".join(
        (f"{scores.criteria.label(each.indicator_id, locale)}: " if len(figures) > 1 else "")
        + figure_in_words(each, scores, locale)
        for each in figures
    )
    if scores.contributions is None:
        return locale.text("first_page.part_alone", criterion=label, figures=words)
    decimals = score_decimals(scores)
    return locale.text(
        "first_page.part",
        criterion=label,
        figures=words,
        points=locale.number(float(scores.contributions[index, place]), decimals),
        most=locale.number(scores.criteria.scale * float(scores.weights[place]), decimals),
    )


def _open(low: float, high: float, widest: float, locale: Locale) -> str:
    if not high > low:
        return ""
    tip = escape(locale.text("first_page.open", low=locale.number(low, 1), high=locale.number(high, 1)), quote=True)
    place = f"left:{_share(low, widest)};width:{_share(high - low, widest)}"
    return f"<span class='open' style='{place}' data-tip='{tip}'></span>"


def _ghost(name: str, scores: Scores, index: int, before: Before, widest: float) -> str:
    was = before.scores.get(name)
    if was is None or abs(was - float(scores.scores[index])) < SEEN:
        return ""
    return f"<span class='ghost' style='width:{_share(was, widest)}'></span>"


def _sum(scores: Scores, index: int, high: float, locale: Locale) -> str:
    decimals = score_decimals(scores)
    number = locale.number(float(scores.scores[index]), decimals)
    if high > float(scores.scores[index]):
        number += f"–{locale.number(high, decimals)}"
    return number


def _share(points: float, widest: float) -> str:
    return f"{100 * max(0.0, points) / widest:.2f}%"


def _row(head: str, bar: str, total: str, why: str, selected: bool) -> str:
    reason = f"<span class='why'>{escape(why)}</span>" if why else ""
    kind = " in" if selected else " over" if why else ""
    return (
        f"<div class='row{kind}' role='listitem'><span class='name'>{head}</span>"
        f"<span class='track'>{bar}</span><span class='sum'>{total}</span>{reason}</div>"
    )


def _cut(count: int, locale: Locale) -> str:
    return f"<div class='cut' role='listitem'><span>{escape(locale.text('first_page.cut', count=count))}</span></div>"


def _unseen(words: str) -> str:
    return f"<span class='unseen'>{escape(words)}</span>"
