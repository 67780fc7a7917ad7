"""The baseline as a page to print: tables, notes, JSON, and the sheet of a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.foundation.quality import INHERITED
from engine.output.table import Cell, Column, Table
from engine.output.workbook import Sheet
from engine.results.basis import plain, unit_in_words, warning
from engine.results.indicator_labels import columns_json, columns_notes, indicator_name
from engine.results.renderers import Answer, Page, page
from engine.transfer.baseline import Baseline, Measure

PARTS = {
    "indicator_id": "text",
    "indicator": "text",
    "role": "text",
    "unit": "text",
    "period": "period",
    "value": "number",
    "low": "number",
    "high": "number",
    "se": "number",
    "n": "integer",
    "design_effect": "number",
    "effective_n": "integer",
    "national": "number",
    "fall_to": "number",
    "rise_to": "number",
    "smallest_fall": "number",
    "smallest_rise": "number",
    "rough": "boolean",
    "remark": "text",
    "quality": "text",
    "group_share": "share",
    "groups": "text",
    "source_ids": "text",
}
"""The columns of the table and their forms, in order."""
NOT_ON_SCREEN = (
    "indicator_id",
    "se",
    "design_effect",
    "effective_n",
    "smallest_fall",
    "smallest_rise",
    "rough",
    "groups",
)
"""What a page has no room for; files have it."""


def baseline_table(result: Baseline, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One row a figure: today, how sure, nationally, and the nearest levels that a follow-up would tell from it."""
    columns = tuple(
        Column(key, locale.text(f"transfer.{key}"), form, screen=key not in NOT_ON_SCREEN)
        for key, form in PARTS.items()
    )
    name = result.dataset.industries[result.dataset.position[result.industry_id]].name(locale)
    rows = tuple(_row(result, measure, locale) for measure in result.measures)
    return Table(locale.text("transfer.title_baseline", industry=locale.in_sentence(name)), columns, rows)


def _row(result: Baseline, measure: Measure, locale: Locale) -> tuple[Cell, ...]:
    benchmark, detectable = measure.benchmark, measure.detectable
    value = benchmark.value
    return (
        benchmark.indicator_id,
        indicator_name(result.criteria, benchmark.indicator_id, locale),
        locale.text(f"transfer.role_{measure.role}"),
        unit_in_words(benchmark.unit, locale),
        benchmark.period,
        value,
        detectable.low,
        detectable.high,
        benchmark.se,
        None if measure.n is None else int(measure.n),
        detectable.design_effect,
        detectable.effective_n,
        benchmark.national,
        detectable.fall_to,
        detectable.rise_to,
        None if value is None or detectable.fall_to is None else value - detectable.fall_to,
        None if value is None or detectable.rise_to is None else detectable.rise_to - value,
        detectable.rough,
        locale.text(f"transfer.why_{detectable.why_not or 'rough'}") if detectable.why_not or detectable.rough else "",
        locale.text(f"report.quality_{benchmark.quality or 'missing'}"),
        measure.group_share,
        " ".join(benchmark.groups),
        " ".join(benchmark.source_ids),
    )


def years_table(result: Baseline, locale: Locale = DEFAULT_LOCALE) -> Table:
    """How much each figure has changed from year to year; no rows where no figure has two years running."""
    forms = {
        "indicator": "text",
        "unit": "text",
        "period": "period",
        "usual_change": "number",
        "largest_change": "number",
        "years_compared": "integer",
    }
    columns = tuple(Column(key, locale.text(f"transfer.{key}"), form) for key, form in forms.items())
    rows = tuple(
        (
            indicator_name(result.criteria, measure.benchmark.indicator_id, locale),
            unit_in_words(measure.benchmark.unit, locale),
            f"{measure.yearly.first}–{measure.yearly.last}",
            measure.yearly.usual,
            measure.yearly.largest,
            measure.yearly.pairs,
        )
        for measure in result.measures
        if measure.yearly is not None
    )
    return Table(locale.text("transfer.title_years"), columns, rows)


