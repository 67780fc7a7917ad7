"""One industry beside all the others: each indicator against the national level, with period, quality and source."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.dataset.model import Dataset
from engine.dataset.period_means import Period, column_over, national_level
from engine.foundation.errors import InputError, Problem
from engine.output.table import Column, Table

STANDING_COLUMNS = (
    *("indicator_id", "indicator", "period", "unit", "value", "se"),
    *("national", "lowest", "median", "highest", "place", "of"),
    *("quality", "sn2007_groups", "source_ids", "gives_points"),
)
FORM_OF = (
    dict.fromkeys(("value", "se", "national", "lowest", "median", "highest"), "number")
    | dict.fromkeys(("place", "of"), "integer")
    | {"gives_points": "boolean"}
)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Where an industry stands on one indicator in one period.

    Parameters
    ----------
    value, se
        The industry's own; None where missing or unknown.
    quality, source_ids, groups
        Of the value; the SN2007 groups that a carried value came from.
    national
        The published level of all industries; None where the data have none for the period.
    lowest, median, highest
        Over every industry that has a value; None where none has.
    place, of
        1 for the highest value, equal values share the better place; among how many.
    """

    indicator_id: str
    period: str
    unit: str
    value: float | None
    se: float | None
    quality: str | None
    source_ids: tuple[str, ...]
    groups: tuple[str, ...]
    national: float | None
    lowest: float | None
    median: float | None
    highest: float | None
    place: int | None
    of: int


def benchmark(dataset: Dataset, industry_id: str, indicator_id: str, period: Period = None) -> Benchmark:
    """Where one industry stands on one indicator; in the newest period where none is asked for.

    Over several periods all are means, the national level too.

    Raises ``InputError`` for an industry, indicator or period that the data do not have.
    """
    if industry_id not in dataset.position:
        raise InputError(Problem("unknown", dataset.name, given=industry_id, allowed=tuple(dataset.position)))
    column = column_over(dataset, indicator_id, period)
    position = dataset.position[industry_id]
    value = _known(column.values[position])
    present = column.values[~np.isnan(column.values)]
    return Benchmark(
        indicator_id=indicator_id,
        period=column.period,
        unit=column.unit,
        value=value,
        se=_known(column.se[position]),
        quality=column.quality_of(position),
        source_ids=column.source_ids[position],
        groups=column.groups[position],
        national=national_level(dataset, indicator_id, period if isinstance(period, tuple) else (column.period,)),
        lowest=float(present.min()) if len(present) else None,
        median=float(np.median(present)) if len(present) else None,
        highest=float(present.max()) if len(present) else None,
        place=None if value is None else 1 + int((present > value).sum()),
        of=len(present),
    )


def benchmarks(
    dataset: Dataset, industry_id: str, periods: Mapping[str, Period] | None = None
) -> tuple[Benchmark, ...]:
    """Every indicator, in the order of the data, in its newest period or in what ``periods`` asks for it."""
    asked = periods or {}
    return tuple(benchmark(dataset, industry_id, indicator, asked.get(indicator)) for indicator in dataset.columns)


def history(dataset: Dataset, industry_id: str, indicator_id: str) -> tuple[Benchmark, ...]:
    """One indicator in every period in which the industry has a value, oldest first."""
    standings = (benchmark(dataset, industry_id, indicator_id, period) for period in dataset.periods(indicator_id))
    return tuple(standing for standing in standings if standing.value is not None)


def benchmarks_table(
    known: Sequence[Benchmark], labels: Mapping[str, str], counted: Collection[str], title: str = ""
) -> Table:
    """One row an indicator, for a file: numbers as they are; ``counted`` are the indicators that give points."""
    rows = tuple(
        (
            *(
                standing.indicator_id,
                labels[standing.indicator_id],
                standing.period,
                standing.unit,
                standing.value,
                standing.se,
            ),
            *(standing.national, standing.lowest, standing.median, standing.highest, standing.place, standing.of),
            *(
                standing.quality or "missing",
                " ".join(standing.groups),
                " ".join(standing.source_ids),
                standing.indicator_id in counted,
            ),
        )
        for standing in known
    )
    return Table(title, tuple(Column(key, key, FORM_OF.get(key, "text")) for key in STANDING_COLUMNS), rows)


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
