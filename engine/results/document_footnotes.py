"""Long texts that a column repeats row after row: a letter in the row, and the text once below the table."""

from __future__ import annotations

from dataclasses import replace
from string import ascii_lowercase

from engine.output.table import Table

SHORT = 24
"""Texts of a column that are no longer than this stay where they are."""


def with_footnotes(table: Table, key: str) -> Table:
    """The table with letters in the column ``key`` for its long texts, and the texts by letter in front of its notes.

    As it was where the table has no such column, or nothing in it is said twice.
    """
    index = next((place for place, column in enumerate(table.columns) if column.key == key), None)
    if index is None:
        return table
    texts = [str(row[index]) for row in table.rows if row[index] is not None and len(str(row[index])) > SHORT]
    letters = {text: _letter(number) for number, text in enumerate(dict.fromkeys(texts))}
    if len(letters) == len(texts):
        return table
    rows = tuple((*row[:index], letters.get(str(row[index]), row[index]), *row[index + 1 :]) for row in table.rows)
    heading = table.columns[index].heading
    notes = tuple(f"{heading} {letter}: {text}." for text, letter in letters.items())
    return replace(table, rows=rows, notes=(*notes, *table.notes))


def _letter(number: int) -> str:
    """``a`` … ``z``, ``aa`` …, as columns of a sheet are named."""
    first, last = divmod(number, len(ascii_lowercase))
    return (_letter(first - 1) if first else "") + ascii_lowercase[last]
