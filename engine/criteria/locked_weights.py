"""Shares that add up to one where somebody holds one of them still."""

from __future__ import annotations

from collections.abc import Mapping

from engine.criteria.weights import normalised
from engine.foundation.errors import InputError, Problem


def locked_shares(weights: Mapping[str, float], locked: str) -> dict[str, float]:
    """Shares, 0..1, where ``locked`` has its own number as its share and the others divide the rest.

    Parameters
    ----------
    weights
        ``{member: weight}``; that of ``locked`` is a share, 0..1, the others are in any unit.

    Returns
    -------
    dict
        In the order of ``weights``. The others stand in the proportion of their weights, and are equal where all
        of them are 0 but the lock leaves something to share.

    Raises
    ------
    InputError
        For a member that does not exist, a locked share outside 0..1, and nothing but zeros.
    """
    if locked not in weights:
        raise InputError(Problem("unknown", given=locked, allowed=tuple(weights)))
    share = weights[locked]
    if not 0 <= share <= 1:
        raise InputError(Problem("toml_out_of_range", place=locked, given=f"{share:g}", allowed=("0–1",)))
    others = {member: weight for member, weight in weights.items() if member != locked}
    if not others or share == 1:
        if share == 0:
            raise InputError(Problem("weights_all_zero", place=locked))
        return {member: float(member == locked) for member in weights}
    rest = normalised(others) if any(others.values()) else dict.fromkeys(others, 1 / len(others))
    return {member: share if member == locked else (1 - share) * rest[member] for member in weights}
