"""Every key of a recipe: the one declaration that reading, messages and the README's table share.

What each key means stands in ``texts``, area ``statbank``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from engine.classification.sn2007 import group
from engine.foundation import declared_tables
from engine.foundation.declared_tables import KINDS, Place, Reader, by_name, list_of, read_matching, read_text
from engine.sources.statbank.services import SERVICES, SSB

TOP = "recipe"
GROUP_VALUES, CODES = "group_values", "codes"
SN2007, SN2025 = "SN2007", "SN2025"
CLASSIFICATIONS = (SN2007, SN2025)

TABLE_ID = re.compile(r"[A-Za-z0-9_]{1,20}")


@dataclass(frozen=True, slots=True)
class Key(declared_tables.Key):
    """One key of a recipe.

    Kinds of these files alone: ``table_id``, ``codes`` (a list of texts without repetition), ``selection`` (dimension
    to code), ``code_groups`` (code to group of SN2007 codes).
    """

    words: ClassVar[str] = "statbank.key"


KEYS = (
    Key(TOP, "table", "table_id", required=True),
    Key(TOP, "service", "choice", default=SSB, choices=tuple(SERVICES)),
    Key(TOP, "target", "choice", required=True, choices=(GROUP_VALUES, CODES)),
    Key(TOP, "classification", "choice", required=True, choices=CLASSIFICATIONS),
    Key(TOP, "source_id", "text", default=""),
    Key(TOP, "verified", "text", default=""),
    Key(TOP, "note", "text", default=""),
    Key(TOP, "industry", "section", required=True),
    Key(TOP, "time", "section", required=True),
    Key(TOP, "select", "selection", default={}),
    Key(TOP, "indicator", "sections", required=True),
    Key("industry", "dimension", "text", required=True),
    Key("industry", "values", "codes", default=("*",)),
    Key("industry", "codelist", "text", default=""),
    Key("industry", "total", "text", default=""),
    Key("industry", "skip", "codes", default=()),
    Key("industry", "groups", "code_groups", default={}),
    Key("time", "dimension", "text", required=True),
    Key("time", "values", "codes", required=True, at_least=1),
    Key("indicator", "id", "id", required=True),
    Key("indicator", "unit", "text", required=True),
    Key("indicator", "select", "selection", required=True),
)


def keys_of(table: str) -> Mapping[str, Key]:
    """The keys of one table by name."""
    return {key.name: key for key in KEYS if key.table == table}


@dataclass(slots=True)
class Findings(declared_tables.Findings):
    """The problems found so far in one recipe."""

    keys: Callable[[str], Mapping[str, declared_tables.Key]] = keys_of

    kinds: ClassVar[Mapping[str, Reader]]


def _stripped(key: declared_tables.Key, given: object, place: Place, findings: declared_tables.Findings) -> str:
    return read_text(key, given, place, findings).strip()


def _text(key: declared_tables.Key, given: object, place: Place, findings: declared_tables.Findings) -> str:
    blank = isinstance(given, str) and not given.strip() and not key.required
    return "" if blank else _stripped(key, given, place, findings)


def _group(key: declared_tables.Key, given: object, place: Place, findings: declared_tables.Findings) -> str:
    text = _stripped(key, given, place, findings)
    if group(text) is None:
        raise findings.wrong("not_a_group", place, text)
    return text


Findings.kinds = {
    **KINDS,
    "text": _text,
    "table_id": read_matching(TABLE_ID, "A–Z, a–z, 0–9, _"),
    "codes": list_of(_stripped),
    "selection": by_name(_stripped),
    "code_groups": by_name(_group),
}
