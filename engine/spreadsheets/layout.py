"""What sheets and columns are called: the contract's names, and the names that people are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from engine.dataset.schema import TABLES, Field, Table
from engine.foundation.locale import LOCALES, Locale, area
from engine.spreadsheets.grid import Row, Sheet

HEADER_WITHIN = 40  # rows from the top in which a heading is looked for

ABOUT = Table("package", (Field("property", "text", required=True), Field("value", "text")), key=("property",))
"""A sheet of what ``datapackage.json`` says: the folder's titles and description, source and period of the jobs."""
TITLE, TITLE_EN, DESCRIPTION = "title", "title_en", "description"
JOBS_SOURCE, JOBS_PERIOD = "jobs_source_id", "jobs_period"
PROPERTIES = (TITLE, TITLE_EN, DESCRIPTION, JOBS_SOURCE, JOBS_PERIOD)
KEPT = ("version", "created", "homepage")
LISTED = ("licenses", "contributors", "keywords")
"""Carried where the folder says them; lists are written as JSON has them."""
FURTHER = (TITLE_EN, DESCRIPTION, *KEPT)

READABLE: Mapping[str, Table] = {**TABLES, ABOUT.stem: ABOUT}
VALUES, READ_ME, LISTS = "values", "read_me", "lists"
ATTRIBUTES = ("label", "indicator_id", "unit", "direction", "period", "quality", "source_id")
"""What rows above a wide table can say of each column, by the name in its first cells."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a sheet's heading is, and which field each column holds."""

    row: int
    columns: Mapping[str, int]


def normal(text: str) -> str:
    """A text as it is compared: case, spaces and the marks around it do not matter."""
    return " ".join(text.replace("\u00ad", "").casefold().split()).strip(" *:")


def sheet_title(key: str, locale: Locale) -> str:
    """The name of a sheet in the template."""
    return locale.text(f"workbook.sheet_{key}")


@cache
def _titles() -> Mapping[str, str]:
    keys = (*READABLE, VALUES, READ_ME, LISTS)
    named = {normal(sheet_title(key, locale)): key for key in keys for locale in LOCALES}
    return {**{normal(key): key for key in READABLE}, **named}


def known_sheet(name: str) -> str | None:
    """Which sheet of the template, or which table, has this name; None where none has."""
    return _titles().get(normal(name))


@cache
def field_names() -> Mapping[str, str]:
    """``{what stands in a heading: field}``, by the contract's name or a shown one in either language."""
    fields = dict.fromkeys(declared.name for table in READABLE.values() for declared in table.fields)
    shown = {
        normal(heading): name
        for name in (*fields, *ATTRIBUTES)
        if (entry := area("workbook").get(f"field_{name}"))
        for heading in entry.values()
    }
    return {**shown, **{normal(name): name for name in (*ATTRIBUTES, *fields)}}


def field_of(cell: object) -> str | None:
    """The field that a cell names; None for anything else."""
    return field_names().get(normal(cell)) if isinstance(cell, str) else None


def heading_of(sheet: Sheet, table: Table) -> Heading | None:
    """The row that names most of a table's columns, the lower of equals; None where no row names two of them.

    Of two columns with the same name the first counts here, and reading says so.
    """
    best: Heading | None = None
    for row in list(sheet.rows)[:HEADER_WITHIN]:
        columns = _fields_in(sheet.rows[row], table)
        if len(columns) >= min(2, len(table.fields)) and (best is None or len(columns) >= len(best.columns)):
            best = Heading(row, columns)
    return best


def _fields_in(cells: Row, table: Table) -> dict[str, int]:
    names = table.field_names
    columns: dict[str, int] = {}
    for column, cell in cells.items():
        name = field_of(cell)
        if name in names:
            columns.setdefault(name, column)
    return columns


def table_of(sheet: Sheet, wide_columns: Callable[[], int]) -> Table | None:
    """Which of the contract's tables a sheet holds; None where it is none of them.

    A sheet with a table's name is that table. Otherwise its heading must name more than half of what it has, all that
    the table requires or at least three, and more than the ``wide_columns`` that a wide table would make of it; that is
    asked only where the heading has anything else than the table's own names.
    """
    stem = known_sheet(sheet.name) if sheet.name else known_sheet(sheet.file.rpartition("/")[2].rpartition(".")[0])
    candidates = {table.stem: (table, heading) for table in READABLE.values() if (heading := heading_of(sheet, table))}
    if stem in candidates:
        return candidates[stem][0]
    ranked = sorted(candidates.values(), key=lambda candidate: (_lacks(*candidate), -len(candidate[1].columns)))
    for table, heading in ranked:
        filled, named = len(sheet.rows[heading.row]), len(heading.columns)
        if named == filled and not _lacks(table, heading):
            return table
        if (named >= 3 or not _lacks(table, heading)) and 2 * named > filled and named > wide_columns():
            return table
    return None


def _lacks(table: Table, heading: Heading) -> int:
    return sum(declared.required and declared.name not in heading.columns for declared in table.fields)
