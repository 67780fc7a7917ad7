"""What today's programmes were granted, where that is published; the key's own figures differ somewhat."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engine.dataset.model import Dataset
from engine.foundation.locale import Locale
from engine.results.basis import source_in_words
from engine.sources.grants import INDICATOR, UNIT

MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class PublishedGrant:
    """One programme's grant as it was published, MNOK a year."""

    grant: float
    period: str
    source_ids: tuple[str, ...]


NOTHING_PUBLISHED: Mapping[str, PublishedGrant] = MappingProxyType({})


def published_grants(dataset: Dataset) -> dict[str, PublishedGrant]:
    """By programme, each in its newest period; empty where the data have no grants in MNOK."""
    found: dict[str, PublishedGrant] = {}
    for period, column in sorted(dataset.columns.get(INDICATOR, {}).items()):
        if column.unit != UNIT:
            continue
        for industry, at in dataset.position.items():
            if not math.isnan(column.values[at]):
                found[industry] = PublishedGrant(float(column.values[at]), period, column.source_ids[at])
    return found


def amount_in_words(one: PublishedGrant, locale: Locale) -> str:
    """The amount with the decimals that it was published with: 15 is about fifteen, 10,816 is to the thousand."""
    return locale.number(one.grant, _decimals(one.grant))


def as_published(computed: float, one: PublishedGrant) -> bool:
    """Whether a grant in MNOK is the published one, rounded as that was."""
    return math.isclose(round(computed, _decimals(one.grant)), one.grant)


def _decimals(grant: float) -> int:
    """How many it was published with, as far as the number shows."""
    return len(f"{grant:.{MOST_DECIMALS}f}".rstrip("0").partition(".")[2])


def sources_in_words(found: Mapping[str, PublishedGrant], dataset: Dataset) -> str:
    """The sources of the grants, each once."""
    ids = dict.fromkeys(source for one in found.values() for source in one.source_ids)
    known = [dataset.sources.get(source) or source for source in ids]
    return "; ".join(
        one if isinstance(one, str) else source_in_words(one.title, one.publisher, one.published) for one in known
    )
