"""The sheets of an Excel workbook, read as a stream: exact values, and no formula, link or picture is followed.

The libraries that read workbooks hold a whole rectangle of cells in memory however few are filled, copy a text for each
cell that uses it, or take several times as long, and none tells a formula from a value within bounded memory. A hostile
file must meet a limit before it meets the machine's, so the parts are read with the standard library's expat, document
type declarations refused, and formats are told apart with openpyxl.
"""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from engine.dataset.workbook.grid import (
    BOOLEAN,
    DATE,
    ERROR,
    FORMULA,
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Odd,
    Percent,
    Sheet,
    column_number,
    letters,
)
from engine.dataset.workbook.safety import Archive
from engine.errors import InputError, Problem

MOST_SHEETS = 100
PERCENT = "percent"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_ODD = {"b": BOOLEAN, "e": ERROR, "d": DATE}
_TRUTH = {"0": "FALSE", "1": "TRUE"}
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", re.ASCII)
# What can stand inside a cell. Whatever else begins has ended the cell before it.
_INSIDE_CELL = frozenset(
    [
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
        "vertAlign",
        "charset",
        "strike",
        "extLst",
        "ext",
        "outline",
    ]
)


@dataclass(slots=True)
class _Budget:
    """How many cells may still be read, over all sheets."""

    cells: int = MOST_CELLS


def read_sheets(archive: Archive) -> tuple[Sheet, ...]:
    """Every worksheet in the workbook's order. Raises ``InputError`` where the file is damaged or past a limit."""
    book_name = _book_name(archive)
    book = _tree(archive, book_name)
    folder = posixpath.dirname(book_name)
    targets = _relations(archive, book_name)
    listed = [one for one in book.iter() if _local(one.tag) == "sheet"]
    if len(listed) > MOST_SHEETS:
        problem = Problem("upload_sheets", archive.file, given=str(len(listed)), more={"most": str(MOST_SHEETS)})
        raise InputError(problem)
    kinds = _kinds_of_styles(archive, f"{folder}/styles.xml")
    strings = _shared_strings(archive, f"{folder}/sharedStrings.xml")
    budget = _Budget()
    sheets = []
    for one in listed:
        target = targets.get(one.get(RELATION_ID) or one.get(STRICT_RELATION_ID) or "")
        name = (one.get("name") or "").strip()
        if target is None or target not in archive.names:
            raise InputError(Problem("upload_broken", archive.file, given=name))
        if "worksheets" in target:  # chart sheets have no cells
            hidden = one.get("state", "visible") != "visible"
            sheets.append(_sheet(archive, target, name, hidden, strings, kinds, budget))
    return tuple(sheets)


def _book_name(archive: Archive) -> str:
    for target in _relations(archive, "").values():
        if target.endswith("workbook.xml") and target in archive.names:
            return target
    raise InputError(Problem("upload_not_workbook", archive.file))


def _relations(archive: Archive, part: str) -> dict[str, str]:
    """``{id: part}`` of what a part names; a part outside the file is never among them."""
    folder, base = posixpath.split(part)
    name = posixpath.join(folder, "_rels", f"{base}.rels")
    if name not in archive.names:
        return {}
    relations = {}
    for one in _tree(archive, name):
        if one.get("TargetMode") != "External":
            target = one.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            relations[one.get("Id", "")] = path
    return relations


def _tree(archive: Archive, name: str) -> Any:
    """A small part as an element tree; document types and entities are refused."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(archive.read(name), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise InputError(Problem("upload_broken", archive.file, given=name)) from None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _kinds_of_styles(archive: Archive, name: str) -> Mapping[str, str]:
    """``{style: date or percent}`` of the cell formats that change what a number means."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

    if name not in archive.names:
        return {}
    tree = _tree(archive, name)
    formats = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    kinds: dict[str, str] = {}
    for group in tree:
        if _local(group.tag) == "numFmts":
            formats.update({one.get("numFmtId", ""): one.get("formatCode", "") for one in group})
        elif _local(group.tag) == "cellXfs":
            for at, one in enumerate(group):
                code = formats.get(one.get("numFmtId", "0"), "")
                if is_date_format(code):
                    kinds[str(at)] = DATE
                elif "%" in code:
                    kinds[str(at)] = PERCENT
    return kinds


