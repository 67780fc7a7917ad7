"""Texts that a spreadsheet would run as formulas, and how they are written so that they stay texts."""

from __future__ import annotations

import re

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a text for a formula, the full-width signs too (OWASP, "CSV Injection")."""

NOTHING = "-"  # what tables print where there is nothing; no spreadsheet runs it


_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet that opens this text could run it."""
    return text.startswith(FORMULA_STARTS) and text != NOTHING


def neutralised(text: str) -> str:
    """The text with the leading apostrophe that spreadsheets themselves use to say that a text is a text.

    A text that already begins with apostrophes before a formula gets one more, so that ``plain`` gives back every text.
    """
    return f"'{text}" if is_formula(text.lstrip("'")) else text


def plain(text: str) -> str:
    """The text that ``neutralised`` was given."""
    return text[1:] if text.startswith("'") and is_formula(text.lstrip("'")) else text


def escaped(text: str) -> str:
    """The text as a workbook holds it: what looks like an escape, ``_x0041_``, would be shown as that sign.

    Source: ECMA-376, 22.9.2.19 (ST_Xstring).
    """
    return _LIKE_AN_ESCAPE.sub("_x005F_", text)
