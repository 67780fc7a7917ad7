"""The smallest change of the weights that flips an industry's status, and the selection that takes over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from engine.robustness.acceptability import candidate_values
from engine.robustness.batch_optimisation import optimal_selections
from engine.robustness.missing_data_flip import Found, nearest_with_lacking
from engine.robustness.nearest_rival import nearest_among
from engine.robustness.selection_at_weights import best_among_ranked, generally, selections_at, worths_of
from engine.robustness.unobserved_criteria import counted_members, counted_only
from engine.robustness.weight_draws import draw_weights
from engine.robustness.weight_intervals import piecewise_candidates
from engine.robustness.weight_search import CLOSE, closer_clouds, laid_out, towards_edges, walked_back
from engine.robustness.weight_space import undominated
from engine.scoring.score import Scores, scores_over_weights
from engine.selection.declared_constraints import must, must_not
from engine.selection.enumeration import feasible_selections, selections_to_check
from engine.selection.portfolio_problem import SelectionProblem

Floats = NDArray[np.float64]
LISTED = 600_000  # selections that may be listed to compare all of them
NUDGE = 1e-7
FARTHEST = 0.5  # of the weight: what lies farther takes too many parts to prove
SAMPLED = 4_000  # draws, where comparing all is not possible
WALKED = 30  # of the nearest draws, and of the nearest laid-out points, that are walked back from
FOLLOWED = 3  # of those walked back that clouds follow further, the nearest among them


@dataclass(frozen=True, slots=True)
class NearestChange:
    """Weights at which the status flips: there, a selection with the other status is worth as much as any.

    ``distance`` is half the sum of absolute changes of the normalised weights: how much weight moves, 0..1.
    ``exact`` is False where a nearer flip could exist. ``only_equal`` is True where no weights beside these have the
    other status either: the rival is worth as much there and no more, and ids decide.
    """

    weights: tuple[float, ...]
    distance: float
    rival: tuple[str, ...]
    exact: bool
    only_equal: bool = False


def nearest_change(
    scores: Scores, problem: SelectionProblem, candidate: int, chosen: NDArray[np.bool_], solver_name: str = "highs"
) -> tuple[NearestChange | None, bool]:
    """The nearest flip of one candidate's status, where ``chosen`` is selected today, and whether that is proven.

    None if no weights flip it; where that is not proven, some could.
    """
    counted = counted_members(scores, problem)
    nearest, sure = _nearest(counted_only(scores, counted), problem, candidate, chosen, solver_name)
    if nearest is None or counted.all():
        return nearest, sure
    # Only the counted ones' proportions decide, and these are reached with least moved where their sum stays as it is.
    weights, theirs = scores.weights.copy(), float(scores.weights[counted].sum())
    weights[counted] = theirs * np.array(nearest.weights)
    return replace(nearest, weights=tuple(weights.tolist()), distance=theirs * nearest.distance), sure


def _nearest(
    scores: Scores, problem: SelectionProblem, candidate: int, chosen: NDArray[np.bool_], solver_name: str
) -> tuple[NearestChange | None, bool]:
    if scores.criteria.root.aggregate == "arithmetic" and selections_to_check(problem) <= LISTED:
        return _among_all(scores, problem, candidate, chosen, solver_name)
    return _sampled(scores, problem, candidate, chosen, solver_name)


def _among_all(
    scores: Scores, problem: SelectionProblem, candidate: int, chosen: NDArray[np.bool_], solver_name: str
) -> tuple[NearestChange | None, bool]:
    every = feasible_selections(generally(scores, problem), LISTED)
    piecewise = piecewise_candidates(scores, problem)
    status = bool(chosen[candidate])
    other, straight = every[:, candidate] != status, ~every[:, piecewise].any(axis=1)
    if not other.any():
        return None, True
    if chosen[piecewise].any() or not _scored_as_generally(scores, problem, scores.weights):
        return _sampled(scores, problem, candidate, chosen, solver_name)
    # (candidate, member) all weight on one; points times jobs run to millions
    members = candidate_values(scores, problem, np.eye(len(scores.weights))).T / (problem.terms or 1.0)
    lines = np.flatnonzero(straight)
    search, closest = nearest_among(scores.weights, members, every[lines], other[lines], chosen)
    distance = 1.0 if closest is None else closest[2]
    above = np.hstack(_above_piecewise(scores, problem, members, piecewise, distance))
    bent_rivals = every[other & ~straight] @ above
    bent_rivals = bent_rivals[undominated(bent_rivals)]
    sure = not len(bent_rivals) or not search.any_nearer(distance, *np.split(bent_rivals, 2, axis=1))
    corner, settled = _corner(scores, problem, candidate, status, distance, solver_name)
    sure &= settled
    if corner is not None and (closest is None or corner.distance < distance - CLOSE):
        nearest = replace(corner, exact=sure)
        return nearest if sure else _nearer(nearest, _sampled(scores, problem, candidate, chosen, solver_name)[0]), sure
    if closest is None:
        return (None, True) if sure else _sampled(scores, problem, candidate, chosen, solver_name)
    index, weights, distance = closest
    rival = every[lines[index]]
    if (
        not sure
        and settled
        and (better := _with_lacking(scores, problem, members, every, other, Found(weights, distance, rival)))
    ):
        weights, distance, rival, sure = better.weights, better.distance, better.rival, True
    beyond = np.vstack([weights, scores.weights + (weights - scores.weights) * (1 + 1e-7)])
    blocks = chain([beyond], _beside(weights))
    flipped, farther_on, point, there = _first_flipped(scores, problem, candidate, status, blocks, solver_name)
    if farther_on and not _scored_as_generally(scores, problem, weights):
        # The rival has a score only beside these weights.
        weights = point / point.sum()
        distance = float(np.abs(weights - scores.weights).sum() / 2)
    if not _scored_as_generally(scores, problem, weights) or (farther_on and weights is not closest[1]):
        rival = there
    named = problem.named(np.flatnonzero(rival).tolist())
    nearest = NearestChange(tuple(weights.tolist()), distance, named, exact=sure, only_equal=not flipped)
    if sure and (flipped or distance == 0):
        return nearest, True
    farther = _sampled(scores, problem, candidate, chosen, solver_name)[0]
    if nearest.only_equal:
        return (nearest if farther is None or farther.only_equal else farther), False
    return _nearer(nearest, farther), False


def _nearer(change: NearestChange, other: NearestChange | None) -> NearestChange:
    return other if other is not None and other.distance < change.distance else change


def _scored_as_generally(scores: Scores, problem: SelectionProblem, weights: Floats) -> bool:
    """Whether the same candidates have a score under these weights as where every member has weight."""
    worths = worths_of(scores, problem, scores_over_weights(scores, weights[None]))
    return bool((np.isnan(worths[0]) == _without_score(scores, problem)).all())


def _without_score(scores: Scores, problem: SelectionProblem) -> NDArray[np.bool_]:
    """(candidate,) who has no figure at all."""
    positions = [scores.position[industry] for industry in problem.ids]
    return np.asarray(np.isnan(scores.member_values[positions]).all(axis=1))


def _flipped(
    scores: Scores, problem: SelectionProblem, candidate: int, status: bool, points: Floats, solver_name: str
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(point,) where ``select`` gives the other status, and (point, candidate) what it gives.

    Where what is missing is skipped it is no flip where somebody has no score who has one just beside: all the weight
    is on what that one lacks.
    """
    worths = worths_of(scores, problem, scores_over_weights(scores, points))
    there = best_among_ranked(problem, worths, solver_name)
    unranked = np.isnan(worths)
    valid = np.isfinite(there.worth)
    if scores.criteria.root.missing == "skip":
        valid &= (unranked == _without_score(scores, problem)).all(axis=1)
    return valid & (there.chosen[:, candidate] != status), there.chosen


