"""Whether a unit is per cent, by any of the names that tables and publishers give it, and whether it can be another."""

from __future__ import annotations

import re

BEGINNINGS = ("percent", "per cent", "prosent", "%", "pct", "pst", "pc_")
"""How a unit begins that is a share of hundred; ``PC`` and ``PC_EMP`` are Eurostat's codes."""

SCALES = {
    "thousand": re.compile(r"promille|per mille|\u2030|tusen|thousand|\bths|\btkr\b|(?<!\d)1[\s.]?000(?![\s.]?\d)"),
    "billion": re.compile(r"milliard|\bmrd|billion"),
    "million": re.compile(r"mill|\bmio\b|mnok|(?<!\d)1[\s.]?000[\s.]?000(?!\d)"),
}
"""How a unit says that its figures are counted in thousands and more; the first that fits counts."""


def in_percent(unit: str) -> bool:
    """Whether it is. Other units have too many names to be compared."""
    plain_unit = unit.strip().casefold()
    return plain_unit == "pc" or plain_unit.startswith(BEGINNINGS)


def differs(stated: str, given: str) -> bool:
    """Whether figures in the unit that a table states are no figures in the unit that they are given.

    Only one of them is per cent, or the table counts in thousands and nothing is said of it.
    """
    scale = _scale(stated)
    return in_percent(stated) != in_percent(given) or bool(scale and scale != _scale(given))


def _scale(unit: str) -> str:
    plain_unit = unit.casefold()
    return next((scale for scale, words in SCALES.items() if words.search(plain_unit)), "")
