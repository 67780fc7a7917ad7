"""Which frame, equal share or floor an option needs, for programmes to get what somebody wants in a full year.

Every answer is judged by the key itself, in exact arithmetic and before rounding: frames and floors to the øre, equal
shares to a billionth, always on the side that does it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from engine.foundation.errors import InputError, Problem
from engine.foundation.exact_arithmetic import LARGEST_MNOK, exact
from engine.plans.half_years import Plan
from engine.plans.inverse_parameters import EQUAL_SHARE, FLOOR, FRAME
from engine.selection.grant_key import ORE_PER_MNOK

LARGEST = LARGEST_MNOK * ORE_PER_MNOK
"""Øre: no frame or floor is looked for above a million MNOK."""
SHARE_UNIT = 10**9
LOOKS = 64

Range = tuple[Fraction, Fraction | None]


@dataclass(frozen=True, slots=True)
class Inverse:
    """The answer to one question.

    Parameters
    ----------
    parameter
        ``frame``, ``equal_share``, ``floor.new`` or ``floor.continuing``.
    want
        MNOK a year by programme.
    ranges
        Closed ranges that do it, lowest first: MNOK or a share; None at the end is no upper limit. Empty where none
        does.
    now
        What the option has today.
    """

    parameter: str
    want: Mapping[str, float]
    ranges: tuple[tuple[float, float | None], ...]
    now: float

    @property
    def range(self) -> tuple[float, float | None] | None:
        """The range that holds what the option has, or lies nearest to it; None where none does."""
        return min(self.ranges, key=self._distance, default=None)

    def _distance(self, interval: tuple[float, float | None]) -> float:
        low, high = interval
        return max(low - self.now, 0.0 if high is None else self.now - high, 0.0)


def parse_wants(texts: tuple[str, ...]) -> dict[str, float]:
    """The amounts of ``ID=MNOK``. Raises ``InputError`` with every one that is none."""
    wants: dict[str, float] = {}
    problems = []
    for text in texts:
        name, _, amount = (part.strip() for part in text.partition("="))
        try:
            wants[name] = float(amount)
        except ValueError:
            wants[name] = -1.0
        if not name or not 0 <= wants[name] <= LARGEST / ORE_PER_MNOK:
            problems.append(Problem("plans_wants_form", place="--want", given=text, allowed=("ID=MNOK",)))
    if problems:
        raise InputError(problems)
    return wants


def inverse(plan: Plan, parameter: str, want: Mapping[str, float]) -> Inverse:
    """The ranges of one parameter, all else as in the plan, in which each of ``want`` gets at least its amount.

    A frame is the same in all years; a floor is that of the wanted programmes' kind. In a range the plan also fits: no
    half-year has floors or stated amounts beyond its frame.

    Raises ``InputError`` for a programme that has no grant once the plan is in place, and for a floor of two kinds.
    """
    kinds = plan.steady.kinds
    absent = [programme for programme in want if programme not in kinds]
    if absent:
        known = tuple(sorted(kinds))
        raise InputError(
            Problem("plans_want_not_in", place="--want", given=programme, allowed=known) for programme in absent
        )
    wanted = {programme: exact(amount) * ORE_PER_MNOK for programme, amount in want.items()}
    if parameter == FRAME:
        return _answer(FRAME, want, _frames(plan, wanted), Fraction(plan.frames[plan.last.year]), ORE_PER_MNOK)
    if parameter == EQUAL_SHARE:
        return _answer(EQUAL_SHARE, want, _equal_shares(plan, wanted), plan.key.equal_share, 1)
    asked = {kinds[programme] for programme in want}
    if len(asked) > 1:
        raise InputError(Problem("plans_want_kinds", place="--want", given=", ".join(want)))
    kind = asked.pop()
    return _answer(f"{FLOOR}.{kind}", want, _floors(plan, wanted, kind), plan.key.floors[kind], ORE_PER_MNOK)


def keys_that_give(plans: Mapping[str, Plan], want: Mapping[str, float]) -> dict[str, bool]:
    """Which plans, one a key, give every wanted programme its amount in a full year (before rounding)."""
    wanted = {programme: exact(amount) * ORE_PER_MNOK for programme, amount in want.items()}
    return {name: _gives(plan, wanted) for name, plan in plans.items()}


def _answer(parameter: str, want: Mapping[str, float], ranges: list[Range], now: Fraction, unit: int) -> Inverse:
    intervals = tuple((float(low / unit), None if high is None else float(high / unit)) for low, high in ranges)
    return Inverse(parameter, want, intervals, float(now / unit))


def _fits(plan: Plan) -> bool:
    return not plan.short and not plan.full_year.short


def _gives(plan: Plan, wanted: Mapping[str, Fraction]) -> bool:
    grants = plan.full_year.grants
    return _fits(plan) and all(grants.get(programme, Fraction(-1)) >= amount for programme, amount in wanted.items())


def first_where(holds: Callable[[int], bool], low: int, high: int) -> int | None:
    """The smallest whole number from ``low`` to ``high`` where a condition holds that never stops once it has begun."""
    if not holds(high):
        return None
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _frames(plan: Plan, wanted: Mapping[str, Fraction]) -> list[Range]:
    """A larger frame gives nobody less."""
    least = first_where(lambda frame: _gives(plan.with_frame(frame), wanted), 0, LARGEST)
    return [] if least is None else [(Fraction(least), None)]


def _floors(plan: Plan, wanted: Mapping[str, Fraction], kind: str) -> list[Range]:
    """Below a programme's own grant a higher floor for others takes from it; above, the floor is its grant.

    So each wanted programme's range has at most two parts, and the parts of all are laid over one another.
    """

    def plan_at(floor: int) -> Plan:
        return plan.under(replace(plan.key, floors={**plan.key.floors, kind: Fraction(floor)}))

    def grant(programme: str, floor: int) -> Fraction:
        return plan_at(floor).full_year.grants[programme]

    top = LARGEST if plan.key.cap is None else int(plan.key.cap)
    beyond = first_where(lambda floor: floor > top or not _fits(plan_at(floor)), 0, top + 1)
    assert beyond is not None
    if beyond == 0:
        return []
    ranges: list[Range] = [(Fraction(0), Fraction(beyond - 1))]
    for programme, amount in wanted.items():
        parts = _floor_parts(partial(grant, programme), amount, beyond)
        ranges = _laid_over(ranges, parts)
    return _joined(ranges, Fraction(1))


def _floor_parts(grant: Callable[[int], Fraction], amount: Fraction, beyond: int) -> list[Range]:
    """Floors below ``beyond`` that give a programme its amount: until others' take too much, and from its own.

    A part that is empty ends before it begins.
    """
    meets = first_where(lambda floor: grant(floor) <= floor, 0, beyond - 1)
    turn = beyond if meets is None else meets
    lost = first_where(lambda floor: floor >= turn or grant(floor) < amount, 0, turn)
    kept = turn if lost is None else lost
    own = max(turn, -int(-amount // 1))
    return [(Fraction(0), Fraction(kept - 1)), (Fraction(own), Fraction(beyond - 1))]


def _laid_over(some: list[Range], others: list[Range]) -> list[Range]:
    both = [
        (max(low, start), min(high, end))
        for low, high in some
        for start, end in others
        if high is not None and end is not None
    ]
    return [(low, high) for low, high in both if low <= high]


def _joined(ranges: list[Range], step: Fraction) -> list[Range]:
    """Neighbours no more than ``step`` apart made one."""
    joined: list[Range] = []
    for low, high in ranges:
        if joined and joined[-1][1] is not None and low - joined[-1][1] <= step:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return joined


def _equal_shares(plan: Plan, wanted: Mapping[str, Fraction]) -> list[Range]:
    """Looked for on whole billionths: where neighbouring looks differ the end is closed in on exactly.

    Between floors and caps a grant is a ratio of straight lines in the share, so it turns seldom. Where it turns
    between two looks, the turn is searched for; two turns between neighbouring looks would be missed.
    """
    known: dict[int, Fraction] = {}

    def margin(share: int) -> Fraction:
        """By how much the worst served gets more than is wanted, øre; below zero where the plan does not fit."""
        if share not in known:
            tried = plan.under(replace(plan.key, equal_share=Fraction(share, SHARE_UNIT)))
            grants = tried.full_year.grants
            least = min(
                (grants.get(programme, Fraction(0)) - amount for programme, amount in wanted.items()),
                default=Fraction(0),
            )
            known[share] = least if _fits(tried) else Fraction(-LARGEST)
        return known[share]

    looks = [SHARE_UNIT * step // LOOKS for step in range(LOOKS + 1)]
    for before, middle, after in zip(looks, looks[1:], looks[2:], strict=False):
        low, here, high = margin(before), margin(middle), margin(after)
        if low == here == high:  # on a floor or a cap of its own
            continue
        if here < 0 and here >= max(low, high):
            _turn(margin, before, after)
        elif here >= 0 and here <= min(low, high):
            _turn(lambda share: -margin(share), before, after)
    every = sorted(known)
    ranges: list[Range] = []
    for share in every:
        if margin(share) < 0 or (ranges and Fraction(share, SHARE_UNIT) <= (ranges[-1][1] or 0)):
            continue
        start = _edge(margin, every, share, -1)
        ranges.append((Fraction(start, SHARE_UNIT), Fraction(_edge(margin, every, share, 1), SHARE_UNIT)))
    return ranges


def _turn(value: Callable[[int], Fraction], low: int, high: int) -> None:
    """Look where ``value`` is largest between two shares, as long as it rises and then falls."""
    while high - low > 2:
        third = (high - low) // 3
        if value(low + third) < value(high - third):
            low += third
        else:
            high -= third
    for share in range(low, high + 1):
        value(share)


def _edge(margin: Callable[[int], Fraction], looks: list[int], share: int, way: int) -> int:
    """The last share in one direction that still does it, before the first look that does not."""
    further = looks[bisect_left(looks, share) :] if way > 0 else looks[bisect_left(looks, share) :: -1]
    fails = next((look for look in further if margin(look) < 0), None)
    if fails is None:
        return further[-1]
    does = further[further.index(fails) - 1]
    while abs(fails - does) > 1:
        middle = (fails + does) // 2
        if margin(middle) < 0:
            fails = middle
        else:
            does = middle
    return does
