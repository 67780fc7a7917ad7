"""TOML tables against their declared keys: types, ranges, ids, with the place of each mistake.

A file format declares its keys, and the kinds that only it has; what is checked and how it is said is here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from engine.foundation.errors import Problem, Problems
from engine.foundation.exact_arithmetic import whole_in_ore
from engine.foundation.locale import DEFAULT_LOCALE, Locale

ID = re.compile(r"[a-z0-9_]+")
FILE_ID = re.compile(r"[a-z0-9_-]+")
FILLED = object()
"""The default of a table that may be absent and then has the defaults of its own keys."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key: where it stands, what may stand there, what holds where it is absent.

    Parameters
    ----------
    table
        The table it belongs to.
    kind
        One of ``KINDS``, or of those that the file format adds: ``text``, ``id`` (``[a-z0-9_]+``), ``file_id`` (may
        have hyphens), ``number``, ``integer``, ``boolean``, ``choice``; ``texts``, ``choices``, ``ids`` (lists
        without repetition), ``numbers`` (in order); ``raw`` (checked where it is read); ``table`` (written inside
        braces), ``section`` (with a header of its own), ``sections`` (any number).
    default
        What holds where the key is absent; None where nothing does.
    low, high
        Ends of the range, included unless ``low_open``.
    at_least
        The fewest items of a list.
    money
        Whether a number is an amount in MNOK: whole øre, nothing finer.
    named_by
        The key of each of ``sections`` that messages call it by.
    """

    table: str
    name: str
    kind: str
    required: bool = False
    default: object = None
    low: float | None = None
    high: float | None = None
    low_open: bool = False
    choices: tuple[str, ...] = ()
    at_least: int = 0
    money: bool = False
    named_by: str = "id"

    words: ClassVar[str] = "keys"
    """Where in the texts the meanings stand."""

    @property
    def subtable(self) -> str:
        """The table that holds the keys below this one."""
        return self.name

    @property
    def range(self) -> str:
        """The allowed numbers in signs, as ``0–1`` or ``> 0``; empty where any will do."""
        if self.low is not None and self.high is not None:
            return f"{self.low:.10g}–{self.high:.10g}"
        return "" if self.low is None else f"{'>' if self.low_open else '≥'} {self.low:g}"

    def meaning(self, locale: Locale = DEFAULT_LOCALE) -> str:
        """One sentence on what the key does."""
        return locale.text(f"{self.words}.{self.table}.{self.name}")


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
    """The problems found so far in one file, and what may stand in it.

    Parameters
    ----------
    keys
        The keys that a table of the file may have, by name.
    """

    file: str
    problems: Problems = field(default_factory=Problems)
    keys: Callable[[str], Mapping[str, Key]] = lambda table: {}

    kinds: ClassVar[Mapping[str, Reader]]

    def add(
        self, code: str, place: Place | str, given: object = None, allowed: Iterable[str] = (), **more: str
    ) -> None:
        """Note one problem."""
        text = None if given is None else toml_said(given)
        self.problems.append(Problem(code, self.file, str(place), given=text, allowed=tuple(allowed), more=more))

    def wrong(self, code: str, place: Place, given: object = None, allowed: Iterable[str] = (), **more: str) -> Wrong:
        """Note one problem and give what to raise."""
        self.add(code, place, given, allowed, **more)
        return Wrong()


Reader = Callable[[Key, object, Place, Findings], Any]
"""What a key asks for, from what its file gives. Raises ``Wrong`` once the problem is noted."""


def toml_said(value: object) -> str:
    """A value as its file writes it, text without its quotation marks."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(map(toml_said, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml_said(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, float):
        text = f"{value:.15g}"
        return text if float(text) == value else repr(value)
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
            elif key.default is FILLED:
                values[name] = read_table(key.subtable, {}, Place(f"[{key.subtable}]"), findings)
            else:
                values[name] = key.default
            continue
        try:
            values[name] = findings.kinds[key.kind](key, given[name], place.at(name), findings)
        except Wrong:
            continue
    return values


def read_text(_: Key, given: object, place: Place, findings: Findings) -> str:
    """Text that is not empty."""
    if not isinstance(given, str):
        raise findings.wrong("toml_not_text", place, given)
    if not given.strip():
        raise findings.wrong("toml_empty_text", place)
    return given


def _text_or_default(key: Key, given: object, place: Place, findings: Findings) -> str:
    return "" if given == "" and key.default == "" else read_text(key, given, place, findings)


