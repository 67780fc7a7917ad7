"""Figures from weighted totals, and how each moves with one more unit of weight in a cell (Taylor linearisation).

A figure's coefficient for a cell is its derivative with respect to the cell's weighted total, so that the design-based
variance of the figure is that of the total of weight times coefficient.

References
----------
Binder, D. A. (1983). On the variances of asymptotically normal estimators from complex surveys. International
Statistical Review 51. Woodruff, R. S. (1971). JASA 66. Lumley, T. (2010). Complex Surveys, chapter 2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.survey.weighted_counts import BOTH, COMPLAINT_ONLY, EXPOSURE_ONLY, NEITHER

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """One figure for every domain.

    Parameters
    ----------
    value
        (domain,) NaN where it is not defined.
    coefficients
        (domain, group, cell) the derivative of the value with respect to the cell's weighted total.
    """

    value: Array
    coefficients: Array


def prevalence(weight: Array) -> Figure:
    """Weighted share that says yes, 0..1; ``weight`` is (domain, group, cell no and yes)."""
    total = weight.sum(axis=(1, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        share = weight[:, :, 1].sum(axis=1) / total
        by_cell = np.stack([-share, 1 - share], axis=1) / total[:, None]
    return Figure(share, _every_group(by_cell, weight))


def standardised(weight: Array, standard: Array) -> Figure:
    """Directly standardised share: the standard's mean of the shares by age and sex (Breslow & Day 1987, section 2.2).

    ``weight`` is (domain, group, cell), its last group unknown and left out; ``standard`` is (group,), adding up to 1.
    Not defined where a group that the standard has weighs nothing. The standard is taken as given.
    """
    known = weight[:, :-1]
    used = standard > 0
    total = known.sum(axis=2)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = known[:, :, 1] / total
        value = (np.where(used, share, 0.0) * standard).sum(axis=1)
        by_cell = np.stack([-share, 1 - share], axis=2) * (standard / total)[:, :, None]
    coefficients = np.zeros_like(weight)
    coefficients[:, :-1] = np.where(used[:, None], by_cell, 0.0)
    return Figure(value, coefficients)


def joint_prevalence(weight: Array) -> Figure:
    """Weighted share with both exposure and complaint, 0..1; ``weight`` is (domain, group, cell of the pair)."""
    cells, total = _cells(weight)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = cells[BOTH] / total
        by_cell = np.stack([((at == BOTH) - share) / total for at in range(4)], axis=1)
    return Figure(share, _every_group(by_cell, weight))


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
    return Figure(value, _every_group(by_cell, weight))


def log_odds_ratio(weight: Array) -> Figure:
    """Logarithm of the odds of the complaint among the exposed over those among the others."""
    cells, _ = _cells(weight)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log(cells[BOTH] * cells[NEITHER] / (cells[EXPOSURE_ONLY] * cells[COMPLAINT_ONLY]))
        sign = np.array([1.0, -1.0, -1.0, 1.0])
        by_cell = np.stack([sign[at] / cells[at] for at in range(4)], axis=1)
    return Figure(value, _every_group(by_cell, weight))


def _cells(weight: Array) -> tuple[list[Array], Array]:
    summed = weight.sum(axis=1)
    return [summed[:, at] for at in range(4)], summed.sum(axis=1)


def _every_group(by_cell: Array, weight: Array) -> Array:
    return np.broadcast_to(by_cell[:, None, :], weight.shape).copy()
