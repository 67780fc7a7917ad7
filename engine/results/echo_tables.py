"""The echo in words, tables and a sheet of the workbook."""

from __future__ import annotations

from collections.abc import Iterable

from engine.criteria.merge_overlay import joined
from engine.foundation.locale import DEFAULT_LANGUAGE, number, quoted, text
from engine.output.table import Cell, Column, Table, percent_in_words
from engine.output.workbook import Sheet
from engine.results.echo import Disagreement, Echo
from engine.scoring.score import Scores

SHOWN = 12  # the first in either order: the file has them all


def first_words(found: Echo, language: str = DEFAULT_LANGUAGE) -> tuple[str, ...]:
    """What stands first of all: both answers, who is in both, and that nobody has decided the number."""
    said = list(_answers_in_words(found, language))
    costed = [one for one in found.numbers if one.cost is not None and one.cost_share is not None]
    if costed and costed[-1].new:
        most = costed[-1]
        amount, share = number(most.cost or 0.0, 1, language), percent_in_words(most.cost_share or 0.0, language)
        said.append(
            text("echo.number", language)
            + " "
            + text(
                "echo.number_cost",
                language,
                new=str(most.new),
                amount=amount,
                percent=share,
                programmes=str(len(most.costs)),
            )
        )
    return tuple(said)


def short_words(found: Echo, language: str = DEFAULT_LANGUAGE) -> str:
    """What the words do to the answer in two sentences, for a line on the first page; the numbers stand there too."""
    with_them = found.with_words.selected
    without = None if found.without_words is None else found.without_words.selected
    if with_them is None or without is None:
        return " ".join(_answers_in_words(found, language))
    kept = len(set(with_them) & set(without))
    share = percent_in_words(found.words_share, language)
    return text("echo.short", language, percent=share, kept=str(kept), chosen=str(len(with_them)))


def _answers_in_words(found: Echo, language: str) -> Iterable[str]:
    if not found.words:
        yield text("echo.no_words", language)
        return
    labels = [quoted(found.of.criteria.label(one, language), language) for one in found.words]
    share = percent_in_words(found.words_share, language)
    yield text("echo.words", language, criteria=joined(labels, language), percent=share)
    if found.without_words is None:
        yield text("echo.only_words", language)
        return
    with_them, without = found.with_words.selected, found.without_words.selected
    if with_them is None or without is None:
        yield text("echo.none_feasible", language)
        return
    both = [one for one in with_them if one in without]
    yield " ".join(
        text(f"echo.{key}", language, industries=_names(found.of, ids, language))
        for key, ids in (("with_words", with_them), ("without_words", without), ("both", both))
    )


def disagreement_in_words(one: Disagreement, scores: Scores, language: str = DEFAULT_LANGUAGE) -> str:
    """What the words say, what the figure says, and of when it is."""
    said = text(
        "echo.disagrees",
        language,
        industry=_names(scores, (one.industry_id,), language),
        value=number(one.value, 1, language),
        national=number(one.national, 1, language),
        period=one.period,
    )
    return f"{said} {text('echo.summer', language)}" if one.in_summer else said


def answers_table(found: Echo, language: str = DEFAULT_LANGUAGE, shown: int | None = None) -> Table | None:
    """One row an industry: rank and selection with and without the words; None where there is only one answer.

    ``shown`` keeps those that either order has among its first so many.
    """
    other = found.without_words
    if other is None:
        return None
    one = found.with_words
    columns = (
        Column("industry_id", "id", screen=False),
        Column("industry", text("echo.industry", language)),
        Column("rank_with_words", text("echo.rank_with", language), "integer"),
        Column("rank_without_words", text("echo.rank_without", language), "integer"),
        Column("selected_with_words", text("echo.selected_with", language), "boolean"),
        Column("selected_without_words", text("echo.selected_without", language), "boolean"),
    )
    most = len(one.ranks) if shown is None else shown
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            name,
            _names(found.of, (name,), language),
            one.ranks.get(name),
            other.ranks.get(name),
            name in (one.selected or ()),
            name in (other.selected or ()),
        )
        for name in dict.fromkeys((*one.ranks, *other.ranks))
        if min(one.ranks.get(name, most + 1), other.ranks.get(name, most + 1)) <= most
    )
    return Table(text("echo.title_answers", language), columns, rows)


def numbers_table(found: Echo, language: str = DEFAULT_LANGUAGE) -> Table:
    """One row a number of new programmes: who, with and without the words, and what today's get less."""
    columns = (
        Column("new", text("echo.new", language), "integer"),
        Column("selected", text("echo.chosen", language)),
        Column("selected_without_words", text("echo.chosen_without", language), screen=found.without_words is not None),
        Column("cost_mnok", text("echo.cost", language), "number", 2),
        Column("cost_share", text("echo.cost_share", language), "share"),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in found.numbers:
        sides = [
            text("echo.not_feasible", language) if ids is None else _names(found.of, ids, language)
            for ids in (one.selected, one.without_words)
        ]
        rows.append((one.new, *sides, one.cost, one.cost_share))
    return Table(text("echo.title_numbers", language), columns, tuple(rows))


def costs_table(found: Echo, language: str = DEFAULT_LANGUAGE) -> Table | None:
    """One row a programme of today, one column a number of new ones; None without money."""
    costed = [one for one in found.numbers if one.costs and one.new]
    if not costed:
        return None
    columns = (
        Column("programme_id", "id", screen=False),
        Column("programme", text("echo.programme", language)),
        *(Column(f"new_{one.new}", text("echo.with_new", language, new=str(one.new)), "number", 2) for one in costed),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (name, _names(found.of, (name,), language), *(one.costs[name][0] for one in costed)) for name in costed[0].costs
    )
    return Table(text("echo.title_costs", language), columns, rows)


def disagreements_table(found: Echo, language: str = DEFAULT_LANGUAGE) -> Table | None:
    """Where words and figures disagree, as sentences; None where they do not."""
    if not found.disagreements:
        return None
    said = tuple(disagreement_in_words(one, found.of, language) for one in found.disagreements)
    return Table(text("echo.title_disagreements", language), (), (), said)


def echo_tables(found: Echo, language: str = DEFAULT_LANGUAGE, shown: int | None = SHOWN) -> list[Table]:
    """All of it for a screen, the words first."""
    tables = [
        Table("", (), (), first_words(found, language)),
        answers_table(found, language, shown),
        numbers_table(found, language),
        costs_table(found, language),
        disagreements_table(found, language),
    ]
    return [one for one in tables if one is not None]


def echo_sheet(found: Echo, language: str = DEFAULT_LANGUAGE) -> Sheet:
    """The workbook's sheet."""
    return Sheet(
        text("echo.sheet", language), text("echo.sheet_about", language), tuple(echo_tables(found, language, None))
    )


def _names(scores: Scores, ids: Iterable[str], language: str) -> str:
    industries, at = scores.dataset.industries, scores.dataset.position
    names = [industries[at[one]].name(language) for one in ids]
    return joined(names, language) if names else text("echo.nobody", language)
