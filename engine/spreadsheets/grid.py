"""What every uploaded table becomes first: sheets of cells at their places, nothing interpreted yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.foundation.errors import Problem
from engine.foundation.locale import Locale

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 300_000, 2_000, 2_000_000
LONGEST_CELL = 32_767  # Excel's own limit

FORMULA, ERROR, BOOLEAN, DATE, SIGN = "formula", "error", "boolean", "date", "sign"


class Percent(float):
    """A number that the workbook shows in per cent: 0.123 is shown as 12.3 %."""


@dataclass(frozen=True, slots=True)
class Odd:
    """A cell that is neither text nor number: ``kind`` is formula, error, boolean or date; ``said`` what it shows.

    The kind sign is a text with a sign that cannot be written, which ``said`` has by its number.
    """

    kind: str
    said: str


Cell = str | float | Odd
Row = Mapping[int, Cell]
"""Cells by column, 1 for A; empty cells are absent."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, or one text file.

    Parameters
    ----------
    file, name
        The file as the user named it; the sheet's name, empty for a text file.
    rows
        ``{row: cells}`` in order, Excel's numbers; only rows that have cells.
    merged
        Merged ranges: first row, first column, last row, last column.
    hidden
        The workbook hides the sheet. ``hidden_rows`` and ``hidden_columns`` count those with content that it hides.
    origin
        Of a sheet that was made of another: the row and column there that each row and column here comes from.
    commas_doubted
        Nothing says that a comma is its decimal mark: a text file whose columns are separated by commas, and a
        workbook, where a decimal mark is none of the text's.
    notes
        What had to be decided to read it, in words.
    unit
        What its one unit is, where a column of the table it was made of says so.
    title
        What a file of statistics calls its table, which stands in no cell.
    """

    file: str
    name: str
    rows: Mapping[int, Row]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    hidden_rows: int = 0
    hidden_columns: int = 0
    origin: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    notes: tuple[str, ...] = field(default=())
    commas_doubted: bool = False
    unit: str = ""
    title: str = ""

    def place(self, row: int | None, column: int | None, locale: Locale) -> str:
        """Where a cell is, as a user finds it: ``ark Verdier, celle C14``; a text file has no sheet."""
        parts = [locale.text("workbook.sheet_place", sheet=self.name)] if self.name else []
        if self.origin and row is not None:
            row, column = self.origin.get((row, column or 0), (row, column))
            column = column or None
        if row is not None and column is not None:
            parts.append(locale.text("workbook.cell_place", cell=f"{letters(column)}{row}"))
        elif row is not None:
            parts.append(locale.text("errors.row", row=row))
        return ", ".join(parts)

    def problem(self, code: str, row: int | None, column: int | None, locale: Locale, **fields: object) -> Problem:
        """A problem at a cell of this sheet."""
        return Problem(code, self.file, self.place(row, column, locale), **fields)  # type: ignore[arg-type]


def letters(column: int) -> str:
    """A column's letters: 1 is A, 27 AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def column_number(column_letters: str) -> int:
    """The number of a column's letters; 0 where they are none."""
    number = 0
    for letter in column_letters.upper():
        if not "A" <= letter <= "Z":
            return 0
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def shown(cell: Cell | None) -> str:
    """A cell as text: whole numbers without decimals, other numbers with a point and every digit."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Odd):
        return cell.said
    return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else float.__repr__(cell)
