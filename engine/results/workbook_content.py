"""What STAMI's workbook holds: everything behind a ranking and a selection, with every figure's source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.table import Cell, Column, Table
from engine.output.workbook import Sheet
from engine.output.workbook_charts import Chart
from engine.results import selection as selections
from engine.results import stami_sheets as sheets
from engine.results.basis import basis_meanings
from engine.results.live_scores import live_ranking
from engine.results.provenance_table import provenance_table
from engine.results.workbook_front import grants_table, setting_table
from engine.scoring.score import Scores
from engine.selection.grant_key import GrantKey
from engine.selection.select import SelectionResult

TEXT_ONLY: Mapping[str, str] = MappingProxyType({})


def workbook_sheets(
    scores: Scores,
    result: SelectionResult | None,
    made: date,
    version: str,
    locale: Locale = DEFAULT_LOCALE,
    more: Sequence[Sheet] = (),
    *,
    link: str = "",
    told: Sequence[str] = (),
    file_key: GrantKey | None = None,
) -> tuple[Sheet, ...]:
    """Every sheet of the workbook, in order; ``more`` stand after the selection.

    Parameters
    ----------
    result
        None where the criteria file has no ``[selection]``.
    link
        The address of the same setting, where it is known.
    told
        More lines on the setting and where it comes from.
    file_key
        The grant key of the criteria file before anything was set; the selection's own where None.
    """

    def named(key: str, *tables: Table, lines: tuple[str, ...] = (), charts: tuple[Chart, ...] = ()) -> Sheet:
        title, about = locale.text(f"report.sheet_{key}"), locale.text(f"report.about_{key}")
        return Sheet(title, about, tables, lines, charts)

    selected = result.selected if result else ()
    grants = grants_table(scores, result, file_key, locale) if result else None
    inner = [
        *live_ranking(scores, selected, locale),
        named("steps", sheets.steps_table(scores, locale)),
        *([] if result is None else [_selection(scores, result, grants, locale)]),
        *more,
        named("data", sheets.data_table(scores, locale)),
        named("industries", sheets.industries_table(scores, locale)),
        named("sources", sheets.sources_table(scores, locale)),
        named("criteria", sheets.criteria_table(scores, locale), *_about_criteria(scores, result, locale)),
        *([named("clipped", sheets.clipped_table(scores, locale))] if scores.clipped else []),
    ]
    contents = _table("contents", ("sheet", "sheet_about"), [(sheet.title, sheet.about) for sheet in inner], locale)
    lines = (
        locale.text("report.workbook_title"),
        locale.text("report.workbook_made", date=made.isoformat(), version=version),
        locale.text("report.workbook_purpose"),
        *([selections.chosen_in_words(result, locale)] if result else []),
        *told,
    )
    front = (
        *([grants] if grants else []),
        *_weights(scores, locale),
        setting_table(scores, result, link, locale),
        provenance_table(scores, locale),
        contents,
    )
    caveats = (*basis_meanings(scores, locale), locale.text("report.not_standardised"))
    last = replace(contents, notes=(*caveats, locale.text("report.text_never_formula")))
    return (named("read_me", *front[:-1], last, lines=lines), *inner)


def _selection(scores: Scores, result: SelectionResult, grants: Table | None, locale: Locale) -> Sheet:
    charts: tuple[Chart, ...] = ()
    programmes = selections.programmes_table(result, scores, locale)
    notes = (*programmes.notes, *selections.selection_notes(result, scores, locale))
    tables = [
        replace(programmes, title=selections.chosen_in_words(result, locale), notes=()),
        *([grants] if grants else []),
        replace(_table("said", ("said",), [(note,) for note in notes], locale), title=""),
        selections.numbers_table(result, scores, locale),
        selections.alternatives_table(result, scores, locale),
        selections.excluded_table(result, locale),
    ]
    if grants:
        title = locale.text("export.chart_grants"), locale.text("export.chart_grants_title")
        drawn = len(grants.rows) - 1  # without the sums
        charts = (Chart(*title, ("today", "with_selection"), stacked=False, shown=drawn, table=1),)
    name, about = locale.text("report.sheet_selection"), locale.text("report.about_selection")
    return Sheet(name, about, tuple(table for table in tables if table.rows), (), charts)


def _about_criteria(scores: Scores, result: SelectionResult | None, locale: Locale) -> Iterable[Table]:
    declared = {"criteria_file": scores.criteria, "selection": scores.criteria.selection}
    notes = [
        (locale.text(f"report.note_{name}"), note)
        for name, section in declared.items()
        if section and (note := locale.written(section, "note"))
    ]
    if result is not None:
        yield sheets.conditions_table(result.problem, locale)
    if notes:
        yield _table("notes", ("about", "note"), notes, locale)


def _weights(scores: Scores, locale: Locale) -> Iterable[Table]:
    if scores.root_members:
        members = scores.criteria.root.members
        rows = [
            (scores.criteria.label(member, locale), weight, members[member])
            for member, weight in zip(scores.root_members, scores.weights.tolist(), strict=True)
        ]
        forms = {"normalised_weight": "share", "own_weight": "number"}
        yield _table("weights_title", ("criterion", *forms), rows, locale, forms)


def _table(
    title: str,
    keys: Sequence[str],
    rows: Sequence[tuple[Cell, ...]],
    locale: Locale,
    forms: Mapping[str, str] = TEXT_ONLY,
) -> Table:
    columns = tuple(Column(key, locale.text(f"report.{key}"), forms.get(key, "text"), 2) for key in keys)
    return Table(locale.text(f"report.{title}"), columns, tuple(rows))
