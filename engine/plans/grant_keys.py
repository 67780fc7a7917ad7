"""A frame shared by any of the keys that an option can have, exact to the øre (report 2024, 3.1 and 3.5.5).

Amounts are fractions of an øre until the last step, so that a floor is tested before anything is rounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from engine.plans.options import Step
from engine.selection.grant_key import key_shares, whole_ore

ZERO, ONE = Fraction(0), Fraction(1)
NEW, CONTINUING = "new", "continuing"
KINDS = (NEW, CONTINUING)


@dataclass(frozen=True, slots=True)
class Claim:
    """One programme's part in a sharing: its weight, and the least and most that it gets (None is no limit)."""

    weight: Fraction
    floor: Fraction = ZERO
    cap: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """Amounts by programme, what nobody may get, and who a floor lifts or a cap cuts."""

    amounts: Mapping[str, Fraction]
    unspent: Fraction
    lifted: frozenset[str] = frozenset()
    cut: frozenset[str] = frozenset()


def water_filled(amount: Fraction, claims: Mapping[str, Claim]) -> Filled | None:
    """``amount`` shared in proportion to the weights, between floors and caps; None where the floors exceed it.

    One level holds for all: each gets ``level * weight``, or its floor or cap. Whoever the level of those still open
    leaves below a floor, or above a cap, is fixed there, the side that is further off first (Bitran & Hax 1981,
    «Disaggregation and resource allocation using convex knapsack problems with bounded variables»).
    """
    if sum((claim.floor for claim in claims.values()), ZERO) > amount:
        return None
    amounts = {name: claim.floor for name, claim in claims.items() if not claim.weight}
    waiting = {name: claim for name, claim in claims.items() if claim.weight}
    left, weight = amount - sum(amounts.values(), ZERO), sum((claim.weight for claim in waiting.values()), ZERO)
    lifted: set[str] = {name for name, least in amounts.items() if least}
    cut: set[str] = set()
    while waiting:
        level = left / weight
        own = {name: level * claim.weight for name, claim in waiting.items()}
        low = {name: claim.floor for name, claim in waiting.items() if own[name] < claim.floor}
        high = {name: claim.cap for name, claim in waiting.items() if claim.cap is not None and own[name] > claim.cap}
        missing = sum((least - own[name] for name, least in low.items()), ZERO)
        beyond = sum((own[name] - most for name, most in high.items()), ZERO)
        fixed = {**(low if missing >= beyond else {}), **(high if beyond >= missing else {})}
        if not fixed:
            return Filled({**amounts, **own}, ZERO, frozenset(lifted), frozenset(cut))
        lifted |= fixed.keys() & low.keys()
        cut |= fixed.keys() & high.keys()
        amounts |= fixed
        left -= sum(fixed.values(), ZERO)
        weight -= sum((waiting.pop(name).weight for name in fixed), ZERO)
    return Filled(amounts, left, frozenset(lifted), frozenset(cut))


@dataclass(frozen=True, slots=True)
class Key:
    """A key with every figure filled in; money in øre a year.

    Parameters
    ----------
    equal_share
        Part of the frame shared equally, 0..1; the rest goes by size.
    floors
        By kind of programme, ``new`` and ``continuing``.
    phases
        Factors by kind and year since the start; the last one holds on.
    freed, need, steps
        As in ``OptionKey``.
    wind_down_share
        What a programme that winds down gets of a year's grant under today's programmes.
    """

    equal_share: Fraction
    floors: Mapping[str, Fraction] = field(default_factory=lambda: dict.fromkeys(KINDS, ZERO))
    cap: Fraction | None = None
    phases: Mapping[str, tuple[Fraction, ...]] = field(default_factory=lambda: dict.fromkeys(KINDS, (ONE,)))
    freed: str = "key"
    need: Mapping[str, Fraction] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    wind_down_share: Fraction = Fraction(1, 2)

    def stated(self, programme: str, size: int) -> Fraction | None:
        """The amount a year that the key states outright: the programme's need, or its size class's step."""
        if programme in self.need:
            return self.need[programme]
        reached = [step.mnok for step in self.steps if size >= step.jobs]
        return Fraction(repr(reached[-1])) * 100_000_000 if reached else None

    def factor(self, kind: str, year: int) -> Fraction:
        """The phase factor in the year ``year`` since the start, from 0."""
        return self.phases[kind][min(year, len(self.phases[kind]) - 1)]


@dataclass(frozen=True, slots=True)
class Running:
    """Who runs in a period, with the year since each one's start; who winds down in it, and who has stopped before."""

    new: tuple[tuple[str, int], ...] = ()
    continuing: tuple[tuple[str, int], ...] = ()
    winding_down: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()

    @property
    def kinds(self) -> dict[str, str]:
        """``new`` or ``continuing`` of each one that runs."""
        return {name: NEW for name, _ in self.new} | {name: CONTINUING for name, _ in self.continuing}


