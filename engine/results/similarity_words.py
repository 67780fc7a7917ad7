"""What transfers from today's programmes, in sentences, and the notes that must stand beside every likeness."""

from __future__ import annotations

from collections.abc import Iterator

from engine.criteria.merge_overlay import joined
from engine.criteria.model import Criteria
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.foundation.quality import INHERITED
from engine.output.table import percent_in_words
from engine.results.basis import plain
from engine.results.indicator_labels import columns_notes, indicator_name
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


def similar_sentences(
    result: Similarity, industry: str, criteria: Criteria, locale: Locale = DEFAULT_LOCALE
) -> tuple[str, ...]:
    """What one industry can take over: whom it is most like, how surely, what is high in both and what differs."""
    return tuple(_sentences(result, industry, criteria, locale))


def _sentences(result: Similarity, industry: str, criteria: Criteria, locale: Locale) -> Iterator[str]:
    name, nearest = industry_name(result, industry, locale), result.nearest(industry)
    if not nearest:
        yield locale.text("transfer.similar_incomparable", industry=name)
        return
    first = nearest[0]
    distance = locale.number(first.distance or 0.0, 2)
    if len(nearest) > 1:
        programmes = locale.in_sentence(
            joined([industry_name(result, likeness.industry_id, locale) for likeness in nearest], locale)
        )
        yield locale.text("transfer.similar_tied", industry=name, programmes=programmes, distance=distance)
    else:
        programme = locale.in_sentence(industry_name(result, first.industry_id, locale))
        shared = {"shared": len(first.differences), "of": len(result.compared)}
        yield locale.text("transfer.similar_nearest", industry=name, programme=programme, distance=distance, **shared)
    yield from _how_surely(result, industry, first, locale)
    high, low = (_in_all(nearest, kind, criteria, locale) for kind in (BOTH_HIGH, BOTH_LOW))
    if high:
        yield locale.text("transfer.similar_high", exposures="; ".join(high))
    else:
        yield locale.text("transfer.similar_no_high")
    if low:
        yield locale.text("transfer.similar_low", exposures="; ".join(low))
    if apart := _in_all(nearest, DIFFERENT, criteria, locale):
        if len(nearest) == 1:
            apart = [
                _apart(difference, criteria, locale) for difference in first.differences if difference.kind == DIFFERENT
            ]
        yield locale.text("transfer.similar_apart", exposures="; ".join(apart))


def _how_surely(result: Similarity, industry: str, first: Likeness, locale: Locale) -> Iterator[str]:
    drawn = [likeness for likeness in result.likenesses[industry] if likeness.nearest_share is not None]
    if first.nearest_share is not None:
        share = percent_in_words(first.nearest_share, locale)
        yield locale.text(
            "transfer.similar_sure", programme=industry_name(result, first.industry_id, locale), share=share
        )
        rival = max(
            (likeness for likeness in drawn if likeness is not first),
            key=lambda likeness: likeness.nearest_share or 0.0,
            default=None,
        )
        if rival is not None and rival.nearest_share:
            share = percent_in_words(rival.nearest_share, locale)
            programme = industry_name(result, rival.industry_id, locale)
            yield locale.text("transfer.similar_rival", programme=programme, share=share)
    sampling, distance = first.sampling_distance, first.distance
    if sampling is not None and distance is not None and distance <= sampling:
        yield locale.text("transfer.similar_within_sampling", sampling=locale.number(sampling, 2))


def similar_notes(result: Similarity, criteria: Criteria, locale: Locale = DEFAULT_LOCALE) -> tuple[str, ...]:
    """What must be said with every likeness: its measure, what is not compared, and what the figures rest on."""
    return (*likeness_notes(result, criteria, locale), *likeness_basis(result, criteria, locale))


def likeness_notes(result: Similarity, criteria: Criteria, locale: Locale = DEFAULT_LOCALE) -> Iterator[str]:
    """The measure, the draws, and what is not compared and why."""
    if not result.exposures:
        yield locale.text("transfer.none_declared", criteria=criteria.id)
        return
    for use in (JUDGEMENT, ABSENT, CONSTANT):
        if left := [
            indicator_name(criteria, exposure.indicator_id, locale)
            for exposure in result.exposures
            if exposure.use == use
        ]:
            yield locale.text(f"transfer.left_out_{use}", exposures="; ".join(left))
    if not result.compared:
        yield locale.text("transfer.none_usable")
        return
    limits = {"alike": locale.number(ALIKE, 1), "different": locale.number(APART, 1)}
    yield locale.text("transfer.distance_means", **limits)
    pairs = [likeness for likenesses in result.likenesses.values() for likeness in likenesses]
    if any(pair.nearest_share is not None for pair in pairs):
        yield locale.text("transfer.drawn", draws=locale.number(result.draws, 0), seed=result.seed)
    else:
        yield locale.text("transfer.nothing_varies")
    if len(result.compared) < FEW:
        yield locale.text("transfer.few_exposures", count=len(result.compared))
    if any(pair.missing or pair.judged for pair in pairs):
        yield locale.text("transfer.gaps")
    if any(pair.same_group for pair in pairs):
        yield locale.text("transfer.same_group")
    qualities = [quality for pair in pairs for difference in pair.differences for quality in difference.qualities]
    if 2 * qualities.count(INHERITED) > len(qualities):
        share = percent_in_words(qualities.count(INHERITED) / len(qualities), locale)
        yield locale.text("transfer.mostly_inherited", share=share)
    yield locale.text("transfer.tools_unknown")


def likeness_basis(
    result: Similarity, criteria: Criteria, locale: Locale = DEFAULT_LOCALE, ids: bool = True
) -> tuple[str, ...]:
    """What the figures rest on; without ``ids`` by the titles of the sources, as a page has it."""
    return columns_notes(result.dataset, criteria, result.columns, industries_looked_at(result), locale, ids=ids)


def industries_looked_at(result: Similarity) -> tuple[str, ...]:
    """The industries whose figures were looked at."""
    return tuple(dict.fromkeys((*result.likenesses, *result.programmes)))


def industry_name(result: Similarity, industry: str, locale: Locale) -> str:
    """The industry's name."""
    return result.dataset.industries[result.dataset.position[industry]].name(locale)


def names_of_kind(likeness: Likeness, kind: str, criteria: Criteria, locale: Locale) -> list[str]:
    """What the exposures of one kind are called, what adds most to the unlikeness first."""
    return [
        indicator_name(criteria, difference.indicator_id, locale)
        for difference in likeness.differences
        if difference.kind == kind
    ]


def _in_all(likenesses: tuple[Likeness, ...], kind: str, criteria: Criteria, locale: Locale) -> list[str]:
    """The names of the exposures that are of one kind in every likeness, in the first one's order."""
    first, *rest = (names_of_kind(likeness, kind, criteria, locale) for likeness in likenesses)
    return [name for name in first if all(name in names for names in rest)]


def _apart(difference: Difference, criteria: Criteria, locale: Locale) -> str:
    name = indicator_name(criteria, difference.indicator_id, locale)
    values = {"own": plain(round(difference.own, 1), locale), "other": plain(round(difference.other, 1), locale)}
    return locale.text("transfer.similar_one_apart", exposure=name, **values)
