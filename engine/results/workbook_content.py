"""What STAMI's workbook holds: everything behind a ranking and a selection, with every figure's source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from engine.foundation.locale import text, written
from engine.output.table import Cell, Column, Table
from engine.output.workbook import Sheet
from engine.output.workbook_charts import Chart
from engine.results import selection as selections
from engine.results import stami_sheets as sheets
from engine.results.live_scores import live_ranking
from engine.results.provenance_table import provenance_table
from engine.results.ranking import basis_meanings
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
    language: str = "nb",
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
        title, about = text(f"report.sheet_{key}", language), text(f"report.about_{key}", language)
        return Sheet(title, about, tables, lines, charts)

    selected = result.selected if result else ()
    grants = grants_table(scores, result, file_key, language) if result else None
    inner = [
        *live_ranking(scores, selected, language),
        named("steps", sheets.steps_table(scores, language)),
        *([] if result is None else [_selection(scores, result, grants, language)]),
        *more,
        named("data", sheets.data_table(scores, language)),
        named("industries", sheets.industries_table(scores, language)),
        named("sources", sheets.sources_table(scores, language)),
        named("criteria", sheets.criteria_table(scores, language), *_about_criteria(scores, result, language)),
        *([named("clipped", sheets.clipped_table(scores, language))] if scores.clipped else []),
    ]
    contents = _table("contents", ("sheet", "sheet_about"), [(one.title, one.about) for one in inner], language)
    lines = (
        text("report.workbook_title", language),
        text("report.workbook_made", language, date=made.isoformat(), version=version),
        text("report.workbook_purpose", language),
        *([selections.chosen_in_words(result, language)] if result else []),
        *told,
    )
    front = (
        *([grants] if grants else []),
        *_weights(scores, language),
        setting_table(scores, result, link, language),
        provenance_table(scores, language),
        contents,
    )
    caveats = (*basis_meanings(scores, language), text("report.not_standardised", language))
    last = replace(contents, notes=(*caveats, text("report.text_never_formula", language)))
    return (named("read_me", *front[:-1], last, lines=lines), *inner)


def _selection(scores: Scores, result: SelectionResult, grants: Table | None, language: str) -> Sheet:
    charts: tuple[Chart, ...] = ()
    programmes = selections.programmes_table(result, scores, language)
    said = (*programmes.notes, *selections.selection_notes(result, scores, language))
    tables = [
        replace(programmes, title=selections.chosen_in_words(result, language), notes=()),
        *([grants] if grants else []),
        replace(_table("said", ("said",), [(one,) for one in said], language), title=""),
        selections.numbers_table(result, scores, language),
        selections.alternatives_table(result, scores, language),
        selections.excluded_table(result, language),
    ]
    if grants:
        title = text("export.chart_grants", language), text("export.chart_grants_title", language)
        drawn = len(grants.rows) - 1  # without the sums
        charts = (Chart(*title, ("today", "with_selection"), stacked=False, shown=drawn, table=1),)
    name, about = text("report.sheet_selection", language), text("report.about_selection", language)
    return Sheet(name, about, tuple(table for table in tables if table.rows), (), charts)


def _about_criteria(scores: Scores, result: SelectionResult | None, language: str) -> Iterable[Table]:
    declared = {"criteria_file": scores.criteria, "selection": scores.criteria.selection}
    notes = [
        (text(f"report.note_{name}", language), note)
        for name, one in declared.items()
        if one and (note := written(one, "note", language))
    ]
    if result is not None:
        yield sheets.conditions_table(result.problem, language)
    if notes:
        yield _table("notes", ("about", "note"), notes, language)


def _weights(scores: Scores, language: str) -> Iterable[Table]:
    if scores.root_members:
        members = scores.criteria.root.members
        rows = [
            (scores.criteria.label(member, language), weight, members[member])
            for member, weight in zip(scores.root_members, scores.weights.tolist(), strict=True)
        ]
        forms = {"normalised_weight": "share", "own_weight": "number"}
        yield _table("weights_title", ("criterion", *forms), rows, language, forms)


def _table(
    title: str,
    keys: Sequence[str],
    rows: Sequence[tuple[Cell, ...]],
    language: str,
    forms: Mapping[str, str] = TEXT_ONLY,
) -> Table:
    columns = tuple(Column(key, text(f"report.{key}", language), forms.get(key, "text"), 2) for key in keys)
    return Table(text(f"report.{title}", language), columns, tuple(rows))
