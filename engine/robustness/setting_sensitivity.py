"""How firmly a whole selection stands under a setting: what is the same whichever industry is asked about.

Another industry costs only what is its own, so that a choice is answered at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.criteria.model import Bounds
from engine.robustness.budget_sensitivity import (
    FrameBreakpoint,
    Step,
    frame_breakpoints,
    grant_frontier,
    indicator_steps,
    minimum_grant_steps,
    without_demand,
)
from engine.robustness.selection_at_weights import chosen_at
from engine.robustness.weight_draws import draw_weights
from engine.robustness.weight_intervals import Pieces, pieces_of_each
from engine.scoring.score import Scores
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import SelectionResult, select

UNION_DENSITY = "union_density"  # the indicator that the contract names a threshold of
MINIMUM_GRANT = "minimum_grant"
THRESHOLDS = (UNION_DENSITY, MINIMUM_GRANT)
NEARBY = 25  # per cent of each weight: «around today's»

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SettingSensitivity:
    """What one setting comes to under other weights, frames and demands.

    Parameters
    ----------
    shares, shares_nearby
        (candidate,) of ``draws`` weights, uniform over all and within ``NEARBY`` per cent of today's.
    cut
        By member of the root: its weight from 0 to 1, cut where the selection changes.
    asked
        By what can be asked: what is selected as more is, from nothing up.
    without_density
        What is selected where no union density is asked for.
    """

    scores: Scores
    result: SelectionResult
    draws: int
    seed: int
    shares: Floats
    shares_nearby: Floats
    cut: Mapping[str, Pieces]
    frames: tuple[FrameBreakpoint, ...]
    asked: Mapping[str, tuple[Step, ...]]
    without_density: tuple[str, ...]

    def asked_from_today(self, name: str) -> tuple[Step, ...]:
        """What is selected from today's demand up: a selection that is best at less is best up to its own limit."""
        least = _today(self.scores, name)
        return tuple(step for step in self.asked[name] if least is None or step.up_to >= least)


def setting_sensitivity(
    scores: Scores,
    *,
    draws: int = 10_000,
    seed: int = 1,
    solver_name: str = "highs",
    tell: Callable[[str], None] = lambda _: None,
    brief: bool = False,
) -> SettingSensitivity:
    """Selections over other weights, frames and demands; ``tell`` is told of every part before it is done.

    Where ``brief``, no weight is followed from 0 to 1, and no demand from below today's.

    Raises ``InfeasibleError`` where there is no selection at all.
    """
    problem = selection_problem(scores)
    tell("draws")
    result = select(problem, solver_name)

    def shares(percent: float | None) -> Floats:
        weights = draw_weights(scores.weights, draws, seed, percent=percent)
        return np.asarray(chosen_at(scores, problem, weights, solver_name).mean(axis=0))

    everywhere, nearby = shares(None), shares(NEARBY)
    members = () if brief else scores.root_members
    tell("intervals")
    along = pieces_of_each(
        scores,
        problem,
        range(len(members)),
        solver_name,
        lambda done: tell("intervals") if done < len(members) else None,
    )
    cut = dict(zip(members, along, strict=True))
    tell("frames")
    frontier = grant_frontier(scores)
    frames = frame_breakpoints(scores, solver_name, frontier)
    tell("thresholds")
    known = UNION_DENSITY in scores.dataset.columns and scores.criteria.selection is not None
    asked = {
        UNION_DENSITY: indicator_steps(scores, UNION_DENSITY, solver_name, from_today=brief) if known else (),
        MINIMUM_GRANT: minimum_grant_steps(scores, solver_name, start=None if brief else 0.0, frontier=frontier),
    }
    without = without_demand(scores, UNION_DENSITY, solver_name) if known else result.selected
    return SettingSensitivity(scores, result, draws, seed, everywhere, nearby, cut, frames, asked, without)


def _today(scores: Scores, name: str) -> float | None:
    rules = scores.criteria.selection
    if rules is None:
        return None
    if name == MINIMUM_GRANT:
        return None if rules.grant is None else float(rules.grant.minimum_new)
    return rules.require_indicator.get(name, Bounds()).min
