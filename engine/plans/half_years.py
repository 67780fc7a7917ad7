"""An option half-year by half-year: who runs, what each gets, and what becomes of the money of those that stop.

Report 2024, 3.5.3–3.5.5; contract, sections 3 and 9.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from engine.plans.grant_keys import CONTINUING, KINDS, NEW, ONE, Allotment, Key, Running, allotted
from engine.plans.options import HalfYear

HALF = Fraction(1, 2)
TERM = 8  # half-years of an agreement period, after which a programme is extended only on application (3.5.4)


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a reader of a plan must know; its sentence stands in ``texts``, area ``plans`` under ``code``."""

    code: str
    programmes: tuple[str, ...] = ()
    half_year: HalfYear | None = None


@dataclass(frozen=True, slots=True)
class Paid:
    """One half-year: whole øre that with ``unspent`` add up to its part of the frame, and what decided them."""

    grants: Mapping[str, int]
    unspent: int
    allotment: Allotment
    running: Running


@dataclass(frozen=True)
class Plan:
    """Who has a programme when, and by which key; money in øre.

    Parameters
    ----------
    frames
        By year, every year from ``first`` to ``last``.
    starts
        First half-year of each new programme.
    fates
        Of each of today's programmes: ``continue``, ``wind_down``, ``end``, or its last half-year.
    sizes
        Of every programme, by what the key goes by.
    today
        The size of each of today's programmes, ended ones too.
    minimums
        By kind, a grant a year below which a programme is not worth running (contract, section 3).
    extended
        Programmes that may run beyond the four years of an agreement period.
    """

    key: Key
    first: HalfYear
    last: HalfYear
    frames: Mapping[int, int]
    starts: Mapping[str, HalfYear]
    fates: Mapping[str, str | HalfYear]
    sizes: Mapping[str, int]
    today: Mapping[str, int]
    minimums: Mapping[str, Fraction] = field(default_factory=dict)
    extended: tuple[str, ...] = ()

    def under(self, key: Key, sizes: Mapping[str, int] | None = None) -> Plan:
        """The same programmes under another key, which may go by other ``sizes``."""
        if sizes is None:
            return replace(self, key=key)
        return replace(self, key=key, sizes=sizes, today={name: sizes[name] for name in self.today})

    def with_frame(self, frame: int) -> Plan:
        """The same plan with one frame, øre, in all years."""
        return replace(self, frames=dict.fromkeys(self.frames, frame))

    def running(self, half_year: HalfYear) -> Running:
        """Who runs in a half-year, with the phase that each is in."""
        new = {name: start for name, start in self.starts.items() if start <= half_year}
        ends = {name: self._last_of(name) for name in self.today}
        continuing = [
            name for name, end in ends.items() if self.fates.get(name) not in ("wind_down", "end") and half_year <= end
        ]
        winding = [name for name in self.today if self.fates.get(name) == "wind_down" and half_year == self.first]
        stopped = [name for name in self.today if name not in continuing and name not in winding]
        return Running(
            tuple((name, self._phase(NEW, half_year, start)) for name, start in sorted(new.items())),
            tuple((name, self._phase(CONTINUING, half_year, self.first)) for name in sorted(continuing)),
            tuple(sorted(winding)),
            tuple(sorted(stopped)),
        )

    def _last_of(self, programme: str) -> HalfYear:
        fate = self.fates.get(programme, "continue")
        return fate if isinstance(fate, HalfYear) else self.last

    def _phase(self, kind: str, half_year: HalfYear, start: HalfYear) -> int:
        """The year since the start, no later than the last that has a factor of its own."""
        return min((half_year.number - start.number) // 2, len(self.key.phases[kind]) - 1)

    def half_of(self, half_year: HalfYear) -> int:
        """A half-year's part of its year's frame; of an odd øre the first half has the larger."""
        frame = self.frames[half_year.year]
        return frame - frame // 2 if half_year.half == 1 else frame // 2

    @cached_property
    def allotments(self) -> dict[HalfYear, tuple[Running, Allotment]]:
        """Who runs in every half-year and what each gets, before rounding; half-years that are alike share one."""
        known: dict[tuple[Running, int], Allotment] = {}
        by_half_year: dict[HalfYear, tuple[Running, Allotment]] = {}
        for half_year in self.first.to(self.last):
            state = self.running(half_year), self.half_of(half_year)
            if state not in known:
                known[state] = allotted(self.key, *state, self.sizes, self.today, HALF)
            by_half_year[half_year] = state[0], known[state]
        return by_half_year

    @cached_property
    def half_years(self) -> dict[HalfYear, Paid]:
        """What everybody gets in every half-year, in whole øre."""
        whole = {id(allotment): allotment.whole() for _, allotment in self.allotments.values()}
        return {
            half_year: Paid(*whole[id(allotment)], allotment, running)
            for half_year, (running, allotment) in self.allotments.items()
        }

    @cached_property
    def steady(self) -> Running:
        """Who runs when the plan ends; whoever winds down just then has stopped."""
        state = self.running(self.last)
        return replace(state, winding_down=(), stopped=tuple(sorted((*state.stopped, *state.winding_down))))

    @cached_property
    def full_year(self) -> Allotment:
        """A whole year as the plan's last half-year is: what the option comes to once everything is in place."""
        return allotted(self.key, self.steady, self.frames[self.last.year], self.sizes, self.today)

    @cached_property
    def total(self) -> dict[str, int]:
        """Øre over the whole plan, by programme."""
        total: dict[str, int] = dict.fromkeys(sorted({*self.today, *self.starts}), 0)
        for paid in self.half_years.values():
            for programme, amount in paid.grants.items():
                total[programme] += amount
        return total

    @property
    def short(self) -> tuple[str, ...]:
        """Parts of the key that do not fit into the frame of some half-year."""
        return tuple(dict.fromkeys(name for _, allotment in self.allotments.values() for name in allotment.short))

    @cached_property
    def conflict(self) -> tuple[str, ...]:
        """Ids of what does not fit: parts of the key that exceed a frame, and minimum grants that are not reached."""
        short = self.short
        below = [f"minimum_grant.{kind}" for kind in KINDS if not short and self._falls_short(kind)]
        return tuple(dict.fromkeys([*short, *below]))

    def _falls_short(self, kind: str) -> bool:
        """Whether a programme of this kind gets less in a year than its minimum for the half-years that it runs.

        By year, because that is how a minimum is stated: a wind-down may make one half-year lean (contract, section 3).
        """
        minimum = self.minimums.get(kind, Fraction(0))
        if not minimum:
            return False
        got: dict[tuple[str, int], Fraction] = {}
        for half_year, (running, allotment) in self.allotments.items():
            for programme, own in running.kinds.items():
                if own == kind:
                    before = got.get((programme, half_year.year), Fraction(0))
                    got[programme, half_year.year] = before + allotment.grants[programme] - minimum * HALF
        return any(amount < 0 for amount in got.values())

    @cached_property
    def bound(self) -> tuple[str, ...]:
        """Floors that lift somebody and caps that cut somebody in any half-year."""
        return tuple(sorted({name for _, allotment in self.allotments.values() for name in allotment.bound}))

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """Applications that the plan rests on, money that nobody gets, and programmes past their four years."""
        remarks = []
        winding = tuple(sorted(name for name, fate in self.fates.items() if fate == "wind_down"))
        if winding:
            remarks.append(Note("note_wind_down", winding, self.first))
        limit = HalfYear((self.first.number + TERM) // 2, (self.first.number + TERM) % 2 + 1)
        if limit <= self.last:
            late = [name for name, _ in self.running(limit).continuing]
            over = tuple(name for name in late if name not in self.extended)
            granted = tuple(name for name in late if name in self.extended)
            remarks += [Note("note_over_term", over, limit)] if over else []
            remarks += [Note("note_extended", granted, limit)] if granted else []
        for code, kept in (
            ("note_unspent", [half_year for half_year, paid in self.half_years.items() if paid.unspent]),
        ):
            remarks += [Note(code, (), kept[0])] if kept else []
        return tuple(remarks)


def todays_grants(key: Key, frame: int, today: Mapping[str, int]) -> dict[str, int]:
    """What today's programmes get of a year's frame, whole øre: what an option is compared with."""
    running = Running(continuing=tuple((name, 0) for name in sorted(today)))
    grants, _ = allotted(key, running, frame, today, today, ONE).whole()
    return grants
