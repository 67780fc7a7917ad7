"""Tables that every moved slider shows anew, as markup. No Streamlit.

Streamlit's own table reads each cell as Markdown and draws it as a component, which takes the browser about as long
as the figure itself. Here a table is one element. What a cell says is escaped.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from engine.output.table import MISSING


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of text.

    Parameters
    ----------
    columns
        Headings, the rows' own first.
    rows
        A text a column; the first names the row.
    figures
        Headings of the columns that are read as figures, to the right.
    about
        What stands in small letters under each row's name; none where empty.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[str] = frozenset()
    about: tuple[str, ...] = ()

    def column(self, heading: str) -> tuple[str, ...]:
        """What stands under a heading."""
        return tuple(row[self.columns.index(heading)] for row in self.rows)


STACKED, OVER = 4, 5
"""Columns from which a table with text in it, and one of nothing but figures, has no room on a telephone."""
MOST_BESIDE, LONG_HEADING = 8, 24
"""Figures that a telephone has room for on a line, and letters of a heading from which it has none for them."""


def table_markup(grid: Grid, label: str) -> str:
    """The grid as HTML, called ``label``; where it is wider than the page it is moved sideways, also by keyboard.

    On a telephone one with much text has each row below its name, a line a column, and no line for an empty cell; one
    with many columns of figures has each row's name over its figures.
    """
    wordy = any(column not in grid.figures or len(column) >= LONG_HEADING for column in grid.columns[1:])
    stacked = wordy and len(grid.columns) >= STACKED
    name = escape(label, quote=True)
    right = tuple(column in grid.figures for column in grid.columns)
    head = _cells("th scope='col'", "th", grid.columns, right)
    body = "".join(
        f"<tr>{_row_head(row[0], about, right[0])}{_row_cells(grid, row, right, stacked)}</tr>"
        for row, about in zip(grid.rows, grid.about or [""] * len(grid.rows), strict=True)
    )
    return (
        f"<div {_form(grid, stacked)} role='region' tabindex='0' aria-label='{name}'>"
        f"<table aria-label='{name}'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _form(grid: Grid, stacked: bool) -> str:
    """What style.css makes of the table on a telephone."""
    if stacked:
        return "class='grid stacked'"
    if len(grid.columns) >= OVER:
        figures = len(grid.columns) - 1
        lines = math.ceil(figures / MOST_BESIDE)
        return f"class='grid over' style='--figures:{math.ceil(figures / lines)}'"
    return "class='grid'"


def _row_head(name: str, about: str, right: bool) -> str:
    small = f"<small>{escape(about)}</small>" if about else ""
    return f"<th scope='row'{' class=figure' if right else ''}>{escape(name)}{small}</th>"


def _row_cells(grid: Grid, row: Sequence[str], right: Sequence[bool], stacked: bool) -> str:
    if not stacked:
        return _cells("td", "td", row[1:], right[1:])
    return "".join(
        f"<td data-of='{escape(column, quote=True)}'{_classes(is_figure, text)}>{escape(text)}</td>"
        for column, text, is_figure in zip(grid.columns[1:], row[1:], right[1:], strict=True)
    )


def _classes(is_figure: bool, text: str) -> str:
    named = [*(["figure"] if is_figure else []), *(["nothing"] if text in ("", MISSING) else [])]
    return f" class='{' '.join(named)}'" if named else ""


def _cells(opened: str, closed: str, texts: Sequence[str], right: Iterable[bool]) -> str:
    return "".join(
        f"<{opened}{' class=figure' if is_figure else ''}>{escape(text)}</{closed}>"
        for text, is_figure in zip(texts, right, strict=True)
    )
