"""Figures over time that can be compared: one season at a time, and which figure is newer than the one that counts."""

from __future__ import annotations

from collections.abc import Sequence

from engine.classification.periods import days_of, likeness
from engine.dataset.model import Dataset
from engine.dataset.period_means import Period
from engine.transfer.benchmarking import Benchmark, benchmark, history

FEWEST = 3  # points that make a line worth drawing


def seasons(standings: Sequence[Benchmark]) -> dict[str, tuple[Benchmark, ...]]:
    """Standings of one kind of period each (``K3``, whole years …), the kind with the newest first.

    Only kinds with ``FEWEST`` or more: of two points nobody can tell a trend.
    """
    kinds: dict[str, list[Benchmark]] = {}
    for standing in standings:
        kinds.setdefault(likeness(standing.period), []).append(standing)
    enough = [tuple(kind) for kind in kinds.values() if len(kind) >= FEWEST]
    enough.sort(key=lambda kind: (_end(kind[-1].period), len(kind)), reverse=True)
    return {likeness(kind[0].period): kind for kind in enough}


def newer_figure(dataset: Dataset, industry_id: str, indicator_id: str, period: Period = None) -> Benchmark | None:
    """The industry's newest figure where that is newer than the one that counts; None where it is not."""
    counted = benchmark(dataset, industry_id, indicator_id, period)
    standings = history(dataset, industry_id, indicator_id)
    if counted.value is None or not standings:
        return None
    newest = max(standings, key=lambda standing: _end(standing.period))
    return newest if _end(newest.period) > _end(counted.period.rpartition(", ")[2]) else None


def newer_period(dataset: Dataset, indicator_id: str, period: Period = None) -> str | None:
    """The newest period in which any industry has a figure, where another counts; None where it is that one."""
    periods = dataset.periods(indicator_id)
    used = period[-1] if isinstance(period, tuple) else period or dataset.newest_period(indicator_id)
    return periods[-1] if periods and _end(periods[-1]) > _end(used) else None


def _end(period: str) -> str:
    """The last day, ISO 8601; empty where there is none."""
    days = days_of(period)
    return days[1].isoformat() if days else ""
