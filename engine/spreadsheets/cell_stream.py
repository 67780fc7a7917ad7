"""The cells of one sheet from its XML, as a stream: kept where they stand, and counted while they come."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from engine.foundation.control_characters import unwritable
from engine.foundation.errors import InputError, Problem
from engine.spreadsheets.grid import (
    BOOLEAN,
    DATE,
    ERROR,
    FORMULA,
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    SIGN,
    Cell,
    Odd,
    Percent,
    Sheet,
    column_number,
    letters,
)
from engine.spreadsheets.number_formats import shown_in_percent
from engine.spreadsheets.upload_guard import Archive

_ODD = {"b": BOOLEAN, "e": ERROR, "d": DATE}
_TRUTH = {"0": "FALSE", "1": "TRUE"}
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", re.ASCII)
# What can stand inside a cell. Whatever else begins has ended the cell before it.
_RICH_TEXT = (
    "is",
    "r",
    "rPr",
    "rPh",
    "phoneticPr",
    "b",
    "i",
    "u",
    "sz",
    "color",
    "rFont",
    "family",
    "scheme",
    "strike",
)
_SIZE = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_INSIDE_CELL = frozenset((*_RICH_TEXT, "strike", "vertAlign", "charset", "outline", "shadow", "extLst", "ext"))


@dataclass(slots=True)
class Budget:
    """How many cells may still be read, over all sheets."""

    cells: int = MOST_CELLS


def parse(archive: Archive, name: str, start: Callable[..., None], text: Callable[[str], Any]) -> None:
    """Send the start tags, without the prefix that the root has, and the texts of a part to the two functions."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def root(tag: str, attributes: Mapping[str, str]) -> None:
        prefix = tag[: tag.rfind(":") + 1]
        # Most parts have no prefix, and are spared a call for each of their tags.
        parser.StartElementHandler = (lambda tag, of: start(tag.removeprefix(prefix), of)) if prefix else start
        start(tag.removeprefix(prefix), attributes)

    parser.StartElementHandler, parser.CharacterDataHandler = root, text

    def refuse(*_: object) -> None:
        raise InputError(Problem("upload_broken", archive.file, given=name))

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(archive.read(name), True)
    except (expat.ExpatError, ValueError, LookupError):
        raise InputError(Problem("upload_broken", archive.file, given=name)) from None


def plain_text(text: str) -> str:
    """A text without spaces at its ends, and without the escapes that workbooks write control characters with."""
    from openpyxl.utils.escape import unescape

    return (unescape(text) if "_x" in text else text).strip()


