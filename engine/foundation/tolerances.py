"""When two numbers are the same but for rounding: one rule, in the size of what is compared."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

EQUAL: Mapping[str, float] = MappingProxyType({"scores": 1e-12, "objectives": 1e-9})
"""Differences that count as none where what is compared runs to 1 (contract, sections 2 and 4)."""


def tie(of: str, size: float = 1.0) -> float:
    """The largest difference that is none, between ``scores`` or ``objectives`` whose terms are of this size.

    The size is that of what was added up, not of what came out: two z-scores that cancel leave dust, which is no size.
    """
    return EQUAL[of] * size


def size_of(values: NDArray[np.float64]) -> float:
    """The largest absolute value, 1 at least: the size of values that mostly run from 0 to 1."""
    return max(1.0, largest(values))


def largest(values: NDArray[np.float64]) -> float:
    """The largest absolute value that is there; 0 where none is."""
    present = values[~np.isnan(values)]
    return float(np.abs(present).max(initial=0.0))
