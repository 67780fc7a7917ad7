"""The figures behind each part of a score, with period, quality and source; what one point is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from engine.classification.periods import days_of
from engine.criteria.model import Criteria
from engine.foundation.locale import Locale
from engine.results.basis import amount_of
from engine.results.ranking import score_decimals
from engine.scoring.score import Scores

PER_CENT, JUDGED = "percent", "score_0_1"
POINT_PLACES = VALUE_PLACES = 2
"""Significant places of what one point is, and of a value below 1."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One value as it is published; None and empty where there is none."""

    indicator_id: str
    value: float | None
    unit: str
    period: str
    quality: str | None
    groups: tuple[str, ...]
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PointMeaning:
    """What one point of a root member is at these weights.

    Parameters
    ----------
    most
        Points that the member can give.
    indicator_id, unit, amount
        How much more of the indicator gives one point; ``amount`` None where it is not the same everywhere: several
        indicators, a pairing, values read beside one another, no weight.
    periods
        Of the figures, oldest first.
    """

    member: str
    most: float
    indicator_id: str | None
    unit: str
    amount: float | None
    periods: tuple[str, ...]


def leaves_below(criteria: Criteria, node: str) -> Iterator[str]:
    """The indicators below a node of the tree, in the file's order; the node itself where it is one."""
    if node not in criteria.criteria:
        yield node
        return
    for child in criteria.criteria[node].children:
        yield from leaves_below(criteria, child)


def figures_of(scores: Scores, member: str, industry_id: str) -> tuple[Figure, ...]:
    """The values that an industry's points of a root member come from."""
    position = scores.dataset.position[industry_id]
    figures = []
    for leaf in leaves_below(scores.criteria, member):
        if (column := scores.columns.get(leaf)) is None:
            continue
        value = float(column.values[position])
        figures.append(
            Figure(
                leaf,
                None if math.isnan(value) else value,
                column.unit,
                column.period,
                column.quality_of(position),
                column.groups[position],
                column.source_ids[position],
            )
        )
    return tuple(figures)


def figure_in_words(figure: Figure, scores: Scores, locale: Locale) -> str:
    """``6,4 % (2016K3, nedarvet fra næring 86–88, NAV 2016)``, or that there is no figure."""
    if figure.value is None:
        return locale.text("first_page.figure_missing")
    quality = locale.text(f"report.quality_{figure.quality}") if figure.quality else ""
    if figure.groups:
        quality += locale.text("first_page.figure_from", groups=", ".join(figure.groups))
    about = ", ".join(
        part
        for part in (
            locale.period(figure.period),
            quality,
            *(_source(source_id, scores) for source_id in figure.source_ids),
        )
        if part
    )
    return locale.text("first_page.figure", value=_value(figure.value, figure.unit, locale), about=about)


def _value(value: float, unit: str, locale: Locale) -> str:
    size = abs(value)
    most = VALUE_PLACES - 1 - math.floor(math.log10(size)) if 0 < size < 1 else 1
    decimals = min(len(repr(value).partition(".")[2]) if value % 1 else 0, most)
    number = locale.number(value, decimals)
    if unit == PER_CENT:
        return locale.per_cent(number)
    return locale.text("first_page.on_unit_scale", value=number) if unit == JUDGED else amount_of(number, unit, locale)


def _source(source_id: str, scores: Scores) -> str:
    """Who published it and when; the title where that is all there is."""
    known = scores.dataset.sources.get(source_id)
    if known is None:
        return source_id
    return " ".join(part for part in (known.publisher, known.published) if part) or known.title or source_id


def point_meanings(scores: Scores) -> tuple[PointMeaning, ...]:
    """One for each root member, in the order of the criteria file."""
    return tuple(
        _meaning(scores, member, float(weight))
        for member, weight in zip(scores.root_members, scores.weights.tolist(), strict=True)
    )


def _meaning(scores: Scores, member: str, weight: float) -> PointMeaning:
    leaves = tuple(leaves_below(scores.criteria, member))
    columns = [scores.columns[leaf] for leaf in leaves if leaf in scores.columns]
    periods = _in_time({column.period for column in columns if column.period})
    most = scores.criteria.scale * weight
    if len(leaves) != 1 or scores.contributions is None:
        return PointMeaning(member, most, None, "", None, periods)
    leaf = leaves[0]
    declared = scores.criteria.indicators[leaf]
    low, high = declared.normalise.low, declared.normalise.high
    fixed = declared.normalise.method == "goalposts" and declared.transform == "none"
    amount = (high - low) / most if fixed and low is not None and high is not None and most > 0 else None
    return PointMeaning(member, most, leaf, columns[0].unit if columns else declared.unit, amount, periods)


def point_in_words(meaning: PointMeaning, scores: Scores, locale: Locale) -> str:
    """What one point of a member is, in a short phrase."""
    most = locale.number(meaning.most, score_decimals(scores))
    if meaning.most <= 0:
        return locale.text("first_page.point_none")
    if meaning.unit == JUDGED:
        half = locale.number(meaning.most / 2, score_decimals(scores))
        return locale.text("first_page.point_judged", most=most, half=half)
    if meaning.amount is None or meaning.indicator_id is None:
        return locale.text("first_page.point_open", most=most)
    places = max(0, POINT_PLACES - 1 - math.floor(math.log10(meaning.amount)))
    lower = scores.criteria.indicators[meaning.indicator_id].direction == "lower"
    shown = locale.number(meaning.amount, places)
    if meaning.unit == PER_CENT:
        amount = f"{shown} {locale.text('first_page.unit_points_of_percent')}"
    else:
        amount = amount_of(shown, meaning.unit, locale)
    return locale.text(f"first_page.point_{'less' if lower else 'more'}", amount=amount, most=most)


def _in_time(periods: Iterable[str]) -> tuple[str, ...]:
    """Oldest first, by the last day; a mean over several periods, written with commas, by the last of them."""

    def last_day(period: str) -> tuple[date, str]:
        days = days_of(period.rpartition(", ")[2])
        return (days[1] if days else date.min), period

    return tuple(sorted(periods, key=last_day))
