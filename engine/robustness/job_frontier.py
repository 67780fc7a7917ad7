"""Selections that no other of their size beats with fewer jobs: all that a grant key can ever make the best.

Under the key a selection's least frame and its smallest grant follow from three things: how many are new, the jobs of
the smallest of them, and the jobs of all. So of selections of one size, and with as large a smallest member, one that
has more jobs and is worth less is the best under no frame and no minimum grant, whatever is added to both. Candidates
come in by falling jobs, and only what is not beaten is carried on: dynamic programming with dominance (Nemhauser &
Ullmann 1969, «Discrete dynamic programming and capital allocation», Management Science 15(9)).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.selection.constraints import Linear
from engine.selection.portfolio_problem import SelectionProblem
from engine.selection.presolve import Positions

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Amounts = tuple[int, ...]

MOST_NODES = 2_000_000  # selections carried on; beyond them frames are sooner solved one by one
MOST_AMOUNTS = 60  # different uses of the other conditions, of one size
WITHIN = 4  # ties: closer ones are kept, so that ids can decide between equal ones; sums round by far less
ROUNDING = 1e-12  # relative, of a frame or a grant computed in floats


@dataclass(frozen=True, eq=False)
class JobFrontier:
    """Selections, each the one before it and one more member.

    Parameters
    ----------
    problem
        Whose candidates, values and conditions they are; those of minimum grants are left open.
    most
        The largest size.
    count, own, total
        (node,) how many there are, the jobs of the smallest and of all of them.
    worth
        (node,) objective, to within rounding.
    met
        (node,) whether every condition but those of minimum grants is met.
    last, before
        (node,) position of the member that came last, and the node that it was added to. Node 0 is nobody.
    """

    problem: SelectionProblem
    most: int
    count: Whole
    own: Whole
    total: Whole
    worth: Floats
    met: NDArray[np.bool_]
    last: Whole
    before: Whole

    def positions(self, node: int) -> Positions:
        """Who is chosen, rising."""
        members = []
        while node:  # ends: each node comes after the one it was added to
            members.append(int(self.last[node]))
            node = int(self.before[node])
        return tuple(sorted(members))

    @cached_property
    def shares(self) -> tuple[Floats, Floats]:
        """(node,) the smallest new and the smallest continuing programme's share of what the running ones share.

        In floats; infinite where there is none.
        """
        key = self.problem.key
        assert key is not None
        running = np.maximum(1, self.count + len(key.continuing))
        total = (self.total + sum(key.continuing.values())).astype(np.float64)
        smallest = min(key.continuing.values(), default=0)
        equal = float(key.equal_share)

        def share(own: Whole | int) -> Floats:
            by_size = np.divide(own, total, out=1 / running, where=total > 0)
            return np.asarray(equal / running + (1 - equal) * by_size)

        new = np.where(self.count > 0, share(self.own), np.inf)
        return new, share(smallest) if key.continuing else np.full(len(new), np.inf)

    def unbeaten(self, cost: Floats, possible: NDArray[np.bool_]) -> list[int]:
        """The ``possible`` nodes but those that another beats at no more cost, in floats: some may be left of those."""
        nodes = np.flatnonzero(possible & self.met & np.isfinite(cost))
        high = cost[nodes] + ROUNDING * np.abs(cost[nodes])
        low = cost[nodes] - ROUNDING * np.abs(cost[nodes])
        order = np.argsort(high, kind="stable")
        best = np.concatenate([[-np.inf], np.maximum.accumulate(self.worth[nodes[order]])])
        beaten = best[np.searchsorted(high[order], low, side="right")] > self.worth[nodes] + _slack(self.problem)
        return [int(node) for node in nodes[~beaten]]


def job_frontier(problem: SelectionProblem, most: int) -> JobFrontier | None:
    """The frontier of selections of up to ``most``; None where there is no key, or it would grow too large."""
    if problem.key is None:
        return None
    most = min(most, int((~problem.barred).sum()))
    if (problem.required & problem.barred).any():
        return None
    growing = _Growing(problem, max(0, most))
    return growing.frontier() if all(growing.take(position) for position in growing.order) else None


def _slack(problem: SelectionProblem) -> float:
    return WITHIN * problem.tie


@dataclass(frozen=True, eq=False)
class _Carried:
    """Selections of one size that can still be added to, by rising jobs, and what they use of other conditions."""

    total: Whole
    worth: Floats
    node: Whole

    @cached_property
    def best(self) -> Floats:
        """(place,) the most that one with as few jobs is worth; before all of them, nothing."""
        return np.concatenate([[-np.inf], np.maximum.accumulate(self.worth)])

    def beats(self, other: _Carried, slack: float) -> NDArray[np.bool_]:
        """Which of the other's are beaten."""
        return np.asarray(self.best[np.searchsorted(self.total, other.total, side="right")] > other.worth + slack)

    def some(self, which: NDArray[np.bool_]) -> _Carried:
        """Some of them."""
        return _Carried(self.total[which], self.worth[which], self.node[which])

    def merged(self, other: _Carried) -> _Carried:
        """Both."""
        places = np.searchsorted(self.total, other.total, side="right")
        return _Carried(
            np.insert(self.total, places, other.total),
            np.insert(self.worth, places, other.worth),
            np.insert(self.node, places, other.node),
        )


