"""An upload's tables put into the folder that they are added to: what is new, replaced and kept, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from engine.dataset.cell_parsing import TypedTable, typed_table
from engine.dataset.csv_file import COMMA, RawTable
from engine.dataset.schema import INDUSTRIES, SOURCES, Table
from engine.foundation.errors import Problem, Problems
from engine.foundation.locale import Locale
from engine.spreadsheets.grid import shown
from engine.spreadsheets.long_tables import Incoming

DESCRIBED = (INDUSTRIES, SOURCES)
"""Tables whose rows describe a thing: a column that the upload does not have keeps what the folder says. A row of any
other table is a value with all that belongs to it, and is replaced whole."""

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Replaced:
    """A row that the upload changes: its table and key, and the columns that differ as text, before and after."""

    table: str
    key: tuple[str, ...]
    before: Mapping[str, str]
    after: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one table: numbers of rows, and the rows that change."""

    table: str
    new: int
    unchanged: int
    kept: int
    removed: int
    replaced: tuple[Replaced, ...] = ()


@dataclass(slots=True)
class Merged:
    """One table as it will be. ``came_from`` says of each row which part of the upload it is and the position there."""

    table: Table
    typed: TypedTable
    change: Change
    parts: Sequence[Incoming] = ()
    came_from: Sequence[tuple[int, int] | None] = ()
    problems: list[Problem] = field(default_factory=list)

    def said_of(self, problem: Problem, locale: Locale) -> Problem:
        """The same problem, said of the place in the upload or of the row in the folder's own file."""
        if problem.row is None:
            return problem
        index = problem.row - 1
        more = dict(problem.more)
        if "earlier" in more:
            more["earlier"] = self._row(int(more["earlier"]) - 1)
        origin = self.came_from[index]
        if origin is None:
            return replace(problem, file=self.typed.raw.file, row=int(self._row(index)), more=more)
        part, position = origin
        own = self.parts[part]
        return replace(own.said_of(replace(problem, row=position, more={}), locale), more=more)

    def _row(self, index: int) -> str:
        origin = self.came_from[index]
        return str(index + 2) if origin is None else str(self.parts[origin[0]].rows[origin[1] - 1])

    def rows(self) -> list[dict[str, object]]:
        """The rows as ``write_folder`` takes them, with the columns that any row fills."""
        names = [
            declared.name
            for declared in self.table.fields
            if declared.required or any(value is not None for value in self.typed.columns[declared.name])
        ]
        groups = {declared.name for declared in self.table.fields if declared.kind == "group"}
        columns = [
            [value and value.text for value in self.typed.columns[name]] if name in groups else self.typed.columns[name]
            for name in names
        ]
        return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def typed(part: Incoming, locale: Locale) -> tuple[TypedTable, list[Problem]]:
    """The values of one part of an upload, and every cell that is none, said of its place."""
    values, problems = typed_table(part.raw)
    kept = [problem for problem in problems if (problem.row, problem.column) not in part.flagged]
    # A column that is not there is said once, not of each of its rows.
    return values, [part.said_of(problem, locale) for problem in kept]


def merged(
    table: Table, base: TypedTable | None, parts: Sequence[Incoming], locale: Locale, *, replace_all: bool
) -> Merged:
    """One table of the folder with the rows of an upload.

    ``replace_all`` lets the upload's rows take the place of all the folder's.
    """
    problems = Problems()
    of_parts = []
    for part in parts:
        values, wrong = typed(part, locale)
        of_parts.append(values)
        problems += [*part.problems, *wrong]
    if base is None and len(parts) == 1:
        change = Change(table.stem, len(parts[0].rows), 0, 0, 0)
        origins = [(0, position) for position in parts[0].raw.rows]
        return Merged(table, of_parts[0], change, parts, origins, problems)
    joined = _Joined(table, base, replace_all=replace_all)
    for number, values in enumerate(of_parts):
        joined.add(number, values)
    file = base.raw.file if base is not None else parts[0].sheet.file
    return Merged(table, joined.typed(file), joined.change(), parts, joined.came_from, problems)


