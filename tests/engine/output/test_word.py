"""The Word file opened and read back."""

import io
from datetime import date

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Cm

from engine.foundation.locale import Locale
from engine.output.document_model import Document, Figure, Section
from engine.output.table import Column, Table
from engine.output.word import word_bytes

MADE = date(2026, 11, 28)
# The smallest PNG there is: one pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b8"
    "0000000049454e44ae426082"
)
NARROW = Table(
    "Tilskudd", (Column("a", "Bransje"), Column("b", "Mill. kr", "number", 2)), (("Sjøfart", 3.5),), ("Note.",)
)
WIDE = Table("Bred", tuple(Column(f"c{index}", f"K{index}") for index in range(9)), (tuple("abcdefghi"),))


def made(*sections, warning=""):
    return Document("Tittel", "Undertittel", "Laget i dag", warning, sections, Locale("nb"))


def opened(*sections, warning=""):
    return docx.Document(io.BytesIO(word_bytes(made(*sections, warning=warning), MADE)))


def test_headings_are_real_ones_in_their_levels():
    word = opened(Section("Kapittel"), Section("Avsnitt", 2))
    headings = [
        (paragraph.style.name, paragraph.text)
        for paragraph in word.paragraphs
        if paragraph.style.name.startswith(("Heading", "Title"))
    ]
    assert headings == [("Title", "Tittel"), ("Heading 1", "Kapittel"), ("Heading 2", "Avsnitt")]


def test_a_table_has_a_header_row_that_is_repeated_and_numbers_as_the_language_writes_them():
    (table,) = opened(Section("K", tables=(NARROW,))).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Bransje", "Mill. kr"], ["Sjøfart", "3,50"]]
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader")


def test_no_line_ends_between_a_minus_and_its_number():
    original = Table("", (Column("a", "Change"),), (("5.63 (-3.79; -40%)",), ("2025-2028",)))
    (table,) = opened(Section("K", tables=(original,))).tables
    assert [row.cells[0].text for row in table.rows[1:]] == [
        "5.63 (\N{MINUS SIGN}3.79; \N{MINUS SIGN}40%)",
        "2025-2028",
    ]


def test_a_column_with_room_for_all_it_says_leaves_the_rest_to_those_that_lack_some():
    """Seven letters have their room whatever the others say; the two long ones share what is left."""
    columns = tuple(Column(name, name) for name in ("Kort", "Lang", "Lengre"))
    rows = (("prosent", "tretti tegn med mellomrom, da.", "førti tegn og vel så det, med mellomrom i"),)
    alone = Table("", columns[:1], (("prosent",),))
    (table, _) = opened(Section("K", tables=(Table("", columns, rows), alone))).tables
    short, long, longer = (column.width for column in table.columns)
    assert Cm(1.5) < short < long <= longer
    assert short + long + longer == pytest.approx(Cm(17), rel=0.01)


def test_a_wide_table_has_a_page_on_its_side_and_the_text_goes_on_upright():
    word = opened(Section("K", tables=(NARROW, WIDE), points=("etter",)))
    assert [section.orientation for section in word.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]


def test_a_figure_says_in_words_what_it_shows():
    word = opened(Section("K", figures=(Figure(PIXEL, "Søylediagram av noe"),)))
    assert [drawing.get("descr") for drawing in word.element.body.iter("{*}docPr")] == ["Søylediagram av noe"]


def test_made_up_figures_are_said_first_and_in_the_head_of_every_page():
    word = opened(Section("K", tables=(WIDE,)), warning="OPPDIKTET")
    assert word.paragraphs[1].text == "OPPDIKTET"
    assert {section.header.paragraphs[0].text for section in word.sections} == {"OPPDIKTET"}


def test_blanks_are_left_to_be_filled_in():
    assert "Konklusjon: " in "\n".join(
        paragraph.text for paragraph in opened(Section("K", blanks=("Konklusjon",))).paragraphs
    )


def test_equal_documents_give_equal_bytes():
    section = Section("K", 1, ("Sagt.",), (Figure(PIXEL, "x"),), (NARROW,))
    assert word_bytes(made(section), MADE) == word_bytes(made(section), MADE)


def test_the_language_is_stated():
    assert docx.Document(io.BytesIO(word_bytes(made(), MADE))).core_properties.language == "nb-NO"


@pytest.mark.parametrize("text", ["=1+1", "<w:p/>", "a & b", "linje\nto"])
def test_text_stays_text(text):
    assert text in "\n".join(paragraph.text for paragraph in opened(Section("K", 1, (text,))).paragraphs)
