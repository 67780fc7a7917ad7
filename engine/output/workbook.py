"""Tables to an Excel workbook: real numbers with number formats, text as text, ready to print.

A text that a spreadsheet could take for a formula is stored as text and carries the quotation prefix that Excel
itself gives a text typed with an apostrophe, so that it stays text when somebody edits the cell. The only formulas are
those that a sheet is given as such (``live_cells``).
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, NamedTuple

from engine.foundation.formula_texts import is_formula
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.live_cells import Formula, Input
from engine.output.table import Cell, Column, Table
from engine.output.workbook_charts import A4, LONGEST_TITLE, WARNING, Chart, draw

WIDEST, NARROWEST = 46, 9
LINE_WIDTH, READ_WIDTH = 110, 150  # of lines of text: at least, where the tables leave it open; at most
LINE_POINTS = 15  # a line of the usual letters
LINES_AT_MOST = 27  # a row is never taller than 409 points
ROOM = 0.95  # of a column's width is filled before a text breaks
LONGEST_TEXT = 32_767  # signs in a cell
HEADING, EDITABLE, LINE = "#DDE6EE", "#FFF2B3", "#808080"
WRAPPED = {"text_wrap": True, "valign": "top"}
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Shown = Cell | Formula | Input


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: lines of text, then tables below each other. One table alone is frozen and filtered.

    Parameters
    ----------
    about
        What the sheet shows, in a sentence.
    charts
        Drawn from the tables, each on a sheet of its own.
    above
        Rows between the lines and the first table, a cell a column: numbers to change, and what follows from them.
    frozen
        Columns that stay in sight.
    """

    title: str
    about: str
    tables: tuple[Table, ...] = ()
    lines: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    above: tuple[tuple[Shown, ...], ...] = ()
    frozen: int = 0


class Look(NamedTuple):
    """How a cell looks, and how it looks where its text could be taken for a formula."""

    plain: Any
    quoted: Any


@dataclass(frozen=True)
class _Page:
    """One sheet of XlsxWriter's, its rows and columns counted from 1 as formulas count them.

    ``shift`` is how many rows stand above the first that formulas count from.
    """

    book: Any
    sheet: Any
    shift: int
    looks: dict[tuple[tuple[str, object], ...], Look] = field(default_factory=dict)

    def look(self, **properties: object) -> Look:
        """Each look is declared to the file once."""
        key = tuple(sorted(properties.items()))
        if key not in self.looks:
            quoted = self.book.add_format(properties | {"quote_prefix": True})
            self.looks[key] = Look(self.book.add_format(properties), quoted)
        return self.looks[key]

    def put(self, row: int, column: int, value: Shown, look: Look) -> None:
        """One cell. A sign that the format cannot hold becomes U+FFFD."""
        position = row - 1, column - 1
        if value is None or value == "":
            self.sheet.write_blank(*position, None, look.plain)
        elif isinstance(value, str):
            text = value if value.isprintable() else _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", value)
            text = text[:LONGEST_TEXT]
            self.sheet.write_string(*position, text, look.quoted if is_formula(value) else look.plain)
        elif isinstance(value, Formula):
            shown = "" if value.value is None else value.value
            self.sheet.write_formula(*position, value.at(self.shift), look.plain, shown)
        else:
            self.sheet.write_number(*position, value.value if isinstance(value, Input) else value, look.plain)

    def heighten(self, row: int, texts: Iterable[tuple[str, float]]) -> None:
        """Room for the texts where one of them takes more than a line; nobody makes it when the file is opened."""
        lines = 1
        for words, width in texts:
            if len(words) > ROOM * width or "\n" in words:
                lines = max(lines, sum(max(1, math.ceil(len(line) / (ROOM * width))) for line in words.split("\n")))
        if lines > 1:
            self.sheet.set_row(row - 1, LINE_POINTS * min(lines, LINES_AT_MOST))


def workbook_bytes(made: date, contents: Sequence[Sheet], warning: str = "", locale: Locale = DEFAULT_LOCALE) -> bytes:
    """The workbook as a file; the same sheets on the same date give the same bytes.

    ``warning`` stands first on every sheet and on every printed page.
    """
    from xlsxwriter import Workbook

    written = io.BytesIO()
    looks: dict[tuple[tuple[str, object], ...], Look] = {}
    with Workbook(written, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.combine(made, time())})
        for sheet in contents:
            page = _Page(book, book.add_worksheet(sheet.title[:LONGEST_TITLE]), int(bool(warning)), looks)
            headings = _fill(page, sheet, warning, locale)
            for chart in sheet.charts:
                draw(book, page.sheet, sheet.tables[chart.table].for_people, chart, headings[chart.table], warning)
    return written.getvalue()


