"""The answers of template and import: what was written, and the account of what a table was understood as."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.foundation.errors import InputError, Problem, problem_count
from engine.foundation.locale import DEFAULT_LOCALE, Locale
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


def template_answer(
    out: Path, sheets: Sequence[tuple[str, str]], indicators: int, locale: Locale = DEFAULT_LOCALE
) -> Answer:
    """The answer of ``template``: which file was written, and its sheets."""
    rows = tuple(
        (
            title,
            locale.text(f"workbook.about_{key}") if key != "read_me" else locale.text("workbook.read_me_title"),
        )
        for title, key in sheets
    )
    columns = (Column("sheet", locale.text("workbook.account_sheet")), Column("about", ""))
    table = Table(locale.text("workbook.template_written", file=out), columns, rows)
    return Answer(
        lambda: text_table(table, locale),
        lambda: {"file": str(out), "sheets": [title for title, _ in sheets], "known_indicators": indicators},
        lambda: table,
    )


def import_answer(understood: Understood, to: Path, *, written: bool, locale: Locale = DEFAULT_LOCALE) -> Answer:
    """The answer of ``import``: the account, and every problem where there are any."""

    def screen() -> str:
        tables = account_tables(understood, locale)
        closing = problem_lines(understood.problems, locale)
        if not understood.problems and not written:
            closing = [locale.text("workbook.not_written", folder=to)]
        lines = [*account_lines(understood, locale), *closing]
        shown = [text_table(table, locale) for table in tables]
        return "\n".join([*shown, *(["\n".join(lines) + "\n"] if lines else [])])

    aside = ""
    if understood.problems:
        aside = locale.text("workbook.problems_found", file=understood.file, count=problem_count(understood.problems))
        aside = f"{understood.problems[0].sentence(locale)} ({aside})" if len(understood.problems) == 1 else aside
    return Answer(
        screen,
        lambda: import_json(understood, to, written, locale),
        lambda: changes_table(understood.changes, locale),
        InputError.exit_code if understood.problems else 0,
        aside,
    )


def problem_lines(problems: Sequence[Problem], locale: Locale) -> list[str]:
    """Every problem on a line; of a kind that there are many of the first few, and how many more there are."""
    kinds = Counter(problem.code for problem in problems)
    told: Counter[str] = Counter()
    lines = []
    for problem in problems:
        told[problem.code] += 1
        if kinds[problem.code] <= FEW + 2 or told[problem.code] <= FEW:
            lines.append(one_line(problem.sentence(locale)))
        elif told[problem.code] == FEW + 1:
            lines.append(locale.text("workbook.more_of_kind", count=kinds[problem.code] - FEW))
    return lines


def account_tables(understood: Understood, locale: Locale = DEFAULT_LOCALE) -> list[Table]:
    """What is shown of an upload: sheets, what becomes of the tables, what changes, what has no value, names."""
    shown = [_sheets_table(understood, locale)] if understood.sheets else []
    if (
        any(change.new or change.replaced or change.unchanged or change.removed for change in understood.changes)
        or not understood.problems
    ):
        shown.append(changes_table(understood.changes, locale))
    replaced = [row for change in understood.changes for row in change.replaced]
    rows = [
        (locale.text(f"workbook.sheet_{row.table}"), ", ".join(row.key), _said(row.before), _said(row.after))
        for row in replaced
    ]
    lists = (
        ("replaced", ("table", "key", "before", "after"), rows),
        (
            "missing",
            ("place", "sign", "meaning", "about"),
            [
                (cell.place, cell.sign, locale.text(f"workbook.sign_{cell.meaning}"), cell.about)
                for cell in understood.missing
            ],
        ),
        ("matched", ("label", "industry"), list(understood.matched.items())),
    )
    shown += [_list(title, keys, rows, locale) for title, keys, rows in lists if rows]
    return shown


def account_lines(understood: Understood, locale: Locale = DEFAULT_LOCALE) -> list[str]:
    """The rest of the account, a sentence a line."""
    lines = list(understood.notes)
    if understood.indicators:
        brought = "; ".join(
            f"{indicator} ({', '.join(periods)})" for indicator, periods in understood.indicators.items()
        )
        lines.append(locale.text("workbook.account_indicators", said=brought))
    if understood.new_indicators:
        lines.append(locale.text("workbook.account_new_indicators", said=", ".join(understood.new_indicators)))
    return lines


def changes_table(changes: Sequence[Change], locale: Locale = DEFAULT_LOCALE) -> Table:
    """What becomes of each table of the folder."""
    counts = ("new", "replaced", "unchanged", "kept", "removed")
    columns = (
        Column("table", locale.text("workbook.account_table")),
        *(Column(name, locale.text(f"workbook.account_{name}"), "integer") for name in counts),
    )
    rows = tuple(
        (
            locale.text(f"workbook.sheet_{change.table}"),
            change.new,
            len(change.replaced),
            change.unchanged,
            change.kept,
            change.removed,
        )
        for change in changes
    )
    return Table(locale.text("workbook.account_changes"), columns, rows)


def import_json(understood: Understood, to: Path, written: bool, locale: Locale = DEFAULT_LOCALE) -> dict[str, Any]:
    """The account as JSON."""
    return {
        "file": understood.file,
        "to": str(to),
        "written": written,
        "sheets": [
            {
                "sheet": sheet.name,
                "read_as": sheet.read_as,
                "rows": sheet.rows,
                "empty_cells": sheet.empty_cells,
                "in_percent": sheet.in_percent,
                "notes": list(sheet.notes),
            }
            for sheet in understood.sheets
        ],
        "tables": {
            change.table: {
                "new": change.new,
                "replaced": [
                    {"key": list(row.key), "before": dict(row.before), "after": dict(row.after)}
                    for row in change.replaced
                ],
                "unchanged": change.unchanged,
                "kept": change.kept,
                "removed": change.removed,
            }
            for change in understood.changes
        },
        "not_available": [
            {"place": cell.place, "sign": cell.sign, "meaning": cell.meaning, "about": cell.about}
            for cell in understood.missing
        ],
        "matched": dict(understood.matched),
        "periods": {indicator: list(periods) for indicator, periods in understood.indicators.items()},
        "new_indicators": list(understood.new_indicators),
        **problems_json(understood.problems, locale),
    }


def _sheets_table(understood: Understood, locale: Locale) -> Table:
    keys = ("sheet", "read_as", "rows", "empty", "notes")
    columns = tuple(
        Column(key, locale.text(f"workbook.account_{key}"), "integer" if key in ("rows", "empty") else "text")
        for key in keys
    )
    rows = tuple(
        (
            sheet.name or locale.text("workbook.account_file"),
            _read_as(sheet.read_as, locale),
            sheet.rows,
            sheet.empty_cells,
            "; ".join(sheet.notes),
        )
        for sheet in understood.sheets
    )
    return Table(locale.text("workbook.account_title", file=understood.file), columns, rows)


def _read_as(kind: str, locale: Locale) -> str:
    area = "read_as" if kind in (*OTHER_SHEETS, ABOUT_SHEET) else "sheet"
    return locale.text(f"workbook.{area}_{kind}")


def _list(title: str, keys: Sequence[str], rows: Sequence[tuple[Cell, ...]], locale: Locale) -> Table:
    columns = tuple(Column(key, locale.text(f"workbook.account_{key}")) for key in keys)
    rest = len(rows) - SHOWN_ROWS
    notes = (locale.text("errors.and_others", count=rest),) if rest > 0 else ()
    return Table(locale.text(f"workbook.account_{title}_title"), columns, tuple(rows[:SHOWN_ROWS]), notes)


def _said(cells: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {cell or '–'}" for name, cell in cells.items())