def _first_flipped(
    scores: Scores,
    problem: SelectionProblem,
    candidate: int,
    status: bool,
    blocks: Iterable[Floats],
    solver_name: str,
) -> tuple[bool, bool, Floats, NDArray[np.bool_]]:
    """Whether some point flips, whether the first that does is not the first of all, that point and what it gives.

    The first of all where none does. No more blocks are looked at than it takes.
    """
    of_first: tuple[Floats, NDArray[np.bool_]] | None = None
    for points in blocks:
        points = np.clip(points, 0, 1)
        flipped, there = _flipped(scores, problem, candidate, status, points, solver_name)
        index = int(flipped.argmax())
        if flipped[index]:
            return True, of_first is not None or index > 0, points[index], there[index]
        of_first = of_first or (points[0], there[0])
    assert of_first is not None
    return False, False, *of_first


def _corner(
    scores: Scores, problem: SelectionProblem, candidate: int, status: bool, distance: float, solver_name: str
) -> tuple[NearestChange | None, bool]:
    """The nearest corner with the other status where somebody has no score, and whether nothing else is like it.

    Where all weight is on what a candidate lacks it cannot be chosen, and others can win. Of corners there are few, and
    each is tried; edges and sides nearer than ``distance`` leave it open.
    """
    positions = [scores.position[industry] for industry in problem.ids]
    absent = np.isnan(scores.member_values[positions])
    lacked = {tuple(np.flatnonzero(row).tolist()) for row in absent if row.any() and not row.all()}
    corners = sorted({member for some in lacked for member in some})
    # All weight on some of what is lacked: at least what the others have today moves.
    open_sides = any(len(some) > 1 and 1 - scores.weights[list(some)].sum() < distance - CLOSE for some in lacked)
    if not corners:
        return None, True
    points = np.eye(len(scores.weights))[corners]
    if scores.criteria.root.missing == "skip":
        there = selections_at(scores, problem, points, solver_name)
        other = np.isfinite(there.worth) & (there.chosen[:, candidate] != status)
        return None, not (open_sides or (other & (1 - scores.weights[corners] < distance - CLOSE)).any())
    flipped, chosen = _flipped(scores, problem, candidate, status, points, solver_name)
    moved = np.where(flipped, 1 - scores.weights[corners], np.inf)
    nearest = int(moved.argmin())
    if not flipped.any():
        return None, not open_sides
    named = problem.named(np.flatnonzero(chosen[nearest]).tolist())
    return NearestChange(tuple(points[nearest].tolist()), float(moved[nearest]), named, exact=True), not open_sides


