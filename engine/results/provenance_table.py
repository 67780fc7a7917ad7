"""What the points rest on, as a table: each indicator's unit, period, qualities and sources by name."""

from __future__ import annotations

from engine.foundation.locale import text
from engine.foundation.quality import QUALITIES
from engine.output.table import Column, Table
from engine.results.provenance import Footing, awaiting, footings
from engine.results.ranking import source_in_words, unit_in_words
from engine.scoring.score import Scores


def provenance_table(scores: Scores, language: str = "nb") -> Table:
    """One row an indicator in the order of the criteria file; those that nobody has figures for say so."""
    keys = ("indicator", "period", "unit", "rests_on", "sources")
    headings = {"rests_on": "export.figures", "sources": "export.sources"}
    columns = (
        Column("indicator_id", text("report.indicator_id", language), screen=False),
        *(Column(key, text(headings.get(key, f"report.{key}"), language)) for key in keys),
    )
    absent = awaiting(scores)
    rows = tuple(
        (
            one.indicator_id,
            one.label(language),
            one.period or None,
            unit_in_words(one.unit, language),
            text("export.awaiting", language) if one.indicator_id in absent else counts_in_words(one, language),
            _sources(scores, one) or None,
        )
        for one in footings(scores)
    )
    return Table(text("export.rests_on", language), columns, rows)


def counts_in_words(one: Footing, language: str) -> str:
    """How many of the ranked industries' values are of each quality."""
    counts = [(quality, one.qualities[quality]) for quality in QUALITIES if quality in one.qualities]
    counts += [("missing", one.missing)] if one.missing else []
    return ", ".join(f"{count} {text(f'report.quality_{quality}', language)}" for quality, count in counts)


def _sources(scores: Scores, one: Footing) -> str:
    known = scores.dataset.sources
    found = [known.get(source) or source for source in one.source_ids]
    said = (one if isinstance(one, str) else source_in_words(one.title, one.publisher, one.published) for one in found)
    return "; ".join(said)
