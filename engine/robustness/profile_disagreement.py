"""Where two viewpoints part: what only one of them chooses, what each loses by the other's, and what drives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from engine.foundation.tolerances import tie
from engine.robustness.robust_selection import Views, best_worst
from engine.selection.portfolio_problem import SelectionProblem
from engine.selection.presolve import Positions

Weights = Mapping[str, float]

SAME_WEIGHT = 1e-12  # normalising leaves differences below this between weights that were given alike


@dataclass(frozen=True, eq=False)
class Viewpoint:
    """A set of root weights, what the candidates are worth under them, and the selection they lead to.

    ``weights`` are normalised; ``positions`` is the best selection of ``problem``.
    """

    id: str
    weights: Weights
    problem: SelectionProblem
    positions: Positions

    def loss(self, positions: Positions) -> float:
        """Objective lost by another selection; 0 within the tie tolerance."""
        lost = self.problem.objective(self.positions) - self.problem.objective(positions)
        return lost if lost > self.problem.tie else 0.0


@dataclass(frozen=True, slots=True)
class Driver:
    """The criterion whose weight alone explains most of a difference.

    Parameters
    ----------
    criterion
        A root member.
    shares
        Of the difference, by root member: see ``driver``. They add to 1 only where moves do not interact.
    weights
        The criterion's normalised weight with the first and with the second viewpoint.
    selected
        What the first would choose with this one weight moved to the second's, and the second with it moved to the
        first's; the other criteria keep their proportions.
    """

    criterion: str
    shares: Mapping[str, float]
    weights: tuple[float, float]
    selected: tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two viewpoints' selections beside each other.

    Parameters
    ----------
    between
        Their ids.
    shared, only
        Ids that both select; that only the first and only the second does.
    agreement
        Shared ids over ids that either selects (Jaccard 1912); 1 where both select nobody.
    losses
        What the first loses, by its own objective, where the second's selection is made; and the other way round.
    driver
        None where the selections are the same, or where they differ by the tie rule only.
    """

    between: tuple[str, str]
    shared: tuple[str, ...]
    only: tuple[tuple[str, ...], tuple[str, ...]]
    agreement: float
    losses: tuple[float, float]
    driver: Driver | None


def difference(
    first: Viewpoint, second: Viewpoint, problem_at: Callable[[Weights], SelectionProblem], solver_name: str = "highs"
) -> Difference:
    """How two viewpoints differ; ``problem_at`` gives the selection problem under any root weights."""
    chosen = [set(view.problem.named(view.positions)) for view in (first, second)]
    either = chosen[0] | chosen[1]
    return Difference(
        between=(first.id, second.id),
        shared=tuple(sorted(chosen[0] & chosen[1])),
        only=(tuple(sorted(chosen[0] - chosen[1])), tuple(sorted(chosen[1] - chosen[0]))),
        agreement=len(chosen[0] & chosen[1]) / len(either) if either else 1.0,
        losses=(first.loss(second.positions), second.loss(first.positions)),
        driver=driver(first, second, problem_at, solver_name),
    )


def driver(
    first: Viewpoint, second: Viewpoint, problem_at: Callable[[Weights], SelectionProblem], solver_name: str = "highs"
) -> Driver | None:
    """The single criterion that drives the difference, and every criterion's share.

    Let ``lead(w)`` be the objective under weights ``w`` of the first's selection less that of the second's: it falls
    from the first's loss by the second's selection to minus the second's loss by the first's. A criterion's share is
    how much of that fall comes when its weight alone is moved, all the way from the one's to the other's while the
    others keep their proportions: the mean of moving it in the first's weights and in the second's, so that neither
    comes before the other. The driver has the largest share; in the file's order among equals.
    """
    if first.positions == second.positions:
        return None

    def lead(problem: SelectionProblem) -> float:
        return problem.objective(first.positions) - problem.objective(second.positions)

    start, end = lead(first.problem), lead(second.problem)
    if start - end <= first.problem.tie:
        return None
    shares = {}
    for criterion in first.weights:
        if abs(first.weights[criterion] - second.weights[criterion]) <= SAME_WEIGHT:
            shares[criterion] = 0.0
            continue
        ahead = start - lead(problem_at(moved(first.weights, second.weights, criterion)))
        back = lead(problem_at(moved(second.weights, first.weights, criterion))) - end
        shares[criterion] = (ahead + back) / 2 / (start - end)
    largest = max(shares.values())
    leading = next(criterion for criterion in shares if shares[criterion] >= largest - tie("objectives"))
    if shares[leading] <= tie("objectives"):
        return None
    moves = (moved(first.weights, second.weights, leading), moved(second.weights, first.weights, leading))
    return Driver(
        criterion=leading,
        shares=shares,
        weights=(first.weights[leading], second.weights[leading]),
        selected=tuple(_selected(problem_at(weights), solver_name) for weights in moves),  # type: ignore[arg-type]
    )


def moved(weights: Weights, towards: Weights, criterion: str) -> dict[str, float]:
    """Normalised weights with one criterion's taken from ``towards`` and the others in their own proportions.

    Where the others have no weight they take the proportions of ``towards``.
    """
    others = weights if weights[criterion] < 1 else towards
    left = sum(weight for other, weight in others.items() if other != criterion)
    room = 1 - towards[criterion]
    return {
        other: towards[criterion] if other == criterion else (weight / left * room if left > 0 else 0.0)
        for other, weight in others.items()
    }


def _selected(problem: SelectionProblem, solver_name: str) -> tuple[str, ...]:
    best = best_worst(Views(problem, problem.values[None], np.zeros(1)), solver_name)
    assert best is not None, "conditions do not depend on weights, and the viewpoints' own selections meet them"
    return problem.named(best)
