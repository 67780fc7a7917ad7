"""Bars of a workbook's table, each chart on a sheet of its own, where it is printed on a whole page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.output.table import Table

WIDTH, LOWEST, BAR = 27.0, 14.0, 0.75  # centimetres: of the chart, its height at least, and a bar
PIXELS = 96 / 2.54  # in a centimetre
WARNING = "#C00000"
A4 = 9  # the paper's number in the format
LONGEST_TITLE = 31  # of a sheet's name
COLOURS = ("1F5A8A", "C8702A", "3F7F4F", "8A4F7D", "7A6A2F", "4A4A4A", "A33B3B", "2F7F86")


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn.

    Parameters
    ----------
    sheet
        Name of the sheet it stands on.
    title
        Above the bars.
    keys
        Columns of the table, one colour each.
    names
        Column that names the bars.
    stacked
        On top of each other, or side by side.
    shown
        Rows at most, from the first.
    table
        Which of the sheet's tables.
    """

    sheet: str
    title: str
    keys: tuple[str, ...]
    names: str = "name"
    stacked: bool = True
    shown: int = 60
    table: int = 0


def draw(book: Any, page: Any, table: Table, chart: Chart, heading: int, warning: str) -> None:
    """One bar a row that has figures, the first row on top. ``heading`` is the row of the table's, from 1."""
    keys = [column.key for column in table.columns]
    places = [keys.index(key) for key in chart.keys]
    last = heading - 1 + min(chart.shown, sum(any(row[place] is not None for place in places) for row in table.rows))
    names = keys.index(chart.names)
    drawn = book.add_chart({"type": "bar", "subtype": "stacked" if chart.stacked else "clustered"})
    for colour, place in enumerate(places):
        drawn.add_series(
            {
                "name": [page.name, heading - 1, place],
                "categories": [page.name, heading, names, last, names],
                "values": [page.name, heading, place, last, place],
                "fill": {"color": f"#{COLOURS[colour % len(COLOURS)]}"},
                "gap": 40,
                **({} if chart.stacked else {"data_labels": {"value": True}}),
            }
        )
    drawn.set_y_axis({"reverse": True, "interval_unit": 1})  # the names, each of them
    # Of shares the axis ends at 100 per cent: left alone it runs on to 120.
    of_shares = all(table.columns[place].form == "share" for place in places)
    drawn.set_x_axis({"min": 0, "max": 1, "num_format": "0 %"} if of_shares else {})
    drawn.set_title({"name": chart.title})
    drawn.set_legend({"position": "bottom"})
    drawn.set_size({"width": WIDTH * PIXELS, "height": max(LOWEST, (last + 1 - heading) * BAR) * PIXELS})
    # Not a sheet of charts: LibreOffice prints those empty.
    sheet = book.add_worksheet(chart.sheet[:LONGEST_TITLE])
    sheet.hide_gridlines(2)
    sheet.insert_chart("A2", drawn)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1)
    if warning:
        sheet.write_string("A1", warning, book.add_format({"bold": True, "font_color": WARNING}))
        sheet.set_header("&C" + warning.replace("&", "&&"))
