"""How firmly ranks and the selection stand when weights, and the data if asked, could be others (SMAA-2).

Lahdelma & Salminen (2001), «SMAA-2: Stochastic multicriteria acceptability analysis for group decision making»,
Operations Research 49(3): rank acceptability, central weights and confidence; here of a selection as well. Draws run
in chunks of fixed size, each with randomness of its own, so that any number of workers gives the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from engine.errors import InfeasibleError, InputError, Problem
from engine.quality import INHERITED, QUALITIES
from engine.robustness.backend import Backend, in_process
from engine.robustness.draws import draw_weights
from engine.robustness.optimal import optimal_selections
from engine.robustness.uncertain_values import uncertain, varied
from engine.scores.aggregate import aggregated
from engine.scores.indicators import prepared
from engine.scores.ranking import ranks_of
from engine.scores.scoring import Scores, scores_over_weights
from engine.scores.tree import evaluated
from engine.selection.conflict import smallest_conflict
from engine.selection.optimise import best_of
from engine.selection.problem import SelectionProblem, selection_problem
from engine.selection.words import conflict_in_words

Floats = NDArray[np.float64]

CHUNK = 500  # draws that are done together; part of what a seed means, so never changed with the machine
VERIFIED = 100  # draws that are solved again
SAME = 1e-6  # contract, section 4


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """What counts as possible data: standard errors where given, and a spread for inherited values.

    ``inherited_spread`` is a share of the value, either way. It has no source: nobody has published how much
    industries differ inside a group. It is declared by whoever asks.
    """

    inherited_spread: float = 0.1


@dataclass(frozen=True, eq=False)
class Acceptability:
    """What the draws say. Arrays are over the ranked industries (by id) or the candidates, as named.

    Parameters
    ----------
    ranks
        (industry, rank) share of the draws in which it has rank 1, 2, ….
    selected
        (candidate,) share of the draws in which it is selected.
    central_weights
        (candidate, member) mean of the weights with which it is selected; NaN where none is.
    confidence
        (candidate,) share of the possible data under which its central weights select it: 1 or 0 where the data
        are taken as they are; NaN without central weights.
    verified, mismatches
        Draws solved again from scratch, and how many of those differed: none, or the result is wrong.
    varied
        ``{"with_se": …, "inherited": …, "fixed": …}`` values of the tree by how they were varied; None where they
        were not.
    """

    scores: Scores
    problem: SelectionProblem
    draws: int
    seed: int
    ranks: Floats
    selected: Floats
    central_weights: Floats
    confidence: Floats
    verified: int
    mismatches: int
    varied: Mapping[str, int] | None

    def _with_share(self, met: Callable[[float], bool]) -> tuple[str, ...]:
        return tuple(one for one, share in zip(self.problem.ids, self.selected.tolist(), strict=True) if met(share))

    @property
    def core(self) -> tuple[str, ...]:
        """Selected in every draw."""
        return self._with_share(lambda share: share == 1)

    @property
    def borderline(self) -> tuple[str, ...]:
        """Selected in some draws."""
        return self._with_share(lambda share: 0 < share < 1)

    @property
    def exterior(self) -> tuple[str, ...]:
        """Selected in none."""
        return self._with_share(lambda share: share == 0)


@dataclass(frozen=True, eq=False)
class _Counts:
    """What one chunk adds to the result."""

    ranks: NDArray[np.int64]
    selected: NDArray[np.int64]
    weights: Floats
    values: Floats
    worth: Floats


def acceptability(
    scores: Scores,
    *,
    draws: int = 10_000,
    seed: int = 1,
    percent: float | None = None,
    order: Sequence[tuple[int, int]] = (),
    uncertainty: Uncertainty | None = None,
    backend: Backend = in_process,
    solver_name: str = "highs",
) -> Acceptability:
    """Acceptabilities over ``draws`` sets of weights (``draws.draw_weights``), every selection the true optimum.

    Raises
    ------
    InputError
        Fewer than one draw, a negative seed, a root without weights, demands on weights that cannot be met.
    InfeasibleError
        Where no selection is feasible, whatever the weights.
    """
    if draws < 1:
        raise InputError(Problem("draws_number", place="--draws", given=str(draws)))
    if seed < 0:
        raise InputError(Problem("seed_number", place="--seed", given=str(seed)))
    if not scores.root_members:
        raise InputError(
            Problem("root_without_weights", scores.criteria.file, f"[[criterion]] {scores.criteria.root_id}")
        )
    problem = selection_problem(scores)
    weights = draw_weights(scores.weights, draws, seed, percent=percent, order=order)
    chunk = partial(_chunk, scores, problem, seed, uncertainty, solver_name)
    starts = range(0, draws, CHUNK)
    parts = backend(chunk, [(at, weights[start : start + CHUNK]) for at, start in enumerate(starts)])
    if np.isneginf(parts[0].worth).any():
        conflict = smallest_conflict(problem, solver_name)
        raise InfeasibleError(conflict, conflict_in_words(problem, conflict))
    selected = sum(part.selected for part in parts)
    mean = np.full((len(problem.ids), len(scores.weights)), np.nan)
    np.divide(sum(part.weights for part in parts), selected[:, None], out=mean, where=selected[:, None] > 0)
    verified, mismatches = _verified(problem, parts, seed, solver_name)
    return Acceptability(
        scores=scores,
        problem=problem,
        draws=draws,
        seed=seed,
        ranks=sum(part.ranks for part in parts) / draws,
        selected=selected / draws,
        central_weights=mean,
        confidence=_confidence(scores, problem, mean, seed, uncertainty, draws, solver_name),
        verified=verified,
        mismatches=mismatches,
        varied=None if uncertainty is None else _how_varied(scores, uncertainty),
    )


def candidate_values(scores: Scores, problem: SelectionProblem, weights: Floats) -> Floats:
    """(draw, candidate) what each is worth to the objective under each set of weights."""
    return _worth(scores, problem, scores_over_weights(scores, weights))


def _worth(scores: Scores, problem: SelectionProblem, points: Floats) -> Floats:
    at = [scores.industry_ids.index(one) for one in problem.ids]
    rules = scores.criteria.selection
    by_size = problem.jobs if rules is not None and rules.objective == "sum_times_jobs" else 1
    return np.asarray(np.nan_to_num(points[:, at]) * by_size)


def _chunk(
    scores: Scores,
    problem: SelectionProblem,
    seed: int,
    uncertainty: Uncertainty | None,
    solver_name: str,
    job: tuple[int, Floats],
) -> _Counts:
    number, weights = job
    if uncertainty is None:
        points = scores_over_weights(scores, weights)
    else:
        random = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, number])))
        points = np.vstack([_possible_scores(scores, one, uncertainty, random) for one in weights])
    values = _worth(scores, problem, points)
    optima = optimal_selections(problem, values, solver_name)
    size = len(scores.industry_ids)
    ranks = ranks_of(points)
    counts = np.zeros((size, size), dtype=np.int64)
    for industry in range(size):
        found = np.bincount(ranks[:, industry], minlength=size + 1)  # rank 0 is unranked
        counts[industry] = found[1 : size + 1]
    together = np.array([weights[chosen].sum(axis=0) for chosen in optima.chosen.T]).reshape(-1, weights.shape[1])
    return _Counts(counts, optima.chosen.sum(axis=0), together, values, optima.worth)


def _possible_scores(scores: Scores, weights: Floats, uncertainty: Uncertainty, random: np.random.Generator) -> Floats:
    """(industry,) scores under one set of weights and one set of values that could have been."""
    criteria, at = scores.criteria, [scores.dataset.position[one] for one in scores.industry_ids]
    leaves = {}
    for leaf, column in scores.columns.items():
        inherited = column.quality[at] == QUALITIES.index(INHERITED)
        values, se = column.values[at], column.se[at]
        count = int(uncertain(values, se, inherited, uncertainty.inherited_spread).sum())
        drawn = varied(values, se, inherited, uncertainty.inherited_spread, 1 - random.random(count))
        indicator = criteria.indicators[leaf]
        # A value that could have been may lie beyond goalposts which no real one passes.
        loose = replace(indicator, normalise=replace(indicator.normalise, clip=True))
        leaves[leaf] = prepared(loose, drawn, column.period, scores.industry_ids, criteria.file).values
    nodes = evaluated(criteria, leaves, scores.industry_ids).nodes
    below = np.column_stack([{**leaves, **nodes}[member] for member in scores.root_members])
    return np.asarray(
        criteria.scale * aggregated(criteria.root.aggregate, below, weights[None], criteria.root.missing)[0]
    )


def _how_varied(scores: Scores, uncertainty: Uncertainty) -> dict[str, int]:
    """How many of the ranked industries' values in the tree vary, and how; the rest stay as they are."""
    at = [scores.dataset.position[one] for one in scores.industry_ids]
    found = {"with_se": 0, "inherited": 0, "fixed": 0}
    for column in scores.columns.values():
        inherited = column.quality[at] == QUALITIES.index(INHERITED)
        values, se = column.values[at], column.se[at]
        varying = uncertain(values, se, inherited, uncertainty.inherited_spread)
        with_se = varying & (np.nan_to_num(se) > 0)
        found["with_se"] += int(with_se.sum())
        found["inherited"] += int((varying & ~with_se).sum())
        found["fixed"] += int((~np.isnan(values) & ~varying).sum())
    return found


