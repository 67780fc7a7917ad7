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


def first_words(echo: Echo, locale: Locale = DEFAULT_LOCALE) -> tuple[str, ...]:
    """What stands first of all: both answers, who is in both, and that nobody has decided the number."""
    sentences = list(_answers_in_words(echo, locale))
    costed = [number for number in echo.numbers if number.cost is not None and number.cost_share is not None]
    if costed and costed[-1].new:
        most = costed[-1]
        amount, share = locale.number(most.cost or 0.0, 1), percent_in_words(most.cost_share or 0.0, locale)
        sentences.append(
            locale.text("echo.number")
            + " "
            + locale.text(
                "echo.number_cost", new=str(most.new), amount=amount, percent=share, programmes=str(len(most.costs))
            )
        )
    return tuple(sentences)


def short_words(echo: Echo, locale: Locale = DEFAULT_LOCALE) -> str:
    """What the words do to the answer in two sentences, for a line on the first page; the numbers stand there too."""
    with_them = echo.with_words.selected
    without = None if echo.without_words is None else echo.without_words.selected
    if with_them is None or without is None:
        return " ".join(_answers_in_words(echo, locale))
    kept = len(set(with_them) & set(without))
    share = percent_in_words(echo.words_share, locale)
    return locale.text("echo.short", percent=share, kept=str(kept), chosen=str(len(with_them)))


def _answers_in_words(echo: Echo, locale: Locale) -> Iterable[str]:
    if not echo.words:
        yield locale.text("echo.no_words")
        return
    labels = [locale.quoted(echo.of.criteria.label(member, locale)) for member in echo.words]
    share = percent_in_words(echo.words_share, locale)
    yield locale.text("echo.words", criteria=joined(labels, locale), percent=share)
    if echo.without_words is None:
        yield locale.text("echo.only_words")
        return
    with_them, without = echo.with_words.selected, echo.without_words.selected
    if with_them is None or without is None:
        yield locale.text("echo.none_feasible")
        return
    both = [industry for industry in with_them if industry in without]
    yield " ".join(
        locale.text(f"echo.{key}", industries=locale.in_sentence(_names(echo.of, ids, locale)))
        for key, ids in (("with_words", with_them), ("without_words", without), ("both", both))
    )


def disagreement_in_words(disagreement: Disagreement, scores: Scores, locale: Locale = DEFAULT_LOCALE) -> str:
    """What the words say, what the figure says, and of when it is."""
    sentence = locale.text(
        "echo.disagrees",
        industry=_names(scores, (disagreement.industry_id,), locale),
        value=locale.number(disagreement.value, 1),
        national=locale.number(disagreement.national, 1),
        period=locale.period(disagreement.period),
    )
    return f"{sentence} {locale.text('echo.summer')}" if disagreement.in_summer else sentence


def answers_table(echo: Echo, locale: Locale = DEFAULT_LOCALE, shown: int | None = None) -> Table | None:
    """One row an industry: rank and selection with and without the words; None where there is only one answer.

    ``shown`` keeps those that either order has among its first so many.
    """
    other = echo.without_words
    if other is None:
        return None
    with_words = echo.with_words
    columns = (
        Column("industry_id", "id", screen=False),
        Column("industry", locale.text("echo.industry")),
        Column("rank_with_words", locale.text("echo.rank_with"), "integer"),
        Column("rank_without_words", locale.text("echo.rank_without"), "integer"),
        Column("selected_with_words", locale.text("echo.selected_with"), "boolean"),
        Column("selected_without_words", locale.text("echo.selected_without"), "boolean"),
    )
    most = len(with_words.ranks) if shown is None else shown
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            name,
            _names(echo.of, (name,), locale),
            with_words.ranks.get(name),
            other.ranks.get(name),
            name in (with_words.selected or ()),
            name in (other.selected or ()),
        )
        for name in dict.fromkeys((*with_words.ranks, *other.ranks))
        if min(with_words.ranks.get(name, most + 1), other.ranks.get(name, most + 1)) <= most
    )
    return Table(locale.text("echo.title_answers"), columns, rows)


def numbers_table(echo: Echo, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One row a number of new programmes: who, with and without the words, and what today's get less."""
    columns = (
        Column("new", locale.text("echo.new"), "integer"),
        Column("selected", locale.text("echo.chosen")),
        Column("selected_without_words", locale.text("echo.chosen_without"), screen=echo.without_words is not None),
        Column("cost_mnok", locale.text("echo.cost"), "number", 2),
        Column("cost_share", locale.text("echo.cost_share"), "share"),
    )
    rows: list[tuple[Cell, ...]] = []
    for number in echo.numbers:
        sides = [
            locale.text("echo.not_feasible") if ids is None else _names(echo.of, ids, locale)
            for ids in (number.selected, number.without_words)
        ]
        rows.append((number.new, *sides, number.cost, number.cost_share))
    return Table(locale.text("echo.title_numbers"), columns, tuple(rows))


def costs_table(echo: Echo, locale: Locale = DEFAULT_LOCALE) -> Table | None:
    """One row a programme of today, one column a number of new ones; None without money."""
    costed = [number for number in echo.numbers if number.costs and number.new]
    if not costed:
        return None
    columns = (
        Column("programme_id", "id", screen=False),
        Column("programme", locale.text("echo.programme")),
        *(
            Column(f"new_{number.new}", locale.text("echo.with_new", new=str(number.new)), "number", 2)
            for number in costed
        ),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (name, _names(echo.of, (name,), locale), *(number.costs[name][0] for number in costed))
        for name in costed[0].costs
    )
    return Table(locale.text("echo.title_costs"), columns, rows)


def disagreements_table(echo: Echo, locale: Locale = DEFAULT_LOCALE) -> Table | None:
    """Where words and figures disagree, as sentences; None where they do not."""
    if not echo.disagreements:
        return None
    sentences = tuple(disagreement_in_words(disagreement, echo.of, locale) for disagreement in echo.disagreements)
    return Table(locale.text("echo.title_disagreements"), (), (), sentences)


def echo_tables(echo: Echo, locale: Locale = DEFAULT_LOCALE, shown: int | None = SHOWN) -> list[Table]:
    """All of it for a screen, the words first."""
    tables = [
        Table("", (), (), first_words(echo, locale)),
        answers_table(echo, locale, shown),
        numbers_table(echo, locale),
        costs_table(echo, locale),
        disagreements_table(echo, locale),
    ]
    return [table for table in tables if table is not None]


def echo_sheet(echo: Echo, locale: Locale = DEFAULT_LOCALE) -> Sheet:
    """The workbook's sheet."""
    return Sheet(locale.text("echo.sheet"), locale.text("echo.sheet_about"), tuple(echo_tables(echo, locale, None)))


def _names(scores: Scores, ids: Iterable[str], locale: Locale) -> str:
    industries, position = scores.dataset.industries, scores.dataset.position
    names = [industries[position[industry_id]].name(locale) for industry_id in ids]
    return joined(names, locale) if names else locale.text("echo.nobody")
