"""Which indicators a heading that is not recognised may mean, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from engine.spreadsheets.catalogue import KnownIndicator
from engine.spreadsheets.layout import normal

WHOLE = 1.0
"""Added where every word of one is in the other: «sykefravær» is all of a shorter name for «legemeldt sykefravær»."""


def suggested(heading: str, indicators: Iterable[KnownIndicator]) -> tuple[str, ...]:
    """Ids of all the indicators, by how like the heading their names or ids are; equally like ones by id."""
    said = normal(heading)
    likeness = {
        one.indicator_id: max(
            _alike(said, normal(name)) for name in (one.label_nb, one.label_en, one.indicator_id.replace("_", " "))
        )
        for one in indicators
    }
    return tuple(sorted(likeness, key=lambda one: (-likeness[one], one)))


def _alike(said: str, name: str) -> float:
    """0 where nothing is alike; the share of signs in common, and more where one has all the words of the other."""
    words, others = set(said.split()), set(name.split())
    whole = bool(words and others) and (words <= others or others <= words)
    return SequenceMatcher(None, said, name).ratio() + (WHOLE if whole else 0.0)
