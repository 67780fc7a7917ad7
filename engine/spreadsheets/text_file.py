"""A text file with a table to the same cells as a sheet: encoding and separator recognised for the whole file."""

from __future__ import annotations

import csv
import io
from itertools import islice

from engine.foundation.control_characters import unwritable
from engine.foundation.errors import InputError, Problem
from engine.foundation.locale import Locale
from engine.spreadsheets.grid import LONGEST_CELL, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, SIGN, Cell, Odd, Sheet

BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
WESTERN = "cp1252"
SEPARATORS = {"\t": "tab", ";": "semicolon", ",": "comma"}
LOOKED_AT = 50  # lines with any, to find the separator


def read_text_file(content: bytes, name: str, locale: Locale) -> Sheet:
    """The cells of a CSV file or a pasted table, all of them text.

    UTF-8 and UTF-16 are recognised by their own marks; what is not UTF-8 is read as Windows-1252, as older Norwegian
    Excel saves it, and the sheet's notes say so. Raises ``InputError`` where it is no text or past a limit.
    """
    text, encoding = _decoded(content, name)
    separator, clean = _separator(text), not unwritable(text)
    rows: dict[int, dict[int, Cell]] = {}
    cells = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    row = 0
    try:
        for row, line in enumerate(reader, start=1):
            kept = {column: cell for column, raw in enumerate(line, start=1) if (cell := raw.strip())}
            cells += len(kept)
            if row > MOST_ROWS or len(line) > MOST_COLUMNS or cells > MOST_CELLS:
                code, most = _past(row, len(line))
                raise InputError(Problem(code, name, row=row, given=str(row), more={"most": str(most)}))
            if any(len(str(cell)) > LONGEST_CELL for cell in kept.values()):
                raise InputError(_too_long(name, row))
            if kept:
                rows[row] = dict(kept) if clean else {column: _writable(cell) for column, cell in kept.items()}
    except csv.Error as error:
        if "field limit" in str(error):
            raise InputError(_too_long(name, row + 1)) from None
        raise InputError(Problem("broken_csv", name, row=row + 1)) from None
    if not rows:
        raise InputError(Problem("empty_file", name))
    notes = [locale.text(f"workbook.separator_{SEPARATORS[separator]}")]
    if encoding == WESTERN:
        notes.append(locale.text("workbook.read_as_western"))
    return Sheet(name, "", rows, notes=tuple(notes), commas_doubted=separator == ",")


def _writable(text: str) -> Cell:
    return Odd(SIGN, sign) if (sign := unwritable(text)) else text


def _too_long(name: str, row: int) -> Problem:
    return Problem("upload_cell_length", name, row=row, given=str(row), more={"most": str(LONGEST_CELL)})


def _past(row: int, width: int) -> tuple[str, int]:
    if row > MOST_ROWS:
        return "upload_rows", MOST_ROWS
    return ("upload_columns", MOST_COLUMNS) if width > MOST_COLUMNS else ("upload_cells", MOST_CELLS)


def _decoded(content: bytes, name: str) -> tuple[str, str]:
    encoding = BYTE_ORDER_MARKS.get(content[:2])
    if encoding is None and b"\0" in content:
        raise InputError(Problem("binary", name, row=content[: content.index(b"\0")].count(b"\n") + 1))
    for tried in (encoding,) if encoding else ("utf-8-sig", WESTERN):
        try:
            return content.decode(tried), tried
        except UnicodeDecodeError as error:
            row = content[: error.start].count(b"\n") + 1
            given = f"0x{content[error.start]:02x}"
    raise InputError(Problem("not_utf8", name, row=row, given=given))


def _separator(text: str) -> str:
    """The first of tab, semicolon and comma that stands in most of the lines that have any of them."""
    lines = list(islice((line for line in text.splitlines() if any(mark in line for mark in SEPARATORS)), LOOKED_AT))
    for mark in SEPARATORS:
        if lines and 2 * sum(mark in line for line in lines) > len(lines):
            return mark
    return ","
