"""Selections that can be the best for values between two ends, and how long each still can as one value is known.

A selection is the best for some values exactly where it is with its own members at their high ends and all others at
their low ones: raising a member, or lowering somebody else, never makes another selection gain on it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.robustness.batch_optimisation import distinct, optimal_selections
from engine.robustness.weight_draws import generator
from engine.selection.constraints import Chosen
from engine.selection.portfolio_problem import SelectionProblem

Floats = NDArray[np.float64]

SHARES = (0.1, 0.3, 0.5, 0.7)  # of the candidates that are at their high ends
DRAWN = 60  # of each share


def possible_selections(problem: SelectionProblem, low: Floats, high: Floats) -> Chosen:
    """(selection, candidate) some of those that are the best for some values from ``low`` to ``high`` (candidate,).

    The best where each candidate is at its high end and all others low, the reverse, and where draws say who is at
    which end. There can be others.
    """
    alone, random = np.eye(len(low), dtype=bool), generator(1)
    drawn = [random.random((DRAWN, len(low))) < share for share in SHARES]
    return distinct(optimal_selections(problem, np.where(np.vstack([alone, ~alone, *drawn]), high, low)).chosen)


def worth_limits(problem: SelectionProblem, low: Floats, high: Floats, selections: Chosen) -> Floats:
    """(selection, candidate) what the candidate is worth where the selection starts or ceases to be possible.

    From that worth up for who is in it, up to that worth for who is not, all other values open.
    """
    size = len(low)
    given = np.repeat(np.where(selections, high, low)[:, None], size, axis=1)
    diagonal, has = np.arange(size), selections
    # So much, and so little, that nothing else decides about it: the best that goes the other way about it.
    beyond = 4 * (np.maximum(np.abs(low), np.abs(high)).sum() + 1)
    given[:, diagonal, diagonal] = np.where(has, -beyond, beyond)
    rivals = optimal_selections(problem, given.reshape(-1, size)).chosen.reshape(given.shape)
    given[:, diagonal, diagonal] = 0.0
    ahead = (rivals * given).sum(axis=2) - (selections[:, None] * given).sum(axis=2)
    never = rivals[:, diagonal, diagonal] == has  # nothing goes the other way about it
    return np.asarray(np.where(has, np.where(never, -np.inf, ahead), np.where(never, np.inf, -ahead)))
