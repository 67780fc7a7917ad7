"""What an industry code of a survey file stands for: the industry it lies wholly in, its division and its section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine.classification.sn2007 import DIGITS, SECTIONS, section_of
from engine.dataset.model import Industry

FEWEST = 2
"""Digits of a division, the broadest code that a file may hold."""
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,3})", re.ASCII)
_NO_ANSWER = re.compile(r"([6-9])\1{2,4}", re.ASCII)
"""666, 777, 888, 999 …: not applicable, refused, don't know, no answer, as the European Social Survey has them. SN2007
has no code like that, though it has the divisions 66, 77, 88 and 99."""
_WHOLE = re.compile(r"(\d{1,5})(?:\.0+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a code belongs; ``division`` and ``section`` are groups as in ``group_values.csv``, None where unknown.

    The section is None too where it is one division only, which then is the group of both.
    """

    industry_id: str | None
    division: str | None = None
    section: str | None = None


def places_of(cells: Sequence[str], industries: Sequence[Industry], codes: Iterable[str] = ()) -> dict[str, Place]:
    """The place of each thing that a column of codes says; a thing that can be no code is left out.

    What surveys write for no answer has a place without industry or group.
    ``codes`` are the five-digit codes that are known beside those of the industries.
    """
    known = sorted({*codes, *(code for industry in industries for code in industry.codes)})
    owner = Owners(industries, known)
    nowhere = {cell: Place(None) for cell in cells if _no_answer(cell.strip())}
    return nowhere | {cell: Place(owner.of(code), *groups_of(code)) for cell, code in read_codes(cells, known).items()}


def groups_of(code: str) -> tuple[str | None, str | None]:
    """The division and the section of a code, as ``47`` and ``45-47``."""
    letter = section_of(code)
    if letter is None:
        return None, None
    first, last = SECTIONS[letter]
    return code[:FEWEST], None if first == last else f"{first:02}-{last:02}"


class Owners:
    """The industry of codes of two to five digits: longest prefix first, as in a data folder."""

    def __init__(self, industries: Sequence[Industry], known: Sequence[str]) -> None:
        self._prefixes: Mapping[str, str] = {
            prefix: industry.industry_id for industry in industries for prefix in industry.sn2007_prefixes
        }
        self._known = known

    def of(self, code: str) -> str | None:
        """The industry that every five-digit code under ``code`` belongs to; None where there is not one such."""
        under = [candidate for candidate in self._known if candidate.startswith(code)]
        beneath = {owner for prefix, owner in self._prefixes.items() if prefix.startswith(code) and prefix != code}
        owners = {self._longest(candidate) for candidate in under or [code]} | beneath
        return owners.pop() if len(owners) == 1 else None

    def _longest(self, code: str) -> str | None:
        return next(
            (self._prefixes[code[:n]] for n in range(len(code), 0, -1) if code[:n] in self._prefixes),
            None,
        )


def read_codes(cells: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    """Digits of each code of a column, a lost zero put back; what can be no code is left out.

    A number of one digit has lost its zero. One of two to four digits may have, or may be a code as it stands: the
    known codes decide where only one of the two is there. Where both are, it has lost its zero only if the whole column
    is of codes of one length that may have: 111 beside 4711 is 01.11, beside 47 it is 11.1.
    """
    texts = {cell: cell.strip() for cell in cells if not _no_answer(cell.strip())}
    plain = {text for text in texts.values() if text.isdecimal() and text.isascii()}
    lost = _zeros_are_lost(plain, known)
    codes = {}
    for cell, text in texts.items():
        code = _read(text, known, lost and len(text) < max(map(len, plain)))
        if code is not None:
            codes[cell] = code
    return codes


def _no_answer(text: str) -> bool:
    return bool(_NO_ANSWER.fullmatch(text.removesuffix(".0")))


def _zeros_are_lost(plain: set[str], known: Sequence[str]) -> bool:
    """Whether a column's shorter codes all can be the longer ones without their zero."""
    widths = {len(text) for text in plain}
    if len(widths) != 2 or max(widths) - min(widths) != 1 or any(text.startswith("0") for text in plain):
        return False
    return all(_there("0" + text, known) for text in plain if len(text) == min(widths))


def _read(text: str, known: Sequence[str], lost: bool) -> str | None:
    dotted, whole = _DOTTED.fullmatch(text), _WHOLE.fullmatch(text)
    if dotted:
        code = dotted[1].zfill(FEWEST) + dotted[2]
        # 47.0 is a whole number as some programs write it, unless there is such a group.
        if not (whole and not _in_table(code, known)):
            return code if _possible(code, known) else None
    if not whole:
        return None
    digits = whole[1]
    padded = "0" + digits
    if len(digits) == DIGITS:
        return digits
    if digits.startswith("0"):
        return digits if len(digits) >= FEWEST and _possible(digits, known) else None
    as_it_stands = len(digits) >= FEWEST and _there(digits, known)
    if _there(padded, known) and (lost or not as_it_stands):
        return padded
    return digits if len(digits) >= FEWEST and _possible(digits, known) else None


def _in_table(code: str, known: Sequence[str]) -> bool:
    return any(candidate.startswith(code) for candidate in known)


def _there(code: str, known: Sequence[str]) -> bool:
    """Whether the code is known to be one: in the table where there is a table, or else a division that exists."""
    return _in_table(code, known) if known else len(code) == FEWEST and section_of(code) is not None


def _possible(code: str, known: Sequence[str]) -> bool:
    """Whether it may be a code: in a division that exists, and in the table where that has anything of the division."""
    if section_of(code) is None:
        return False
    return _in_table(code, known) or len(code) == DIGITS or not _in_table(code[:FEWEST], known)
