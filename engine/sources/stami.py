"""The 2024 report's words on co-occurrence (3.5.11). STAMI's own figures are not public, the words are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from engine.dataset.schema import Field, Table
from engine.dataset.source_table import Line, Row, lines
from engine.foundation.errors import InputError, Problem
from engine.foundation.quality import CLASSIFIED

SOURCE, PERIOD, UNIT = "report2024", "2024", "score_0_1"

NAMED = "1"
PAIRINGS = {
    "msk_flag": ("msk_exposure_high", "msk_pain_high"),
    "mental_flag": ("mental_exposure_high", "mental_complaints_high"),
}
SIDES = {
    "msk_exposure_high": "msk_exposure_named",
    "msk_pain_high": "msk_pain_named",
    "mental_exposure_high": "mental_exposure_named",
    "mental_complaints_high": "mental_complaints_named",
    "absence_high": "absence_named",
}

COOCCURRENCE = Table(
    "stami_cooccurrence_2024",
    (
        Field("industry_id", "id", required=True),
        *(Field(side, "choice", choices=(NAMED,)) for side in SIDES),
        Field("quote", "text"),
    ),
    key=("industry_id",),
)


def cooccurrence(path: Path, considered: Iterable[str], unnamed: bool = True) -> list[Row]:
    """Rows of ``indicators``: each pairing of each industry in ``considered``, and every side the report names.

    A pairing is 1 where both its sides are named, 0.5 where one is, 0 where neither is. A side that is not named has
    no row: the report says nothing, not that it is low. ``unnamed`` says whether a pairing of which nothing is named
    is 0 or has no row either.

    Raises
    ------
    InputError
        The table names an industry that is not in ``considered``.
    """
    named = {line["industry_id"]: line for line in lines(path, COOCCURRENCE)}
    ids = sorted(considered)
    unknown = [industry for industry in named if industry not in ids]
    if unknown:
        raise InputError(
            Problem("unknown", file=str(path), column="industry_id", given=industry, allowed=tuple(ids))
            for industry in unknown
        )
    return [row for industry in ids for row in _rows(industry, named.get(industry, {}), unnamed)]


def _rows(industry: str, line: Line, unnamed: bool) -> Iterable[Row]:
    for flag, sides in PAIRINGS.items():
        share = sum(line.get(side) == NAMED for side in sides) / len(sides)
        if share or unnamed:
            yield _row(industry, flag, share, line)
    for side, indicator in SIDES.items():
        if line.get(side) == NAMED:
            yield _row(industry, indicator, 1, line)


def _row(industry: str, indicator: str, value: float, line: Line) -> Row:
    return {
        "industry_id": industry,
        "indicator_id": indicator,
        "period": PERIOD,
        "value": value,
        "unit": UNIT,
        "se": None,
        "n": None,
        "quality": CLASSIFIED,
        "source_id": SOURCE,
        "note": line.get("quote"),
    }
