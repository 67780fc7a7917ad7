"""A microdata file as a table: Parquet and CSV where they lie, SPSS and Stata by chunks to private Parquet."""

from __future__ import annotations

import glob
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.foundation.errors import InputError, Problem
from engine.survey.backend import SPARK, Backend
from engine.survey.specification import Specification

PARQUET, CSV, SPSS, STATA = ".parquet", ".csv", ".sav", ".dta"
ENDINGS = (PARQUET, CSV, SPSS, STATA)
CHUNK_ROWS = 50_000
_SEPARATORS = re.compile(r"[;,\t|\n]")


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file's columns as an Ibis table, and what the file itself takes away.

    ``declared_missing`` are numbers of rows by indicator id: an answer that the specification takes for valid and the
    file declares as missing, which is missing then.
    """

    table: Any
    declared_missing: Mapping[str, int] = field(default_factory=dict)


def opened_file(path: Path, specification: Specification, backend: Backend) -> OpenedFile:
    """The columns that the specification names.

    Raises ``InputError`` where the file cannot be read or lacks a column, with every column that it lacks.
    """
    file, ending = str(path), path.suffix.lower()
    _check_kind(path, ending, backend)
    connection = backend.connection
    taken: Mapping[str, int] = {}
    try:
        if ending in (SPSS, STATA):
            spilled, taken = _spilled(path, ending, specification, backend.folder)
            table = connection.read_parquet(spilled)
        elif ending == CSV:
            # Every cell as text: what is a number, and with which decimal mark, is for the specification to say.
            table = connection.read_csv(_as_pattern(path), header=True, all_varchar=True)
        elif backend.name == SPARK:
            table = connection.read_parquet(str(path))
        else:
            table = connection.read_parquet(_as_pattern(path) + ("/*.parquet" if path.is_dir() else ""))
    except InputError:
        raise
    except Exception:  # noqa: BLE001  readers quote the row that they stumble over
        table = None
    if table is None:
        raise InputError(Problem("micro_unreadable", file))
    if ending == CSV and not set(table.columns) & set(named_columns(specification)):
        # The first line may be a respondent's answers, which no message may quote.
        raise InputError(Problem("micro_no_header", file))
    check_columns(table.columns, specification, file)
    if ending == CSV:
        _check_named_once(path, table.columns, specification)
    return OpenedFile(table.select(*named_columns(specification)), taken)


def _check_kind(path: Path, ending: str, backend: Backend) -> None:
    """Raise ``InputError`` where the file is not there, of no kind that is read, empty, or without any end."""
    file = str(path)
    if ending not in ENDINGS:
        raise InputError(Problem("micro_ending", file, given=ending or path.name, allowed=ENDINGS))
    if not path.exists():
        raise InputError(Problem("file_not_found", file))
    if backend.name == SPARK and ending != PARQUET:
        raise InputError(Problem("micro_spark_parquet", file, given=ending, allowed=(PARQUET,)))
    if backend.name == SPARK and set(file) & set("*?[]{}"):
        raise InputError(Problem("micro_spark_pattern", file))
    if path.is_dir() and ending != PARQUET:
        raise InputError(Problem("file_is_folder", file))
    if not (path.is_dir() or path.is_file()):
        raise InputError(Problem("not_a_file", file))
    if path.is_file() and not path.stat().st_size:
        raise InputError(Problem("file_empty", file))


def named_columns(specification: Specification) -> tuple[str, ...]:
    """Every column that the specification names, once, in its order."""
    columns = specification.columns
    own = [name for name in (getattr(columns, part) for part in columns.__slots__) if name]
    conditions = [name for name, _ in specification.subpopulation]
    return tuple(dict.fromkeys([*own, *conditions, *(variable.column for variable in specification.variables)]))


def check_columns(there: Iterable[str], specification: Specification, file: str) -> None:
    """Raise ``InputError`` with every named column that the file does not have."""
    names = tuple(there)
    lacking = [name for name in named_columns(specification) if name not in names]
    if lacking:
        raise InputError(Problem("micro_no_column", file, given=name, allowed=names) for name in lacking)


def _check_named_once(path: Path, there: Iterable[str], specification: Specification) -> None:
    """Raise ``InputError`` where two columns have a name: DuckDB reads the first, and calls the other ``name_1``."""
    columns = set(there)
    names = {name for name in named_columns(specification) if f"{name}_1" in columns}
    if not names:
        return
    with path.open(encoding="utf-8-sig") as lines:
        heads = ([cell.strip().strip("\"'") for cell in _SEPARATORS.split(line)] for line in lines)
        head = next((cells for cells in heads if names <= set(cells)), [])
    twice = sorted(name for name in names if head.count(name) > 1)
    if twice:
        raise InputError(Problem("column_twice", str(path), given=name) for name in twice)


def _as_pattern(path: Path) -> str:
    """The path as DuckDB takes it, for which a name such as ``svar[1].csv`` is otherwise that of other files."""
    return glob.escape(str(path))


def _spilled(path: Path, ending: str, specification: Specification, folder: Path) -> tuple[str, dict[str, int]]:
    """The named columns of an SPSS or Stata file as Parquet in the private folder, chunk by chunk.

    With how many valid answers of each variable the file declares as missing, where there are any.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq
    import pyreadstat

    read: Callable[..., Any] = pyreadstat.read_sav if ending == SPSS else pyreadstat.read_dta
    # SPSS's declared missing values come as they are, so that those which the specification counts can be told.
    _, about = read(str(path), metadataonly=True, **({"user_missing": True} if ending == SPSS else {}))
    check_columns(about.column_names, specification, str(path))
    names = named_columns(specification)
    texts = {name for name in names if about.readstat_variable_types[name] == "string"}
    schema = pa.schema([(name, pa.string() if name in texts else pa.float64()) for name in names])
    declared = about.missing_ranges if ending == SPSS else {}
    taken = {variable.indicator_id: 0 for variable in specification.variables}
    spilled = folder / "respondents.parquet"
    with pq.ParquetWriter(spilled, schema) as writer:
        for chunk in _chunks(read, path, names, ending):
            for name in (name for name in names if declared.get(name)):
                missing = _within(chunk[name], declared[name])
                for variable in (variable for variable in specification.variables if variable.column == name):
                    valid = chunk[name].isin([*variable.yes, *variable.no])
                    taken[variable.indicator_id] += int((missing & valid).sum())
                chunk[name] = chunk[name].mask(missing)
            columns = [pa.array(chunk[name], type=schema.field(name).type, from_pandas=True) for name in names]
            writer.write_table(pa.table(columns, schema=schema))
    return str(spilled), {indicator_id: rows for indicator_id, rows in taken.items() if rows}


def _within(cells: Any, ranges: Sequence[Mapping[str, Any]]) -> Any:
    """Which cells lie in one of the ranges that a file declares as missing."""
    inside = cells.isna()
    for bounds in ranges:
        inside = inside | (
            cells == bounds["lo"] if bounds["lo"] == bounds["hi"] else cells.between(bounds["lo"], bounds["hi"])
        )
    return inside


def _chunks(read: Callable[..., Any], path: Path, names: tuple[str, ...], ending: str) -> Iterator[Any]:
    import pyreadstat

    options: dict[str, Any] = {"usecols": list(names), "disable_datetime_conversion": True}
    if ending == SPSS:
        options["user_missing"] = True
    for chunk, _ in pyreadstat.read_file_in_chunks(read, str(path), chunksize=CHUNK_ROWS, **options):
        yield chunk
