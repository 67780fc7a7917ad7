"""How rank and selection move under other normalisations, aggregations and methods, and without each criterion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.criteria.model import Criteria, Normalise
from engine.criteria.open_figures import leaves_open
from engine.criteria.weights import with_weights
from engine.dataset.model import Dataset
from engine.foundation.errors import InputError, Problem
from engine.robustness.correlation import kendall, spearman
from engine.robustness.mcda_methods import METHODS, ranked_by
from engine.robustness.selection_at_weights import best_among_ranked, worths_of
from engine.scoring.ranking import Ranks, ranks_of
from engine.scoring.score import Scores, score, scores_over_weights
from engine.scoring.tree import weights_below
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select

Floats = NDArray[np.float64]

NORMALISATIONS = ("goalposts", "minmax", "percentile_rank", "zscore")
AGGREGATIONS = ("arithmetic", "geometric", "harmonic", "minimum")
AS_TODAY = "as_today"

RULES, METHOD, WITHOUT = "rules", "method", "without"
SCORE, ABOVE_LOWEST = "score", "above_lowest"
CENTRED = ("zscore", "promethee_ii")
"""Scores around 0: a sum of them would punish every industry below the mean for being chosen at all."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to come to scores.

    ``kind`` says which fields count: ``rules`` normalises every indicator by ``normalisation`` and aggregates the
    root by ``aggregation`` (criteria below keep theirs); ``method`` is a name of ``METHODS``; ``without`` takes the
    weight from one root member and leaves the others in proportion. ``today`` is the criteria file's own choice.
    """

    kind: str
    normalisation: str = ""
    aggregation: str = ""
    method: str = ""
    criterion: str = ""
    today: bool = False

    @property
    def id(self) -> str:
        """``minmax.geometric``, ``topsis``, ``without.absence``."""
        if self.kind == RULES:
            return f"{self.normalisation}.{self.aggregation}"
        return self.method or f"without.{self.criterion}"


@dataclass(frozen=True, eq=False)
class Outcome:
    """What one choice comes to beside today's.

    Parameters
    ----------
    choice
        Which.
    problems
        Why the choice is not defined here; empty where it is. Then everything below is None or empty.
    scores, ranks
        (industry,) in the order of today's scores; NaN and 0 where this choice does not rank.
    spearman, kendall
        Against today's scores, over those that both rank; None where either ranks all alike.
    not_ranked
        Ids that today ranks and this does not: methods take complete rows only.
    summed
        What a selection's members add up to: ``score`` as it is, or the score above the lowest ranked industry's
        (``above_lowest``) for choices that centre their scores on 0.
    selected
        The best selection under these scores, conditions as today; None where nothing meets them, or none was asked.
    entered, left
        Against today's selection.
    """

    choice: Choice
    problems: tuple[Problem, ...] = ()
    scores: Floats | None = None
    ranks: Ranks | None = None
    spearman: float | None = None
    kendall: float | None = None
    not_ranked: tuple[str, ...] = ()
    summed: str = SCORE
    selected: tuple[str, ...] | None = None
    entered: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class MethodChoices:
    """Today's scores and selection (None where the file asks for none), and every other choice beside them."""

    today: Scores
    selected: tuple[str, ...] | None
    outcomes: tuple[Outcome, ...]


def method_choices(dataset: Dataset, criteria: Criteria, solver_name: str = "highs") -> MethodChoices:
    """Every normalisation with every aggregation, TOPSIS, VIKOR and PROMETHEE II, and each criterion left out.

    What is not defined is in the result with the reason, never skipped.

    Raises
    ------
    InputError
        Where today's own scores cannot be computed.
    InfeasibleError
        Where no selection meets the conditions.
    MissingExtraError
        Where pymcdm is not installed.
    """
    today = score(dataset, criteria)
    selected = select(selection_problem(today), solver_name).selected if criteria.selection else None
    beside = _Beside(today, selected, solver_name)
    scored = [
        *(beside.scored(choice, dataset, changed) for choice, changed in _rules(criteria)),
        *(beside.by_method(method) for method in METHODS),
        *_without_each(dataset, today),
    ]
    return MethodChoices(today=today, selected=selected, outcomes=beside.outcomes(scored))


def left_out(
    dataset: Dataset, today: Scores, selected: tuple[str, ...] | None, solver_name: str = "highs"
) -> tuple[Outcome, ...]:
    """Each root member without its weight, the others in proportion, beside today's scores and selection."""
    return _Beside(today, selected, solver_name).outcomes(_without_each(dataset, today))


Scored = tuple[Choice, Floats | tuple[Problem, ...]]
"""A choice and its scores (industry,), or why it is not defined."""


def _without_each(dataset: Dataset, today: Scores) -> list[Scored]:
    """Each root member without its weight; what is below the root is as it is today."""
    scored: list[Scored] = []
    for member in today.root_members:
        choice = Choice(WITHOUT, criterion=member)
        try:
            criteria = with_weights(today.criteria, {member: 0.0})
            if leaves_open(criteria):  # two ends are climbed, and the mean is of those
                scored.append((choice, score(dataset, criteria).scores))
            else:
                scored.append((choice, scores_over_weights(today, weights_below(criteria.root)[None])[0]))
        except InputError as error:
            scored.append((choice, error.problems))
    return scored


