"""What holds whatever the unknown figures are: who is in every best selection, in some, and in none.

Robust portfolio modeling (Liesiö, Mild & Salo 2007; 2008, «Robust portfolio modeling with incomplete cost information
and project interdependencies», European Journal of Operational Research 190(3)), with the conditions of the selection.
Selections that are the best for some of the values are found by trying ends; what these leave undecided is proven by
``potential_optimality``, which goes through every feasible selection that could be the best, or by
``membership_branching`` where they are too many.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.foundation.errors import InfeasibleError
from engine.robustness.acceptability import candidate_values
from engine.robustness.candidate_status import CandidateStatus, feasible
from engine.robustness.number_alone import in_some_and_all, in_some_and_all_over
from engine.robustness.potential_optimality import OpenValues, Search
from engine.robustness.unobserved_criteria import counted_members, counted_only
from engine.robustness.weight_draws import Order, draw_weights
from engine.scoring.figure_ends import declared_ends
from engine.scoring.known_share import Intervals, intervals
from engine.scoring.score import Scores
from engine.selection.conflicts import smallest_conflict
from engine.selection.constraint_words import conflict_in_words
from engine.selection.constraints import Chosen
from engine.selection.portfolio_problem import SelectionProblem, selection_problem

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Progress = Callable[[int, int], None]
"""Told how many candidates are settled, and of how many."""

TRIED = 200  # sets of weights that ends are tried at


@dataclass(frozen=True, slots=True)
class Incomplete:
    """Candidates by what holds for all the values that figures leave open.

    Parameters
    ----------
    core
        In every selection that is the best for some values; equally good ones all count.
    possible
        In some such selection; the core too.
    excluded
        In none.
    unproven
        Called possible, or left out of the core, without a proof.
    """

    core: tuple[str, ...]
    possible: tuple[str, ...]
    excluded: tuple[str, ...]
    unproven: tuple[str, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether all of it is proven."""
        return not self.unproven

    @property
    def undecided(self) -> tuple[str, ...]:
        """Those for whom it depends on what is not known."""
        return tuple(industry for industry in self.possible if industry not in self.core)


def at_set_weights(scores: Scores, solver_name: str = "highs", progress: Progress | None = None) -> Incomplete:
    """Over all values, at the weights that are set.

    Raises ``InfeasibleError`` where no selection is feasible.
    """
    problem, both = selection_problem(scores), intervals(scores, declared_ends(scores))
    low, high = (candidate_ends(scores, problem, both, scores.weights[None])[side][0] for side in (0, 1))
    if (counted := in_some_and_all(problem, low, high)) is not None:
        if progress is not None:
            progress(len(problem.ids), len(problem.ids))
        some, every = (tuple(np.array(problem.ids, dtype=object)[flags]) for flags in counted)
        return Incomplete(every, some, tuple(industry for industry in problem.ids if industry not in some))
    values = OpenValues(
        problem,
        lambda weights: np.tile(low, (len(weights), 1)),
        lambda weights: np.tile(high, (len(weights), 1)),
        low[:, None],
        high[:, None],
        np.ones(1),
        np.ones(1),
    )
    return settled(values, np.ones((1, 1)), solver_name, progress)


def over_all_weights(
    scores: Scores,
    *,
    percent: float | None = None,
    order: Sequence[Order] = (),
    solver_name: str = "highs",
    progress: Progress | None = None,
) -> Incomplete:
    """Over all values and all weights: of the simplex, within ``percent`` of those set, within ``order``.

    Exact where the root is arithmetic and whoever lacks a member lacks it with all others, and no more selections are
    feasible than can be looked through; ``unproven`` says for whom it is not.

    Raises ``InputError`` where the demands on the weights leave none, ``InfeasibleError`` where no selection is
    feasible.
    """
    problem, both = selection_problem(scores), intervals(scores, declared_ends(scores))
    counted = counted_members(scores, problem)
    if not counted.all() and percent is None and not order:
        scores = counted_only(scores, counted)
        both = replace(both, members_low=both.members_low[:, counted], members_high=both.members_high[:, counted])
    tried = draw_weights(scores.weights, TRIED, 1, percent=percent, order=order)
    low, high, linear = _weighted_ends(scores, problem, both)
    if percent is None:
        ends = np.zeros(len(scores.weights)), np.ones(len(scores.weights))
        if not order and linear:
            tried = np.concatenate([tried, np.eye(len(scores.weights))])
    else:
        ends = (
            np.maximum(scores.weights * (1 - percent / 100), 0.0),
            np.minimum(scores.weights * (1 + percent / 100), 1.0),
        )
    if low.shape[1] == 1 and not linear:
        ends, order = (np.ones(1), np.ones(1)), ()
    values = OpenValues(
        problem,
        lambda weights: candidate_ends(scores, problem, both, weights)[0],
        lambda weights: candidate_ends(scores, problem, both, weights)[1],
        low,
        high,
        *ends,
        order=order,
    )
    if linear and (counted_over := in_some_and_all_over(values, tried, solver_name, progress)) is not None:
        if progress is not None:
            progress(len(problem.ids), len(problem.ids))
        flags = counted_over.every, counted_over.some, ~counted_over.some, counted_over.open
        return Incomplete(*(tuple(np.array(problem.ids, dtype=object)[of]) for of in flags))
    return settled(values, tried, solver_name, progress)


