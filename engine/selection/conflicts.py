"""The smallest set of conditions that cannot hold together."""

from __future__ import annotations

from collections.abc import Iterable

from engine.selection.portfolio_problem import SelectionProblem
from engine.selection.presolve import near_at_hand
from engine.selection.solve import best_of


def feasible(problem: SelectionProblem, solver_name: str = "highs") -> bool:
    """Whether any selection of any size meets every condition."""
    counts = range(problem.most_new + 1)
    if any(near_at_hand(problem, count) for count in counts):
        return True
    return any(best_of(problem, count, solver_name=solver_name) is not None for count in counts)


def smallest_conflict(problem: SelectionProblem, solver_name: str = "highs") -> tuple[str, ...]:
    """Ids of a smallest set of conditions that no selection meets, in the problem's order; empty if feasible.

    Implicit hitting sets (Ignatiev, Previti, Liffiton & Marques-Silva 2015, «Smallest MUS extraction with
    minimal hitting set dualization»): every way to satisfy all but some conditions shows that a conflict holds
    one of those; the smallest set that touches all such ways, once it is infeasible itself, is a smallest one.
    """
    names = [condition.id for condition in problem.conditions]
    if feasible(problem, solver_name):
        return ()
    to_touch: list[frozenset[str]] = []
    while True:  # ends: what is tried next touches a set that nothing tried before touches, and there are 2^n
        tried = _smallest_touching(names, to_touch)
        if not _feasible_with(problem, tried, solver_name):
            return tuple(name for name in names if name in tried)
        for name in names:  # grown as far as it stays feasible, so that what is left over is small
            if name not in tried and _feasible_with(problem, tried | {name}, solver_name):
                tried |= {name}
        to_touch.append(frozenset(names) - tried)


def _feasible_with(problem: SelectionProblem, kept: frozenset[str], solver_name: str) -> bool:
    dropped = [condition.id for condition in problem.conditions if condition.id not in kept]
    return feasible(problem.without(*dropped), solver_name)


def _smallest_touching(names: list[str], sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """A smallest set of names with at least one from each of ``sets``; earlier names first among equals."""
    import pulp

    from engine.selection.solvers import solver

    sets = list(sets)
    if not sets:
        return frozenset()
    model = pulp.LpProblem("hitting_set", pulp.LpMinimize)
    taken = [model.add_variable(f"c{index}", cat=pulp.LpBinary) for index in range(len(names))]
    # A preference for earlier names too small to ever outweigh one name more.
    model += pulp.lpSum((1 + index / (2 * len(names) ** 2)) * variable for index, variable in enumerate(taken))
    for touched in sets:
        model += pulp.lpSum(taken[names.index(name)] for name in touched) >= 1
    model.solve(solver("highs"))
    return frozenset(name for name, variable in zip(names, taken, strict=True) if round(variable.value()) == 1)
