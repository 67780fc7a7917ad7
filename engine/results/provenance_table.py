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
            one.indicator_id,
            one.label(locale),
            one.period or None,
            unit_in_words(one.unit, locale),
            locale.text("export.awaiting") if one.indicator_id in absent else counts_in_words(one, locale),
            _sources(scores, one) or None,
        )
        for one in indicator_provenances(scores)
    )
    return Table(locale.text("export.rests_on"), columns, rows)


def counts_in_words(one: IndicatorProvenance, locale: Locale) -> str:
    """How many of the ranked industries' values are of each quality."""
    counts = [(quality, one.qualities[quality]) for quality in QUALITIES if quality in one.qualities]
    counts += [("missing", one.missing)] if one.missing else []
    return ", ".join(f"{count} {locale.text(f'report.quality_{quality}')}" for quality, count in counts)


def _sources(scores: Scores, one: IndicatorProvenance) -> str:
    known = scores.dataset.sources
    found = [known.get(source) or source for source in one.source_ids]
    said = (one if isinstance(one, str) else source_in_words(one.title, one.publisher, one.published) for one in found)
    return "; ".join(said)
