"""Weights from swings: how much it matters that a criterion goes from its worst industry to its best.

Swing weighting (von Winterfeldt & Edwards 1986, *Decision Analysis and Behavioral Research*, chapter 8). The swing that
matters most gets 100, the others a number beside it. A weight is about the whole scale from 0 to 1, of which the
industries may span a part only: the same rating of a shorter swing is a larger weight.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.criteria.linked_weights import apportioned
from engine.foundation.errors import InputError, Problem

HIGHEST = 100.0


def swing_weights(ratings: Mapping[str, float], spans: Mapping[str, float]) -> dict[str, int]:
    """Weights in millionths that add up to a whole.

    Parameters
    ----------
    ratings
        ``{member: rating}`` of each swing, 0..100.
    spans
        ``{member: best - worst}`` of the members' own values, 0..1. One without a span makes no difference to
        anybody, so its rating cannot be asked about and it gets no weight.

    Raises
    ------
    InputError
        For a rating outside 0..100, a member without a span known, and where no swing with a span has a rating.
    """
    problems = [
        Problem("toml_out_of_range", place=member, given=f"{rating:g}", allowed=(f"0–{HIGHEST:g}",))
        for member, rating in ratings.items()
        if not 0 <= rating <= HIGHEST
    ]
    problems += [Problem("unknown", given=member, allowed=tuple(spans)) for member in ratings if member not in spans]
    if problems:
        raise InputError(problems)
    return apportioned(
        {member: rating / spans[member] if spans[member] > 0 else 0.0 for member, rating in ratings.items()}
    )
