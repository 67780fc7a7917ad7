"""Frames and thresholds at which the selection changes: each found exactly.

Under a grant key they are read off all selections that can be the best under some frame (``job_frontier``); where those
are too many, by stepping from optimum to optimum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from engine.criteria.indicator_columns import condition_column
from engine.criteria.model import Bounds, Grant, Selection
from engine.foundation.exact_arithmetic import exact
from engine.robustness.batch_optimisation import optimal_selections
from engine.robustness.frontier_steps import Stretch, frames_listed, minimums_listed
from engine.robustness.grant_limits import FRAMES as FRAMES
from engine.robustness.grant_limits import least_frame, smallest_grant
from engine.robustness.job_frontier import JobFrontier, job_frontier
from engine.scoring.score import Scores
from engine.selection.grant_key import mnok, ore
from engine.selection.portfolio_problem import SelectionProblem, selection_problem
from engine.selection.presolve import Positions

ONE_ORE = 1


@dataclass(frozen=True, slots=True)
class FrameBreakpoint:
    """At this frame (MNOK) and above, up to the next, ``selected`` is the best; what changed from just below it."""

    frame_mnok: float
    selected: tuple[str, ...]
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """``selected`` is the best where more is asked than in the step before, up to and including this much."""

    up_to: float
    selected: tuple[str, ...]


def best(problem: SelectionProblem, solver_name: str = "highs") -> Positions | None:
    """The best selection, or None where none is feasible: proven as for draws, of which this is one."""
    optimum = optimal_selections(problem, problem.values[None], solver_name)
    if np.isneginf(optimum.worth[0]):
        return None
    return tuple(np.flatnonzero(optimum.chosen[0]).tolist())


def with_rules(scores: Scores, change: Callable[[Selection], Selection]) -> SelectionProblem:
    """The problem under other conditions, the scores as they are."""
    criteria = scores.criteria
    assert criteria.selection is not None
    return selection_problem(replace(scores, criteria=replace(criteria, selection=change(criteria.selection))))


def _with_grant(scores: Scores, **changes: Any) -> SelectionProblem:
    def rules_with(rules: Selection) -> Selection:
        assert rules.grant is not None
        return replace(rules, grant=replace(rules.grant, **changes))

    return with_rules(scores, rules_with)


def frame_breakpoints(
    scores: Scores, solver_name: str = "highs", frontier: JobFrontier | None = None
) -> tuple[FrameBreakpoint, ...]:
    """Every frame from 0 to three times today's at which the best selection changes, smallest first.

    ``frontier`` is of ``grant_frontier``, where that is known already. Empty without money.
    """
    grant = _grant(scores)
    if grant is None:
        return ()
    loosest = _with_grant(scores, frame=mnok(FRAMES * ore(grant.frame)))
    known = _reaching(frontier, loosest)
    steps = _solved_frames(scores, solver_name) if known is None else frames_listed(loosest, known)
    before: tuple[str, ...] = ()
    breakpoints = []
    for frame, chosen in steps:
        selected = loosest.named(chosen)
        enters, leaves = sorted(set(selected) - set(before)), sorted(set(before) - set(selected))
        breakpoints.append(FrameBreakpoint(mnok(frame), selected, tuple(enters), tuple(leaves)))
        before = selected
    return tuple(breakpoints)


def _solved_frames(scores: Scores, solver_name: str) -> list[Stretch]:
    """As ``frames_listed``.

    A larger frame allows more and forbids nothing, so the best selection at a frame stays the best down to the least
    frame that bears it. From the largest frame down, each step is one exact solution.
    """
    grant = _grant(scores)
    assert grant is not None
    steps: list[Stretch] = []
    frame = FRAMES * ore(grant.frame)
    while frame >= 0:  # ends: whole øre, and each time at least one less
        problem = _with_grant(scores, frame=mnok(frame))
        chosen = best(problem, solver_name)
        if chosen is None:
            break
        least = min(frame, least_frame(problem, chosen))
        steps.append((least, chosen))
        frame = least - ONE_ORE
    return steps[::-1]


def grant_frontier(scores: Scores) -> JobFrontier | None:
    """All that can be the best under some frame or minimum grant; None without a key, or where that is too much."""
    grant = _grant(scores)
    if grant is None or grant.kind != "key":
        return None
    loosest = [_with_grant(scores, frame=mnok(FRAMES * ore(grant.frame))), _with_grant(scores, minimum_new=0.0)]
    return job_frontier(loosest[0], max(problem.most_new for problem in loosest))


def _reaching(frontier: JobFrontier | None, problem: SelectionProblem) -> JobFrontier | None:
    """A frontier with all sizes that a problem has; None where it would be too large, or nothing is shared out."""
    if problem.key is None or not problem.key.frame:
        return None
    wide_enough = frontier is not None and frontier.most >= min(problem.most_new, int((~problem.barred).sum()))
    return frontier if wide_enough else job_frontier(problem, problem.most_new)


def minimum_grant_steps(
    scores: Scores, solver_name: str = "highs", start: float | None = None, frontier: JobFrontier | None = None
) -> tuple[Step, ...]:
    """What is selected from a minimum grant to new programmes (MNOK) up, until nobody new is.

    From today's minimum where no ``start`` is given; ``frontier`` is of ``grant_frontier``. Empty without a key.
    """
    grant = _grant(scores)
    if grant is None or grant.kind != "key":
        return ()
    least = exact(grant.minimum_new if start is None else start)
    loosest = _with_grant(scores, minimum_new=float(least))
    known = _reaching(frontier, loosest)
    steps = _solved_minimums(scores, solver_name, least) if known is None else minimums_listed(loosest, known)
    return tuple(Step(mnok(up_to), loosest.named(chosen)) for up_to, chosen in steps)


def _solved_minimums(scores: Scores, solver_name: str, least: Fraction) -> list[Stretch]:
    """As ``minimums_listed``, from ``least`` MNOK up.

    A larger minimum forbids more and allows nothing, so a selection stays the best up to its own smallest new
    grant. Each step is one exact solution.
    """
    steps = list[Stretch]()
    while True:  # ends: each time an øre more at least is asked, and nobody gets more than the frame
        problem = _with_grant(scores, minimum_new=float(least))
        chosen = best(problem, solver_name)
        if not chosen:
            return steps
        smallest = int(smallest_grant(problem, chosen) // 1)
        steps.append((smallest, chosen))
        least = Fraction(smallest + ONE_ORE, ore(1.0))


def indicator_steps(
    scores: Scores, indicator: str, solver_name: str = "highs", *, from_today: bool = True
) -> tuple[Step, ...]:
    """What is selected as the least value that is asked of an indicator, in its unit, rises.

    From today's, or from the lowest value there is.
    """
    rules = scores.criteria.selection
    assert rules is not None
    today, steps = rules.require_indicator.get(indicator, Bounds()), list[Step]()
    for least in _candidates_values(scores, indicator):
        if from_today and today.min is not None and least < today.min:
            continue
        if today.max is not None and least > today.max:
            break
        bounds = replace(today, min=least)

        def asked(rules: Selection, bounds: Bounds = bounds) -> Selection:
            return replace(rules, require_indicator={**rules.require_indicator, indicator: bounds})

        problem = with_rules(scores, asked)
        steps.append(Step(least, problem.named(best(problem, solver_name) or ())))
    return tuple(steps)


def without_demand(scores: Scores, indicator: str, solver_name: str = "highs") -> tuple[str, ...]:
    """What is selected where no least value of an indicator is asked for; of those with and without a figure."""

    def freed(rules: Selection) -> Selection:
        asked = {name: bounds for name, bounds in rules.require_indicator.items() if name != indicator}
        most = rules.require_indicator.get(indicator, Bounds()).max
        # A table without bounds would still shut out those that lack the figure.
        return replace(rules, require_indicator=asked if most is None else {**asked, indicator: Bounds(max=most)})

    problem = with_rules(scores, freed)
    return problem.named(best(problem, solver_name) or ())


def where_in(steps: Sequence[Step], industry_id: str) -> tuple[tuple[float, float], ...]:
    """Where an industry is selected: above the first of each pair, up to and with the second; 0 is in a pair from 0."""
    intervals: list[tuple[float, float]] = []
    before = 0.0
    for step in steps:
        if industry_id in step.selected:
            if intervals and intervals[-1][1] == before:
                before = intervals.pop()[0]
            intervals.append((before, step.up_to))
        before = step.up_to
    return tuple(intervals)


def stays_until(steps: Sequence[Step], industry_id: str) -> tuple[float | None, tuple[tuple[float, float], ...]]:
    """How much can be asked with an industry still selected, and where it is selected again: above, up to and with.

    None where it is not selected from the first step on.
    """
    stays: float | None = None
    before: float | None = None
    again: list[tuple[float, float]] = []
    for step in steps:
        if industry_id in step.selected:
            if stays == before:
                stays = step.up_to
            elif again and again[-1][1] == before:
                again[-1] = (again[-1][0], step.up_to)
            elif before is not None:
                again.append((before, step.up_to))
        before = step.up_to
    return stays, tuple(again)


def _candidates_values(scores: Scores, indicator: str) -> Iterator[float]:
    column = condition_column(scores.dataset, scores.criteria, indicator)
    positions = [scores.dataset.position[industry] for industry in scores.industry_ids]
    values = column.values[positions]
    yield from np.unique(values[~np.isnan(values)]).tolist()


def _grant(scores: Scores) -> Grant | None:
    rules = scores.criteria.selection
    return None if rules is None else rules.grant
