"""How a value came from groups of codes to an industry, as tables and as the sum that gives it."""

from __future__ import annotations

from collections.abc import Sequence

from engine.dataset.crosswalk_trace import CodeByCode
from engine.foundation.errors import listed
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.table import Cell, Column, Table
from engine.results.basis import unit_in_words

MOST_DECIMALS = 4  # of a published value


def groups_table(found: CodeByCode, locale: Locale = DEFAULT_LOCALE) -> Table:
    """A row a group: how many of the industry's codes have their value from it, their jobs, and jobs times value."""
    rows = [
        (name, len(codes), jobs := sum(one.jobs for one in codes), value, jobs * value)
        for name, codes in found.by_group.items()
        for value in (codes[0].value.value if codes[0].value else 0.0,)
    ]
    total = (locale.text("report.carried_sum"), len(found.codes), found.jobs, None, sum(row[4] for row in rows))
    forms = {"group": "text", "codes": "integer", "jobs": "integer", "value": "number", "product": "number"}
    return _table(forms, [*rows, total] if rows else [], found, locale)


def codes_table(found: CodeByCode, locale: Locale = DEFAULT_LOCALE) -> Table:
    """A row a five-digit code: its jobs, the narrowest group that covers it, the group's value and source."""
    rows = []
    for one in found.codes:
        value = None if one.value is None else one.value.value
        group, source = ("", "") if one.value is None else (one.value.sn2007_group, one.value.source_id)
        rows.append((one.sn2007, one.name, one.jobs, group, value, None if value is None else one.jobs * value, source))
    forms = {"code": "text", "code_name": "text", "jobs": "integer", "group": "text"}
    return _table(forms | {"value": "number", "product": "number", "source_id": "text"}, rows, found, locale)


def in_words(found: CodeByCode, locale: Locale = DEFAULT_LOCALE) -> str:
    """How the value was made, with its numbers; or why there is none."""
    if found.stated is not None:
        return locale.text("report.carried_stated", value=_said(found.stated, locale))
    if not found.codes:
        return locale.text("report.carried_no_codes")
    if found.uncovered:
        codes = listed([one.sn2007 for one in found.uncovered], locale)
        return locale.text("report.carried_uncovered", codes=codes)
    groups = found.by_group
    if found.value is None:
        return locale.text("report.carried_no_jobs")
    if len(groups) == 1:
        return locale.text("report.carried_one_group", group=next(iter(groups)), value=_said(found.value, locale))
    parts = [
        f"{locale.number(sum(one.jobs for one in codes), 0)} · {_said(codes[0].value.value, locale)}"
        for codes in groups.values()
        if codes[0].value is not None
    ]
    result = locale.number(found.value, MOST_DECIMALS - 1)
    return f"({' + '.join(parts)}) / {locale.number(found.jobs, 0)} = {result}"


def _said(value: float, locale: Locale) -> str:
    """A value with the decimals that it has."""
    decimals = next((at for at in range(1, MOST_DECIMALS) if round(value, at) == value), MOST_DECIMALS)
    return locale.number(value, decimals)


def _table(forms: dict[str, str], rows: Sequence[tuple[Cell, ...]], found: CodeByCode, locale: Locale) -> Table:
    unit = unit_in_words(found.unit, locale)
    columns = tuple(
        Column(key, locale.text(f"report.carried_{key}", unit=unit), form, MOST_DECIMALS - 2 if key == "value" else 1)
        for key, form in forms.items()
    )
    return Table("", columns, tuple(rows))
