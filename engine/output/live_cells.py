"""Cells that a spreadsheet works out itself, with the value that they have when the file is made.

A program that does not calculate, such as a preview, shows that value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Value = str | float | int | None
_ROW = re.compile(r"\{(\d+)\}")


@dataclass(frozen=True, slots=True)
class Formula:
    """One cell's formula in English and without the equals sign, as the format has it.

    Parameters
    ----------
    text
        A row of any sheet is written ``{n}``, the n-th below the warning: ``SUM(B{2}:B{4})``.
    value
        What it comes to in the file as it is made; None shows nothing.
    """

    text: str
    value: Value

    def at(self, shift: int) -> str:
        """The formula where ``shift`` rows stand above the first."""
        return "=" + _ROW.sub((lambda match: str(int(match[1]) + shift)) if shift else r"\1", self.text)


@dataclass(frozen=True, slots=True)
class Input:
    """A number that the reader may change; the sheet marks it so."""

    value: float
