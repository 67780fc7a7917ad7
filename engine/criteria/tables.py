"""The tables of a criteria file, a profiles file or an options file against their declared keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from engine.classification.periods import days_of
from engine.criteria.keys import keys_of
from engine.foundation import declared_tables
from engine.foundation.declared_tables import (
    KINDS,
    Key,
    Place,
    Reader,
    Wrong,
    by_name,
    list_of,
    read_choice,
    read_id,
    read_number,
    read_text,
    under_header,
)


@dataclass(slots=True)
class Findings(declared_tables.Findings):
    """The problems found so far in one file; ``keys`` gives the keys that a table of it may have."""

    keys: Callable[[str], Mapping[str, Key]] = keys_of

    kinds: ClassVar[Mapping[str, Reader]]


def _period(key: Key, given: object, place: Place, findings: declared_tables.Findings) -> str:
    period = read_text(key, given, place, findings)
    if days_of(period) is None:
        raise findings.wrong("toml_bad_period", place, period, ("2023", "2016K3", "2009-2010"))
    return period


def _groups(key: Key, given: object, place: Place, findings: declared_tables.Findings) -> tuple[tuple[str, ...], ...]:
    if not isinstance(given, list):
        raise findings.wrong("toml_not_list", place, given)
    groups: list[tuple[str, ...]] = []
    for group in given:
        try:
            groups.append(KINDS["ids"](key, group, place, findings))
        except Wrong:
            continue
    if len(groups) < len(given):
        raise Wrong
    return tuple(groups)


Findings.kinds = {
    **KINDS,
    "periods": list_of(_period),
    "groups": _groups,
    "weights": by_name(read_number, read_id),
    "fates": under_header(by_name(read_choice, read_id)),
    "bounds": by_name(KINDS["table"], read_id),
}
