"""The selection as a problem: candidates, what each is worth, and the conditions, from scores and criteria."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.criteria.compatibility import check_against
from engine.criteria.model import Grant, Selection
from engine.dataset.model import Dataset, Industry
from engine.foundation.errors import InputError, Problem
from engine.foundation.exact_arithmetic import exact, whole_in_ore
from engine.foundation.locale import DEFAULT_LOCALE, LOCALES, Locale
from engine.foundation.tolerances import largest, tie
from engine.scoring.score import Scores
from engine.selection.constraints import (
    NO_LIMIT,
    Chosen,
    Condition,
    Linear,
    MinimumGrantContinuing,
    MinimumGrantNew,
)
from engine.selection.declared_constraints import conditions_of, ranked, within
from engine.selection.grant_key import GrantKey, ore
from engine.selection.lagrangian_bounds import SizeBounds, size_bounds

PROGRAMME = "programme"


@dataclass(frozen=True, eq=False)
class SelectionProblem:
    """Who can be chosen, what for, and under which conditions.

    Parameters
    ----------
    ids
        The candidates' industry ids, sorted.
    values
        (candidate,) what each adds to the objective; 0 for one without a score, which condition ``ranked`` bars.
    jobs
        (candidate,) jobs; zeros where the problem does not need them.
    conditions
        All conditions, in the order of the criteria file.
    key
        The grant key, or None where grants do not depend on who is chosen.
    costs
        (candidate,) MNOK a year where ``kind = "cost"``, else None.
    frame
        MNOK a year; None without money.
    industries, labels
        Names for words about the problem: of the candidates, and ``{indicator_id: {language: label}}``.
    size
        What differences between objectives are measured in; the largest value where it is not said.
    """

    ids: tuple[str, ...]
    values: NDArray[np.float64]
    jobs: NDArray[np.int64]
    conditions: tuple[Condition, ...]
    key: GrantKey | None = None
    costs: tuple[float, ...] | None = None
    frame: float | None = None
    industries: tuple[Industry, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    size: float | None = None

    @property
    def terms(self) -> float:
        """The size of what an objective adds up."""
        return largest(self.values) if self.size is None else self.size

    @cached_property
    def tie(self) -> float:
        """Objectives this close are equal (contract, section 4)."""
        return tie("objectives", self.terms)

    @cached_property
    def most_new(self) -> int:
        """No selection has more new programmes than this: ``max_new``, or what minimum grants leave room for."""
        bounds = [len(self.ids)]
        for condition in self.conditions:
            if isinstance(condition, Linear) and condition.most is not None and (condition.coefficients > 0).all():
                cheapest = np.cumsum(np.sort(condition.coefficients))
                bounds.append(int((cheapest <= condition.most).sum()))
        if self.key:
            bounds.append(self._room_under_the_key(self.key))
        return max(0, min(bounds))

    def _room_under_the_key(self, key: GrantKey) -> int:
        kinds = {type(condition) for condition in self.conditions}
        new = key.minimum_new if MinimumGrantNew in kinds else 0
        continuing = key.minimum_continuing if MinimumGrantContinuing in kinds else 0
        left = key.first_year_frame - continuing * len(key.continuing)
        if new <= 0:
            return len(self.ids)
        return int(left // new) if left >= 0 else 0

    @cached_property
    def barred(self) -> NDArray[np.bool_]:
        """(candidate,) who breaks a condition alone."""
        barred = np.zeros(len(self.ids), dtype=bool)
        for linear in self._counts():
            if linear.most is not None:
                barred |= linear.coefficients > linear.most
        return barred

    @cached_property
    def required(self) -> NDArray[np.bool_]:
        """(candidate,) whom a condition cannot do without."""
        required = np.zeros(len(self.ids), dtype=bool)
        for linear in self._counts():
            if linear.least is not None and linear.least == linear.coefficients.sum():
                required |= linear.coefficients > 0
        return required

    def _counts(self) -> list[Linear]:
        linear = [condition for condition in self.conditions if isinstance(condition, Linear)]
        return [condition for condition in linear if (condition.coefficients >= 0).all()]

    @cached_property
    def sizes(self) -> SizeBounds:
        """Bounds on worth that take minimum grants into account."""
        return size_bounds(self.values, self.jobs, self.barred, self.most_new)

    def job_limits(self, count: int) -> NDArray[np.int64] | None:
        """(candidate,) most total jobs of ``count`` that choosing each allows; None where grants bound nothing."""
        if count == 0:
            return None
        limits = [
            condition.limits(count)
            for condition in self.conditions
            if isinstance(condition, MinimumGrantNew | MinimumGrantContinuing)
        ]
        if not limits:
            return None
        lowest = np.minimum.reduce(limits)
        return lowest if (lowest < NO_LIMIT).any() else None

    def holds(self, chosen: Chosen) -> Chosen:
        """Whether every condition is met, ``(..., candidate)`` to ``(...)``."""
        met = np.ones(chosen.shape[:-1], dtype=bool)
        for condition in self.conditions:
            met &= condition.holds(chosen)
        return met

    def objective(self, positions: Sequence[int]) -> float:
        """What the chosen are worth together, summed in order of id."""
        return float(sum(self.values[position] for position in sorted(positions)))

    def chosen(self, positions: Sequence[int]) -> Chosen:
        """The selection as a boolean vector."""
        vector = np.zeros(len(self.ids), dtype=bool)
        vector[list(positions)] = True
        return vector

    def name(self, industry_id: str, locale: Locale = DEFAULT_LOCALE) -> str:
        """What a candidate is called; its id where the problem has no names."""
        names = [industry.name(locale) for industry in self.industries if industry.industry_id == industry_id]
        return names[0] if names else industry_id

    def named(self, positions: Sequence[int]) -> tuple[str, ...]:
        """Ids of the chosen, sorted."""
        return tuple(self.ids[position] for position in sorted(positions))

    def without(self, *condition_ids: str) -> SelectionProblem:
        """The same problem with some conditions dropped."""
        return replace(self, conditions=tuple(kept for kept in self.conditions if kept.id not in condition_ids))

    def with_only(self, *conditions: Condition) -> SelectionProblem:
        """The same problem with these conditions and no others."""
        return replace(self, conditions=conditions)

    def with_values(self, values: NDArray[np.float64]) -> SelectionProblem:
        """The same problem where the candidates are worth something else, as under other weights."""
        return replace(self, values=values)

    def with_conditions(self, *added: Condition) -> SelectionProblem:
        """The same problem with more conditions."""
        return replace(self, conditions=(*self.conditions, *added))


def selection_problem(scores: Scores) -> SelectionProblem:
    """The problem that the criteria file's ``[selection]`` asks about these scores.

    Raises ``InputError`` where the file has no ``[selection]`` or the data lack what it needs.
    """
    criteria, dataset = scores.criteria, scores.dataset
    rules = criteria.selection
    problems = check_against(criteria, dataset)
    if problems or rules is None:
        raise InputError(problems)
    candidates = [
        dataset.industries[dataset.position[industry]]
        for industry in scores.industry_ids
        if dataset.industries[dataset.position[industry]].status != PROGRAMME
    ]
    positions = [scores.position[industry.industry_id] for industry in candidates]
    points = scores.scores[positions]
    ids = tuple(industry.industry_id for industry in candidates)
    jobs = np.array([industry.jobs or 0 for industry in candidates], dtype=np.int64)
    per_point = jobs if rules.objective == "sum_times_jobs" else 1
    conditions = [*ranked(ids, points), *conditions_of(rules, scores, candidates, criteria.file)]
    problem = SelectionProblem(
        ids=ids,
        values=np.where(np.isnan(points), 0.0, points) * per_point,
        jobs=jobs,
        conditions=tuple(conditions),
        industries=tuple(candidates),
        labels={
            indicator: {locale.tag: criteria.label(indicator, locale) for locale in LOCALES}
            for indicator in criteria.indicators
        },
        size=scores.size * float(np.max(np.where(np.isnan(points), 0, per_point), initial=1)),
    )
    return _with_money(problem, rules, dataset, criteria.file) if rules.grant else problem


def _with_money(problem: SelectionProblem, rules: Selection, dataset: Dataset, file: str) -> SelectionProblem:
    grant = rules.grant
    assert grant is not None
    if grant.kind == "cost":
        costs = _costs(problem, grant, dataset)
        limit = within("frame", list(costs), grant.frame, file, {"frame": grant.frame})
        return replace(problem, conditions=(*problem.conditions, limit), costs=costs, frame=grant.frame)
    key = _key(grant, rules, dataset)
    both: list[Condition] = []
    if grant.minimum_new > 0:
        fields = {"minimum": grant.minimum_new, "frame": grant.frame}
        both.append(MinimumGrantNew("minimum_grant.new", key, problem.jobs, fields))
    if grant.minimum_continuing > 0 and key.continuing:
        fields = {"minimum": grant.minimum_continuing, "frame": grant.frame}
        both.append(MinimumGrantContinuing("minimum_grant.continuing", key, problem.jobs, fields))
    return replace(problem, conditions=(*problem.conditions, *both), key=key, frame=grant.frame)


def _key(grant: Grant, rules: Selection, dataset: Dataset) -> GrantKey:
    today = {
        industry.industry_id: industry.jobs or 0 for industry in dataset.industries if industry.status == PROGRAMME
    }
    fates = {programme: rules.programmes.get(programme, "continue") for programme in today}

    def with_fate(fate: str) -> dict[str, int]:
        return {programme: jobs for programme, jobs in today.items() if fates[programme] == fate}

    return GrantKey(
        frame=ore(grant.frame),
        equal_share=exact(grant.equal_share),
        minimum_new=exact(grant.minimum_new) * ore(1.0),
        minimum_continuing=exact(grant.minimum_continuing) * ore(1.0),
        continuing=with_fate("continue"),
        winding_down=with_fate("wind_down"),
        wind_down_share=exact(grant.wind_down_share),
        today=today,
    )


def _costs(problem: SelectionProblem, grant: Grant, dataset: Dataset) -> tuple[float, ...]:
    """MNOK a year of each candidate, from the formula or from the resource ``cost``."""
    if grant.cost:
        formula = [
            exact(grant.cost.fixed) + exact(grant.cost.per_1000_jobs) * int(jobs) / 1000 for jobs in problem.jobs
        ]
        return tuple(float(cost) for cost in formula)
    amounts = (dataset.resources or {}).get("cost", {})
    unknown = sorted(set(problem.ids) - set(amounts))
    if unknown:
        raise InputError(Problem("cost_unknown", file="resources.csv", column="amount", given=unknown[0]))
    too_fine = [industry for industry in problem.ids if not whole_in_ore(amounts[industry])]
    if too_fine:
        raise InputError(
            Problem("money_too_fine", "resources.csv", f"{industry}, cost", None, "amount", repr(amounts[industry]))
            for industry in too_fine
        )
    return tuple(amounts[industry] for industry in problem.ids)
