"""Scores to ranks: equal scores share the better rank."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.foundation.tolerances import tie

Floats = NDArray[np.float64]
Ranks = NDArray[np.int64]

UNRANKED = 0


def ranks_of(scores: Floats, size: float = 1.0) -> Ranks:
    """Competition ranks (1, 2, 2, 4) down the last axis, highest first; 0 where the score is NaN.

    ``scores`` is (…, industry). A score joins the one above it where they differ by at most 1e-12 of
    ``size``, which is that of the scores' scale.
    """
    falling = np.argsort(-scores, axis=-1, kind="stable")
    ordered = np.take_along_axis(scores, falling, axis=-1)
    opens = np.ones(ordered.shape, dtype=bool)
    opens[..., 1:] = ~(ordered[..., :-1] - ordered[..., 1:] <= tie("scores", size))
    places = np.where(opens, np.arange(1, scores.shape[-1] + 1), 0)
    in_order = np.where(np.isnan(ordered), UNRANKED, np.maximum.accumulate(places, axis=-1))
    ranks = np.empty(scores.shape, dtype=np.int64)
    np.put_along_axis(ranks, falling, in_order, axis=-1)
    return ranks


def order_of(ranks: Ranks) -> tuple[int, ...]:
    """Positions (industries sorted by id) best first, ties by id, the unranked last by id."""
    last = np.where(ranks == UNRANKED, len(ranks) + 1, ranks)
    return tuple(int(position) for position in np.argsort(last, kind="stable"))
