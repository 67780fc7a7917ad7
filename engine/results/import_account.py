"""The answers of template and import: what was written, and the account of what a table was understood as."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.foundation.errors import InputError, Problem, problem_count
from engine.foundation.locale import text
from engine.output.table import Cell, Column, Table, one_line, text_table
from engine.results.contract_json import problems_json
from engine.results.renderers import Answer
from engine.spreadsheets.import_merging import Change
from engine.spreadsheets.understood import EMPTY, EXPLAINS, NOT_ASKED, WIDE, Understood

SHOWN_ROWS = 40  # of a list on a screen; JSON has them all
OTHER_SHEETS = (WIDE, EXPLAINS, EMPTY, NOT_ASKED)
ABOUT_SHEET = "package"


FEW = 3
"""Problems of one kind that are told one by one where there are many."""


def template_answer(out: Path, sheets: Sequence[tuple[str, str]], indicators: int, language: str = "nb") -> Answer:
    """The answer of ``template``: which file was written, and its sheets."""
    rows = tuple(
        (
            title,
            text(f"workbook.about_{key}", language) if key != "read_me" else text("workbook.read_me_title", language),
        )
        for title, key in sheets
    )
    columns = (Column("sheet", text("workbook.account_sheet", language)), Column("about", ""))
    table = Table(text("workbook.template_written", language, file=out), columns, rows)
    return Answer(
        lambda: text_table(table, language),
        lambda: {"file": str(out), "sheets": [title for title, _ in sheets], "known_indicators": indicators},
        lambda: table,
    )


def import_answer(found: Understood, to: Path, *, written: bool, language: str = "nb") -> Answer:
    """The answer of ``import``: the account, and every problem where there are any."""

    def screen() -> str:
        tables = account_tables(found, language)
        said = problem_lines(found.problems, language)
        if not found.problems and not written:
            said = [text("workbook.not_written", language, folder=to)]
        lines = [*account_lines(found, language), *said]
        shown = [text_table(table, language) for table in tables]
        return "\n".join([*shown, *(["\n".join(lines) + "\n"] if lines else [])])

    aside = ""
    if found.problems:
        aside = text("workbook.problems_found", language, file=found.file, count=problem_count(found.problems))
        aside = f"{found.problems[0].sentence(language)} ({aside})" if len(found.problems) == 1 else aside
    return Answer(
        screen,
        lambda: import_json(found, to, written, language),
        lambda: changes_table(found.changes, language),
        InputError.exit_code if found.problems else 0,
        aside,
    )


def problem_lines(problems: Sequence[Problem], language: str) -> list[str]:
    """Every problem on a line; of a kind that there are many of the first few, and how many more there are."""
    kinds = Counter(one.code for one in problems)
    told: Counter[str] = Counter()
    lines = []
    for one in problems:
        told[one.code] += 1
        if kinds[one.code] <= FEW + 2 or told[one.code] <= FEW:
            lines.append(one_line(one.sentence(language)))
        elif told[one.code] == FEW + 1:
            lines.append(text("workbook.more_of_kind", language, count=kinds[one.code] - FEW))
    return lines


def account_tables(found: Understood, language: str = "nb") -> list[Table]:
    """What is shown of an upload: sheets, what becomes of the tables, what changes, what has no value, names."""
    shown = [_sheets_table(found, language)] if found.sheets else []
    if any(one.new or one.replaced or one.unchanged or one.removed for one in found.changes) or not found.problems:
        shown.append(changes_table(found.changes, language))
    replaced = [one for change in found.changes for one in change.replaced]
    rows = [
        (text(f"workbook.sheet_{one.table}", language), ", ".join(one.key), _said(one.before), _said(one.after))
        for one in replaced
    ]
    lists = (
        ("replaced", ("table", "key", "before", "after"), rows),
        (
            "missing",
            ("place", "sign", "meaning", "about"),
            [(one.place, one.sign, text(f"workbook.sign_{one.meaning}", language), one.about) for one in found.missing],
        ),
        ("matched", ("label", "industry"), list(found.matched.items())),
    )
    shown += [_list(title, keys, rows, language) for title, keys, rows in lists if rows]
    return shown


def account_lines(found: Understood, language: str = "nb") -> list[str]:
    """The rest of the account, a sentence a line."""
    said = list(found.notes)
    if found.indicators:
        brought = "; ".join(f"{indicator} ({', '.join(periods)})" for indicator, periods in found.indicators.items())
        said.append(text("workbook.account_indicators", language, said=brought))
    if found.new_indicators:
        said.append(text("workbook.account_new_indicators", language, said=", ".join(found.new_indicators)))
    return said


def changes_table(changes: Sequence[Change], language: str = "nb") -> Table:
    """What becomes of each table of the folder."""
    counts = ("new", "replaced", "unchanged", "kept", "removed")
    columns = (
        Column("table", text("workbook.account_table", language)),
        *(Column(name, text(f"workbook.account_{name}", language), "integer") for name in counts),
    )
    rows = tuple(
        (
            text(f"workbook.sheet_{one.table}", language),
            one.new,
            len(one.replaced),
            one.unchanged,
            one.kept,
            one.removed,
        )
        for one in changes
    )
    return Table(text("workbook.account_changes", language), columns, rows)


def import_json(found: Understood, to: Path, written: bool, language: str = "nb") -> dict[str, Any]:
    """The account as JSON."""
    return {
        "file": found.file,
        "to": str(to),
        "written": written,
        "sheets": [
            {
                "sheet": one.name,
                "read_as": one.read_as,
                "rows": one.rows,
                "empty_cells": one.empty_cells,
                "in_percent": one.in_percent,
                "notes": list(one.notes),
            }
            for one in found.sheets
        ],
        "tables": {
            one.table: {
                "new": one.new,
                "replaced": [
                    {"key": list(row.key), "before": dict(row.before), "after": dict(row.after)} for row in one.replaced
                ],
                "unchanged": one.unchanged,
                "kept": one.kept,
                "removed": one.removed,
            }
            for one in found.changes
        },
        "not_available": [
            {"place": one.place, "sign": one.sign, "meaning": one.meaning, "about": one.about} for one in found.missing
        ],
        "matched": dict(found.matched),
        "periods": {indicator: list(periods) for indicator, periods in found.indicators.items()},
        "new_indicators": list(found.new_indicators),
        **problems_json(found.problems, language),
    }


def _sheets_table(found: Understood, language: str) -> Table:
    keys = ("sheet", "read_as", "rows", "empty", "notes")
    columns = tuple(
        Column(key, text(f"workbook.account_{key}", language), "integer" if key in ("rows", "empty") else "text")
        for key in keys
    )
    rows = tuple(
        (
            one.name or text("workbook.account_file", language),
            _read_as(one.read_as, language),
            one.rows,
            one.empty_cells,
            "; ".join(one.notes),
        )
        for one in found.sheets
    )
    return Table(text("workbook.account_title", language, file=found.file), columns, rows)


def _read_as(kind: str, language: str) -> str:
    area = "read_as" if kind in (*OTHER_SHEETS, ABOUT_SHEET) else "sheet"
    return text(f"workbook.{area}_{kind}", language)


def _list(title: str, keys: Sequence[str], rows: Sequence[tuple[Cell, ...]], language: str) -> Table:
    columns = tuple(Column(key, text(f"workbook.account_{key}", language)) for key in keys)
    rest = len(rows) - SHOWN_ROWS
    notes = (text("errors.and_others", language, count=rest),) if rest > 0 else ()
    return Table(text(f"workbook.account_{title}_title", language), columns, tuple(rows[:SHOWN_ROWS]), notes)


def _said(cells: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {cell or '–'}" for name, cell in cells.items())
