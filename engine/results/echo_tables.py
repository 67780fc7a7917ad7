"""The echo in words, tables and a sheet of the workbook."""

from __future__ import annotations

from collections.abc import Iterable

from engine.criteria.merge_overlay import joined
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.table import Cell, Column, Table, percent_in_words
from engine.output.workbook import Sheet
from engine.results.echo import Disagreement, Echo
from engine.scoring.score import Scores

SHOWN = 12  # the first in either order: the file has them all


def first_words(found: Echo, locale: Locale = DEFAULT_LOCALE) -> tuple[str, ...]:
    """What stands first of all: both answers, who is in both, and that nobody has decided the number."""
    said = list(_answers_in_words(found, locale))
    costed = [one for one in found.numbers if one.cost is not None and one.cost_share is not None]
    if costed and costed[-1].new:
        most = costed[-1]
        amount, share = locale.number(most.cost or 0.0, 1), percent_in_words(most.cost_share or 0.0, locale)
        said.append(
            locale.text("echo.number")
            + " "
            + locale.text(
                "echo.number_cost", new=str(most.new), amount=amount, percent=share, programmes=str(len(most.costs))
            )
        )
    return tuple(said)


def short_words(found: Echo, locale: Locale = DEFAULT_LOCALE) -> str:
    """What the words do to the answer in two sentences, for a line on the first page; the numbers stand there too."""
    with_them = found.with_words.selected
    without = None if found.without_words is None else found.without_words.selected
    if with_them is None or without is None:
        return " ".join(_answers_in_words(found, locale))
    kept = len(set(with_them) & set(without))
    share = percent_in_words(found.words_share, locale)
    return locale.text("echo.short", percent=share, kept=str(kept), chosen=str(len(with_them)))


def _answers_in_words(found: Echo, locale: Locale) -> Iterable[str]:
    if not found.words:
        yield locale.text("echo.no_words")
        return
    labels = [locale.quoted(found.of.criteria.label(one, locale)) for one in found.words]
    share = percent_in_words(found.words_share, locale)
    yield locale.text("echo.words", criteria=joined(labels, locale), percent=share)
    if found.without_words is None:
        yield locale.text("echo.only_words")
        return
    with_them, without = found.with_words.selected, found.without_words.selected
    if with_them is None or without is None:
        yield locale.text("echo.none_feasible")
        return
    both = [one for one in with_them if one in without]
    yield " ".join(
        locale.text(f"echo.{key}", industries=_names(found.of, ids, locale))
        for key, ids in (("with_words", with_them), ("without_words", without), ("both", both))
    )


def disagreement_in_words(one: Disagreement, scores: Scores, locale: Locale = DEFAULT_LOCALE) -> str:
    """What the words say, what the figure says, and of when it is."""
    said = locale.text(
        "echo.disagrees",
        industry=_names(scores, (one.industry_id,), locale),
        value=locale.number(one.value, 1),
        national=locale.number(one.national, 1),
        period=locale.period(one.period),
    )
    return f"{said} {locale.text('echo.summer')}" if one.in_summer else said


def answers_table(found: Echo, locale: Locale = DEFAULT_LOCALE, shown: int | None = None) -> Table | None:
    """One row an industry: rank and selection with and without the words; None where there is only one answer.

    ``shown`` keeps those that either order has among its first so many.
    """
    other = found.without_words
    if other is None:
        return None
    one = found.with_words
    columns = (
        Column("industry_id", "id", screen=False),
        Column("industry", locale.text("echo.industry")),
        Column("rank_with_words", locale.text("echo.rank_with"), "integer"),
        Column("rank_without_words", locale.text("echo.rank_without"), "integer"),
        Column("selected_with_words", locale.text("echo.selected_with"), "boolean"),
        Column("selected_without_words", locale.text("echo.selected_without"), "boolean"),
    )
    most = len(one.ranks) if shown is None else shown
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            name,
            _names(found.of, (name,), locale),
            one.ranks.get(name),
            other.ranks.get(name),
            name in (one.selected or ()),
            name in (other.selected or ()),
        )
        for name in dict.fromkeys((*one.ranks, *other.ranks))
        if min(one.ranks.get(name, most + 1), other.ranks.get(name, most + 1)) <= most
    )
    return Table(locale.text("echo.title_answers"), columns, rows)


def numbers_table(found: Echo, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One row a number of new programmes: who, with and without the words, and what today's get less."""
    columns = (
        Column("new", locale.text("echo.new"), "integer"),
        Column("selected", locale.text("echo.chosen")),
        Column("selected_without_words", locale.text("echo.chosen_without"), screen=found.without_words is not None),
        Column("cost_mnok", locale.text("echo.cost"), "number", 2),
        Column("cost_share", locale.text("echo.cost_share"), "share"),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in found.numbers:
        sides = [
            locale.text("echo.not_feasible") if ids is None else _names(found.of, ids, locale)
            for ids in (one.selected, one.without_words)
        ]
        rows.append((one.new, *sides, one.cost, one.cost_share))
    return Table(locale.text("echo.title_numbers"), columns, tuple(rows))


def costs_table(found: Echo, locale: Locale = DEFAULT_LOCALE) -> Table | None:
    """One row a programme of today, one column a number of new ones; None without money."""
    costed = [one for one in found.numbers if one.costs and one.new]
    if not costed:
        return None
    columns = (
        Column("programme_id", "id", screen=False),
        Column("programme", locale.text("echo.programme")),
        *(Column(f"new_{one.new}", locale.text("echo.with_new", new=str(one.new)), "number", 2) for one in costed),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (name, _names(found.of, (name,), locale), *(one.costs[name][0] for one in costed)) for name in costed[0].costs
    )
    return Table(locale.text("echo.title_costs"), columns, rows)


def disagreements_table(found: Echo, locale: Locale = DEFAULT_LOCALE) -> Table | None:
    """Where words and figures disagree, as sentences; None where they do not."""
    if not found.disagreements:
        return None
    said = tuple(disagreement_in_words(one, found.of, locale) for one in found.disagreements)
    return Table(locale.text("echo.title_disagreements"), (), (), said)


def echo_tables(found: Echo, locale: Locale = DEFAULT_LOCALE, shown: int | None = SHOWN) -> list[Table]:
    """All of it for a screen, the words first."""
    tables = [
        Table("", (), (), first_words(found, locale)),
        answers_table(found, locale, shown),
        numbers_table(found, locale),
        costs_table(found, locale),
        disagreements_table(found, locale),
    ]
    return [one for one in tables if one is not None]


def echo_sheet(found: Echo, locale: Locale = DEFAULT_LOCALE) -> Sheet:
    """The workbook's sheet."""
    return Sheet(locale.text("echo.sheet"), locale.text("echo.sheet_about"), tuple(echo_tables(found, locale, None)))


def _names(scores: Scores, ids: Iterable[str], locale: Locale) -> str:
    industries, at = scores.dataset.industries, scores.dataset.position
    names = [industries[at[one]].name(locale) for one in ids]
    return joined(names, locale) if names else locale.text("echo.nobody")
