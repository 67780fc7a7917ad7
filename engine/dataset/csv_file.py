"""A CSV file to rows of text: encoding, delimiter and header, recognised for the file as a whole."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.dataset.schema import Table
from engine.foundation.control_characters import unwritable
from engine.foundation.errors import MOST_PROBLEMS, Problem, Problems

COMMA, SEMICOLON = ",", ";"
MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class RawTable:
    """The cells of a file as text.

    Parameters
    ----------
    table
        What the file should be.
    file
        Its name, as error messages say it.
    delimiter
        Comma, or semicolon as Norwegian Excel writes it.
    rows
        Excel's number of each row; the header is row 1.
    cells
        Text by column name, in step with ``rows``; without spaces at either end.
    whole
        Every row had as many cells as the header. Where not, those rows are missing here.
    """

    table: Table
    file: str
    delimiter: str
    rows: Sequence[int]
    cells: Mapping[str, Sequence[str]]
    whole: bool


def read_text(path: Path, file: str) -> str | Problem:
    """The text of a UTF-8 file, with or without a BOM; or what is wrong with it."""
    try:
        if not path.is_file():
            there = path.exists() or path.is_symlink()
            return Problem("not_a_file" if there else "file_not_found", file=file)
        content = path.read_bytes()
    except OSError as error:
        return Problem("unreadable", file=file, given=error.strerror or type(error).__name__)
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Problem("not_utf8", file=file, row=1, given="UTF-16")
    if b"\0" in content:
        return Problem("binary", file=file, row=content[: content.index(b"\0")].count(b"\n") + 1)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        return Problem("not_utf8", file=file, row=row, given=f"0x{content[error.start]:02x}")
    return text if text.strip() else Problem("empty_file", file=file)


def read_table(path: Path, file: str, table: Table) -> tuple[RawTable | None, list[Problem]]:
    """The cells of ``path`` and every problem of its shape; None where no cell can be trusted."""
    text = read_text(path, file)
    if isinstance(text, Problem):
        return None, [text]
    read = _Rows(file, table.most_rows)
    try:
        delimiter = _delimiter(text, table)
        if delimiter is None:
            header = io.StringIO(text).readline().strip()
            return None, [Problem("no_known_column", file, row=1, given=header, allowed=table.field_names)]
        past = read.take(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        # A text longer than the module reads is as a rule one whose quotation mark is never closed, too.
        code = "cell_too_long" if "field limit" in str(error) else "broken_csv"
        return None, [Problem(code, file, row=read.row + 1, more={"most": str(csv.field_size_limit())})]
    if past:
        return None, [past]
    names = read.header
    columns = [list(map(str.strip, column)) for column in zip(*read.lines, strict=True)] or [[] for _ in names]
    problems = Problems([*_header_problems(names, columns, file, table), *read.ragged])
    if not read.lines and not read.ragged:
        problems.append(Problem("no_rows", file))
    if len(set(filter(None, names))) < sum(map(bool, names)):
        return None, problems
    cells = dict(zip(names, columns, strict=True))
    if unwritable(text):
        problems += (
            Problem("text_sign", file, row=row, column=name, given=sign)
            for name, column in cells.items()
            for row, cell in zip(read.rows, column, strict=True)
            if (sign := unwritable(cell))
        )
    return RawTable(table, file, delimiter, read.rows, cells, not read.ragged), problems


class _Rows:
    """The rows of a file as they come: those as wide as the header are kept, the others told of and counted."""

    def __init__(self, file: str, most: int) -> None:
        self.file, self.most = file, most
        self.row = 0
        self.header: list[str] = []
        self.rows: list[int] = []
        self.lines: list[list[str]] = []
        self.ragged = Problems()

    def take(self, lines: Iterable[list[str]]) -> Problem | None:
        """Take all of them, or say which limit the file goes past; then the rest has not been looked at."""
        for self.row, line in enumerate(lines, start=1):
            if self.row == 1:
                self.header = [name.strip() for name in line]
                if len(line) > MOST_COLUMNS:
                    more = {"most": str(MOST_COLUMNS)}
                    return Problem("table_columns", self.file, row=1, given=str(len(line)), more=more)
            elif self.row > self.most + 1:
                return Problem("table_rows", self.file, row=self.row, more={"most": str(self.most)})
            elif not any(map(str.strip, line)):
                continue
            elif len(line) == len(self.header):
                self.rows.append(self.row)
                self.lines.append(line)
            elif len(self.ragged) < MOST_PROBLEMS:
                more = {"expected": str(len(self.header))}
                self.ragged.append(Problem("ragged_row", self.file, row=self.row, given=str(len(line)), more=more))
            else:
                self.ragged.count_further(1)
        return None


def _delimiter(text: str, table: Table) -> str | None:
    """The one that makes most of the header into columns that the table has; None where neither makes any."""
    first = io.StringIO(text, newline="").readline()
    known = set(table.field_names)
    counts = {
        delimiter: len(known & {name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])})
        for delimiter in (COMMA, SEMICOLON)
    }
    best = max(counts, key=lambda delimiter: counts[delimiter])
    return best if counts[best] else None


def _header_problems(header: Sequence[str], columns: Sequence[Sequence[str]], file: str, table: Table) -> list[Problem]:
    names = table.field_names
    problems = []
    for index, name in enumerate(header):
        if not name:
            if any(columns[index]):
                problems.append(Problem("column_unnamed", file, row=1, given=str(index + 1)))
        elif name in header[:index]:
            if header[:index].count(name) == 1:  # told once, however often it stands there
                problems.append(Problem("column_twice", file, row=1, column=name, given=name))
        elif name not in names:
            problems.append(Problem("column_unknown", file, row=1, column=name, given=name, allowed=names))
    problems += [
        Problem("column_missing", file, row=1, column=declared.name, given=declared.name)
        for declared in table.fields
        if declared.required and declared.name not in header
    ]
    return problems