def read_matching(pattern: re.Pattern[str], allowed: str) -> Callable[[Key, object, Place, Findings], str]:
    """A reader of text that is wholly of a pattern, which messages write as ``allowed``."""

    def read(key: Key, given: object, place: Place, findings: Findings) -> str:
        text = read_text(key, given, place, findings)
        if not pattern.fullmatch(text):
            raise findings.wrong("toml_bad_id", place, text, (allowed,))
        return text

    return read


read_id = read_matching(ID, "a–z, 0–9, _")


def read_number(key: Key, given: object, place: Place, findings: Findings) -> float | int:
    """A finite number within the key's range."""
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


def _boolean(_: Key, given: object, place: Place, findings: Findings) -> bool:
    if not isinstance(given, bool):
        raise findings.wrong("toml_not_boolean", place, given, ("true", "false"))
    return given


def read_choice(key: Key, given: object, place: Place, findings: Findings) -> str:
    """One of the key's choices."""
    text = read_text(key, given, place, findings)
    if text not in key.choices:
        raise findings.wrong("unknown", place, text, key.choices)
    return text


def read_items(key: Key, given: object, place: Place, findings: Findings, read: Reader) -> tuple[Any, ...]:
    """A list in order; one item may stand several times."""
    if not isinstance(given, list):
        raise findings.wrong("toml_not_list", place, given)
    if len(given) < key.at_least:
        raise findings.wrong("toml_too_few", place, given, least=str(key.at_least))
    return tuple(read(key, item, place, findings) for item in given)


def list_of(read: Reader) -> Reader:
    """A reader of lists without repetition; every wrong item is told."""

    def read_list(key: Key, given: object, place: Place, findings: Findings) -> tuple[Any, ...]:
        if not isinstance(given, list):
            raise findings.wrong("toml_not_list", place, given)
        items: list[Any] = []
        failed = False
        for item in given:
            try:
                items.append(read(key, item, place, findings))
            except Wrong:
                failed = True
        for item in sorted({item for item in items if items.count(item) > 1}):
            findings.add("toml_repeated", place, item)
            failed = True
        if failed:
            raise Wrong
        if len(items) < key.at_least:
            raise findings.wrong("toml_too_few", place, given, least=str(key.at_least))
        return tuple(items)

    return read_list


def by_name(read: Reader, read_name: Reader | None = None) -> Reader:
    """A reader of tables whose keys are the file's own, checked by ``read_name``; every wrong value is told."""

    def read_by_name(key: Key, given: object, place: Place, findings: Findings) -> dict[str, Any]:
        if not isinstance(given, dict):
            raise findings.wrong("toml_not_table", place, given)
        values: dict[str, Any] = {}
        failed = False
        for name, item in given.items():
            try:
                if read_name is not None:
                    read_name(key, name, place, findings)
                values[name] = read(key, item, place.at(name), findings)
            except Wrong:
                failed = True
        if failed:
            raise Wrong
        return values

    return read_by_name


def under_header(read: Reader) -> Reader:
    """The same for a table with a header of its own: its mistakes are placed there."""
    return lambda key, given, _, findings: read(key, given, Place(f"[{key.subtable}]"), findings)


def _table(key: Key, given: object, place: Place, findings: Findings) -> Values:
    return read_table(key.subtable, given, place, findings)


def _numbers(key: Key, given: object, place: Place, findings: Findings) -> tuple[float, ...]:
    return tuple(map(float, read_items(key, given, place, findings, read_number)))


def _sections(key: Key, given: object, place: Place, findings: Findings) -> list[tuple[Place, Values]]:
    """Each ``[[table]]`` with its place, which names the id that it has or else its number."""
    if not isinstance(given, list):
        raise findings.wrong("toml_not_sections", place, given)
    if key.required and not given:
        raise findings.wrong("toml_no_sections", place)
    read: list[tuple[Place, Values]] = []
    for number, item in enumerate(given, start=1):
        given_id = item.get(key.named_by) if isinstance(item, dict) else None
        name = given_id if isinstance(given_id, str) and given_id.strip() else f"#{number}"
        own_place = Place(f"[[{key.subtable}]] {name}")
        try:
            read.append((own_place, read_table(key.subtable, item, own_place, findings)))
        except Wrong:
            continue
    return read


KINDS: Mapping[str, Reader] = {
    "text": _text_or_default,
    "id": read_id,
    "file_id": read_matching(FILE_ID, "a–z, 0–9, _, -"),
    "number": read_number,
    "integer": read_number,
    "boolean": _boolean,
    "choice": read_choice,
    "texts": list_of(read_text),
    "choices": list_of(read_choice),
    "ids": list_of(read_id),
    "numbers": _numbers,
    "raw": lambda key, given, place, findings: given,
    "table": _table,
    "section": under_header(_table),
    "sections": _sections,
}
Findings.kinds = KINDS
