"""Numbers as Norwegian tables print them, and the signs that stand where there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from engine.spreadsheets.grid import Cell, Percent, shown

UNAVAILABLE, NOT_YET, IMPOSSIBLE, CONFIDENTIAL, NIL = "unavailable", "not_yet", "impossible", "confidential", "nil"
SIGNS = {
    ".": IMPOSSIBLE,
    "..": UNAVAILABLE,
    "...": NOT_YET,
    "…": NOT_YET,
    ":": CONFIDENTIAL,
    "-": NIL,
    "–": NIL,
    "—": NIL,
    "−": NIL,
}
"""Statistics Norway's standard signs, and the dashes and dots that word processors make of them.

None of them becomes a value. "-" stands for nil in Statistics Norway's own legend but for "not available" in many
reports, so it is left out like the others and said; whoever knows that it is nil writes 0.
"""

COMMA, POINT = ",", "."
_BETWEEN = "[ \u00a0\u2002-\u200a\u202f'\u2019]"
"""Spaces of every width, and the apostrophes of Swiss tables: none of them can be a decimal mark."""
_THOUSANDS = re.compile(rf"[+-]?\d{{1,3}}(?:{_BETWEEN}\d{{3}})+(?:[.,]\d*)?", re.ASCII)
_NUMERIC = re.compile(r"[+-]?[\d.,]+(?:[eE][+-]?\d+)?", re.ASCII)
_POINTS = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+", re.ASCII)
_COMMAS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+", re.ASCII)
_GAP = re.compile(_BETWEEN)
_DASHED = re.compile("[\u2012\u2013](?=[\\d.,])", re.ASCII)


def sign_of(cell: Cell | None) -> str | None:
    """What a cell says instead of a value; None where it may be a value."""
    return SIGNS.get(cell) if isinstance(cell, str) else None


def decimal_mark(cells: Iterable[Cell | None]) -> str:
    """The decimal mark of the numbers that stand as text: what most of them have; a point where none has any.

    Cells that the workbook itself holds as numbers say nothing of it.
    """
    texts = (cell for cell in cells if isinstance(cell, str) and cell[-1:] in "0123456789%., \u00a0")
    numbers = [tidied(bare(cell)) for cell in texts]
    numeric = [number for number in numbers if _NUMERIC.fullmatch(number)]
    commas = sum(COMMA in number for number in numeric)
    return COMMA if commas and commas >= sum(POINT in number for number in numeric) else POINT


def bare(text: str) -> str:
    """A number's text without a per cent sign behind it."""
    return text[:-1].rstrip() if text.endswith("%") else text


def plain_number(text: str) -> str:
    """A number's text without a per cent sign and without what separates its thousands."""
    return tidied(bare(text))


def ambiguous_thousands(cells: Iterable[Cell | None], *, commas_doubted: bool = False) -> tuple[str, str] | None:
    """The first number of which nobody can say whether its mark is a decimal mark, and what is said of it; or None.

    That is where no number has a decimal comma, and behind every point stand three digits: 1.234 is a thousand or one.
    The comma is as doubtful where nothing says that it is the decimal mark.
    """
    numbers = [plain_number(cell) for cell in cells if isinstance(cell, str)]
    numeric = [number for number in numbers if _NUMERIC.fullmatch(number)]
    pointed = [number for number in numeric if POINT in number]
    with_comma = [number for number in numeric if COMMA in number]
    if pointed and not with_comma and all(map(_POINTS.fullmatch, pointed)):
        return pointed[0], "ambiguous_thousands"
    if commas_doubted and with_comma and not pointed and all(map(_COMMAS.fullmatch, with_comma)):
        return with_comma[0], "ambiguous_commas"
    return None


def without_percent_sign(cells: Sequence[Cell]) -> int | None:
    """Which of a column's numbers in per cent may be a share instead; None where none may.

    That is the first one without a per cent sign where others have it, and none without it is above 1.
    """
    signed = [isinstance(cell, Percent) or shown(cell).endswith("%") for cell in cells]
    sizes = {index: _size(cell) for index, cell in enumerate(cells) if not signed[index]}
    small = [index for index, size in sizes.items() if size]
    return small[0] if any(signed) and small and max(sizes.values()) <= 1 else None


def _size(cell: Cell) -> float:
    """How large a number is, whichever its decimal mark; 0 where it is none."""
    text = tidied(shown(cell)).replace(COMMA, POINT)
    return abs(float(text)) if _NUMERIC.fullmatch(text) and text.count(POINT) < 2 and text.strip("+-.") else 0.0


def tidied(text: str) -> str:
    """A number's text without what separates its thousands, with a plain minus; other texts as they are."""
    plain = text.replace("\N{MINUS SIGN}", "-")
    if _DASHED.match(plain):  # word processors make it of a minus
        plain = f"-{plain[1:]}"
    if _THOUSANDS.fullmatch(plain):
        return _GAP.sub("", plain)
    return plain


def number_text(cell: Cell | None, mark: str, percent: bool = False, *, asked: bool = False) -> str:
    """The text of a number cell with the decimal mark ``mark``, for the checks that every table meets.

    Under a decimal comma, points with three digits behind each are thousands; and so are commas under a decimal point
    where the user has ``asked`` for it.

    ``percent`` says that the unit is per cent: a sign after the number then says nothing more, and a number that the
    workbook shows in per cent is the number that is shown, exactly.
    """
    if isinstance(cell, Percent) and percent:
        scaled = Decimal(float.__repr__(cell)).scaleb(2)
        text = f"{scaled.normalize():f}"
    elif isinstance(cell, float):
        text = shown(cell)
    else:
        text = tidied(shown(cell))
        text = tidied(bare(text)) if percent else text
        if mark == COMMA and _POINTS.fullmatch(text.partition(COMMA)[0]):
            return text.replace(POINT, "")
        thousands = asked and mark == POINT and _COMMAS.fullmatch(text.partition(POINT)[0])
        return text.replace(COMMA, "") if thousands else text
    return text.replace(POINT, COMMA) if mark == COMMA else text
