"""Members' values to the node's, and what a missing member does.

A missing member gives its weight to the rest (``skip``) or counts as 0 (``worst``; ``interval`` where the tree has not
filled it in); where no weighted member is there the result is NaN, but not under ``interval``. The aggregates
themselves are declared in ``criteria.aggregates``.
"""

from __future__ import annotations

import numpy as np

from engine.criteria.aggregates import AGGREGATES, Floats, any_weighted


def filled(values: Floats, missing: str) -> Floats:
    """The values with 0 for a missing one under ``worst`` and ``interval``, as they are under ``skip`` and ``fail``."""
    return np.where(np.isnan(values), 0.0, values) if missing in ("worst", "interval") else values


def aggregated(kind: str, values: Floats, weights: Floats, missing: str) -> Floats:
    """The node's value, (draw, industry), by the aggregate and missing-value rule that the file names.

    Where every weighted member is missing so is the node, also under ``worst`` (contract, section 2).
    """
    result = AGGREGATES[kind].of(filled(values, missing), weights)
    if missing == "worst":
        result[~any_weighted(~np.isnan(values), weights)] = np.nan
    return result


def shares(values: Floats, weights: Floats, missing: str) -> Floats:
    """(industry, member) weights that count for each industry after the missing-value rule; rows add to 1 or are 0.

    ``weights`` is one set, (member,).
    """
    counted = weights * ~np.isnan(filled(values, missing))
    if missing != "interval":
        counted[~any_weighted(~np.isnan(values), weights[None])[0]] = 0.0
    mass = counted.sum(axis=1, keepdims=True)
    share = np.zeros(counted.shape)
    np.divide(counted, mass, out=share, where=mass > 0)
    return share
