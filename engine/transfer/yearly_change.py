"""How much a figure changes from year to year by itself: what a change in a full count must be held against."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from engine.classification.periods import days_of
from engine.dataset.model import Dataset


@dataclass(frozen=True, slots=True)
class YearlyChange:
    """Changes of one industry's figure between the same period of two years running, in the figure's unit.

    Parameters
    ----------
    usual
        The root of the mean squared change; a trend is part of it.
    largest
        The largest, whichever its direction.
    pairs
        How many changes there are.
    first, last
        The oldest and the newest period among them.
    """

    usual: float
    largest: float
    pairs: int
    first: str
    last: str


def yearly_change(dataset: Dataset, industry_id: str, indicator_id: str) -> YearlyChange | None:
    """The changes of one industry's figure; None where it has no two years running of the same period."""
    position = dataset.position[industry_id]
    columns = dataset.columns[indicator_id]
    known = [period for period in dataset.periods(indicator_id) if not math.isnan(columns[period].values[position])]
    by_days = {days_of(period): period for period in known}
    pairs = [(period, later) for period in known if (later := by_days.get(_days_a_year_later(period)))]
    if not pairs:
        return None
    changes = [float(columns[later].values[position] - columns[period].values[position]) for period, later in pairs]
    usual = math.sqrt(sum(change**2 for change in changes) / len(changes))
    return YearlyChange(usual, max(map(abs, changes)), len(pairs), pairs[0][0], pairs[-1][1])


def _days_a_year_later(period: str) -> tuple[date, date] | None:
    """The days of the same part of the next year; None for a period over several parts, whose next one overlaps it."""
    return None if "-" in period else days_of(f"{int(period[:4]) + 1:04}{period[4:]}")
