"""Fafo's union density by industry group."""

from __future__ import annotations

from pathlib import Path

from engine.dataset.schema import Field, Table
from engine.dataset.source_table import Row, lines
from engine.foundation.quality import PUBLISHED

SOURCE, PERIOD = "fafo_2016_07", "2014"

UNION_DENSITY = Table(
    "fafo_union_density_2014",
    (
        Field("sn2007_group", "group", required=True),
        Field("name_published", "text"),
        Field("percent", "number"),
    ),
    key=("sn2007_group",),
)


def union_density(path: Path) -> list[Row]:
    """Rows of ``group_values``: members of trade unions, percent. A group printed without a figure has no row."""
    return [
        {
            "sn2007_group": line["sn2007_group"].text,
            "indicator_id": "union_density",
            "period": PERIOD,
            "value": line["percent"],
            "unit": "percent",
            "quality": PUBLISHED,
            "source_id": SOURCE,
            "note": line["name_published"],
        }
        for line in lines(path, UNION_DENSITY)
        if line["percent"] is not None
    ]
