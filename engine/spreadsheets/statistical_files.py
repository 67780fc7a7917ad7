"""Files of statistics in forms of their own, JSON-stat and PX: read to the same cells as a table with one value a row.

Sources: JSON-stat 2.0 (json-stat.org/full); PX-file format, version 2013 (Statistics Sweden).
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from engine.dataset.jsonstat import Cube, Dimension, read_cube
from engine.dataset.percent_units import in_percent
from engine.foundation.errors import InputError, Problem
from engine.spreadsheets.grid import MOST_CELLS, Cell, Sheet
from engine.spreadsheets.row_groups import heading_kind

_STATEMENT = re.compile(r'([A-Z][A-Z0-9_-]*)(?:\[\w+\])?(?:\("([^"]*)"[^)]*\))?=((?:"[^"]*"|[^";])*);', re.DOTALL)
_TEXTS = re.compile(r'"([^"]*)"')
_CONTINUED = re.compile(r'"[ \t]*\r?\n\s*"')
"""One text on several lines: no comma stands between its parts."""
_DATA = re.compile(r'"[^"]*"|[^\s",;]+')
_CODE_PAGE = re.compile(rb'CODEPAGE="((?:cp|ibm|iso-|windows-|utf-)[0-9-]{1,9})"', re.IGNORECASE)
NEEDED = ("STUB", "HEADING", "DATA")


def statistical_sheet(content: bytes, name: str) -> Sheet | None:
    """The cells of a JSON-stat or PX file; None for any other file.

    Raises ``InputError`` where it is one of them and cannot be read.
    """
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        return _sheet(read_cube(content, name), name)
    if start.startswith((b"CHARSET=", b"AXIS-VERSION=", b"CREATION-DATE=", b"CODEPAGE=", b"MATRIX=", b"TITLE=")):
        return _sheet(_px(content, name), name)
    return None


def _sheet(cube: Cube, name: str) -> Sheet:
    """One row a cell of the cube: a column a dimension, codes before the names of industries, and the value."""
    count = math.prod(len(dimension.labels) for dimension in cube.dimensions)
    if count > MOST_CELLS // max(len(cube.dimensions), 1):
        raise InputError(Problem("upload_cells", name, given=str(count), more={"most": str(MOST_CELLS)}))
    labels = [[_label(dimension, code) for code in dimension.codes] for dimension in cube.dimensions]
    heads: dict[int, Cell] = {column: dimension.label for column, dimension in enumerate(cube.dimensions, start=1)}
    rows: dict[int, dict[int, Cell]] = {1: {**heads, len(heads) + 1: "value"}}
    for index, row_labels in enumerate(itertools.product(*labels)):
        value, sign = cube.values[index], cube.signs.get(index, "")
        cells: dict[int, Cell] = dict(enumerate(row_labels, start=1))
        if value is not None:
            cells[len(row_labels) + 1] = value
        elif sign:
            cells[len(row_labels) + 1] = sign
        rows[index + 2] = cells
    unit = _unit(unit for dimension in cube.dimensions for unit in dimension.units.values())
    return Sheet(name, "", rows, unit=unit, title=cube.label)


def _unit(units: Iterable[str]) -> str:
    """The one unit that a table states; empty where it states several, or one that per cent is only a part of."""
    stated = {unit.strip() for unit in units}
    unit = stated.pop() if len(stated) == 1 else ""
    plain = unit.casefold()
    return "" if not in_percent(unit) and any(word in plain for word in ("prosent", "percent", "%")) else unit


def _label(dimension: Dimension, code: str) -> str:
    label = dimension.labels[code]
    is_industry = heading_kind(f"{dimension.id} {dimension.label}") == "industry"
    return f"{code} {label}" if is_industry and not label.startswith(code) else label


def _px(content: bytes, name: str) -> Cube:
    text = _decoded(content)
    stated: dict[str, dict[str, str]] = {}
    for key, of, value in _STATEMENT.findall(text):
        stated.setdefault(key, {}).setdefault(of, value)
    missing = [key for key in NEEDED if key not in stated and not (key == "STUB" or key == "HEADING")]
    names = [*_texts(stated.get("STUB", {}).get("", "")), *_texts(stated.get("HEADING", {}).get("", ""))]
    if missing or not names:
        raise InputError(Problem("px_incomplete", name, given=", ".join(missing) or "STUB, HEADING"))
    dimensions = tuple(_dimension(dimension_name, stated, name) for dimension_name in names)
    cells = _DATA.findall(stated["DATA"][""])
    count = math.prod(len(dimension.labels) for dimension in dimensions)
    if len(cells) != count:
        raise InputError(Problem("px_cells", name, given=str(len(cells)), more={"count": str(count)}))
    values, signs = _values(cells, name)
    return Cube(_first(stated, "TITLE"), _first(stated, "SOURCE"), "", (), False, dimensions, values, signs)


def _dimension(name: str, stated: Mapping[str, Mapping[str, str]], file: str) -> Dimension:
    labels = _texts(stated.get("VALUES", {}).get(name, ""))
    units = {of: "".join(_texts(unit)) for of, unit in stated.get("UNITS", {}).items() if of in ("", *labels)}
    codes = _texts(stated.get("CODES", {}).get(name, "")) or labels
    if not labels or len(codes) != len(labels) or len(set(codes)) != len(codes):
        raise InputError(Problem("px_incomplete", file, given=f"VALUES({name})"))
    return Dimension(name, name, dict(zip(codes, labels, strict=True)), units=units)


def _values(cells: Sequence[str], file: str) -> tuple[list[float | None], dict[int, str]]:
    values: list[float | None] = []
    signs: dict[int, str] = {}
    for index, cell in enumerate(cells):
        if cell.startswith('"'):
            values.append(None)
            signs[index] = cell.strip('"') or ".."
            continue
        try:
            values.append(float(cell))
        except ValueError:
            raise InputError(Problem("px_value", file, given=cell)) from None
    return values, signs


def _texts(value: str) -> list[str]:
    return _TEXTS.findall(_CONTINUED.sub("", value))


def _first(stated: Mapping[str, Mapping[str, str]], key: str) -> str:
    return " ".join("".join(_texts(stated.get(key, {}).get("", ""))).split())


def _decoded(content: bytes) -> str:
    """The text by the file's own code page; UTF-8 where it is that, else Windows' western one."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        stated = _CODE_PAGE.search(content[:4096])
        for code_page in (*([stated[1].decode("ascii")] if stated else []), "cp1252"):
            with suppress(LookupError, ValueError):
                return content.decode(code_page)
        return content.decode("cp1252", errors="replace")
