"""Labels of criteria and indicators that stand for one thing only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from engine.criteria.model import Criteria, Criterion, Indicator
from engine.dataset.distinct_names import distinct
from engine.foundation.locale import LOCALES, Locale

Node = TypeVar("Node", Criterion, Indicator)


def with_distinct_labels(criteria: Criteria) -> Criteria:
    """The criteria themselves where no two that can stand side by side have one label; else with their ids behind.

    Side by side stand the members of one criterion, all criteria, and all indicators. A criterion may be called as its
    indicator is: it is the same thing at two places. A short name that two have is neither's: their labels stand.
    """
    groups = [tuple(criteria.criteria), tuple(criteria.indicators)]
    groups += [criterion.children for criterion in criteria.criteria.values()]
    marked = {locale.tag: _marked(criteria, groups, locale) for locale in LOCALES}
    shared = {locale.tag: _shared(criteria, groups, locale) for locale in LOCALES}
    if not any(marked.values()) and not any(shared.values()):
        return criteria

    def told_apart(node: Node) -> Node:
        own = {
            f"label_{language}": labels.get(node.id, getattr(node, f"label_{language}"))
            for language, labels in marked.items()
        }
        own |= {f"short_{language}": "" for language, nodes in shared.items() if node.id in nodes}
        return replace(node, **own)

    return replace(
        criteria,
        criteria={node: told_apart(criterion) for node, criterion in criteria.criteria.items()},
        indicators={node: told_apart(indicator) for node, indicator in criteria.indicators.items()},
    )


def _marked(criteria: Criteria, groups: Iterable[Iterable[str]], locale: Locale) -> dict[str, str]:
    """The labels that need their ids behind, by id."""
    marked: dict[str, str] = {}
    for group in groups:
        labels = {node: criteria.label(node, locale) for node in group}
        marked |= {node: label for node, label in distinct(labels).items() if label != labels[node]}
    return marked


def _shared(criteria: Criteria, groups: Iterable[Iterable[str]], locale: Locale) -> set[str]:
    """Whose short name another beside them has too."""
    shared: set[str] = set()
    for group in groups:
        names = {node: criteria.short(node, locale) for node in group}
        often = Counter(names.values())
        shared |= {node for node, name in names.items() if often[name] > 1 and name != criteria.label(node, locale)}
    return shared
