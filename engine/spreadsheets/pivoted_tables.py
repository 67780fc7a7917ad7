"""A table with one value a row, as Statistics Norway recommends for machines: turned to industries down, rest across.

``næring (SN2007), kvartal, statistikkvariabel, value``: one column says which industry, one which period, others which
of each further dimension, and the last has the values. What does not vary says nothing and is left out of the headings.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from engine.foundation.locale import LOCALES
from engine.spreadsheets.catalogue import period_of
from engine.spreadsheets.grid import Cell, Row, Sheet, shown
from engine.spreadsheets.labels import is_value
from engine.spreadsheets.layout import field_of, normal
from engine.spreadsheets.row_groups import heading_kind

LEAST_ROWS = 2


def pivoted(sheet: Sheet) -> Sheet | None:
    """The same values as a wide table; None where the sheet is no table with one value a row."""
    columns = _columns(sheet)
    if columns is None:
        return None
    header, industry, period, others, value = columns
    below = {row: cells for row, cells in sheet.rows.items() if row > header}
    places: dict[tuple[str, ...], int] = {}
    rows: dict[str, int] = {}
    wide: dict[int, dict[int, Cell]] = {}
    origin: dict[tuple[int, int], tuple[int, int]] = {}
    first = len(others) + 2
    for row, cells in below.items():
        label = shown(cells.get(industry))
        key = (*(shown(cells.get(other)) for other in others), shown(cells.get(period)))
        column = places.setdefault(key, len(places) + 2)
        to = rows.setdefault(label, first + len(rows))
        if value in cells:
            # A cell that stands twice must not hide the other: the second gets a row of its own.
            if column in wide.get(to, {}):
                to = rows[f"{label}\n{row}"] = first + len(rows)
            wide.setdefault(to, {1: cells.get(industry, "")})[column] = cells[value]
            origin[to, column] = (row, value)
            origin.setdefault((to, 1), (row, industry))
            origin.setdefault((to, 0), (row, 0))
    varying = [depth for depth in range(len(others)) if len({key[depth] for key in places}) > 1]
    named = [depth for depth in range(len(others)) if depth in varying or _says_what(sheet.rows[header], others[depth])]
    heads: dict[int, dict[int, Cell]] = {}
    for key, column in places.items():
        for line, depth in enumerate((*named, len(others)), start=1):
            heads.setdefault(line, {1: sheet.rows[header][industry]})[column] = key[depth]
            origin[line, column] = (header, others[depth] if depth < len(others) else period)
    of_units = [depth for depth, other in enumerate(others) if field_of(sheet.rows[header][other]) == "unit"]
    units = {key[depth] for key in places for depth in of_units}
    unit = units.pop() if len(units) == 1 else sheet.unit
    return replace(sheet, rows={**heads, **dict(sorted(wide.items()))}, merged=(), origin=origin, unit=unit)


def _columns(sheet: Sheet) -> tuple[int, int, int, tuple[int, ...], int] | None:
    """Row of the headings; columns of industry, period, further dimensions, and value."""
    header = next((row for row, cells in sheet.rows.items() if len(cells) > LEAST_ROWS), None)
    if header is None:
        return None
    heads = sheet.rows[header]
    below = [cells for row, cells in sheet.rows.items() if row > header]
    if len(below) < LEAST_ROWS or not all(isinstance(cell, str) for cell in heads.values()):
        return None
    industry = [column for column, cell in heads.items() if heading_kind(shown(cell)) == "industry"]
    # As Eurostat's long CSV has it, where flags stand behind the value; else it is the last column.
    value = next((column for column, cell in heads.items() if normal(shown(cell)) in _words("value_words")), max(heads))
    # A period in the cells, not in the heading: that is what tells one value a row from a wide table.
    period = [
        column
        for column in heads
        if column != value and all(column in cells and period_of(shown(cells[column])) for cells in below)
    ]
    if len(industry) != 1 or len(period) != 1 or value == industry[0]:
        return None
    if not all(value not in cells or _may_be_value(cells[value]) for cells in below):
        return None
    beside = {column for column, cell in heads.items() if normal(shown(cell)) in _words("no_dimension_words")}
    others = tuple(column for column in sorted(heads) if column not in (industry[0], period[0], value, *beside))
    if any(not isinstance(cells.get(other), str) or is_value(cells[other]) for cells in below for other in others):
        return None
    return header, industry[0], period[0], others, value


def _may_be_value(cell: Cell) -> bool:
    """Whether a cell may be a value; a count of 1 987 looks like a year."""
    return not isinstance(cell, str) or is_value(cell) or period_of(cell) is not None


def _says_what(heads: Row, column: int) -> bool:
    """Whether a dimension says what is measured, so that its one value is the indicator's name."""
    text = normal(shown(heads.get(column)))
    return any(word in text for word in _words("contents_words"))


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(normal(word) for locale in LOCALES for word in locale.text(f"workbook.{key}").split("|"))
