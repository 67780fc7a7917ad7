"""One criterion's weight from 0 to 1, the others in proportion: where an industry's status holds.

Where every value is a straight line in the weight, the best objective is the upper envelope of the selections' lines,
and its corners are found exactly by the method of Eisner & Severance (1976), «Mathematical techniques for efficient
record segmentation in large shared databases», Journal of the ACM 23(4).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.robustness.acceptability import candidate_values
from engine.robustness.batch_optimisation import distinct
from engine.robustness.selection_at_weights import best_among_ranked, selections_at, worths_of
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
        spans: list[Interval] = []
        for index, status in enumerate(self.chosen[:, candidate]):
            if status != selected:
                continue
            low, high = self.cuts[index], self.cuts[index + 1]
            if spans and spans[-1][1] == low:
                low = spans.pop()[0]
            spans.append((low, high))
        return tuple(spans)


def weights_along(weights: Floats, member: int, along: Floats) -> Floats:
    """(point, member) weights where one member has each weight of ``along`` and the others keep their proportions.

    Where the others are all 0 they share the rest equally.
    """
    others = np.delete(weights, member)
    rest = others / others.sum() if others.sum() > 0 else np.full(len(others), 1 / max(1, len(others)))
    return np.insert(np.outer(1 - along, rest), member, along if len(others) else 1.0, axis=1)


def pieces(scores: Scores, problem: SelectionProblem, member: int, solver_name: str = "highs") -> Pieces:
    """The selections along one member's weight."""
    return pieces_of_each(scores, problem, [member], solver_name)[0]


def pieces_of_each(
    scores: Scores,
    problem: SelectionProblem,
    members: Sequence[int],
    solver_name: str = "highs",
    tell: Callable[[int], None] | None = None,
) -> list[Pieces]:
    """The selections along each of the members' weights.

    All are followed together, so that what is best along one is tried along the others; ``tell`` hears how many are
    done each time one is.
    """
    done = 0

    def kept(member_pieces: Pieces) -> Pieces:
        nonlocal done
        done += 1
        if tell is not None:
            tell(done)
        return member_pieces

    if scores.criteria.root.aggregate != "arithmetic":
        return [kept(_stepped(scores, problem, member, solver_name)) for member in members]
    counted = counted_members(scores, problem)
    rests = {member: weights_along(scores.weights, member, np.zeros(1))[0] for member in members}
    moving = [member for member in members if counted[member] and (counted.all() or rests[member][counted].any())]
    straight = _exact(
        counted_only(scores, counted), problem, [int(counted[:member].sum()) for member in moving], solver_name
    )
    pieces_by_member = dict(zip(moving, straight, strict=True))
    # What is counted keeps its proportions wherever it has any weight.
    still = len(moving) < len(members) and selections_at(scores, problem, scores.weights[None], solver_name).chosen

    def of(member: int) -> Pieces:
        if member not in pieces_by_member:
            return Pieces((0.0, 1.0), np.asarray(still), exact=True)
        along = pieces_by_member[member]
        if along is None:
            return _stepped(scores, problem, member, solver_name)
        cuts = weight_among_all(np.array(along.cuts), float(rests[member][~counted].sum()))
        return replace(along, cuts=tuple(cuts.tolist()))

    return [kept(of(member)) for member in members]


def _exact(scores: Scores, problem: SelectionProblem, members: Sequence[int], solver_name: str) -> list[Pieces | None]:
    """By straight lines; None where one whose value is none could be selected."""
    if not members:
        return []
    ends = np.array([0.0, 0.5, 1.0])
    along = np.concatenate([weights_along(scores.weights, member, ends) for member in members])
    points = worths_of(scores, problem, scores_over_weights(scores, along)).reshape(len(members), len(ends), -1)
    lines, piecewise = [], piecewise_candidates(scores, problem)
    for member, (low, middle, high) in zip(members, points, strict=True):
        low, high = np.nan_to_num(low), np.nan_to_num(high)
        rise = high - low
        _bound_piecewise(scores, problem, member, piecewise, low, rise)
        # At the ends some have no score: they have one, or none, all the way between.
        lines.append((np.where(np.isnan(middle), np.nan, low), rise))
    # Not even where they are given more than they are worth.
    return [
        None if member_pieces.chosen[:, piecewise].any() else member_pieces
        for member_pieces in _straight(problem, lines, solver_name)
    ]


def piecewise_candidates(scores: Scores, problem: SelectionProblem) -> NDArray[np.bool_]:
    """(candidate,) whose value is no straight line in the weights: those that lack a member which is skipped."""
    positions = [scores.position[industry] for industry in problem.ids]
    if scores.criteria.root.missing == "worst":
        return np.zeros(len(positions), dtype=bool)
    return np.asarray(np.isnan(scores.member_values[positions]).any(axis=1))


