"""A dataset as tidy rows, for export and screen."""

from __future__ import annotations

import math
from dataclasses import dataclass

from engine.dataset.model import Dataset
from engine.foundation.quality import QUALITIES


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One value with all that follows it. ``se`` and ``n`` are None where there are none.

    ``groups`` are the SN2007 groups a carried value came from; empty for a value of the industry's own.
    """

    industry_id: str
    indicator_id: str
    period: str
    value: float
    unit: str
    se: float | None
    n: float | None
    quality: str
    source_ids: tuple[str, ...]
    groups: tuple[str, ...]


def values_table(dataset: Dataset) -> list[ValueRow]:
    """Every value there is, by indicator, period (oldest first) and industry; a missing value has no row."""
    rows = []
    for indicator_id, periods in dataset.columns.items():
        for period in dataset.periods(indicator_id):
            column = periods[period]
            numbers = zip(column.values.tolist(), column.se.tolist(), column.n.tolist(), strict=True)
            for index, (industry, (value, se, n)) in enumerate(zip(dataset.industries, numbers, strict=True)):
                if math.isnan(value):
                    continue
                row = ValueRow(
                    industry.industry_id,
                    indicator_id,
                    period,
                    value,
                    column.unit,
                    None if math.isnan(se) else se,
                    None if math.isnan(n) else n,
                    QUALITIES[column.quality[index]],
                    column.source_ids[index],
                    column.groups[index],
                )
                rows.append(row)
    return rows
