"""Frames and thresholds at which the selection changes: each found exactly by stepping from optimum to optimum."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from engine.criteria.columns import condition_column
from engine.criteria.model import Bounds, Grant, Selection
from engine.robustness.optimal import optimal_selections
from engine.scores.scoring import Scores
from engine.selection.bounds import Positions
from engine.selection.grant_key import GrantKey, exact, key_shares, mnok, ore
from engine.selection.problem import SelectionProblem, selection_problem

FRAMES = 3  # times today's frame is as far as is looked
ONE_ORE = 1


@dataclass(frozen=True, slots=True)
class FrameBreakpoint:
    """At this frame (MNOK) and above, up to the next, ``selected`` is the best; what changed from just below it."""

    frame_mnok: float
    selected: tuple[str, ...]
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


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


def frame_breakpoints(scores: Scores, solver_name: str = "highs") -> tuple[FrameBreakpoint, ...]:
    """Every frame from 0 to three times today's at which the best selection changes, smallest first.

    A larger frame allows more and forbids nothing, so the best selection at a frame stays the best down to the least
    frame that bears it. From the largest frame down, each step is one exact solution. Empty without money.
    """
    grant = _grant(scores)
    if grant is None:
        return ()
    steps: list[tuple[int, tuple[str, ...]]] = []
    at = FRAMES * ore(grant.frame)
    while at >= 0:
        problem = _with_grant(scores, frame=mnok(at))
        chosen = best(problem, solver_name)
        if chosen is None:
            break
        least = min(at, least_frame(problem, chosen))
        steps.append((least, problem.named(chosen)))
        at = least - ONE_ORE
    steps.reverse()
    before: tuple[str, ...] = ()
    found = []
    for frame, selected in steps:
        enters, leaves = sorted(set(selected) - set(before)), sorted(set(before) - set(selected))
        found.append(FrameBreakpoint(mnok(frame), selected, tuple(enters), tuple(leaves)))
        before = selected
    return tuple(found)


def least_frame(problem: SelectionProblem, chosen: Positions) -> int:
    """The smallest frame, whole øre, under which a selection is feasible."""
    if problem.costs is not None:
        total = sum((exact(problem.costs[at]) for at in chosen), Fraction(0)) * ore(1.0)
        return -int(-total // 1)
    key = problem.key
    assert key is not None
    shares = _shares_of_one(key, problem, chosen)
    new = {problem.ids[at] for at in chosen}
    minimums = {one: key.minimum_new if one in new else key.minimum_continuing for one in shares}
    if any(least > 0 and not shares[one] for one, least in minimums.items()):
        return FRAMES * key.frame
    needed = [least / shares[one] for one, least in minimums.items() if least > 0]
    return -int(-max(needed, default=Fraction(0)) // 1)


def _shares_of_one(key: GrantKey, problem: SelectionProblem, chosen: Positions) -> dict[str, Fraction]:
    """Each running programme's first-year share of the frame: grants grow in proportion to it."""
    running = key.running({problem.ids[at]: int(problem.jobs[at]) for at in chosen})
    left = key.first_year_frame / key.frame if key.frame else Fraction(1)
    return key_shares(left, key.equal_share, running)


def minimum_grant_threshold(scores: Scores, industry_id: str, solver_name: str = "highs") -> float | None:
    """The largest minimum grant to new programmes, MNOK, at which an industry is still selected.

    A larger minimum forbids more and allows nothing, so a selection stays the best up to its own smallest new grant.
    None without a key, and where the industry is not selected today.
    """
    grant = _grant(scores)
    if grant is None or grant.kind != "key":
        return None
    least, last = exact(grant.minimum_new), None
    while True:
        problem = _with_grant(scores, minimum_new=float(least))
        chosen = best(problem, solver_name)
        if chosen is None or industry_id not in problem.named(chosen):
            return last
        assert problem.key is not None
        shares = _shares_of_one(problem.key, problem, chosen)
        smallest = int(min(shares[problem.ids[at]] for at in chosen) * problem.key.frame // 1)
        last = mnok(smallest)
        least = Fraction(smallest + ONE_ORE, ore(1.0))


def indicator_threshold(scores: Scores, industry_id: str, indicator: str, solver_name: str = "highs") -> float | None:
    """The highest least value of an indicator, in its unit, at which an industry is still selected.

    None where it is not selected at the condition that holds today, and where it stays whatever is asked.
    """
    rules = scores.criteria.selection
    assert rules is not None
    today = rules.require_indicator.get(indicator, Bounds())
    last = None
    for least in _candidates_values(scores, indicator):
        if today.min is not None and least < today.min:
            continue
        bounds = replace(today, min=least)
        if today.max is not None and least > today.max:
            break

        def asked(rules: Selection, bounds: Bounds = bounds) -> Selection:
            return replace(rules, require_indicator={**rules.require_indicator, indicator: bounds})

        problem = with_rules(scores, asked)
        chosen = best(problem, solver_name)
        if chosen is None or industry_id not in problem.named(chosen):
            break
        last = least
    return last


def _candidates_values(scores: Scores, indicator: str) -> Iterator[float]:
    column = condition_column(scores.dataset, scores.criteria, indicator)
    at = [scores.dataset.position[one] for one in scores.industry_ids]
    values = column.values[at]
    yield from np.unique(values[~np.isnan(values)]).tolist()


def _grant(scores: Scores) -> Grant | None:
    rules = scores.criteria.selection
    return None if rules is None else rules.grant
