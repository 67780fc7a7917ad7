"""A table of results, written for a screen or as CSV; the workbook writes the same tables as sheets."""

from __future__ import annotations

import csv
import io
import shutil
import sys
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from engine.foundation.formula_texts import neutralised
from engine.foundation.locale import DEFAULT_LOCALE, Locale

Cell = str | int | float | bool | None

FORMS = ("text", "integer", "number", "share", "boolean")
HEADING_WIDTH = 14
NOTE_WIDTH = 110
NARROWEST = 10  # characters that a text is left with before the columns are parted
PLACE_WIDTH = 6
GAP = "  "
MISSING = "–"
IDS = ("_id", "_ids")
"""How the names of columns end that only machines read."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    key
        Name in CSV: English, snake case.
    heading
        Shown name with its unit, in the reader's language.
    form
        ``share`` is 0..1 and shown in per cent.
    decimals
        Shown decimals of a number; CSV and workbook keep them all.
    screen, data
        Whether the column is shown on a screen, and whether it is in plain CSV.
    sheet
        Whether people's files have it, the workbook and the CSV in words; where None they have what plain CSV has, but
        for ids.
    """

    key: str
    heading: str
    form: str = "text"
    decimals: int = 1
    screen: bool = True
    data: bool = True
    sheet: bool | None = None

    @property
    def for_people(self) -> bool:
        """Whether people's files have it."""
        return self.data and not self.key.endswith(IDS) if self.sheet is None else self.sheet


