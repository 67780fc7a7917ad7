"""A formula with its numbers, as it is written out and as a calculator works it out: the same object does both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Formula:
    """``pattern`` has a ``{}`` for each of ``numbers``; ``value`` takes as many and gives what comes out.

    Signs in the pattern: ``·``, ``/``, ``^``, ``−``, ``√( )``, ``ln``, and ``min( ; )``, ``max( ; )``.
    """

    pattern: str
    numbers: tuple[float, ...]
    value: Callable[..., float]

    def inside(self, pattern: str, outer: Callable[[float], float]) -> Formula:
        """The formula inside another, where ``pattern`` has ``%s``: ``1 − %s``."""
        inner = self.value
        return Formula(pattern.replace("%s", self.pattern), self.numbers, lambda *numbers: outer(inner(*numbers)))

    def gives(self, result: float, tolerance: float, numbers: tuple[float, ...] | None = None) -> bool:
        """Whether it comes out as ``result``, to a share of its size (1 at least); with other numbers if given."""
        try:
            value = self.value(*(self.numbers if numbers is None else numbers))
            return abs(value - result) <= tolerance * max(1.0, abs(result))
        except (ArithmeticError, ValueError):  # rounded to 0: no logarithm, no reciprocal
            return False


def number(value: float) -> Formula:
    """A number that stands alone."""
    return Formula("{}", (value,), lambda figure: figure)


def joined(pattern: str, parts: list[Formula], outer: Callable[..., float]) -> Formula:
    """Several formulas as one; ``pattern`` has a ``%s`` for each."""
    ends = [0]
    for part in parts:
        ends.append(ends[-1] + len(part.numbers))

    def value(*numbers: float) -> float:
        return outer(
            *(part.value(*numbers[low:high]) for part, low, high in zip(parts, ends[:-1], ends[1:], strict=True))
        )

    return Formula(pattern % tuple(part.pattern for part in parts), sum((part.numbers for part in parts), ()), value)