class _Growing:
    """The frontier while candidates come in, those with most jobs first."""

    def __init__(self, problem: SelectionProblem, most: int) -> None:
        self.problem, self.most = problem, most
        open_ones = np.flatnonzero(~problem.barred)
        self.order = open_ones[np.argsort(-problem.jobs[open_ones], kind="stable")].tolist()
        self.rows = [row for row in _linear(problem) if not _only_counts_or_is_met(row, problem, most)]
        root, nothing = (
            _Carried(np.zeros(1, dtype=np.int64), np.zeros(1), np.zeros(1, dtype=np.int64)),
            (0,) * len(self.rows),
        )
        self.carried: list[dict[Amounts, _Carried]] = [{nothing: root}, *({} for _ in range(most))]
        self.parts: list[tuple[NDArray[np.int64], ...]] = []
        self.worths, self.met = [np.zeros(1)], [np.array([not problem.required.any() and self._met(nothing, 0)])]
        self.nodes = 1
        self.still_required = int(problem.required.sum())

    def take(self, position: int) -> bool:
        """One more candidate; False where there is too much to carry."""
        required = bool(self.problem.required[position])
        self.still_required -= required
        for count in range(self.most, 0, -1):
            into = {} if required else self.carried[count]
            for amounts, before in self.carried[count - 1].items():
                after = self._with(amounts, position)
                if after is not None:
                    into[after] = self._added(before, into.get(after), position, count, after)
            self.carried[count] = into
        if required:
            self.carried[0] = {}
        return self.nodes <= MOST_NODES and max(map(len, self.carried)) <= MOST_AMOUNTS

    def _added(self, before: _Carried, there: _Carried | None, position: int, count: int, amounts: Amounts) -> _Carried:
        """Those that can be added to of one size when one candidate more may be among them."""
        slack, jobs = _slack(self.problem), int(self.problem.jobs[position])
        new = _Carried(before.total + jobs, before.worth + self.problem.values[position], before.node)
        if there is not None:
            new = new.some(~there.beats(new, slack))
        number = len(new.node)
        if number:
            own = np.full(number, jobs), np.full(number, position), np.full(number, count)
            self.parts.append((*own, new.total, new.node))
            self.worths.append(new.worth)
            self.met.append(np.full(number, not self.still_required and self._met(amounts, count)))
        new = _Carried(new.total, new.worth, np.arange(self.nodes, self.nodes + number))
        self.nodes += number
        if there is None or not number:
            return new if there is None else there
        return there.some(~new.beats(there, slack)).merged(new)

    def _with(self, amounts: Amounts, position: int) -> Amounts | None:
        """What is used of each condition when one comes in; None where nothing that is added can mend it."""
        used = []
        for row, amount in zip(self.rows, amounts, strict=True):
            more = amount + int(row.coefficients[position])
            if (row.coefficients >= 0).all():
                if row.most is not None and more > row.most:
                    return None
                if row.most is None and row.least is not None:
                    more = min(more, row.least)  # beyond what is asked for it makes no difference
            used.append(more)
        return tuple(used)

    def _met(self, amounts: Amounts, count: int) -> bool:
        """Whether so many, and so much of each condition, are allowed."""
        counted = ((row, count) for row in _linear(self.problem) if (row.coefficients == 1).all())
        return all(
            (row.least is None or amount >= row.least) and (row.most is None or amount <= row.most)
            for row, amount in (*zip(self.rows, amounts, strict=True), *counted)
        )

    def frontier(self) -> JobFrontier:
        """All that was carried on at any time."""
        none = np.zeros(1, dtype=np.int64)
        columns = zip((none, none, none, none, none), *self.parts, strict=True)
        own, last, count, total, before = (np.concatenate(column) for column in columns)
        worth, met = np.concatenate(self.worths), np.concatenate(self.met)
        return JobFrontier(self.problem, self.most, count, own, total, worth, met, last, before)


def _linear(problem: SelectionProblem) -> list[Linear]:
    return [condition for condition in problem.conditions if isinstance(condition, Linear)]


def _only_counts_or_is_met(row: Linear, problem: SelectionProblem, most: int) -> bool:
    """Whether a condition is about the number alone, or any selection that has the required ones meets it."""
    if (row.coefficients == 1).all():
        return True
    open_ones = np.sort(row.coefficients[~problem.barred])
    lowest, highest = np.minimum(open_ones[:most], 0).sum(), np.maximum(open_ones[::-1][:most], 0).sum()
    if row.least is not None and row.least == row.coefficients.sum() and (row.coefficients >= 0).all():
        return row.most is None or highest <= row.most  # they are the required ones
    return (row.least is None or lowest >= row.least) and (row.most is None or highest <= row.most)