def goals_table(result: Baseline, locale: Locale = DEFAULT_LOCALE) -> Table:
    """The goals that no statistics follow: activity and spread (report 2024, section 3.5.7)."""
    columns = tuple(Column(key, locale.text(f"transfer.{key}")) for key in ("goal_kind", "goal_says"))
    jobs = result.dataset.industries[result.dataset.position[result.industry_id]].jobs
    spread = (
        locale.text("transfer.goal_spread_unknown")
        if jobs is None
        else locale.text("transfer.goal_spread_says", jobs=locale.number(jobs, 0))
    )
    rows = (
        (locale.text("transfer.goal_activity"), locale.text("transfer.goal_activity_says")),
        (locale.text("transfer.goal_spread"), spread),
    )
    return Table(locale.text("transfer.title_goals"), columns, rows)


def baseline_notes(result: Baseline, locale: Locale = DEFAULT_LOCALE, ids: bool = True) -> tuple[str, ...]:
    """What must be said with the figures: the test, what has no sampling error, what is inherited, and the sources.

    Without ``ids`` the sources go by their titles, as on a page, where no table has the ids.
    """
    return (*_own_notes(result, locale), *_basis_notes(result, locale, ids))


def _own_notes(result: Baseline, locale: Locale) -> Iterator[str]:
    demand, measures = result.demand, result.measures
    percents = {"alpha": _percent(demand.alpha, locale), "power": _percent(demand.power, locale)}
    followed = [
        measure
        for measure in measures
        if measure.detectable.fall_to is not None or measure.detectable.rise_to is not None
    ]
    if followed:
        yield locale.text(f"transfer.baseline_demand_{'one' if demand.one_sided else 'two'}", **percents)
        yield locale.text("transfer.baseline_interval", level=_percent(1 - demand.alpha, locale))
    if any(measure.benchmark.se is None for measure in followed):
        yield locale.text("transfer.baseline_simple_sample")
    if any(measure.detectable.rough for measure in followed):
        yield locale.text("transfer.baseline_rough")
    if any(measure.detectable.fall_to is None for measure in followed):
        yield locale.text("transfer.baseline_no_fall")
    if len(followed) > 1:
        expected = locale.number(len(followed) * demand.alpha, 1)
        yield locale.text("transfer.baseline_many", count=len(followed), alpha=percents["alpha"], expected=expected)
    if any(measure.detectable.why_not == "no_sample" for measure in measures):
        yield locale.text("transfer.baseline_register")
    if any(measure.yearly is not None for measure in measures):
        yield locale.text("transfer.baseline_years")
    if inherited := [
        indicator_name(result.criteria, measure.benchmark.indicator_id, locale)
        for measure in measures
        if measure.benchmark.quality == INHERITED
    ]:
        yield locale.text("transfer.baseline_inherited", indicators=", ".join(map(locale.quoted, inherited)))
    yield locale.text("transfer.baseline_absence")
    yield locale.text("transfer.baseline_period")
    yield locale.text("transfer.baseline_not_adjusted")


def _basis_notes(result: Baseline, locale: Locale, ids: bool) -> tuple[str, ...]:
    about = (result.dataset, result.criteria, _columns(result), (result.industry_id,))
    return columns_notes(*about, locale, each=False, ids=ids)


def baseline_answer(result: Baseline, locale: Locale = DEFAULT_LOCALE) -> Answer:
    """The answer of ``baseline``."""

    def flat() -> Table:
        table = baseline_table(result, locale)
        column = Column("synthetic", locale.text("report.made_up"), "boolean")
        return replace(
            table,
            columns=(*table.columns, column),
            rows=tuple((*row, result.dataset.synthetic) for row in table.rows),
        )

    def screen() -> Page:
        tables = [baseline_table(result, locale), years_table(result, locale), goals_table(result, locale)]
        *rest, last = (table for table in tables if table.rows)
        return page(result.dataset, [*rest, replace(last, notes=baseline_notes(result, locale))], locale)

    return Answer(screen, lambda: baseline_json(result), flat)