def _bound_piecewise(
    scores: Scores, problem: SelectionProblem, member: int, piecewise: NDArray[np.bool_], low: Floats, rise: Floats
) -> None:
    """Replace the values of the piecewise ones by straight lines nowhere below them, in place."""
    if piecewise.any():
        inner = weights_along(scores.weights, member, np.array([0.25, 0.5, 0.75]))
        values = candidate_values(scores, problem, inner)[:, piecewise]
        low[piecewise], rise[piecewise] = np.array([_line_above(*three) for three in values.T.tolist()]).T


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


def _straight(problem: SelectionProblem, lines: Sequence[tuple[Floats, Floats]], solver_name: str) -> list[Pieces]:
    """Of each member whose (candidate,) values are a start and a rise; NaN for one that cannot be chosen."""
    unit = problem.terms or 1.0  # points times jobs run to millions
    known = np.zeros((0, len(problem.ids)), dtype=bool)

    def optima(asked: Sequence[tuple[int, float]]) -> tuple[NDArray[np.bool_], Floats]:
        nonlocal known
        values = np.array([lines[which][0] + lines[which][1] * weight for which, weight in asked])
        solution = best_among_ranked(problem, values, solver_name, known)
        known = distinct(np.concatenate([known, solution.chosen]))
        return solution.chosen, solution.worth

    def best(asked: Sequence[tuple[int, float]]) -> list[tuple[float, Line]]:
        return [
            (
                float(worth) / unit,
                (float(lines[which][0][chosen].sum()) / unit, float(lines[which][1][chosen].sum()) / unit),
            )
            for (which, _), chosen, worth in zip(asked, *optima(asked), strict=True)
        ]

    every = range(len(lines))
    ends = best([(which, end) for which in every for end in (0.0, 1.0)])
    corners = _corners(best, [Part(which, 0.0, ends[2 * which][1], 1.0, ends[2 * which + 1][1]) for which in every])
    cuts = [
        (0.0, *sorted(corner for where, corner in corners if where == which and CLOSE < corner < 1 - CLOSE), 1.0)
        for which in every
    ]
    chosen, _ = optima([(which, (low + high) / 2) for which in every for low, high in pairwise(cuts[which])])
    of_each = np.split(chosen, np.cumsum([len(own_cuts) - 1 for own_cuts in cuts])[:-1])
    return [Pieces(own_cuts, between, exact=True) for own_cuts, between in zip(cuts, of_each, strict=True)]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of one member's weight, and the best lines at its ends."""

    which: int
    left: float
    from_left: Line
    right: float
    from_right: Line


def _corners(
    best: Callable[[Sequence[tuple[int, float]]], list[tuple[float, Line]]], parts: Sequence[Part]
) -> list[tuple[int, float]]:
    """Whose, and where, the corners of the envelopes are, between points whose best lines are known.

    Ends: it goes on only with a line that is above both and none of them, of finitely many, and never within a part so
    narrow that its ends are one weight.
    """
    corners = []
    while parts:
        meets = [_meeting(part) for part in parts]
        middles = [
            (part.left + part.right) / 2 if meet is None else meet for part, meet in zip(parts, meets, strict=True)
        ]
        optima = best([(part.which, middle) for part, middle in zip(parts, middles, strict=True)])
        following = []
        for part, meet, middle, (worth, line) in zip(parts, meets, middles, optima, strict=True):
            (a, b), (c, d) = part.from_left, part.from_right
            known = line in (part.from_left, part.from_right) or part.right - part.left <= 2 * CLOSE
            if not (known or worth <= max(a + b * middle, c + d * middle) + CLOSE):
                following.append(Part(part.which, part.left, part.from_left, middle, line))
                following.append(Part(part.which, middle, line, part.right, part.from_right))
            elif meet is not None:
                corners.append((part.which, meet))
        parts = following
    return corners


def _meeting(part: Part) -> float | None:
    """Where the lines at the ends meet between them; None where they do not."""
    (a, b), (c, d) = part.from_left, part.from_right
    if abs(d - b) <= CLOSE:
        return None
    meet = (a - c) / (d - b)
    return meet if part.left + CLOSE < meet < part.right - CLOSE else None


def _stepped(scores: Scores, problem: SelectionProblem, member: int, solver_name: str) -> Pieces:
    """Steps along the weight, each in which the selection changes halved until the change is located."""
    points = np.linspace(0.0, 1.0, STEPS + 1)

    def chosen_at(member_weights: Floats) -> NDArray[np.bool_]:
        weights = weights_along(scores.weights, member, member_weights)
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
