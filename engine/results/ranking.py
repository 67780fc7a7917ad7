"""The ranking as a table, one row an industry, and the notes that must stand below it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

import numpy as np

from engine.dataset.model import Industry
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.table import Cell, Column, Table
from engine.results.basis import (
    basis_cells,
    basis_columns,
    basis_notes,
)
from engine.results.known_figures import Known
from engine.results.provenance import awaiting
from engine.scoring.cooccurrence import HIGH, UNKNOWN
from engine.scoring.ranking import UNRANKED
from engine.scoring.score import Scores


def ranking_table(scores: Scores, locale: Locale = DEFAULT_LOCALE) -> Table:
    """Every industry that the criteria rank, best first, the unranked last; notes below."""
    absent, known = set(awaiting(scores)), Known(scores)
    columns = (
        Column("place", locale.text("report.rank"), data=False),
        Column("rank", locale.text("report.rank"), "integer", screen=False),
        Column("industry_id", locale.text("report.industry_id"), screen=False),
        Column("name", locale.text("report.industry")),
        score_column(scores, locale),
        Column("score_range", locale.text("known.score_range"), screen=known.any_open, data=False, sheet=False),
        Column("level_places", locale.text("known.level_places"), screen=_any_level(known), data=False, sheet=False),
        Column("known_share", locale.text("known.known"), "share", screen=known.any_open, data=False, sheet=False),
        *_contribution_columns(scores, locale, shown=True),
        *_contribution_columns(scores, locale),
        *(
            Column(
                f"flag_{node}",
                f"{locale.text('report.high_on_both')} {scores.criteria.label(node, locale)}",
                "boolean",
            )
            for node in _flagged(scores)
        ),
        Column("lacks", locale.text("report.lacks"), screen=False),
        Column("jobs", locale.text("report.jobs"), "integer"),
        *_known_columns(scores, known, locale),
        *basis_columns(locale),
        Column(
            "lacks_for",
            locale.text("report.lacks"),
            screen=any(set(lacking) - absent for lacking in scores.lacks),
            data=False,
            sheet=False,
        ),
    )
    tied = Counter(scores.ranks.tolist())
    rows = tuple(
        _row(scores, position, tied[int(scores.ranks[position])] > 1, known, locale) for position in scores.order
    )
    return Table("", columns, rows, (*marks(scores, known, locale), *basis_notes(scores, locale)))


def marks(scores: Scores, known: Known, locale: Locale) -> tuple[str, ...]:
    """What the marks beside a place mean: shared by equal scores, and level with others as far as the figures can say.

    None of what is not there.
    """
    there = {"report.ties_marked": _any_tie(scores), "known.level_places_mean": _any_level(known)}
    return tuple(locale.text(key) for key, shown in there.items() if shown)


def score_column(scores: Scores, locale: Locale) -> Column:
    """The score, with as many decimals as its scale deserves."""
    return Column("score", locale.text("report.score"), "number", score_decimals(scores))


def score_decimals(scores: Scores) -> int:
    """Three significant places below the scale: 1 where scores run to 100, 3 where they run to 1."""
    return min(6, max(0, 3 - math.floor(math.log10(scores.criteria.scale))))


def industry_at(scores: Scores, position: int) -> Industry:
    """The industry at a position of the ranking."""
    return scores.dataset.industries[scores.dataset.position[scores.industry_ids[position]]]


def _any_tie(scores: Scores) -> bool:
    ranks = scores.ranks[scores.ranks != UNRANKED].tolist()
    return len(set(ranks)) < len(ranks)


def _any_level(known: Known) -> bool:
    return any(known.level_with)


def _places_in_words(known: Known, position: int) -> str:
    """Runs of places, ``1–3, 5``."""
    return ", ".join("–".join(map(str, dict.fromkeys(run))) for run in known.level_places[position])


def _contribution_columns(scores: Scores, locale: Locale, shown: bool = False) -> Iterable[Column]:
    """A column a root member: for files, or as a screen shows them, without points of what nobody knows."""
    if scores.contributions is None:
        return
    key, sheet = ("shown", False) if shown else ("contribution", None)
    for member in scores.root_members:
        label = scores.criteria.label(member, locale)
        yield Column(f"{key}_{member}", label, "number", score_decimals(scores), shown, not shown, sheet)


def _known_columns(scores: Scores, known: Known, locale: Locale) -> tuple[Column, ...]:
    """The score's two ends, and who is level, for files; a screen has the ends beside the score."""
    shown, decimals = known.any_open, score_decimals(scores)
    return (
        Column("score_low", locale.text("known.score_low"), "number", decimals, screen=False, sheet=shown),
        Column("score_high", locale.text("known.score_high"), "number", decimals, screen=False, sheet=shown),
        Column("known", locale.text("known.known"), "share", screen=False, sheet=shown),
        Column("level_with", locale.text("known.level_with"), screen=False, sheet=False),
        Column("level_count", locale.text("export.level_count"), "integer", screen=False, data=False, sheet=shown),
    )


