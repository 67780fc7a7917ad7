"""The criteria tree over arrays: every node's value from below, every indicator's effective weight from above."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.criteria.model import Criteria, Criterion
from engine.criteria.weights import normalised
from engine.foundation.errors import Problem
from engine.scoring.aggregation import aggregated, shares
from engine.scoring.cooccurrence import Flags, cooccurrence, flags

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Evaluated:
    """Every criterion's unscaled value (industry,), NaN where missing; flags; and each node's problems."""

    nodes: Mapping[str, Floats]
    flags: Mapping[str, Flags]
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)


def evaluated(
    criteria: Criteria, leaves: Mapping[str, Floats], industry_ids: tuple[str, ...], unknown: float = 0.0
) -> Evaluated:
    """All nodes from the bottom up; ``leaves`` are the prepared indicators, (industry,) each.

    ``unknown`` is what a missing member counts as where its node's policy is ``interval``.

    A node's problems are collected, not raised, and its value is missing there: one that no weight reaches disturbs
    nobody.
    """
    values = dict(leaves)
    flags_by_node: dict[str, Flags] = {}
    problems: dict[str, tuple[Problem, ...]] = {}
    for node in criteria.bottom_up:
        criterion = criteria.criteria[node]
        given = np.column_stack([values[child] for child in criterion.children])
        below = np.where(np.isnan(given), unknown, given) if criterion.missing == "interval" else given
        weights = weights_below(criterion)[None]
        with np.errstate(over="ignore", invalid="ignore"):
            value = _value(criterion, below, weights)
        wrong = problems_at(criteria, criterion, below, weights, industry_ids)
        wrong += tuple(
            Problem("too_large", criteria.file, f"[[criterion]] {node}", more={"industry": industry_ids[position]})
            for position in np.flatnonzero(np.isinf(value))
        )
        if wrong:
            problems[node] = wrong
            stopped = [marked.any(axis=1) for marked in blocked(criterion, below, weights).values()]
            value = np.where(np.logical_or.reduce([np.isinf(value), *stopped]), np.nan, value)
        values[node] = value
        if criterion.pairs and criterion.high_quantile is not None:
            flags_by_node[node] = flags(given[:, 0], given[:, 1], criterion.high_quantile)
    return Evaluated({node: values[node] for node in criteria.criteria if node in values}, flags_by_node, problems)


def _value(criterion: Criterion, below: Floats, weights: Floats) -> Floats:
    if criterion.pairs:
        return cooccurrence(below[:, 0], below[:, 1], criterion.form)
    value: Floats = aggregated(criterion.aggregate, below, weights, criterion.missing)[0]
    return value


def weights_below(criterion: Criterion) -> Floats:
    """(child,) weights that add to 1, in the file's order; a pairing rests on both its sides alike."""
    if criterion.pairs:
        return np.array([0.5, 0.5])
    return np.array(list(normalised(criterion.members).values()), dtype=np.float64)


def blocked(criterion: Criterion, below: Floats, weights: Floats) -> Mapping[str, NDArray[np.bool_]]:
    """(industry, child) by problem code: missing under ``fail``, negative under a geometric or harmonic mean.

    ``below`` is (industry, child), ``weights`` (draw, child): a child without weight in any draw is not looked at.
    """
    weighted = (weights > 0).any(axis=0)
    marked = {}
    if criterion.missing == "fail":
        marked["missing_fails"] = np.isnan(below) & weighted
    if not criterion.takes_negatives:
        marked["negative_in_mean"] = (below < 0) & weighted
    return marked


def problems_at(
    criteria: Criteria, criterion: Criterion, below: Floats, weights: Floats, industry_ids: tuple[str, ...]
) -> tuple[Problem, ...]:
    """What ``blocked`` finds, as problems."""
    places = [f"[[criterion]] {criterion.id}, {child}" for child in criterion.children]
    return tuple(
        Problem(
            code, criteria.file, places[child], given=str(round(value, 4)), more={"industry": industry_ids[industry]}
        )
        for code, marked in blocked(criterion, below, weights).items()
        for (industry, child), value in zip(np.argwhere(marked).tolist(), below[marked].tolist(), strict=True)
    )


def reached(criteria: Criteria, start: Iterable[str]) -> frozenset[str]:
    """Ids of ``start`` and of everything below it that some weight leads to."""
    seen: set[str] = set()
    waiting = list(start)
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        criterion = criteria.criteria.get(node)
        if criterion is not None:
            pairing = criterion.pairs
            waiting += [child for child in criterion.children if pairing or criterion.members[child] > 0]
    return frozenset(seen)


def effective_weights(
    criteria: Criteria, nodes: Mapping[str, Floats], leaves: Mapping[str, Floats]
) -> tuple[dict[str, Floats], Floats]:
    """How much of each industry's score rests on each indicator, (industry,) each, and on nothing at all.

    The product of the weights along the path, after the missing-value rule at each node, summed over the places where
    the indicator stands. The second is the weight of what is missing but counts as 0 (``worst``) or is left open
    (``interval``). Together they add to 1 for an industry whose root is there, and are 0 for the others.
    """
    values = {**leaves, **nodes}
    root = nodes[criteria.root_id]
    weight = {node: np.zeros(root.shape) for node in values}
    weight[criteria.root_id] = np.where(np.isnan(root), 0.0, 1.0)
    lost = np.zeros(root.shape)
    for node in (*reversed(criteria.bottom_up), *leaves):
        absent = np.isnan(values[node])
        lost += np.where(absent, weight[node], 0.0)
        weight[node] = np.where(absent, 0.0, weight[node])
        criterion = criteria.criteria.get(node)
        if criterion is None:
            continue
        below = np.column_stack([values[child] for child in criterion.children])
        open_sides = criterion.missing == "interval"
        missing = "skip" if criterion.pairs and not open_sides else criterion.missing
        share = shares(below, weights_below(criterion), missing)
        for index, child in enumerate(criterion.children):
            weight[child] = weight[child] + weight[node] * share[:, index]
    return {leaf: weight[leaf] for leaf in leaves}, lost
