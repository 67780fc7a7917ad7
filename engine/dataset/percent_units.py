"""Whether a unit is per cent, by any of the names that tables and publishers give it."""

from __future__ import annotations

BEGINNINGS = ("percent", "per cent", "prosent", "%", "pct", "pst", "pc_")
"""How a unit begins that is a share of hundred; ``PC`` and ``PC_EMP`` are Eurostat's codes."""


def in_percent(unit: str) -> bool:
    """Whether it is. Other units have too many names to be compared."""
    plain_unit = unit.strip().casefold()
    return plain_unit == "pc" or plain_unit.startswith(BEGINNINGS)
