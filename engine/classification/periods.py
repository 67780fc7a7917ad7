"""Periods as the statistics write them (``2018``, ``2016K3``, ``2009-2010``), and which is the newer."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import pairwise

MONTHS_PER_PART = {"H": 6, "T": 4, "K": 3, "Q": 3, "M": 1}
"""Half-years, four-month terms, quarters (Norwegian and English letter) and months."""

_ONE = re.compile(r"(\d{4})(?:([HTKQM])(\d{1,2}))?", re.ASCII)


@lru_cache(maxsize=4096)
def days_of(period: str) -> tuple[date, date] | None:
    """First and last day of ``period``; None where it is not written as a period.

    A year, a part of one (``2016K3``, ``2024M05``), or two of them with a hyphen between (``2009-2010``).
    """
    first, hyphen, last = period.partition("-")
    start = _days_of_one(first)
    end = _days_of_one(last) if hyphen else start
    if start is None or end is None or end[1] < start[1]:
        return None
    return start[0], end[1]


def oldest_first(periods: Iterable[str]) -> tuple[str, ...]:
    """Periods by their last day; where two end together, the one that covers more comes later."""

    def position(period: str) -> tuple[date, int, str]:
        days = days_of(period)
        if days is None:
            raise ValueError(f"{period} is not a period")
        return days[1], -days[0].toordinal(), period

    return tuple(sorted(set(periods), key=position))


def likeness(period: str) -> str:
    """What two periods must share to be alike: ``K3`` of ``2016K3``, nothing of a year, ``-1`` of ``2009-2010``.

    Figures of another quarter, or of a longer time, are other figures: absence has its seasons.
    """
    first, hyphen, last = period.replace("Q", "K").partition("-")
    return first[4:] + (f"-{int(last[:4]) - int(first[:4])}{last[4:]}" if hyphen else "")


def overlapping(periods: Iterable[str]) -> bool:
    """Whether any day lies in two of the periods."""
    days = sorted(span for period in periods if (span := days_of(period)))
    return any(later[0] <= earlier[1] for earlier, later in pairwise(days))


def _days_of_one(period: str) -> tuple[date, date] | None:
    if not (match := _ONE.fullmatch(period)) or match[1] == "0000":
        return None
    year = int(match[1])
    if not match[2]:
        return date(year, 1, 1), date(year, 12, 31)
    months, part = MONTHS_PER_PART[match[2]], int(match[3])
    last = months * part
    if not 1 <= last <= 12:
        return None
    return date(year, last - months + 1, 1), date(year, last, monthrange(year, last)[1])
