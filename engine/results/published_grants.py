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
    grants: dict[str, PublishedGrant] = {}
    for period, column in sorted(dataset.columns.get(INDICATOR, {}).items()):
        if column.unit != UNIT:
            continue
        for industry, position in dataset.position.items():
            if not math.isnan(column.values[position]):
                grants[industry] = PublishedGrant(float(column.values[position]), period, column.source_ids[position])
    return grants


def amount_in_words(published_grant: PublishedGrant, locale: Locale) -> str:
    """The amount with the decimals that it was published with: 15 is about fifteen, 10,816 is to the thousand."""
    return locale.number(published_grant.grant, _decimals(published_grant.grant))


def as_published(computed: float, published_grant: PublishedGrant) -> bool:
    """Whether a grant in MNOK is the published one, rounded as that was."""
    return math.isclose(round(computed, _decimals(published_grant.grant)), published_grant.grant)


def _decimals(grant: float) -> int:
    """How many it was published with, as far as the number shows."""
    return len(f"{grant:.{MOST_DECIMALS}f}".rstrip("0").partition(".")[2])


def sources_in_words(grants: Mapping[str, PublishedGrant], dataset: Dataset, locale: Locale) -> str:
    """The sources of the grants, each once."""
    ids = dict.fromkeys(source for grant in grants.values() for source in grant.source_ids)
    known = [dataset.sources.get(source) or source for source in ids]
    return "; ".join(
        source if isinstance(source, str) else source_in_words(source.title, source.publisher, source.published, locale)
        for source in known
    )
