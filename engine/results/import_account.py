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


def import_answer(found: Understood, to: Path, *, written: bool, locale: Locale = DEFAULT_LOCALE) -> Answer:
    """The answer of ``import``: the account, and every problem where there are any."""

    def screen() -> str:
        tables = account_tables(found, locale)
        said = problem_lines(found.problems, locale)
        if not found.problems and not written:
            said = [locale.text("workbook.not_written", folder=to)]
        lines = [*account_lines(found, locale), *said]
        shown = [text_table(table, locale) for table in tables]
        return "\n".join([*shown, *(["\n".join(lines) + "\n"] if lines else [])])

    aside = ""
    if found.problems:
        aside = locale.text("workbook.problems_found", file=found.file, count=problem_count(found.problems))
        aside = f"{found.problems[0].sentence(locale)} ({aside})" if len(found.problems) == 1 else aside
    return Answer(
        screen,
        lambda: import_json(found, to, written, locale),
        lambda: changes_table(found.changes, locale),
        InputError.exit_code if found.problems else 0,
        aside,
    )


def problem_lines(problems: Sequence[Problem], locale: Locale) -> list[str]:
    """Every problem on a line; of a kind that there are many of the first few, and how many more there are."""
    kinds = Counter(one.code for one in problems)
    told: Counter[str] = Counter()
    lines = []
    for one in problems:
        told[one.code] += 1
        if kinds[one.code] <= FEW + 2 or told[one.code] <= FEW:
            lines.append(one_line(one.sentence(locale)))
        elif told[one.code] == FEW + 1:
            lines.append(locale.text("workbook.more_of_kind", count=kinds[one.code] - FEW))
    return lines


def account_tables(found: Understood, locale: Locale = DEFAULT_LOCALE) -> list[Table]:
    """What is shown of an upload: sheets, what becomes of the tables, what changes, what has no value, names."""
    shown = [_sheets_table(found, locale)] if found.sheets else []
    if any(one.new or one.replaced or one.unchanged or one.removed for one in found.changes) or not found.problems:
        shown.append(changes_table(found.changes, locale))
    replaced = [one for change in found.changes for one in change.replaced]
    rows = [
        (locale.text(f"workbook.sheet_{one.table}"), ", ".join(one.key), _said(one.before), _said(one.after))
        for one in replaced
    ]
    lists = (
        ("replaced", ("table", "key", "before", "after"), rows),
        (
            "missing",
            ("place", "sign", "meaning", "about"),
            [(one.place, one.sign, locale.text(f"workbook.sign_{one.meaning}"), one.about) for one in found.missing],
        ),
        ("matched", ("label", "industry"), list(found.matched.items())),
    )
    shown += [_list(title, keys, rows, locale) for title, keys, rows in lists if rows]
    return shown


def account_lines(found: Understood, locale: Locale = DEFAULT_LOCALE) -> list[str]:
    """The rest of the account, a sentence a line."""
    said = list(found.notes)
    if found.indicators:
        brought = "; ".join(
            f"{indicator} ({locale.period(', '.join(periods))})" for indicator, periods in found.indicators.items()
        )
        said.append(locale.text("workbook.account_indicators", said=brought))
    if found.new_indicators:
        said.append(locale.text("workbook.account_new_indicators", said=", ".join(found.new_indicators)))
    return said


def changes_table(changes: Sequence[Change], locale: Locale = DEFAULT_LOCALE) -> Table:
    """What becomes of each table of the folder."""
    counts = ("new", "replaced", "unchanged", "kept", "removed")
    columns = (
        Column("table", locale.text("workbook.account_table")),
        *(Column(name, locale.text(f"workbook.account_{name}"), "integer") for name in counts),
    )
    rows = tuple(
        (
            locale.text(f"workbook.sheet_{one.table}"),
            one.new,
            len(one.replaced),
            one.unchanged,
            one.kept,
            one.removed,
        )
        for one in changes
    )
    return Table(locale.text("workbook.account_changes"), columns, rows)


def import_json(found: Understood, to: Path, written: bool, locale: Locale = DEFAULT_LOCALE) -> dict[str, Any]:
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
        **problems_json(found.problems, locale),
    }


def _sheets_table(found: Understood, locale: Locale) -> Table:
    keys = ("sheet", "read_as", "rows", "empty", "notes")
    columns = tuple(
        Column(key, locale.text(f"workbook.account_{key}"), "integer" if key in ("rows", "empty") else "text")
        for key in keys
    )
    rows = tuple(
        (
            one.name or locale.text("workbook.account_file"),
            _read_as(one.read_as, locale),
            one.rows,
            one.empty_cells,
            "; ".join(one.notes),
        )
        for one in found.sheets
    )
    return Table(locale.text("workbook.account_title", file=found.file), columns, rows)


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
