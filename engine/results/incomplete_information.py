"""What holds whatever the unknown figures are, and which figure to get first: JSON, tables and words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from engine.criteria.merge_overlay import joined
from engine.foundation.locale import DEFAULT_LOCALE, Locale
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


def incomplete_json(incomplete: Incomplete | None) -> Json | None:
    """Core, possible and excluded."""
    if incomplete is None:
        return None
    return {
        "core": list(incomplete.core),
        "possible": list(incomplete.possible),
        "excluded": list(incomplete.excluded),
        "exact": incomplete.exact,
        **({"unproven": list(incomplete.unproven)} if incomplete.unproven else {}),
    }


def incomplete_table(
    scores: Scores, at_weights: Incomplete, all_weights: Incomplete | None, locale: Locale = DEFAULT_LOCALE
) -> Table:
    """One row a candidate that anything could select: whatever the figures are, at these weights and at all."""
    both = all_weights is not None
    columns = (
        Column("industry_id", "id", screen=False),
        Column("industry", locale.text("stability.industry")),
        Column("at_these_weights", locale.text("known.at_these_weights")),
        Column("at_all_weights", locale.text("known.at_all_weights"), screen=both, sheet=both),
    )
    shown = set(at_weights.possible) | set(all_weights.possible if all_weights else ())
    rows = tuple(
        (
            industry_id,
            _name(scores, industry_id, locale),
            _standing(at_weights, industry_id, locale),
            None if all_weights is None else _standing(all_weights, industry_id, locale),
        )
        for industry_id in (scores.industry_ids[index] for index in scores.order)
        if industry_id in shown
    )
    notes = [locale.text("known.incomplete_note")]
    if not (at_weights.exact and (all_weights is None or all_weights.exact)):
        notes.append(locale.text("known.incomplete_not_exact"))
    return Table(locale.text("known.title_incomplete"), columns, rows, tuple(notes))


def _standing(incomplete: Incomplete, industry_id: str, locale: Locale) -> str:
    kind = (
        "core" if industry_id in incomplete.core else "possible" if industry_id in incomplete.possible else "excluded"
    )
    words = locale.text(f"known.{kind}")
    return locale.text("known.unproven", standing=words) if industry_id in incomplete.unproven else words


def settles_json(settles: Iterable[Settles]) -> list[Json]:
    """Which figure to get first."""
    return [
        {
            "industry_id": figure.industry_id,
            "indicator_id": figure.indicator_id,
            "why": figure.why,
            "undecided_now": figure.undecided_now,
            "worst": figure.worst,
            "best": figure.best,
            "expected": figure.expected,
            "opens": figure.opens,
        }
        for figure in settles
    ]


def settles_table(scores: Scores, settles: Sequence[Settles], locale: Locale = DEFAULT_LOCALE) -> Table:
    """One row a figure, the most decisive first."""
    columns = (
        Column("industry_id", "id", screen=False),
        Column("indicator_id", "id", screen=False),
        Column("industry", locale.text("stability.industry")),
        Column("indicator", locale.text("known.indicator")),
        Column("why", locale.text("known.why")),
        Column("undecided_now", locale.text("known.undecided_now"), "integer"),
        Column("worst", locale.text("known.worst"), "integer"),
        Column("best", locale.text("known.best"), "integer"),
        Column("expected", locale.text("known.expected"), "number", 1),
        Column("opens", locale.text("known.opens"), "number", 1),
    )
    rows = tuple(
        (
            figure.industry_id,
            figure.indicator_id,
            _name(scores, figure.industry_id, locale),
            scores.criteria.label(figure.indicator_id, locale),
            locale.text(f"known.why_{figure.why}"),
            figure.undecided_now,
            figure.worst,
            figure.best,
            figure.expected,
            figure.opens,
        )
        for figure in settles
    )
    return Table(locale.text("known.title_settles"), columns, rows, (locale.text("known.settles_note"),))


def settles_on_screen(scores: Scores, settles: Sequence[Settles], locale: Locale = DEFAULT_LOCALE) -> Table | None:
    """The most decisive figures, and those that leave most open; None where no figure does either."""
    decisive = [figure for figure in settles if figure.best > 0 or figure.opens > 0][:SHOWN]
    return settles_table(scores, decisive, locale) if decisive else None


def known_sheet(
    scores: Scores,
    at_weights: Incomplete,
    all_weights: Incomplete | None,
    settles: Sequence[Settles],
    locale: Locale = DEFAULT_LOCALE,
) -> Sheet:
    """The workbook's sheet on what is open."""
    tables = (incomplete_table(scores, at_weights, all_weights, locale), settles_table(scores, settles, locale))
    return Sheet(locale.text("known.sheet"), locale.text("known.sheet_about"), tables)


def rank_json(scores: Scores, rank_at: RankAt) -> Json:
    """A rank with the weights that give it."""
    return {
        "rank": rank_at.rank,
        "weights": dict(zip(scores.root_members, rank_at.weights, strict=True)),
        "exact": rank_at.exact,
    }


def check_in_words(result: StabilityCheck, stability: Stability, locale: Locale = DEFAULT_LOCALE) -> tuple[str, ...]:
    """The ranks that weights can give it, and who the figures cannot tell it from."""
    sentences = []
    scores = result.scores
    if (rank_range := result.rank_ranges.get(stability.industry_id)) is not None:
        unproven = "" if rank_range.best.exact and rank_range.worst.exact else "_found"
        sentences.append(
            locale.text(f"known.rank_range{unproven}", best=str(rank_range.best.rank), worst=str(rank_range.worst.rank))
        )
    if level := level_with(scores)[scores.industry_ids.index(stability.industry_id)]:
        names = joined([_name(scores, name, locale) for name in level], locale)
        sentences.append(locale.text("known.level", others=names))
    return tuple(sentences)


def undecided_in_words(incomplete: Incomplete, locale: Locale = DEFAULT_LOCALE) -> str:
    """How many are in whatever the figures are, and for how many it depends on them; nobody counts to zero."""
    core, excluded, undecided = (
        locale.number(len(ids), 0) for ids in (incomplete.core, incomplete.excluded, incomplete.undecided)
    )
    settled = {(True, True): "both", (True, False): "in", (False, True): "out", (False, False): "none"}
    code = settled[bool(incomplete.core), bool(incomplete.excluded)]
    sentence = locale.text(f"known.settled_{code}", core=core, excluded=excluded)
    if not incomplete.undecided:
        return sentence
    return f"{sentence} {locale.text('known.undecided', undecided=undecided)}"


def _name(scores: Scores, industry_id: str, locale: Locale) -> str:
    return scores.dataset.industries[scores.dataset.position[industry_id]].name(locale)
