"""The text of cells to values: one rule a kind of column, the decimal mark by file."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.classification import periods, sn2007
from engine.dataset.csv_file import SEMICOLON, RawTable
from engine.dataset.schema import CODE_PATTERN, ID_PATTERN, PREFIX_PATTERN, Field
from engine.foundation.errors import Problem, Problems

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_COUNT = re.compile(r"\d{1,9}", re.ASCII)
_ID = re.compile(ID_PATTERN, re.ASCII)
_CODE = re.compile(CODE_PATTERN, re.ASCII)
_PREFIX = re.compile(PREFIX_PATTERN, re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+", re.ASCII)
_NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity)", re.IGNORECASE)

_COMMA_TO_POINT = str.maketrans(",.", ".,")

NUMERIC = ("number", "amount")


@dataclass(frozen=True, slots=True)
class TypedTable:
    """A table with its values.

    ``columns`` hold every declared column by name, in step with ``rows``; None where a cell is empty or wrong, or the
    file does not have the column.
    """

    raw: RawTable
    columns: Mapping[str, Sequence[Any]]

    @property
    def rows(self) -> Sequence[int]:
        """Excel's row numbers."""
        return self.raw.rows

    @property
    def given(self) -> Collection[str]:
        """The columns that the file has."""
        return self.raw.cells.keys()

    def problem(self, code: str, index: int, column: str, **more: Any) -> Problem:
        """A problem with one cell; ``index`` is its position in the columns."""
        given = self.raw.cells[column][index] if column in self.raw.cells else None
        return Problem(code, self.raw.file, row=self.rows[index], column=column, **({"given": given} | more))


def typed_table(raw: RawTable) -> tuple[TypedTable, list[Problem]]:
    """Every cell as a value, and every cell that is none."""
    mark = _decimal_mark(raw)
    columns: dict[str, Sequence[Any]] = {}
    problems = Problems(_ambiguous(raw))
    for declared in raw.table.fields:
        cells = raw.cells.get(declared.name)
        if cells is None:
            columns[declared.name] = [None] * len(raw.rows)
            continue
        parse = _parser(declared, mark)
        parsed = {cell: parse(cell) for cell in set(cells)}
        wrong = {cell: value for cell, value in parsed.items() if isinstance(value, _Wrong)}
        parsed.update(dict.fromkeys(wrong))
        columns[declared.name] = list(map(parsed.__getitem__, cells))
        if not wrong:
            continue
        problems += [
            Problem(wrong[cell].code, raw.file, row=row, column=declared.name, given=cell, allowed=declared.choices)
            for row, cell in zip(raw.rows, cells, strict=True)
            if cell in wrong
        ]
    return TypedTable(raw, columns), problems


@dataclass(frozen=True, slots=True)
class _Wrong:
    """What is wrong with a cell: the problem's code."""

    code: str


def _decimal_mark(raw: RawTable) -> str:
    """The decimal mark of the file: a point, or what most numbers of a semicolon file have."""
    if raw.delimiter != SEMICOLON:
        return "."
    numbers = [
        cell for declared in raw.table.fields if declared.kind in NUMERIC for cell in raw.cells.get(declared.name, ())
    ]
    points = sum("." in cell for cell in numbers)
    return "." if points > sum("," in cell for cell in numbers) else ","


def _ambiguous(raw: RawTable) -> list[Problem]:
    """The first number of a semicolon file whose point may be of thousands: no commas, three digits behind each."""
    if raw.delimiter != SEMICOLON:
        return []
    named = [declared.name for declared in raw.table.fields if declared.kind in NUMERIC and declared.name in raw.cells]
    entries = [(row, name, cell) for name in named for row, cell in zip(raw.rows, raw.cells[name], strict=True) if cell]
    pointed = [entry for entry in entries if "." in entry[2]]
    if (
        not pointed
        or any("," in cell for *_, cell in entries)
        or not all(_THOUSANDS.fullmatch(entry[2]) for entry in pointed)
    ):
        return []
    row, name, cell = pointed[0]
    return [Problem("ambiguous_thousands_in_folder", raw.file, row=row, column=name, given=cell)]


def _parser(declared: Field, mark: str) -> Callable[[str], Any]:
    parsers: Mapping[str, Callable[[str], Any]] = {
        "id": _id,
        "text": str,
        "choice": lambda cell: cell if cell in declared.choices else _Wrong("not_a_choice"),
        "code": lambda cell: cell if _CODE.fullmatch(cell) else _Wrong("not_a_code"),
        "prefixes": _prefixes,
        "group": lambda cell: sn2007.group(cell) or _Wrong("not_a_group"),
        "period": lambda cell: cell if periods.days_of(cell) else _Wrong("not_a_period"),
        "count": _count,
        "number": lambda cell: _number(cell, mark),
        "amount": lambda cell: _amount(cell, mark),
    }
    parse = parsers[declared.kind]
    empty = _Wrong("empty_cell") if declared.required else None
    return lambda cell: parse(cell) if cell else empty


def _id(cell: str) -> str | _Wrong:
    return cell if _ID.fullmatch(cell) else _Wrong("not_an_id")


def _prefixes(cell: str) -> tuple[str, ...] | _Wrong:
    prefixes = tuple(cell.split())
    return prefixes if all(_PREFIX.fullmatch(prefix) for prefix in prefixes) else _Wrong("not_prefixes")


def _count(cell: str) -> int | _Wrong:
    return int(cell) if _COUNT.fullmatch(cell) else _Wrong("not_a_count")


def _number(cell: str, mark: str) -> float | _Wrong:
    plain = cell if mark == "." else cell.translate(_COMMA_TO_POINT)
    if _NUMBER.fullmatch(plain):
        value = float(plain)
        return value if math.isfinite(value) else _Wrong("not_finite")
    if _NUMBER.fullmatch(plain.replace(",", ".")):
        return _Wrong("decimal_point_expected" if mark == "." else "decimal_comma_expected")
    return _Wrong("not_finite" if _NOT_FINITE.fullmatch(cell) else "not_a_number")


def _amount(cell: str, mark: str) -> float | _Wrong:
    value = _number(cell, mark)
    return _Wrong("negative") if isinstance(value, float) and value < 0 else value
