"""Every key of a microdata specification, and one TOML table against its keys."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.foundation.errors import Problem, Problems

ID = re.compile(r"[a-z0-9_]+")
LONELY = ("error", "certainty", "adjust")

Answer = float | str
"""A value that a respondent can have given: a number or a text."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table.

    Parameters
    ----------
    kind
        ``text``, ``id``, ``boolean``, ``choice``, ``count``, ``number``, ``answer``, ``answers``, ``numbers``,
        ``shares`` (a list of lists of numbers), ``table``, ``tables`` (any number, with double brackets), ``columns``
        (a table of the file's own columns, ``answers`` each).
    default
        What holds where the key is absent.
    least
        The smallest ``count``, or the fewest items of a list.
    """

    kind: str
    required: bool = False
    default: Any = None
    choices: tuple[str, ...] = ()
    least: int = 0


KEYS: Mapping[str, Mapping[str, Key]] = {
    "": {
        "synthetic": Key("boolean", default=False),
        "source": Key("table", required=True),
        "columns": Key("table", required=True),
        "survey": Key("table"),
        "suppression": Key("table"),
        "standard": Key("table"),
        "subpopulation": Key("columns"),
        "variable": Key("tables", required=True, least=1),
        "pair": Key("tables"),
    },
    "source": {
        "id": Key("id", required=True),
        "title": Key("text", required=True),
        "publisher": Key("text", default=""),
        "published": Key("text", default=""),
        "reference": Key("text", default=""),
    },
    "columns": {
        "industry": Key("text"),
        "sn2007": Key("text"),
        "weight": Key("text"),
        "stratum": Key("text"),
        "psu": Key("text"),
        "population": Key("text"),
        "age": Key("text"),
        "sex": Key("text"),
        "period": Key("text"),
    },
    "survey": {
        "period": Key("text"),
        "lonely_psu": Key("choice", default="error", choices=LONELY),
        "no_industry": Key("answers", default=()),
    },
    "suppression": {
        "minimum_n": Key("count", default=20, least=3),
        "minimum_cases": Key("count", default=5, least=3),
        "minimum_group": Key("count", default=5, least=1),
    },
    "standard": {
        "age_groups": Key("numbers", required=True, least=1),
        "sexes": Key("answers", required=True, least=1),
        "population": Key("shares"),
    },
    "variable": {
        "indicator_id": Key("id", required=True),
        "column": Key("text", required=True),
        "label_nb": Key("text", default=""),
        "label_en": Key("text", default=""),
        "unit": Key("choice", default="percent", choices=("percent",)),
        "answers": Key("answers", required=True, least=2),
        "missing": Key("answers", default=()),
        "equals": Key("answer"),
        "any_of": Key("answers", least=1),
        "at_least": Key("number"),
    },
    "pair": {
        "exposure": Key("id", required=True),
        "complaint": Key("id", required=True),
    },
}
"""Tables and their keys; "" is the top of the file."""


@dataclass(slots=True)
class Findings:
    """The problems found so far in one specification."""

    file: str
    problems: Problems = field(default_factory=Problems)

    def add(self, code: str, place: str, given: object = None, allowed: tuple[str, ...] = (), **more: str) -> None:
        """Note one problem."""
        said = None if given is None else _said(given)
        self.problems.append(Problem(code, self.file, place, given=said, allowed=allowed, more=more))


class _Wrong(Exception):
    """A value that is not what its key asks for: code and what is allowed."""

    def __init__(self, code: str, *allowed: str) -> None:
        self.code, self.allowed = code, allowed


def read_table(name: str, given: object, place: str, findings: Findings) -> dict[str, Any]:
    """The values of one table, defaults filled in; a value that was wrong is left out and its mistake noted."""
    if not isinstance(given, dict):
        findings.add("toml_not_table", place, given)
        return {}
    keys = KEYS[name]
    for unknown in sorted(set(given) - set(keys)):
        findings.add("toml_unknown_key", place, unknown, tuple(keys))
    values: dict[str, Any] = {}
    for key, declared in keys.items():
        if key not in given:
            if declared.required:
                findings.add("toml_missing_key", place, name=key)
            elif declared.kind == "table":
                values[key] = read_table(key, {}, f"[{key}]", Findings("")) if key != "standard" else None
            else:
                empty: dict[str, Any] = {"tables": (), "columns": {}}
                values[key] = empty.get(declared.kind, declared.default)
        elif declared.kind == "table":
            values[key] = read_table(key, given[key], f"[{key}]", findings)
        elif declared.kind == "columns":
            values[key] = _columns(key, given[key], findings)
        elif declared.kind == "tables":
            values[key] = _tables(key, given[key], findings)
        else:
            at = ", ".join(part for part in (place, key) if part)
            try:
                values[key] = _value(declared, given[key])
            except _Wrong as wrong:
                findings.add(wrong.code, at, given[key], wrong.allowed, least=str(declared.least))
    return values


def _tables(name: str, given: object, findings: Findings) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Each table with its place, which says the id that it has or else its number."""
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        findings.add("toml_not_sections", f"[[{name}]]", given)
        return ()
    if len(given) < KEYS[""][name].least:
        findings.add("toml_no_sections", f"[[{name}]]")
    named = [(f"[[{name}]] {one.get('indicator_id') or f'#{at}'}", one) for at, one in enumerate(given, start=1)]
    return tuple((place, read_table(name, one, place, findings)) for place, one in named)


def _columns(name: str, given: object, findings: Findings) -> dict[str, tuple[Answer, ...]]:
    """Any columns of the file, each with a list of values."""
    if not isinstance(given, dict):
        findings.add("toml_not_table", f"[{name}]", given)
        return {}
    values = {}
    for column, said in given.items():
        try:
            values[column] = _list(said, 1, _answer)
        except _Wrong as wrong:
            findings.add(wrong.code, f"[{name}], {column}", said, wrong.allowed, least="1")
    return values


def _value(key: Key, given: object) -> Any:
    match key.kind:
        case "text" | "choice" | "id":
            return _text(key, given)
        case "boolean":
            if not isinstance(given, bool):
                raise _Wrong("toml_not_boolean", "true", "false")
            return given
        case "count":
            if isinstance(given, bool) or not isinstance(given, int):
                raise _Wrong("toml_not_integer")
            if given < key.least:
                raise _Wrong("toml_out_of_range", f"≥ {key.least}")
            return given
        case "number":
            return _number(given)
        case "answer":
            return _answer(given)
        case "shares":
            return tuple(_list(one, key.least, _number) for one in _list(given, 1, lambda item: item))
        case _:
            return _list(given, key.least, _number if key.kind == "numbers" else _answer)


def _text(key: Key, given: object) -> str:
    if not isinstance(given, str):
        raise _Wrong("toml_not_text")
    if not given.strip():
        raise _Wrong("toml_empty_text")
    if key.kind == "id" and not ID.fullmatch(given):
        raise _Wrong("toml_bad_id", "a–z, 0–9, _")
    if key.choices and given not in key.choices:
        raise _Wrong("unknown", *key.choices)
    return given


def _number(given: object) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise _Wrong("toml_not_number")
    if not math.isfinite(given):
        raise _Wrong("toml_not_finite")
    return float(given)


def _answer(given: object) -> Answer:
    return given if isinstance(given, str) else _number(given)


def _list(given: object, least: int, read: Any) -> tuple[Any, ...]:
    if not isinstance(given, list):
        raise _Wrong("toml_not_list")
    items = tuple(read(item) for item in given)
    if len(items) < least:
        raise _Wrong("toml_too_few")
    return items


def _said(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(map(_said, value)) + "]"
    return f"{value:.15g}" if isinstance(value, float) else str(value)
