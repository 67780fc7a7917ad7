"""Whether a criteria file can be asked of a data set: everything it names is there, and whatever it needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import cast

from engine.criteria.indicator_columns import column_of
from engine.criteria.model import Criteria, Selection
from engine.dataset.merging import merged
from engine.dataset.model import Dataset, Industry
from engine.foundation.errors import InputError, Problem

PROGRAMME = "programme"
COST_RESOURCE = "cost"  # contract, section 3: what a programme costs where the grant has no formula


def check_against(criteria: Criteria, dataset: Dataset) -> tuple[Problem, ...]:
    """Everything that keeps the criteria from being used on the data, for ranking and for selecting."""
    return (*check_ranking(criteria, dataset), *check_selection(criteria, dataset))


def check_ranking(criteria: Criteria, dataset: Dataset) -> tuple[Problem, ...]:
    """What keeps the industries from being ranked: indicators, periods and units that differ, names nobody has.

    Names in ``[selection]`` are checked here too: a condition on an industry that does not exist is a mistake
    whichever command is run.
    """
    after, problems = _after_merging(criteria, dataset)
    problems += _indicator_problems(criteria, dataset)
    if criteria.selection:
        problems += _unknown_names(criteria, after)
    return tuple(problems)


def check_selection(criteria: Criteria, dataset: Dataset) -> tuple[Problem, ...]:
    """What keeps a selection from being made: conditions that touch nobody, columns and tables that they need."""
    if criteria.selection is None:
        return (Problem("no_selection", criteria.file, "[selection]"),)
    after, _ = _after_merging(criteria, dataset)
    asked = _Asked(criteria, criteria.selection, after)
    return (
        *_untouched(asked),
        *_bounds_problems(criteria, dataset),
        *_needed_columns(asked),
        *_resource_problems(asked),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """A file's conditions and the industries they are about, after merging."""

    criteria: Criteria
    rules: Selection
    dataset: Dataset

    @property
    def industries(self) -> dict[str, Industry]:
        return {industry.industry_id: industry for industry in self.dataset.industries}

    def eligible(self, industry: Industry) -> bool:
        return not self.dataset.has_status or (industry.status in self.rules.eligible and industry.status != PROGRAMME)

    @property
    def candidates(self) -> list[Industry]:
        return [
            industry
            for industry in self.dataset.industries
            if self.eligible(industry) and industry.industry_id not in self.rules.must_not
        ]

    def problem(self, code: str, place: str, given: str, allowed: Iterable[str] = (), **more: str) -> Problem:
        return Problem(code, self.criteria.file, place, given=given, allowed=tuple(allowed), more=more)


def _after_merging(criteria: Criteria, dataset: Dataset) -> tuple[Dataset, list[Problem]]:
    done = {industry.industry_id for industry in dataset.industries if industry.members}
    try:
        return merged(dataset, [merge for merge in criteria.merges if merge.id not in done]), []
    except InputError as error:
        return dataset, list(error.in_file(criteria.file).problems)


def _indicator_problems(criteria: Criteria, dataset: Dataset) -> Iterator[Problem]:
    for indicator in criteria.indicators.values():
        place = f"[[indicator]] {indicator.id}"
        try:
            column = column_of(dataset, indicator)
        except InputError as error:
            yield from (replace(problem, file=criteria.file, place=place) for problem in error.problems)
            continue
        if indicator.unit and indicator.unit != column.unit:
            yield Problem(
                "unit_mismatch", criteria.file, f"{place}, unit", given=indicator.unit, more={"unit": column.unit}
            )


def _named(rules: Selection) -> Iterator[tuple[str, str]]:
    """Every industry that the conditions name, with the place."""
    for condition, value in rules.counts_asked:
        place = f"[selection], {condition.key.name}"
        if condition.key.kind == "ids":
            yield from ((place, industry) for industry in cast(tuple[str, ...], value))
        elif condition.key.kind == "groups":
            yield from ((place, industry) for group in cast(tuple[tuple[str, ...], ...], value) for industry in group)
    yield from (("[selection.programmes]", industry) for industry in rules.programmes)


