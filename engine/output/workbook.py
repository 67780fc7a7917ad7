"""Tables to an Excel workbook: real numbers with number formats, text as text, ready to print.

A text that a spreadsheet could take for a formula is stored as text and carries the quotation prefix that Excel
itself gives a text typed with an apostrophe, so that it stays text when somebody edits the cell.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.foundation.formula_texts import escaped, is_formula
from engine.foundation.workbook_bytes import saved
from engine.output.table import Cell, Column, Table

WIDEST, NARROWEST = 60, 9
LINE_WIDTH = 110
A4 = 9  # the paper's number in the format
PROPERTIES = "docProps/core.xml"
LONGEST_TITLE = 31  # of a sheet's name
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CHANGED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: lines of text, then tables below each other. One table alone is frozen and filtered.

    Parameters
    ----------
    about
        What the sheet shows, in a sentence.
    charted
        Keys of columns of the first table to draw as stacked bars, on a sheet called ``chart``.
    """

    title: str
    about: str
    tables: tuple[Table, ...] = ()
    lines: tuple[str, ...] = ()
    charted: tuple[str, ...] = ()
    chart: str = ""


def workbook_bytes(made: date, contents: Sequence[Sheet], warning: str = "") -> bytes:
    """The workbook as a file; the same sheets on the same date give the same bytes.

    ``warning`` stands first on every sheet and on every printed page.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for sheet in contents:
        page = book.create_sheet(sheet.title[:LONGEST_TITLE])
        headings = _filled(page, sheet, warning)
        if sheet.charted:
            _draw(book, page, sheet, headings[0])
    return dated(saved(book), made)


def _filled(page: Any, sheet: Sheet, warning: str) -> list[int]:
    """Write one sheet; gives the row of each table's heading."""
    from openpyxl.styles import Alignment, Font

    row = 1
    if warning:
        _put(page, row, 1, warning).font = Font(bold=True, color="C00000")
        row += 1
    for line in sheet.lines:
        _put(page, row, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
        row += 1
    headings = []
    for table in sheet.tables:
        row += row > 1
        if table.title:
            _put(page, row, 1, table.title).font = Font(bold=True, size=12)
            row += 1
        headings.append(row)
        row = _write_table(page, table.for_data, row)
    _set_widths(page, sheet)
    if len(headings) == 1 and not sheet.lines:
        _freeze(page, headings[0])
    _set_printing(page, warning)
    return headings


def _write_table(page: Any, table: Table, start: int) -> int:
    """Write a table from the row ``start``; gives the row after it."""
    from openpyxl.styles import Alignment, Font, PatternFill

    for at, column in enumerate(table.columns, start=1):
        cell = _put(page, start, at, column.heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color="DDE6EE")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    top, wrapped = Alignment(vertical="top"), Alignment(wrap_text=True, vertical="top")
    for at, column in enumerate(table.columns, start=1):
        style = None
        for row, cells in enumerate(table.rows, start=start + 1):
            cell = page.cell(row, at)
            if style is None:
                cell.number_format = _number_format(column)
                cell.alignment = wrapped if column.form == "text" else top
                style = copy(cell._style)
            cell._style = copy(style)  # setting each cell's format anew takes most of the time
            _put(page, row, at, cells[at - 1])
    return start + 1 + len(table.rows)


def _put(page: Any, row: int, column: int, value: Cell) -> Any:
    """One cell. A sign that the format cannot hold becomes U+FFFD."""
    cell = page.cell(row, column)
    if isinstance(value, str):
        cell.value = escaped(_NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", value))
        cell.data_type = "s"
        if is_formula(value):
            cell.quotePrefix = True
    else:
        cell.value = value
    return cell


def _number_format(column: Column) -> str:
    if column.form == "share":
        return "0.0 %"
    if column.form == "number":
        return "#,##0" + ("." + "0" * column.decimals if column.decimals else "")
    return "#,##0" if column.form == "integer" else "General"


def _set_widths(page: Any, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter

    widths = {1: LINE_WIDTH} if sheet.lines else {}
    for table in (table.for_data for table in sheet.tables):
        for at, column in enumerate(table.columns, start=1):
            longest = max((len(cell) for row in table.rows if isinstance(cell := row[at - 1], str)), default=0)
            word = max(map(len, column.heading.split()), default=0)
            widths[at] = max(widths.get(at, NARROWEST), min(max(longest, word) + 2, WIDEST))
    for at, width in widths.items():
        page.column_dimensions[get_column_letter(at)].width = width


def _freeze(page: Any, heading: int) -> None:
    from openpyxl.utils import get_column_letter

    page.auto_filter.ref = f"A{heading}:{get_column_letter(page.max_column)}{page.max_row}"
    page.freeze_panes = f"A{heading + 1}"
    page.print_title_rows = f"{heading}:{heading}"


def _set_printing(page: Any, warning: str) -> None:
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.center.text = "&A, &P / &N"
    if warning:
        page.oddHeader.center.text = warning.replace("&", "&&")


def _draw(book: Any, page: Any, sheet: Sheet, heading: int) -> None:
    """Stacked bars of the charted columns, one bar a row that has figures, the first row on top."""
    from openpyxl.chart import BarChart, Reference

    table = sheet.tables[0].for_data
    keys = [column.key for column in table.columns]
    places = [keys.index(key) for key in sheet.charted]
    last = heading + sum(any(row[at] is not None for at in places) for row in table.rows)
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 40
    for at in places:
        chart.add_data(Reference(page, min_col=at + 1, min_row=heading, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(page, min_col=keys.index("name") + 1, min_row=heading + 1, max_row=last))
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.title = sheet.chart
    chart.legend.position = "b"
    book.create_chartsheet(sheet.chart[:LONGEST_TITLE]).add_chart(chart)


def dated(content: bytes, made: date) -> bytes:
    """A workbook file with ``made`` instead of the clock's time, in its properties and on each part."""
    stamp = f"{made.isoformat()}T00:00:00Z".encode()
    dated = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(dated, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, (made.year, made.month, made.day, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            held = old.read(name)
            new.writestr(part, _CHANGED.sub(rb"\g<1>" + stamp, held) if name == PROPERTIES else held)
    return dated.getvalue()
