"""A table as the CSV that a Norwegian Excel opens with a double click: people's columns, words and figures.

Semicolons and decimal commas, a mark first that the file is UTF-8, headings in the reader's language. A share is
written as per cent, which Excel reads as the number that it is.
"""

from __future__ import annotations

import csv
import io

from engine.foundation.formula_texts import neutralised
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.table import Cell, Column, Table

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # the byte order mark
DIGITS = 12  # of a figure: more is what binary arithmetic leaves behind


def excel_csv(table: Table, locale: Locale = DEFAULT_LOCALE) -> str:
    """The table; a figure has all its decimals, and no spaces between thousands."""
    people = table.for_people
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([_text(column.heading) for column in people.columns])
    for row in people.rows:
        writer.writerow([_cell(column, cell, locale) for column, cell in zip(people.columns, row, strict=True)])
    return MARK + stream.getvalue()


def _cell(column: Column, cell: Cell, locale: Locale) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return locale.text("report.yes" if cell else "report.no")
    if isinstance(cell, str):
        return _text(cell)
    if column.form == "share":
        return f"{_figure(100 * cell)} %"
    return _figure(cell)


def _figure(value: float) -> str:
    """With a decimal comma, and never with an exponent: Excel would show ``1e-05`` as it likes."""
    text = f"{value:.{DIGITS}g}"
    if "e" in text:
        text = f"{value:.{DIGITS}f}".rstrip("0").rstrip(".") if "." in f"{value:.{DIGITS}f}" else f"{value:.0f}"
    return text.replace(".", ",")


def _text(text: str) -> str:
    return neutralised(text).replace("\r\n", "\n").replace("\r", "\n")
