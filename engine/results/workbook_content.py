"""What STAMI's workbook holds: everything behind a ranking and a selection, with every figure's source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from engine.foundation.locale import text, written
from engine.output.table import Cell, Column, Table
from engine.output.workbook import Sheet
from engine.results import selection as selections
from engine.results import stami_sheets as sheets
from engine.results.ranking import basis_notes, ranking_table
from engine.scoring.score import Scores
from engine.selection.select import SelectionResult

TEXT_ONLY: Mapping[str, str] = MappingProxyType({})


def workbook_sheets(
    scores: Scores,
    result: SelectionResult | None,
    made: date,
    version: str,
    language: str = "nb",
    more: Sequence[Sheet] = (),
) -> tuple[Sheet, ...]:
    """Every sheet of the workbook, in order; ``more`` stand after the selection.

    ``result`` is None where the criteria file has no ``[selection]``.
    """

    def named(key: str, *tables: Table, lines: tuple[str, ...] = (), charted: tuple[str, ...] = ()) -> Sheet:
        title, about = text(f"report.sheet_{key}", language), text(f"report.about_{key}", language)
        return Sheet(title, about, tables, lines, charted, text("report.chart", language))

    ranking = replace(ranking_table(scores, language), notes=())
    charted = tuple(column.key for column in ranking.columns if column.key.startswith("contribution_"))
    inner = [
        named("ranking", ranking, charted=charted),
        named("steps", sheets.steps_table(scores, language)),
        *([] if result is None else [named("selection", *_selection_tables(scores, result, language))]),
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
        *basis_notes(scores, language),
        text("report.not_standardised", language),
        text("report.text_never_formula", language),
    )
    return (named("read_me", *_weights(scores, language), contents, lines=lines), *inner)


def _selection_tables(scores: Scores, result: SelectionResult, language: str) -> Iterable[Table]:
    programmes = selections.programmes_table(result, scores, language)
    said = (*programmes.notes, *selections.selection_notes(result, scores, language))
    tables = (
        replace(programmes, title=selections.chosen_in_words(result, language), notes=()),
        _table("said", ("said",), [(one,) for one in said], language),
        selections.numbers_table(result, scores, language),
        selections.alternatives_table(result, scores, language),
        selections.excluded_table(result, language),
    )
    return (table for table in tables if table.rows)


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
