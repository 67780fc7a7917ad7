"""Tables to a data folder in the contract's format (section 1), always with its Frictionless ``datapackage.json``."""

from __future__ import annotations

import csv
import io
import json
import math
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from types import NoneType

from engine.dataset.schema import (
    CODE_PATTERN,
    DATAPACKAGE,
    ID_PATTERN,
    INDUSTRIES,
    PREFIX_PATTERN,
    SOURCES,
    TABLES,
    Field,
    Table,
)
from engine.dataset.validation import check_folder
from engine.foundation.atomic_replacement import replacing_folder
from engine.foundation.errors import InputError

Row = Mapping[str, object]

FRICTIONLESS: Mapping[str, dict[str, object]] = {
    "id": {"type": "string", "constraints": {"pattern": ID_PATTERN}},
    "text": {"type": "string"},
    "choice": {"type": "string"},
    "code": {"type": "string", "constraints": {"pattern": CODE_PATTERN}},
    "prefixes": {"type": "string", "constraints": {"pattern": f"{PREFIX_PATTERN}( {PREFIX_PATTERN})*"}},
    "group": {"type": "string"},
    "period": {"type": "string"},
    "count": {"type": "integer", "constraints": {"minimum": 0}},
    "number": {"type": "number"},
    "amount": {"type": "number", "constraints": {"minimum": 0}},
}
"""Type and constraints of each kind of column (Frictionless Table Schema v1)."""


def write_folder(
    folder: Path | str,
    tables: Mapping[str, Sequence[Row]],
    *,
    name: str,
    title: str,
    about: Mapping[str, object] | None = None,
    others: Mapping[str, bytes] | None = None,
) -> None:
    """Write a data folder: whole, or not at all, whatever ends the process. Equal input gives equal bytes.

    Parameters
    ----------
    folder
        Made where it is not there; a symbolic link is followed. Tables of an older folder that are not among
        ``tables`` go away with it; files that are no part of the format are kept.
    tables
        Rows by file stem (``industries``, ``indicators``, ``group_values``, ``codes``, ``resources``, ``sources``),
        written in the order given; a table without rows is left out. None is an empty cell, and a sequence of
        strings is written space-separated.
    name, title
        Of the package: ``name`` is lower-case ascii, ``title`` what a reader is shown.
    about
        Further properties of the package (``description``, ``licenses``, ``quality`` …). Under ``resources`` a
        mapping by file stem: properties of that table, as ``{"codes": {"source_id": ..., "period": ...}}``.
    others
        Further files by their path in the folder, as ``raw/index.json``, written with the rest or not at all.

    Raises
    ------
    ValueError
        A table or column that the format does not have, or a number that is not finite.
    InputError
        What was to be written is no data folder: every problem ``check_folder`` finds in it.
    """
    folder = Path(folder)
    files = {TABLES[stem].file: _csv_text(TABLES[stem], rows) for stem, rows in _in_order(tables)}
    package = datapackage(tables, name=name, title=title, about=about)
    files[DATAPACKAGE] = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    with replacing_folder(folder) as fresh:
        if folder.is_dir():
            _keep_other_files(folder, fresh)
        for file, content in files.items():
            (fresh / file).write_text(content, encoding="utf-8", newline="")
        for path, further in (others or {}).items():
            (fresh / path).parent.mkdir(parents=True, exist_ok=True)
            (fresh / path).write_bytes(further)
        if problems := check_folder(fresh):
            raise InputError(replace(problem, file=str(folder / Path(problem.file).name)) for problem in problems)


def datapackage(
    tables: Mapping[str, Sequence[Row]], *, name: str, title: str, about: Mapping[str, object] | None = None
) -> dict[str, object]:
    """The Frictionless description of ``tables`` (Data Package v1): schemas, keys, and the sources' titles."""
    further = dict(about or {})
    of_table = further.pop("resources", {})
    if not isinstance(of_table, Mapping) or not set(of_table) <= set(tables):
        raise ValueError("about['resources'] describes a table that is not written")
    package: dict[str, object] = {"profile": "tabular-data-package", "name": name, "title": title, **further}
    if tables.get(SOURCES.stem):
        package["sources"] = [_source(row) for row in tables[SOURCES.stem]]
    package["resources"] = [
        {
            "name": stem,
            "path": TABLES[stem].file,
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            **of_table.get(stem, {}),
            "schema": _schema(TABLES[stem], rows, tables),
        }
        for stem, rows in _in_order(tables)
    ]
    return package


def _in_order(tables: Mapping[str, Sequence[Row]]) -> list[tuple[str, Sequence[Row]]]:
    if unknown := set(tables) - set(TABLES):
        raise ValueError(f"no such table in a data folder: {sorted(unknown)}")
    return [(stem, tables[stem]) for stem in TABLES if tables.get(stem)]


def _written_fields(table: Table, rows: Iterable[Row]) -> list[Field]:
    """Required columns and those that some row has; the rest is left out."""
    used = set(chain.from_iterable(rows))
    if unknown := used - {declared.name for declared in table.fields}:
        raise ValueError(f"{table.file} has no column {sorted(unknown)}")
    return [declared for declared in table.fields if declared.required or declared.name in used]


def _csv_text(table: Table, rows: Sequence[Row]) -> str:
    names = [declared.name for declared in _written_fields(table, rows)]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    columns = [_column([row.get(name) for row in rows]) for name in names]
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue()


def _column(values: Sequence[object]) -> Sequence[object]:
    """One column as the csv module is to write it, which does texts, whole numbers and None as they should be."""
    return values if set(map(type, values)) <= {str, int, NoneType} else [_cell(value) for value in values]


def _cell(value: object) -> object:
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{value} is not a value; leave the row out")
        return int(value) if value.is_integer() else float(value)
    if isinstance(value, tuple | list):
        return " ".join(value)
    return value


def _schema(table: Table, rows: Sequence[Row], tables: Mapping[str, Sequence[Row]]) -> dict[str, object]:
    fields = []
    written = _written_fields(table, rows)
    for declared in written:
        described = dict(FRICTIONLESS[declared.kind])
        constraints = dict(described.pop("constraints", {}))  # type: ignore[call-overload]
        if declared.required:
            constraints["required"] = True
        if declared.choices:
            constraints["enum"] = list(declared.choices)
        if constraints:
            described["constraints"] = constraints
        fields.append({"name": declared.name, **described})
    schema: dict[str, object] = {"fields": fields, "missingValues": [""], "primaryKey": list(table.key)}
    foreign = [
        {"fields": target.key[0], "reference": {"resource": target.stem, "fields": target.key[0]}}
        for target in (INDUSTRIES, SOURCES)
        if target != table and tables.get(target.stem) and any(f.name == target.key[0] for f in written)
    ]
    return schema | ({"foreignKeys": foreign} if foreign else {})


def _source(row: Row) -> dict[str, object]:
    reference = str(row.get("reference") or "")
    return {"title": row["title"]} | ({"path": reference} if reference.startswith("http") else {})


def _keep_other_files(folder: Path, fresh: Path) -> None:
    ours = {table.file for table in TABLES.values()} | {DATAPACKAGE}
    for kept in folder.iterdir():
        if kept.name in ours:
            continue
        if kept.is_dir() and not kept.is_symlink():
            shutil.copytree(kept, fresh / kept.name, symlinks=True)
        else:
            shutil.copy2(kept, fresh / kept.name, follow_symlinks=False)
