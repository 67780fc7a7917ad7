"""The first sheet of STAMI's workbook: what is set, who is selected, grants against today, the link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.foundation.locale import Locale
from engine.output.table import Cell, Column, Table
from engine.results.basis import criteria_title
from engine.results.comparison import GrantLine, grant_lines
from engine.results.published_grants import published_grants, sources_in_words
from engine.scoring.score import Scores
from engine.selection.constraint_words import condition_in_words
from engine.selection.grant_key import GrantKey
from engine.selection.select import SelectionResult

MNOK_DECIMALS = 2
ROLES = {"new": "new", "continuing": "continue", "winding_down": "wind_down", "ended": "end"}


def setting_table(scores: Scores, result: SelectionResult | None, link: str, locale: Locale) -> Table:
    """Data, criteria, every condition, and the link to the same setting where there is one."""

    def label(key: str) -> str:
        return locale.text(f"export.setting_{key}")

    rows: list[tuple[Cell, ...]] = [
        (label("data"), scores.dataset.shown_title(locale)),
        (label("criteria"), criteria_title(scores, locale)),
    ]
    if result is not None:
        words = (condition_in_words(result.problem, condition, locale) for condition in result.problem.conditions)
        rows += [(label("condition"), sentence[:1].upper() + sentence[1:]) for sentence in words]
    if link:
        rows.append((label("link"), link))
    columns = (Column("what", label("what")), Column("value", label("value")))
    return Table(locale.text("export.setting"), columns, tuple(rows))


def grants_table(scores: Scores, result: SelectionResult, file_key: GrantKey | None, locale: Locale) -> Table | None:
    """Every programme's grant today and with the selection, the change, and the sums; None without money.

    ``file_key`` is the key of the criteria file, before anything was set.
    """
    published = published_grants(scores.dataset)
    lines = grant_lines(result, file_key, published)
    if not lines:
        return None
    later = any(line.later_years != line.first_year for line in lines)
    alone = any(line.alone != line.today for line in lines)
    periods = ", ".join(sorted({line.published.period for line in lines if line.published}))
    columns = (
        Column("name", locale.text("export.programme")),
        Column("role", locale.text("export.role")),
        _money("today", locale),
        *((_money("alone", locale),) if alone else ()),
        _money("with_selection", locale),
        *((_money("later", locale),) if later else ()),
        _money("change", locale),
        Column("change_share", locale.text("export.change_share"), "share"),
        *((_money("published", locale, period=locale.period(periods)),) if periods else ()),
    )
    names = {industry.industry_id: industry.name(locale) for industry in scores.dataset.industries}
    rows = [
        _row(names[line.industry_id], locale.text(f"report.role_{ROLES[line.role]}"), _amounts(line), columns)
        for line in lines
    ]
    kept = ("today", "alone", "with_selection", "later")
    sums: dict[str, Cell] = {key: sum(float(_amounts(line)[key] or 0) for line in lines) for key in kept}
    rows.append(_row(locale.text("export.total"), None, sums, columns))
    notes = [locale.text("export.today_note")]
    if periods:
        notes.append(locale.text("export.published_source", source=sources_in_words(published, scores.dataset, locale)))
    return Table(locale.text("export.money"), columns, tuple(rows), tuple(notes))


def _money(key: str, locale: Locale, **fields: str) -> Column:
    return Column(key, locale.text(f"export.{key}", **fields), "number", MNOK_DECIMALS)


def _amounts(line: GrantLine) -> dict[str, Cell]:
    today, now = line.today or 0.0, line.first_year or 0.0
    return {
        "today": line.today,
        "alone": line.alone,
        "with_selection": line.first_year,
        "later": line.later_years,
        "change": now - today,
        "change_share": (now - today) / today if today else None,
        "published": line.published.grant if line.published else None,
    }


def _row(name: str, role: str | None, amounts: Mapping[str, Cell], columns: Sequence[Column]) -> tuple[Cell, ...]:
    return (name, role, *(amounts.get(column.key) for column in columns[2:]))
