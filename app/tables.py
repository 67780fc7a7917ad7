"""Results to tables that a page can show: pandas frames of text, numbers as the language writes them. No Streamlit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from engine.report.comparison import NEW, GrantLine
from engine.report.tables import Cell, Column, Table
from engine.selection.select import SelectionResult
from engine.texts import number, text

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler

DASH = "–"
YES = "✓"
GRANT_DECIMALS = 2


def frame(table: Table, language: str) -> Styler:
    """The columns that a screen shows, numbers to the right."""
    shown = table.for_screen
    columns = [column.heading for column in shown.columns]
    rows = [
        [cell_in_words(column, cell, language) for column, cell in zip(shown.columns, row, strict=True)]
        for row in shown.rows
    ]
    right = [column.heading for column in shown.columns if column.form in ("integer", "number", "share")]
    return aligned(pd.DataFrame(rows, columns=columns), right)


def cell_in_words(column: Column, cell: Cell, language: str) -> str:
    """One cell as it is read; a dash where there is nothing."""
    if cell is None or cell == "":
        return DASH
    if isinstance(cell, bool):
        return text("report.yes" if cell else "report.no", language)
    if isinstance(cell, str):
        return cell
    if column.form == "share":
        return f"{number(100 * cell, 0, language)}\N{NO-BREAK SPACE}%"
    return number(cell, 0 if column.form == "integer" else column.decimals, language)


def aligned(made: pd.DataFrame, right: list[str]) -> Styler:
    """The frame with some columns to the right, as figures are read; a text that Streamlit would put to the left."""
    return made.style.set_properties(subset=pd.Index(right), **{"text-align": "right !important"})


def grants_frame(lines: tuple[GrantLine, ...], names: dict[str, str], language: str) -> Styler:
    """Each programme with what it is, its jobs, and its grant today and under the setting."""
    roles = {role: text(f"app.role_{role}", language) for role in {line.role for line in lines}}
    later = any(line.first_year != line.later_years for line in lines)
    programme, today, first, after, jobs = (
        text(f"app.grants_{name}", language) for name in ("programme", "today", "first", "later", "jobs")
    )
    rows = [
        {
            programme: f"{YES + ' ' if line.role == NEW else ''}{names[line.industry_id]} – {roles[line.role]}",
            jobs: number(line.jobs, 0, language),
            today: money(line.today, language),
            first: money(line.first_year, language),
            **({after: money(line.later_years, language)} if later else {}),
        }
        for line in lines
    ]
    return aligned(pd.DataFrame(rows), [today, first, *([after] if later else []), jobs])


def money(amount: float | None, language: str) -> str:
    """MNOK with two decimals; a dash where there is none."""
    return DASH if amount is None else number(amount, GRANT_DECIMALS, language)


def by_number_frame(result: SelectionResult, language: str) -> Styler:
    """Every number of new programmes as a column: who is in, what they sum to, the smallest grant."""
    problem = result.problem
    found = result.by_number
    ever = {one for best in found.values() if best for one in best.selected}
    most = {one: sum(one in best.selected for best in found.values() if best) for one in ever}
    in_order = sorted(ever, key=lambda one: (-most[one], problem.name(one, language)))

    def column(count: int) -> list[str]:
        best = found[count]
        if best is None:
            return [text("app.not_possible", language), DASH, DASH, *(DASH for _ in in_order)]
        mean = number(best.objective / count, 1, language) if count else DASH
        smallest = money(best.smallest_grant_mnok, language)
        signs = [YES if one in best.selected else "" for one in in_order]
        return [number(best.objective, 1, language), mean, smallest, *signs]

    heads = [text(f"app.by_number_{name}", language) for name in ("sum", "mean", "smallest")]
    names = [problem.name(one, language) for one in in_order]
    columns = {str(count): column(count) for count in found}
    made = pd.DataFrame(columns, index=pd.Index([*heads, *names], name=text("app.by_number_new", language)))
    return aligned(made, list(columns))
