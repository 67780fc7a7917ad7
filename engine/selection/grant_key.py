"""The frame shared out, to the øre (contract, section 3; report 2024, sections 3.1 and 3.5.5).

Exact throughout: money in whole øre, shares as fractions, so that a minimum is tested before anything is rounded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

from engine.foundation.exact_arithmetic import ORE_PER_MNOK as ORE_PER_MNOK
from engine.foundation.exact_arithmetic import exact


def ore(mnok: float) -> int:
    """MNOK as whole øre, halves to even; nothing finer is taken in (``dataset.exact.whole_in_ore``)."""
    return round(exact(mnok) * ORE_PER_MNOK)


def mnok(amount_ore: int) -> float:
    """Whole øre as MNOK."""
    return amount_ore / ORE_PER_MNOK


def key_shares(frame: Fraction, equal_share: Fraction, jobs: Mapping[str, int]) -> dict[str, Fraction]:
    """Each programme's grant before rounding, in the unit of ``frame``.

    ``frame * (equal_share / N + (1 - equal_share) * jobs_i / sum(jobs))``; empty where there is no programme.
    Where no programme has any job the size part has nothing to go by and is shared equally.
    """
    if not jobs:
        return {}
    count, total = len(jobs), sum(jobs.values())
    equal_part, size_part = frame * equal_share / count, frame * (1 - equal_share)
    a_job = size_part / (total or count)
    return {programme: equal_part + a_job * (own if total else 1) for programme, own in jobs.items()}


def whole_ore(amounts: Mapping[str, Fraction]) -> dict[str, int]:
    """Amounts in øre made whole so that their sum stays: largest remainder first, then id.

    The sum of ``amounts`` is a whole number of øre.
    """
    # In whole parts of an øre, which fractions are slow to add and compare.
    parts = lcm(*(amount.denominator for amount in amounts.values()))
    floors, remainders = {}, {}
    for programme, amount in amounts.items():
        floors[programme], remainders[programme] = divmod(amount.numerator * (parts // amount.denominator), parts)
    left = sum(remainders.values()) // parts
    first = set(sorted(amounts, key=lambda programme: (-remainders[programme], programme))[:left])
    return {programme: floor + (programme in first) for programme, floor in floors.items()}


@dataclass(frozen=True, slots=True)
class Grants:
    """Who gets what, in øre.

    Parameters
    ----------
    first_year
        New, continuing and winding-down programmes; with ``unspent`` they add up to the frame exactly.
    later_years
        The years after, when those that wind down are gone. The same as ``first_year`` where none does.
    unspent
        Of the first year's frame: all that is left where nobody runs, or where costs do not fill it.
    """

    first_year: Mapping[str, int]
    later_years: Mapping[str, int]
    unspent: int


@dataclass(frozen=True)
class GrantKey:
    """The key with today's programmes filled in; what is left open is who is new.

    Parameters
    ----------
    frame
        Yearly frame, whole øre.
    equal_share
        Part of it shared equally, 0..1.
    minimum_new, minimum_continuing
        Least grant, øre, of a programme that is worth running.
    continuing, winding_down
        Jobs of today's programmes by what becomes of them.
    wind_down_share
        What a winding-down programme gets of its grant under today's programmes, 0..1.
    today
        Jobs of all of today's programmes, ended ones too.
    """

    frame: int
    equal_share: Fraction
    minimum_new: Fraction
    minimum_continuing: Fraction
    continuing: Mapping[str, int]
    winding_down: Mapping[str, int]
    wind_down_share: Fraction
    today: Mapping[str, int]

    @cached_property
    def wind_down_grants(self) -> dict[str, Fraction]:
        """What winding-down programmes get in the first year, øre, before rounding."""
        under_today = key_shares(Fraction(self.frame), self.equal_share, self.today)
        return {programme: self.wind_down_share * under_today[programme] for programme in self.winding_down}

    @cached_property
    def first_year_frame(self) -> Fraction:
        """What the running programmes share in the year of the wind-down, øre: never more than the years after."""
        return self.frame - sum(self.wind_down_grants.values(), Fraction(0))

    def running(self, new: Mapping[str, int]) -> dict[str, int]:
        """Jobs of the programmes that run: continuing ones and ``new``."""
        return {**self.continuing, **new}

    def grants(self, new: Mapping[str, int]) -> Grants:
        """Every programme's grant when ``new`` (id to jobs) start."""
        running = self.running(new)
        winding = self.wind_down_grants
        if running:
            first = whole_ore(key_shares(self.first_year_frame, self.equal_share, running) | winding)
            if not winding:
                return Grants(first, first, 0)
            return Grants(first, whole_ore(key_shares(Fraction(self.frame), self.equal_share, running)), 0)
        paid = {programme: round(grant) for programme, grant in winding.items()}
        return Grants(paid, {}, self.frame - sum(paid.values()))

    def most_jobs(self, count: int, minimum: Fraction, own_jobs: Sequence[int]) -> list[int | None]:
        """For each number of own jobs, the largest total of jobs at which its programme still gets ``minimum``.

        With ``count`` programmes running in the first year. The grant falls as the others' jobs grow, so the
        minimum is one linear condition for a fixed count: total jobs at most this. None means no limit,
        -1 that no total is small enough.
        """
        frame = self.first_year_frame
        short = minimum - frame * self.equal_share / count
        if short <= 0:
            return [None] * len(own_jobs)
        by_size = frame * (1 - self.equal_share)
        times = by_size / short  # the total may be so many times one's own jobs
        with_none = 0 if frame / count >= minimum else -1  # without any jobs at all the size part is shared equally
        return [
            (own * times.numerator // times.denominator if by_size else -1) if own else with_none for own in own_jobs
        ]
