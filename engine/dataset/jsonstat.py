"""A JSON-stat answer, 2.0 or one dataset of 1.x, to a cube whose every cell has its value or why there is none.

Source: JSON-stat 2.0 (json-stat.org/full); PxWebApi v2 gives both data and metadata of a table in this form.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from engine.foundation.control_characters import unwritable
from engine.foundation.errors import InputError, Problem
from engine.foundation.formula_texts import FORMULA_STARTS

MISSING_SIGNS = (".", "..", "...", ":", "-")
"""Standard signs of Statistics Norway: no figure possible, no data, no data yet, confidential, none."""
MOST_CELLS = 2_000_000

Json = dict[str, Any]


@dataclass(frozen=True)
class Dimension:
    """One dimension: ``labels`` by code, in the order of the cells.

    ``role`` is ``time``, ``geo``, ``metric`` or empty; ``units`` by code, where the table says them.
    """

    id: str
    label: str
    labels: Mapping[str, str]
    role: str = ""
    units: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Its codes, in the order of the cells."""
        return tuple(self.labels)

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Where each code stands."""
        return {code: index for index, code in enumerate(self.labels)}


@dataclass(frozen=True, slots=True)
class Cube:
    """A table or its metadata (then without values).

    ``values`` and ``signs`` are in row-major order over ``dimensions``: the last one runs fastest. A value is None
    where there is none, and its sign says why, as far as the table does. ``notes`` are those that the publisher wants
    every reader to see; a ``discontinued`` table gets no more figures.
    """

    label: str
    source: str
    updated: str
    notes: tuple[str, ...]
    discontinued: bool
    dimensions: tuple[Dimension, ...]
    values: Sequence[float | None]
    signs: Mapping[int, str]

    def dimension(self, dimension_id: str) -> Dimension:
        """One dimension; KeyError where there is none."""
        return {dimension.id: dimension for dimension in self.dimensions}[dimension_id]

    def cell(self, codes: Mapping[str, str]) -> tuple[float | None, str]:
        """The value, None where it is missing, and the sign of the cell that ``codes`` (one a dimension) name."""
        index = 0
        for dimension in self.dimensions:
            index = index * len(dimension.labels) + dimension.position[codes[dimension.id]]
        sign = self.signs.get(index, "")
        return (None if sign in MISSING_SIGNS else self.values[index]), sign


class _Wrong(ValueError):
    """What is wrong with an answer, in a few words for the message."""


def read_cube(content: bytes, file: str, *, metadata: bool = False) -> Cube:
    """The cube in an answer; ``file`` is what messages call it.

    ``metadata`` answers have dimensions and no values.

    Raises
    ------
    InputError
        The answer is not JSON, not JSON-stat, or contradicts itself. Nothing of such an answer is used.
    """
    from jsonstat_validator import JSONStatValidationError, validate_jsonstat

    try:
        data = _as_version_2(_json(content))
        if data.get("class") != "dataset":
            raise _Wrong(f"class {data.get('class')!r}")
        if metadata:
            data = {**data, "value": {}, "status": None}
        validate_jsonstat(_without_links(data))
        return _cube(data, metadata)
    except JSONStatValidationError as error:
        message = " ".join(error.message.split())
        raise InputError(Problem("statbank_not_jsonstat", file, given=message[:200])) from None
    except (_Wrong, RecursionError) as error:
        raise InputError(Problem("statbank_not_jsonstat", file, given=str(error)[:200])) from None


def _json(content: bytes) -> Json:
    def once(pairs: list[tuple[str, Any]]) -> Json:
        values_by_name = dict(pairs)
        if len(values_by_name) < len(pairs):
            names = [name for name, _ in pairs]
            raise _Wrong(f"{next(name for name in names if names.count(name) > 1)!r} twice")
        return values_by_name

    def no_number(constant: str) -> float:
        raise _Wrong(f"{constant} is not a number")

    try:
        data = json.loads(content.decode("utf-8-sig"), object_pairs_hook=once, parse_constant=no_number)
    except _Wrong:
        raise
    except ValueError as error:
        raise _Wrong(f"JSON: {error}") from None
    if not isinstance(data, dict):
        raise _Wrong("JSON: no object")
    return data


def _as_version_2(data: Json) -> Json:
    """The one dataset of a JSON-stat 1.x answer as version 2 has it; every other answer as it is.

    Version 1 names its datasets instead of saying a class, and has id, size and role inside ``dimension``.
    """
    datasets = list(data.values())
    if "class" in data or len(datasets) != 1 or not isinstance(datasets[0], dict):
        return data
    dimension = datasets[0].get("dimension")
    if not isinstance(dimension, dict) or not {"id", "size"} <= dimension.keys():
        return data
    moved = {key: dimension[key] for key in ("id", "size", "role") if key in dimension}
    dimensions = {name: given for name, given in dimension.items() if name not in moved}
    return {"version": "2.0", "class": "dataset", **datasets[0], **moved, "dimension": dimensions}


def _without_links(data: Json) -> Json:
    """The answer as the validator wants it: PxWebApi's ``describedby`` links name a concept and have no address."""
    dimensions = data.get("dimension")
    if not isinstance(dimensions, dict):
        return data
    bare = {
        name: {key: value for key, value in dimension.items() if key != "link"}
        if isinstance(dimension, dict)
        else dimension
        for name, dimension in dimensions.items()
    }
    return {key: value for key, value in data.items() if key != "link"} | {"dimension": bare}