def _row(scores: Scores, position: int, tied: bool, known: Known, locale: Locale) -> tuple[Cell, ...]:
    industry, rank = industry_at(scores, position), int(scores.ranks[position])
    ranked = rank != UNRANKED
    absent = awaiting(scores)  # what nobody has is said once, below the table
    lacking = [leaf for leaf in scores.lacks[position] if leaf not in absent]
    labels = (scores.criteria.short(leaf, locale) for leaf in lacking)
    members = dict.fromkeys(scores.criteria.root_member_of(leaf) for leaf in lacking)
    return (
        f"{rank}{'=' if tied else ''}" if ranked else None,
        rank if ranked else None,
        industry.industry_id,
        industry.name(locale),
        float(scores.scores[position]) if ranked else None,
        _range_in_words(scores, position, known, locale) if ranked else None,
        _places_in_words(known, position) or None,
        float(known.shares[position]) if ranked else None,
        *_shown_points(scores, position, ranked),
        *_points(scores, position, ranked),
        *(_flag(int(scores.flags[node][position])) for node in _flagged(scores)),
        ", ".join(labels),
        industry.jobs,
        *(
            (float(known.low[position]), float(known.high[position]), float(known.shares[position]))
            if ranked
            else (None, None, None)
        ),
        " ".join(known.level_with[position]) or None,
        len(known.level_with[position]),
        *basis_cells(scores, position, locale),
        ", ".join(scores.criteria.short(member, locale) for member in members),
    )


def _range_in_words(scores: Scores, position: int, known: Known, locale: Locale) -> str:
    """Both ends of a score, ``51,9–79,4``; one number where nothing is open."""
    ends = (float(known.low[position]), float(known.high[position]))
    return "–".join(dict.fromkeys(locale.number(end, score_decimals(scores)) for end in ends))


def _flagged(scores: Scores) -> list[str]:
    """The pairings that flag, in the order of the file."""
    return [node for node in scores.criteria.criteria if node in scores.flags]


def _flag(flag: int) -> bool | None:
    return None if flag == UNKNOWN else flag == HIGH


def _points(scores: Scores, position: int, ranked: bool) -> Iterable[float | None]:
    """Points of each root member; none where it is missing and the others carry its weight."""
    if scores.contributions is None:
        return ()
    skipped = np.isnan(scores.member_values[position]) & (scores.criteria.root.missing == "skip")
    return (
        points if ranked and not skip else None
        for points, skip in zip(scores.contributions[position].tolist(), skipped.tolist(), strict=True)
    )


def _shown_points(scores: Scores, position: int, ranked: bool) -> Iterable[float | None]:
    """The same, none too where no figure of the member is known and the points are those of an end."""
    lacking = set(scores.lacks[position])
    return (
        points if lacking.isdisjoint(leaves := scores.criteria.leaves_below(member)) or leaves - lacking else None
        for member, points in zip(scores.root_members, _points(scores, position, ranked), strict=False)
    )