def _beside(weights: Floats) -> Iterator[Floats]:
    """Blocks of (point, member) as near as makes no difference: a little moved from each member to each other.

    Few first: most often one of them is enough.
    """
    each, gives = np.eye(len(weights)), np.flatnonzero(weights > NUDGE)
    start, number = 0, 1
    while start < len(gives):  # ends: it rises by one at least
        moves = each[None] - each[gives[start : start + number], None]
        yield weights + NUDGE * moves.reshape(-1, len(weights))
        start, number = start + number, 2 * number


def _with_lacking(
    scores: Scores,
    problem: SelectionProblem,
    members: Floats,
    every: NDArray[np.bool_],
    other: NDArray[np.bool_],
    nearest: Found,
) -> Found | None:
    """The nearest flip where all that are piecewise lack one and the same member; None where it cannot be proven.

    ``members`` (candidate, member) is what each is worth with all weight on one. Worths below 0 have no such bounds.
    """
    positions = [scores.position[industry] for industry in problem.ids]
    absent = np.isnan(scores.member_values[positions])
    lacked = np.flatnonzero(absent.any(axis=0))
    values = np.where(absent, np.nan, members)
    if len(lacked) != 1 or nearest.distance > FARTHEST or (values[absent.any(axis=1)] < 0).any():
        return None
    values = values / max(float(np.nanmax(values)), CLOSE)  # points times jobs run to millions
    return nearest_with_lacking(scores.weights, values, int(lacked[0]), every[other], every[~other], nearest)


