"""Figures of an exposure and a complaint in the same persons, each declared once: its fields, how it is estimated, and
whether it is a share or a ratio. The headings stand in ``texts``, area ``microdata``.

References
----------
Binder (1983), Woodruff (1971) and Lumley (2010) as in ``engine.survey.estimators``.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.survey.estimators import Array, Figure, every_group
from engine.survey.intervals import ratio_interval, share_interval
from engine.survey.rounding import Interval, rounded, rounded_interval
from engine.survey.weighted_counts import BOTH, COMPLAINT_ONLY, EXPOSURE_ONLY, NEITHER


@dataclass(frozen=True, slots=True)
class JointEstimate:
    """An exposure and a complaint in the same persons, of one industry and period. Empty where it is ``hidden``.

    ``joint`` is the share with both, 0..1; ``observed_over_expected`` that over what independence would give;
    ``odds_ratio_se`` is of the odds ratio itself. ``n`` are those who answered both. The fields of a figure are its
    value, ``_se`` where its standard error is told, and ``_interval``.
    """

    period: str
    industry_id: str | None
    exposure: str
    complaint: str
    hidden: bool = False
    n: int | None = None
    joint: float | None = None
    joint_se: float | None = None
    joint_interval: Interval | None = None
    observed_over_expected: float | None = None
    observed_over_expected_interval: Interval | None = None
    odds_ratio: float | None = None
    odds_ratio_se: float | None = None
    odds_ratio_interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class PairFigure:
    """One figure of a pair, a share 0..1 or, where it is a ``ratio``, estimated as its logarithm.

    Parameters
    ----------
    name
        What its fields in ``JointEstimate`` begin with.
    of
        The figure from weighted totals, (domain, group, cell of the pair).
    stem
        What the ends of its interval begin with in a table: ``odds_low``, ``odds_high``.
    """

    name: str
    of: Callable[[Array], Figure]
    stem: str
    ratio: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """Its fields in ``JointEstimate``."""
        names = (self.name, f"{self.name}_se", self.interval)
        return tuple(name for name in names if name in JointEstimate.__dataclass_fields__)

    @property
    def interval(self) -> str:
        """The field of its interval."""
        return f"{self.name}_interval"

    @property
    def ends(self) -> tuple[str, str]:
        """What the ends of the interval are called in a table."""
        return f"{self.stem}_low", f"{self.stem}_high"

    def told(self, value: float, variance: float, freedom: int) -> dict[str, Any]:
        """The fields from the estimate and its variance, under the design's degrees of freedom."""
        interval_of = ratio_interval if self.ratio else share_interval
        size, spread = (math.exp(value), math.exp(value)) if self.ratio else (value, 1.0)
        values = {
            self.name: rounded(size),
            f"{self.name}_se": rounded(spread * math.sqrt(variance)),
            self.interval: rounded_interval(interval_of(value, variance, freedom)),
        }
        return {name: values[name] for name in self.fields}


def joint_prevalence(weight: Array) -> Figure:
    """Weighted share with both exposure and complaint, 0..1; ``weight`` is (domain, group, cell of the pair)."""
    cells, total = _cells(weight)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = cells[BOTH] / total
        by_cell = np.stack([((cell == BOTH) - share) / total for cell in range(4)], axis=1)
    return Figure(share, every_group(by_cell, weight))


def log_observed_over_expected(weight: Array) -> Figure:
    """Logarithm of the share with both over the product of the two shares: 0 where they are independent."""
    cells, total = _cells(weight)
    exposure, complaint = cells[BOTH] + cells[EXPOSURE_ONLY], cells[BOTH] + cells[COMPLAINT_ONLY]
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log(cells[BOTH] * total / (exposure * complaint))
        by_cell = np.zeros((len(total), 4))
        by_cell[:, NEITHER] = 1 / total
        by_cell[:, EXPOSURE_ONLY] = 1 / total - 1 / exposure
        by_cell[:, COMPLAINT_ONLY] = 1 / total - 1 / complaint
        by_cell[:, BOTH] = 1 / total - 1 / exposure - 1 / complaint + 1 / cells[BOTH]
    return Figure(value, every_group(by_cell, weight))


def log_odds_ratio(weight: Array) -> Figure:
    """Logarithm of the odds of the complaint among the exposed over those among the others."""
    cells, _ = _cells(weight)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log(cells[BOTH] * cells[NEITHER] / (cells[EXPOSURE_ONLY] * cells[COMPLAINT_ONLY]))
        sign = np.array([1.0, -1.0, -1.0, 1.0])
        by_cell = np.stack([sign[cell] / cells[cell] for cell in range(4)], axis=1)
    return Figure(value, every_group(by_cell, weight))


def _cells(weight: Array) -> tuple[list[Array], Array]:
    summed = weight.sum(axis=1)
    return [summed[:, cell] for cell in range(4)], summed.sum(axis=1)


PAIR_FIGURES = (
    PairFigure("joint", joint_prevalence, "joint"),
    PairFigure("observed_over_expected", log_observed_over_expected, "observed", ratio=True),
    PairFigure("odds_ratio", log_odds_ratio, "odds", ratio=True),
)
"""In the order in which they are shown."""
