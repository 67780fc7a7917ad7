"""Drop-down lists and checks in the cells of the template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from engine.dataset.schema import INDUSTRIES, SOURCES, Field
from engine.foundation.locale import Locale
from engine.foundation.quality import QUALITIES
from engine.spreadsheets.catalogue import KnownIndicator
from engine.spreadsheets.layout import ABOUT, ATTRIBUTES, LISTS, READABLE, VALUES, sheet_title
from engine.spreadsheets.missing_symbols import SIGNS

FIRST_ROW = 5  # of a table's own rows
LAST_ROW = 5_000
LISTED_ROWS = 1_000
WIDEST = 300  # columns of the sheet of values that have checks
STOP, WARN = "stop", "warning"
TYPED_SIGNS = ("..", ".", "...", ":", "-")


def unit_list(indicators: Iterable[KnownIndicator]) -> Sequence[str]:
    """Every unit that the indicators have."""
    return sorted({indicator.unit for indicator in indicators if indicator.unit})


def add_choices(book: Any, stem: str, locale: Locale) -> None:
    """Put the checks on one sheet; what a cell takes is shown when it is chosen and when it is refused."""
    page = book[sheet_title(stem, locale)]
    if stem == VALUES:
        _on_values(page, locale)
    elif stem != ABOUT.stem:
        table = READABLE[stem]
        for column, declared in enumerate(table.fields, start=1):
            own = declared.name in table.key and stem in (INDUSTRIES.stem, SOURCES.stem)
            if check := _check(declared, column, FIRST_ROW, locale, own_id=own):
                check.add(f"{_letter(column)}{FIRST_ROW}:{_letter(column)}{LAST_ROW}")
                page.add_data_validation(check)


def _on_values(page: Any, locale: Locale) -> None:
    last = _letter(WIDEST)
    first_value = len(ATTRIBUTES) + 3
    fields = {
        declared.name: declared for declared in READABLE["indicators"].fields if declared.name in (*ATTRIBUTES, "value")
    }
    for row, name in enumerate(ATTRIBUTES, start=2):
        if name in ("period", "unit", "quality", "source_id") and (check := _check(fields[name], 3, row, locale)):
            check.add(f"C{row}:{last}{row}")
            page.add_data_validation(check)
    check = _check(fields["value"], 3, first_value, locale)
    check.add(f"C{first_value}:{last}{LISTED_ROWS}")
    page.add_data_validation(check)


def _check(declared: Field, column: int, row: int, locale: Locale, *, own_id: bool = False) -> Any:
    """The check of one kind of cell; None where anything may stand. ``own_id`` names a new thing."""
    cell = f"{_letter(column)}{row}"
    if declared.choices:
        kind = "quality" if declared.choices == QUALITIES else declared.name
        return _validation("list", f'"{",".join(declared.choices)}"', kind, locale)
    if own_id:
        return _told("new_industry", locale) if declared.name == "industry_id" else None
    industries, sources, lists = (
        f"'{sheet_title(key, locale)}'!$A${FIRST_ROW}:$A${FIRST_ROW + LISTED_ROWS}"
        for key in (INDUSTRIES.stem, SOURCES.stem, LISTS)
    )
    signs = ",".join(f'{cell}="{sign}"' for sign in TYPED_SIGNS if sign in SIGNS)
    checks = {
        "industry_id": ("list", industries, STOP),
        "indicator_id": ("list", lists, WARN),
        "source_id": ("list", sources, STOP),
        "unit": ("list", lists.replace("$A$", "$F$"), WARN),
        "period": ("custom", f"AND(LEN({cell})>=4,LEN({cell})<=15,ISNUMBER(VALUE(LEFT({cell},4))))", STOP),
        "value": ("custom", f"OR(ISNUMBER({cell}),{signs})", STOP),
        "sn2007": ("custom", f"AND(LEN({cell})=5,ISNUMBER(VALUE({cell})))", STOP),
    }
    if declared.name in checks:
        kind, formula, style = checks[declared.name]
        return _validation(kind, formula, "code" if declared.name == "sn2007" else declared.name, locale, style)
    if declared.kind == "count":
        return _validation("whole", "0", "n" if declared.name == "n" else "count", locale)
    if declared.kind == "amount":
        return _validation("decimal", "0", "se" if declared.name == "se" else "amount", locale)
    return None


def _validation(kind: str, formula: str, key: str, locale: Locale, style: str = STOP) -> Any:
    from openpyxl.worksheet.datavalidation import DataValidation

    check = DataValidation(type=kind, formula1=formula, allow_blank=True, errorStyle=style)
    if kind in ("whole", "decimal"):
        check.operator = "greaterThanOrEqual"
    return _said(check, key, locale)


def _told(key: str, locale: Locale) -> Any:
    """No check, only what may stand there."""
    from openpyxl.worksheet.datavalidation import DataValidation

    return _said(DataValidation(type=None, allow_blank=True), key, locale)


def _said(check: Any, key: str, locale: Locale) -> Any:
    sources = sheet_title(SOURCES.stem, locale)
    check.error = check.prompt = locale.text(f"workbook.help_{key}", sources=sources)[:250]
    check.errorTitle = locale.text("workbook.help_title")
    check.showErrorMessage = check.showInputMessage = True
    return check


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))
