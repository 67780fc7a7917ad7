"""How firmly ranks and the selection stand when weights, and the data if asked, could be others (SMAA-2).

Lahdelma & Salminen (2001), «SMAA-2: Stochastic multicriteria acceptability analysis for group decision making»,
Operations Research 49(3): rank acceptability, central weights and confidence; here of a selection as well. Draws run
in chunks of fixed size, each with randomness of its own, so that any number of workers gives the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.foundation.errors import InfeasibleError, InputError, Problem
from engine.robustness.batch_optimisation import distinct, optimal_selections
from engine.robustness.compute_backend import Backend, Interrupted, in_process
from engine.robustness.selection_at_weights import among_ranked, best_among_ranked, worths_of
from engine.robustness.uncertain_scores import how_varied, possible_scores
from engine.robustness.weight_draws import draw_weights
from engine.scoring.ranking import ranks_of
from engine.scoring.score import Scores, scores_over_weights
from engine.selection.conflicts import smallest_conflict
from engine.selection.constraint_words import conflict_in_words
from engine.selection.constraints import Chosen
from engine.selection.portfolio_problem import SelectionProblem, selection_problem
from engine.selection.presolve import reduced
from engine.selection.solve import best_of

Floats = NDArray[np.float64]

Progress = Callable[[int, int], None]
"""Told how many draws are done, and of how many."""

CHUNK = 500  # draws that are done together; part of what a seed means, so never changed with the machine
MOST_DRAWS = 1_000_000  # more would not fit in memory, and tell nothing more
VERIFIED = 100  # draws that are solved again
NUMBERS = 4_000_000  # held at a time
SAME = 1e-6  # contract, section 4; of the values where they run to more than 1


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
    uncertainty
        What was asked for; None where the data are taken as they are.
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
    uncertainty: Uncertainty | None = None

    def _with_share(self, met: Callable[[float], bool]) -> tuple[str, ...]:
        return tuple(
            industry for industry, share in zip(self.problem.ids, self.selected.tolist(), strict=True) if met(share)
        )

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
    """What one chunk adds to the result.

    ``found`` (selection, candidate) is what the first chunk selects: it teaches the others.
    """

    ranks: NDArray[np.int64]
    selected: NDArray[np.int64]
    weights: Floats
    values: Floats
    worth: Floats
    found: Chosen


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
    progress: Progress | None = None,
    verify: int = VERIFIED,
) -> Acceptability:
    """Acceptabilities over ``draws`` sets of weights (``draws.draw_weights``), every selection the true optimum.

    ``verify`` of the draws, or all where there are fewer, are solved again from scratch.

    Raises
    ------
    InputError
        Fewer than one draw, a negative seed, a root without weights, demands on weights that cannot be met.
    InfeasibleError
        Where no selection is feasible, whatever the weights.
    Interrupted
        Where somebody stops it.
    """
    if not 1 <= draws <= MOST_DRAWS:
        raise InputError(
            Problem("draws_number", place="--draws", given=str(draws), more={"least": "1", "most": str(MOST_DRAWS)})
        )
    if seed < 0:
        raise InputError(Problem("seed_number", place="--seed", given=str(seed)))
    if not scores.root_members:
        raise InputError(
            Problem(
                "root_without_weights",
                scores.criteria.file,
                f"[[criterion]] {scores.criteria.root_id}",
                given=scores.criteria.root_id,
            )
        )
    problem = selection_problem(scores)
    weights = draw_weights(scores.weights, draws, seed, percent=percent, order=order)
    done = 0

    def finished(chunks: int) -> None:
        nonlocal done
        done = min(chunks * CHUNK, draws)
        if progress is not None:
            progress(done, draws)

    run = _Run(scores, problem, seed, uncertainty, solver_name)
    jobs = [(number, weights[start : start + CHUNK]) for number, start in enumerate(range(0, draws, CHUNK))]
    try:
        parts = [run.chunk(jobs[0])]
        if np.isneginf(parts[0].worth).any():  # no weights make a selection feasible: the others need no drawing
            conflict = smallest_conflict(problem, solver_name)
            raise InfeasibleError(conflict, conflict_in_words(problem, conflict))
        finished(1)
        run = replace(run, known=parts[0].found)
        parts += backend(run.chunk, jobs[1:], lambda chunks: finished(1 + chunks))
        selected = np.sum([part.selected for part in parts], axis=0)
        mean = np.full((len(problem.ids), len(scores.weights)), np.nan)
        np.divide(
            np.sum([part.weights for part in parts], axis=0), selected[:, None], out=mean, where=selected[:, None] > 0
        )
        verified, mismatches = _verified(problem, parts, seed, solver_name, verify)
        return Acceptability(
            scores=scores,
            problem=problem,
            draws=draws,
            seed=seed,
            ranks=np.sum([part.ranks for part in parts], axis=0) / draws,
            selected=selected / draws,
            central_weights=mean,
            confidence=run.confidence(mean, draws),
            verified=verified,
            mismatches=mismatches,
            varied=None if uncertainty is None else how_varied(scores, uncertainty.inherited_spread),
            uncertainty=uncertainty,
        )
    except KeyboardInterrupt:
        raise Interrupted(done, draws) from None


def candidate_values(scores: Scores, problem: SelectionProblem, weights: Floats) -> Floats:
    """(draw, candidate) what each is worth to the objective under each set of weights."""
    return np.nan_to_num(worths_of(scores, problem, scores_over_weights(scores, weights)))


@dataclass(frozen=True, eq=False)
class _Run:
    """What every chunk needs to know."""

    scores: Scores
    problem: SelectionProblem
    seed: int
    uncertainty: Uncertainty | None
    solver_name: str
    known: Chosen | None = None

    def chunk(self, job: tuple[int, Floats]) -> _Counts:
        """Scores, ranks and selections under the weights of one chunk, given with its number."""
        number, weights = job
        points = self._points(weights, number)
        values = worths_of(self.scores, self.problem, points)
        optima = best_among_ranked(self.problem, values, self.solver_name, self.known, optimal_selections)
        ranks, size = ranks_of(points, self.scores.size), len(self.scores.industry_ids)
        counts = np.zeros((size, size), dtype=np.int64)
        for industry in range(size):
            rank_counts = np.bincount(ranks[:, industry], minlength=size + 1)  # rank 0 is unranked
            counts[industry] = rank_counts[1 : size + 1]
        together = np.array([weights[chosen].sum(axis=0) for chosen in optima.chosen.T]).reshape(-1, weights.shape[1])
        teaching = distinct(optima.chosen) if number == 0 else optima.chosen[:0]
        return _Counts(counts, optima.chosen.sum(axis=0), together, values, optima.worth, teaching)

    def confidence(self, central: Floats, draws: int) -> Floats:
        """(candidate,) how often its central weights select it, over the possible data."""
        known = np.flatnonzero(~np.isnan(central).any(axis=1))
        possible = 1 if self.uncertainty is None else min(draws, CHUNK)
        confidence = np.full(len(central), np.nan)
        together = max(1, NUMBERS // max(1, possible * len(self.scores.industry_ids)))
        for some in (known[start : start + together] for start in range(0, len(known), together)):
            each = [self._points(np.tile(central[position], (possible, 1)), draws + int(position)) for position in some]
            values = worths_of(self.scores, self.problem, np.concatenate(each))
            chosen = best_among_ranked(self.problem, values, self.solver_name, self.known, optimal_selections).chosen
            by_draw = chosen.reshape(len(some), possible, len(central))
            confidence[some] = by_draw[np.arange(len(some)), :, some].mean(axis=1)
        return confidence

    def _points(self, weights: Floats, stream: int) -> Floats:
        """(draw, industry) scores; possible data come from the seed and the number of the stream."""
        if self.uncertainty is None:
            return scores_over_weights(self.scores, weights)
        random = np.random.Generator(np.random.PCG64(np.random.SeedSequence([self.seed, stream])))
        return possible_scores(self.scores, weights, self.uncertainty.inherited_spread, random)


def _verified(
    problem: SelectionProblem, parts: Sequence[_Counts], seed: int, solver_name: str, most: int
) -> tuple[int, int]:
    """Solve a random sample of the draws again, size by size, with PuLP where bounds leave anything open, and compare.

    Neither the bounds nor the models are those that found the answer. What is worth clearly less than it is left out:
    a better one is found all the same, and where the answer itself does not exist, nothing is.
    """
    values = np.vstack([part.values for part in parts])
    worth = np.concatenate([part.worth for part in parts])
    random = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, 0, 1])))
    sample = np.sort(random.choice(len(worth), size=min(most, len(worth)), replace=False))
    same = SAME * max(1.0, problem.terms)
    wrong, of_a_kind = 0, dict[bytes, dict[int, bool]]()
    for draw in sample:
        own = among_ranked(problem, values[draw]).with_values(np.nan_to_num(values[draw]))
        # What values there are decides nothing about which sizes are feasible, but who has none does.
        feasible = of_a_kind.setdefault(np.isnan(values[draw]).tobytes(), {})
        wrong += abs(_solved_again(own, worth[draw] - 2 * same, solver_name, feasible) - worth[draw]) > same
    return len(sample), int(wrong)


def _solved_again(problem: SelectionProblem, floor: float, solver_name: str, feasible: dict[int, bool]) -> float:
    """The best objective from ``floor`` up by one model a size, -inf where there is none.

    Sizes known not to be ``feasible`` are left out. Whether one is, is found out where a model of it gives nothing.
    """
    best = -np.inf
    for count in range(problem.most_new, -1, -1):
        floor = max(floor, best)
        left = reduced(problem, count, floor)
        if left is None or not feasible.get(count, True):
            continue
        selection = best_of(problem, count, floor=floor, solver_name=solver_name)
        if selection is not None:
            best = max(best, problem.objective(selection))
        elif count not in feasible:
            feasible[count] = best_of(problem, count, solver_name=solver_name) is not None
    return best
