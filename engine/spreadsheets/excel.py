"""The sheets of an Excel workbook, read as a stream: exact values, and no formula, link or picture is followed.

The libraries that read workbooks hold a whole rectangle of cells in memory however few are filled, copy a text for each
cell that uses it, or take several times as long, and none tells a formula from a value within bounded memory. A hostile
file must meet a limit before it meets the machine's, so the parts are read with the standard library's expat, document
type declarations refused, and formats are told apart with openpyxl.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any

from engine.foundation.errors import InputError, Problem
from engine.spreadsheets.cell_stream import Budget, parse, plain_text, read_sheet
from engine.spreadsheets.grid import DATE, Sheet
from engine.spreadsheets.upload_guard import Archive

MOST_SHEETS = 100
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def read_sheets(archive: Archive) -> tuple[Sheet, ...]:
    """Every worksheet in the workbook's order. Raises ``InputError`` where the file is damaged or past a limit."""
    book_name = _book_name(archive)
    book = _tree(archive, book_name)
    folder = posixpath.dirname(book_name)
    targets = _relations(archive, book_name)
    listed = [element for element in book.iter() if _local(element.tag) == "sheet"]
    if len(listed) > MOST_SHEETS:
        problem = Problem("upload_sheets", archive.file, given=str(len(listed)), more={"most": str(MOST_SHEETS)})
        raise InputError(problem)
    kinds = _kinds_of_styles(archive, f"{folder}/styles.xml")
    strings = _shared_strings(archive, f"{folder}/sharedStrings.xml")
    budget = Budget()
    sheets = []
    for element in listed:
        target = targets.get(element.get(RELATION_ID) or element.get(STRICT_RELATION_ID) or "")
        name = (element.get("name") or "").strip()
        if target is None or target not in archive.names:
            raise InputError(Problem("upload_broken", archive.file, given=name))
        if "worksheets" in target:  # chart sheets have no cells
            hidden = element.get("state", "visible") != "visible"
            sheets.append(read_sheet(archive, target, name, hidden, strings, kinds, budget))
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
    for relation in _tree(archive, name):
        if relation.get("TargetMode") != "External":
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            relations[relation.get("Id", "")] = path
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
    """``{style: date, or the format's code}`` of the cell formats that can change what a number means."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

    if name not in archive.names:
        return {}
    tree = _tree(archive, name)
    formats = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    kinds: dict[str, str] = {}
    for group in tree:
        if _local(group.tag) == "numFmts":
            formats.update({element.get("numFmtId", ""): element.get("formatCode", "") for element in group})
        elif _local(group.tag) == "cellXfs":
            for index, element in enumerate(group):
                code = formats.get(element.get("numFmtId", "0"), "")
                if is_date_format(code):
                    kinds[str(index)] = DATE
                elif "%" in code:  # whether it is one that multiplies is asked of each number
                    kinds[str(index)] = code
    return kinds


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

    parse(archive, name, start, buffer.append)
    start("si", None)
    return [plain_text(string) for string in strings[1:]]