def _confidence(
    scores: Scores,
    problem: SelectionProblem,
    central: Floats,
    seed: int,
    uncertainty: Uncertainty | None,
    draws: int,
    solver_name: str,
) -> Floats:
    """(candidate,) how often its central weights select it, over the possible data."""
    known = np.flatnonzero(~np.isnan(central[:, 0]))
    confidence = np.full(len(central), np.nan)
    if not len(known):
        return confidence
    if uncertainty is None:
        optima = optimal_selections(problem, candidate_values(scores, problem, central[known]), solver_name)
        confidence[known] = optima.chosen[np.arange(len(known)), known]
        return confidence
    random = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, draws])))
    for candidate in known:
        points = [_possible_scores(scores, central[candidate], uncertainty, random) for _ in range(min(draws, CHUNK))]
        optima = optimal_selections(problem, _worth(scores, problem, np.vstack(points)), solver_name)
        confidence[candidate] = optima.chosen[:, candidate].mean()
    return confidence


def _verified(problem: SelectionProblem, parts: Sequence[_Counts], seed: int, solver_name: str) -> tuple[int, int]:
    """Solve a random sample of the draws again with PuLP alone, size by size, and compare objectives."""
    values = np.vstack([part.values for part in parts])
    worth = np.concatenate([part.worth for part in parts])
    random = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, 0, 1])))
    sample = np.sort(random.choice(len(worth), size=min(VERIFIED, len(worth)), replace=False))
    wrong = sum(
        abs(_solved_again(problem.with_values(values[draw]), solver_name) - worth[draw]) > SAME for draw in sample
    )
    return len(sample), int(wrong)


def _solved_again(problem: SelectionProblem, solver_name: str) -> float:
    """The best objective by one model a size; sizes whose most valuable members cannot reach it are left out."""
    falling = np.concatenate([[0.0], np.cumsum(-np.sort(-problem.values[~problem.barred]))])
    best = -np.inf
    for count in range(min(problem.most_new, len(falling) - 1), -1, -1):
        if falling[count] > best:
            found = best_of(problem, count, solver_name=solver_name)
            best = best if found is None else max(best, problem.objective(found))
    return best
