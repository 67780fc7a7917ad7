"""Results to tables that a page can show: pandas frames of text, numbers as the language writes them. No Streamlit."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from app.figures.html_tables import Grid
from app.figures.live_tables import YES
from app.shell.wording import JOINER, literal
from engine.dataset.model import Dataset
from engine.foundation.locale import Locale
from engine.output.table import MISSING, Table, cell_in_words
from engine.results.basis import unit_in_words
from engine.results.cooccurrence_report import NAMED, Pairing
from engine.results.worked_example import Step
from engine.scoring.cooccurrence import HIGH
from engine.scoring.score import Scores
from engine.transfer.benchmarking import Benchmark

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler

VALUE_DECIMALS = 1


def frame(table: Table, locale: Locale) -> Styler:
    """The columns that a screen shows, numbers to the right."""
    shown = table.for_screen
    columns = _unlike([column.heading for column in shown.columns])
    rows = [
        [cell_in_words(column, cell, locale) for column, cell in zip(shown.columns, row, strict=True)]
        for row in shown.rows
    ]
    numbers = ("integer", "number", "share")
    right = [name for name, column in zip(columns, shown.columns, strict=True) if column.form in numbers]
    return aligned(pd.DataFrame(rows, columns=columns), right)


def _unlike(headings: list[str]) -> list[str]:
    """Headings that differ, also where a criterion is called as a column of ours: pandas styles no two of one name."""
    return [name + JOINER * headings[:at].count(name) for at, name in enumerate(headings)]


def aligned(made: pd.DataFrame, right: list[str]) -> Styler:
    """The frame with some columns to the right, as figures are read; a text that Streamlit would put to the left."""
    made, right = as_written(made), [literal(one) for one in right]
    return made.style.set_properties(subset=pd.Index(right), **{"text-align": "right !important"})


def as_written(made: pd.DataFrame) -> pd.DataFrame:
    """The frame with headings and cells that Streamlit, which reads them as Markdown, shows as they are written."""
    shown = made.map(lambda cell: literal(cell) if isinstance(cell, str) else cell)
    return shown.set_axis([literal(str(one)) for one in made.columns], axis=1)


def pairing_frame(pairing: Pairing, scores: Scores, locale: Locale) -> Styler:
    """Both sides of a pairing for every industry, highest co-occurrence first, with the high/high flag in words."""
    exposure, health = (scores.criteria.label(side, locale) for side in (pairing.exposure_id, pairing.health_id))
    industry, high, jobs = (locale.text(f"app.pairing_{name}") for name in ("industry", "high", "jobs"))
    flags, node = scores.flags.get(pairing.node), scores.nodes[pairing.node]
    order = sorted(range(len(node)), key=lambda at: -node[at] if not math.isnan(node[at]) else 1.0)
    rows = []
    for at in order:
        one = scores.dataset.industries[scores.dataset.position[scores.industry_ids[at]]]
        rows.append(
            {
                industry: one.name(locale),
                exposure: with_error(pairing.exposure[at], pairing.exposure_se[at], locale),
                health: with_error(pairing.health[at], pairing.health_se[at], locale),
                high: locale.text("report.yes" if flags is not None and flags[at] == HIGH else "report.no"),
                jobs: MISSING if one.jobs is None else locale.number(one.jobs, 0),
            }
        )
    return aligned(pd.DataFrame(rows), [exposure, health, jobs])


def with_error(value: float, error: float, locale: Locale) -> str:
    """``0,52 ± 0,04``: a value on 0..1 with its standard error where that is known."""
    if math.isnan(value):
        return MISSING
    said = locale.number(value, 2)
    return said if math.isnan(error) else f"{said} ± {locale.number(error, 2)}"


def named_frame(
    named: Mapping[str, Collection[str]], scores: Scores, selected: Collection[str], locale: Locale
) -> pd.DataFrame:
    """What the report names each industry for, those named for most first; ``✓`` is named, empty is not."""
    names = {one.industry_id: one.name(locale) for one in scores.dataset.industries}
    in_order = sorted(named, key=lambda one: (-len(named[one]), names.get(one, one)))
    chosen = locale.text("app.words_selected")
    return as_written(
        pd.DataFrame(
            [
                {
                    locale.text("app.pairing_industry"): names.get(one, one),
                    **{locale.text(f"app.{what}"): YES if what in named[one] else "" for what in NAMED},
                    chosen: locale.text("report.yes" if one in selected else "report.no"),
                }
                for one in in_order
            ]
        )
    )


def benchmarks_frame(
    known: Sequence[Benchmark], labels: Mapping[str, str], counted: Collection[str], dataset: Dataset, locale: Locale
) -> Styler:
    """Each indicator with the industry's value beside all others', and what it rests on."""
    heads = ("indicator", "value", "national", "range", "place", "period", "quality", "source", "points")
    indicator, value, national, span, place, period, quality, source, gives = (
        locale.text(f"app.standing_{name}") for name in heads
    )
    rows = []
    for one in known:
        unit = unit_in_words(one.unit, locale)
        lowest, highest = said(one.lowest, locale), said(one.highest, locale)
        rows.append(
            {
                indicator: f"{labels[one.indicator_id]} ({unit})",
                value: said(one.value, locale),
                national: said(one.national, locale),
                span: f"{lowest}–{highest}" if one.of else MISSING,
                place: MISSING if one.place is None else locale.text("app.place_of", place=one.place, of=one.of),
                period: locale.period(one.period),
                quality: locale.text(f"report.quality_{one.quality or 'missing'}") + _from_groups(one, locale),
                source: "; ".join(source_name(dataset, source) for source in one.source_ids) or MISSING,
                gives: locale.text("report.yes" if one.indicator_id in counted else "report.no"),
            }
        )
    return aligned(pd.DataFrame(rows), [value, national, span])


def source_name(dataset: Dataset, source_id: str) -> str:
    """What a source is called; its id where the data do not describe it."""
    found = dataset.sources.get(source_id)
    return f"{found.title} ({found.publisher})" if found and found.title else source_id


def _from_groups(one: Benchmark, locale: Locale) -> str:
    return locale.text("app.from_groups", groups=", ".join(one.groups)) if one.groups else ""


def said(value: float | None, locale: Locale) -> str:
    """A value with one decimal; a dash where there is none."""
    return MISSING if value is None or math.isnan(value) else locale.number(value, VALUE_DECIMALS)


def history_frame(found: Sequence[Benchmark], locale: Locale) -> Styler:
    """The industry and the national level, a row a period."""
    period, value, national, quality = (
        locale.text(f"app.standing_{name}") for name in ("period", "value", "national", "quality")
    )
    rows = [
        {
            period: locale.period(one.period),
            value: said(one.value, locale),
            national: said(one.national, locale),
            quality: locale.text(f"report.quality_{one.quality}"),
        }
        for one in found
    ]
    return aligned(pd.DataFrame(rows), [value, national])


def steps_frame(done: Sequence[Step], scores: Scores, industry_id: str, locale: Locale) -> Styler:
    """Each step with its formula in numbers and what it gives."""
    what, raw, formula, result = (locale.text(f"app.step_{name}") for name in ("what", "raw", "formula", "result"))
    position = scores.dataset.position[industry_id]
    rows = []
    for one in done:
        column = scores.columns.get(one.node)
        given = {}
        if column is not None:
            unit = unit_in_words(column.unit, locale)
            measured = f"{said(float(column.values[position]), locale)} ({unit}, {locale.period(column.period)})"
            given[raw] = measured if column.period else MISSING  # one that awaits figures has none
        rows.append(
            {
                what: scores.criteria.label(one.node, locale),
                **given,
                formula: one.formula or locale.text("report.quality_missing"),
                result: MISSING if one.result is None else locale.number(one.result, 3),
            }
        )
    return aligned(pd.DataFrame(rows), [result])


def values_grid(dataset: Dataset, indicator: str, period: str, locale: Locale) -> tuple[Grid, str, list[float]]:
    """One indicator in one period for every industry, highest first; the heading of the values, and the values.

    A column that says the same of every industry, or nothing, is left out: ``values_sources`` names the sources.
    """
    column = dataset.column(indicator, period)
    industry, value, error, quality, groups, source = (
        locale.text(f"app.values_{name}") for name in ("industry", "value", "error", "quality", "groups", "source")
    )
    order = sorted(range(len(dataset.industries)), key=lambda at: _falling(float(column.values[at])))
    several = len({column.source_ids[at] for at in order if column.source_ids[at]}) > 1
    head = f"{value} ({unit_in_words(column.unit, locale)})"
    cells = {
        industry: [dataset.industries[at].name(locale) for at in order],
        head: [said(float(column.values[at]), locale) for at in order],
        error: [said(float(column.se[at]), locale) for at in order],
        quality: [locale.text(f"report.quality_{column.quality_of(at) or 'missing'}") for at in order],
        groups: [", ".join(column.groups[at]) or MISSING for at in order],
        source: ["; ".join(source_name(dataset, one) for one in column.source_ids[at]) or MISSING for at in order],
    }
    kept = [
        name
        for name, column_cells in cells.items()
        if (name != source or several) and (name in (industry, head) or set(column_cells) != {MISSING})
    ]
    rows = tuple(zip(*(cells[name] for name in kept), strict=True))
    return Grid(tuple(kept), rows, frozenset({head, error})), head, [float(column.values[at]) for at in order]


def values_sources(dataset: Dataset, indicator: str, period: str) -> str:
    """The sources of one indicator in one period, each once; empty where none is named."""
    column = dataset.column(indicator, period)
    return "; ".join(
        source_name(dataset, one) for one in dict.fromkeys(one for ids in column.source_ids for one in ids)
    )


def _falling(value: float) -> tuple[bool, float]:
    return math.isnan(value), 0.0 if math.isnan(value) else -value


def missing_frame(scores: Scores, locale: Locale) -> pd.DataFrame:
    """The ranked industries that lack a figure, and which."""
    industry, lacks = locale.text("app.pairing_industry"), locale.text("report.lacks")
    return as_written(
        pd.DataFrame(
            [
                {
                    industry: scores.dataset.industries[scores.dataset.position[one]].name(locale),
                    lacks: ", ".join(scores.criteria.label(indicator, locale) for indicator in scores.lacks[at]),
                }
                for at, one in enumerate(scores.industry_ids)
                if scores.lacks[at]
            ],
            columns=[industry, lacks],
        )
    )
