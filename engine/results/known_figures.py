"""What is known of each industry's score and what is open, ready for JSON, tables and words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.scoring.figure_ends import figure_shares
from engine.scoring.known_share import intervals, known_shares, level_with
from engine.scoring.score import Scores

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Known:
    """Both ends of the scores, the share that rests on figures, and who is level, (industry,) each.

    ``group_shares`` are (industry,) by indicator, NaN where there is no figure.
    """

    low: Floats
    high: Floats
    shares: Floats
    level_with: tuple[tuple[str, ...], ...]
    group_shares: Mapping[str, Floats]

    @property
    def any_open(self) -> bool:
        """Whether any score has two ends."""
        return bool((self.high > self.low).any())


def known_of(scores: Scores) -> Known:
    """All of it for one ranking."""
    both = intervals(scores)
    return Known(both.low, both.high, known_shares(scores), level_with(scores), figure_shares(scores))
