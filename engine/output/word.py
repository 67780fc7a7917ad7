"""A document as a Word file: real headings, tables with header rows, alternative texts; a secretary can write on."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from html import escape

from docx import Document as new_document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.text.paragraph import Paragraph

from engine.foundation.control_characters import writable
from engine.foundation.locale import Locale
from engine.output.document_model import Document, Figure, Section
from engine.output.table import Column, Table, cell_in_words

FONT = "Calibri"
"""LibreOffice has a font of the same widths for it (Carlito) where it is not installed."""
INK, RULE, SHADE = RGBColor(0x1B, 0x1B, 0x1B), "8A8A8A", "EAF0F6"
PAGE, MARGIN = (Cm(21.0), Cm(29.7)), Cm(2.0)
MOST_ACROSS = 7
"""Columns that an upright page has room for; a wider table has a page on its side."""
MOST_FIGURES = 10
"""The same where all columns but the first are figures."""
TAGS = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
NUMERIC = ("number", "integer", "share")
EPOCH = (1980, 1, 1, 0, 0, 0)
LONGEST_CELL = 34  # characters: a column is never widened for more
LETTER, CELL_LETTER, MARGINS = Cm(0.2), Cm(0.17), Cm(0.45)  # of 8.5 points: bold, and plain
CAPITALS = 1.15  # of a heading's word, which may be all capitals, or in a wider font where Calibri is not at hand
NEGATIVE = re.compile(r"(?<!\w)-(?=\d)")
TABLE_HALF_POINTS = 17
BLANK_LINE = "\N{NO-BREAK SPACE}" * 4


def word_bytes(document: Document, made: date) -> bytes:
    """The file; equal documents made on the same day give equal bytes."""
    word = new_document()
    _prepare(word, document, made)
    _title(word, document)
    for section in document.sections:
        _section(word, section, document.locale)
    out = io.BytesIO()
    word.save(out)
    return _with_fixed_times(out.getvalue())


def _prepare(word: WordDocument, document: Document, made: date) -> None:
    page = word.sections[0]
    page.page_width, page.page_height = PAGE
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), TAGS[document.locale.tag])
    normal.element.get_or_add_rPr().append(language)
    for level, size in ((1, 16), (2, 13), (3, 11)):
        style = word.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), INK
        style.element.rPr.rFonts.set(qn("w:asciiTheme"), "")
        del style.element.rPr.rFonts.attrib[qn("w:asciiTheme")]
    word.styles["Title"].font.name = FONT
    word.styles["Title"].font.color.rgb = INK
    about = word.core_properties
    about.title, about.author, about.subject = document.title, "bransjevalg", document.subtitle
    about.language, about.comments = TAGS[document.locale.tag], document.warning
    about.created = about.modified = datetime.combine(made, time(), UTC)
    about.revision = 1
    if document.warning:
        head = page.header.paragraphs[0]
        head.text = document.warning
        head.runs[0].bold = True
    _page_number(page.footer.paragraphs[0], document.title)


def _title(word: WordDocument, document: Document) -> None:
    word.add_heading(document.title, 0)
    if document.warning:
        warned = word.add_paragraph()
        warned.add_run(document.warning).bold = True
    word.add_paragraph(document.subtitle)
    word.add_paragraph(document.made).runs[0].italic = True


def _section(word: WordDocument, section: Section, locale: Locale) -> None:
    word.add_heading(section.heading, section.level)
    for paragraph in section.paragraphs:
        word.add_paragraph(paragraph)
    for figure in section.figures:
        _figure(word, figure)
    for table in section.tables:
        _table(word, table.for_screen, locale)
    for point in section.points:
        word.add_paragraph(point, style="List Bullet")
    for label in section.blanks:
        line = word.add_paragraph()
        line.add_run(f"{label}: ").bold = True
        line.add_run(BLANK_LINE)
        _rule_below(line)


def _figure(word: WordDocument, figure: Figure) -> None:
    holder = word.add_paragraph()
    holder.paragraph_format.keep_with_next = True
    shape = holder.add_run().add_picture(io.BytesIO(figure.png), width=Cm(15.5))
    shape._inline.docPr.set("descr", figure.alternative)
    if figure.caption:
        word.add_paragraph(figure.caption).runs[0].font.size = Pt(8.5)


def _table(word: WordDocument, table: Table, locale: Locale) -> None:
    wide = _is_wide(table)
    if wide:
        _turn(word, on_its_side=True)
    if table.title:
        caption = word.add_paragraph()
        caption.add_run(table.title).bold = True
        caption.paragraph_format.keep_with_next = True
    if table.rows:
        widths = _widths(table, locale, PAGE[1 if wide else 0] - 2 * MARGIN)
        style = word.styles["Table Grid"].style_id
        # In front of the page's own last element, which says how the section is laid out.
        word.element.body.insert_element_before(parse_xml(_table_xml(table, widths, style, locale)), "w:sectPr")
        word.add_paragraph().paragraph_format.space_after = Pt(2)
    for note in table.notes:
        word.add_paragraph(note).runs[0].font.size = Pt(8.5)
    if wide:
        _turn(word, on_its_side=False)


def _is_wide(table: Table) -> bool:
    """Whether the table has no room on an upright page; figures need less of it than words."""
    words = sum(column.form not in NUMERIC for column in table.columns)
    return len(table.columns) > (MOST_ACROSS if words > 1 else MOST_FIGURES)


def _widths(table: Table, locale: Locale, whole: int) -> list[Length]:
    """The page's width shared out: each column has room for its longest word, then for its cells on one line.

    Columns that lack least have theirs first, so that as few as can be are on several lines; what is left over goes
    where there is most to say.
    """
    needed, lacking, longest_cells = [], [], []
    for index, column in enumerate(table.columns):
        cells = [cell_in_words(column, row[index], locale) for row in table.rows]
        words = [float(len(word)) for cell in cells for word in cell.split(" ")]
        words += [CAPITALS * len(word) for word in column.heading.split(" ")]
        longest = min(LONGEST_CELL, max(map(len, cells)))
        needed.append(MARGINS + LETTER * min(LONGEST_CELL, max(words)))
        lacking.append(max(0, MARGINS + CELL_LETTER * longest - needed[-1]))
        longest_cells.append(longest)
    # Where even the longest words have no room together, all columns give up the same share.
    scale = min(1.0, whole / sum(needed))
    widths = [scale * width for width in needed]
    spare: float = max(whole - sum(needed), 0)
    for left, index in zip(range(len(widths), 0, -1), sorted(range(len(widths)), key=lacking.__getitem__), strict=True):
        given = min(lacking[index], spare / left)
        widths[index] += given
        spare -= given
    return [
        Length(int(width + spare * cell_width / max(sum(longest_cells), 1)))
        for width, cell_width in zip(widths, longest_cells, strict=True)
    ]


def _table_xml(table: Table, widths: Sequence[Length], style: str, locale: Locale) -> str:
    """The table as Word has it. Written whole: a cell at a time through python-docx takes most of a document's time."""
    grid = "".join(f'<w:gridCol w:w="{width.twips}"/>' for width in widths)
    head = "".join(
        _cell_xml(column.heading, column, width, heading=True)
        for column, width in zip(table.columns, widths, strict=True)
    )
    rows = []
    for row in table.rows:
        cells = (
            _cell_xml(cell_in_words(column, value, locale), column, width)
            for column, value, width in zip(table.columns, row, widths, strict=True)
        )
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="0" w:type="auto"/>'
        f'<w:jc w:val="left"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{''.join(rows)}</w:tbl>"
    )


