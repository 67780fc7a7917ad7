"""The criteria tree in the order in which it is told: each criterion before its members."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.criteria.model import Criteria
from engine.criteria.weights import normalised


@dataclass(frozen=True, slots=True)
class Node:
    """One place in the criteria tree: what stands there, under which criterion, how deep, and with which weight."""

    id: str
    parent: str
    depth: int
    own_weight: float | None
    weight: float | None


def tree_order(criteria: Criteria) -> Iterator[Node]:
    """Every place in the tree, each criterion before its members, in the order of the file."""

    def below(parent: str, depth: int) -> Iterator[Node]:
        criterion = criteria.criteria[parent]
        shares = normalised(criterion.members) if criterion.members else {}
        for child in criterion.children:
            yield Node(child, parent, depth, criterion.members.get(child), shares.get(child))
            if child in criteria.criteria:
                yield from below(child, depth + 1)

    yield Node(criteria.root_id, "", 0, None, None)
    yield from below(criteria.root_id, 1)
