"""One TOML table against its declared keys: types, ranges, ids, with the place of each mistake."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.classification.periods import days_of
from engine.criteria.keys import Key, keys_of
from engine.foundation.errors import Problem, Problems
from engine.foundation.exact_arithmetic import whole_in_ore

ID = re.compile(r"[a-z0-9_]+")
FILE_ID = re.compile(r"[a-z0-9_-]+")


class Values(dict[str, Any]):
    """A table's values by key, defaults filled in; a key whose value was wrong is left out, so that one mistake
    is told once. ``given`` names the keys that the file itself has."""

    given: frozenset[str] = frozenset()


class Wrong(Exception):
    """A value that is not what its key asks for; the problem is already noted."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: the header of a table, and the keys below it."""

    head: str = ""
    path: tuple[str, ...] = ()

    def at(self, key: str) -> Place:
        """The place of ``key`` here."""
        return Place(self.head, (*self.path, key))

    def __str__(self) -> str:
        return ", ".join(part for part in (self.head, ".".join(self.path)) if part)


@dataclass(slots=True)
class Findings:
    """The problems found so far in one file; ``keys`` gives the keys that a table of it may have."""

    file: str
    problems: Problems = field(default_factory=Problems)
    keys: Callable[[str], Mapping[str, Key]] = keys_of

    def add(self, code: str, place: Place, given: object = None, allowed: Iterable[str] = (), **more: str) -> None:
        """Note one problem."""
        said = None if given is None else toml_said(given)
        self.problems.append(Problem(code, self.file, str(place), given=said, allowed=tuple(allowed), more=more))

    def wrong(self, code: str, place: Place, given: object = None, allowed: Iterable[str] = ()) -> Wrong:
        """Note one problem and give what to raise."""
        self.add(code, place, given, allowed)
        return Wrong()


