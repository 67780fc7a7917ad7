"""One criterion's weight from 0 to 1, the others in proportion: where an industry's status holds.

Where every value is a straight line in the weight, the best objective is the upper envelope of the selections' lines,
and its corners are found exactly by the method of Eisner & Severance (1976), «Mathematical techniques for efficient
record segmentation in large shared databases», Journal of the ACM 23(4).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.robustness.acceptability import candidate_values
from engine.robustness.batch_optimisation import optimal_selections
from engine.robustness.selection_at_weights import among_ranked, selections_at, worths_of
from engine.robustness.unobserved_criteria import counted_members, counted_only, weight_among_all
from engine.scoring.score import Scores, scores_over_weights
from engine.selection.portfolio_problem import SelectionProblem

Floats = NDArray[np.float64]
Interval = tuple[float, float]
Line = tuple[float, float]

CLOSE = 1e-9  # objectives, and weights, closer than this are the same
STEPS = 400  # of the weight, where values are not straight lines
HALVINGS = 22  # of a step in which the status changes: to less than 1e-9 of the weight


@dataclass(frozen=True, slots=True)
class Pieces:
    """The weight of one member from 0 to 1, cut where the selection changes.

    ``cuts`` are the ends of the pieces, 0 and 1 included; ``chosen`` (piece, candidate) what is selected between.
    ``exact`` is False where a change shorter than ``1 / STEPS`` could have been missed.
    """

    cuts: tuple[float, ...]
    chosen: NDArray[np.bool_]
    exact: bool

    def intervals(self, candidate: int, selected: bool) -> tuple[Interval, ...]:
        """Closed intervals in which the candidate is (not) selected; neighbours joined."""
        found: list[Interval] = []
        for at, status in enumerate(self.chosen[:, candidate]):
            if status != selected:
                continue
            low, high = self.cuts[at], self.cuts[at + 1]
            if found and found[-1][1] == low:
                low = found.pop()[0]
            found.append((low, high))
        return tuple(found)


def weights_along(weights: Floats, member: int, along: Floats) -> Floats:
    """(point, member) weights where one member has each weight of ``along`` and the others keep their proportions.

    Where the others are all 0 they share the rest equally.
    """
    others = np.delete(weights, member)
    rest = others / others.sum() if others.sum() > 0 else np.full(len(others), 1 / max(1, len(others)))
    return np.insert(np.outer(1 - along, rest), member, along if len(others) else 1.0, axis=1)


def pieces(scores: Scores, problem: SelectionProblem, member: int, solver_name: str = "highs") -> Pieces:
    """The selections along one member's weight."""
    if scores.criteria.root.aggregate != "arithmetic":
        return _stepped(scores, problem, member, solver_name)
    counted = counted_members(scores, problem)
    rest = weights_along(scores.weights, member, np.zeros(1))[0]
    if not counted[member] or not (counted.all() or rest[counted].any()):
        # What is counted keeps its proportions wherever it has any weight.
        return Pieces((0.0, 1.0), selections_at(scores, problem, scores.weights[None], solver_name).chosen, exact=True)
    found = _exact(counted_only(scores, counted), problem, int(counted[:member].sum()), solver_name)
    if found is None:
        return _stepped(scores, problem, member, solver_name)
    cuts = weight_among_all(np.array(found.cuts), float(rest[~counted].sum()))
    return replace(found, cuts=tuple(cuts.tolist()))


def _exact(scores: Scores, problem: SelectionProblem, member: int, solver_name: str) -> Pieces | None:
    """By straight lines; None where one whose value is none could be selected."""
    low, middle, high = scores_over_weights(scores, weights_along(scores.weights, member, np.array([0.0, 0.5, 1.0])))
    # At the ends some have no score: they have one, or none, all the way between.
    problem = among_ranked(problem, worths_of(scores, problem, middle[None])[0])
    low, high = np.nan_to_num(worths_of(scores, problem, np.array([low, high])))
    rise, bent = high - low, bent_candidates(scores, problem)
    _bound_bent(scores, problem, member, bent, low, rise)
    found = _straight(problem, low, rise, solver_name)
    # Not even where they are given more than they are worth.
    return None if found.chosen[:, bent].any() else found


def bent_candidates(scores: Scores, problem: SelectionProblem) -> NDArray[np.bool_]:
    """(candidate,) whose value is no straight line in the weights: those that lack a member which is skipped."""
    at = [scores.industry_ids.index(one) for one in problem.ids]
    if scores.criteria.root.missing == "worst":
        return np.zeros(len(at), dtype=bool)
    return np.asarray(np.isnan(scores.member_values[at]).any(axis=1))


