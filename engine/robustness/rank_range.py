"""The best and the worst rank that any weights can give an industry, with the weights that do it.

Rank-optimal weighting (Lorenz, Brauer & Lorenz 2017, «Rank-optimal weighting or “How to be best in the OECD Better
Life Index?”», Social Indicators Research 134): a mixed-integer programme with one binary for each other industry, of
which as few (as many) as possible may have the higher score. Weights are of the root's members, all of the simplex.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.robustness.weight_draws import draw_weights
from engine.scoring.ranking import UNRANKED, ranks_of
from engine.scoring.score import Scores, scores_over_weights
from engine.selection.solvers import solver

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

TRIED = 2_000  # sets of weights that ranks are looked up at first
ABOVE = 1e-7  # how much more than another, on 0..1, a score has to be for the solver to call it higher


@dataclass(frozen=True, slots=True)
class RankAt:
    """A rank and weights of the root's members, adding to 1, that give it.

    ``exact`` is False where a better (worse) rank is not ruled out: the root is no arithmetic mean, or members that
    some industries lack are skipped and the bound that this leaves is not reached.
    """

    rank: int
    weights: tuple[float, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class RankRange:
    """The best and the worst rank that any weights give."""

    best: RankAt
    worst: RankAt


def rank_ranges(scores: Scores, industry_ids: tuple[str, ...]) -> dict[str, RankRange | None]:
    """By industry; None for one without a score today, and for all where the root has no weights."""
    if not scores.root_members:
        return dict.fromkeys(industry_ids)
    tried = np.concatenate([scores.weights[None], draw_weights(scores.weights, TRIED, 1)])
    if not np.isnan(scores.member_values).any():
        tried = np.concatenate([tried, np.eye(len(scores.weights))])
    ranks = ranks_of(scores_over_weights(scores, tried))
    ranges: dict[str, RankRange | None] = {}
    for name in industry_ids:
        position = scores.position[name]
        if scores.ranks[position] == UNRANKED:
            ranges[name] = None
            continue
        own = ranks[:, position]
        best = int(np.where(own == UNRANKED, own.max() + 1, own).argmin())
        ranges[name] = RankRange(
            _reached(scores, position, tried[best], int(own[best]), best=True),
            _reached(scores, position, tried[int(own.argmax())], int(own.max()), best=False),
        )
    return ranges


def _reached(scores: Scores, position: int, weights: Floats, rank: int, best: bool) -> RankAt:
    """The rank proven or bettered by the solver, from one that is known."""
    if scores.criteria.root.aggregate != "arithmetic":
        return RankAt(rank, tuple(weights.tolist()), exact=False)
    gaps = _compared(scores, position, best)
    further = None if rank == _limit(gaps, best) else _solved(gaps, rank, best)
    if further is None:
        return RankAt(rank, tuple(weights.tolist()), exact=True)
    bound, solved_weights = further
    proposed = ranks_of(scores_over_weights(scores, solved_weights[None]))[0, position]
    if proposed != UNRANKED and (proposed < rank if best else proposed > rank):
        rank, weights = int(proposed), solved_weights
    return RankAt(rank, tuple(weights.tolist()), exact=rank == bound)


def _compared(scores: Scores, position: int, best: bool) -> Floats:
    """(other, member) how much others' values are above this one's.

    Industries that lack the same members are compared on the rest. A member that one of the two lacks counts as the
    mean of what it has could: as suits the one that is asked about, which bounds the rank.
    """
    values = scores.member_values
    if scores.criteria.root.missing == "worst":
        values = np.nan_to_num(values)
    own, absent = values[position], np.isnan(values)
    gaps = []
    for other in np.flatnonzero(scores.ranks != UNRANKED).tolist():
        if other == position:
            continue
        if (absent[other] == absent[position]).all():
            gaps.append(np.where(absent[position], 0.0, np.nan_to_num(values[other]) - np.nan_to_num(own)))
            continue
        mine, theirs = (_filled(own, high=best), _filled(values[other], high=not best))
        gaps.append(theirs - mine)
    return np.array(gaps).reshape(-1, values.shape[1])


def _filled(values: Floats, high: bool) -> Floats:
    return np.where(np.isnan(values), np.nanmax(values) if high else np.nanmin(values), values)


def _limit(gaps: Floats, best: bool) -> int:
    """The rank that no weights better: below those who are above under all weights (above those who never are)."""
    above = gaps.min(axis=1) > 0 if best else gaps.max(axis=1) > 0
    return 1 + int(above.sum())


def _solved(gaps: Floats, known: int, best: bool) -> tuple[int, Floats] | None:
    """The best (worst) rank that the gaps (other, member) allow, and weights; None where none goes beyond ``known``."""
    import pulp

    members = gaps.shape[1]
    model = pulp.LpProblem("rank", pulp.LpMinimize if best else pulp.LpMaximize)
    weights = [model.add_variable(f"w{member}", 0, 1) for member in range(members)]
    model += pulp.lpSum(weights) == 1
    above, first = [], 1
    for number, gap in enumerate(gaps):
        # What all weights decide alike needs no variable.
        if gap.min() > 0 or gap.max() <= 0:
            first += int(gap.min() > 0)
            continue
        higher = model.add_variable(f"z{number}", cat=pulp.LpBinary)
        above.append(higher)
        worth = pulp.LpAffineExpression(list(zip(weights, gap.tolist(), strict=True)))
        if best:
            model += worth <= float(gap.max()) * higher
        else:
            model += worth >= ABOVE - (ABOVE - float(gap.min())) * (1 - higher)
    if not above:
        return first, np.full(members, 1 / members)
    number_above = pulp.lpSum(above)
    # That nothing goes beyond is proven sooner than what goes farthest is found.
    model += number_above <= known - first - 1 if best else number_above >= known - first + 1
    model.setObjective(number_above)
    model.solve(solver("highs"))
    if model.sol_status == pulp.LpSolutionInfeasible or model.status == pulp.LpStatusInfeasible:
        return None
    if model.sol_status != pulp.LpSolutionOptimal:
        return 0, np.full(members, 1 / members)
    solved_weights = np.clip([weight.value() for weight in weights], 0.0, 1.0)
    # Weights next to nothing are rounding, and at an edge of the simplex they would part what is equal there.
    solved_weights[solved_weights < ABOVE] = 0.0
    return first + sum(round(variable.value()) for variable in above), solved_weights / solved_weights.sum()