@dataclass(frozen=True, slots=True)
class Allotment:
    """A period's frame shared out, before rounding.

    ``grants`` with ``unspent`` add up to the frame. ``bound`` names the parts of the key that decide somebody's grant
    (``floor.new``, ``cap``). ``short`` names what does not fit into the frame; nobody then gets anything.
    """

    grants: Mapping[str, Fraction]
    unspent: Fraction
    bound: frozenset[str] = frozenset()
    short: tuple[str, ...] = ()

    def whole(self) -> tuple[dict[str, int], int]:
        """Grants and what is unspent in whole øre, by largest remainder, then id: their sum stays."""
        rounded = whole_ore({**self.grants, "": self.unspent})
        unspent = rounded.pop("")
        return rounded, unspent


def allotted(
    key: Key, running: Running, frame: int, sizes: Mapping[str, int], today: Mapping[str, int], year: Fraction = ONE
) -> Allotment:
    """What everybody gets of ``frame`` øre in a period that is ``year`` of a year (1, or 1/2).

    Programmes that wind down are paid first (contract, section 3), then those whose amount the key states; the others
    share the rest. What today's programmes have left behind is in the rest (``freed = "key"``), is held back (``kept``)
    or goes to the new ones (``new``; held back until there are any).

    Parameters
    ----------
    sizes
        Size of every programme that runs.
    today
        Size of each of today's programmes.
    """
    asked = running.winding_down or (running.stopped and key.freed != "key")
    before = _under_today(key, frame, today, year) if asked else {}
    paid = {programme: before[programme] * key.wind_down_share / year for programme in running.winding_down}
    held = sum((before[programme] for programme in running.stopped), ZERO) if key.freed != "key" else ZERO
    stated = {
        programme: amount * year
        for programme in running.kinds
        if (amount := key.stated(programme, sizes[programme])) is not None
    }
    rest = frame - held - sum(paid.values(), ZERO) - sum(stated.values(), ZERO)
    if rest < 0:
        short = "stated" if stated else "wind_down"
        return Allotment({}, Fraction(frame), short=(f"frame.{short}",))
    claims = _claims(key, running, sizes, year, frozenset(stated))
    filled = water_filled(rest, claims)
    if filled is None:
        kinds = running.kinds
        short_of = {kinds[name] for name, claim in claims.items() if claim.floor}
        return Allotment({}, Fraction(frame), short=tuple(f"floor.{kind}" for kind in KINDS if kind in short_of))
    grants, left = {**paid, **stated, **filled.amounts}, filled.unspent + held
    if key.freed == "new" and held:
        grants, left = _to_the_new(grants, claims, running, held, filled.unspent)
    bound = {f"floor.{running.kinds[name]}" for name in filled.lifted} | ({"cap"} if filled.cut else set())
    return Allotment(grants, left, frozenset(bound))


def _under_today(key: Key, frame: int, today: Mapping[str, int], year: Fraction) -> dict[str, Fraction]:
    """What each of today's programmes would get if they all ran on: by the equal share and size alone."""
    shares = key_shares(Fraction(frame), key.equal_share, today)
    stated = {programme: key.stated(programme, size) for programme, size in today.items()}
    return {
        programme: share if (amount := stated[programme]) is None else amount * year
        for programme, share in shares.items()
    }


def _claims(
    key: Key, running: Running, sizes: Mapping[str, int], year: Fraction, stated: frozenset[str]
) -> dict[str, Claim]:
    """Each programme's part: of the key, times its phase factor."""
    years = {**dict(running.new), **dict(running.continuing)}
    kinds = {programme: kind for programme, kind in running.kinds.items() if programme not in stated}
    weights = key_shares(ONE, key.equal_share, {programme: sizes[programme] for programme in kinds})
    cap = None if key.cap is None else key.cap * year
    return {
        programme: Claim(weights[programme] * key.factor(kind, years[programme]), key.floors[kind] * year, cap)
        for programme, kind in kinds.items()
    }


def _to_the_new(
    grants: Mapping[str, Fraction],
    claims: Mapping[str, Claim],
    running: Running,
    held: Fraction,
    unspent: Fraction,
) -> tuple[dict[str, Fraction], Fraction]:
    """What was held back to the new programmes by their own parts, on top of what they have; never above the cap."""
    new = {name for name, _ in running.new if name in claims}
    on_top = {
        name: Claim(claims[name].weight, ZERO, None if (cap := claims[name].cap) is None else cap - grants[name])
        for name in new
    }
    filled = water_filled(held, on_top)
    assert filled is not None  # without floors there is always room
    more = {name: grants[name] + filled.amounts[name] for name in sorted(new)}
    return {**grants, **more}, unspent + filled.unspent
