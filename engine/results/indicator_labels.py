"""Indicators beside the scores: what they are called, and what figures that no criterion may use rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from engine.criteria.model import Criteria
from engine.dataset.model import Column, Dataset, Source
from engine.foundation.locale import LOCALES, Locale, area
from engine.foundation.quality import QUALITIES
from engine.output.table import RepeatedNote
from engine.results.basis import about_figures, source_in_words, source_note, unit_in_words
from engine.results.contract_json import data_json
from engine.scoring.score import MISSING
from engine.spreadsheets.catalogue import KnownIndicator


def indicator_name(criteria: Criteria, indicator: str, locale: Locale) -> str:
    """What an indicator is called: in the criteria file, else in the texts, else in the shipped files, else its id."""
    if indicator in criteria.indicators:
        return criteria.label(indicator, locale)
    known = area("app").get(f"indicator_{indicator}")
    if known:
        return known[locale.tag]
    shipped = _shipped().get(indicator)
    return shipped.label(locale) if shipped else indicator


@cache
def _shipped() -> Mapping[str, KnownIndicator]:
    """What the shipped criteria files call their indicators."""
    from engine.results.known_indicators import catalogue_of

    return catalogue_of(None).indicators


def sources_of(dataset: Dataset, ids: Iterable[str]) -> tuple[Source, ...]:
    """The sources by id; one that ``sources.csv`` does not describe stands with empty fields."""
    return tuple(dataset.sources.get(source_id) or Source(source_id, "", "", "", "") for source_id in sorted(set(ids)))


def columns_json(
    dataset: Dataset, criteria: Criteria, columns: Sequence[Column], industries: Sequence[str]
) -> dict[str, Any]:
    """What the figures of ``industries`` in ``columns`` rest on, with the keys that every result has."""
    positions = [dataset.position[industry] for industry in industries]
    sources = {source_id for column in columns for place in positions for source_id in column.source_ids[place]}
    return {
        "criteria_id": criteria.id,
        "synthetic": dataset.synthetic,
        "data": data_json(dataset),
        "indicators": {
            column.indicator_id: {
                **{f"label_{locale.tag}": indicator_name(criteria, column.indicator_id, locale) for locale in LOCALES},
                "unit": column.unit,
                "period": column.period,
                "quality": _counted(column, positions),
                "missing": int(np.count_nonzero(column.quality[positions] < 0)),
                "source_ids": sorted({source_id for place in positions for source_id in column.source_ids[place]}),
            }
            for column in columns
        },
        "sources": {
            source.source_id: {
                "title": source.title,
                "publisher": source.publisher,
                "published": source.published,
                "reference": source.reference,
            }
            for source in sources_of(dataset, sources)
        },
    }


def columns_notes(
    dataset: Dataset,
    criteria: Criteria,
    columns: Sequence[Column],
    industries: Sequence[str],
    locale: Locale,
    each: bool = True,
    ids: bool = True,
) -> tuple[str, ...]:
    """Data, meanings of the qualities there are, each indicator's period and sources, the sources in words.

    Parameters
    ----------
    each
        False leaves the indicators out, where a table has them already.
    ids
        False names criteria, data and sources only by their titles: a page has no ids to look up.
    """
    positions = [dataset.position[industry] for industry in industries]
    counted = {column.indicator_id: _counted(column, positions) for column in columns}
    there = {quality for counts in counted.values() for quality in counts}
    used = {source_id for column in columns for place in positions for source_id in column.source_ids[place]}
    sources = sources_of(dataset, used)
    return (
        asked_of(dataset, criteria, locale, ids=ids),
        *(
            about_figures(locale.text(f"report.means_{quality}"), [quality])
            for quality in QUALITIES
            if quality in there
        ),
        *(
            _provenance(column, counted[column.indicator_id], criteria, positions, locale, None if ids else sources)
            for column in columns
            if each
        ),
        *(source_note(source, locale) for source in sources if ids),
        *(_source_by_name(source, locale) for source in sources if not ids and not each),
    )


def _source_by_name(source: Source, locale: Locale) -> RepeatedNote:
    return RepeatedNote(locale.text("report.source_by_name", source=_title(source, locale)))


def _title(source: Source, locale: Locale) -> str:
    """As much as ``sources.csv`` says; the id where it says nothing."""
    if not (source.title or source.publisher or source.published):
        return source.source_id
    return source_in_words(source.title, source.publisher, source.published, locale)


def asked_of(dataset: Dataset, criteria: Criteria, locale: Locale, ids: bool = True) -> str:
    """Which criteria and which data."""
    title = locale.written(criteria, "title") or criteria.id
    data = dataset.shown_title(locale)
    if not ids:
        return locale.text("report.asked_of_by_name", criteria=title, data=data)
    return locale.text("report.asked_of", criteria=title, id=criteria.id, data=data, name=dataset.name)


def _counted(column: Column, positions: Sequence[int]) -> dict[str, int]:
    counts = {
        quality: int(np.count_nonzero(column.quality[positions] == place)) for place, quality in enumerate(QUALITIES)
    }
    return {quality: count for quality, count in counts.items() if count}


def _provenance(
    column: Column,
    counts: dict[str, int],
    criteria: Criteria,
    positions: Sequence[int],
    locale: Locale,
    by_name: Sequence[Source] | None,
) -> str:
    """The period, the qualities and the sources of an indicator; these by id, or ``by_name``."""
    used = sorted({source_id for place in positions for source_id in column.source_ids[place]})
    if by_name is not None:
        used = [_title(source, locale) for source in by_name if source.source_id in used]
    missing = int(np.count_nonzero(column.quality[positions] < 0))
    counts = {**counts, **({MISSING: missing} if missing else {})}
    parts = [f"{locale.text(f'report.quality_{quality}')} {count}" for quality, count in counts.items()]
    note = locale.text(
        "report.indicator_basis",
        indicator=indicator_name(criteria, column.indicator_id, locale),
        unit=unit_in_words(column.unit, locale),
        period=locale.period(column.period),
        counts=", ".join(parts),
        sources=(", " if by_name is None else "; ").join(used) or "–",
    )
    return about_figures(note, counts)
