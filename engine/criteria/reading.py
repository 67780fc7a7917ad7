"""A TOML file to Criteria or to profiles, with the place of every mistake."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from engine.criteria.indicators import check_indicator, indicator
from engine.criteria.keys import FILE, PROFILES_FILE
from engine.criteria.model import Criteria, Profile
from engine.criteria.selection_tables import check_merges, check_selection, merge, selection
from engine.criteria.tables import Findings, Place, Values, read_table
from engine.criteria.tree import check_criterion, check_tree, criterion, root_of
from engine.errors import InputError, Problem

_AT_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")
_DECIMAL_COMMA = re.compile(r"=\s*-?\d+,\d+\s*(#|$|,|\})")


def read_criteria(path: str | Path) -> Criteria:
    """The criteria of one file.

    Raises ``InputError`` with every problem found.
    """
    return parse_criteria(_file_text(path), str(path))


def check_criteria(path: str | Path) -> tuple[Problem, ...]:
    """Every problem of one file; none where it can be used."""
    try:
        read_criteria(path)
    except InputError as error:
        return error.problems
    return ()


def read_profiles(path: str | Path) -> tuple[Profile, ...]:
    """The profiles of one file, in its order.

    Raises ``InputError`` with every problem found.
    """
    return parse_profiles(_file_text(path), str(path))


def parse_criteria(text: str, file: str) -> Criteria:
    """The criteria that ``text`` states; ``file`` is what the messages call it."""
    findings = Findings(file)
    values = read_table(FILE, _toml(text, file), Place(), findings)
    indicators, criteria = values.get("indicator") or [], values.get("criterion") or []
    for place, table in indicators:
        check_indicator(table, place, findings)
    for place, table in criteria:
        check_criterion(table, place, findings)
    chosen: Values = values.get("selection") or Values()
    if {"indicator", "criterion"} <= values.keys():
        check_tree(indicators, criteria, chosen.get("require_indicator") or {}, findings)
    check_selection(chosen, findings)
    check_merges(values.get("merge") or (), findings)
    if findings.problems:
        raise InputError(findings.problems)
    nodes = {table["id"]: criterion(table) for _, table in criteria}
    return Criteria(
        id=values["id"],
        indicators={table["id"]: indicator(table) for _, table in indicators},
        criteria=nodes,
        root_id=root_of(nodes),
        title_nb=values["title_nb"],
        title_en=values["title_en"],
        scale=values["scale"],
        selection=selection(values["selection"]) if values["selection"] is not None else None,
        merges=tuple(merge(table) for _, table in values["merge"] or ()),
        file=file,
        note_nb=values["note_nb"],
        note_en=values["note_en"],
    )


def parse_profiles(text: str, file: str) -> tuple[Profile, ...]:
    """The profiles that ``text`` states; ``file`` is what the messages call it."""
    findings = Findings(file)
    values = read_table(PROFILES_FILE, _toml(text, file), Place(), findings)
    seen: set[str] = set()
    for place, table in values.get("profile") or ():
        if "id" in table and table["id"] in seen:
            findings.add("duplicate_id", place, table["id"], first=str(place))
        seen.add(table.get("id", ""))
        if "weights" in table and not any(table["weights"].values()):
            findings.add("weights_all_zero", place.at("weights"))
    if findings.problems:
        raise InputError(findings.problems)
    return tuple(Profile(**table) for _, table in values["profile"])


def _file_text(path: str | Path) -> str:
    """The text of a file. Bytes that are no UTF-8 text, and files that cannot be read, are problems."""
    file = str(path)
    try:
        content = Path(path).read_bytes()
    except FileNotFoundError:
        raise InputError(Problem("file_not_found", file)) from None
    except IsADirectoryError:
        raise InputError(Problem("file_is_folder", file)) from None
    except (OSError, ValueError) as error:
        raise InputError(Problem("file_unreadable", file, more={"reason": type(error).__name__})) from None
    if b"\0" in content:
        raise InputError(Problem("file_binary", file))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(Problem("file_not_utf8", file, more={"line": str(line)})) from None


def _toml(text: str, file: str) -> dict[str, Any]:
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    if not text.strip():
        raise InputError(Problem("file_empty", file))
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise InputError(Problem("toml_too_deep", file)) from None
    except ValueError as error:
        raise InputError(_syntax_problem(text, file, str(error))) from None


def _syntax_problem(text: str, file: str, said: str) -> Problem:
    lines = text.splitlines() or [""]
    at = _AT_LINE.search(said)
    number = min(int(at[1]), len(lines)) if at else len(lines)
    line = lines[number - 1].strip()
    if _DECIMAL_COMMA.search(line):
        code = "toml_decimal_comma"
    elif "overwrite" in said or "Duplicate" in said or "declare" in said or "mutate" in said:
        code = "toml_key_twice"
    else:
        code = "toml_syntax"
    return Problem(code, file, given=line, more={"line": str(number)})