@dataclass(frozen=True, eq=False)
class _Beside:
    """Today's scores and selection, to set others beside."""

    today: Scores
    selected: tuple[str, ...] | None
    solver_name: str

    def scored(self, choice: Choice, dataset: Dataset, changed: Criteria | Problem) -> Scored:
        """The criteria changed as the choice says, or why that cannot be."""
        if isinstance(changed, Problem):
            return choice, (changed,)
        try:
            return choice, score(dataset, changed).scores
        except InputError as error:
            return choice, error.problems

    def by_method(self, method: str) -> Scored:
        """One of ``METHODS`` on the root members' values, on the criteria's scale."""
        choice, root = Choice(METHOD, method=method), self.today.criteria.root
        if not root.members:
            return choice, (Problem("root_without_weights", self.today.criteria.file, given=root.id),)
        method_score = ranked_by(method, self.today.member_values, self.today.weights)
        if method_score.points is None:
            return choice, (Problem(f"method_{method_score.reason}", self.today.criteria.file, root.id),)
        return choice, self.today.criteria.scale * method_score.points

    def outcomes(self, scored: Sequence[Scored]) -> tuple[Outcome, ...]:
        """Every choice beside today's, in the same order."""
        defined = [(choice, scores) for choice, scores in scored if not isinstance(scores, tuple)]
        chosen = iter(self._selected(defined))
        return tuple(
            Outcome(choice, scores) if isinstance(scores, tuple) else self._outcome(choice, scores, next(chosen))
            for choice, scores in scored
        )

    def _selected(self, defined: Sequence[tuple[Choice, Floats]]) -> list[tuple[str, ...] | None]:
        """The best selection under each, all found at once; None where nothing meets the conditions."""
        if self.selected is None or not defined:
            return [None] * len(defined)
        problem = selection_problem(self.today)
        points = [
            scores - np.nanmin(scores) if self._centred(choice) and not np.isnan(scores).all() else scores
            for choice, scores in defined
        ]
        optima = best_among_ranked(problem, worths_of(self.today, problem, np.array(points)), self.solver_name)
        return [
            problem.named(np.flatnonzero(chosen).tolist()) if np.isfinite(worth) else None
            for chosen, worth in zip(optima.chosen, optima.worth, strict=True)
        ]

    @staticmethod
    def _centred(choice: Choice) -> bool:
        return not choice.today and (choice.normalisation in CENTRED or choice.method in CENTRED)

    def _outcome(self, choice: Choice, scores: Floats, selected: tuple[str, ...] | None) -> Outcome:
        """Scores beside today's."""
        ranked, ids = ~np.isnan(self.today.scores), self.today.industry_ids
        before, after = set(self.selected or ()), set(selected or ())
        return Outcome(
            choice=choice,
            scores=scores,
            ranks=ranks_of(scores, self.today.size),
            spearman=spearman(scores, self.today.scores),
            kendall=kendall(scores, self.today.scores),
            not_ranked=tuple(ids[index] for index in np.flatnonzero(ranked & np.isnan(scores))),
            summed=ABOVE_LOWEST if self._centred(choice) else SCORE,
            selected=selected,
            entered=tuple(sorted(after - before)) if selected is not None else (),
            left=tuple(sorted(before - after)) if selected is not None else (),
        )


def _rules(criteria: Criteria) -> Iterator[tuple[Choice, Criteria | Problem]]:
    """Every normalisation with every aggregation; ``as_today`` where the file mixes normalisations."""
    kinds = {criteria.indicators[leaf].normalise.method for leaf in criteria.leaves}
    own = kinds.pop() if len(kinds) == 1 else AS_TODAY
    normalisations = NORMALISATIONS if own in NORMALISATIONS else (own if own == "none" else AS_TODAY, *NORMALISATIONS)
    root = criteria.root
    for normalisation in normalisations:
        for aggregation in AGGREGATIONS if root.members else (root.aggregate, *AGGREGATIONS):
            today = normalisation == own and aggregation == root.aggregate
            choice = Choice(RULES, normalisation, aggregation, today=today)
            yield choice, _changed(criteria, normalisation if normalisation != own else AS_TODAY, aggregation)


def _changed(criteria: Criteria, normalisation: str, aggregation: str) -> Criteria | Problem:
    root = criteria.root
    if not root.members and aggregation != root.aggregate:
        return Problem("root_without_weights", criteria.file, f"[[criterion]] {root.id}", given=root.id)
    indicators = dict(criteria.indicators)
    for leaf in criteria.leaves if normalisation != AS_TODAY else ():
        rule = indicators[leaf].normalise
        if normalisation == "goalposts" and rule.method != "goalposts":
            return Problem("method_no_goalposts", criteria.file, f"[[indicator]] {leaf}", given=rule.method)
        changed = rule if normalisation == "goalposts" else Normalise(normalisation)
        indicators[leaf] = replace(indicators[leaf], normalise=changed)
    nodes = {**criteria.criteria, root.id: replace(root, aggregate=aggregation)}
    return replace(criteria, indicators=indicators, criteria=nodes)
