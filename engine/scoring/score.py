"""A data set and a criteria file to scores: who is ranked, what each score is made of and rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.criteria.indicator_columns import column_of
from engine.criteria.model import Criteria
from engine.criteria.open_figures import unknown_problems
from engine.dataset.merging import merged
from engine.dataset.model import Column, Dataset
from engine.foundation.errors import InputError, Problem
from engine.foundation.quality import QUALITIES
from engine.foundation.tolerances import largest
from engine.scoring.aggregation import aggregated, shares
from engine.scoring.cooccurrence import Flags
from engine.scoring.indicator_values import Clipped, prepared_all
from engine.scoring.intervals import evaluated_between, judged_ends, leaves_between, members_of
from engine.scoring.normalisation import ON_UNIT_SCALE
from engine.scoring.ranking import Ranks, order_of, ranks_of
from engine.scoring.tree import effective_weights, problems_at, reached, weights_below

Floats = NDArray[np.float64]
A = TypeVar("A", bound=NDArray[Any])

MISSING = "missing"
SHARE_NAMES = (*QUALITIES, MISSING)
"""The columns of ``Scores.quality_shares``."""


@dataclass(frozen=True, eq=False)
class Scores:
    """What one criteria file makes of one data set. Arrays are read-only; industries stand sorted by id.

    Parameters
    ----------
    criteria, dataset
        What was scored; the dataset after merging.
    industry_ids
        Who is ranked (contract, section 2).
    root_members
        Ids below the root that carry weights, in the file's order; none where the root is a co-occurrence.
    weights
        (member,) normalised.
    scores
        (industry,) 0..scale; NaN is unranked.
    ranks
        (industry,) equal scores share the better; 0 is unranked.
    order
        Positions, best first, ties by id, the unranked last.
    member_values
        (industry, member) 0..1 before the missing-value rule; NaN is missing. Where the criteria leave a member open it
        is at the end that ``rank_by`` names, and never missing.
    contributions
        (industry, member) points that add up to the score, 0 where the member is missing; a row of NaN where
        unranked. None where the root is not arithmetic.
    nodes
        (industry,) of every criterion, unscaled.
    normalised
        (industry,) of every indicator in the tree, after direction and clipping.
    columns
        The raw values behind, for all the dataset's industries.
    flags
        (industry,) of every pairing with a quantile: 1 high on both, 0 not, -1 where a side is missing.
    clipped
        Every value beyond its goalposts.
    latent
        Problems of parts that no weight reaches today, by node: raised where a draw gives them weight.
    """

    criteria: Criteria
    dataset: Dataset
    industry_ids: tuple[str, ...]
    root_members: tuple[str, ...]
    weights: Floats
    scores: Floats
    ranks: Ranks
    order: tuple[int, ...]
    member_values: Floats
    contributions: Floats | None
    nodes: Mapping[str, Floats]
    normalised: Mapping[str, Floats]
    columns: Mapping[str, Column]
    flags: Mapping[str, Flags]
    clipped: tuple[Clipped, ...]
    latent: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)

    @cached_property
    def size(self) -> float:
        """What differences between scores are measured in (``ties.tie``)."""
        return _size(self.criteria, self.normalised, self.nodes)

    @cached_property
    def position(self) -> Mapping[str, int]:
        """``{industry_id: position}`` among the ranked."""
        return {industry: index for index, industry in enumerate(self.industry_ids)}

    @cached_property
    def quality_shares(self) -> Floats:
        """(industry, 6) share of the effective weight on each of ``SHARE_NAMES``.

        Rows add to 1, or are 0 where unranked. ``missing`` is weight on values that count as 0 under ``worst`` or are
        open under ``interval``.
        """
        effective, lost = effective_weights(self.criteria, self.nodes, self.normalised)
        positions = [self.dataset.position[industry] for industry in self.industry_ids]
        return _frozen(_quality_shares(effective, lost, self.columns, np.array(positions, dtype=np.intp)))

    @cached_property
    def lacks(self) -> tuple[tuple[str, ...], ...]:
        """The indicators with weight that each industry has no value for."""
        counted = reached(self.criteria, [self.criteria.root_id])
        return _lacks(self.industry_ids, {leaf: self.normalised[leaf] for leaf in self.normalised if leaf in counted})


def score(dataset: Dataset, criteria: Criteria) -> Scores:
    """Merge, normalise over the ranked industries, climb the tree and rank.

    Raises ``InputError`` with every problem: an indicator or period that the data lack, nobody to rank, a value
    beyond goalposts that may not be clipped, a logarithm of 0 or less, a missing value under ``fail``, a negative
    under a geometric or harmonic mean, numbers too large to compute with.
    """
    _raise_any(unknown_problems(criteria))
    try:
        dataset = merged(dataset, criteria.merges)
    except InputError as error:
        raise error.in_file(criteria.file) from None
    positions = _ranked(dataset, criteria)
    industry_ids = tuple(dataset.industries[position].industry_id for position in positions)
    columns = _columns(dataset, criteria)
    inputs = prepared_all(criteria, columns, positions, industry_ids)
    leaves = {leaf: given.values for leaf, given in inputs.items()}
    low, high = _ends(criteria, columns, positions, leaves)
    tree = evaluated_between(criteria, low, high, industry_ids)
    problems = {**{leaf: given.problems for leaf, given in inputs.items() if given.problems}, **tree.problems}
    counted = reached(criteria, [criteria.root_id])
    _raise_any(problem for node, node_problems in problems.items() if node in counted for problem in node_problems)

    root, node_values = criteria.root, tree.nodes[criteria.root_id]
    weights = weights_below(root) if root.members else np.empty(0)
    below = members_of(criteria, root, {**leaves_between(criteria, low, high), **tree.nodes})
    scores = _scaled(criteria, node_values, below, industry_ids)
    ranks = ranks_of(scores, _size(criteria, leaves, tree.nodes))
    contributions = None
    if root.aggregate == "arithmetic":
        points = criteria.scale * shares(below, weights, root.missing) * np.nan_to_num(below)
        contributions = _frozen(np.where(np.isnan(scores)[:, None], np.nan, points))
    return Scores(
        criteria=criteria,
        dataset=dataset,
        industry_ids=industry_ids,
        root_members=tuple(root.members),
        weights=_frozen(weights),
        scores=_frozen(scores),
        ranks=_frozen(ranks),
        order=order_of(ranks),
        member_values=_frozen(below if root.members else np.empty((len(positions), 0))),
        contributions=contributions,
        nodes={node: _frozen(values) for node, values in tree.nodes.items()},
        normalised={leaf: _frozen(values) for leaf, values in leaves.items()},
        columns=columns,
        flags={node: _frozen(flags) for node, flags in tree.flags.items()},
        clipped=tuple(clipped for given in inputs.values() for clipped in given.clipped),
        latent={node: node_problems for node, node_problems in problems.items() if node not in counted},
    )


def scores_over_weights(scores: Scores, weights: Floats) -> Floats:
    """Scaled scores (draw, industry) under other weights of the root's members; NaN where unranked.

    Parameters
    ----------
    weights
        (draw, member), in the order of ``scores.root_members``: non-negative, of any sum above 0. The file's own
        give the file's own scores to the last bit.

    Raises ``InputError`` where a draw puts weight on what cannot be computed.
    """
    criteria, root = scores.criteria, scores.criteria.root
    if not root.members:
        return np.tile(scores.scores, (len(weights), 1))
    weighted = [member for index, member in enumerate(root.members) if (weights[:, index] > 0).any()]
    counted = reached(criteria, weighted)
    latent = (problem for node, node_problems in scores.latent.items() if node in counted for problem in node_problems)
    _raise_any((*latent, *problems_at(criteria, root, scores.member_values, weights, scores.industry_ids)))
    result = aggregated(root.aggregate, scores.member_values, weights, root.missing)
    result *= criteria.scale
    return result


def _ends(
    criteria: Criteria, columns: Mapping[str, Column], positions: NDArray[np.intp], leaves: Mapping[str, Floats]
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """The lowest and the highest normalised values that judged figures leave open."""
    both = {
        leaf: judged_ends(criteria.indicators[leaf], values, columns[leaf].quality[positions])
        for leaf, values in leaves.items()
    }
    return {leaf: ends[0] for leaf, ends in both.items()}, {leaf: ends[1] for leaf, ends in both.items()}


def _ranked(dataset: Dataset, criteria: Criteria) -> NDArray[np.intp]:
    """Positions of the industries that are ranked (contract, section 2)."""
    if criteria.selection is None or not dataset.has_status:
        return np.arange(len(dataset.industries))
    eligible = criteria.selection.eligible
    positions = [position for position, industry in enumerate(dataset.industries) if industry.status in eligible]
    if not positions:
        statuses = sorted({industry.status for industry in dataset.industries if industry.status})
        given = ", ".join(eligible)
        raise InputError(
            Problem("nobody_ranked", criteria.file, "[selection], eligible", given=given, allowed=tuple(statuses))
        )
    return np.array(positions)


def _scaled(criteria: Criteria, root: Floats, below: Floats, industry_ids: tuple[str, ...]) -> Floats:
    """The root times the scale. No mean is larger than its largest member, so no weights can take it further."""
    with np.errstate(over="ignore"):
        too_large = np.isinf(criteria.scale * np.column_stack([root, below])).any(axis=1)
    _raise_any(
        Problem(
            "too_large", criteria.file, "scale", given=str(criteria.scale), more={"industry": industry_ids[position]}
        )
        for position in np.flatnonzero(too_large)
    )
    return criteria.scale * root


def _size(criteria: Criteria, leaves: Mapping[str, Floats], nodes: Mapping[str, Floats]) -> float:
    """The scale, times the largest value that reaches the root where that is not on 0..1."""
    counted = reached(criteria, [criteria.root_id])
    sizes = [
        1.0 if criteria.indicators[leaf].normalise.method in ON_UNIT_SCALE else largest(values)
        for leaf, values in leaves.items()
        if leaf in counted
    ]
    return criteria.scale * max([*sizes, *(largest(values) for node, values in nodes.items() if node in counted)])


def _columns(dataset: Dataset, criteria: Criteria) -> dict[str, Column]:
    """The tree's columns; every one that the data lack is told of at once."""
    columns: dict[str, Column] = {}
    problems: list[Problem] = []
    for leaf in criteria.leaves:
        try:
            columns[leaf] = column_of(dataset, criteria.indicators[leaf])
        except InputError as error:
            problems += [replace(problem, place=problem.place or f"[[indicator]] {leaf}") for problem in error.problems]
    _raise_any(problems)
    return columns


def _raise_any(problems: Iterable[Problem]) -> None:
    listed = tuple(problems)
    if listed:
        raise InputError(listed)


def _quality_shares(
    effective: Mapping[str, Floats], lost: Floats, columns: Mapping[str, Column], positions: NDArray[np.intp]
) -> Floats:
    result = np.zeros((len(positions), len(SHARE_NAMES)))
    rows = np.arange(len(positions))
    for leaf, weight in effective.items():
        result[rows, columns[leaf].quality[positions]] += weight
    result[:, -1] += lost
    return result


def _lacks(industry_ids: tuple[str, ...], leaves: Mapping[str, Floats]) -> tuple[tuple[str, ...], ...]:
    lacks: tuple[list[str], ...] = tuple([] for _ in industry_ids)
    for leaf, values in leaves.items():
        for position in np.flatnonzero(np.isnan(values)).tolist():
            lacks[position].append(leaf)
    return tuple(tuple(lacking) for lacking in lacks)


def _frozen(array: A) -> A:
    array.flags.writeable = False
    return array