def toml_said(value: object) -> str:
    """A value as its file writes it, text without its quotation marks."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(map(toml_said, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml_said(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, float):
        said = f"{value:.15g}"
        return said if float(said) == value else repr(value)
    return str(value)


def read_table(table: str, given: object, place: Place, findings: Findings) -> Values:
    """The values of one table, every mistake in it noted.

    Raises ``Wrong`` where ``given`` is no table at all.
    """
    if not isinstance(given, dict):
        raise findings.wrong("toml_not_table", place, given)
    keys = findings.keys(table)
    for name in given:
        if name not in keys:
            findings.add("toml_unknown_key", place, name, keys)
    values = Values()
    values.given = frozenset(given)
    for name, key in keys.items():
        if name not in given:
            if key.required:
                findings.add("toml_missing_key", place, name=name)
            else:
                values[name] = key.default
            continue
        try:
            values[name] = _value(key, given[name], place.at(name), findings)
        except Wrong:
            continue
    return values


def _value(key: Key, given: object, place: Place, findings: Findings) -> Any:
    match key.kind:
        case "text":
            return "" if given == "" and key.default == "" else _text(given, place, findings)
        case "id":
            return _id(given, place, findings, ID, "a–z, 0–9, _")
        case "file_id":
            return _id(given, place, findings, FILE_ID, "a–z, 0–9, _, -")
        case "number" | "integer":
            return _number(key, given, place, findings)
        case "boolean":
            if not isinstance(given, bool):
                raise findings.wrong("toml_not_boolean", place, given, ("true", "false"))
            return given
        case "choice":
            return _choice(key, given, place, findings)
        case "choices":
            return _list(key, given, place, findings, lambda item: _choice(key, item, place, findings))
        case "ids":
            return _list(key, given, place, findings, lambda item: _id(item, place, findings, ID, "a–z, 0–9, _"))
        case "periods":
            return _list(key, given, place, findings, lambda item: _period(item, place, findings))
        case "numbers":
            return _numbers(key, given, place, findings)
        case "raw":
            return given
        case "groups":
            return _groups(key, given, place, findings)
        case "table":
            return read_table(key.subtable, given, place, findings)
        case "section":
            return read_table(key.subtable, given, Place(f"[{key.subtable}]"), findings)
        case "sections":
            return _sections(key, given, place, findings)
        case _:
            return _by_id(key, given, place, findings)


def _text(given: object, place: Place, findings: Findings) -> str:
    if not isinstance(given, str):
        raise findings.wrong("toml_not_text", place, given)
    if not given.strip():
        raise findings.wrong("toml_empty_text", place)
    return given


def _id(given: object, place: Place, findings: Findings, pattern: re.Pattern[str], allowed: str) -> str:
    said = _text(given, place, findings)
    if not pattern.fullmatch(said):
        raise findings.wrong("toml_bad_id", place, said, (allowed,))
    return said


def _period(given: object, place: Place, findings: Findings) -> str:
    said = _text(given, place, findings)
    if days_of(said) is None:
        raise findings.wrong("toml_bad_period", place, said, ("2023", "2016K3", "2009-2010"))
    return said


def _number(key: Key, given: object, place: Place, findings: Findings) -> float | int:
    whole = key.kind == "integer"
    if isinstance(given, bool) or not isinstance(given, int if whole else (int, float)):
        raise findings.wrong("toml_not_integer" if whole else "toml_not_number", place, given)
    try:
        value = float(given)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise findings.wrong("toml_not_finite", place, given)
    too_low = key.low is not None and (value < key.low or (key.low_open and value == key.low))
    if too_low or (key.high is not None and value > key.high):
        raise findings.wrong("toml_out_of_range", place, given, (key.range,))
    if key.money and not whole_in_ore(value):
        raise findings.wrong("money_too_fine", place, given)
    return int(given) if whole else value


def _choice(key: Key, given: object, place: Place, findings: Findings) -> str:
    said = _text(given, place, findings)
    if said not in key.choices:
        raise findings.wrong("unknown", place, said, key.choices)
    return said


def _list(key: Key, given: object, place: Place, findings: Findings, read: Any) -> tuple[Any, ...]:
    if not isinstance(given, list):
        raise findings.wrong("toml_not_list", place, given)
    items: list[Any] = []
    failed = False
    for item in given:
        try:
            items.append(read(item))
        except Wrong:
            failed = True
    for item in sorted({item for item in items if items.count(item) > 1}):
        findings.add("toml_repeated", place, item)
        failed = True
    if failed:
        raise Wrong
    if len(items) < key.at_least:
        findings.add("toml_too_few", place, given, least=str(key.at_least))
        raise Wrong
    return tuple(items)


def _numbers(key: Key, given: object, place: Place, findings: Findings) -> tuple[float, ...]:
    """Numbers in order; one may stand several times."""
    if not isinstance(given, list):
        raise findings.wrong("toml_not_list", place, given)
    if len(given) < key.at_least:
        findings.add("toml_too_few", place, given, least=str(key.at_least))
        raise Wrong
    return tuple(float(_number(key, item, place, findings)) for item in given)


def _groups(key: Key, given: object, place: Place, findings: Findings) -> tuple[tuple[str, ...], ...]:
    if not isinstance(given, list):
        raise findings.wrong("toml_not_list", place, given)
    inner = Key(key.table, key.name, "ids", at_least=key.at_least)
    groups: list[tuple[str, ...]] = []
    for group in given:
        try:
            groups.append(_value(inner, group, place, findings))
        except Wrong:
            continue
    if len(groups) < len(given):
        raise Wrong
    return tuple(groups)


def _by_id(key: Key, given: object, place: Place, findings: Findings) -> dict[str, Any]:
    """Tables whose keys are ids: ``weights``, ``fates`` and ``bounds``."""
    if key.kind == "fates":
        place = Place(f"[{key.subtable}]")
    if not isinstance(given, dict):
        raise findings.wrong("toml_not_table", place, given)
    read: dict[str, Any] = {}
    failed = False
    for name, item in given.items():
        at = place.at(name)
        try:
            _id(name, place, findings, ID, "a–z, 0–9, _")
            if key.kind == "weights":
                read[name] = _number(key, item, at, findings)
            elif key.kind == "fates":
                read[name] = _choice(key, item, at, findings)
            else:
                read[name] = read_table(key.subtable, item, at, findings)
        except Wrong:
            failed = True
    if failed:
        raise Wrong
    return read


def _sections(key: Key, given: object, place: Place, findings: Findings) -> list[tuple[Place, Values]]:
    """Each ``[[table]]`` with its place, which names the id that it has or else its number."""
    if not isinstance(given, list):
        raise findings.wrong("toml_not_sections", place, given)
    if key.required and not given:
        raise findings.wrong("toml_no_sections", place)
    read: list[tuple[Place, Values]] = []
    for number, item in enumerate(given, start=1):
        given_id = item.get("id") if isinstance(item, dict) else None
        name = given_id if isinstance(given_id, str) and given_id.strip() else f"#{number}"
        at = Place(f"[[{key.subtable}]] {name}")
        try:
            read.append((at, read_table(key.subtable, item, at, findings)))
        except Wrong:
            continue
    return read
