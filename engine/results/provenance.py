"""What a result rests on: for each indicator its period, qualities and sources, over the ranked industries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.dataset.model import Source
from engine.foundation.locale import LOCALES, Locale
from engine.foundation.quality import QUALITIES
from engine.scoring.score import Scores


@dataclass(frozen=True, slots=True)
class IndicatorProvenance:
    """One indicator as a result uses it.

    ``labels`` has its name by language; ``qualities`` counts the ranked industries' values by quality, best quality
    first; ``missing`` those without one.
    """

    indicator_id: str
    labels: Mapping[str, str]
    unit: str
    period: str
    qualities: Mapping[str, int]
    missing: int
    source_ids: tuple[str, ...]

    def label(self, locale: Locale) -> str:
        """The indicator's name."""
        return self.labels[locale.tag]


def indicator_provenances(scores: Scores) -> tuple[IndicatorProvenance, ...]:
    """One for each indicator in the tree, in the order of the criteria file."""
    positions = [scores.dataset.position[industry] for industry in scores.industry_ids]
    provenances = []
    for indicator, column in scores.columns.items():
        ranked = column.quality[positions]
        counts = {quality: int(np.count_nonzero(ranked == place)) for place, quality in enumerate(QUALITIES)}
        provenances.append(
            IndicatorProvenance(
                indicator,
                {locale.tag: scores.criteria.label(indicator, locale) for locale in LOCALES},
                column.unit,
                column.period,
                {quality: count for quality, count in counts.items() if count},
                int(np.count_nonzero(ranked < 0)),
                tuple(sorted({source for place in positions for source in column.source_ids[place]})),
            )
        )
    return tuple(provenances)


def awaiting(scores: Scores) -> tuple[str, ...]:
    """Indicators that the criteria ask for and the data have nothing of, in the order of the criteria file."""
    return tuple(
        indicator.id
        for indicator in scores.criteria.indicators.values()
        if indicator.id in scores.columns and not scores.columns[indicator.id].period
    )


def used_sources(scores: Scores) -> tuple[Source, ...]:
    """The sources of every figure behind the scores, and of the job counts, by id.

    An id that ``sources.csv`` does not describe stands with empty fields: the reading allows a folder without it.
    """
    used = {
        source for indicator_provenance in indicator_provenances(scores) for source in indicator_provenance.source_ids
    }
    if scores.dataset.jobs_source_id:
        used.add(scores.dataset.jobs_source_id)
    known = scores.dataset.sources
    return tuple(known.get(source) or Source(source, "", "", "", "") for source in sorted(used))
