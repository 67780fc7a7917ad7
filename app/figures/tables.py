"""Results to tables that a page can show: pandas frames of text, numbers as the language writes them. No Streamlit."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from app.figures.html_tables import Grid
from app.figures.live_tables import YES
from app.shell.wording import JOINER, literal
from engine.criteria.merge_overlay import in_a_list
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
    return [name + JOINER * headings[:index].count(name) for index, name in enumerate(headings)]


def aligned(made: pd.DataFrame, right: list[str]) -> Styler:
    """The frame with some columns to the right, as figures are read; a text that Streamlit would put to the left."""
    made, right = as_written(made), [literal(heading) for heading in right]
    return made.style.set_properties(subset=pd.Index(right), **{"text-align": "right !important"})


def as_written(made: pd.DataFrame) -> pd.DataFrame:
    """The frame with headings and cells that Streamlit, which reads them as Markdown, shows as they are written."""
    shown = made.map(lambda cell: literal(cell) if isinstance(cell, str) else cell)
    return shown.set_axis([literal(str(column)) for column in made.columns], axis=1)


def pairing_frame(pairing: Pairing, scores: Scores, locale: Locale) -> Styler:
    """Both sides of a pairing for every industry, highest co-occurrence first, with the high/high flag in words."""
    exposure, health = (scores.criteria.label(side, locale) for side in (pairing.exposure_id, pairing.health_id))
    industry, high, jobs = (locale.text(f"app.pairing_{name}") for name in ("industry", "high", "jobs"))
    flags, node = scores.flags.get(pairing.node), scores.nodes[pairing.node]
    order = sorted(range(len(node)), key=lambda index: -node[index] if not math.isnan(node[index]) else 1.0)
    rows = []
    for index in order:
        this_industry = scores.dataset.industries[scores.dataset.position[scores.industry_ids[index]]]
        rows.append(
            {
                industry: this_industry.name(locale),
                exposure: with_error(pairing.exposure[index], pairing.exposure_se[index], locale),
                health: with_error(pairing.health[index], pairing.health_se[index], locale),
                high: locale.text("report.yes" if flags is not None and flags[index] == HIGH else "report.no"),
                jobs: MISSING if this_industry.jobs is None else locale.number(this_industry.jobs, 0),
            }
        )
    return aligned(pd.DataFrame(rows), [exposure, health, jobs])


def with_error(value: float, error: float, locale: Locale) -> str:
    """``0,52 ± 0,04``: a value on 0..1 with its standard error where that is known."""
    if math.isnan(value):
        return MISSING
    number = locale.number(value, 2)
    return number if math.isnan(error) else f"{number} ± {locale.number(error, 2)}"


def named_frame(
    named: Mapping[str, Collection[str]], scores: Scores, selected: Collection[str], locale: Locale
) -> pd.DataFrame:
    """What the report names each industry for, those named for most first; ``✓`` is named, empty is not."""
    names = {industry.industry_id: industry.name(locale) for industry in scores.dataset.industries}
    in_order = sorted(named, key=lambda industry_id: (-len(named[industry_id]), names.get(industry_id, industry_id)))
    chosen = locale.text("app.words_selected")
    return as_written(
        pd.DataFrame(
            [
                {
                    locale.text("app.pairing_industry"): names.get(industry_id, industry_id),
                    **{locale.text(f"app.{what}"): YES if what in named[industry_id] else "" for what in NAMED},
                    chosen: locale.text("report.yes" if industry_id in selected else "report.no"),
                }
                for industry_id in in_order
            ]
        )
    )


def with_unit(label: str, unit: str) -> str:
    """``label`` and its unit: after a comma where the label ends with a bracket, not again where it ends with it."""
    if label.endswith(unit):
        return label
    return f"{label}, {unit}" if label.endswith(")") else f"{label} ({unit})"


def benchmarks_frame(
    known: Sequence[Benchmark], labels: Mapping[str, str], counted: Collection[str], dataset: Dataset, locale: Locale
) -> Styler:
    """Each indicator with the industry's value beside all others', and what it rests on."""
    heads = ("indicator", "value", "national", "range", "place", "period", "quality", "source", "points")
    indicator, value, national, span, place, period, quality, source, gives = (
        locale.text(f"app.standing_{name}") for name in heads
    )
    rows = []
    for benchmark in known:
        unit = unit_in_words(benchmark.unit, locale)
        lowest, highest = said(benchmark.lowest, locale), said(benchmark.highest, locale)
        rows.append(
            {
                indicator: with_unit(labels[benchmark.indicator_id], unit),
                value: said(benchmark.value, locale),
                national: said(benchmark.national, locale),
                span: f"{lowest}–{highest}" if benchmark.of else MISSING,
                place: MISSING
                if benchmark.place is None
                else locale.text("app.place_of", place=benchmark.place, of=benchmark.of),
                period: locale.period(benchmark.period),
                quality: locale.text(f"report.quality_{benchmark.quality or 'missing'}")
                + _from_groups(benchmark, locale),
                source: "; ".join(source_name(dataset, source, locale) for source in benchmark.source_ids) or MISSING,
                gives: locale.text("report.yes" if benchmark.indicator_id in counted else "report.no"),
            }
        )
    return aligned(pd.DataFrame(rows), [value, national, span])


def source_name(dataset: Dataset, source_id: str, locale: Locale) -> str:
    """What a source is called; its id where the data do not describe it."""
    source = dataset.sources.get(source_id)
    return f"{locale.period(source.title)} ({source.publisher})" if source and source.title else source_id


def _from_groups(benchmark: Benchmark, locale: Locale) -> str:
    return locale.text("app.from_groups", groups=", ".join(benchmark.groups)) if benchmark.groups else ""


def said(value: float | None, locale: Locale) -> str:
    """A value with one decimal; a dash where there is none."""
    return MISSING if value is None or math.isnan(value) else locale.number(value, VALUE_DECIMALS)


def history_frame(benchmarks: Sequence[Benchmark], locale: Locale) -> Styler:
    """The industry and the national level, a row a period."""
    period, value, national, quality = (
        locale.text(f"app.standing_{name}") for name in ("period", "value", "national", "quality")
    )
    rows = [
        {
            period: locale.period(benchmark.period),
            value: said(benchmark.value, locale),
            national: said(benchmark.national, locale),
            quality: locale.text(f"report.quality_{benchmark.quality}"),
        }
        for benchmark in benchmarks
    ]
    return aligned(pd.DataFrame(rows), [value, national])


def steps_frame(done: Sequence[Step], scores: Scores, industry_id: str, locale: Locale) -> Styler:
    """Each step with its formula in numbers and what it gives; what it counts as, where that is another number."""
    what, raw, formula, result, used = (
        locale.text(f"app.step_{name}") for name in ("what", "raw", "formula", "result", "used")
    )
    open_ends = any(step.counts_as is not None for step in done)
    position = scores.dataset.position[industry_id]
    rows = []
    for step in done:
        column = scores.columns.get(step.node)
        given = {}
        if column is not None:
            unit = unit_in_words(column.unit, locale)
            measured = f"{said(float(column.values[position]), locale)} ({unit}, {locale.period(column.period)})"
            given[raw] = measured if column.period else MISSING  # one that awaits figures has none
        rows.append(
            {
                what: scores.criteria.label(step.node, locale),
                **given,
                formula: step.formula or locale.text("report.quality_missing"),
                result: MISSING if step.result is None else locale.number(step.result, 3),
            }
        )
        if open_ends:
            counted = step.result if step.counts_as is None else step.counts_as
            rows[-1][used] = MISSING if counted is None else locale.number(counted, 3)
    return aligned(pd.DataFrame(rows), [result, used] if open_ends else [result])


def values_grid(dataset: Dataset, indicator: str, period: str, locale: Locale) -> tuple[Grid, str, list[float]]:
    """One indicator in one period for every industry, highest first; the heading of the values, and the values.

    A column that says the same of every industry, or nothing, is left out: ``values_sources`` names the sources.
    """
    column = dataset.column(indicator, period)
    industry, value, error, quality, groups, source = (
        locale.text(f"app.values_{name}") for name in ("industry", "value", "error", "quality", "groups", "source")
    )
    order = sorted(range(len(dataset.industries)), key=lambda index: _falling(float(column.values[index])))
    several = len({column.source_ids[index] for index in order if column.source_ids[index]}) > 1
    head = f"{value} ({unit_in_words(column.unit, locale)})"
    cells = {
        industry: [dataset.industries[index].name(locale) for index in order],
        head: [said(float(column.values[index]), locale) for index in order],
        error: [said(float(column.se[index]), locale) for index in order],
        quality: [locale.text(f"report.quality_{column.quality_of(index) or 'missing'}") for index in order],
        groups: [", ".join(column.groups[index]) or MISSING for index in order],
        source: [
            "; ".join(source_name(dataset, source_id, locale) for source_id in column.source_ids[index]) or MISSING
            for index in order
        ],
    }
    kept = [
        name
        for name, column_cells in cells.items()
        if (name != source or several) and (name in (industry, head) or set(column_cells) != {MISSING})
    ]
    rows = tuple(zip(*(cells[name] for name in kept), strict=True))
    return Grid(tuple(kept), rows, frozenset({head, error})), head, [float(column.values[index]) for index in order]


def values_sources(dataset: Dataset, indicator: str, period: str, locale: Locale) -> str:
    """The sources of one indicator in one period, each once; empty where none is named."""
    column = dataset.column(indicator, period)
    return "; ".join(
        source_name(dataset, source_id, locale)
        for source_id in dict.fromkeys(source_id for ids in column.source_ids for source_id in ids)
    )


def _falling(value: float) -> tuple[bool, float]:
    return math.isnan(value), 0.0 if math.isnan(value) else -value


def missing_frame(scores: Scores, locale: Locale) -> pd.DataFrame:
    """What figures are lacked together, and the ranked industries that lack them by name; most industries first."""
    by_lacks: dict[tuple[str, ...], list[str]] = {}
    for index, industry_id in enumerate(scores.industry_ids):
        if scores.lacks[index]:
            name = scores.dataset.industries[scores.dataset.position[industry_id]].name(locale)
            by_lacks.setdefault(tuple(scores.lacks[index]), []).append(name)
    rows = [
        ("; ".join(scores.criteria.label(indicator, locale) for indicator in lacks), in_a_list(sorted(names)))
        for lacks, names in sorted(by_lacks.items(), key=lambda item: -len(item[1]))
    ]
    return as_written(pd.DataFrame(rows, columns=[locale.text("report.lacks"), locale.text("app.missing_industries")]))
