"""Selections in order, best first: exact where a solver is not, with ties in the order of their ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from math import comb

import numpy as np

from engine.foundation.tolerances import largest
from engine.selection.declared_constraints import must, must_not
from engine.selection.enumeration import feasible_of_size
from engine.selection.portfolio_problem import SelectionProblem
from engine.selection.presolve import Positions, near_at_hand, reduced
from engine.selection.solve import SOLVER_NOISE, SolverError, best_of

ENUMERABLE = 20_000
"""So few selections are sooner looked through than solved for one by one."""

FEW = 500
"""So few are looked through before anything is solved."""

MOST_FOUND = 60
"""More near-equal selections of one size than this are not solved for one by one."""


def in_order(problem: SelectionProblem, selections: Iterable[Positions]) -> list[Positions]:
    """Best first; those within a tie of the best of their run count as equal and go by ids."""
    ordered: list[Positions] = []
    run: list[Positions] = []
    for positions in sorted(selections, key=lambda selection: -problem.objective(selection)):
        if run and problem.objective(run[0]) - problem.objective(positions) > problem.tie:
            ordered += sorted(run, key=problem.named)
            run = []
        run.append(positions)
    return ordered + sorted(run, key=problem.named)


@dataclass(eq=False)
class BestOfSize:
    """The best selections of ``count`` candidates, found as they are asked for.

    Where the bounds leave few, these are looked through, all of them. Where they leave many, the first comes from the
    solver, with its proof; the others too, one by one, with those already found cut off, for as long as it is many.
    ``complete`` is False where more are equal than were listed.
    """

    problem: SelectionProblem
    count: int
    solver_name: str = "highs"
    complete: bool = True
    _found: list[Positions] = field(default_factory=list)
    _seen_above: float = np.inf  # whatever is worth more than this has been found

    def first(self, wanted: int) -> list[Positions]:
        """The first ``wanted`` in order, and all that equal the last of them; fewer where there are fewer."""
        # Ends: every round finds a selection that was not found before, of finitely many, or leaves nothing above what
        # has been seen. A round that looks through what is left has found all that is worth the floor, and the floor is
        # more than a tie below the last one wanted (``_noise``).
        while not self._known(wanted):
            floor = self._floor(wanted)
            left = reduced(self.problem, self.count, floor)
            if left and comb(len(left.free), self.count - len(left.settled)) <= (ENUMERABLE if self._found else FEW):
                every = feasible_of_size(self.problem, self.count, left.free.tolist(), left.settled)
                wanted_ones = every[every @ self.problem.values >= floor - self.problem.tie]
                members = np.nonzero(wanted_ones)[1].reshape(len(wanted_ones), self.count)
                self._looked_through([tuple(row) for row in members.tolist()], floor)
            else:
                self._solve(floor)
        ordered = in_order(self.problem, self._found)
        last = self.problem.objective(ordered[wanted - 1]) if len(ordered) > wanted else -np.inf
        return [selection for selection in ordered if self.problem.objective(selection) >= last - self.problem.tie]

    @cached_property
    def _noise(self) -> float:
        """More than what equal selections differ by, and more than what the solver's may: never 0."""
        return SOLVER_NOISE[self.solver_name] * (largest(self.problem.values) or 1.0) + self.problem.tie

    @cached_property
    def _top(self) -> list[float]:
        """What the most valuable are worth, if they meet every condition: nothing easier to find is worth more."""
        left = reduced(self.problem, self.count, -np.inf)
        if left is None:
            return []
        free = left.free[np.argsort(-self.problem.values[left.free], kind="stable")]
        top = [*left.settled, *free[: self.count - len(left.settled)].tolist()]
        return [self.problem.objective(top)] if self.problem.holds(self.problem.chosen(top)) else []

    @cached_property
    def _at_hand(self) -> list[float]:
        return [self.problem.objective(selection) for selection in near_at_hand(self.problem, self.count)]

    def _worths(self) -> list[float]:
        return sorted((self.problem.objective(selection) for selection in self._found), reverse=True)

    def _known(self, wanted: int) -> bool:
        if self._seen_above == -np.inf or not self.complete:
            return True
        return len(self._found) >= wanted and self._worths()[wanted - 1] - self.problem.tie > self._seen_above

    def _floor(self, wanted: int) -> float:
        """What the wanted ones are worth at least, going by feasible ones already known."""
        known = self._top if wanted == 1 and self._top else sorted(self._at_hand, reverse=True)
        bounds = [worths[wanted - 1] for worths in (known, self._worths()) if len(worths) >= wanted]
        return max(bounds) - 2 * self._noise if bounds else -np.inf

    def _looked_through(self, every: list[Positions], floor: float) -> None:
        self._found = list(dict.fromkeys([*self._found, *every]))
        self._seen_above = floor

    def _solve(self, floor: float) -> None:
        selection = best_of(self.problem, self.count, excluded=self._found, floor=floor, solver_name=self.solver_name)
        reached = -np.inf if selection is None else self.problem.objective(selection)
        if not self._found and reached < max(self._top or self._at_hand, default=-np.inf) - self._noise:
            raise SolverError("a better selection is known")
        if selection is None:
            self._seen_above = floor
            return
        self._found.append(selection)
        self._seen_above = self.problem.objective(selection) + self._noise
        if sum(worth <= self._seen_above for worth in self._worths()) > MOST_FOUND:
            best = smallest_equal(self.problem, in_order(self.problem, self._found)[0], self.solver_name)
            self._found = list(dict.fromkeys([*self._found, best]))
            self.complete = False


def smallest_equal(problem: SelectionProblem, best: Positions, solver_name: str) -> Positions:
    """The first by ids of all selections of this size that are worth as much as ``best``.

    Goes through the ids in order and keeps each that some equal selection has beside those kept so far.
    """
    target, kept = problem.objective(best) - problem.tie, problem
    left = reduced(problem, len(best), target)
    assert left is not None  # ``best`` itself is left
    for position in sorted([*left.free.tolist(), *left.settled]):
        with_it = kept.with_conditions(must(problem.ids, problem.ids[position]))
        selection = best if position in best else best_of(with_it, len(best), floor=target, solver_name=solver_name)
        if selection is not None and problem.objective(selection) >= target:
            best, kept = selection, with_it
        else:
            kept = kept.with_conditions(must_not(problem.ids, problem.ids[position]))
    return best