class RepeatedNote(str):
    """A note that is the same below every answer from the same data: what a quality means, where a figure is from.

    Files have it like any other note; a screen may leave it out.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under typed columns; ``title`` stands above it, ``notes`` below."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()

    def of_columns(self, kept: Sequence[bool]) -> Table:
        """The same rows with only some of the columns."""
        return Table(
            self.title,
            tuple(column for column, keep in zip(self.columns, kept, strict=True) if keep),
            tuple(tuple(cell for cell, keep in zip(row, kept, strict=True) if keep) for row in self.rows),
            self.notes,
        )

    @property
    def repeated(self) -> int:
        """How many of the notes are ``RepeatedNote``."""
        return sum(isinstance(note, RepeatedNote) for note in self.notes)

    @property
    def without_repeated(self) -> Table:
        """The same without the notes that are ``RepeatedNote``."""
        return replace(self, notes=tuple(note for note in self.notes if not isinstance(note, RepeatedNote)))

    @property
    def for_screen(self) -> Table:
        """The columns that a screen shows."""
        return self.of_columns([column.screen for column in self.columns])

    @property
    def for_data(self) -> Table:
        """The columns that plain CSV has."""
        return self.of_columns([column.data for column in self.columns])

    @property
    def for_people(self) -> Table:
        """The columns that the workbook and the CSV in words have."""
        return self.of_columns([column.for_people for column in self.columns])


def text_table(table: Table, locale: Locale = DEFAULT_LOCALE, width: int | None = None) -> str:
    """Title, aligned columns with numbers as the language writes them, and notes; ends with a line break.

    A table wider than ``width`` characters (the terminal's where there is one) has its texts on several lines; where
    that is not enough, the columns stand in parts below one another, each with the names.
    """
    shown = table.for_screen
    room = _terminal_width() if width is None else width
    cells = [[cell_in_words(*pair, locale) for pair in zip(shown.columns, row, strict=True)] for row in shown.rows]
    across = [[row[index] for row in cells] for index in range(len(shown.columns))]
    fitted = _fitted(shown.columns, across, room)
    parts = _parts(fitted, _names(shown.columns, across), room)
    if room is not None:
        fitted = _filled(parts, fitted, _fitted(shown.columns, across, None), room)
    lines = [
        line
        for part, columns in enumerate(parts)
        for line in (
            *([""] if part else []),
            *_lines([shown.columns[column] for column in columns], columns, across, fitted),
        )
    ]
    notes_width = NOTE_WIDTH if room is None else min(NOTE_WIDTH, room)
    notes = [textwrap.fill(one_line(note), notes_width, subsequent_indent="  ") for note in table.notes]
    return "\n".join([*([table.title] if table.title else []), *lines, *([""] if notes else []), *notes]) + "\n"


def csv_table(table: Table) -> str:
    """The table as CSV: comma, decimal point, full precision, one header row of keys."""
    data = table.for_data
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([column.key for column in data.columns])
    writer.writerows([_csv_cell(cell) for cell in row] for row in data.rows)
    return stream.getvalue()


FLAT: Mapping[str, Callable[[Table], str]] = {"csv": csv_table}
"""The formats of one flat table, by the name that ``--format`` gives."""
FORMATS = ("table", "json", *FLAT)
"""All that ``--format`` takes; an answer has a text for the screen and a JSON document of its own."""


def marked(table: Table, synthetic: bool, locale: Locale = DEFAULT_LOCALE) -> Table:
    """The table for a file: every row says whether figures behind it are made up."""
    column = Column("synthetic", locale.text("report.made_up"), "boolean", screen=False, sheet=False)
    rows = tuple((*row, synthetic) for row in table.rows)
    return replace(table, columns=(*table.columns, column), rows=rows)


def one_line(text: str) -> str:
    """The text on one line, without the control characters that could steer a terminal."""
    kept = "".join(sign if sign.isprintable() or sign == "\N{NO-BREAK SPACE}" else " " for sign in text)
    return " ".join(kept.split(" ")).strip()


def _csv_cell(cell: Cell) -> Cell:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, str):
        # The csv module leaves a lone carriage return without quotation marks, and some readers take it for the end of
        # the row.
        return neutralised(cell).replace("\r\n", "\n").replace("\r", "\n")
    return cell


def cell_in_words(column: Column, cell: Cell, locale: Locale = DEFAULT_LOCALE) -> str:
    """One cell as it is read, on one line; a dash where there is nothing."""
    if cell is None or cell == "":
        return MISSING
    if isinstance(cell, bool):
        return locale.text("report.yes" if cell else "report.no")
    if isinstance(cell, str):
        return one_line(cell)
    if column.form == "share":
        return percent_in_words(cell, locale)
    return locale.number(cell, 0 if column.form == "integer" else column.decimals)


def percent_in_words(share: float, locale: Locale) -> str:
    """Whole per cent, but nothing is rounded to none or to all: a share of 0.998 is not always."""
    whole = round(100 * share)
    if whole == 0 and share > 0:
        return locale.per_cent("<\N{NO-BREAK SPACE}1")
    if whole == 100 and share < 1:
        return locale.per_cent(">\N{NO-BREAK SPACE}99")
    return locale.per_cent(locale.number(100 * share, 0))


def _terminal_width() -> int | None:
    """Characters in a line of the terminal; None where the answer goes to a file or another program."""
    if sys.stdout is None or not sys.stdout.isatty():
        return None
    return shutil.get_terminal_size().columns


def _fitted(columns: Sequence[Column], across: Sequence[Sequence[str]], room: int | None) -> list[int]:
    """The width of each column: its content's; where that is too much, the widest texts narrower, but not the names."""
    widths = [
        max(map(len, [*_heading(column, cells), *cells]), default=0)
        for column, cells in zip(columns, across, strict=True)
    ]
    if room is None:
        return widths
    names = _names(columns, across)
    if columns:
        widths[names] = min(widths[names], max(NARROWEST, room // 2))
    others = [index for index, column in enumerate(columns) if column.form == "text" and index > names]
    least = {other: _longest_word(across[other], room // 2) for other in others}
    while sum(widths) + len(GAP) * (len(widths) - 1) > room:
        wider = [other for other in others if widths[other] > least[other]]
        if not wider:
            break
        widths[max(wider, key=widths.__getitem__)] -= 1
    return widths


def _longest_word(cells: Sequence[str], most: int) -> int:
    """Letters that a column needs for no word to be broken, or ``most``."""
    return max(NARROWEST, min(most, max((len(word) for cell in cells for word in cell.split()), default=0)))


def _names(columns: Sequence[Column], across: Sequence[Sequence[str]]) -> int:
    """The column that says what a row is about: the first one of texts longer than a place in a ranking."""
    long = (
        index
        for index, (column, cells) in enumerate(zip(columns, across, strict=True))
        if column.form == "text" and max(map(len, cells), default=0) > PLACE_WIDTH
    )
    return next(long, 0)


def _parts(widths: Sequence[int], names: int, room: int | None) -> list[list[int]]:
    """The columns, in as many parts as the room asks for; each begins with what its rows are about."""
    lead = [*range(min(names + 1, len(widths)))]
    parts = [[*lead]]
    for index in range(len(lead), len(widths)):
        taken = sum(widths[column] + len(GAP) for column in parts[-1])
        if room is not None and parts[-1] != lead and taken + widths[index] > room:
            parts.append([*lead])
        parts[-1].append(index)
    return parts


def _filled(parts: Sequence[Sequence[int]], widths: Sequence[int], asked: Sequence[int], room: int) -> list[int]:
    """The widths when the room that a part has left is given to those of its columns that are narrower than asked."""
    filled = list(widths)
    for columns in parts:
        own = [column for column in columns if len(parts) == 1 or column not in parts[0] or column not in parts[1]]
        left = room - sum(filled[column] + len(GAP) for column in columns) + len(GAP)
        while left > 0 and (short := [column for column in own if filled[column] < asked[column]]):
            filled[min(short, key=filled.__getitem__)] += 1
            left -= 1
    return filled


def _lines(
    columns: Sequence[Column], places: Sequence[int], across: Sequence[Sequence[str]], widths: Sequence[int]
) -> list[str]:
    """Heading, rule and rows of some of the columns."""
    headings = [_wrapped(column.heading, max(widths[place], 1)) for column, place in zip(columns, places, strict=True)]
    height = max(map(len, headings), default=0)
    rows = [
        [[*[""] * (height - len(heading)), *heading] for heading in headings],
        [["─" * widths[place]] for place in places],
    ]
    rows += [
        [
            _wrapped(across[place][row], widths[place]) if column.form == "text" else [across[place][row]]
            for column, place in zip(columns, places, strict=True)
        ]
        for row in range(len(across[places[0]]) if places else 0)
    ]
    return [
        GAP.join(
            part.ljust(widths[place]) if column.form in ("text", "boolean") else part.rjust(widths[place])
            for part, column, place in zip(line, columns, places, strict=True)
        ).rstrip()
        for row in rows
        for line in zip_longest(*row, fillvalue="")
    ]


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(width, 1)) or [""]


def _heading_width(cells: Sequence[str]) -> int:
    return max([HEADING_WIDTH, *map(len, cells)])


def _heading(column: Column, cells: Sequence[str]) -> list[str]:
    """The heading on as many lines as its column's width asks for."""
    return textwrap.wrap(column.heading, _heading_width(cells), break_long_words=False)
