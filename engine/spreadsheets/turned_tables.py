"""Tables with industries across and periods or indicators down, turned round to be read like all others."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from engine.spreadsheets.catalogue import Catalogue, Names, names_of
from engine.spreadsheets.grid import Cell, Row, Sheet, shown
from engine.spreadsheets.import_options import Asked
from engine.spreadsheets.labels import LABEL_WITHIN, LOOKED_AT, who_is
from engine.spreadsheets.layout import HEADER_WITHIN
from engine.spreadsheets.row_groups import heading_kind

LEAST = 2
"""One name across is the heading of a column; the first of several is a table's."""


def turned(sheet: Sheet, catalogue: Catalogue, asked: Asked) -> Sheet | None:
    """The same cells with the industries down; None where they are not across.

    They are where a row names several of them, something stands below, and no column names more than one.
    """
    names = names_of(catalogue)
    named = {row: _named(cells, names, asked) for row, cells in islice(sheet.rows.items(), HEADER_WITHIN)}
    header = next((row for row, across in named.items() if len(set(across.values())) >= LEAST), None)
    if header is None or any(last > header for _, _, last, _ in sheet.merged) or _down(sheet, names, asked):
        return None
    first = min(named[header])
    below = {row: cells for row, cells in sheet.rows.items() if row >= header}
    if len(below) < LEAST or first == 1 or not all(min(cells) < first for cells in islice(below.values(), 1, None)):
        return None
    rows: dict[int, dict[int, Cell]] = {}
    origin: dict[tuple[int, int], tuple[int, int]] = {}
    for row, cells in below.items():
        for column, cell in cells.items():
            to = row - header + 1
            corner = row == header and column < first and heading_kind(shown(cell)) != "industry"
            rows.setdefault(column, {})[to] = "" if corner else cell
            origin[column, to] = (row, column)
            origin[column, 0] = (header, column)
    return replace(sheet, rows={row: rows[row] for row in sorted(rows)}, origin=origin, merged=())


def _named(cells: Row, names: Names, asked: Asked) -> dict[int, str]:
    """The industries and groups that a row's cells name, by column; bare codes where the first cell says industry."""
    corner = next((cell for _, cell in sorted(cells.items())), "")
    heading = shown(corner) if heading_kind(shown(corner)) == "industry" else ""
    named = {column: who_is(shown(cell), names, asked, heading) for column, cell in cells.items() if shown(cell)}
    return {column: who for column, who in named.items() if who}


def _down(sheet: Sheet, names: Names, asked: Asked) -> bool:
    """Whether a column names several industries too."""
    down: dict[int, set[str]] = {}
    for cells in islice(sheet.rows.values(), LOOKED_AT):
        for column, cell in cells.items():
            if column <= LABEL_WITHIN and isinstance(cell, str) and (who := who_is(cell, names, asked)):
                down.setdefault(column, set()).add(who)
                if len(down[column]) >= LEAST:
                    return True
    return False
