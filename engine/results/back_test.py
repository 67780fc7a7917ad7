"""The choices of 2019 under what is measured: where today's programmes rank without the report's words.

What such criteria can foresee, and what they cannot: the seven were chosen for other reasons too (the report, 3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.criteria.merge_overlay import joined
from engine.criteria.model import Criteria
from engine.criteria.weights import with_weights
from engine.dataset.model import Dataset
from engine.foundation.errors import InputError
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.table import Column, Table
from engine.results.echo import words_of
from engine.scoring.score import Scores, score
from engine.scoring.tree import reached
from engine.selection.portfolio_problem import PROGRAMME

Json = dict[str, Any]

LAST_YEAR = 2018
"""The last whole year that could be measured before the programmes of 2019 were chosen."""


@dataclass(frozen=True, slots=True)
class Tested:
    """Ranks of today's programmes among ``of`` industries.

    ``now`` and ``then`` are by programme, with the newest figures and the newest up to ``LAST_YEAR``; ``periods`` are
    those of each indicator, now and then. ``instead`` are the industries without a programme that rank among the first
    as many with the newest figures, best first; ``counted`` the criteria that were counted.
    """

    of: int
    now: Mapping[str, int]
    then: Mapping[str, int]
    periods: Mapping[str, tuple[str, str]]
    instead: tuple[str, ...]
    counted: tuple[str, ...]
    dataset: Dataset
    criteria: Criteria


def back_test(scores: Scores) -> Tested | None:
    """Where the seven stand; None where there are no programmes, no selection, or nothing measured to go by."""
    rules, dataset = scores.criteria.selection, scores.dataset
    words = words_of(scores)
    counted = [member for member, weight in zip(scores.root_members, scores.weights, strict=True) if weight > 0]
    if rules is None or set(counted) <= set(words):
        return None
    everyone = replace(rules, eligible=(*rules.eligible, PROGRAMME))
    measured = with_weights(replace(scores.criteria, selection=everyone), dict.fromkeys(words, 0.0))
    programmes = [industry.industry_id for industry in dataset.industries if industry.status == PROGRAMME]
    if not programmes:
        return None
    before = {
        indicator_id: _newest_before(dataset, indicator_id)
        for indicator_id in measured.indicators
        if indicator_id in dataset.columns
    }
    earlier = {
        name: replace(indicator, period=before[name]) if before.get(name) else indicator
        for name, indicator in measured.indicators.items()
    }
    try:
        now, then = score(dataset, measured), score(dataset, replace(measured, indicators=earlier))
    except InputError:
        return None
    leaves = [leaf for leaf in now.columns if leaf not in reached(scores.criteria, words)]
    return Tested(
        len(now.industry_ids),
        _ranks(now, programmes),
        _ranks(then, programmes),
        {leaf: (now.columns[leaf].period, then.columns[leaf].period) for leaf in leaves},
        _instead(now, programmes),
        tuple(member for member in counted if member not in words),
        dataset,
        measured,
    )


def _newest_before(dataset: Dataset, indicator_id: str) -> str | None:
    """The newest period up to ``LAST_YEAR`` that as many industries have a figure for as any such period."""
    columns = {period: column for period, column in dataset.columns[indicator_id].items() if period[:4].isdigit()}
    earlier = [period for period in sorted(columns) if int(period[:4]) <= LAST_YEAR]
    return max(earlier, key=lambda period: (int((columns[period].quality >= 0).sum()), period), default=None)


def _ranks(scores: Scores, programmes: list[str]) -> dict[str, int]:
    return {programme: int(scores.ranks[scores.industry_ids.index(programme)]) for programme in programmes}


def _instead(now: Scores, programmes: list[str]) -> tuple[str, ...]:
    first = sorted(
        (int(rank), industry)
        for industry, rank in zip(now.industry_ids, now.ranks, strict=True)
        if industry not in programmes and 1 <= rank <= len(programmes)
    )
    return tuple(industry for _, industry in first)


def back_test_json(tested: Tested | None) -> Json | None:
    """Ranks now and then by programme, and the periods behind."""
    if tested is None:
        return None
    return {
        "industries": tested.of,
        "ranks_now": dict(tested.now),
        "ranks_then": dict(tested.then),
        "first_without": list(tested.instead),
        "periods": {leaf: {"now": now, "then": then} for leaf, (now, then) in tested.periods.items()},
    }


def back_test_table(tested: Tested, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One row a programme, best first, with what it rests on in the notes."""
    columns = (
        Column("programme_id", "id", screen=False),
        Column("programme", locale.text("echo.programme")),
        Column("rank_then", locale.text("echo.rank_then"), "integer"),
        Column("rank_now", locale.text("echo.rank_now"), "integer"),
    )
    position = tested.dataset.position
    rows = tuple(
        (programme, tested.dataset.industries[position[programme]].name(locale), tested.then[programme], rank)
        for programme, rank in sorted(tested.now.items(), key=lambda item: (item[1], item[0]))
    )
    first = sum(1 <= rank <= len(rows) for rank in tested.now.values())
    periods = "; ".join(
        f"{tested.criteria.label(leaf, locale)}: {then}, {now}" for leaf, (now, then) in tested.periods.items()
    )
    notes = (
        locale.text("echo.back_test_note", first=str(first), chosen=str(len(rows)), of=str(tested.of)),
        *_foreseen(tested, first, locale),
        locale.text("echo.back_test_periods", periods=periods),
        locale.text("echo.back_test_limits"),
    )
    return Table(locale.text("echo.title_back_test"), columns, rows, notes)


def _foreseen(tested: Tested, first: int, locale: Locale) -> Iterable[str]:
    """What such criteria find, what they pass over, and whom they point to instead."""

    def names(ids: Iterable[str]) -> str:
        return joined(
            [tested.dataset.industries[tested.dataset.position[industry_id]].name(locale) for industry_id in ids],
            locale,
        )

    counted = joined([locale.quoted(tested.criteria.label(member, locale)) for member in tested.counted], locale)
    by_rank = sorted(tested.now, key=lambda programme: (tested.now[programme], programme))
    if first:
        yield locale.text("echo.back_test_foresees", criteria=counted, industries=names(by_rank[:first]))
    if missed := by_rank[first:]:
        ranks = joined([str(tested.now[programme]) for programme in missed], locale)
        yield locale.text("echo.back_test_misses", industries=names(missed), ranks=ranks)
    if tested.instead:
        yield locale.text("echo.back_test_instead", chosen=str(len(by_rank)), industries=names(tested.instead))