def candidate_ends(
    scores: Scores, problem: SelectionProblem, both: Intervals, weights: Floats
) -> tuple[Floats, Floats]:
    """(draw, candidate) lowest and highest that each is worth under each set of weights."""
    low = replace(scores, member_values=both.members_low, scores=both.low)
    high = replace(scores, member_values=both.members_high, scores=both.high)
    return candidate_values(low, problem, weights), candidate_values(high, problem, weights)


def _weighted_ends(scores: Scores, problem: SelectionProblem, both: Intervals) -> tuple[Floats, Floats, bool]:
    """(candidate, member) ends of which the weighted sums hold the true ones, and whether they are the true ones.

    A member that is skipped counts as some mean of the others: at least as the lowest, at most as the highest. So does
    the whole score where the root is no arithmetic mean.
    """
    positions = [scores.industry_ids.index(industry) for industry in problem.ids]
    low, high = both.members_low[positions], both.members_high[positions]
    rules, scale = scores.criteria.selection, scores.criteria.scale
    by_size = rules is not None and rules.objective == "sum_times_jobs"
    times = np.asarray(scale * (problem.jobs if by_size else np.ones(len(problem.ids))), dtype=np.float64)[:, None]
    absent = np.isnan(low)
    if scores.criteria.root.missing == "worst":
        low, high, absent = np.nan_to_num(low), np.nan_to_num(high), np.zeros(low.shape, dtype=bool)
    lowest = np.nan_to_num(np.fmin.reduce(low, axis=1))[:, None]
    highest = np.nan_to_num(np.fmax.reduce(high, axis=1))[:, None]
    if scores.criteria.root.aggregate != "arithmetic":
        return times * lowest, times * highest, False
    ends = np.where(absent, lowest, low), np.where(absent, highest, high)
    linear = not absent[~problem.barred].any()
    return times * ends[0], times * ends[1], linear


def settled(
    values: OpenValues, tried: Floats, solver_name: str, progress: Progress | None = None, every: Chosen | None = None
) -> Incomplete:
    """Core, possible and excluded; ``tried`` (draw, member) are weights to try ends at first.

    ``every`` are all feasible selections, where somebody has them already.
    """
    problem = values.problem
    state = CandidateStatus.of(values)
    if state is None:
        conflict = smallest_conflict(problem, solver_name)
        raise InfeasibleError(conflict, conflict_in_words(problem, conflict))
    state.try_ends(tried, progress)
    for missing in (False, True):
        open_ones = state.open(missing)
        if not open_ones.any():
            continue
        every = feasible(values, state.cuts) if every is None else every
        if every is None:
            if len(values.weights_low) == 1:
                state.take_branched(missing, progress)
            state.give_up(state.open(missing), missing)
            continue
        search = Search(values, state.cuts, every[_wanted(every, open_ones, missing)])
        while (open_ones := state.open(missing)).any():
            if progress is not None:
                progress(int((~open_ones).sum()), len(problem.ids))
            search.keep(_wanted(search.left, open_ones, missing))
            selections = search.next()
            state.take(selections)
            if not len(selections):
                break
        if search.ended and state.open(missing).any():
            state.give_up(state.open(missing), missing)
        if search.unproven is not None:
            touched = search.unproven.any(axis=0) if not missing else ~search.unproven.all(axis=0)
            if (touched & state.open(missing)).any():
                state.give_up(touched & state.open(missing), missing)
    ids = np.array(problem.ids, dtype=object)
    core = state.core & ~state.unproven_core
    possible = state.possible | core
    return Incomplete(tuple(ids[core]), tuple(ids[possible]), tuple(ids[~possible]), tuple(ids[state.given_up]))


def _wanted(every: Chosen, open_ones: Flags, missing: bool) -> Flags:
    """(selection,) which would settle somebody: with one who is not yet possible, or without one of the core."""
    has = every[:, open_ones]
    return np.asarray(~has.all(axis=1) if missing else has.any(axis=1))
