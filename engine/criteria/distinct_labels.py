"""Labels of criteria and indicators that stand for one thing only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from engine.criteria.model import Criteria, Criterion, Indicator
from engine.dataset.distinct_names import distinct
from engine.foundation.locale import LANGUAGES

Node = TypeVar("Node", Criterion, Indicator)


def with_distinct_labels(criteria: Criteria) -> Criteria:
    """The criteria themselves where no two that can stand side by side have one label; else with their ids behind.

    Side by side stand the members of one criterion, all criteria, and all indicators. A criterion may be called as its
    indicator is: it is the same thing at two places.
    """
    groups = [tuple(criteria.criteria), tuple(criteria.indicators)]
    groups += [one.children for one in criteria.criteria.values()]
    marked = {language: _marked(criteria, groups, language) for language in LANGUAGES}
    if not any(marked.values()):
        return criteria

    def told_apart(one: Node) -> Node:
        own = {
            f"label_{language}": said.get(one.id, getattr(one, f"label_{language}"))
            for language, said in marked.items()
        }
        return replace(one, **own)

    return replace(
        criteria,
        criteria={node: told_apart(one) for node, one in criteria.criteria.items()},
        indicators={node: told_apart(one) for node, one in criteria.indicators.items()},
    )


def _marked(criteria: Criteria, groups: Iterable[Iterable[str]], language: str) -> dict[str, str]:
    """The labels that need their ids behind, by id."""
    found: dict[str, str] = {}
    for group in groups:
        labels = {node: criteria.label(node, language) for node in group}
        found |= {node: said for node, said in distinct(labels).items() if said != labels[node]}
    return found
