"""Who loses and who gains by an option: two points a programme, today and in a full year, for a slope chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.foundation.locale import Locale
from engine.plans.comparison import Compared
from engine.plans.options_book import Book
from engine.results.options_words import name_of
from engine.selection.grant_key import mnok

NEW, ENDS, GAINS, LOSES, SAME = "new", "ends", "gains", "loses", "same"


@dataclass(frozen=True, slots=True)
class SlopeLine:
    """One programme; MNOK a year, None where it has no grant. ``kind`` is one of the five above."""

    industry_id: str
    name: str
    today: float | None
    then: float | None
    kind: str


def slope_lines(compared: Compared, book: Book, locale: Locale) -> tuple[SlopeLine, ...]:
    """Every programme that runs today or in the option, the largest of today first, then the new ones."""
    grants, _ = compared.full_year
    lines = []
    for name in compared.change:
        before, after = compared.today.get(name), grants.get(name)
        if before is None and after is None:
            continue
        today, then = (None if amount is None else mnok(amount) for amount in (before, after))
        lines.append(SlopeLine(name, name_of(book, name, locale), today, then, _kind(before, after)))
    return tuple(
        sorted(lines, key=lambda line: (line.today is None, -(line.today or line.then or 0.0), line.industry_id))
    )


def _kind(before: int | None, after: int | None) -> str:
    if before is None:
        return NEW
    if after is None:
        return ENDS
    return GAINS if after > before else LOSES if after < before else SAME


def spread_out(values: Sequence[float], rooms: Sequence[float]) -> list[float]:
    """Places for labels beside points: as near each own value as may be, each with its own room around it.

    Neighbours that would cover one another stand close together around the middle of their own values.

    Parameters
    ----------
    values, rooms
        Where each label would stand by itself, and how tall it is, in the same unit.
    """
    order = sorted(range(len(values)), key=lambda index: values[index])
    blocks: list[list[int]] = []
    for index in order:
        blocks.append([index])
        while len(blocks) > 1 and _low(blocks[-1], values, rooms) < _high(blocks[-2], values, rooms):
            last = blocks.pop()
            blocks[-1] += last
    places = [0.0] * len(values)
    for block in blocks:
        low = _low(block, values, rooms)
        for index in block:
            places[index] = low + rooms[index] / 2
            low += rooms[index]
    return places


def _low(block: Sequence[int], values: Sequence[float], rooms: Sequence[float]) -> float:
    return sum(values[index] for index in block) / len(block) - _middle_of_middles(block, rooms)


def _high(block: Sequence[int], values: Sequence[float], rooms: Sequence[float]) -> float:
    return _low(block, values, rooms) + sum(rooms[index] for index in block)


def _middle_of_middles(block: Sequence[int], rooms: Sequence[float]) -> float:
    """How far above the low end of a block the middles of its labels are on average."""
    low, middles = 0.0, 0.0
    for index in block:
        middles += low + rooms[index] / 2
        low += rooms[index]
    return middles / len(block)
