"""One of the contract's tables as an upload brings it: its cells as text, and where each of them came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from engine.dataset.csv_file import COMMA as COMMA_SEPARATED
from engine.dataset.csv_file import SEMICOLON, RawTable
from engine.dataset.schema import Table
from engine.foundation.errors import Problem, Problems
from engine.foundation.formula_texts import is_formula
from engine.foundation.locale import Locale
from engine.spreadsheets import missing_symbols as signs
from engine.spreadsheets.catalogue import PERCENT
from engine.spreadsheets.grid import Cell, Odd, Percent, Row, Sheet, shown
from engine.spreadsheets.layout import Heading, field_of

NUMERIC = ("number", "amount", "count")
VALUE = "value"


@dataclass(frozen=True, slots=True)
class Missing:
    """A cell with a sign instead of a value. ``meaning`` is a key of ``signs``; ``about`` says whose value it is."""

    place: str
    sign: str
    meaning: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One table of an upload.

    Parameters
    ----------
    raw
        The cells as text, with the decimal mark that all its numbers have. Its row numbers are positions, from 1.
    sheet, rows, columns
        Where each row came from, and the column of each field.
    value_columns
        Of a wide table: the column of each row's value.
    stated_at
        Of a wide table: where a field was written that is the same for a whole column, by column and field.
    problems, flagged
        What is wrong already, and ``(position, field)`` of the cells that it is said of.
    missing
        Cells with a sign instead of a value.
    in_percent
        How many numbers the workbook shows in per cent.
    """

    raw: RawTable
    sheet: Sheet
    rows: Sequence[int]
    columns: Mapping[str, int]
    value_columns: Sequence[int] = ()
    stated_at: Mapping[tuple[int, str], str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    flagged: frozenset[tuple[int, str]] = frozenset()
    missing: tuple[Missing, ...] = ()
    in_percent: int = 0

    def place(self, position: int, field: str | None, locale: Locale) -> str:
        """Where a field of a row stood."""
        column = self.columns.get(field or "")
        if self.value_columns:
            if stated := self._stated_at(position, field):
                return stated
            if field in (None, VALUE):
                column = self.value_columns[position - 1]
        return self.sheet.place(self.rows[position - 1], column, locale)

    def _stated_at(self, position: int, field: str | None) -> str | None:
        return self.stated_at.get((self.value_columns[position - 1], field or "")) if self.value_columns else None

    def said_of(self, problem: Problem, locale: Locale) -> Problem:
        """The same problem, said of the place where the cell stood."""
        if problem.row is None:
            return problem
        place = self.place(problem.row, problem.column, locale)
        more = dict(problem.more)
        if "earlier" in more:
            more["earlier"] = str(self.rows[int(more["earlier"]) - 1])
        placed = self.columns.get(problem.column or "") or problem.column == VALUE
        column = None if placed or self._stated_at(problem.row, problem.column) else problem.column
        return replace(problem, file=self.sheet.file, place=place, row=None, column=column, more=more)


def raw_table(table: Table, file: str, cells: Mapping[str, Sequence[str]], mark: str) -> RawTable:
    """Texts by column as the checks of a data folder take them, the rows numbered from 1."""
    height = max((len(column) for column in cells.values()), default=0)
    separator = SEMICOLON if mark == signs.COMMA else COMMA_SEPARATED
    return RawTable(table, file, separator, range(1, height + 1), cells, whole=True)


def long_table(sheet: Sheet, table: Table, heading: Heading, locale: Locale, decimal: str = "") -> Incoming:
    """The rows below a heading as one of the contract's tables; every cell that is no text or number is a problem.

    ``decimal`` is the decimal mark where the user says it.
    """
    reader = _LongReader(sheet, table, heading, locale, decimal)
    texts = {name: reader.column(name) for name in heading.columns}
    sheet_problems = (*_heading_problems(sheet, table, heading, locale), *merged_problems(sheet, heading.row, locale))
    return Incoming(
        raw_table(table, sheet.file, texts, reader.mark),
        sheet,
        [row for row, _ in reader.below],
        heading.columns,
        problems=(*sheet_problems, *reader.problems),
        flagged=frozenset(reader.flagged),
        missing=tuple(reader.missing),
        in_percent=reader.in_percent,
    )


class _LongReader:
    """Goes through a sheet column by column and collects what it finds."""

    def __init__(self, sheet: Sheet, table: Table, heading: Heading, locale: Locale, decimal: str) -> None:
        self.sheet, self.heading, self.locale = sheet, heading, locale
        self.kinds = {declared.name: declared.kind for declared in table.fields}
        self.problems = Problems()
        self.flagged: set[tuple[int, str]] = set()
        self.missing: list[Missing] = []
        self.in_percent = 0
        self.below = self._with_values([(row, cells) for row, cells in sheet.rows.items() if row > heading.row])
        numeric = [column for name, column in heading.columns.items() if self.kinds[name] in NUMERIC]
        self.mark = decimal or signs.decimal_mark(chain.from_iterable(map(self._cells, numeric)))
        self.asked = bool(decimal)
        if not decimal:
            self._check_marks(numeric)

    def _check_marks(self, numeric: Sequence[int]) -> None:
        """Tell of numbers of which nobody can say whether they have a decimal mark or thousands."""
        text_cells = [
            (row, column, cell)
            for column in numeric
            for row, cells in self.below
            if isinstance(cell := cells.get(column), str)
        ]
        doubt = signs.ambiguous_thousands((cell for *_, cell in text_cells), commas_doubted=self.sheet.commas_doubted)
        if doubt:
            row, column, cell = next(
                text_cell for text_cell in text_cells if signs.plain_number(text_cell[2]) == doubt[0]
            )
            self.problems.append(self.sheet.problem(doubt[1], row, column, self.locale, given=cell))

    def _with_values(self, below: list[tuple[int, Row]]) -> list[tuple[int, Row]]:
        """The rows whose value is no sign: a missing value has no row."""
        column = self.heading.columns.get(VALUE, 0)
        if self.kinds.get(VALUE) != "number" or signs.SIGNS.keys().isdisjoint(cells.get(column) for _, cells in below):
            return below
        self.missing += [
            _missing(self.sheet, row, column, cells, self.locale)
            for row, cells in below
            if signs.sign_of(cells.get(column))
        ]
        return [(row, cells) for row, cells in below if not signs.sign_of(cells.get(column))]

    def _cells(self, column: int) -> list[Cell | None]:
        return [cells.get(column) for _, cells in self.below]

    def column(self, name: str) -> list[str]:
        """One field of every row, as text."""
        column_index = self.heading.columns[name]
        cells = self._cells(column_index)
        for position, cell in enumerate(cells if Odd in set(map(type, cells)) else ()):
            if isinstance(cell, Odd):
                self._flag(
                    odd_problem(self.sheet, self.below[position][0], column_index, cell, self.locale), position, name
                )
                cells[position] = None
        return (
            self._numbers(name, column_index, cells)
            if self.kinds[name] in NUMERIC
            else self._texts(name, column_index, cells)
        )

    def _numbers(self, name: str, column: int, cells: list[Cell | None]) -> list[str]:
        percent = [name == VALUE] * len(cells)
        if name == VALUE:
            unit = self.heading.columns.get("unit", 0)
            percent = [of.get(unit) == PERCENT for _, of in self.below]
            self.in_percent += sum(yes and isinstance(cell, Percent) for cell, yes in zip(cells, percent, strict=True))
        else:
            for position, cell in enumerate(cells if str in set(map(type, cells)) else ()):
                if signs.sign_of(cell):
                    row, of = self.below[position]
                    self.missing.append(_missing(self.sheet, row, column, of, self.locale))
                    cells[position] = None
        return [
            signs.number_text(cell, self.mark, yes, asked=self.asked) for cell, yes in zip(cells, percent, strict=True)
        ]

    def _texts(self, name: str, column: int, cells: list[Cell | None]) -> list[str]:
        texts = {cell: shown(cell) for cell in set(cells)}
        cell_texts = [texts[cell] for cell in cells]
        run = {text for text in texts.values() if is_formula(text)}
        for position, text in enumerate(cell_texts if run else ()):
            if text in run:
                row = self.below[position][0]
                self._flag(self.sheet.problem("text_as_formula", row, column, self.locale, given=text), position, name)
        return cell_texts

    def _flag(self, problem: Problem, position: int, name: str) -> None:
        self.problems.append(problem)
        self.flagged.add((position + 1, name))


def odd_problem(sheet: Sheet, row: int, column: int, cell: Odd, locale: Locale) -> Problem:
    """What is wrong with a cell that is a formula, an error, a truth value or a date."""
    return sheet.problem(f"cell_{cell.kind}", row, column, locale, given=cell.said)


def merged_problems(sheet: Sheet, below: int, locale: Locale) -> list[Problem]:
    """Merged cells among the values: it cannot be known which of them the value belongs to.

    A line that has nothing but the merged cell is a footnote or a heading between the rows, and has no value.
    """
    return [
        sheet.problem("cell_merged", row, column, locale)
        for row, column, last, _ in sheet.merged
        if last > below and sheet.rows.get(row, {}).get(column) is not None and not _only_text(sheet, row, last)
    ]


def _only_text(sheet: Sheet, first: int, last: int) -> bool:
    cells = [cell for row in range(first, last + 1) for cell in sheet.rows.get(row, {}).values()]
    return len(cells) == 1 and isinstance(cells[0], str) and " " in cells[0]


def _missing(sheet: Sheet, row: int, column: int, cells: Mapping[int, Cell], locale: Locale) -> Missing:
    sign = shown(cells[column])
    about = " ".join(shown(cell) for other, cell in sorted(cells.items()) if other < column)
    return Missing(sheet.place(row, column, locale), sign, signs.SIGNS[sign], about)


def _heading_problems(sheet: Sheet, table: Table, heading: Heading, locale: Locale) -> list[Problem]:
    """Columns that are missing, unknown, named twice or not named at all."""
    problems = Problems()
    cells: Mapping[int, Any] = sheet.rows[heading.row]
    used = {column for row, cells in sheet.rows.items() if row > heading.row for column in cells}
    taken = frozenset(heading.columns.values())
    for column in sorted(used | set(cells)):
        cell = cells.get(column)
        text = shown(cell)
        if column in taken:
            continue
        if isinstance(cell, Odd):
            problems.append(odd_problem(sheet, heading.row, column, cell, locale))
        elif field_of(text) in table.field_names:
            problems.append(sheet.problem("column_twice", heading.row, column, locale, given=text))
        elif text:
            names = table.field_names
            problems.append(sheet.problem("column_unknown", heading.row, column, locale, given=text, allowed=names))
        else:
            problems.append(sheet.problem("column_unnamed", heading.row, column, locale, given=str(column)))
    problems += [
        sheet.problem("column_missing", heading.row, None, locale, given=declared.name)
        for declared in table.fields
        if declared.required and declared.name not in heading.columns
    ]
    return problems
