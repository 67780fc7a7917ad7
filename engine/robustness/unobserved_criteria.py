"""Members of the root that no candidate has a figure for: they wait, and decide nothing.

A skipped member's weight goes to what an industry has. What everybody lacks leaves the proportions of the others as
they are, for all alike: everything follows from the members that somebody has a figure for, here a root of their own.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.scoring.score import Scores
from engine.selection.portfolio_problem import SelectionProblem

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def counted_members(scores: Scores, problem: SelectionProblem) -> Flags:
    """(member,) all but those that wait; all where a missing value is not skipped, or what waits has all weight."""
    positions = [scores.position[industry] for industry in problem.ids]
    known: Flags = np.logical_or.reduce(~np.isnan(scores.member_values[positions]), axis=0)
    if scores.criteria.root.missing != "skip" or not scores.weights[known].any():
        return np.ones(known.shape, dtype=np.bool_)
    return known


def counted_only(scores: Scores, counted: Flags) -> Scores:
    """The scores over the counted members alone, with their weights in the same proportions: what to draw weights of.

    Only what ``scores_over_weights`` reads is narrowed; everything else is as it was.
    """
    if counted.all():
        return scores
    criteria, root = scores.criteria, scores.criteria.root
    members = {member: root.members[member] for member, kept in zip(scores.root_members, counted, strict=True) if kept}
    weights = scores.weights[counted]
    return replace(
        scores,
        criteria=replace(criteria, criteria={**criteria.criteria, root.id: replace(root, members=members)}),
        root_members=tuple(members),
        weights=weights / weights.sum(),
        member_values=scores.member_values[:, counted],
    )


def weight_among_all(share: Floats, waiting: float) -> Floats:
    """The weight that gives a member this share of what the counted ones have, where ``waiting`` of the rest waits.

    With weight t it has ``t / (t + (1 - t)(1 - waiting))`` of theirs; solved for t. ``waiting`` is below 1.
    """
    return np.asarray(share * (1 - waiting) / (1 - share * waiting))
