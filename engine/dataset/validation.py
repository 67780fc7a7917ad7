"""Every problem in a data folder, not the first only; reading stands on the same checks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from engine.classification.periods import days_of
from engine.dataset.cell_parsing import TypedTable, typed_table
from engine.dataset.consistency import problems_between
from engine.dataset.csv_file import read_table, read_text
from engine.dataset.schema import CODES, DATAPACKAGE, INDUSTRIES, SOURCES, TABLES
from engine.foundation.atomic_replacement import restore
from engine.foundation.control_characters import unwritable_within
from engine.foundation.errors import Problem, Problems

WRITTEN_ANEW = ("profile", "name", "title", "sources", "resources")


@dataclass(frozen=True, slots=True)
class Package:
    """What ``datapackage.json`` adds to the tables; None where it says nothing.

    ``further`` is what else it says of the whole folder, as ``description`` and ``licenses``: it follows the folder.
    """

    title: str = ""
    jobs_source_id: str | None = None
    jobs_period: str | None = None
    title_en: str = ""
    title_nn: str = ""
    further: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckedFolder:
    """A folder as it was found.

    ``tables`` are by file stem, those only whose shape could be read; ``problems`` are in order of file and row.
    """

    name: str
    tables: Mapping[str, TypedTable]
    package: Package
    problems: tuple[Problem, ...]


def check_folder(folder: Path | str) -> tuple[Problem, ...]:
    """Every problem in a data folder, in order of file and row; none where ``read_dataset`` would read it."""
    return checked_folder(folder).problems


def checked_folder(folder: Path | str) -> CheckedFolder:
    """The tables of a folder with every problem in them and between them."""
    name, folder = str(folder), Path(folder)
    restore(folder)
    if not folder.is_dir():
        code = "folder_is_file" if folder.exists() else "folder_missing"
        return CheckedFolder(name, {}, Package(), (Problem(code, name),))
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except OSError as error:
        problem = Problem("unreadable", name, given=error.strerror or type(error).__name__)
        return CheckedFolder(name, {}, Package(), (problem,))
    problems = Problems(_misspelt_files(folder, names))
    tables: dict[str, TypedTable] = {}
    for stem, table in TABLES.items():
        file = str(folder / table.file)
        if table.file in names:
            raw, of_shape = read_table(folder / table.file, file, table)
            problems += of_shape
            if raw is not None:
                tables[stem], of_cells = typed_table(raw)
                problems += of_cells
        elif table is INDUSTRIES:
            problems.append(Problem("industries_missing", file))
    problems += problems_between(tables, present=[stem for stem, table in TABLES.items() if table.file in names])
    package = Package()
    if DATAPACKAGE in names:
        package, of_package = _package(folder / DATAPACKAGE, str(folder / DATAPACKAGE), tables.get(SOURCES.stem))
        problems += of_package
    return CheckedFolder(name, tables, package, _in_order(folder, problems))


def _in_order(folder: Path, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    files = [str(folder / table.file) for table in TABLES.values()]
    position = {file: index for index, file in enumerate(files)}
    return tuple(sorted(problems, key=lambda problem: (position.get(problem.file, len(files)), problem.row or 0)))


def _misspelt_files(folder: Path, names: Sequence[str]) -> Iterator[Problem]:
    """A file that is almost one of ours would otherwise be left out without a word."""
    ours = [table.file for table in TABLES.values()] + [DATAPACKAGE]
    absent = [file for file in ours if file not in names]
    for name in names:
        if name not in ours and (near := get_close_matches(name.lower(), absent, n=1, cutoff=0.85)):
            yield Problem("misspelt_file", str(folder / name), given=name, more={"near": near[0]})


def _package(path: Path, file: str, sources: TypedTable | None) -> tuple[Package, list[Problem]]:
    text = read_text(path, file)
    if isinstance(text, Problem):
        return Package(), [text]
    try:
        package = json.loads(text)
    except (ValueError, RecursionError) as error:
        row = error.lineno if isinstance(error, json.JSONDecodeError) else None
        return Package(), [Problem("not_json", file, row=row)]
    if unwritable := unwritable_within(package):
        return Package(), [Problem("text_sign", file, unwritable[0], given=unwritable[1])]
    if not isinstance(package, dict) or not _objects(package.get("resources", [])):
        return Package(), [Problem("not_a_package", file)]
    codes: dict[str, Any] = next((of for of in package.get("resources", []) if of.get("name") == CODES.stem), {})
    problems = [
        Problem("package_not_text", file, place=place, given=json.dumps(value, ensure_ascii=False))
        for place, value in (
            ("title", package.get("title", "")),
            ("title_en", package.get("title_en", "")),
            ("title_nn", package.get("title_nn", "")),
            (f"resources, {CODES.stem}, source_id", codes.get("source_id", "")),
            (f"resources, {CODES.stem}, period", codes.get("period", "")),
        )
        if not isinstance(value, str)
    ]
    if problems:
        return Package(), problems
    source_id, period = codes.get("source_id"), codes.get("period")
    if source_id and sources and source_id not in (known := sources.columns["source_id"]):
        place = f"resources, {CODES.stem}, source_id"
        problems.append(Problem("unknown", file, place=place, given=source_id, allowed=tuple(filter(None, known))))
    if period and not days_of(period):
        problems.append(Problem("not_a_period", file, place=f"resources, {CODES.stem}, period", given=period))
    further = {key: value for key, value in package.items() if key not in WRITTEN_ANEW}
    title, title_en, title_nn = (package.get(key, "") for key in ("title", "title_en", "title_nn"))
    return Package(title, source_id or None, period or None, title_en, title_nn, further), problems


def _objects(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)
