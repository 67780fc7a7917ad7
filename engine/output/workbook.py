"""Tables to an Excel workbook: real numbers with number formats, text as text, ready to print.

A text that a spreadsheet could take for a formula is stored as text and carries the quotation prefix that Excel
itself gives a text typed with an apostrophe, so that it stays text when somebody edits the cell. The only formulas are
those that a sheet is given as such (``live_cells``).
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.foundation.formula_texts import escaped, is_formula
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.foundation.workbook_bytes import saved
from engine.output.live_cells import Formula, Input, Value, with_values
from engine.output.table import Cell, Column, Table
from engine.output.workbook_charts import A4, LONGEST_TITLE, Chart, draw

WIDEST, NARROWEST = 46, 9
LINE_WIDTH, READ_WIDTH = 110, 150  # of lines of text: at least, where the tables leave it open; at most
LINE_POINTS = 15  # a line of the usual letters
LINES_AT_MOST = 27  # a row is never taller than 409 points
ROOM = 0.95  # of a column's width is filled before a text breaks
PROPERTIES = "docProps/core.xml"
HEADING, EDITABLE = "DDE6EE", "FFF2B3"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CHANGED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")

Shown = Cell | Formula | Input
Places = dict[str, Value]


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


def workbook_bytes(made: date, contents: Sequence[Sheet], warning: str = "", locale: Locale = DEFAULT_LOCALE) -> bytes:
    """The workbook as a file; the same sheets on the same date give the same bytes.

    ``warning`` stands first on every sheet and on every printed page.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    values: dict[str, Places] = {}
    for sheet in contents:
        page = book.create_sheet(sheet.title[:LONGEST_TITLE])
        headings, values[page.title] = _filled(page, sheet, warning, locale)
        for chart in sheet.charts:
            draw(book, page, sheet.tables[chart.table].for_people, chart, headings[chart.table], warning)
    held = {f"xl/worksheets/sheet{at}.xml": values.get(page.title) for at, page in enumerate(book.worksheets, start=1)}
    return dated(saved(book), made, {name: found for name, found in held.items() if found})


def _filled(page: Any, sheet: Sheet, warning: str, locale: Locale) -> tuple[list[int], Places]:
    """Write one sheet; gives the row of each table's heading, and the values of its formulas."""
    from openpyxl.styles import Alignment, Font

    row, values = 1, dict[str, Value]()
    tables = [table.for_people for table in sheet.tables]
    lines = bool(sheet.lines or any(table.notes for table in tables))
    widths = _widths(tables, lines and not sheet.above)
    across = 1
    while across < len(widths) and sum(widths[: across + 1]) <= READ_WIDTH:
        across += 1
    if warning:
        _put(page, row, 1, warning).font = Font(bold=True, color="C00000")
        row += 1

    def write_line(line: str) -> None:
        _put(page, row, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
        if across > 1:
            page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=across)
        _heighten(page, row, [(line, sum(widths[:across]) or LINE_WIDTH)])

    for line in sheet.lines:
        write_line(line)
        row += 1
    for cells in sheet.above:
        _write_above(page, row, cells, widths, int(bool(warning)), values)
        row += 1
    headings = []
    for table in tables:
        row += row > 1 and not sheet.above
        if table.title:
            _put(page, row, 1, table.title).font = Font(bold=True, size=12)
            page.row_dimensions[row].height = 1.2 * LINE_POINTS
            row += 1
        headings.append(row)
        row = _write_table(page, table, row, widths, int(bool(warning)), locale, values)
        for note in table.notes:
            write_line(note)
            row += 1
    _set_widths(page, widths)
    if len(headings) == 1 and (not sheet.lines or sheet.above):
        _freeze(page, headings[0], sheet.frozen)
    _set_printing(page, warning)
    return headings, values


def _write_above(
    page: Any, row: int, cells: Sequence[Shown], widths: Sequence[float], shift: int, values: Places
) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    line = Side(style="thin", color="808080")
    for at, value in enumerate(cells, start=1):
        cell = _put_shown(page, row, at, value, shift, values)
        if isinstance(value, Input):
            cell.fill = PatternFill("solid", start_color=EDITABLE)
            cell.border = Border(line, line, line, line)
            cell.number_format = "0.###"
        elif isinstance(value, Formula):
            cell.number_format = "0.0 %"
        else:
            cell.font = Font(bold=True)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    texts = [(one, widths[at]) for at, one in enumerate(cells) if isinstance(one, str)]
    _heighten(page, row, texts)


