"""Eurostat's codes of NACE Rev. 2 activities as groups of SN2007 codes.

Source: Eurostat's code list ``NACE_R2``: sections and ranges of them (``B-E``), divisions and groups with the letter of
their section (``Q86``, ``C10-C12``), sums (``M_N``) and what is left out (``B-S_X_O``). NACE Rev. 2 and SN2007 are the
same down to four digits (Statistics Norway, Standard for næringsgruppering).
"""

from __future__ import annotations

import re

from engine.classification.sn2007 import SECTIONS, Group, group, section_of

_PART = re.compile(r"([A-U])(\d{2,4})?(?:-([A-U])(\d{2,4})?)?", re.ASCII)


def nace_group(code: str) -> Group | None:
    """The group that a code is; None for one that is no sum of sections and codes, as ``UNK`` or ``B-S_X_O``."""
    parts = [_range(part) for part in code.split("_")]
    known = [part for part in parts if part is not None]
    return group(" ".join(known)) if len(known) == len(parts) else None


def _range(part: str) -> str | None:
    """``M`` as ``69-75``, ``B-E`` as ``05-39``, ``C10-C12`` as ``10-12``."""
    if (match := _PART.fullmatch(part)) is None:
        return None
    first, start, last, end = match.groups()
    last = last or first
    if start is None and end is None:
        low, high = f"{SECTIONS[first][0]:02}", f"{SECTIONS[last][1]:02}"
    elif start is None or (end is None and "-" in part):
        return None
    else:
        low, high = start, end or start
        if (section_of(low), section_of(high)) != (first, last):
            return None
    return low if low == high else f"{low}-{high}"
