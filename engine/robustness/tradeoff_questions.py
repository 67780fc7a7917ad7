"""Weights from a few trade-offs between two criteria at a time, and how much the answers leave open.

Each question sets two thought industries against each other that are alike in all but two criteria (Hansen & Ombler
2008, *J. Multi-Criteria Decision Analysis* 15, 87–107: PAPRIKA). An answer is a half of the weights' simplex; all of
them leave a polytope. Its analytic centre is the estimate (Toubia, Hauser & Simester 2004, *J. Marketing Research* 41,
116–131), its ends are what each weight can still be, and the next question is the one that cuts it most evenly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from engine.robustness.selection_at_weights import selections_at
from engine.robustness.weight_draws import generator, simplex
from engine.scoring.score import Scores
from engine.selection.portfolio_problem import SelectionProblem

Floats = NDArray[np.float64]
Choice = Literal["first", "second", "equal"]

DRAWS = 100_000
SELECTED_DRAWS = 300  # of those that are left, of which the selection is found
FEWEST_LEFT = 2_000  # draws left below which others are made within what is left
WALKS, STEPS = 2_000, 60  # so many walks from the centre, each this long
MOST_EVEN = 0.1  # a question whose rarer answer is rarer than this teaches little
PLAIN = 0.03  # of evenness given up for a question about whole swings, which are easier to answer
MARGIN = 1e-9
NEWTON_STEPS, CONVERGED = 100, 1e-12


@dataclass(frozen=True, slots=True)
class Swing:
    """How far a criterion can go above its worst industry, in its own value, 0..1; the last is the whole swing."""

    member: str
    gains: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Which matters more: ``first`` by ``first_gain`` above its worst, or ``second`` by ``second_gain`` above its."""

    first: str
    first_gain: float
    second: str
    second_gain: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered."""

    question: Question
    choice: Choice


@dataclass(frozen=True, slots=True)
class PossibleWeights:
    """What the answers leave.

    Parameters
    ----------
    weights
        ``{member: weight}``, the analytic centre of what is left; empty where nothing is.
    ranges
        ``{member: (least, most)}``, exact but for the solver's rounding.
    share
        Part of all weights that is left, from ``DRAWS`` draws, 0..1.
    left
        (draw, member) weights drawn evenly from what is left.
    take_back
        Positions of a smallest set of answers without which the others can hold together; empty where all can.
    """

    weights: Mapping[str, float]
    ranges: Mapping[str, tuple[float, float]]
    share: float
    left: Floats
    take_back: tuple[int, ...] = ()


def swings(values: Mapping[str, Sequence[float]]) -> tuple[Swing, ...]:
    """The swing of each member, whole and to the industry nearest to the middle; none where all industries are alike.

    Parameters
    ----------
    values
        ``{member: values of the industries}``, 0..1; NaN is unknown.
    """
    member_swings = []
    for member, column in values.items():
        known = np.unique(np.asarray([value for value in column if not np.isnan(value)], dtype=np.float64))
        if len(known) < 2:
            continue
        gains = known[1:] - known[0]
        middle = float(gains[np.argmin(np.abs(gains - gains[-1] / 2))])
        whole = float(gains[-1])
        member_swings.append(Swing(member, (middle, whole) if middle < whole else (whole,)))
    return tuple(member_swings)


def possible_weights(members: Sequence[str], answers: Sequence[Answer], seed: int = 1) -> PossibleWeights:
    """What the answers leave of the weights; where they contradict each other, the fewest to take back."""
    if conflict := smallest_conflict(members, answers):
        nothing = np.zeros((0, len(members)))
        return PossibleWeights({}, {}, 0.0, nothing, conflict)
    above, equal = _rows(members, answers)
    centre = analytic_centre(above, equal, len(members))
    drawn = simplex(len(members), DRAWS, generator(seed))
    left = drawn[(drawn @ above.T >= 0).all(axis=1)] if not len(equal) else drawn[:0]
    ends = [_range(index, above, equal, len(members)) for index in range(len(members))]
    share = len(left) / DRAWS
    weights = dict(zip(members, centre.tolist(), strict=True))
    if len(left) < FEWEST_LEFT:
        left = _walked(centre, above, equal, seed)
    return PossibleWeights(weights, dict(zip(members, ends, strict=True)), share, left)


def next_question(asked: Sequence[Swing], possible: PossibleWeights, answers: Sequence[Answer]) -> Question | None:
    """The question whose answers split what is left most evenly; None where none teaches much."""
    if not len(possible.left):
        return None
    column_of = {member: place for place, member in enumerate(possible.weights)}
    known = {answer.question for answer in answers}
    best: tuple[float, Question] | None = None
    for first, second in combinations(asked, 2):
        for a, b in ((a, b) for a in reversed(first.gains) for b in reversed(second.gains)):
            question = Question(first.member, a, second.member, b)
            whole = (a, b) == (first.gains[-1], second.gains[-1])
            if question in known or not (whole or a == first.gains[-1] or b == second.gains[-1]):
                continue
            wins = float(
                np.mean(a * possible.left[:, column_of[first.member]] > b * possible.left[:, column_of[second.member]])
            )
            rarer = min(wins, 1 - wins)
            if rarer >= MOST_EVEN and (best is None or rarer + PLAIN * whole > best[0]):
                best = rarer + PLAIN * whole, question
    return best[1] if best else None


def selected_shares(
    scores: Scores, problem: SelectionProblem, members: Sequence[str], left: Floats
) -> dict[str, float]:
    """``{industry: share of the first draws that select it}``; members that nobody was asked about have no weight."""
    drawn = np.zeros((min(len(left), SELECTED_DRAWS), len(scores.root_members)))
    drawn[:, [scores.root_members.index(member) for member in members]] = left[:SELECTED_DRAWS]
    chosen = selections_at(scores, problem, drawn).chosen
    return dict(zip(problem.ids, chosen.mean(axis=0).tolist(), strict=True)) if len(drawn) else {}


def smallest_conflict(members: Sequence[str], answers: Sequence[Answer]) -> tuple[int, ...]:
    """Positions of a smallest set of answers that the others can hold without; the newest of equally small ones."""
    everyone = tuple(range(len(answers)))
    for size in range(len(answers) + 1):
        for gone in sorted(combinations(everyone, size), reverse=True):
            kept = [answers[index] for index in everyone if index not in gone]
            if _consistent(members, kept):
                return gone
    return everyone


def analytic_centre(above: Floats, equal: Floats, members: int) -> Floats:
    """(member,) the weights where the product of all slacks is largest: of ``w >= 0`` and ``above @ w >= 0``.

    Newton's method within ``sum(w) = 1`` and ``equal @ w = 0``, from the point with the widest margin.
    """
    rows = np.vstack([np.eye(members), above / np.linalg.norm(above, axis=1, keepdims=True)])
    inside = _directions(equal, members)
    point = _widest(above, equal, members)[1]
    for _ in range(NEWTON_STEPS):
        slack = rows @ point
        gradient = inside.T @ (rows.T @ (1 / slack))
        curvature = inside.T @ (rows.T * (1 / slack**2)) @ rows @ inside
        if not inside.shape[1] or np.linalg.norm(gradient) <= CONVERGED:
            break
        step = inside @ np.linalg.solve(curvature, gradient)
        decrement = float(np.sqrt(max(float(gradient @ (inside.T @ step)), 0.0)))
        point = point + step / (1 + decrement)  # damped: stays inside (Nesterov & Nemirovskii 1994)
        if decrement < CONVERGED:
            break
    return np.asarray(point)


def _directions(equal: Floats, members: int) -> Floats:
    """Columns that span the directions in which the sum and every equality hold."""
    _, sizes, spanned = np.linalg.svd(np.vstack([np.ones((1, members)), equal]))
    return np.asarray(spanned[int((sizes > MARGIN).sum()) :].T)


def _walked(centre: Floats, above: Floats, equal: Floats, seed: int) -> Floats:
    """(draw, member) even draws within the answers: hit and run (Smith 1984, *Operations Research* 32)."""
    random, members = generator(seed), len(centre)
    rows, inside = np.vstack([np.eye(members), above]), _directions(equal, members)
    points = np.tile(centre, (WALKS, 1))
    if not inside.shape[1]:
        return points
    for _ in range(STEPS):
        ways = random.standard_normal((WALKS, inside.shape[1])) @ inside.T
        slack, change = points @ rows.T, ways @ rows.T
        with np.errstate(divide="ignore", invalid="ignore"):
            reach = -slack / change
        least = np.where(change > 0, reach, -np.inf).max(axis=1)
        most = np.where(change < 0, reach, np.inf).min(axis=1)
        points = points + (least + (most - least) * random.random(WALKS))[:, None] * ways
    return np.asarray(points)


def _rows(members: Sequence[str], answers: Sequence[Answer]) -> tuple[Floats, Floats]:
    """Rows (answer, member) that are to be above 0, and those that are to be 0."""
    above: list[Floats] = []
    equal: list[Floats] = []
    for answer in answers:
        row = np.zeros(len(members))
        row[members.index(answer.question.first)] = answer.question.first_gain
        row[members.index(answer.question.second)] = -answer.question.second_gain
        (equal if answer.choice == "equal" else above).append(-row if answer.choice == "second" else row)
    return np.array(above).reshape(-1, len(members)), np.array(equal).reshape(-1, len(members))


def _consistent(members: Sequence[str], answers: Sequence[Answer]) -> bool:
    """Whether some weights, all above 0, meet the answers, those that prefer one with something to spare."""
    return _widest(*_rows(members, answers), len(members))[0] > MARGIN


def _widest(above: Floats, equal: Floats, members: int) -> tuple[float, Floats]:
    """The largest least slack, and weights that have it."""
    rows = np.vstack([np.eye(members), above / np.linalg.norm(above, axis=1, keepdims=True)])
    solution = linprog(
        c=[0.0] * members + [-1.0],
        A_ub=np.hstack([-rows, np.ones((len(rows), 1))]),
        b_ub=np.zeros(len(rows)),
        A_eq=np.hstack([np.vstack([np.ones((1, members)), equal]), np.zeros((1 + len(equal), 1))]),
        b_eq=[1.0] + [0.0] * len(equal),
        bounds=[(0, 1)] * members + [(None, None)],
        method="highs",
    )
    return (-solution.fun, solution.x[:-1]) if solution.status == 0 else (-np.inf, np.full(members, np.nan))


def _range(index: int, above: Floats, equal: Floats, members: int) -> tuple[float, float]:
    """The least and the most that a weight can be."""
    ends = []
    for sign in (1.0, -1.0):
        solution = linprog(
            c=sign * np.eye(members)[index],
            A_ub=-above if len(above) else None,
            b_ub=np.zeros(len(above)) if len(above) else None,
            A_eq=np.vstack([np.ones((1, members)), equal]),
            b_eq=[1.0] + [0.0] * len(equal),
            bounds=[(0, 1)] * members,
            method="highs",
        )
        ends.append(float(sign * solution.fun))
    return min(max(ends[0], 0.0), 1.0), min(max(ends[1], 0.0), 1.0)
