"""The workbook that people fill in: it explains itself, and holds what is already known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.classification.sn2007 import Group
from engine.dataset.schema import INDUSTRIES, SOURCES, TABLES, Table
from engine.dataset.validation import CheckedFolder, checked_folder
from engine.foundation.errors import InputError
from engine.foundation.formula_texts import escaped, is_formula
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.foundation.workbook_bytes import saved
from engine.spreadsheets.catalogue import KnownIndicator
from engine.spreadsheets.datapackage import About
from engine.spreadsheets.dropdowns import FIRST_ROW, add_choices, unit_list
from engine.spreadsheets.layout import (
    ABOUT,
    ATTRIBUTES,
    LISTS,
    PROPERTIES,
    READ_ME,
    READABLE,
    TITLE,
    VALUES,
    sheet_title,
)

ORDER = ("sources", "industries", "indicators", "group_values", "codes", "resources", ABOUT.stem)
PREFILLED = (INDUSTRIES.stem, SOURCES.stem, ABOUT.stem)
"""What a template holds of the folder even where it is not asked to be filled: what values refer to."""

EXAMPLE: Mapping[str, Sequence[object]] = {
    "industries": (
        "butikkhandel",
        "Butikkhandel",
        "Retail",
        "Butikkhandel",
        "candidate",
        "47",
        "private",
        12345,
        "published",
    ),
    "indicators": ("butikkhandel", "absence", "2024K3", 6.4, "percent", 0.3, 812, "published", "stami_2025"),
    "group_values": ("45-47", "absence", "2024K3", 6.1, "percent", "published", "ssb_2025"),
    "codes": ("47111", "Butikkhandel med bredt vareutvalg", 98765),
    "resources": ("butikkhandel", "secretariat", 1),
    "sources": ("stami_2025", "Arbeidsmiljø og helse i næringene", "STAMI", "2025", "https://example.org"),
    ABOUT.stem: (TITLE, "Tall fra STAMI, 2025"),
}
NAMES_ROW, HEADINGS_ROW, EXAMPLE_ROW = FIRST_ROW - 1, FIRST_ROW - 2, 2
NUMERIC = ("number", "amount", "count")
WIDTHS = {
    "name_nb": 34,
    "name_en": 30,
    "name_nn": 30,
    "title": 60,
    "reference": 50,
    "note": 40,
    "value": 16,
    "used_for": 40,
}
WIDTH, LINE_WIDTH = 20, 120
GREY, LIGHT, PALE = "808080", "DDE6EE", "F2F2F2"
ATTRIBUTE_ROWS = {name: row for row, name in enumerate(ATTRIBUTES, start=2)}
VALUES_NAMES_ROW = max(ATTRIBUTE_ROWS.values()) + 1


def template_bytes(
    indicators: Sequence[KnownIndicator],
    folder: Path | str | None = None,
    *,
    filled: bool = False,
    locale: Locale = DEFAULT_LOCALE,
    told: Sequence[str] = (),
) -> bytes:
    """The workbook, as a file.

    Parameters
    ----------
    indicators
        What criteria and folder know; each is a column of the sheet of values.
    folder
        The data folder whose industries and sources are filled in; None for an empty workbook.
    filled
        Every table of the folder is filled in, so that the workbook is the folder.
    told
        Lines on where the workbook comes from, last on the first sheet.

    Raises ``InputError`` with the folder's problems where it has any.
    """
    from openpyxl import Workbook

    checked = None
    if folder is not None:
        checked = checked_folder(folder)
        if checked.problems:
            raise InputError(checked.problems)
    rows = {stem: _rows(checked, stem) for stem in ORDER if filled or stem in PREFILLED}
    book = Workbook()
    _read_me(book.active, locale, told)
    _values_sheet(book, indicators, rows.get(INDUSTRIES.stem, ()), locale)
    for stem in ORDER:
        _table_sheet(book, READABLE[stem], rows.get(stem, ()), locale)
    _lists(book, indicators, locale)
    for stem in (VALUES, *ORDER):
        add_choices(book, stem, locale)
    return saved(book)


def _rows(folder: CheckedFolder | None, stem: str) -> list[tuple[object, ...]]:
    """The rows of one table of the folder, in the order of the declared columns."""
    if folder is None:
        return [(name, None) for name in PROPERTIES] if stem == ABOUT.stem else []
    if stem == ABOUT.stem:
        stated = About.of(folder).stated()
        return [(name, stated.get(name)) for name in dict.fromkeys((*PROPERTIES, *stated))]
    if stem not in folder.tables:
        return []
    columns = folder.tables[stem].columns
    return list(zip(*(map(_shown, columns[name]) for name in TABLES[stem].field_names), strict=True))


def _shown(value: Any) -> object:
    if isinstance(value, Group):
        return value.text
    return " ".join(value) if isinstance(value, tuple) else value


def _read_me(page: Any, locale: Locale, told: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Font

    page.title = sheet_title(READ_ME, locale)
    names = {key: sheet_title(key, locale) for key in (VALUES, *ORDER)}
    lines = [locale.text(f"workbook.read_me_{number}").format(**names) for number in range(1, 8)]
    sheets = [f"{names[stem]}: {locale.text(f'workbook.about_{stem}')}" for stem in (VALUES, *ORDER)]
    texts = [locale.text("workbook.read_me_title"), *lines, locale.text("workbook.read_me_sheets"), *sheets, *told]
    for row, text in enumerate(texts, start=1):
        cell = _put(page, row, 1, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if row in (1, len(lines) + 2):
            cell.font = Font(bold=True, size=14 if row == 1 else 12)
    page.column_dimensions["A"].width = LINE_WIDTH
    page.sheet_view.showGridLines = False


def _table_sheet(book: Any, table: Table, rows: Sequence[Sequence[object]], locale: Locale) -> None:
    """One of the contract's tables: what it is, an example, headings, the names in the files, and its rows."""
    page = book.create_sheet(sheet_title(table.stem, locale))
    example = EXAMPLE[table.stem]
    example_label = locale.text("workbook.about_example")
    _grey(_put(page, 1, 1, locale.text(f"workbook.about_{table.stem}")))
    for column, declared in enumerate(table.fields, start=1):
        if column <= len(example):
            shown = f"{example_label} {example[column - 1]}" if column == 1 else example[column - 1]
            _grey(_put(page, EXAMPLE_ROW, column, shown), italic=True)
        _head(_put(page, HEADINGS_ROW, column, locale.text(f"workbook.field_{declared.name}")), declared.required)
        _grey(_put(page, NAMES_ROW, column, declared.name), fill=PALE)
        page.column_dimensions[_letter(column)].width = WIDTHS.get(declared.name, WIDTH)
        if declared.kind not in NUMERIC:
            page.column_dimensions[_letter(column)].number_format = "@"
    page.column_dimensions["A"].width = 34
    forms = ["General" if declared.kind in NUMERIC else "@" for declared in table.fields]
    for row, values in enumerate(rows, start=FIRST_ROW):
        for column, (value, form) in enumerate(zip(values, forms, strict=True), start=1):
            if value is not None:
                _put(page, row, column, value).number_format = form
    page.freeze_panes = page.cell(FIRST_ROW, 2)


