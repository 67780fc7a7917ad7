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
    return Figure(share, every_group(by_cell, weight))


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


def every_group(by_cell: Array, weight: Array) -> Array:
    """The same coefficients by cell in every group of age and sex."""
    return np.broadcast_to(by_cell[:, None, :], weight.shape).copy()