def _bound_bent(
    scores: Scores, problem: SelectionProblem, member: int, bent: NDArray[np.bool_], low: Floats, rise: Floats
) -> None:
    """Replace the values of the bent ones by straight lines nowhere below them, in place."""
    if bent.any():
        inner = weights_along(scores.weights, member, np.array([0.25, 0.5, 0.75]))
        values = candidate_values(scores, problem, inner)[:, bent]
        low[bent], rise[bent] = np.array([_line_above(*three) for three in values.T.tolist()]).T


def _line_above(at_quarter: float, at_half: float, at_three_quarters: float) -> Line:
    """A line, as value at 0 and rise, nowhere below the weighted mean that has these values.

    A weighted mean without its missing members is ``(a + b t) / (1 + d t)`` in one weight: constant, convex or
    concave all the way. A chord bounds a convex one, a tangent a concave one.
    """
    size = max(abs(at_quarter), abs(at_half), abs(at_three_quarters))
    if abs(at_three_quarters - at_quarter) <= CLOSE * size:
        return at_half + CLOSE * size, 0.0
    if size != 1:  # points times jobs run to millions, where rounding alone is more than the tolerance
        start, rise = _line_above(at_quarter / size, at_half / size, at_three_quarters / size)
        return start * size, rise * size
    points = ((0.25, at_quarter), (0.5, at_half), (0.75, at_three_quarters))
    a, b, d = np.linalg.solve([[1, t, -v * t] for t, v in points], [v for _, v in points])
    start, end = float(a), float((a + b) / (1 + d))
    if at_half <= (start + end) / 2:
        return start, end - start
    slope = float((b - a * d) / (1 + d / 2) ** 2)
    return at_half - slope / 2, slope


def _straight(problem: SelectionProblem, low: Floats, rise: Floats, solver_name: str) -> Pieces:
    unit = problem.terms or 1.0  # points times jobs run to millions

    def best(at: float) -> tuple[float, Line]:
        optima = optimal_selections(problem, (low + rise * at)[None], solver_name)
        chosen = optima.chosen[0]
        return float(optima.worth[0]) / unit, (float(low[chosen].sum()) / unit, float(rise[chosen].sum()) / unit)

    corners = _corners(best, 0.0, best(0.0)[1], 1.0, best(1.0)[1])
    cuts = (0.0, *sorted(corner for corner in corners if CLOSE < corner < 1 - CLOSE), 1.0)
    middles = (np.array(cuts[:-1]) + np.array(cuts[1:])) / 2
    optima = optimal_selections(problem, low + np.outer(middles, rise), solver_name)
    return Pieces(cuts, optima.chosen, exact=True)


def _corners(
    best: Callable[[float], tuple[float, Line]], left: float, from_left: Line, right: float, from_right: Line
) -> list[float]:
    """Corners of the envelope between two points whose best lines are known.

    Ends: it goes on only with a line that is above both and none of them, of finitely many, and never within a part so
    narrow that its ends are one weight.
    """
    (a, b), (c, d) = from_left, from_right
    meet = (a - c) / (d - b) if abs(d - b) > CLOSE else (left + right) / 2
    inside = left + CLOSE < meet < right - CLOSE
    at = meet if inside else (left + right) / 2
    worth, line = best(at)
    known = line in (from_left, from_right) or right - left <= 2 * CLOSE
    if known or worth <= max(a + b * at, c + d * at) + CLOSE:
        return [meet] if inside and abs(d - b) > CLOSE else []
    return _corners(best, left, from_left, at, line) + _corners(best, at, line, right, from_right)


def _stepped(scores: Scores, problem: SelectionProblem, member: int, solver_name: str) -> Pieces:
    """Steps along the weight, each in which the selection changes halved until the change is located."""
    points = np.linspace(0.0, 1.0, STEPS + 1)

    def chosen_at(at: Floats) -> NDArray[np.bool_]:
        weights = weights_along(scores.weights, member, at)
        return selections_at(scores, problem, weights, solver_name).chosen

    # Between the steps' middles, so that no step stands where an end has all weight or none.
    middles = (points[:-1] + points[1:]) / 2
    chosen = chosen_at(middles)
    changes = np.flatnonzero((chosen[1:] != chosen[:-1]).any(axis=1))
    low, high = middles[changes].copy(), middles[changes + 1].copy()
    for _ in range(HALVINGS if len(changes) else 0):
        middle = (low + high) / 2
        as_before = (chosen_at(middle) == chosen[changes]).all(axis=1)
        low, high = np.where(as_before, middle, low), np.where(as_before, high, middle)
    cuts = (0.0, *((low + high) / 2).tolist(), 1.0)
    kept = np.concatenate([changes, [len(chosen) - 1]])
    return Pieces(cuts, chosen[kept], exact=False)
