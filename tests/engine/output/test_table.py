"""Tables as a reader and as a script get them."""

import csv
import io

import pytest

from engine.foundation.locale import Locale
from engine.output.table import Column, RepeatedNote, Table, cell_in_words, csv_table, marked, one_line, text_table

NBSP = "\N{NO-BREAK SPACE}"
TABLE = Table(
    "Tittel",
    (
        Column("id", "Id", screen=False),
        Column("name", "Bransje"),
        Column("words", "Bare på skjermen", data=False),
        Column("value", "Lang overskrift over tall (mill. kr)", "number", 2),
        Column("share", "Andel", "share"),
        Column("many", "Antall", "integer"),
        Column("flag", "Flagg", "boolean"),
    ),
    (
        ("a", "Sjøfart", "x", 1234.5, 0.25, 20652, True),
        ("b", "B", "y", -0.001, None, 7, False),
    ),
    ("Merk dette.",),
)


def test_a_reader_gets_aligned_columns_with_norwegian_numbers():
    assert text_table(TABLE).replace(NBSP, " ").splitlines() == [
        "Tittel",
        "                         Lang",
        "                   overskrift",
        "         Bare på    over tall",
        "Bransje  skjermen  (mill. kr)  Andel  Antall  Flagg",
        "───────  ────────  ──────────  ─────  ──────  ─────",
        "Sjøfart  x           1 234,50   25 %  20 652  ja",
        "B        y               0,00      –       7  nei",
        "",
        "Merk dette.",
    ]


def test_english_has_its_own_numbers_and_words():
    text = text_table(TABLE, Locale("en"))
    assert "1,234.50" in text
    assert "yes" in text


def test_a_script_gets_every_decimal_and_keys_for_headings():
    assert csv_table(TABLE).splitlines() == [
        "id,name,value,share,many,flag",
        "a,Sjøfart,1234.5,0.25,20652,true",
        "b,B,-0.001,,7,false",
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_begins_like_a_formula_is_a_text_in_csv(start):
    """The signs that OWASP lists under "CSV Injection"; a negative number is no text and stays a number."""
    table = Table("", (Column("name", "Navn"), Column("value", "Verdi", "number")), ((f"{start}1+1", -1.5),))
    _, (name, value) = csv.reader(io.StringIO(csv_table(table), newline=""))
    assert name == f"'{start}1+1".replace("\r", "\n")
    assert float(value) == -1.5


def test_commas_quotes_and_line_breaks_survive_csv():
    text = 'a, "b"\nc'
    table = Table("", (Column("name", "Navn"),), ((text,),))
    assert list(csv.reader(io.StringIO(csv_table(table), newline="")))[1] == [text]


def test_a_name_cannot_break_the_line_or_steer_the_terminal():
    table = Table("", (Column("name", "Navn"),), (("to\nlinjer\x1b[31m",),))
    assert text_table(table).splitlines()[-1] == "to linjer [31m"
    assert one_line(f"1{NBSP}000\r\nb") == f"1{NBSP}000  b"


def test_a_table_without_rows_has_its_headings():
    assert text_table(Table("", (Column("name", "Navn"),), ())).splitlines() == ["Navn", "────"]


@pytest.mark.parametrize(
    ("form", "cell", "language", "shown"),
    [
        ("integer", 227175, "nb", "227\N{NO-BREAK SPACE}175"),
        ("number", 3.658, "nb", "3,7"),
        ("number", 3.658, "en", "3.7"),
        ("share", 0.25, "nb", "25\N{NO-BREAK SPACE}%"),
        ("boolean", True, "nb", "ja"),
        ("boolean", False, "en", "no"),
        ("text", None, "nb", "–"),
        ("text", "", "nb", "–"),
        ("text", "Luftfart", "nb", "Luftfart"),
    ],
)
def test_a_cell_is_shown_as_its_column_asks(form, cell, language, shown):
    assert cell_in_words(Column("key", "heading", form), cell, Locale(language)) == shown


@pytest.mark.parametrize("synthetic", [True, False])
def test_every_row_of_a_marked_file_says_whether_figures_are_made_up(synthetic):
    rows = list(
        csv.DictReader(
            io.StringIO(csv_table(marked(Table("", (Column("name", "Navn"),), (("a",), ("b",))), synthetic)))
        )
    )
    assert [(row["name"], row["synthetic"]) for row in rows] == [
        ("a", str(synthetic).lower()),
        ("b", str(synthetic).lower()),
    ]


WIDE = Table(
    "T",
    (
        Column("rank", "Plass"),
        Column("industry", "Bransje"),
        *(Column(f"n{index}", f"Kriterium {index}", "number") for index in range(6)),
        Column("why", "Merknad"),
    ),
    tuple(
        (f"{index}", "Overnatting og servering", *(1.5,) * 6, "nedarvet fra en bredere gruppe") for index in range(3)
    ),
    ("En merknad som er lengre enn linjen i en smal terminal, og som derfor må brytes.",),
)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal_and_nothing_is_lost(width):
    text = text_table(WIDE, Locale("nb"), width)
    assert max(map(len, text.splitlines())) <= width
    assert text.count("1,5") == 18
    assert text.count("gruppe") == 3
    for heading in ("Kriterium 0", "Kriterium 5", "Merknad"):
        assert heading in text


def test_a_narrow_terminal_keeps_the_names_whole_and_in_every_part():
    text = text_table(WIDE, Locale("nb"), 60)
    assert text.count("Overnatting og servering") > 3
    assert text.count("Overnatting og servering") % 3 == 0


@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_word_is_broken_where_half_of_the_terminal_has_room_for_it(width):
    names = ("Butikkhandel", "Hjemmetjenesten", "Overnatting og servering", "Arbeidsmiljøundersøkelser")
    rows = tuple(
        (letter, "Et langt ord om hva raden er, og mer til", ", ".join(names), *(1.5,) * 4) for letter in "abc"
    )
    numbers = (Column(f"n{index}", f"Kriterium {index}", "number") for index in range(4))
    text = text_table(
        Table("T", (Column("id", "A"), Column("what", "Hva"), Column("who", "Bransjer"), *numbers), rows),
        Locale("nb"),
        width,
    )
    for word in ("Butikkhandel", "Hjemmetjenesten", "Overnatting", "servering", names[-1]):
        assert text.count(word) == 3, word
    assert max(map(len, text.splitlines())) <= width


def test_without_a_terminal_a_table_is_as_wide_as_it_is():
    assert text_table(WIDE, Locale("nb")) == text_table(WIDE, Locale("nb"), 1000)


def test_repeated_notes_are_counted_and_can_be_left_out():
    table = Table("", (), (), ("Bare her.", RepeatedNote("Overalt."), RepeatedNote("Også overalt.")))
    assert table.repeated == 2
    assert table.without_repeated.notes == ("Bare her.",)
    assert "Overalt." in text_table(table)
