"""How a value came from groups of codes to an industry, as tables and as the sum that gives it."""

from __future__ import annotations

from collections.abc import Sequence

from engine.dataset.crosswalk_trace import CodeByCode
from engine.foundation.errors import listed
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.table import Cell, Column, Table
from engine.results.basis import unit_in_words

MOST_DECIMALS = 4  # of a published value


def groups_table(code_by_code: CodeByCode, locale: Locale = DEFAULT_LOCALE) -> Table:
    """A row a group: how many of the industry's codes have their value from it, their jobs, and jobs times value."""
    rows = [
        (name, len(codes), jobs := sum(code.jobs for code in codes), value, jobs * value)
        for name, codes in code_by_code.by_group.items()
        for value in (codes[0].value.value if codes[0].value else 0.0,)
    ]
    total = (
        locale.text("report.carried_sum"),
        len(code_by_code.codes),
        code_by_code.jobs,
        None,
        sum(row[4] for row in rows),
    )
    forms = {"group": "text", "codes": "integer", "jobs": "integer", "value": "number", "product": "number"}
    return _table(forms, [*rows, total] if rows else [], code_by_code, locale)


def codes_table(code_by_code: CodeByCode, locale: Locale = DEFAULT_LOCALE) -> Table:
    """A row a five-digit code: its jobs, the narrowest group that covers it, the group's value and source."""
    rows = []
    for code in code_by_code.codes:
        value = None if code.value is None else code.value.value
        group, source = ("", "") if code.value is None else (code.value.sn2007_group, code.value.source_id)
        rows.append(
            (code.sn2007, code.name, code.jobs, group, value, None if value is None else code.jobs * value, source)
        )
    forms = {"code": "text", "code_name": "text", "jobs": "integer", "group": "text"}
    return _table(forms | {"value": "number", "product": "number", "source_id": "text"}, rows, code_by_code, locale)


def in_words(code_by_code: CodeByCode, locale: Locale = DEFAULT_LOCALE) -> str:
    """How the value was made, with its numbers; or why there is none."""
    if code_by_code.stated is not None:
        return locale.text("report.carried_stated", value=_said(code_by_code.stated, locale))
    if not code_by_code.codes:
        return locale.text("report.carried_no_codes")
    if code_by_code.uncovered:
        codes = listed([code.sn2007 for code in code_by_code.uncovered], locale)
        return locale.text("report.carried_uncovered", codes=codes)
    groups = code_by_code.by_group
    if code_by_code.value is None:
        return locale.text("report.carried_no_jobs")
    if len(groups) == 1:
        return locale.text(
            "report.carried_one_group", group=next(iter(groups)), value=_said(code_by_code.value, locale)
        )
    parts = [
        f"{locale.number(sum(code.jobs for code in codes), 0)} · {_said(codes[0].value.value, locale)}"
        for codes in groups.values()
        if codes[0].value is not None
    ]
    result = locale.number(code_by_code.value, MOST_DECIMALS - 1)
    return f"({' + '.join(parts)}) / {locale.number(code_by_code.jobs, 0)} = {result}"


def _said(value: float, locale: Locale) -> str:
    """A value with the decimals that it has."""
    decimals = next((digits for digits in range(1, MOST_DECIMALS) if round(value, digits) == value), MOST_DECIMALS)
    return locale.number(value, decimals)


def _table(forms: dict[str, str], rows: Sequence[tuple[Cell, ...]], code_by_code: CodeByCode, locale: Locale) -> Table:
    unit = unit_in_words(code_by_code.unit, locale)
    columns = tuple(
        Column(key, locale.text(f"report.carried_{key}", unit=unit), form, MOST_DECIMALS - 2 if key == "value" else 1)
        for key, form in forms.items()
    )
    return Table("", columns, tuple(rows))
