"""Texts that a spreadsheet would run as formulas, and how they are written so that they stay texts."""

from __future__ import annotations

import re

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a text for a formula, the full-width signs too (OWASP, "CSV Injection")."""

NOTHING = "-"  # what tables print where there is nothing; no spreadsheet runs it


_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def is_formula(said: str) -> bool:
    """Whether a spreadsheet that opens this text could run it."""
    return said.startswith(FORMULA_STARTS) and said != NOTHING


def neutralised(said: str) -> str:
    """The text with the leading apostrophe that spreadsheets themselves use to say that a text is a text.

    A text that already begins with apostrophes before a formula gets one more, so that ``plain`` gives back every text.
    """
    return f"'{said}" if is_formula(said.lstrip("'")) else said


def plain(said: str) -> str:
    """The text that ``neutralised`` was given."""
    return said[1:] if said.startswith("'") and is_formula(said.lstrip("'")) else said


def escaped(said: str) -> str:
    """The text as a workbook holds it: what looks like an escape, ``_x0041_``, would be shown as that sign.

    Source: ECMA-376, 22.9.2.19 (ST_Xstring).
    """
    return _LIKE_AN_ESCAPE.sub("_x005F_", said)
