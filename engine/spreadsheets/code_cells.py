"""Codes of industries that a spreadsheet has made numbers of: read as the texts that they were, zeros in front missed.

Excel holds a typed 47 as a number, and 01610 as 1610, which is the code of another industry.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import islice

from engine.spreadsheets.catalogue import Names
from engine.spreadsheets.grid import Cell, Percent, Sheet, shown
from engine.spreadsheets.labels import LABEL_WITHIN, LOOKED_AT, heading_of, own_heading
from engine.spreadsheets.row_groups import heading_kind

_CODE = re.compile(r"\d{1,5}|\d{1,2}\.\d{1,3}", re.ASCII)
_BARE = re.compile(r"\d{1,4}", re.ASCII)


def codes_as_texts(sheet: Sheet, names: Names) -> Sheet:
    """The same sheet, where numbers under a heading of industries that are codes are texts, as in a CSV file."""
    columns = {
        column: numbers for column in range(1, LABEL_WITHIN + 1) if (numbers := _numbers_of_codes(sheet, column, names))
    }
    if not columns:
        return sheet
    rows = {
        row: {of: shown(cell) if row in columns.get(of, ()) else cell for of, cell in cells.items()}
        for row, cells in sheet.rows.items()
    }
    return replace(sheet, rows=rows)


def _numbers_of_codes(sheet: Sheet, column: int, names: Names) -> frozenset[int]:
    """The rows that a column has numbers in, where most of them are codes of groups and the heading says so."""
    numbers = {row: cells[column] for row, cells in sheet.rows.items() if _is_number(cells.get(column))}
    heading = own_heading(sheet, column, min(numbers)) if numbers else ""
    if not heading or names.column(heading)[0]:
        return frozenset()
    said = heading_of(sheet, column)
    if heading_kind(said) != "industry" or not all(_CODE.fullmatch(shown(cell)) for cell in numbers.values()):
        return frozenset()
    first = list(islice(numbers.values(), LOOKED_AT))
    known = sum(bool(names.group(shown(cell), said)) for cell in first)
    return frozenset(numbers) if 2 * known > len(first) else frozenset()


def _is_number(cell: Cell | None) -> bool:
    return isinstance(cell, float) and not isinstance(cell, Percent)


def without_zero(sheet: Sheet, column: int, names: Names, heading: str) -> frozenset[str]:
    """Bare codes that may be others with the zero in front lost: 1610 among codes of five digits is 16.10 or 01.610.

    A column in which some code has its zero has lost none.
    """
    cells = (cells.get(column) for cells in islice(sheet.rows.values(), LOOKED_AT))
    codes = {cell for cell in cells if isinstance(cell, str) and cell.isdecimal()}
    widths = Counter(map(len, codes))
    if any(code.startswith("0") for code in codes):
        return frozenset()
    return frozenset(
        code
        for code in codes
        if _BARE.fullmatch(code) and widths[len(code) + 1] > widths[len(code)] and names.group(f"0{code}", heading)
    )
