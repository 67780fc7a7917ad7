"""What a fraction stands for in one industry: cases or working days a year."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.dataset.model import Dataset
from engine.foundation.quality import DERIVED, weakest

if TYPE_CHECKING:
    from engine.prevention_potential.potential import Interval, Potential

DAYS, CASES = "days", "cases"
KINDS = {"percent": DAYS, "per_1000_employed": CASES}
"""What a rate counts, by its unit: a percentage is of the working days that were agreed."""


@dataclass(frozen=True, slots=True)
class Burden:
    """A number of ``days`` or ``cases`` a year, and the inputs it is the product of.

    ``interval`` is of the fraction alone: the rate and the number of jobs have no known uncertainty here.
    """

    kind: str
    amount: float
    interval: Interval | None
    rate_id: str
    rate: float
    rate_period: str
    rate_quality: str
    jobs: int
    jobs_quality: str | None
    quality: str
    source_ids: tuple[str, ...]


def burden(dataset: Dataset, position: int, rate_id: str, of: Potential, working_days: float) -> Burden | None:
    """Days: jobs × working days × per cent / 100 × fraction. Cases: jobs × rate / 1000 × fraction.

    None where no rate is declared or known, or no number of jobs. Every job counts as full time.
    """
    industry = dataset.industries[position]
    if rate_id not in dataset.columns or industry.jobs is None or of.fraction is None:
        return None
    column = dataset.column(rate_id)
    rate, kind = float(column.values[position]), KINDS.get(column.unit)
    if kind is None or math.isnan(rate):
        return None
    whole = industry.jobs * (working_days * rate / 100 if kind == DAYS else rate / 1000)
    rate_quality = column.quality_of(position) or DERIVED
    known = [quality for quality in (of.quality, rate_quality, industry.jobs_quality) if quality]
    return Burden(
        kind,
        whole * of.fraction,
        of.interval and of.interval.times(whole),
        rate_id,
        rate,
        column.period,
        rate_quality,
        industry.jobs,
        industry.jobs_quality,
        weakest([DERIVED, *known]),
        tuple(sorted({*of.source_ids, *column.source_ids[position], *filter(None, [dataset.jobs_source_id])})),
    )