def baseline_sheet(result: Baseline, locale: Locale = DEFAULT_LOCALE) -> Sheet:
    """The page of one industry: figures with room to write goals beside, yearly changes, other goals, notes."""
    goal = Column("goal", locale.text("transfer.goal"))
    figures = baseline_table(result, locale).for_screen
    index = 1 + next(place for place, column in enumerate(figures.columns) if column.key == "rise_to")
    notes = Column("remarks", locale.text("transfer.remarks"))
    tables = (
        replace(
            figures,
            columns=(*figures.columns[:index], goal, *figures.columns[index:]),
            rows=tuple((*row[:index], None, *row[index:]) for row in figures.rows),
        ),
        years_table(result, locale),
        _with_room(goals_table(result, locale), goal),
        Table("", (notes,), tuple((note,) for note in baseline_notes(result, locale))),
    )
    title, about = locale.text("transfer.sheet_baseline"), locale.text("transfer.about_baseline")
    return Sheet(title, about, tuple(table for table in tables if table.rows))


def baseline_workbook(
    result: Baseline, made: date, locale: Locale = DEFAULT_LOCALE, told: tuple[str, ...] = ()
) -> bytes:
    """The page as an Excel file of its own, dated, with lines of its origin; made-up figures say so in it."""
    from engine.output.workbook import workbook_bytes

    sheet = baseline_sheet(result, locale)
    sheet = replace(sheet, lines=(*sheet.lines, *told))
    return workbook_bytes(made, [sheet], warning(result.dataset, locale))


def _with_room(table: Table, goal: Column) -> Table:
    return replace(table, columns=(*table.columns, goal), rows=tuple((*row, None) for row in table.rows))


def baseline_json(result: Baseline) -> dict[str, Any]:
    """What ``baseline`` gives."""
    demand = result.demand
    return {
        "industry_id": result.industry_id,
        "demand": {"alpha": demand.alpha, "power": demand.power, "one_sided": demand.one_sided},
        "measures": [_measure_json(measure) for measure in result.measures],
        **columns_json(result.dataset, result.criteria, _columns(result), (result.industry_id,)),
    }


def _measure_json(measure: Measure) -> dict[str, Any]:
    benchmark, detectable, yearly = measure.benchmark, measure.detectable, measure.yearly
    return {
        "indicator_id": benchmark.indicator_id,
        "role": measure.role,
        "unit": benchmark.unit,
        "period": benchmark.period,
        "value": benchmark.value,
        "se": benchmark.se,
        "n": None if measure.n is None else int(measure.n),
        "interval": None if detectable.low is None else [detectable.low, detectable.high],
        "design_effect": detectable.design_effect,
        "effective_n": detectable.effective_n,
        "national": benchmark.national,
        "fall_to": detectable.fall_to,
        "rise_to": detectable.rise_to,
        "rough": detectable.rough,
        "why_not": detectable.why_not or None,
        "yearly": None
        if yearly is None
        else {
            "usual": yearly.usual,
            "largest": yearly.largest,
            "pairs": yearly.pairs,
            "first": yearly.first,
            "last": yearly.last,
        },
        "quality": benchmark.quality,
        "group_share": measure.group_share,
        "groups": list(benchmark.groups),
        "source_ids": list(benchmark.source_ids),
    }


def _columns(result: Baseline) -> list[Any]:
    """The columns behind; an indicator that awaits values has none."""
    there = [
        measure.benchmark for measure in result.measures if measure.benchmark.indicator_id in result.dataset.columns
    ]
    return [result.dataset.column(benchmark.indicator_id, benchmark.period) for benchmark in there]


def _percent(share: float, locale: Locale) -> str:
    return locale.per_cent(plain(round(100 * share, 6), locale))
