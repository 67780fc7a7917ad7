"""A table with one figure drawn as bars behind its number, as markup. No Streamlit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from app.figures.html_tables import Grid
from engine.output.table import MISSING


def bar_table_markup(grid: Grid, column: str, values: Sequence[float], label: str) -> str:
    """The grid as HTML with a bar in the cells of one column, the second; NaN has none.

    On a telephone the columns after it are lines below the name, each with its heading.

    Parameters
    ----------
    column
        Heading of the column that is drawn.
    values
        Of the rows, in order; the longest bar is the largest of them without its sign.
    """
    longest = max((abs(value) for value in values if not math.isnan(value)), default=0.0)
    name, place = escape(label, quote=True), grid.columns.index(column)
    head = "".join(f"<th scope='col'>{escape(heading)}</th>" for heading in grid.columns)
    body = "".join(
        "<tr>"
        + "".join(
            _bar(text, value, longest) if index == place else _cell(text, grid.columns[index], first=index == 0)
            for index, text in enumerate(row)
        )
        + "</tr>"
        for row, value in zip(grid.rows, values, strict=True)
    )
    return (
        f"<div class='grid bars-beside' role='region' tabindex='0' aria-label='{name}'>"
        f"<table aria-label='{name}'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(text: str, heading: str, *, first: bool) -> str:
    if first:
        return f"<th scope='row'>{escape(text)}</th>"
    empty = " class='nothing'" if text in ("", MISSING) else ""
    return f"<td data-of='{escape(heading, quote=True)}'{empty}>{escape(text)}</td>"


def _bar(text: str, value: float, longest: float) -> str:
    share = 0.0 if math.isnan(value) or not longest else 100 * abs(value) / longest
    drawn = f"<span class='value-bar' style='width:{share:.1f}%'></span>" if share else ""
    number = f"<span class='value-said'>{escape(text)}</span>"
    return f"<td class='value-cell'>{number}<span class='value-room'>{drawn}</span></td>"