def _above_piecewise(
    scores: Scores, problem: SelectionProblem, members: Floats, piecewise: NDArray[np.bool_], distance: float
) -> list[Floats]:
    """(candidate, member) values of which those of ``piecewise`` are nowhere below the true ones up to ``distance``.

    A mean over the members that are there is never above its best one; nor above the sum that it divides, divided by
    the least weight that the others can leave it.
    """
    positions = [scores.position[industry] for industry in problem.ids]
    absent = np.isnan(scores.member_values[positions][piecewise])
    left = 1 - np.minimum(1.0, absent @ scores.weights + distance)
    best, divided = members.copy(), members.copy()
    best[piecewise] = np.maximum(members[piecewise].max(axis=1, keepdims=True), 0.0)
    own = np.where(absent, 0.0, np.maximum(members[piecewise], 0.0))
    divided[piecewise] = np.where(left[:, None] > 0, own / np.maximum(left, CLOSE)[:, None], best[piecewise])
    return [best, divided]


def _sampled(
    scores: Scores, problem: SelectionProblem, candidate: int, chosen: NDArray[np.bool_], solver_name: str
) -> tuple[NearestChange | None, bool]:
    """The nearest of many weights with the other status, walked back towards today's until it flips."""
    today, status = scores.weights, bool(chosen[candidate])

    def flips(points: Floats) -> NDArray[np.bool_]:
        return _flipped(scores, problem, candidate, status, points, solver_name)[0]

    condition = (must_not if status else must)(problem.ids, problem.ids[candidate])
    anywhere = generally(scores, problem).with_conditions(condition)
    if np.isneginf(optimal_selections(anywhere, candidate_values(scores, anywhere, today[None]), solver_name).worth[0]):
        return None, True
    other = selections_at(scores, problem.with_conditions(condition), today[None], solver_name)
    if other.worth[0] >= candidate_values(scores, problem, today[None])[0][chosen].sum() - problem.tie:
        rival = problem.named(np.flatnonzero(other.chosen[0]).tolist())
        only_equal = not any(flips(np.clip(points, 0, 1)).any() for points in _beside(today))
        return NearestChange(tuple(today.tolist()), 0.0, rival, exact=True, only_equal=only_equal), True
    drawn = np.vstack([draw_weights(today, SAMPLED // 2, 1), towards_edges(today, SAMPLED // 2)])
    places = [drawn, laid_out(today)]
    if scores.criteria.root.aggregate != "arithmetic" or np.isnan(scores.member_values).any():
        places.append(laid_out(today, inside=0.0))
    tried = [points[flips(points)] for points in places]
    nearest = np.vstack(
        [flipped[np.argsort(np.abs(flipped - today).sum(axis=1), kind="stable")[:WALKED]] for flipped in tried]
    )
    if not len(nearest):
        return None, False

    walked = walked_back(nearest, today, flips)
    walked = walked[np.argsort(np.abs(walked - today).sum(axis=1), kind="stable")]
    followed = walked[:: -(-len(walked) // FOLLOWED)]
    closer = np.array([closer_clouds(point, today, flips) for point in followed])
    points = np.vstack([walked, walked_back(closer, today, flips)])
    distances = np.abs(points - today).sum(axis=1) / 2
    closest = int(distances.argmin())
    there = selections_at(scores, problem, points[closest : closest + 1], solver_name).chosen[0]
    rival = problem.named(np.flatnonzero(there).tolist())
    return NearestChange(tuple(points[closest].tolist()), float(distances[closest]), rival, exact=False), False