def _fill(page: _Page, sheet: Sheet, warning: str, locale: Locale) -> list[int]:
    """Write one sheet; gives the row of each table's heading."""
    row = 1
    tables = [table.for_people for table in sheet.tables]
    lines = bool(sheet.lines or any(table.notes for table in tables))
    widths = _widths(tables, lines and not sheet.above)
    across = 1
    while across < len(widths) and sum(widths[: across + 1]) <= READ_WIDTH:
        across += 1
    if warning:
        page.put(row, 1, warning, page.look(bold=True, font_color=WARNING))
        row += 1

    def write_line(line: str) -> None:
        if across > 1:
            page.sheet.merge_range(row - 1, 0, row - 1, across - 1, "")
        page.put(row, 1, line, page.look(**WRAPPED))
        page.heighten(row, [(line, sum(widths[:across]) or LINE_WIDTH)])

    for line in sheet.lines:
        write_line(line)
        row += 1
    for cells in sheet.above:
        _write_above(page, row, cells, widths)
        row += 1
    headings = []
    for table in tables:
        row += row > 1 and not sheet.above
        if table.title:
            page.sheet.set_row(row - 1, 1.2 * LINE_POINTS)
            page.put(row, 1, table.title, page.look(bold=True, font_size=12))
            row += 1
        headings.append(row)
        row = _write_table(page, table, row, widths, locale)
        for note in table.notes:
            write_line(note)
            row += 1
    for index, width in enumerate(widths):
        page.sheet.set_column(index, index, width)
    if len(headings) == 1 and (not sheet.lines or sheet.above):
        _freeze(page.sheet, tables[0], headings[0], sheet.frozen)
    _set_printing(page.sheet, warning)
    return headings


def _write_above(page: _Page, row: int, cells: Sequence[Shown], widths: Sequence[float]) -> None:
    editable = page.look(bg_color=EDITABLE, border=1, border_color=LINE, num_format="0.###")
    for column, value in enumerate(cells, start=1):
        if isinstance(value, Input):
            look = editable
        elif isinstance(value, Formula):
            look = page.look(num_format="0.0 %")
        else:
            look = page.look(bold=True, **WRAPPED)
        page.put(row, column, value, look)
    page.heighten(row, [(text, widths[index]) for index, text in enumerate(cells) if isinstance(text, str)])


def _write_table(page: _Page, table: Table, start: int, widths: Sequence[float], locale: Locale) -> int:
    """Write a table from the row ``start``; gives the row after it."""
    heading = {"bold": True, "bg_color": HEADING, **WRAPPED}
    looks = []
    for number, column in enumerate(table.columns, start=1):
        # Over its figures, which in a wide column stand nearer the next heading than a left one of their own.
        of_figures = {} if column.form in ("text", "boolean") else {"align": "right", "indent": 1}
        page.put(start, number, column.heading, page.look(**heading, **of_figures))
        own = {"valign": "top", **of_figures, "num_format": _number_format(column)} if of_figures else WRAPPED
        looks.append(page.look(**own))
    # Words in bold are wider, and a filter's arrow takes room too.
    page.heighten(start, [(column.heading, 0.8 * widths[index]) for index, column in enumerate(table.columns)])
    words = {answer: locale.text(f"report.{key}") for answer, key in ((True, "yes"), (False, "no"))}
    texts = [index for index, column in enumerate(table.columns) if column.form == "text"]
    for row, cells in enumerate(table.rows, start=start + 1):
        for number, (value, look) in enumerate(zip(cells, looks, strict=True), start=1):
            page.put(row, number, words[value] if isinstance(value, bool) else value, look)
        page.heighten(row, [(text, widths[index]) for index in texts if isinstance(text := cells[index], str)])
    return start + 1 + len(table.rows)


def _number_format(column: Column) -> str:
    if column.form == "share":
        return "0.0 %"
    if column.form == "number":
        return "#,##0" + ("." + "0" * column.decimals if column.decimals else "")
    return "#,##0"


def _widths(tables: Iterable[Table], lines: bool) -> list[float]:
    """Of each column, in letters; together room for lines of text where there are any."""
    widths: dict[int, float] = {}
    for table in tables:
        for index, column in enumerate(table.columns):
            longest = max((len(cell) for row in table.rows if isinstance(cell := row[index], str)), default=0)
            word = max(map(len, re.split(r"[\s-]+", column.heading)), default=0)
            widths[index] = max(widths.get(index, NARROWEST), min(max(longest, 1.3 * word) + 2, WIDEST))
    ordered = [widths[index] for index in sorted(widths)]
    if lines and sum(ordered) < LINE_WIDTH:
        if not ordered:
            return [LINE_WIDTH]
        ordered[-1] += LINE_WIDTH - sum(ordered)
    return ordered


def _freeze(sheet: Any, table: Table, heading: int, columns: int) -> None:
    sheet.autofilter(heading - 1, 0, heading - 1 + len(table.rows), len(table.columns) - 1)
    sheet.freeze_panes(heading, columns)
    sheet.repeat_rows(heading - 1)


def _set_printing(sheet: Any, warning: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4)  # inches
    sheet.set_footer("&C&A, &P / &N")
    if warning:
        sheet.set_header("&C" + warning.replace("&", "&&"))
