"""Every key of a microdata specification."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from engine.foundation import declared_tables
from engine.foundation.declared_tables import (
    FILLED,
    KINDS,
    Key,
    Place,
    Reader,
    by_name,
    read_items,
    read_number,
    under_header,
)
from engine.foundation.locale import LANGUAGES

TOP = ""
LABELS = tuple(f"label_{language}" for language in LANGUAGES)
LONELY = ("error", "certainty", "adjust")

Answer = float | str
"""A value that a respondent can have given: a number or a text."""

KEYS = (
    Key(TOP, "synthetic", "boolean", default=False),
    Key(TOP, "source", "section", required=True),
    Key(TOP, "columns", "section", required=True),
    Key(TOP, "survey", "section", default=FILLED),
    Key(TOP, "suppression", "section", default=FILLED),
    Key(TOP, "standard", "section"),
    Key(TOP, "subpopulation", "columns", default={}, at_least=1),
    Key(TOP, "variable", "sections", required=True, named_by="indicator_id"),
    Key(TOP, "pair", "sections", default=()),
    Key("source", "id", "id", required=True),
    Key("source", "title", "text", required=True),
    Key("source", "publisher", "text", default=""),
    Key("source", "published", "text", default=""),
    Key("source", "reference", "text", default=""),
    Key("columns", "industry", "text"),
    Key("columns", "sn2007", "text"),
    Key("columns", "weight", "text"),
    Key("columns", "stratum", "text"),
    Key("columns", "psu", "text"),
    Key("columns", "population", "text"),
    Key("columns", "age", "text"),
    Key("columns", "sex", "text"),
    Key("columns", "period", "text"),
    Key("survey", "period", "text"),
    Key("survey", "lonely_psu", "choice", default="error", choices=LONELY),
    Key("survey", "no_industry", "answers", default=()),
    Key("suppression", "minimum_n", "integer", default=20, low=3),
    Key("suppression", "minimum_cases", "integer", default=5, low=3),
    Key("suppression", "minimum_group", "integer", default=5, low=1),
    Key("standard", "age_groups", "numbers", required=True, at_least=1),
    Key("standard", "sexes", "answers", required=True, at_least=1),
    Key("standard", "population", "shares"),
    Key("variable", "indicator_id", "id", required=True),
    Key("variable", "column", "text", required=True),
    *(Key("variable", label, "text", default="") for label in LABELS),
    Key("variable", "unit", "choice", default="percent", choices=("percent",)),
    Key("variable", "answers", "answers", required=True, at_least=2),
    Key("variable", "missing", "answers", default=()),
    Key("variable", "equals", "answer"),
    Key("variable", "any_of", "answers", at_least=1),
    Key("variable", "at_least", "number"),
    Key("pair", "exposure", "id", required=True),
    Key("pair", "complaint", "id", required=True),
)
"""Kinds of these files alone: ``answer``, ``answers`` (a list), ``shares`` (lists of numbers), ``columns`` (columns of
the data, each with answers)."""


def keys_of(table: str) -> Mapping[str, Key]:
    """The keys of one table by name."""
    return {key.name: key for key in KEYS if key.table == table}


@dataclass(slots=True)
class Findings(declared_tables.Findings):
    """The problems found so far in one specification."""

    keys: Callable[[str], Mapping[str, Key]] = keys_of

    kinds: ClassVar[Mapping[str, Reader]]


def _answer(key: Key, given: object, place: Place, findings: declared_tables.Findings) -> Answer:
    return given if isinstance(given, str) else float(read_number(key, given, place, findings))


def _answers(key: Key, given: object, place: Place, findings: declared_tables.Findings) -> tuple[Answer, ...]:
    return read_items(key, given, place, findings, _answer)


def _shares(key: Key, given: object, place: Place, findings: declared_tables.Findings) -> tuple[tuple[float, ...], ...]:
    return read_items(key, given, place, findings, KINDS["numbers"])


Findings.kinds = {
    **KINDS,
    "answer": _answer,
    "answers": _answers,
    "shares": _shares,
    "columns": under_header(by_name(_answers)),
}
