"""What the points rest on, as a table: each indicator's unit, period, qualities and sources by name."""

from __future__ import annotations

from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.foundation.quality import QUALITIES
from engine.output.table import Column, Table
from engine.results.basis import source_in_words, unit_in_words
from engine.results.provenance import IndicatorProvenance, awaiting, indicator_provenances
from engine.scoring.score import Scores


def provenance_table(scores: Scores, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One row an indicator in the order of the criteria file; those that nobody has figures for say so."""
    keys = ("indicator", "period", "unit", "rests_on", "sources")
    headings = {"rests_on": "export.figures", "sources": "export.sources"}
    columns = (
        Column("indicator_id", locale.text("report.indicator_id"), screen=False),
        *(
            Column(key, locale.text(headings.get(key, f"report.{key}")), "period" if key == "period" else "text")
            for key in keys
        ),
    )
    absent = awaiting(scores)
    rows = tuple(
        (
            indicator_provenance.indicator_id,
            indicator_provenance.label(locale),
            indicator_provenance.period or None,
            unit_in_words(indicator_provenance.unit, locale),
            locale.text("export.awaiting")
            if indicator_provenance.indicator_id in absent
            else counts_in_words(indicator_provenance, locale),
            _sources(scores, indicator_provenance, locale) or None,
        )
        for indicator_provenance in indicator_provenances(scores)
    )
    return Table(locale.text("export.rests_on"), columns, rows)


def counts_in_words(indicator_provenance: IndicatorProvenance, locale: Locale) -> str:
    """How many of the ranked industries' values are of each quality."""
    counts = [
        (quality, indicator_provenance.qualities[quality])
        for quality in QUALITIES
        if quality in indicator_provenance.qualities
    ]
    counts += [("missing", indicator_provenance.missing)] if indicator_provenance.missing else []
    return ", ".join(f"{count} {locale.text(f'report.quality_{quality}')}" for quality, count in counts)


def _sources(scores: Scores, indicator_provenance: IndicatorProvenance, locale: Locale) -> str:
    known = scores.dataset.sources
    sources = [known.get(source) or source for source in indicator_provenance.source_ids]
    texts = (
        source if isinstance(source, str) else source_in_words(source.title, source.publisher, source.published, locale)
        for source in sources
    )
    return "; ".join(texts)