def _cube(data: Json, metadata: bool) -> Cube:
    # The validator lets "2" stand for 2.
    if any(type(size) is not int for size in data["size"]):
        raise _Wrong("size is not whole numbers")
    roles = {name: role for role, names in (data.get("role") or {}).items() for name in names}
    dimensions = tuple(_dimension(name, data["dimension"][name], roles.get(name, "")) for name in data["id"])
    for dimension, size in zip(dimensions, data["size"], strict=True):
        if len(dimension.labels) != size:
            raise _Wrong(f"{dimension.id}: size {size}, {len(dimension.labels)} codes")
    count = math.prod(data["size"])
    if not metadata and count > MOST_CELLS:
        raise _Wrong(f"{count} cells, at most {MOST_CELLS}")
    extension = data.get("extension") or {}
    signs = {} if metadata else _signs(data.get("status"), count)
    # Labels are made plain; these must stay what they are.
    for code in (
        *(text for dimension in dimensions for text in (dimension.id, *dimension.codes)),
        *set(signs.values()),
    ):
        if sign := unwritable(code):
            raise _Wrong(f"{sign} in a code")
    return Cube(
        label=_no_formula(plain(data.get("label") or "")),
        source=_no_formula(plain(data.get("source") or "")),
        updated=plain(data.get("updated") or ""),
        notes=_notes(data.get("note") or [], extension.get("noteMandatory")),
        discontinued=extension.get("discontinued") is True,
        dimensions=dimensions,
        values=() if metadata else _values(data["value"], count),
        signs=signs,
    )


def _dimension(name: str, given: Json, role: str) -> Dimension:
    category = given.get("category") or {}
    index, labels = category.get("index"), category.get("label") or {}
    if index is None:
        codes = list(labels)
    elif isinstance(index, list):
        codes = index
    else:
        if any(type(position) is not int for position in index.values()):
            raise _Wrong(f"{name}: index is not whole numbers")
        codes = sorted(index, key=lambda code: index[code])
        if [index[code] for code in codes] != list(range(len(codes))):
            raise _Wrong(f"{name}: index is not 0 to {len(codes) - 1}")
    named = {code: plain(labels.get(code, code)) for code in codes}
    units = category.get("unit") or {}
    if not all(isinstance(unit, dict) for unit in units.values()):
        raise _Wrong(f"{name}: unit is not an object")
    units = {code: plain(str(unit.get("base") or "")) for code, unit in units.items()}
    return Dimension(name, plain(given.get("label") or name), named, role, units)


def plain(text: str) -> str:
    """A text on one line: what a server sends must not steer a reader's screen."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _no_formula(text: str) -> str:
    """A title that no spreadsheet runs where the data are opened."""
    return text.lstrip("".join(FORMULA_STARTS) + " ")


def _notes(notes: Sequence[str], mandatory: Any) -> tuple[str, ...]:
    """The notes whose number PxWebApi's ``noteMandatory`` names."""
    if not isinstance(mandatory, dict):
        return ()
    return tuple(plain(note) for index, note in enumerate(notes) if mandatory.get(str(index)) is True)


def _values(given: Any, count: int) -> Sequence[float | None]:
    if isinstance(given, list):
        if len(given) != count:
            raise _Wrong(f"{len(given)} values in a table of {count} cells")
        return [_value(cell) for cell in given]
    values: list[float | None] = [None] * count
    for index, cell in _by_position(given, count, "value"):
        values[index] = _value(cell)
    return values


def _value(given: Any) -> float | None:
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise _Wrong(f"value {str(given)[:40]!r} is not a number")
    try:
        value = float(given)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise _Wrong("a value is not finite")
    return value


def _signs(given: Any, count: int) -> Mapping[int, str]:
    if not given:
        return {}
    if isinstance(given, str):
        return dict.fromkeys(range(count), given)
    if isinstance(given, list):
        if len(given) == 1:
            return dict.fromkeys(range(count), str(given[0] or ""))
        if len(given) != count:
            raise _Wrong(f"{len(given)} signs in a table of {count} cells")
        return {index: str(sign) for index, sign in enumerate(given) if sign}
    return {index: str(sign) for index, sign in _by_position(given, count, "status") if sign}


def _by_position(given: Mapping[str, Any], count: int, what: str) -> list[tuple[int, Any]]:
    for key in given:
        if not (key.isascii() and key.isdecimal() and len(key) < 10 and int(key) < count):
            raise _Wrong(f"{what} at {key[:20]!r} in a table of {count} cells")
    return [(int(key), cell) for key, cell in given.items()]