def _unknown_names(criteria: Criteria, dataset: Dataset) -> Iterator[Problem]:
    assert criteria.selection is not None
    into = {member: merge.id for merge in criteria.merges for member in merge.members}
    known = {*dataset.position, *(merge.id for merge in criteria.merges)}
    for place, industry in dict.fromkeys(_named(criteria.selection)):
        if industry in into:
            yield Problem("named_but_merged", criteria.file, place, given=industry, more={"into": into[industry]})
        elif industry not in known:
            yield Problem("unknown", criteria.file, place, given=industry, allowed=tuple(sorted(known)))


def _untouched(asked: _Asked) -> Iterator[Problem]:
    """Conditions on industries that are never chosen anyway, and fates of industries without a programme."""
    industries = asked.industries
    for place, name in dict.fromkeys(_named(asked.rules)):
        industry = industries.get(name)
        if industry is None:
            continue
        if place == "[selection.programmes]":
            if industry.status != PROGRAMME:
                programmes = (
                    programme.industry_id for programme in industries.values() if programme.status == PROGRAMME
                )
                yield asked.problem("not_a_programme", place, name, programmes)
        elif industry.status == PROGRAMME:
            yield asked.problem("programme_not_new", place, name)
        elif not asked.eligible(industry):
            yield asked.problem("not_eligible", place, name, asked.rules.eligible, status=industry.status or "–")


def _bounds_problems(criteria: Criteria, dataset: Dataset) -> Iterator[Problem]:
    """Conditions on indicators that neither the file nor the data have; ``_indicator_problems`` has the file's."""
    assert criteria.selection is not None
    for indicator in criteria.selection.require_indicator:
        if indicator not in criteria.indicators and indicator not in dataset.columns:
            known = tuple(sorted({*criteria.indicators, *dataset.columns}))
            place = "[selection], require_indicator"
            yield Problem("unknown", criteria.file, place, given=indicator, allowed=known)


def _needed_columns(asked: _Asked) -> Iterator[Problem]:
    """Cells of ``industries.csv`` that a condition or the money cannot do without."""
    candidates, rules, grant = asked.candidates, asked.rules, asked.rules.grant
    programmes = [industry for industry in asked.dataset.industries if industry.status == PROGRAMME]

    def lacking(column: str, industries: Iterable[Industry], need: str) -> Iterator[Problem]:
        names = [industry.industry_id for industry in industries if getattr(industry, column) is None]
        if names:
            yield Problem(
                "cell_needed",
                f"{asked.dataset.name}/industries.csv",
                column="sn2007_prefixes" if column == "section" else column,
                given=", ".join(names),
                more={"need": need},
            )

    for condition, _ in rules.counts_asked:
        if condition.needs:
            yield from lacking(condition.needs, candidates, f"[selection], {condition.key.name}")
    if grant and grant.kind == "key" and grant.equal_share < 1:
        yield from lacking("jobs", [*candidates, *programmes], "[selection.grant]")
    elif grant and grant.cost and grant.cost.per_1000_jobs:
        yield from lacking("jobs", candidates, "[selection.grant], cost.per_1000_jobs")
    elif rules.objective == "sum_times_jobs":
        yield from lacking("jobs", candidates, "[selection], objective")


def _resource_problems(asked: _Asked) -> Iterator[Problem]:
    rules, resources = asked.rules, asked.dataset.resources
    needed = {limit.id: f"[[selection.resource]] {limit.id}" for limit in rules.resources}
    if rules.grant and rules.grant.kind == "cost" and rules.grant.cost is None:
        needed[COST_RESOURCE] = "[selection.grant], cost"
    for resource, place in needed.items():
        if resources is None:
            yield asked.problem("resources_needed", place, resource)
        elif resource not in resources:
            yield asked.problem("unknown", place, resource, sorted(resources))
