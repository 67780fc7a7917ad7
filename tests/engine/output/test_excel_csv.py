"""CSV for a Norwegian Excel, read as Excel reads it: by bytes, semicolons and decimal commas."""

import csv
import io

from engine.foundation.locale import Locale
from engine.output.excel_csv import excel_csv
from engine.output.table import Column, Table

TABLE = Table(
    "",
    (
        Column("industry_id", "Bransje-id"),
        Column("name", "Bransje"),
        Column("score", "Poeng", "number"),
        Column("share", "Andel", "share"),
        Column("high", "Høy", "boolean"),
        Column("words", "Ord; og mer", data=False, sheet=True),
    ),
    (
        ("sjofart", "Sjøfart", 78.69450417682185, 0.07, True, "en; to"),
        ("ingen", "Ingen", None, None, None, None),
        ("farlig", "=1+1", -0.00001, 1.0, False, "a\rb"),
    ),
)


def test_what_a_norwegian_excel_opens_is_columns_and_figures():
    content = excel_csv(TABLE).encode()
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert read == [
        ["Bransje", "Poeng", "Andel", "Høy", "Ord; og mer"],
        ["Sjøfart", "78,6945041768", "7 %", "ja", "en; to"],
        ["Ingen", "", "", "", ""],
        ["'=1+1", "-0,00001", "100 %", "nei", "a\nb"],
    ]


def test_large_figures_have_no_exponent():
    """An integer of 13 digits would be 1.234567890123e+12 in general form."""
    table = Table("", (Column("name", "Navn"), Column("amount", "Beløp", "number")), (("a", 1234567890123.0),))
    assert excel_csv(table).splitlines()[1] == "a;1234567890123"


def test_words_are_in_the_language():
    assert ";yes;" in excel_csv(TABLE, Locale("en"))