def _values_sheet(
    book: Any, indicators: Sequence[KnownIndicator], industries: Sequence[Sequence[object]], locale: Locale
) -> None:
    """Industries down, indicators across, with what every column must say above it."""
    page = book.create_sheet(sheet_title(VALUES, locale))
    _grey(_put(page, 1, 1, locale.text(f"workbook.about_{VALUES}")))
    for name, row in ATTRIBUTE_ROWS.items():
        _grey(_put(page, row, 1, name), fill=PALE)
        _head(_put(page, row, 2, locale.text(f"workbook.field_{name}")), name in ("period", "quality", "source_id"))
    for column, name in enumerate(("industry_id", "name_nb"), start=1):
        _grey(_put(page, VALUES_NAMES_ROW, column, name), fill=PALE)
    for column, indicator in enumerate(indicators, start=3):
        direction = locale.text(f"workbook.{indicator.direction}") if indicator.direction else None
        stated = {
            "label": indicator.label(locale),
            "indicator_id": indicator.indicator_id,
            "unit": indicator.unit or None,
            "direction": direction,
        }
        for name, row in ATTRIBUTE_ROWS.items():
            cell = _put(page, row, column, stated.get(name))
            cell.number_format = "@"
            if name in ("label", "direction", "indicator_id"):
                (_head if name == "label" else _grey)(cell)
        page.column_dimensions[_letter(column)].width = WIDTH
    for row, values in enumerate(industries, start=VALUES_NAMES_ROW + 1):
        for column in (1, 2):
            _put(page, row, column, values[column - 1]).number_format = "@"
    page.column_dimensions["A"].width = page.column_dimensions["B"].width = 30
    page.freeze_panes = page.cell(VALUES_NAMES_ROW + 1, 3)


def _lists(book: Any, indicators: Sequence[KnownIndicator], locale: Locale) -> None:
    page = book.create_sheet(sheet_title(LISTS, locale))
    _grey(_put(page, 1, 1, locale.text(f"workbook.about_{LISTS}")))
    for column, name in enumerate(("indicator_id", "label", "unit", "direction"), start=1):
        _head(_put(page, NAMES_ROW, column, locale.text(f"workbook.field_{name}")))
        page.column_dimensions[_letter(column)].width = 40
    for row, indicator in enumerate(indicators, start=FIRST_ROW):
        direction = locale.text(f"workbook.{indicator.direction}") if indicator.direction else None
        for column, value in enumerate(
            (indicator.indicator_id, indicator.label(locale), indicator.unit, direction), start=1
        ):
            _put(page, row, column, value)
    _head(_put(page, NAMES_ROW, 6, locale.text("workbook.field_unit")))
    for row, unit in enumerate(unit_list(indicators), start=FIRST_ROW):
        _put(page, row, 6, unit)
    page.freeze_panes = page.cell(FIRST_ROW, 1)


def _put(page: Any, row: int, column: int, value: object) -> Any:
    """One cell; a text is stored as text whatever it begins with."""
    cell = page.cell(row, column)
    cell.value = escaped(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = is_formula(value)
    elif isinstance(value, float):
        # The library writes 16 digits, and a number needs up to 17 to be read back as itself.
        cell.value, cell.data_type = repr(value), "n"
    return cell


def _head(cell: Any, required: bool = False) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", start_color=LIGHT)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if required:
        cell.value = f"{cell.value} *"
        cell.data_type = "s"


def _grey(cell: Any, fill: str = "", italic: bool = False) -> None:
    from openpyxl.styles import Font, PatternFill

    cell.font = Font(color=GREY, italic=italic)
    if fill:
        cell.fill = PatternFill("solid", start_color=fill)


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))
