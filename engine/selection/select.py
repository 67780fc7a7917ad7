"""The best selection with all that a negotiator asks of it: grants, ties, runners-up, sizes, binding conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from engine.foundation.errors import InfeasibleError
from engine.foundation.exact_arithmetic import exact
from engine.selection.conflicts import smallest_conflict
from engine.selection.constraint_words import conflict_in_words
from engine.selection.constraints import Linear
from engine.selection.grant_key import Grants, mnok, ore, whole_ore
from engine.selection.k_best import BestOfSize, in_order
from engine.selection.portfolio_problem import SelectionProblem
from engine.selection.presolve import Positions, near_at_hand, reduced
from engine.selection.solve import best_of

RUNNERS_UP = 3


@dataclass(frozen=True, slots=True)
class Alternative:
    """A selection beside the best one.

    ``smallest_grant_mnok`` is the first year's smallest grant of a running programme, None without money.
    """

    selected: tuple[str, ...]
    objective: float
    smallest_grant_mnok: float | None


@dataclass(frozen=True, eq=False)
class SelectionResult:
    """The best selection that meets every condition.

    Parameters
    ----------
    problem
        What was asked.
    selected
        Ids of the new programmes, sorted.
    objective
        Sum over the selected of score (times jobs where the criteria say so).
    proven
        Whether the solver proved every size's best, and exact arithmetic agreed.
    grants
        In øre; None without money.
    binding
        Conditions without which a better selection would exist, each dropped alone.
    ties
        Other selections with the same objective; ``all_ties_listed`` False where there are too many to list.
    runners_up
        The next in order: objective, then ids. Ties come first.
    by_number
        The best for every number of new programmes; None where none is feasible.
    """

    problem: SelectionProblem
    selected: tuple[str, ...]
    objective: float
    proven: bool
    grants: Grants | None
    binding: tuple[str, ...]
    ties: tuple[tuple[str, ...], ...]
    all_ties_listed: bool
    runners_up: tuple[Alternative, ...]
    by_number: Mapping[int, Alternative | None]


def select(problem: SelectionProblem, solver_name: str = "highs") -> SelectionResult:
    """The best selection, proven.

    Raises
    ------
    InfeasibleError
        With the smallest set of conditions that cannot hold together.
    """
    sizes = {count: BestOfSize(problem, count, solver_name) for count in range(problem.most_new + 1)}
    firsts = {count: selections for count, size in sizes.items() if (selections := size.first(1))}
    if not firsts:
        conflict = smallest_conflict(problem, solver_name)
        raise InfeasibleError(conflict, conflict_in_words(problem, conflict))
    ordered = _leaders(problem, sizes, firsts)
    best = problem.objective(ordered[0])
    shown = {*ordered[1 : 1 + RUNNERS_UP], *(selections[0] for selections in firsts.values())}
    alternatives = {selection: _alternative(problem, selection) for selection in shown}
    equal = [selection for selection in ordered if best - problem.objective(selection) <= problem.tie]
    return SelectionResult(
        problem=problem,
        selected=problem.named(ordered[0]),
        objective=best,
        proven=True,
        grants=grants_of(problem, ordered[0]),
        binding=_binding(problem, best, solver_name),
        ties=tuple(problem.named(selection) for selection in equal[1:]),
        all_ties_listed=all(size.complete for size in sizes.values()),
        runners_up=tuple(alternatives[selection] for selection in ordered[1 : 1 + RUNNERS_UP]),
        by_number={
            count: alternatives[firsts[count][0]] if count in firsts else None
            for count in range(_largest_number(problem) + 1)
        },
    )


def _largest_number(problem: SelectionProblem) -> int:
    """Numbers up to ``max_new``, or to the number of candidates, are shown, feasible or not."""
    linear = [condition for condition in problem.conditions if isinstance(condition, Linear)]
    bounds = [condition.most for condition in linear if condition.id == "max_new" and condition.most is not None]
    return min([len(problem.ids), *bounds])


def _leaders(
    problem: SelectionProblem, sizes: Mapping[int, BestOfSize], firsts: Mapping[int, list[Positions]]
) -> list[Positions]:
    """The best and its runners-up of any size, in order; sizes that cannot reach them are left alone."""
    wanted = 1 + RUNNERS_UP
    pool = {selection for selections in firsts.values() for selection in selections}
    for count in sorted(firsts, key=lambda count: -problem.objective(firsts[count][0])):
        worths = sorted((problem.objective(selection) for selection in pool), reverse=True)
        if len(worths) < wanted or problem.objective(firsts[count][0]) >= worths[wanted - 1] - problem.tie:
            pool.update(sizes[count].first(wanted))
    return in_order(problem, pool)


def _binding(problem: SelectionProblem, best: float, solver_name: str) -> tuple[str, ...]:
    return tuple(
        condition.id
        for condition in problem.conditions
        if condition.id != "ranked" and _better_exists(problem.without(condition.id), best, solver_name)
    )


def _better_exists(problem: SelectionProblem, best: float, solver_name: str) -> bool:
    sizes = [count for count in range(problem.most_new + 1) if reduced(problem, count, best + problem.tie) is not None]
    at_hand = (selection for count in sizes for selection in near_at_hand(problem, count))
    if any(problem.objective(selection) > best + problem.tie for selection in at_hand):
        return True
    solved = (best_of(problem, count, floor=best + problem.tie, solver_name=solver_name) for count in sizes)
    return any(selection is not None and problem.objective(selection) > best + problem.tie for selection in solved)


def _alternative(problem: SelectionProblem, positions: Positions) -> Alternative:
    return Alternative(problem.named(positions), problem.objective(positions), _smallest_grant(problem, positions))


def _smallest_grant(problem: SelectionProblem, positions: Positions) -> float | None:
    grants = grants_of(problem, positions)
    if grants is None:
        return None
    winding = problem.key.winding_down if problem.key else {}
    running = [amount for programme, amount in grants.first_year.items() if programme not in winding]
    return mnok(min(running)) if running else None


def grants_of(problem: SelectionProblem, positions: Positions) -> Grants | None:
    """What every programme gets when these are new; None without money."""
    if problem.key:
        return problem.key.grants({problem.ids[position]: int(problem.jobs[position]) for position in positions})
    if problem.costs is None or problem.frame is None:
        return None
    exactly = {problem.ids[position]: exact(problem.costs[position]) * ore(1.0) for position in sorted(positions)}
    left = {"": ore(problem.frame) - sum(exactly.values(), Fraction(0))}
    costs = whole_ore(exactly | left)
    unspent = costs.pop("")
    return Grants(costs, costs, unspent)
