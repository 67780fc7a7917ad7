"""What holds whatever the unknown figures are, and which figure to get first: JSON, tables and words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from engine.criteria.merge_overlay import joined
from engine.foundation.locale import DEFAULT_LANGUAGE, number, text
from engine.output.table import Column, Table
from engine.output.workbook import Sheet
from engine.robustness.incomplete_information import Incomplete
from engine.robustness.industry_sensitivity import Stability, StabilityCheck
from engine.robustness.rank_range import RankAt
from engine.robustness.value_of_information import Settles
from engine.scoring.known_share import level_with
from engine.scoring.score import Scores

Json = dict[str, Any]
SHOWN = 10  # figures on a screen: the file has them all


def incomplete_json(found: Incomplete | None) -> Json | None:
    """Core, possible and excluded."""
    if found is None:
        return None
    return {
        "core": list(found.core),
        "possible": list(found.possible),
        "excluded": list(found.excluded),
        "exact": found.exact,
    }


def incomplete_table(
    scores: Scores, at_weights: Incomplete, all_weights: Incomplete | None, language: str = DEFAULT_LANGUAGE
) -> Table:
    """One row a candidate that anything could select: whatever the figures are, at these weights and at all."""
    columns = (
        Column("industry_id", "id", screen=False),
        Column("industry", text("stability.industry", language)),
        Column("at_these_weights", text("known.at_these_weights", language)),
        Column("at_all_weights", text("known.at_all_weights", language)),
    )
    shown = set(at_weights.possible) | set(all_weights.possible if all_weights else ())
    rows = tuple(
        (
            one,
            _name(scores, one, language),
            _standing(at_weights, one, language),
            None if all_weights is None else _standing(all_weights, one, language),
        )
        for one in (scores.industry_ids[at] for at in scores.order)
        if one in shown
    )
    notes = [text("known.incomplete_note", language)]
    if not (at_weights.exact and (all_weights is None or all_weights.exact)):
        notes.append(text("known.incomplete_not_exact", language))
    return Table(text("known.title_incomplete", language), columns, rows, tuple(notes))


def _standing(found: Incomplete, industry_id: str, language: str) -> str:
    kind = "core" if industry_id in found.core else "possible" if industry_id in found.possible else "excluded"
    return text(f"known.{kind}", language)


def settles_json(found: Iterable[Settles]) -> list[Json]:
    """Which figure to get first."""
    return [
        {
            "industry_id": one.industry_id,
            "indicator_id": one.indicator_id,
            "why": one.why,
            "undecided_now": one.undecided_now,
            "worst": one.worst,
            "best": one.best,
            "expected": one.expected,
            "opens": one.opens,
        }
        for one in found
    ]


def settles_table(scores: Scores, found: Sequence[Settles], language: str = DEFAULT_LANGUAGE) -> Table:
    """One row a figure, the most decisive first."""
    columns = (
        Column("industry_id", "id", screen=False),
        Column("indicator_id", "id", screen=False),
        Column("industry", text("stability.industry", language)),
        Column("indicator", text("known.indicator", language)),
        Column("why", text("known.why", language)),
        Column("undecided_now", text("known.undecided_now", language), "integer"),
        Column("worst", text("known.worst", language), "integer"),
        Column("best", text("known.best", language), "integer"),
        Column("expected", text("known.expected", language), "number", 1),
        Column("opens", text("known.opens", language), "number", 1),
    )
    rows = tuple(
        (
            one.industry_id,
            one.indicator_id,
            _name(scores, one.industry_id, language),
            scores.criteria.label(one.indicator_id, language),
            text(f"known.why_{one.why}", language),
            one.undecided_now,
            one.worst,
            one.best,
            one.expected,
            one.opens,
        )
        for one in found
    )
    return Table(text("known.title_settles", language), columns, rows, (text("known.settles_note", language),))


def settles_on_screen(scores: Scores, found: Sequence[Settles], language: str = DEFAULT_LANGUAGE) -> Table | None:
    """The most decisive figures, and those that leave most open; None where no figure does either."""
    decisive = [one for one in found if one.best > 0 or one.opens > 0][:SHOWN]
    return settles_table(scores, decisive, language) if decisive else None


def known_sheet(
    scores: Scores,
    at_weights: Incomplete,
    all_weights: Incomplete | None,
    found: Sequence[Settles],
    language: str = DEFAULT_LANGUAGE,
) -> Sheet:
    """The workbook's sheet on what is open."""
    tables = (incomplete_table(scores, at_weights, all_weights, language), settles_table(scores, found, language))
    return Sheet(text("known.sheet", language), text("known.sheet_about", language), tables)


def rank_json(scores: Scores, found: RankAt) -> Json:
    """A rank with the weights that give it."""
    return {
        "rank": found.rank,
        "weights": dict(zip(scores.root_members, found.weights, strict=True)),
        "exact": found.exact,
    }


def check_in_words(result: StabilityCheck, one: Stability, language: str = DEFAULT_LANGUAGE) -> tuple[str, ...]:
    """The ranks that weights can give it, and who the figures cannot tell it from."""
    said = []
    scores = result.scores
    if (found := result.rank_ranges.get(one.industry_id)) is not None:
        unproven = "" if found.best.exact and found.worst.exact else "_found"
        said.append(
            text(f"known.rank_range{unproven}", language, best=str(found.best.rank), worst=str(found.worst.rank))
        )
    if level := level_with(scores)[scores.industry_ids.index(one.industry_id)]:
        names = joined([_name(scores, name, language) for name in level], language)
        said.append(text("known.level", language, others=names))
    return tuple(said)


def undecided_in_words(found: Incomplete, language: str = DEFAULT_LANGUAGE) -> str:
    """How many are in whatever the figures are, and for how many it depends on them."""
    return text(
        "known.summary",
        language,
        core=number(len(found.core), 0, language),
        undecided=number(len(found.undecided), 0, language),
        excluded=number(len(found.excluded), 0, language),
    )


def _name(scores: Scores, industry_id: str, language: str) -> str:
    return scores.dataset.industries[scores.dataset.position[industry_id]].name(language)
