"""Charts of a workbook, read back."""

import io
import zipfile
from datetime import date

from openpyxl import load_workbook

from engine.output.table import Column, Table
from engine.output.workbook import Sheet, workbook_bytes
from engine.output.workbook_charts import Chart

COLUMNS = (Column("name", "Program"), Column("today", "I dag", "number"), Column("then", "Med utvalget", "number"))
ROWS = (("Alfa", None, 2.5), ("Beta", 7.0, 4.5), ("Sum", 7.0, 7.0))


def test_a_chart_stands_on_a_printable_sheet_of_its_own_beside_a_warning():
    chart = Chart("Figur", "Tilskudd", ("today", "then"), stacked=False, shown=2, table=1)
    sheet = Sheet("Ark", "", (Table("", COLUMNS[:1], (("x",),)), Table("Tilskudd", COLUMNS, ROWS)), charts=(chart,))
    content = workbook_bytes(date(2026, 1, 2), [sheet], "OPPDIKTET")
    page = load_workbook(io.BytesIO(content))["Figur"]
    assert page["A1"].value == "OPPDIKTET"
    # One page each way is what the format means where nothing is said (ECMA-376, 18.3.1.63).
    pages = page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight or 1
    assert (page.page_setup.orientation, *pages) == ("landscape", 1, 1)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        drawn = parts.read("xl/charts/chart1.xml").decode()
    # The second table is headed in row 7: a warning, a table and a title stand above, with an empty row between.
    assert "<c:f>Ark!$B$8:$B$9</c:f>" in drawn
    assert "<c:f>Ark!$C$8:$C$9</c:f>" in drawn
    assert 'tickLblSkip val="1"' in drawn


def test_an_axis_of_shares_ends_at_one_and_another_is_left_to_the_program():
    columns = (Column("name", "Program"), Column("share", "Andel", "share"))
    rows = (("Alfa", 0.999), ("Beta", 0.2))
    sheets = [
        Sheet("Ark", "", (Table("", columns, rows),), charts=(Chart("Andeler", "Andel", ("share",)),)),
        Sheet("To", "", (Table("", COLUMNS, ROWS),), charts=(Chart("Beløp", "Tilskudd", ("today",)),)),
    ]
    book = load_workbook(io.BytesIO(workbook_bytes(date(2026, 1, 2), sheets)))
    ends = [book[name]._charts[0].y_axis.scaling for name in ("Andeler", "Beløp")]
    assert [(axis.min, axis.max) for axis in ends] == [(0, 1), (None, None)]
    assert book["Andeler"]._charts[0].y_axis.number_format.formatCode == "0 %"
