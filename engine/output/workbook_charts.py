"""Bars of a workbook's table, each chart on a sheet of its own, where it is printed on a whole page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.output.table import Table

WIDTH, LOWEST, BAR = 27.0, 14.0, 0.75  # centimetres: of the chart, its height at least, and a bar
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
    """One bar a row that has figures, the first row on top."""
    from openpyxl.chart import BarChart, Reference
    from openpyxl.chart.label import DataLabelList
    from openpyxl.styles import Font

    keys = [column.key for column in table.columns]
    places = [keys.index(key) for key in chart.keys]
    last = heading + min(chart.shown, sum(any(row[at] is not None for at in places) for row in table.rows))
    drawn = BarChart()
    drawn.type, drawn.grouping, drawn.gapWidth = "bar", "stacked" if chart.stacked else "clustered", 40
    if chart.stacked:
        drawn.overlap = 100
    for colour, at in enumerate(places):
        drawn.add_data(Reference(page, min_col=at + 1, min_row=heading, max_row=last), titles_from_data=True)
        drawn.series[-1].graphicalProperties.solidFill = COLOURS[colour % len(COLOURS)]
    column = keys.index(chart.names) + 1
    drawn.set_categories(Reference(page, min_col=column, min_row=heading + 1, max_row=last))
    if not chart.stacked:
        drawn.dataLabels = DataLabelList()
        drawn.dataLabels.showVal = True
        for other in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
            setattr(drawn.dataLabels, other, False)
    drawn.x_axis.scaling.orientation = "maxMin"
    drawn.x_axis.delete = drawn.y_axis.delete = False
    if all(table.columns[at].form == "share" for at in places):
        drawn.y_axis.scaling.min, drawn.y_axis.scaling.max = 0, 1  # else the axis runs on to 120 per cent
    drawn.title = chart.title
    drawn.legend.position = "b"
    drawn.x_axis.tickLblSkip = 1  # every bar is named
    drawn.width, drawn.height = WIDTH, max(LOWEST, (last - heading) * BAR)
    # Not a sheet of charts: LibreOffice prints those empty.
    sheet = book.create_sheet(chart.sheet[:LONGEST_TITLE])
    sheet.sheet_view.showGridLines = False
    sheet.add_chart(drawn, "A2")
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = 1
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if warning:
        sheet["A1"] = warning
        sheet["A1"].font = Font(bold=True, color="C00000")
        sheet.oddHeader.center.text = warning.replace("&", "&&")