def read_sheet(
    archive: Archive,
    target: str,
    name: str,
    hidden: bool,
    strings: Sequence[str],
    kinds: Mapping[str, str],
    budget: Budget,
) -> Sheet:
    """One sheet. A cell is known when the next thing begins, which saves half of the parser's calls."""
    file = archive.file
    rows: dict[int, dict[int, Cell]] = {}
    cells: dict[int, Cell] = {}
    row, column, digits, cut = 0, 0, "0", -1
    columns: dict[str, int] = {}
    known: dict[str, dict[str, Cell]] = defaultdict(dict)
    cell: Mapping[str, str] | None = None
    inside, formula = "", False
    buffer: list[str] = []
    merged: list[tuple[int, int, int, int]] = []
    hidden_rows: list[int] = []
    hidden_ranges: list[tuple[int, int]] = []

    def end_cell(attributes: Mapping[str, str]) -> None:
        nonlocal column, inside, formula
        reference = attributes.get("r", "")
        column = (columns.get(reference[:cut]) if reference[cut:] == digits else None) or place(reference)
        if not inside and not formula:
            return
        text = (buffer[0] if len(buffer) == 1 else "".join(buffer)).strip()
        if formula:
            cells[column] = Odd(FORMULA, text[:80])
        elif text:
            kind = attributes.get("t", "n")
            if kind == "n":
                cells[column] = _number(text, kinds.get(attributes.get("s", "")))
            elif (value := known[kind].get(text) or text_or_odd(kind, text)) != "":
                cells[column] = value
        inside, formula = "", False

    def place(reference: str) -> int:
        """The column of a cell whose letters are new, or that stands without any reference after the one before."""
        letters_only = reference.rstrip("0123456789")
        number = column + 1 if not reference else column_number(letters_only) if len(letters_only) <= 3 else 0
        if not number or reference not in ("", f"{letters_only}{digits}"):
            raise InputError(Problem("upload_broken", file, name, given=reference))
        if number > MOST_COLUMNS:
            raise _past(file, name, "upload_columns", reference or str(number), MOST_COLUMNS)
        if reference:
            columns[letters_only] = number
        return number

    def text_or_odd(kind: str, raw: str) -> Cell:
        """What a cell says that is no number, kept for all cells that say the same: most texts stand many times."""
        if kind == "s":
            if not raw.isdecimal() or len(raw) > 8 or int(raw) >= len(strings):
                raise InputError(Problem("upload_broken", file, name, given=raw))
            text = strings[int(raw)]
        else:
            text = plain_text(raw) if "_x" in raw else raw
        if len(text) > LONGEST_CELL:
            raise _past(file, name, "upload_cell_length", f"{letters(column)}{row}", LONGEST_CELL)
        odd = _ODD.get(kind)
        if sign := unwritable(text):
            odd, text = SIGN, sign
        known[kind][raw] = value = Odd(odd, _TRUTH.get(text, text) if odd == BOOLEAN else text) if odd else text
        return value

    def start_row(attributes: Mapping[str, str]) -> None:
        nonlocal row, column, cells, digits, cut
        budget.cells -= len(cells)
        if budget.cells < 0:
            raise _past(file, name, "upload_cells", f"{letters(column)}{row}", MOST_CELLS)
        raw = attributes.get("r", str(row + 1))
        row = int(raw) if raw.isdecimal() and len(raw) < 9 else 0
        if not 0 < row <= MOST_ROWS:
            raise _past(file, name, "upload_rows", raw, MOST_ROWS)
        column, digits, cells = 0, str(row), rows.setdefault(row, {})
        cut = -len(digits)
        if _unseen(attributes, "ht"):
            hidden_rows.append(row)

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal cell, inside, formula
        if tag == "c":
            if cell is not None:
                end_cell(cell)
            cell = attributes
        elif tag == "t":
            if inside != tag:  # else a further run of the same text
                buffer.clear()
            inside = tag
        elif tag == "v":
            buffer.clear()
            inside = tag
        elif tag == "f":
            buffer.clear()
            formula = True
        elif tag not in _INSIDE_CELL:
            if cell is not None:
                end_cell(cell)
            cell = None
            if tag == "row":
                start_row(attributes)
            elif tag == "col" and _unseen(attributes, "width"):
                hidden_ranges.append(_span(attributes))
            elif tag == "mergeCell" and len(merged) < MOST_COLUMNS:
                merged.extend(_range(attributes.get("ref", "")))

    parse(archive, target, start, buffer.append)
    start("end", {})
    kept = {row: rows[row] for row in sorted(rows) if rows[row]}
    filled = {column for cells in kept.values() for column in cells} if hidden_ranges else set()
    hidden_columns = sum(any(first <= column <= last for first, last in hidden_ranges) for column in filled)
    hidden_count = sum(hidden_row in kept for hidden_row in hidden_rows)
    return Sheet(file, name, kept, tuple(merged), hidden, hidden_count, hidden_columns, commas_doubted=True)


def _unseen(attributes: Mapping[str, str], size: str) -> bool:
    """Whether a row or column is hidden, or of no height or width, which comes to the same."""
    raw = attributes.get(size, "1")
    return attributes.get("hidden") in ("1", "true") or (_SIZE.fullmatch(raw) is not None and float(raw) == 0)


def _span(attributes: Mapping[str, str]) -> tuple[int, int]:
    """First and last column of a ``col`` element; none where it does not say."""
    first, last = (attributes.get(name, "") for name in ("min", "max"))
    return (int(first), int(last)) if first.isdecimal() and last.isdecimal() and len(last) < 9 else (0, -1)


def _number(raw: str, meant: str | None) -> Cell:
    """A number as its format means it; what is no finite number stays text, and is refused where a number belongs."""
    try:
        number = float(raw)
    except ValueError:
        return raw[:LONGEST_CELL]
    if not math.isfinite(number):
        return raw
    if meant is None:
        return number
    if meant == DATE:
        return Odd(DATE, raw)
    return Percent(number) if shown_in_percent(number, meant) else number


def _past(file: str, name: str, code: str, given: str, most: int) -> InputError:
    """More than is read, with the place where it began."""
    return InputError(Problem(code, file, name, given=given, more={"most": str(most)}))


def _range(reference: str) -> Iterator[tuple[int, int, int, int]]:
    """First row, first column, last row, last column of a merged range; nothing where it is none."""
    if match := _RANGE.fullmatch(reference):
        first, row, last, last_row = match.groups()
        yield int(row), column_number(first), int(last_row), column_number(last)
