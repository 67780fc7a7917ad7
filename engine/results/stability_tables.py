"""Tables of how firmly a selection stands, as the commands about it make them: columns by key, industries by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from engine.foundation.locale import text
from engine.output.table import Cell, Column, Table
from engine.scoring.score import Scores


def industry_names(scores: Scores, ids: Iterable[str], language: str) -> str:
    """The names of industries, with commas between."""
    industries = scores.dataset.industries
    return ", ".join(industries[scores.dataset.position[name]].name(language) for name in ids)


def stability_table(
    title: str, columns: Sequence[tuple[str, str, int]], rows: Iterable[tuple[Cell, ...]], language: str
) -> Table:
    """A table of these columns: key, form and decimals. Ids are for files, under the key itself."""
    made = tuple(
        Column(key, key, screen=False)
        if form == "id"
        else Column(key, text(f"stability.{key}", language), form, decimals)
        for key, form, decimals in columns
    )
    return Table(text(f"stability.{title}", language), made, tuple(rows))


def noted(tables: Sequence[Table], notes: Sequence[str]) -> list[Table]:
    """The tables with the notes below the last."""
    *rest, last = tables
    return [*rest, replace(last, notes=(*last.notes, *notes))]