def _write_table(
    page: Any, table: Table, start: int, widths: Sequence[float], shift: int, locale: Locale, values: Places
) -> int:
    """Write a table from the row ``start``; gives the row after it."""
    from openpyxl.styles import Alignment, Font, PatternFill

    for at, column in enumerate(table.columns, start=1):
        cell = _put(page, start, at, column.heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color=HEADING)
        # Over its figures, which in a wide column stand nearer the next heading than a left one of their own.
        of_figures = column.form not in ("text", "boolean")
        cell.alignment = Alignment("right" if of_figures else None, "top", wrap_text=True, indent=int(of_figures))
    # Words in bold are wider, and a filter's arrow takes room too.
    _heighten(page, start, [(column.heading, 0.8 * widths[at]) for at, column in enumerate(table.columns)])
    figures, wrapped = Alignment("right", "top", indent=1), Alignment(wrap_text=True, vertical="top")
    words = {answer: locale.text(f"report.{key}") for answer, key in ((True, "yes"), (False, "no"))}
    for at, column in enumerate(table.columns, start=1):
        style = None
        for row, cells in enumerate(table.rows, start=start + 1):
            value = cells[at - 1]
            if style is None:
                cell = page.cell(row, at)
                cell.number_format = _number_format(column)
                cell.alignment = wrapped if column.form in ("text", "boolean") else figures
                style = copy(cell._style)
            if isinstance(value, bool):
                value = words[value]
            cell = _put_shown(page, row, at, value, shift, values)
            cell._style = copy(style)  # setting each cell's format anew takes most of the time
            if isinstance(value, str) and is_formula(value):
                cell.quotePrefix = True
    texts = [at for at, column in enumerate(table.columns) if column.form == "text"]
    for row, cells in enumerate(table.rows, start=start + 1):
        _heighten(page, row, [(said, widths[at]) for at in texts if isinstance(said := cells[at], str)])
    return start + 1 + len(table.rows)


def _put_shown(page: Any, row: int, column: int, value: Shown, shift: int, values: Places) -> Any:
    if isinstance(value, Input):
        return _put(page, row, column, value.value)
    if not isinstance(value, Formula):
        return _put(page, row, column, value)
    cell = page.cell(row, column)
    cell.value = value.at(shift)
    values[cell.coordinate] = value.value
    return cell


def _put(page: Any, row: int, column: int, value: Cell) -> Any:
    """One cell. A sign that the format cannot hold becomes U+FFFD."""
    cell = page.cell(row, column)
    if isinstance(value, str):
        cell.value = escaped(_NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", value))
        cell.data_type = "s"
        if is_formula(value):
            cell.quotePrefix = True
    elif value is not None:
        cell.value = value
    return cell


def _number_format(column: Column) -> str:
    if column.form == "share":
        return "0.0 %"
    if column.form == "number":
        return "#,##0" + ("." + "0" * column.decimals if column.decimals else "")
    return "#,##0" if column.form == "integer" else "General"


def _widths(tables: Iterable[Table], lines: bool) -> list[float]:
    """Of each column, in letters; together room for lines of text where there are any."""
    widths: dict[int, float] = {}
    for table in tables:
        for at, column in enumerate(table.columns):
            longest = max((len(cell) for row in table.rows if isinstance(cell := row[at], str)), default=0)
            word = max(map(len, re.split(r"[\s-]+", column.heading)), default=0)
            widths[at] = max(widths.get(at, NARROWEST), min(max(longest, 1.3 * word) + 2, WIDEST))
    found = [widths[at] for at in sorted(widths)]
    if lines and sum(found) < LINE_WIDTH:
        if not found:
            return [LINE_WIDTH]
        found[-1] += LINE_WIDTH - sum(found)
    return found


def _set_widths(page: Any, widths: Sequence[float]) -> None:
    from openpyxl.utils import get_column_letter

    for at, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(at)].width = width


def _heighten(page: Any, row: int, said: Iterable[tuple[str, float]]) -> None:
    """Room for the texts where one of them takes more than a line; nobody makes it when the file is opened."""
    lines = 1
    for words, width in said:
        if len(words) > ROOM * width or "\n" in words:
            lines = max(lines, sum(max(1, math.ceil(len(one) / (ROOM * width))) for one in words.split("\n")))
    if lines > 1:
        page.row_dimensions[row].height = LINE_POINTS * min(lines, LINES_AT_MOST)


def _freeze(page: Any, heading: int, columns: int) -> None:
    from openpyxl.utils import get_column_letter

    page.auto_filter.ref = f"A{heading}:{get_column_letter(page.max_column)}{page.max_row}"
    page.freeze_panes = f"{get_column_letter(columns + 1)}{heading + 1}"
    page.print_title_rows = f"{heading}:{heading}"


def _set_printing(page: Any, warning: str) -> None:
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins.left = page.page_margins.right = 0.4  # inches
    page.oddFooter.center.text = "&A, &P / &N"
    if warning:
        page.oddHeader.center.text = warning.replace("&", "&&")


def dated(content: bytes, made: date, formulas: Mapping[str, Mapping[str, Value]] = {}) -> bytes:
    """A workbook file with ``made`` instead of the clock's time, in its properties and on each part.

    ``formulas`` are the values of formulas by part and cell.
    """
    stamp = f"{made.isoformat()}T00:00:00Z".encode()
    dated = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(dated, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, (made.year, made.month, made.day, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            held = old.read(name)
            if name == PROPERTIES:
                held = _CHANGED.sub(rb"\g<1>" + stamp, held)
            new.writestr(part, with_values(held, formulas[name]) if name in formulas else held)
    return dated.getvalue()
