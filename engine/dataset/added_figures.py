"""Fetched figures put into a copy of a data folder's tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from engine.classification.sn2007 import Group, group
from engine.dataset.schema import CODES, GROUP_VALUES, SOURCES
from engine.dataset.source_table import Row
from engine.dataset.validation import checked_folder
from engine.foundation.errors import InputError

Tables = Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Base:
    """A data folder as rows that can be written again: tables by stem, and what its description adds."""

    tables: Tables
    title: str
    jobs_source_id: str | None
    jobs_period: str | None
    further: Mapping[str, Any] = field(default_factory=dict)


def read_base(folder: Path) -> Base:
    """The folder that figures are put into; InputError with every problem where it cannot be read."""
    checked = checked_folder(folder)
    if checked.problems:
        raise InputError(checked.problems)
    tables = {
        stem: [
            {name: _plain(value) for name, value in zip(typed.columns, cells, strict=True) if name in typed.given}
            for cells in zip(*typed.columns.values(), strict=True)
        ]
        for stem, typed in checked.tables.items()
    }
    of = checked.package
    return Base(tables, of.title, of.jobs_source_id, of.jobs_period, of.further)


def with_group_values(tables: Tables, rows: Sequence[Row]) -> Tables:
    """``rows`` in place of everything there was on the same indicator in the same period.

    Two sources never mix within one indicator and period: their groups could overlap and their measures differ.
    """
    fresh = {(row["indicator_id"], row["period"]) for row in rows}
    kept = [row for row in tables.get(GROUP_VALUES.stem, ()) if (row["indicator_id"], row["period"]) not in fresh]
    return {**tables, GROUP_VALUES.stem: [*kept, *rows]}


def with_codes(tables: Tables, rows: Sequence[Row]) -> Tables:
    """``rows`` in place of the code table: jobs of different dates never mix. A name that is lacking is kept."""
    names = {row["sn2007"]: row.get("name_nb") for row in tables.get(CODES.stem, ())}
    named = [{**row, "name_nb": row.get("name_nb") or names.get(row["sn2007"])} for row in rows]
    return {**tables, CODES.stem: named}


def with_sources(tables: Tables, rows: Iterable[Row]) -> Tables:
    """``rows`` added, each in place of one with the same id."""
    fresh = {row["source_id"]: row for row in rows}
    kept = [row for row in tables.get(SOURCES.stem, ()) if row["source_id"] not in fresh]
    return {**tables, SOURCES.stem: [*kept, *fresh.values()]}


def groups_without_codes(rows: Iterable[Row], tables: Tables) -> tuple[str, ...]:
    """The groups among ``rows`` that no code of the code table lies in: their figures reach no industry."""
    numbers = np.array([int(row["sn2007"]) for row in tables.get(CODES.stem, ())], dtype=np.int64)
    groups_by_text = {text: group(text) for text in dict.fromkeys(row["sn2007_group"] for row in rows)}
    return tuple(
        text
        for text, of in groups_by_text.items()
        if of is not None and not of.everything and not of.unknown and not of.covers(numbers).any()
    )


def codes_that_differ(rows: Iterable[Row], tables: Tables) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes that only the fetched code table has, and those that only the old one had."""
    fresh, old = {row["sn2007"] for row in rows}, {row["sn2007"] for row in tables.get(CODES.stem, ())}
    return tuple(sorted(fresh - old)), tuple(sorted(old - fresh))


def _plain(value: Any) -> Any:
    return value.text if isinstance(value, Group) else value
