"""Who takes an industry's place at the limit of money where it goes out, or makes room where it comes in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from engine.robustness.budget_sensitivity import FrameBreakpoint, Step


@dataclass(frozen=True, slots=True)
class Stretches:
    """What is selected as an amount grows: ``selected[i]`` from ``starts[i]`` up to ``starts[i + 1]``, MNOK.

    A frame's stretch holds its start; a minimum grant's does not, but its end. None: nobody is known to be feasible.
    """

    starts: tuple[float, ...]
    selected: tuple[frozenset[str] | None, ...]
    holds_start: bool

    def at(self, amount: float) -> int:
        """The stretch that holds an amount."""
        place = bisect_right if self.holds_start else bisect_left
        return max(0, place(self.starts, amount) - 1)


@dataclass(frozen=True, slots=True)
class Exchange:
    """The industry's status turns at ``limit`` (MNOK); ``others`` do the opposite there.

    ``exclusive`` where there is one other, and no amount has both of them selected.
    """

    limit: float
    others: tuple[str, ...]
    exclusive: bool


def of_frames(breakpoints: Sequence[FrameBreakpoint]) -> Stretches:
    """Stretches of the frame, from 0."""
    starts = (0.0, *(point.frame_mnok for point in breakpoints))
    return Stretches(starts, (None, *(frozenset(point.selected) for point in breakpoints)), holds_start=True)


def of_minimums(steps: Sequence[Step]) -> Stretches:
    """Stretches of the minimum grant to new programmes, from 0; past the last of them nobody new is selected."""
    starts = (0.0, *(step.up_to for step in steps))
    return Stretches(starts, (*(frozenset(step.selected) for step in steps), frozenset()), holds_start=False)


def exchange(along: Stretches, industry_id: str, today: float) -> Exchange | None:
    """The exchange at the limit that lies nearest to today's amount; None where the status never turns."""
    index = along.at(today)
    here = along.selected[index]
    if here is None:
        return None
    status = industry_id in here

    def turns(places: range) -> int | None:
        for place in places:
            there = along.selected[place]
            if there is None:
                return None
            if (industry_id in there) != status:
                return place
        return None

    down, up = turns(range(index - 1, -1, -1)), turns(range(index + 1, len(along.starts)))
    limits = [(today - along.starts[down + 1], down, down + 1)] if down is not None else []
    limits += [(along.starts[up] - today, up, up - 1)] if up is not None else []
    if not limits:
        return None
    _, there, before = min(limits)
    gone, come = along.selected[before] or frozenset(), along.selected[there] or frozenset()
    others = sorted((come - gone if status else gone - come) - {industry_id})
    together = any({industry_id, *others} <= selected for selected in along.selected if selected is not None)
    return Exchange(along.starts[max(there, before)], tuple(others), len(others) == 1 and not together)
