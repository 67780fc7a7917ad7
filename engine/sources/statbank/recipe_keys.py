"""Every key of a recipe: the one declaration that reading, messages and the README's table share.

What each key means stands in ``texts``, area ``statbank``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.classification.sn2007 import group
from engine.dataset.schema import ID_PATTERN
from engine.foundation.errors import Problem, Problems
from engine.foundation.locale import DEFAULT_LANGUAGE, text
from engine.sources.statbank.services import SERVICES, SSB

TOP = "recipe"
GROUP_VALUES, CODES = "group_values", "codes"
SN2007, SN2025 = "SN2007", "SN2025"
CLASSIFICATIONS = (SN2007, SN2025)

_ID = re.compile(ID_PATTERN)
TABLE_ID = re.compile(r"[A-Za-z0-9_]{1,20}")


@dataclass(frozen=True, slots=True)
class Key:
    """One key: the table it stands in, what may stand there, what holds where it is absent.

    ``kind`` is ``text``, ``table_id``, ``id``, ``choice``, ``codes`` (a list of texts), ``selection`` (dimension to
    code), ``groups`` (code to group of SN2007 codes), ``table`` or ``tables``.
    """

    table: str
    name: str
    kind: str
    required: bool = False
    default: Any = None
    choices: tuple[str, ...] = ()

    def meaning(self, language: str = DEFAULT_LANGUAGE) -> str:
        """One sentence on what the key does."""
        return text(f"statbank.key.{self.table}.{self.name}", language)


KEYS = (
    Key(TOP, "table", "table_id", required=True),
    Key(TOP, "service", "choice", default=SSB, choices=tuple(SERVICES)),
    Key(TOP, "target", "choice", required=True, choices=(GROUP_VALUES, CODES)),
    Key(TOP, "classification", "choice", required=True, choices=CLASSIFICATIONS),
    Key(TOP, "source_id", "text", default=""),
    Key(TOP, "verified", "text", default=""),
    Key(TOP, "note", "text", default=""),
    Key(TOP, "industry", "table", required=True),
    Key(TOP, "time", "table", required=True),
    Key(TOP, "select", "selection", default={}),
    Key(TOP, "indicator", "tables", required=True),
    Key("industry", "dimension", "text", required=True),
    Key("industry", "values", "codes", default=("*",)),
    Key("industry", "codelist", "text", default=""),
    Key("industry", "total", "text", default=""),
    Key("industry", "skip", "codes", default=()),
    Key("industry", "groups", "groups", default={}),
    Key("time", "dimension", "text", required=True),
    Key("time", "values", "codes", required=True),
    Key("indicator", "id", "id", required=True),
    Key("indicator", "unit", "text", required=True),
    Key("indicator", "select", "selection", required=True),
)


@dataclass(slots=True)
class Findings:
    """The problems found so far in one recipe."""

    file: str
    problems: Problems = field(default_factory=Problems)

    def add(self, code: str, place: str, given: object = None, allowed: tuple[str, ...] = (), **more: str) -> None:
        """Note one problem."""
        said = None if given is None else str(given)
        self.problems.append(Problem(code, self.file, place, given=said, allowed=allowed, more=more))


def checked(table: str, given: object, place: str, findings: Findings) -> dict[str, Any]:
    """The values of one table, defaults filled in; every mistake is noted and its key left out."""
    keys = {key.name: key for key in KEYS if key.table == table}
    if not isinstance(given, Mapping):
        findings.add("toml_not_table", place, given)
        return {}
    for name in given:
        if name not in keys:
            findings.add("toml_unknown_key", place, name, tuple(keys))
    values = {}
    for name, key in keys.items():
        if name in given:
            value = _KINDS[key.kind](key, given[name], ", ".join(filter(None, (place, name))), findings)
            if value is not None:
                values[name] = value
        elif key.required:
            findings.add("toml_missing_key", place, name=name)
        else:
            values[name] = key.default
    return values


def _text(key: Key, given: object, place: str, findings: Findings) -> str | None:
    if not isinstance(given, str):
        findings.add("toml_not_text", place, given)
    elif not given.strip():
        if not key.required:
            return ""
        findings.add("toml_empty_text", place)
    else:
        return given.strip()
    return None


def _matching(pattern: re.Pattern[str], allowed: str) -> Callable[[Key, object, str, Findings], str | None]:
    def read(key: Key, given: object, place: str, findings: Findings) -> str | None:
        said = _text(key, given, place, findings)
        if said is not None and not pattern.fullmatch(said):
            findings.add("toml_bad_id", place, said, (allowed,))
            return None
        return said

    return read


def _choice(key: Key, given: object, place: str, findings: Findings) -> str | None:
    if given not in key.choices:
        findings.add("unknown", place, given, key.choices)
        return None
    return str(given)


def _codes(key: Key, given: object, place: str, findings: Findings) -> tuple[str, ...] | None:
    if not isinstance(given, list):
        findings.add("toml_not_list", place, given)
        return None
    found = [_text(Key(key.table, key.name, "text", required=True), one, place, findings) for one in given]
    codes = tuple(one for one in found if one is not None)
    for one in sorted({one for one in codes if codes.count(one) > 1}):
        findings.add("toml_repeated", place, one)
    if key.required and not given:
        findings.add("toml_too_few", place, "[]", least="1")
    return codes


def _selection(key: Key, given: object, place: str, findings: Findings) -> dict[str, str] | None:
    if not isinstance(given, Mapping):
        findings.add("toml_not_table", place, given)
        return None
    inner = Key(key.table, key.name, "text", required=True)
    read = {name: _text(inner, one, f"{place}.{name}", findings) for name, one in given.items()}
    return {name: one for name, one in read.items() if one is not None}


def _groups(key: Key, given: object, place: str, findings: Findings) -> dict[str, str] | None:
    read = _selection(key, given, place, findings)
    for name, one in (read or {}).items():
        if group(one) is None:
            findings.add("not_a_group", f"{place}.{name}", one)
    return read


def _table(key: Key, given: object, place: str, findings: Findings) -> dict[str, Any]:
    return checked(key.name, given, f"[{place}]", findings)


def _tables(key: Key, given: object, place: str, findings: Findings) -> list[dict[str, Any]] | None:
    if not isinstance(given, list):
        findings.add("toml_not_sections", place, given)
        return None
    if not given:
        findings.add("toml_no_sections", place)
    named = [(one.get("id") if isinstance(one, Mapping) else None) or f"#{at}" for at, one in enumerate(given, 1)]
    return [checked(key.name, one, f"[[{key.name}]] {name}", findings) for name, one in zip(named, given, strict=True)]


_KINDS: Mapping[str, Callable[[Key, object, str, Findings], Any]] = {
    "text": _text,
    "table_id": _matching(TABLE_ID, "A–Z, a–z, 0–9, _"),
    "id": _matching(_ID, "a–z, 0–9, _"),
    "choice": _choice,
    "codes": _codes,
    "selection": _selection,
    "groups": _groups,
    "table": _table,
    "tables": _tables,
}
