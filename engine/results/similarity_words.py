"""What transfers from today's programmes, in sentences, and the notes that must stand beside every likeness."""

from __future__ import annotations

from collections.abc import Iterator

from engine.criteria.merge_overlay import joined
from engine.criteria.model import Criteria
from engine.foundation.locale import number, text
from engine.foundation.quality import INHERITED
from engine.output.table import percent_in_words
from engine.results.indicator_labels import columns_notes, indicator_name
from engine.results.ranking import plain
from engine.transfer.similarity import (
    ABSENT,
    ALIKE,
    APART,
    BOTH_HIGH,
    BOTH_LOW,
    CONSTANT,
    DIFFERENT,
    JUDGEMENT,
    Difference,
    Likeness,
    Similarity,
)

FEW = 3
"""Exposures below which a likeness says little of a whole working environment. The number has no source."""


def similar_sentences(result: Similarity, industry: str, criteria: Criteria, language: str = "nb") -> tuple[str, ...]:
    """What one industry can take over: whom it is most like, how surely, what is high in both and what differs."""
    return tuple(_sentences(result, industry, criteria, language))


def _sentences(result: Similarity, industry: str, criteria: Criteria, language: str) -> Iterator[str]:
    name, nearest = industry_name(result, industry, language), result.nearest(industry)
    if not nearest:
        yield text("transfer.similar_incomparable", language, industry=name)
        return
    first = nearest[0]
    distance = number(first.distance or 0.0, 2, language)
    if len(nearest) > 1:
        programmes = joined([industry_name(result, one.industry_id, language) for one in nearest], language)
        yield text("transfer.similar_tied", language, industry=name, programmes=programmes, distance=distance)
    else:
        programme = industry_name(result, first.industry_id, language)
        shared = {"shared": len(first.differences), "of": len(result.compared)}
        yield text(
            "transfer.similar_nearest", language, industry=name, programme=programme, distance=distance, **shared
        )
    yield from _how_surely(result, industry, first, language)
    high, low = (_in_all(nearest, kind, criteria, language) for kind in (BOTH_HIGH, BOTH_LOW))
    if high:
        yield text("transfer.similar_high", language, exposures="; ".join(high))
    else:
        yield text("transfer.similar_no_high", language)
    if low:
        yield text("transfer.similar_low", language, exposures="; ".join(low))
    if apart := _in_all(nearest, DIFFERENT, criteria, language):
        if len(nearest) == 1:
            apart = [_apart(one, criteria, language) for one in first.differences if one.kind == DIFFERENT]
        yield text("transfer.similar_apart", language, exposures="; ".join(apart))


def _how_surely(result: Similarity, industry: str, first: Likeness, language: str) -> Iterator[str]:
    drawn = [one for one in result.likenesses[industry] if one.nearest_share is not None]
    if first.nearest_share is not None:
        share = percent_in_words(first.nearest_share, language)
        yield text(
            "transfer.similar_sure", language, programme=industry_name(result, first.industry_id, language), share=share
        )
        rival = max((one for one in drawn if one is not first), key=lambda one: one.nearest_share or 0.0, default=None)
        if rival is not None and rival.nearest_share:
            share = percent_in_words(rival.nearest_share, language)
            programme = industry_name(result, rival.industry_id, language)
            yield text("transfer.similar_rival", language, programme=programme, share=share)
    sampling, distance = first.sampling_distance, first.distance
    if sampling is not None and distance is not None and distance <= sampling:
        yield text("transfer.similar_within_sampling", language, sampling=number(sampling, 2, language))


def similar_notes(result: Similarity, criteria: Criteria, language: str = "nb") -> tuple[str, ...]:
    """What must be said with every likeness: its measure, what is not compared, and what the figures rest on."""
    return (*likeness_notes(result, criteria, language), *_basis_notes(result, criteria, language))


def likeness_notes(result: Similarity, criteria: Criteria, language: str = "nb") -> Iterator[str]:
    """The measure, the draws, and what is not compared and why."""
    if not result.exposures:
        yield text("transfer.none_declared", language, criteria=criteria.id)
        return
    for use in (JUDGEMENT, ABSENT, CONSTANT):
        if left := [indicator_name(criteria, one.indicator_id, language) for one in result.exposures if one.use == use]:
            yield text(f"transfer.left_out_{use}", language, exposures="; ".join(left))
    if not result.compared:
        yield text("transfer.none_usable", language)
        return
    limits = {"alike": number(ALIKE, 1, language), "different": number(APART, 1, language)}
    yield text("transfer.distance_means", language, **limits)
    pairs = [one for likenesses in result.likenesses.values() for one in likenesses]
    if any(one.nearest_share is not None for one in pairs):
        yield text("transfer.drawn", language, draws=number(result.draws, 0, language), seed=result.seed)
    else:
        yield text("transfer.nothing_varies", language)
    if len(result.compared) < FEW:
        yield text("transfer.few_exposures", language, count=len(result.compared))
    if any(one.missing or one.judged for one in pairs):
        yield text("transfer.gaps", language)
    if any(one.same_group for one in pairs):
        yield text("transfer.same_group", language)
    qualities = [quality for one in pairs for difference in one.differences for quality in difference.qualities]
    if 2 * qualities.count(INHERITED) > len(qualities):
        share = percent_in_words(qualities.count(INHERITED) / len(qualities), language)
        yield text("transfer.mostly_inherited", language, share=share)
    yield text("transfer.tools_unknown", language)


def _basis_notes(result: Similarity, criteria: Criteria, language: str) -> tuple[str, ...]:
    return columns_notes(result.dataset, criteria, result.columns, industries_looked_at(result), language)


def industries_looked_at(result: Similarity) -> tuple[str, ...]:
    """The industries whose figures were looked at."""
    return tuple(dict.fromkeys((*result.likenesses, *result.programmes)))


def industry_name(result: Similarity, industry: str, language: str) -> str:
    """The industry's name."""
    return result.dataset.industries[result.dataset.position[industry]].name(language)


def names_of_kind(one: Likeness, kind: str, criteria: Criteria, language: str) -> list[str]:
    """What the exposures of one kind are called, what adds most to the unlikeness first."""
    return [indicator_name(criteria, found.indicator_id, language) for found in one.differences if found.kind == kind]


def _in_all(likenesses: tuple[Likeness, ...], kind: str, criteria: Criteria, language: str) -> list[str]:
    """The names of the exposures that are of one kind in every likeness, in the first one's order."""
    first, *rest = (names_of_kind(one, kind, criteria, language) for one in likenesses)
    return [name for name in first if all(name in names for names in rest)]


def _apart(one: Difference, criteria: Criteria, language: str) -> str:
    name = indicator_name(criteria, one.indicator_id, language)
    values = {"own": plain(round(one.own, 1), language), "other": plain(round(one.other, 1), language)}
    return text("transfer.similar_one_apart", language, exposure=name, **values)