class _Joined:
    """The folder's rows of one table with an upload's put among them; column by column, since there can be many."""

    def __init__(self, table: Table, base: TypedTable | None, *, replace_all: bool) -> None:
        self.table, self.base, self.replace_all = table, base, replace_all
        self.there = {} if base is None else {key: index for index, key in enumerate(_keys(base, table))}
        names = table.field_names
        kept = None if replace_all else base
        self.texts: dict[str, list[str]] = {name: _texts(kept, name) for name in names}
        self.values: dict[str, list[Any]] = {name: [] if kept is None else list(kept.columns[name]) for name in names}
        self.came_from: list[tuple[int, int] | None] = [None] * (0 if kept is None else len(kept.rows))
        self.new = self.unchanged = 0
        self.replaced: list[Replaced] = []

    def add(self, number: int, values: TypedTable) -> None:
        """Put in one part of the upload. A key that stands twice in it is put in twice: the checks tell of it."""
        appended = []
        for position, key in enumerate(_keys(values, self.table)):
            index = self.there.get(key)
            if index is None:
                self.new += 1
                appended.append(position)
                continue
            row = self._row_over(index, values, position)
            if self.replace_all or self.came_from[index] is not None:
                appended.append(position)
                continue
            for name, (text, value) in row.items():
                self.texts[name][index], self.values[name][index] = text, value
            self.came_from[index] = (number, position + 1)
        for name in self.table.field_names:
            texts, column = _texts(values, name), values.columns[name]
            self.texts[name] += [texts[position] for position in appended]
            self.values[name] += [column[position] for position in appended]
        self.came_from += [(number, position + 1) for position in appended]

    def _row_over(self, index: int, values: TypedTable, position: int) -> dict[str, tuple[str, Any]]:
        """The row that takes the place of a row of the folder, and what it changes."""
        assert self.base is not None
        old, row = _row(self.base, index), _row(values, position)
        if self.table in DESCRIBED:
            row = {name: cell if name in values.given else old[name] for name, cell in row.items()}
        if differing := [name for name, (_, value) in row.items() if value != old[name][1]]:
            self.replaced.append(_replaced(self.table, old, row, differing))
        else:
            self.unchanged += 1
        return row

    def change(self) -> Change:
        """What became of the folder's rows."""
        left = max(len(self.there) - self.unchanged - len(self.replaced), 0)
        kept, removed = (0, left) if self.replace_all else (left, 0)
        return Change(self.table.stem, self.new, self.unchanged, kept, removed, tuple(self.replaced))

    def typed(self, file: str) -> TypedTable:
        """All the rows as one table, numbered from 1."""
        return _table_of(self.table, file, self.texts, self.values, len(self.came_from))


def kept_as_it_is(table: Table, base: TypedTable) -> Merged:
    """A table of the folder that the upload does not touch."""
    texts = {name: _texts(base, name) for name in table.field_names}
    height = len(base.rows)
    return Merged(
        table,
        _table_of(table, base.raw.file, texts, base.columns, height),
        Change(table.stem, 0, 0, height, 0),
        came_from=[None] * height,
    )


def _table_of(
    table: Table, file: str, texts: Mapping[str, Sequence[str]], values: Mapping[str, Sequence[Any]], height: int
) -> TypedTable:
    """Columns of texts and values as one table, its rows numbered from 1."""
    cells = {
        declared.name: texts[declared.name]
        for declared in table.fields
        if declared.required or any(texts[declared.name])
    }
    return TypedTable(RawTable(table, file, COMMA, range(1, height + 1), cells, whole=True), values)


def _texts(values: TypedTable | None, name: str) -> list[str]:
    if values is None:
        return []
    return list(values.raw.cells.get(name) or [""] * len(values.rows))


def _row(values: TypedTable, index: int) -> dict[str, tuple[str, Any]]:
    return {
        name: (values.raw.cells[name][index] if name in values.raw.cells else "", column[index])
        for name, column in values.columns.items()
    }


def _keys(values: TypedTable, table: Table) -> Iterator[Key]:
    return zip(*(values.columns[name] for name in table.key), strict=True)


def _replaced(
    table: Table, old: Mapping[str, tuple[str, Any]], new: Mapping[str, tuple[str, Any]], names: Sequence[str]
) -> Replaced:
    key = tuple(old[name][0] for name in table.key)
    before, after = ({name: _plain(*row[name]) for name in names} for row in (old, new))
    return Replaced(table.stem, key, before, after)


def _plain(text: str, value: object) -> str:
    """A cell as the data files write it, whatever decimal mark it came with."""
    return shown(value) if isinstance(value, float) else text
