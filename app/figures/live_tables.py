"""Results to the tables that every moved slider shows anew. No pandas: the first page is not to wait for it."""

from __future__ import annotations

from app.figures.html_tables import Grid
from engine.foundation.locale import Locale
from engine.output.table import MISSING, percent_in_words
from engine.results.comparison import NEW, GrantLine
from engine.results.cost_to_todays import cost_to_todays
from engine.results.published_grants import amount_in_words
from engine.selection.select import SelectionResult

YES = "✓"
GRANT_DECIMALS = 2


def grants_grid(lines: tuple[GrantLine, ...], names: dict[str, str], locale: Locale) -> Grid:
    """Each programme with what becomes of it and its jobs under its name, and its grants.

    The grants are those of today, as published, and under the setting.

    A column that would say nothing new is left out.
    """
    roles = {role: locale.text(f"app.role_{role}") for role in {line.role for line in lines}}
    later = any(line.first_year != line.later_years for line in lines)
    alone = frame_is_set(lines)
    periods = grant_periods(lines)
    heads = {name: locale.text(f"app.grants_{name}") for name in ("programme", "today", "first", "later")}
    rows = tuple(
        (
            f"{YES + ' ' if line.role == NEW else ''}{names[line.industry_id]}",
            money(line.today, locale),
            money(line.first_year, locale),
            *((money(line.later_years, locale),) if later else ()),
            *((MISSING if line.published is None else amount_in_words(line.published, locale),) if periods else ()),
            *((money(line.alone, locale),) if alone else ()),
        )
        for line in lines
    )
    columns = (
        *(heads["programme"], heads["today"]),
        *((heads["first"], heads["later"]) if later else (heads["first"],)),
        *((locale.text("app.grants_published", period=periods),) if periods else ()),
        *((locale.text("app.grants_alone"),) if alone else ()),
    )
    about = tuple(
        locale.text("app.grants_about", role=roles[line.role], jobs=locale.number(line.jobs, 0)) for line in lines
    )
    return Grid(columns, rows, frozenset(columns[1:]), about)


def frame_is_set(lines: tuple[GrantLine, ...]) -> bool:
    """Whether the setting's frame or key gives today's programmes something else than the file's."""
    return any(line.today != line.alone for line in lines)


def grant_periods(lines: tuple[GrantLine, ...]) -> str:
    """The periods that grants are published for; empty where none is."""
    return ", ".join(sorted({line.published.period for line in lines if line.published}))


def money(amount: float | None, locale: Locale) -> str:
    """MNOK with two decimals; a dash where there is none."""
    return MISSING if amount is None else locale.number(amount, GRANT_DECIMALS)


def by_number_grid(result: SelectionResult, locale: Locale) -> Grid:
    """Every number of new programmes as a column: who is in, the sum, the smallest grant, what today's lose."""
    problem = result.problem
    by_number = result.by_number
    ever = {industry_id for best in by_number.values() if best for industry_id in best.selected}
    most = {
        industry_id: sum(industry_id in best.selected for best in by_number.values() if best) for industry_id in ever
    }
    in_order = sorted(ever, key=lambda industry_id: (-most[industry_id], problem.name(industry_id, locale)))

    paid = problem.key is not None
    kinds = ("sum", "mean", "smallest", *(("cost", "cost_share") if paid else ()))
    heads = [locale.text(f"app.by_number_{name}") for name in kinds]

    def column(count: int) -> list[str]:
        best = by_number[count]
        if best is None:
            return [locale.text("app.not_possible"), *(MISSING for _ in heads[1:]), *(MISSING for _ in in_order)]
        mean = locale.number(best.objective / count, 1) if count else MISSING
        smallest = money(best.smallest_grant_mnok, locale)
        taken = cost_to_todays(problem, tuple(problem.ids.index(industry_id) for industry_id in best.selected))
        costs = [MISSING, MISSING]
        if taken is not None and taken.share is not None:
            costs = [locale.number(taken.total, 1), percent_in_words(taken.share, locale)]
        signs = [YES if industry_id in best.selected else "" for industry_id in in_order]
        return [locale.number(best.objective, 1), mean, smallest, *(costs if paid else ()), *signs]

    names = [problem.name(industry_id, locale) for industry_id in in_order]
    counts = tuple(str(count) for count in by_number)
    rows = zip([*heads, *names], *(column(count) for count in by_number), strict=True)
    return Grid((locale.text("app.by_number_new"), *counts), tuple(rows), frozenset(counts))