def _parse(archive: Archive, name: str, start: Callable[..., None], text: Callable[[str], Any]) -> None:
    """Send the start tags and texts of a part to the two functions."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.CharacterDataHandler = start, text

    def refuse(*_: object) -> None:
        raise InputError(Problem("upload_broken", archive.file, given=name))

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(archive.read(name), True)
    except (expat.ExpatError, ValueError, LookupError):
        raise InputError(Problem("upload_broken", archive.file, given=name)) from None


def _shared_strings(archive: Archive, name: str) -> list[str]:
    """The texts that cells refer to; each is kept once however many cells use it."""
    if name not in archive.names:
        return []
    strings: list[str] = []
    buffer: list[str] = []
    runs: list[str] = []
    tag_now, pronounced = "", False

    def start(tag: str, _: object) -> None:
        nonlocal tag_now, pronounced
        if tag_now == "t" and not pronounced:
            runs.append("".join(buffer))
        buffer.clear()
        tag_now = tag.rpartition(":")[2]
        if tag_now == "si":
            strings.append("".join(runs))
            runs.clear()
        pronounced = tag_now == "rPh" or (pronounced and tag_now == "t")  # no part of the text

    _parse(archive, name, start, buffer.append)
    start("si", None)
    return [_plain_text(one) for one in strings[1:]]


def _plain_text(said: str) -> str:
    from openpyxl.utils.escape import unescape

    return (unescape(said) if "_x" in said else said).strip()


def _sheet(
    archive: Archive,
    target: str,
    name: str,
    hidden: bool,
    strings: Sequence[str],
    kinds: Mapping[str, str],
    budget: _Budget,
) -> Sheet:
    """One sheet. A cell is known when the next thing begins, which saves half of the parser's calls."""
    file, prefix = archive.file, None
    rows: dict[int, dict[int, Cell]] = {}
    cells: dict[int, Cell] = {}
    row, column, digits = 0, 0, "0"
    columns: dict[str, int] = {}
    cell: Mapping[str, str] | None = None
    inside, formula = "", False
    buffer: list[str] = []
    merged: list[tuple[int, int, int, int]] = []
    hidden_rows: list[int] = []

    def end_cell(attributes: Mapping[str, str]) -> None:
        nonlocal column, inside, formula
        reference = attributes.get("r", "")
        known = columns.get(reference[: -len(digits)]) if reference.endswith(digits) else None
        column = known or place(reference)
        if not inside and not formula:
            return
        said = (buffer[0] if len(buffer) == 1 else "".join(buffer)).strip()
        if formula:
            value: Cell = Odd(FORMULA, said[:80])
        elif not said:
            value = ""
        elif attributes.get("t", "n") == "n":
            value = _number(said, kinds.get(attributes.get("s", "")))
        else:
            value = text_or_odd(attributes["t"], said)
        inside, formula = "", False
        if value != "":
            cells[column] = value

    def place(reference: str) -> int:
        """The column of a cell whose letters are new, or that stands without any reference after the one before."""
        letters_only = reference.rstrip("0123456789")
        found = column + 1 if not reference else column_number(letters_only) if len(letters_only) <= 3 else 0
        if not found or reference not in ("", f"{letters_only}{digits}"):
            raise InputError(Problem("upload_broken", file, name, given=reference))
        if found > MOST_COLUMNS:
            raise _past(file, name, "upload_columns", reference or str(found), MOST_COLUMNS)
        if reference:
            columns[letters_only] = found
        return found

    def text_or_odd(kind: str, said: str) -> Cell:
        if kind == "s":
            if not said.isdecimal() or len(said) > 8 or int(said) >= len(strings):
                raise InputError(Problem("upload_broken", file, name, given=said))
            text = strings[int(said)]
        else:
            text = _plain_text(said) if "_x" in said else said
        if len(text) > LONGEST_CELL:
            raise _past(file, name, "upload_cell_length", f"{letters(column)}{row}", LONGEST_CELL)
        odd = _ODD.get(kind)
        return Odd(odd, _TRUTH.get(text, text) if odd == BOOLEAN else text) if odd else text

    def start_row(attributes: Mapping[str, str]) -> None:
        nonlocal row, column, cells, digits
        budget.cells -= len(cells)
        if budget.cells < 0:
            raise _past(file, name, "upload_cells", f"{letters(column)}{row}", MOST_CELLS)
        said = attributes.get("r", str(row + 1))
        row = int(said) if said.isdecimal() and len(said) < 9 else 0
        if not 0 < row <= MOST_ROWS:
            raise _past(file, name, "upload_rows", said, MOST_ROWS)
        column, digits, cells = 0, str(row), rows.setdefault(row, {})
        if attributes.get("hidden") in ("1", "true"):
            hidden_rows.append(row)

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal prefix, cell, inside, formula
        if prefix is None:
            prefix = tag[: tag.rfind(":") + 1]
        if prefix:
            tag = tag.removeprefix(prefix)
        if tag == "v":
            buffer.clear()
            inside = tag
        elif tag == "c":
            if cell is not None:
                end_cell(cell)
            cell = attributes
            buffer.clear()
        elif tag == "t":
            if inside != tag:  # a further run of the same text
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
            elif tag == "mergeCell" and len(merged) < MOST_COLUMNS:
                merged.extend(_range(attributes.get("ref", "")))

    _parse(archive, target, start, buffer.append)
    start("end", {})
    kept = {at: rows[at] for at in sorted(rows) if rows[at]}
    return Sheet(file, name, kept, tuple(merged), hidden, sum(at in kept for at in hidden_rows))


def _number(said: str, meant: str | None) -> Cell:
    """A number as its format means it; what is no finite number stays text, and is refused where a number belongs."""
    try:
        number = float(said)
    except ValueError:
        return said[:LONGEST_CELL]
    if not math.isfinite(number):
        return said
    if meant is None:
        return number
    return Percent(number) if meant == PERCENT else Odd(DATE, said)


def _past(file: str, name: str, code: str, given: str, most: int) -> InputError:
    """More than is read, with the place where it began."""
    return InputError(Problem(code, file, name, given=given, more={"most": str(most)}))


def _range(reference: str) -> Iterator[tuple[int, int, int, int]]:
    """First row, first column, last row, last column of a merged range; nothing where it is none."""
    if match := _RANGE.fullmatch(reference):
        first, row, last, last_row = match.groups()
        yield int(row), column_number(first), int(last_row), column_number(last)
