"""Which indicators a heading that is not recognised may mean, the likeliest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from engine.spreadsheets.catalogue import KnownIndicator
from engine.spreadsheets.layout import normal

WORD = re.compile(r"\w+")
WHOLE = 1.0
"""Added where every word of one is in the other, times the share of the longer that it is: «sykefravær» is half of
«legemeldt sykefravær», and less of a name that says more."""


def suggested(heading: str, indicators: Iterable[KnownIndicator]) -> tuple[str, ...]:
    """Ids of all the indicators, by how like the heading their names or ids are; equally like ones by id."""
    normal_heading = normal(heading)
    likeness = {
        indicator.indicator_id: max(
            _alike(normal_heading, normal(name))
            for name in (
                indicator.label_nb,
                indicator.label_en,
                indicator.label_nn,
                indicator.indicator_id.replace("_", " "),
            )
        )
        for indicator in indicators
    }
    return tuple(sorted(likeness, key=lambda indicator_id: (-likeness[indicator_id], indicator_id)))


def _alike(heading: str, name: str) -> float:
    """0 where nothing is alike; the share of signs in common, and more where one has all the words of the other."""
    words, others = set(WORD.findall(heading)), set(WORD.findall(name))
    whole = bool(words and others) and (words <= others or others <= words)
    share = min(len(words), len(others)) / max(len(words), len(others), 1)
    return SequenceMatcher(None, heading, name).ratio() + (WHOLE * share if whole else 0.0)
