"""Tables of how firmly a selection stands, as the commands about it make them: columns by key, industries by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from engine.criteria.merge_overlay import in_a_list
from engine.foundation.locale import Locale
from engine.output.table import Cell, Column, Table
from engine.scoring.score import Scores


def industry_names(scores: Scores, ids: Iterable[str], locale: Locale) -> str:
    """The names of industries, with commas between, or semicolons where a name has a comma itself."""
    industries = scores.dataset.industries
    return in_a_list([industries[scores.dataset.position[name]].name(locale) for name in ids])


def stability_table(
    title: str, columns: Sequence[tuple[str, str, int]], rows: Iterable[tuple[Cell, ...]], locale: Locale
) -> Table:
    """A table of these columns: key, form and decimals. Ids are for files, under the key itself."""
    made = tuple(
        Column(key, key, screen=False) if form == "id" else Column(key, locale.text(f"stability.{key}"), form, decimals)
        for key, form, decimals in columns
    )
    return Table(locale.text(f"stability.{title}"), made, tuple(rows))


def noted(tables: Sequence[Table], notes: Sequence[str]) -> list[Table]:
    """The tables with the notes below the last."""
    *rest, last = tables
    return [*rest, replace(last, notes=(*last.notes, *notes))]
