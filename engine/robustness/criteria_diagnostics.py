"""What the criteria file really does: correlations, effective weights, double counting, and what decides nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from engine.criteria.model import Criteria
from engine.dataset.model import Dataset
from engine.foundation.tolerances import size_of, tie
from engine.robustness.correlation import Correlations, pearson
from engine.robustness.dominance import Dominance, dominance
from engine.robustness.method_comparison import left_out
from engine.scoring.score import Scores, score
from engine.scoring.tree import reached
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import SelectionResult, select

Floats = NDArray[np.float64]

MOSTLY_SHARED = 0.5  # a squared correlation above this: more of the variance is shared than not

CONSTANT, NO_FIGURES, NO_WEIGHT, NOTHING_CHANGES = "constant", "no_figures", "no_weight", "nothing_changes"
OBJECTIVE_AND_KEY = "objective_and_key"
RANKED, JOBS = "ranked", "jobs"


@dataclass(frozen=True, slots=True)
class Correlation:
    """Two columns over the ranked industries that have both; None where either is constant.

    ``overlap``: Pearson squared above one half, so that the two measure mostly the same.
    """

    between: tuple[str, str]
    pearson: float | None
    spearman: float | None
    industries: int

    @property
    def overlap(self) -> bool:
        """Whether more of the variance is shared than not."""
        return self.pearson is not None and self.pearson**2 > MOSTLY_SHARED


@dataclass(frozen=True, slots=True)
class EffectiveWeight:
    """What a root member does to the scores beside what its weight says.

    Parameters
    ----------
    nominal
        Its normalised weight.
    main_effect
        Squared correlation of score and member, over the industries that have it: the share of the scores' variance
        that the member explains alone, linearly (Paruolo, Saisana & Saltelli 2013, «Ratings and rankings: voodoo or
        science?», JRSS A 176:609-634; their nonlinear form needs more industries than there are). None where either
        is constant.
    effective
        The main effects as shares of their sum, to be read beside ``nominal``. None where there is none.
    variance_share
        Covariance of the member's points with the score, over the score's variance: shares of an arithmetic root that
        add to 1, negative where a member pulls against the rest. None for other roots and equal scores.
    """

    nominal: float
    main_effect: float | None
    effective: float | None
    variance_share: float | None


@dataclass(frozen=True, slots=True)
class Audit:
    """What the criteria file does to these data.

    Parameters
    ----------
    correlations
        Every pair of root members that any ranked industry has figures for.
    constant
        Root members that are the same for all ranked industries.
    weights
        By root member.
    dominance
        By the root members that have weight, and figures for any industry.
    passed_over
        ``{selected id: dominating ids that are not selected}``: a condition, not the criteria, put it before them.
    size
        Every indicator's raw values beside the number of jobs, where any ranked industry has one.
    size_counted_twice
        ``objective_and_key`` where the objective multiplies by jobs and part of the grant follows jobs too; and ids of
        indicators in the score that are mostly size, where part of the grant follows jobs.
    shared_indicators
        Indicators that count below several root members, and which.
    idle_criteria
        Root members that decide nothing, and why: ``no_weight``, ``no_figures`` for any industry, ``constant``, or
        ``nothing_changes`` where ranks and selection are the same without.
    idle_conditions
        Conditions that decide nothing: dropped alone, no better selection exists. Two may still bind together.
    """

    correlations: tuple[Correlation, ...]
    constant: tuple[str, ...]
    weights: Mapping[str, EffectiveWeight]
    dominance: Dominance
    passed_over: Mapping[str, tuple[str, ...]]
    size: tuple[Correlation, ...]
    size_counted_twice: tuple[str, ...]
    shared_indicators: Mapping[str, tuple[str, ...]]
    idle_criteria: Mapping[str, str]
    idle_conditions: tuple[str, ...]


def audit(dataset: Dataset, criteria: Criteria, solver_name: str = "highs") -> Audit:
    """Everything over the ranked industries; parts about the selection are empty where the file asks for none.

    Raises
    ------
    InputError
        Where the scores cannot be computed.
    InfeasibleError
        Where no selection meets the conditions.
    """
    scores = score(dataset, criteria)
    selection = select(selection_problem(scores), solver_name) if criteria.selection else None
    ranked = ~np.isnan(scores.scores)
    known: NDArray[np.bool_] = np.logical_or.reduce(~np.isnan(scores.member_values[ranked]), axis=0)
    values = {
        member: scores.member_values[ranked, index] for index, member in enumerate(scores.root_members) if known[index]
    }
    constant = tuple(member for member, column in values.items() if _constant(column))
    ids = tuple(name for name, there in zip(scores.industry_ids, ranked.tolist(), strict=True) if there)
    compared = dominance(scores.member_values[np.ix_(ranked, known & (scores.weights > 0))], ids)
    size = _size(scores, ranked)
    return Audit(
        correlations=_correlations(values),
        constant=constant,
        weights=_effective(scores, ranked),
        dominance=compared,
        passed_over=_passed_over(compared, selection),
        size=size,
        size_counted_twice=_counted_twice(criteria, size),
        shared_indicators=_shared(criteria),
        idle_criteria=_idle_criteria(dataset, scores, selection, set(values), constant, solver_name),
        idle_conditions=_idle_conditions(selection),
    )


def _constant(column: Floats) -> bool:
    return float(np.nanmax(column) - np.nanmin(column)) <= tie("scores", size_of(column))


def _correlations(values: Mapping[str, Floats]) -> tuple[Correlation, ...]:
    """Of each column with each after it."""
    names, between = list(values), Correlations(list(values.values()))
    pairs = combinations(range(len(names)), 2)
    return tuple(Correlation((names[first], names[other]), *between.of(first, other)) for first, other in pairs)


def _effective(scores: Scores, ranked: NDArray[np.bool_]) -> dict[str, EffectiveWeight]:
    total = scores.scores[ranked]
    correlations = [pearson(column[ranked], total) for column in scores.member_values.T]
    effects = [None if correlation is None else correlation**2 for correlation in correlations]
    explained = sum(effect or 0.0 for effect in effects)
    variance = float(np.var(total)) if len(total) else 0.0
    shares: list[float | None] = [None] * len(effects)
    if scores.contributions is not None and variance > tie("scores", scores.size) ** 2:
        points = scores.contributions[ranked]
        shares = [float(np.mean((column - column.mean()) * (total - total.mean())) / variance) for column in points.T]
    return {
        member: EffectiveWeight(float(nominal), effect, effect / explained if effect and explained else effect, share)
        for member, nominal, effect, share in zip(scores.root_members, scores.weights, effects, shares, strict=True)
    }


def _passed_over(compared: Dominance, selection: SelectionResult | None) -> dict[str, tuple[str, ...]]:
    selected = set(selection.selected) if selection else set()
    candidates = set(selection.problem.ids) if selection else set()
    over = {
        industry: tuple(other for other in compared.dominated.get(industry, ()) if other in candidates - selected)
        for industry in sorted(selected)
    }
    return {industry: others for industry, others in over.items() if others}


def _size(scores: Scores, ranked: NDArray[np.bool_]) -> tuple[Correlation, ...]:
    positions = [
        scores.dataset.position[name] for name, there in zip(scores.industry_ids, ranked, strict=True) if there
    ]
    counts = [scores.dataset.industries[position].jobs for position in positions]
    jobs = np.array([np.nan if count is None else count for count in counts], dtype=np.float64)
    columns = {leaf: column.values[positions] for leaf, column in scores.columns.items()}
    known = {leaf: values for leaf, values in columns.items() if not np.isnan(values).all()}
    between = Correlations([jobs, *known.values()])
    return tuple(Correlation((leaf, JOBS), *between.of(1 + place, 0)) for place, leaf in enumerate(known))


def _counted_twice(criteria: Criteria, size: tuple[Correlation, ...]) -> tuple[str, ...]:
    rules = criteria.selection
    if rules is None or rules.grant is None or rules.grant.kind != "key" or rules.grant.equal_share >= 1:
        return ()
    counted = reached(criteria, [criteria.root_id])
    in_score = tuple(
        correlation.between[0] for correlation in size if correlation.overlap and correlation.between[0] in counted
    )
    return ((OBJECTIVE_AND_KEY,) if rules.objective == "sum_times_jobs" else ()) + in_score


def _shared(criteria: Criteria) -> dict[str, tuple[str, ...]]:
    below = {member: reached(criteria, [member]) for member in criteria.root.children}
    counts = {leaf: tuple(member for member in below if leaf in below[member]) for leaf in criteria.leaves}
    return {leaf: members for leaf, members in counts.items() if len(members) > 1}


def _idle_criteria(
    dataset: Dataset,
    scores: Scores,
    selection: SelectionResult | None,
    known: Collection[str],
    constant: Collection[str],
    solver_name: str,
) -> dict[str, str]:
    selected = selection.selected if selection else None
    idle = {}
    for index, outcome in enumerate(left_out(dataset, scores, selected, solver_name)):
        member = outcome.choice.criterion
        if not scores.weights[index]:
            idle[member] = NO_WEIGHT
        elif member not in known:
            idle[member] = NO_FIGURES
        elif member in constant:
            idle[member] = CONSTANT
        elif outcome.ranks is not None and (outcome.ranks == scores.ranks).all() and outcome.selected == selected:
            idle[member] = NOTHING_CHANGES
    return idle


def _idle_conditions(selection: SelectionResult | None) -> tuple[str, ...]:
    conditions = selection.problem.conditions if selection else ()
    return tuple(
        condition.id
        for condition in conditions
        if selection and condition.id != RANKED and condition.id not in selection.binding
    )
