"""NAV's tables by industry group: doctor-certified absence and new disability pensions."""

from __future__ import annotations

from pathlib import Path

from engine.dataset.schema import Field, Table
from engine.dataset.source_table import Row, lines
from engine.foundation.errors import InputError, Problem
from engine.foundation.quality import DERIVED, PUBLISHED

ABSENCE_SOURCE = "nav_absence_2016"
DISABILITY_SOURCE = "nav_disability"

_GROUP = (Field("sn2007_group", "group", required=True), Field("name_published", "text"))
ABSENCE = Table(
    "nav_doctor_certified_absence_2009K3_2016K3",
    (*_GROUP, Field("period", "period", required=True), Field("percent", "number", required=True)),
    key=("sn2007_group", "period"),
)
DISABILITY = Table(
    "nav_new_disability_pensions_2018_2023",
    (
        *_GROUP,
        Field("period", "period", required=True),
        Field("employed", "count", required=True),
        Field("new_disability_pensions", "count", required=True),
    ),
    key=("sn2007_group", "period"),
)


def absence(path: Path) -> list[Row]:
    """Rows of ``group_values``: doctor-certified absence, percent, third quarters."""
    return [
        {
            "sn2007_group": line["sn2007_group"].text,
            "indicator_id": "absence",
            "period": line["period"],
            "value": line["percent"],
            "unit": "percent",
            "quality": PUBLISHED,
            "source_id": ABSENCE_SOURCE,
            "note": line["name_published"],
        }
        for line in lines(path, ABSENCE)
    ]


def frafall(path: Path) -> list[Row]:
    """Rows of ``group_values``: new disability pensions per 1000 employed, from the two published counts.

    The line for unknown industry is left out: it has more new pensions than employed every year, so that a rate of
    it would say nothing.

    Raises
    ------
    InputError
        A group has nobody employed.
    """
    known = [line for line in lines(path, DISABILITY) if not line["sn2007_group"].unknown]
    nobody = [line for line in known if not line["employed"]]
    if nobody:
        raise InputError(
            Problem("intake_no_employed", str(path), place=f"{line['sn2007_group'].text}, {line['period']}")
            for line in nobody
        )
    return [
        {
            "sn2007_group": line["sn2007_group"].text,
            "indicator_id": "frafall",
            "period": line["period"],
            "value": 1000 * line["new_disability_pensions"] / line["employed"],
            "unit": "per_1000_employed",
            "quality": DERIVED,
            "source_id": DISABILITY_SOURCE,
            "note": line["name_published"],
        }
        for line in known
    ]
