"""What today's programmes get of the frame, as far as it is published: three of the seven."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from engine.dataset.schema import Field, Table
from engine.dataset.source_table import Row, lines
from engine.foundation.errors import InputError, Problem
from engine.foundation.quality import PUBLISHED

INDICATOR, UNIT = "programme_grant", "MNOK"
YEAR = "2024"  # of the report and of the letter; the report gives the two others as «årlig»

PROGRAMMES = {
    "largest_grant_bygg_anlegg": "bygg_anlegg",
    "smallest_grant_persontransport": "persontransport",
    "grant_sykehus": "sykehus",
}

GRANT_FACTS = Table(
    "grant_facts",
    (
        Field("fact", "text", required=True),
        Field("value", "number", required=True),
        Field("unit", "text"),
        Field("period", "text"),
        Field("source_id", "id", required=True),
        Field("quote", "text"),
    ),
    key=("fact",),
)


def programme_grants(path: Path, programmes: Iterable[str]) -> list[Row]:
    """Rows of ``indicators``: the published yearly grant of each of ``programmes`` that has one, MNOK.

    Raises
    ------
    InputError
        A fact of a programme is missing from the table, or the programme from ``programmes``.
    """
    facts = {line["fact"]: line for line in lines(path, GRANT_FACTS)}
    known = tuple(programmes)
    absent = [fact for fact, programme in PROGRAMMES.items() if fact not in facts or programme not in known]
    if absent:
        raise InputError(
            Problem("unknown", file=str(path), column="fact", given=fact, allowed=tuple(facts)) for fact in absent
        )
    return [
        {
            "industry_id": programme,
            "indicator_id": INDICATOR,
            "period": YEAR,
            "value": facts[fact]["value"],
            "unit": UNIT,
            "se": None,
            "n": None,
            "quality": PUBLISHED,
            "source_id": facts[fact]["source_id"],
            "note": facts[fact]["quote"],
        }
        for fact, programme in PROGRAMMES.items()
    ]