def _cell_xml(text: str, column: Column, width: Length, heading: bool = False) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>' if heading else ""
    right = '<w:jc w:val="right"/>' if column.form in NUMERIC else ""
    bold = "<w:b/>" if heading else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width.twips}" w:type="dxa"/>{shade}</w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:after="0"/>{right}</w:pPr>'
        f'<w:r><w:rPr>{bold}<w:sz w:val="{TABLE_HALF_POINTS}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(writable(_unbroken(text)))}</w:t></w:r></w:p></w:tc>'
    )


def _unbroken(text: str) -> str:
    """English has a hyphen before a negative number, and a line may end after a hyphen."""
    return NEGATIVE.sub("\N{MINUS SIGN}", text)


def _turn(word: WordDocument, on_its_side: bool) -> None:
    page = word.add_section()
    short, long = PAGE
    page.orientation = WD_ORIENT.LANDSCAPE if on_its_side else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = (long, short) if on_its_side else (short, long)


def _rule_below(paragraph: Paragraph) -> None:
    borders = OxmlElement("w:pBdr")
    # Word makes one frame of neighbours with the same borders: without ``between`` only the last would have a line.
    for side in ("bottom", "between"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", RULE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    paragraph.paragraph_format.space_before = Pt(14)
    paragraph._p.get_or_add_pPr().append(borders)


def _page_number(paragraph: Paragraph, title: str) -> None:
    paragraph.add_run(f"{title} · ").font.size = Pt(8.5)
    run = paragraph.add_run()
    run.font.size = Pt(8.5)
    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = code
        run._r.append(part)


def _with_fixed_times(content: bytes) -> bytes:
    """The same zip file with every entry's time at the format's first day."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
