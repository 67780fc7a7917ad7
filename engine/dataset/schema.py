"""The tables of a data folder, declared once: reading checks against this, writing describes itself with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.dataset.model import SECTORS, STATUSES
from engine.foundation.quality import QUALITIES

ID_PATTERN = "[a-z0-9_]+"
CODE_PATTERN = "[0-9]{5}"
PREFIX_PATTERN = "[0-9]{2,5}"

DATAPACKAGE = "datapackage.json"


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a table.

    Parameters
    ----------
    kind
        ``id``, ``text``, ``choice``, ``code``, ``prefixes``, ``group``, ``period``, ``count`` (whole number, not
        negative), ``number``, or ``amount`` (a number that is not negative).
    required
        The column must be there and no cell of it may be empty.
    choices
        What a ``choice`` may be.
    """

    name: str
    kind: str
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One file: its columns in the order they are written, and those that together name a row.

    ``most_rows`` is several times what Norwegian working life has of them, and little enough to be read in seconds.
    """

    stem: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    most_rows: int = 500_000

    @property
    def file(self) -> str:
        """The file's name in the folder."""
        return f"{self.stem}.csv"

    @property
    def field_names(self) -> tuple[str, ...]:
        """Its columns, in the order they are written."""
        return tuple(declared.name for declared in self.fields)


INDUSTRIES = Table(
    "industries",
    (
        Field("industry_id", "id", required=True),
        Field("name_nb", "text", required=True),
        Field("name_en", "text"),
        Field("name_nn", "text"),
        Field("status", "choice", choices=STATUSES),
        Field("sn2007_prefixes", "prefixes"),
        Field("sector", "choice", choices=SECTORS),
        Field("jobs", "count"),
        Field("jobs_quality", "choice", choices=QUALITIES),
        Field("persons", "count"),
        Field("persons_low", "count"),
        Field("persons_high", "count"),
        Field("note", "text"),
    ),
    key=("industry_id",),
    most_rows=5_000,
)

INDICATORS = Table(
    "indicators",
    (
        Field("industry_id", "id", required=True),
        Field("indicator_id", "id", required=True),
        Field("period", "period", required=True),
        Field("value", "number", required=True),
        Field("unit", "text", required=True),
        Field("se", "amount"),
        Field("n", "count"),
        Field("quality", "choice", required=True, choices=QUALITIES),
        Field("source_id", "text", required=True),
        Field("note", "text"),
    ),
    key=("industry_id", "indicator_id", "period"),
)

GROUP_VALUES = Table(
    "group_values",
    (
        Field("sn2007_group", "group", required=True),
        Field("indicator_id", "id", required=True),
        Field("period", "period", required=True),
        Field("value", "number", required=True),
        Field("unit", "text", required=True),
        Field("quality", "choice", required=True, choices=QUALITIES),
        Field("source_id", "text", required=True),
        Field("note", "text"),
    ),
    key=("sn2007_group", "indicator_id", "period"),
)

CODES = Table(
    "codes",
    (
        Field("sn2007", "code", required=True),
        Field("name_nb", "text"),
        Field("jobs", "count", required=True),
        Field("note", "text"),
    ),
    key=("sn2007",),
    most_rows=5_000,
)

RESOURCES = Table(
    "resources",
    (
        Field("industry_id", "id", required=True),
        Field("resource_id", "id", required=True),
        Field("amount", "amount", required=True),
        Field("note", "text"),
    ),
    key=("industry_id", "resource_id"),
)

SOURCES = Table(
    "sources",
    (
        Field("source_id", "text", required=True),
        Field("title", "text", required=True),
        Field("publisher", "text"),
        Field("published", "text"),
        Field("reference", "text"),
        Field("used_for", "text"),
        Field("note", "text"),
    ),
    key=("source_id",),
    most_rows=5_000,
)

TABLES: Mapping[str, Table] = {
    table.stem: table for table in (INDUSTRIES, INDICATORS, GROUP_VALUES, CODES, RESOURCES, SOURCES)
}
