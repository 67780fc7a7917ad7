"""Weights drawn from the simplex, from a seed: all of it, near today's, or with some criteria above others.

Only the generator's uniform numbers are used, with sums, differences and sorting: the same seed gives the same
weights to the last bit on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.foundation.errors import InputError, Problem

Floats = NDArray[np.float64]
Order = tuple[int, int]

MOST_TRIES = 2_000_000  # proposals for weights that must meet several demands at once
MOST_ORDERED = 16  # the ways to put so many criteria in order are still counted in a moment


def generator(seed: int) -> np.random.Generator:
    """The one source of randomness of a run."""
    return np.random.Generator(np.random.PCG64(seed))


def simplex(members: int, draws: int, random: np.random.Generator) -> Floats:
    """(draw, member) uniform on the simplex (Dirichlet, all ones).

    The gaps between sorted uniform numbers (Devroye 1986, «Non-Uniform Random Variate Generation», V.2.1).
    Uniform numbers divided by their sum would crowd the middle.
    """
    cuts = np.sort(random.random((draws, members - 1)), axis=1)
    edges = np.concatenate([np.zeros((draws, 1)), cuts, np.ones((draws, 1))], axis=1)
    return np.diff(edges, axis=1)


def ordered_simplex(members: int, draws: int, order: Sequence[Order], random: np.random.Generator) -> Floats:
    """(draw, member) uniform on the part of the simplex where, for each ``(a, b)``, a weighs at least as much as b.

    That part is cut into equal pieces by the complete orders it allows: one of them is drawn, each as likely, and
    sorted weights are dealt out along it.
    """
    weights = -np.sort(-simplex(members, draws, random), axis=1)
    above = [frozenset(a for a, b in order if b == member) for member in range(members)]

    @cache
    def complete_orders(placed: frozenset[int]) -> int:
        return 1 if len(placed) == members else sum(complete_orders(placed | {member}) for member in ready(placed))

    @cache
    def ready(placed: frozenset[int]) -> tuple[int, ...]:
        return tuple(member for member in range(members) if member not in placed and above[member] <= placed)

    result = np.empty_like(weights)
    for draw, picks in enumerate(random.random((draws, members))):
        placed: frozenset[int] = frozenset()
        for place, pick in enumerate(picks):
            left = pick * complete_orders(placed)
            for candidate in ready(placed):
                left -= complete_orders(placed | {candidate})
                if left < 0:
                    break
            result[draw, candidate] = weights[draw, place]
            placed |= {candidate}
    return result


def around(weights: Floats, percent: float, draws: int, order: Sequence[Order], random: np.random.Generator) -> Floats:
    """(draw, member) uniform on the box of ``percent`` around each weight, cut with the simplex and the order.

    Proposals fill the box in all members but the one with the widest range, which takes what is left of 1.

    Raises ``InputError`` where the demands leave next to nothing to draw from.
    """
    low = np.maximum(weights * (1 - percent / 100), 0.0)
    high = np.minimum(weights * (1 + percent / 100), 1.0)
    if (low == high).all():
        if any(weights[a] < weights[b] for a, b in order):
            raise InputError(Problem("draws_too_rare", place="--around", given=f"{percent:g}"))
        return np.tile(weights, (draws, 1))
    rest = int((high - low).argmax())
    others = [member for member in range(len(weights)) if member != rest]
    kept: list[Floats] = []
    accepted = tried = 0
    while accepted < draws:
        block = max(1000, draws)
        proposals = np.empty((block, len(weights)))
        proposals[:, others] = low[others] + (high - low)[others] * random.random((block, len(others)))
        proposals[:, rest] = 1 - proposals[:, others].sum(axis=1)
        met = (proposals[:, rest] >= low[rest]) & (proposals[:, rest] <= high[rest])
        for a, b in order:
            met &= proposals[:, a] >= proposals[:, b]
        kept.append(proposals[met])
        accepted, tried = accepted + int(met.sum()), tried + block
        if tried >= MOST_TRIES and accepted < draws:
            raise InputError(Problem("draws_too_rare", place="--around", given=f"{percent:g}"))
    return np.concatenate(kept)[:draws]


def draw_weights(
    weights: Floats, draws: int, seed: int, *, percent: float | None = None, order: Sequence[Order] = ()
) -> Floats:
    """(draw, member): uniform on the simplex, or within ``percent`` of ``weights``; within ``order`` if given."""
    random = generator(seed)
    if percent is not None:
        return around(weights, percent, draws, order, random)
    if not order:
        return simplex(len(weights), draws, random)
    return ordered_simplex(len(weights), draws, order, random)


def parse_order(text: str, members: Sequence[str]) -> tuple[Order, ...]:
    """``absence>=frafall`` (or ``a>=b>=c``, ``b<=a``, several with commas) as positions (above, below).

    Raises ``InputError``: unknown criteria, another form (``>`` alone: uniform draws cannot tell it from ``>=``), or
    demands that contradict each other.
    """
    order: list[Order] = []
    for demand in filter(None, (part.strip() for part in text.split(","))):
        names, signs = re.split(r"\s*[<>]=?\s*", demand), re.findall(r"[<>]=?", demand)
        if not all(names) or set(signs) not in ({">="}, {"<="}):
            raise InputError(Problem("order_form", place="--order", given=demand))
        for name in names:
            if name not in members:
                raise InputError(Problem("unknown", place="--order", given=name, allowed=tuple(members)))
        indices = [list(members).index(name) for name in names]
        order += [(b, a) if signs[0][0] == "<" else (a, b) for a, b in pairwise(indices)]
    _check_consistent(order, members, text)
    if order and len(members) > MOST_ORDERED:
        raise InputError(
            Problem("order_too_many", place="--order", given=str(len(members)), more={"most": str(MOST_ORDERED)})
        )
    return tuple(dict.fromkeys(order))


def _check_consistent(order: Sequence[Order], members: Sequence[str], text: str) -> None:
    """No criterion may stand above itself, not even through others."""
    above = {member: {a for a, b in order if b == member} for member in range(len(members))}
    while loose := [member for member, still in above.items() if not still]:
        for member in loose:
            del above[member]
            for still in above.values():
                still.discard(member)
    if above:
        circle = ", ".join(members[member] for member in above)
        raise InputError(Problem("order_contradiction", place="--order", given=text, more={"circle": circle}))
