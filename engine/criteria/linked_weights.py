"""Weights that always make a whole: in millionths, moved one at a time while the others give or take in proportion.

The one form that weights have from the sliders to the score. Whole numbers of millionths add up exactly, which rounded
shares do not. What must be rounded is apportioned by largest remainder (Hamilton's method; Balinski & Young 1982, *Fair
Representation*, chapter 2).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction

from engine.foundation.errors import InputError, Problem

WHOLE = 1_000_000  # a link has six decimals of a share
PER_CENT = WHOLE // 100
STEP = 1_000  # a tenth of a per cent, the least that is shown


def apportioned(weights: Mapping[str, float], whole: int = WHOLE) -> dict[str, int]:
    """The weights as whole numbers that add up to ``whole``.

    Parameters
    ----------
    weights
        ``{member: weight}`` in any unit, none negative.

    Returns
    -------
    dict
        In the order of ``weights``. Each is its exact share rounded down or up, and those with the largest remainders
        are rounded up; of equal remainders the first.

    Raises
    ------
    InputError
        Where all of them are 0.
    """
    exact = {member: Fraction(weight) for member, weight in weights.items()}
    total = sum(exact.values())
    if not total:
        raise InputError(Problem("weights_all_zero", place="--weights"))
    # Divided in whole numbers only, as app/static/linked_weights.js does.
    shares = {member: divmod(whole * weight, total) for member, weight in exact.items()}
    rounded = {member: int(share) for member, (share, _) in shares.items()}
    by_remainder = sorted(shares, key=lambda member: -shares[member][1])
    for member in by_remainder[: whole - sum(rounded.values())]:
        rounded[member] += 1
    return rounded


def moved(units: Mapping[str, int], member: str, to: int, locked: Collection[str] = ()) -> dict[str, int]:
    """The weights once ``member`` is moved and the others give or take what that needs, in proportion.

    Parameters
    ----------
    units
        ``{member: millionths}`` before the move, adding up to ``WHOLE``.
    to
        Where ``member`` is moved, in millionths; no further than what the locked ones leave.
    locked
        Members that stay where they are.

    Returns
    -------
    dict
        Adding up to ``WHOLE``. Those that follow stand in steps of ``STEP``, apportioned by largest remainder, and in
        equal parts where all of them are 0. What is left of a step, where a locked one has part of one, goes to the
        largest of them. Nothing moves where ``member`` is locked or where nothing else is free.
    """
    free = [other for other in units if other != member and other not in locked]
    if member in locked or not free:
        return dict(units)
    room = units[member] + sum(units[other] for other in free)
    to = min(max(to, 0), room)
    steps, left = divmod(room - to, STEP)
    basis = {other: units[other] for other in free}
    if not any(basis.values()):
        basis = dict.fromkeys(free, 1)
    parts = {other: STEP * part for other, part in apportioned(basis, steps).items()}
    parts[max(free, key=lambda other: (parts[other], -free.index(other)))] += left
    return {name: to if name == member else parts.get(name, units[name]) for name in units}


def movable(units: Mapping[str, int], locked: Collection[str]) -> bool:
    """Whether anything can be moved: what one takes another must give."""
    return sum(member not in locked for member in units) > 1


def shown_tenths(units: Mapping[str, int]) -> dict[str, int]:
    """Each weight in tenths of a per cent, adding up to exactly 1000."""
    return apportioned(units, WHOLE // STEP)


def followers(before: Mapping[str, int], after: Mapping[str, int]) -> frozenset[str]:
    """Members that only followed: the largest group that kept its proportions, to the step; none where nobody did.

    What is left of the members that changed is what somebody moved. Two that changed alone moved each other, and the
    first of them counts as moved.
    """
    changed = [member for member in before if before[member] != after.get(member)]
    groups = []
    for lead in changed:
        if not before[lead]:
            continue
        ratio = Fraction(after.get(lead, 0), before[lead])
        groups.append(
            [member for member in changed if abs(ratio * before[member] - after.get(member, 0)) <= STEP * (1 + ratio)]
        )
    largest = max(groups, key=len, default=[])
    if len(changed) == 2:
        return frozenset(changed[1:])
    return frozenset(largest) if len(largest) > 1 and len(largest) < len(changed) else frozenset()
