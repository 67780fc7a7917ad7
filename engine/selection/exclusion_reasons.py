"""Why each industry is not among the chosen: the rule, the one that takes its place and by how much, or the kroner."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from engine.dataset.model import Dataset
from engine.selection.conflicts import smallest_conflict
from engine.selection.constraints import Linear
from engine.selection.declared_constraints import RANKED, must
from engine.selection.k_best import BestOfSize, in_order
from engine.selection.portfolio_problem import PROGRAMME, SelectionProblem
from engine.selection.presolve import Positions
from engine.selection.repairs import MONEY, least_frame_of
from engine.selection.select import SelectionResult

KINDS = (
    "has_programme",
    "not_eligible",
    "without_score",
    "rule",
    "conflict",
    "money",
    "tied",
    "outranked",
)
HAS_PROGRAMME, NOT_ELIGIBLE, WITHOUT_SCORE, RULE, CONFLICT, MONEY_MISSING, TIED, OUTRANKED = KINDS


@dataclass(frozen=True, slots=True)
class ReasonOut:
    """Why one industry is out.

    Parameters
    ----------
    kind
        ``has_programme`` today; ``not_eligible`` by its status; ``without_score`` since figures are missing; a ``rule``
        keeps it out alone; ``conflict``: no selection has it; ``money``: nothing but minimum grants is in its way;
        ``tied``: a selection with it is worth the same; ``outranked``: others are worth more.
    conditions
        Ids of the rules, or of a smallest set that cannot hold together with it.
    gives_way, comes_along
        In the best selection with it: who goes out of the chosen, and who comes in beside it.
    loss
        Objective that this costs; None where no selection has it.
    missing_ore
        What the yearly frame lacks, øre, for it to come in: beside all the chosen where only minimum grants forbid
        that, else with the selection that would be the best without minimum grants. None where money is not in its way.
    """

    industry_id: str
    kind: str
    conditions: tuple[str, ...] = ()
    gives_way: tuple[str, ...] = ()
    comes_along: tuple[str, ...] = ()
    loss: float | None = None
    missing_ore: int | None = None


def reasons_out(
    result: SelectionResult, dataset: Dataset, solver_name: str = "highs", only: Collection[str] | None = None
) -> dict[str, ReasonOut]:
    """One reason for every industry in the data that is not chosen, or for those in ``only``, by id."""
    problem = result.problem
    money = [condition.id for condition in problem.conditions if isinstance(condition, MONEY)]
    unpaid = best_selection(problem.without(*money), solver_name) if money else None
    reasons: dict[str, ReasonOut] = {}
    for industry in dataset.industries:
        name = industry.industry_id
        if name in result.selected or (only is not None and name not in only):
            continue
        if industry.status == PROGRAMME:
            reasons[name] = ReasonOut(name, HAS_PROGRAMME)
        elif name not in problem.ids:
            reasons[name] = ReasonOut(name, NOT_ELIGIBLE)
        else:
            reasons[name] = _of_candidate(result, problem.ids.index(name), unpaid or (), solver_name)
    return reasons


def _of_candidate(result: SelectionResult, position: int, unpaid: Positions, solver_name: str) -> ReasonOut:
    problem, name = result.problem, result.problem.ids[position]
    if barring := _barring(problem, position):
        return ReasonOut(name, WITHOUT_SCORE if RANKED in barring else RULE, barring)
    demand = must(problem.ids, name)
    asked = problem.with_conditions(demand)
    best = best_selection(asked, solver_name)
    if best is None:
        against = tuple(
            condition_id for condition_id in smallest_conflict(asked, solver_name) if condition_id != demand.id
        )
        return ReasonOut(name, CONFLICT, against)
    chosen, with_it = set(result.selected), set(problem.named(best))
    loss = max(0.0, result.objective - problem.objective(best))
    missing = _missing(result, position, unpaid)
    # Where not all equal selections are listed, the sum says it.
    level = problem.named(best) in result.ties or loss <= problem.tie
    kind = TIED if level else OUTRANKED if missing is None else MONEY_MISSING
    return ReasonOut(
        name,
        kind,
        gives_way=tuple(sorted(chosen - with_it)),
        comes_along=tuple(sorted(with_it - chosen - {name})),
        loss=loss,
        missing_ore=missing,
    )


def best_selection(problem: SelectionProblem, solver_name: str = "highs") -> Positions | None:
    """The best selection of any size, the first by ids among equals; None where none is feasible."""
    most = np.concatenate([[0.0], np.cumsum(-np.sort(-problem.values[~problem.barred]))])
    firsts: list[Positions] = []
    best = -np.inf
    for count in range(min(problem.most_new, len(most) - 1), -1, -1):
        if most[count] < best - problem.tie:  # not even the most valuable of so many reach it
            continue
        if best_of_size := BestOfSize(problem, count, solver_name).first(1):
            firsts.insert(0, best_of_size[0])
            best = max(best, problem.objective(best_of_size[0]))
    return in_order(problem, firsts)[0] if firsts else None


def _barring(problem: SelectionProblem, position: int) -> tuple[str, ...]:
    """Rules that it breaks alone, whoever else is chosen."""
    return tuple(
        condition.id
        for condition in problem.conditions
        if isinstance(condition, Linear)
        and condition.most is not None
        and not (condition.coefficients < 0).any()
        and bool(condition.coefficients[position] > condition.most)
    )


def _missing(result: SelectionResult, position: int, unpaid: Positions) -> int | None:
    """What the frame lacks where only minimum grants keep the industry out; ``unpaid`` is the best without them."""
    problem, key = result.problem, result.problem.key
    both = (position, *(problem.ids.index(industry) for industry in result.selected))
    broken = [condition for condition in problem.conditions if not bool(condition.holds(problem.chosen(both)))]
    if not broken or not all(isinstance(condition, MONEY) for condition in broken):
        both = unpaid
    if key is None or position not in both:
        return None
    least = least_frame_of(key, {problem.ids[position]: int(problem.jobs[position]) for position in both})
    return None if least is None else max(0, least - key.frame)
