"""Which tables there are: the server's own search (PxWebApi v2, ``/tables``)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from engine.dataset.jsonstat import plain
from engine.foundation.errors import InputError, Problem

MOST_TABLES = 50


@dataclass(frozen=True, slots=True)
class FoundTable:
    """One table: its number, title, first and last period, day of the last update, and names of its dimensions."""

    table: str
    title: str
    first: str
    last: str
    updated: str
    dimensions: tuple[str, ...]
    discontinued: bool


@dataclass(frozen=True, slots=True)
class FoundTables:
    """What a search found: the first ``MOST_TABLES`` of ``total``."""

    tables: tuple[FoundTable, ...]
    total: int


def search(words: str, get: Callable[[str], bytes]) -> FoundTables:
    """Tables that have all the words in title, dimensions or values; ``get`` gives the server's answer to a query.

    Raises
    ------
    InputError
        No words, or the answer is not what PxWebApi v2 gives.
    """
    asked = " AND ".join(words.split())
    if not asked:
        raise InputError(Problem("statbank_no_words", place="--search"))
    query = f"tables?lang=no&query={quote(asked)}&pageSize={MOST_TABLES}"
    try:
        given = json.loads(get(query))
        tables = tuple(_table(table) for table in given["tables"])
        return FoundTables(tables, int(given["page"]["totalElements"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(Problem("statbank_not_tables", query, given=type(error).__name__)) from None


def _table(given: Any) -> FoundTable:
    def text(key: str) -> str:
        return plain(str(given.get(key) or ""))

    return FoundTable(
        table=plain(str(given["id"])),
        title=plain(str(given["label"])),
        first=text("firstPeriod"),
        last=text("lastPeriod"),
        updated=text("updated")[:10],
        dimensions=tuple(plain(str(name)) for name in given.get("variableNames") or ()),
        discontinued=given.get("discontinued") is True,
    )
