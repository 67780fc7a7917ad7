"""An options file: what the parties could agree on, side by side (contract, section 9)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.foundation.locale import DEFAULT_LOCALE, Locale

SIZES = ("jobs", "persons")
FREED = ("key", "new", "kept")
_HALF_YEAR = re.compile(r"(\d{4})-H([12])", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class HalfYear:
    """January to June (``half`` 1) or July to December (2) of a year; written ``2025-H1``."""

    year: int
    half: int

    def __str__(self) -> str:
        return f"{self.year:04d}-H{self.half}"

    @property
    def number(self) -> int:
        """A count in which neighbours differ by one."""
        return 2 * self.year + self.half - 1

    def to(self, last: HalfYear) -> Iterator[HalfYear]:
        """Every half-year from this one to ``last``, both included."""
        return (HalfYear(number // 2, number % 2 + 1) for number in range(self.number, last.number + 1))


def half_year(text: str) -> HalfYear | None:
    """The half-year that ``2025-H1`` names; None where it names none."""
    match = _HALF_YEAR.fullmatch(text)
    return HalfYear(int(match[1]), int(match[2])) if match else None


@dataclass(frozen=True, slots=True)
class Step:
    """A programme of at least ``jobs`` gets ``mnok`` a year, unless a later step says otherwise."""

    jobs: int
    mnok: float


@dataclass(frozen=True, slots=True)
class OptionKey:
    """How a frame is shared. Money in MNOK a year, shares 0..1; None is what the criteria say of today's key.

    Parameters
    ----------
    size
        What the size part goes by: ``jobs`` or ``persons``.
    floor_new, floor_continuing, cap
        No programme gets less (more) where the frame allows it; what that takes is shared by the others.
    phase_new, phase_continuing
        Factor on a programme's part by year since it started, or since the plan did; the last one holds on.
    freed
        Who gets what today's programmes leave when they stop: all by the ``key``, the ``new`` ones, or nobody
        (``kept``).
    need
        Programmes that get a stated amount, before the others share the rest.
    steps
        Amounts by size class in place of a share; what they leave of the frame is unspent.
    """

    equal_share: float | None = None
    size: str = "jobs"
    floor_new: float | None = None
    floor_continuing: float | None = None
    cap: float | None = None
    phase_new: tuple[float, ...] = (1.0,)
    phase_continuing: tuple[float, ...] = (1.0,)
    freed: str = "key"
    need: Mapping[str, float] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedKey:
    """A key to set beside those of the options, for the same programmes."""

    id: str
    key: OptionKey
    name_nb: str = ""
    name_en: str = ""
    name_nn: str = ""

    def name(self, locale: Locale = DEFAULT_LOCALE) -> str:
        """What it is called; its id where the file does not say."""
        return locale.written(self, "name") or self.id


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Words that a party wishes to have recorded."""

    party: str
    words: str


@dataclass(frozen=True, slots=True)
class Option:
    """One option.

    Parameters
    ----------
    new
        The new programmes, chosen by hand; None where the engine chooses.
    choose
        What the engine is to observe when it chooses, by the keys of ``[selection]``; None where it is not asked.
    starts
        First half-year of a new programme; the plan's first where absent.
    programmes
        What becomes of today's: ``continue``, ``wind_down``, ``end``, or the last half-year that one runs.
    extended
        Today's programmes that the coordination group has let run on after four years (report 2024, 3.5.4).
    carried_over
        MNOK that programmes bring with them into the plan, beside the frame.
    """

    id: str
    name_nb: str
    name_en: str = ""
    new: tuple[str, ...] | None = None
    choose: Mapping[str, Any] | None = None
    starts: Mapping[str, HalfYear] = field(default_factory=dict)
    programmes: Mapping[str, str | HalfYear] = field(default_factory=dict)
    key: OptionKey = OptionKey()
    standpoints: tuple[Standpoint, ...] = ()
    extended: tuple[str, ...] = ()
    carried_over: Mapping[str, float] = field(default_factory=dict)
    note_nb: str = ""
    note_en: str = ""
    name_nn: str = ""
    note_nn: str = ""

    def name(self, locale: Locale = DEFAULT_LOCALE) -> str:
        """What the option is called."""
        return locale.written(self, "name")


@dataclass(frozen=True, slots=True)
class OptionsFile:
    """A whole options file: the half-years it plans, the frame in MNOK of each year, and its options by id."""

    id: str
    first: HalfYear
    last: HalfYear
    frame: Mapping[int, float]
    options: tuple[Option, ...]
    keys: tuple[NamedKey, ...] = ()
    title_nb: str = ""
    title_en: str = ""
    note_nb: str = ""
    note_en: str = ""
    title_nn: str = ""
    note_nn: str = ""
    file: str = ""

    @property
    def half_years(self) -> tuple[HalfYear, ...]:
        """Every half-year of the plan."""
        return tuple(self.first.to(self.last))

    def title(self, locale: Locale = DEFAULT_LOCALE) -> str:
        """What the file calls itself; its id where it does not say."""
        return locale.written(self, "title") or self.id
