"""Cells that a spreadsheet works out itself, with the value that they have when the file is made.

openpyxl writes a formula without its value: a program that does not calculate, such as a preview, would show nothing.
So the values are put in afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

Value = str | float | int | None
_ROW = re.compile(r"\{(\d+)\}")
_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*?)><f>(.*?)</f><v\s*/?>(?:</v>)?</c>', re.DOTALL)
_TYPE = re.compile(rb'\s+t="[^"]*"')


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
        return "=" + _ROW.sub(lambda found: str(int(found[1]) + shift), self.text)


@dataclass(frozen=True, slots=True)
class Input:
    """A number that the reader may change; the sheet marks it so."""

    value: float


def with_values(sheet: bytes, values: Mapping[str, Value]) -> bytes:
    """A worksheet part with the values of its formulas, by cell."""

    def filled(found: re.Match[bytes]) -> bytes:
        place, attributes, formula = found[1], _TYPE.sub(b"", found[2]), found[3]
        value = values.get(place.decode())
        if isinstance(value, str) or value is None:
            kind, said = b' t="str"', escape(value or "", quote=False).encode()
        else:
            kind, said = b"", repr(value).encode()
        return b'<c r="%s"%s%s><f>%s</f><v>%s</v></c>' % (place, attributes, kind, formula, said)

    return _FORMULA.sub(filled, sheet)
