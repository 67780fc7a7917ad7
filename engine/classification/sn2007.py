"""SN2007, the Norwegian industry classification: its sections, and groups of codes as tables print them.

Source: Statistics Norway, Standard for næringsgruppering (SN2007); sections and divisions are those of NACE Rev. 2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DIGITS = 5
SECTIONS = {
    "A": (1, 3),
    "B": (5, 9),
    "C": (10, 33),
    "D": (35, 35),
    "E": (36, 39),
    "F": (41, 43),
    "G": (45, 47),
    "H": (49, 53),
    "I": (55, 56),
    "J": (58, 63),
    "K": (64, 66),
    "L": (68, 68),
    "M": (69, 75),
    "N": (77, 82),
    "O": (84, 84),
    "P": (85, 85),
    "Q": (86, 88),
    "R": (90, 93),
    "S": (94, 96),
    "T": (97, 98),
    "U": (99, 99),
}
"""First and last division (two digits) of each section."""

_SECTION_OF_DIVISION = {
    f"{division:02}": letter for letter, (first, last) in SECTIONS.items() for division in range(first, last + 1)
}
_PART = re.compile(r"(\d{2,5})(?:-(\d{2,5}))?", re.ASCII)
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")  # hyphens, dashes and the minus sign


def section_of(code: str) -> str | None:
    """Section letter of a code or prefix; None for a division that SN2007 does not have."""
    return _SECTION_OF_DIVISION.get(code[:2])


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """A group of codes: ``parts`` are first and last prefix of each range, of equal length, in order."""

    parts: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The group in one spelling: ``05 07-09``."""
        return " ".join(first if first == last else f"{first}-{last}" for first, last in self.parts)

    @property
    def everything(self) -> bool:
        """The national line, ``00-99``."""
        return self.parts == (("00", "99"),)

    @property
    def unknown(self) -> bool:
        """The line for those whose industry is not known, ``00``."""
        return self.parts == (("00", "00"),)

    def covers(self, codes: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of ``codes`` (five-digit codes as numbers) lie in the group; (code,)."""
        widths = [10 ** (DIGITS - len(first)) for first, _ in self.parts]
        ranges = sorted(
            (int(first) * width, (int(last) + 1) * width)
            for (first, last), width in zip(self.parts, widths, strict=True)
        )
        starts, ends = np.array(ranges, dtype=np.int64).T
        # Of the ranges that begin at or before a code, the one that reaches furthest decides.
        before = np.searchsorted(starts, codes, side="right") - 1
        covered: NDArray[np.bool_] = (before >= 0) & (codes < np.maximum.accumulate(ends)[before])
        return covered


def plain_dashes(text: str) -> str:
    """The same with every kind of dash as the one on the keyboard: publishers' programs exchange them unasked."""
    return _DASHES.sub("-", text)


def group(text: str) -> Group | None:
    """A group from its text; None where it is not one. Any kind of space and dash will do."""
    tidied = re.sub(r"\s*-\s*", "-", plain_dashes(text))
    parts = []
    for part in tidied.split():
        match = _PART.fullmatch(part)
        if not match:
            return None
        first, last = match[1], match[2] or match[1]
        if len(first) != len(last) or first > last:
            return None
        parts.append((first, last))
    return Group(tuple(sorted(parts))) if parts else None
