"""Conditions on how many of some candidates are chosen, each declared once: its key, whom it counts, what it needs.

The words of a condition stand in ``texts``, area ``selection``: the condition itself, what its key means and, for one
that has no widget made by hand, its label.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from engine.dataset.model import Industry
from engine.foundation import declared_tables
from engine.foundation.locale import Locale

REQUIRABLE_SECTORS = ("public", "private")  # ``mixed`` satisfies both, so nothing needs to ask for it


@dataclass(frozen=True, slots=True)
class Count:
    """At least ``least`` and at most ``most`` of ``members`` are chosen; None is no bound.

    ``about`` tells conditions of one key apart; ``fields`` are what the words are filled with.
    """

    members: frozenset[str]
    least: int | None = None
    most: int | None = None
    about: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ConditionKey(declared_tables.Key):
    """The key of a condition in a criteria file; its meaning stands beside the condition's words."""

    words: ClassVar[str] = "selection.key"


@dataclass(frozen=True, slots=True)
class CountCondition:
    """One condition: ``counts`` makes its counts of the key's value and the candidates.

    ``needs`` is what every candidate must have in ``industries.csv`` for it.
    """

    key: ConditionKey
    counts: Callable[[Any, Sequence[Industry]], Iterator[Count]]
    needs: str = ""

    def label(self, locale: Locale) -> str:
        """What the condition is called beside its widget and in a list of changes."""
        return locale.text(f"selection.label.{self.key.name}")


def _ids(industries: Sequence[Industry]) -> frozenset[str]:
    return frozenset(industry.industry_id for industry in industries)


def _max_new(most: int, industries: Sequence[Industry]) -> Iterator[Count]:
    yield Count(_ids(industries), most=most, fields={"number": most})


def _min_new(least: int, industries: Sequence[Industry]) -> Iterator[Count]:
    yield Count(_ids(industries), least=least, fields={"number": least})


def _must(named: Sequence[str], _: Sequence[Industry]) -> Iterator[Count]:
    for industry in named:
        yield Count(frozenset({industry}), least=1, about=industry, fields={"industry": industry})


def _must_not(named: Sequence[str], _: Sequence[Industry]) -> Iterator[Count]:
    for industry in named:
        yield Count(frozenset({industry}), most=0, about=industry, fields={"industry": industry})


def _require_sectors(sectors: Sequence[str], industries: Sequence[Industry]) -> Iterator[Count]:
    for sector in sectors:
        inside = _ids([industry for industry in industries if industry.sector in (sector, "mixed")])
        yield Count(inside, least=1, about=sector, fields={"sector": sector})


def _max_per_section(most: int, industries: Sequence[Industry]) -> Iterator[Count]:
    for section in sorted({industry.section for industry in industries if industry.section}):
        inside = _ids([industry for industry in industries if industry.section == section])
        if len(inside) > most:
            yield Count(inside, most=most, about=section, fields={"section": section, "number": most})


def _conflicts(groups: Sequence[Sequence[str]], _: Sequence[Industry]) -> Iterator[Count]:
    for group in groups:
        yield Count(frozenset(group), most=1, about=".".join(group), fields={"industries": list(group)})


def _key(name: str, kind: str, **more: Any) -> ConditionKey:
    return ConditionKey("selection", name, kind, **more)


COUNT_CONDITIONS: Mapping[str, CountCondition] = {
    condition.key.name: condition
    for condition in (
        CountCondition(_key("max_new", "integer", low=0), _max_new),
        CountCondition(_key("min_new", "integer", default=0, low=0), _min_new),
        CountCondition(_key("must", "ids", default=()), _must),
        CountCondition(_key("must_not", "ids", default=()), _must_not),
        CountCondition(
            _key("require_sectors", "choices", default=(), choices=REQUIRABLE_SECTORS), _require_sectors, "sector"
        ),
        CountCondition(_key("max_per_section", "integer", low=0), _max_per_section, "section"),
        CountCondition(_key("conflicts", "groups", default=(), at_least=2), _conflicts),
    )
}
"""By key, in the order of the file."""
BY_HAND = ("max_new", "min_new", "must", "must_not", "require_sectors", "max_per_section", "conflicts")
FURTHER_CONDITIONS = tuple(name for name in COUNT_CONDITIONS if name not in BY_HAND)
"""Those whose field of ``Selection``, widget and name in a list of changes follow from the declaration alone."""
