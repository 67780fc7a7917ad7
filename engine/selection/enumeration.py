"""Every feasible selection: the optimiser's independent judge, and exact where that is small enough."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, combinations, islice
from math import comb

import numpy as np

from engine.foundation.errors import InputError, Problem
from engine.selection.constraints import Chosen
from engine.selection.portfolio_problem import SelectionProblem

BLOCK = 50_000


def selections_to_check(problem: SelectionProblem) -> int:
    """How many selections of every size up to the problem's most there are, feasible or not."""
    return sum(comb(len(problem.ids), count) for count in range(problem.most_new + 1))


def feasible_selections(problem: SelectionProblem, limit: int = 5_000_000) -> Chosen:
    """All feasible selections, (selection, candidate), by size and then by ids.

    Raises ``InputError`` where more than ``limit`` would have to be checked.
    """
    to_check = selections_to_check(problem)
    if to_check > limit:
        raise InputError(Problem("too_many_selections", given=str(to_check), more={"limit": str(limit)}))
    everyone = range(len(problem.ids))
    return np.concatenate([feasible_of_size(problem, count, everyone) for count in range(problem.most_new + 1)])


def feasible_of_size(problem: SelectionProblem, count: int, free: Sequence[int], settled: Sequence[int] = ()) -> Chosen:
    """Feasible selections of ``count``: all of ``settled`` and the rest from ``free``; (selection, candidate)."""
    places = count - len(settled)
    every = chain.from_iterable(combinations(free, places))
    left, kept = comb(len(free), places), [np.zeros((0, len(problem.ids)), dtype=bool)]
    while left:
        rows = min(BLOCK, left)
        members = np.fromiter(islice(every, rows * places), dtype=np.intp, count=rows * places).reshape(rows, places)
        block = np.zeros((rows, len(problem.ids)), dtype=bool)
        np.put_along_axis(block, members, True, axis=1)
        block[:, list(settled)] = True
        kept.append(block[problem.holds(block)])
        left -= rows
    return np.concatenate(kept)
