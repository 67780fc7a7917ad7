"""What is known of each industry's score and what is open, ready for JSON, tables and words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.scoring.figure_ends import figure_shares
from engine.scoring.known_share import Intervals, intervals, known_shares, level_with
from engine.scoring.score import Scores

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Known:
    """Both ends of the scores, the share that rests on figures, and who is level: each worked out when it is asked for.

    Parameters
    ----------
    scores
        The ranking that it is about.
    """

    scores: Scores

    @cached_property
    def _both(self) -> Intervals:
        return intervals(self.scores)

    @property
    def low(self) -> Floats:
        """(industry,) lowest scores that the figures leave open."""
        return self._both.low

    @property
    def high(self) -> Floats:
        """(industry,) highest scores."""
        return self._both.high

    @property
    def any_open(self) -> bool:
        """Whether any score has two ends."""
        return bool((self.high > self.low).any())

    @cached_property
    def shares(self) -> Floats:
        """(industry,) share of the weight that rests on figures."""
        return known_shares(self.scores)

    @cached_property
    def level_with(self) -> tuple[tuple[str, ...], ...]:
        """(industry,) ids that the figures cannot tell it from."""
        return level_with(self.scores)

    @cached_property
    def level_places(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """(industry,) runs of places, first and last, of those it is level with and itself; none where it is alone."""
        scores = self.scores
        place = {scores.industry_ids[index]: where for where, index in enumerate(scores.order)}
        ranks = [int(scores.ranks[index]) for index in scores.order]
        places = []
        for own, others in zip(scores.industry_ids, self.level_with, strict=True):
            runs: list[list[int]] = []
            for where in sorted(place[industry] for industry in (own, *others)) if others else ():
                if runs and where == runs[-1][1] + 1:
                    runs[-1][1] = where
                else:
                    runs.append([where, where])
            places.append(tuple((ranks[first], ranks[last]) for first, last in runs))
        return tuple(places)

    @cached_property
    def group_shares(self) -> Mapping[str, Floats]:
        """(industry,) by indicator, NaN where there is no figure."""
        return figure_shares(self.scores)
