"""Exposure beside health: what each co-occurrence is computed from, how uncertain, and what the report's words say."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.criteria.model import Criteria
from engine.dataset.model import Dataset
from engine.foundation.locale import Locale
from engine.output.table import Cell, Column, Table
from engine.scoring.aggregation import shares
from engine.scoring.cooccurrence import HIGH, UNKNOWN
from engine.scoring.score import Scores
from engine.scoring.tree import weights_below
from engine.sources.stami import PAIRINGS

Floats = NDArray[np.float64]

ZERO = "zero"
"""What a pairing of which the report names no side counts where the data have it as 0; else a policy for missing."""
NAMED = ("msk_exposure_named", "msk_pain_named", "mental_exposure_named", "mental_complaints_named", "absence_named")
"""What the report names industries for (2024 report, section 3.5.11); 1 where named, no row where not."""


@dataclass(frozen=True, slots=True, eq=False)
class Pairing:
    """One co-occurrence and its two sides.

    Parameters
    ----------
    node, exposure_id, health_id
        Ids in the criteria file.
    exposure, health
        (industry,) 0..1 as ranked; NaN is missing.
    exposure_se, health_se
        (industry,) standard errors of the same; NaN where they are not known.
    limits
        The exposure and the health that count as high; None where the criterion has no quantile.
    """

    node: str
    exposure_id: str
    health_id: str
    exposure: Floats
    health: Floats
    exposure_se: Floats
    health_se: Floats
    limits: tuple[float, float] | None


def pairings(scores: Scores) -> tuple[Pairing, ...]:
    """Every co-occurrence of the criteria, in the file's order; none where the criteria pair nothing."""
    criteria = scores.criteria
    paired = []
    for node in criteria.criteria.values():
        if not node.pairs:
            continue
        exposure, health = (_values(scores, side) for side in node.children)
        limits = None
        if node.high_quantile is not None and not (np.isnan(exposure).all() or np.isnan(health).all()):
            limits = (
                float(np.nanquantile(exposure, node.high_quantile)),
                float(np.nanquantile(health, node.high_quantile)),
            )
        errors = [standard_errors(scores, side) for side in node.children]
        paired.append(Pairing(node.id, node.exposure, node.health, exposure, health, errors[0], errors[1], limits))
    return tuple(paired)


def standard_errors(scores: Scores, node: str) -> Floats:
    """(industry,) standard error of an indicator or of an arithmetic mean, in its 0..1 units.

    An indicator between goalposts has that of its values over the distance between them; a weighted mean of
    independent estimates has sqrt(sum((w·se)²)). NaN where any part's is unknown, and for every other kind.
    """
    criteria = scores.criteria
    unknown = np.full(len(scores.industry_ids), np.nan)
    if node in scores.columns:
        return _indicator_errors(scores, node, unknown)
    declared = criteria.criteria[node]
    if declared.aggregate != "arithmetic":
        return unknown
    below = np.column_stack([_values(scores, member) for member in declared.members])
    weights = shares(below, weights_below(declared), declared.missing)
    errors = np.column_stack([standard_errors(scores, member) for member in declared.members])
    return np.asarray(np.sqrt((np.where(weights > 0, weights * errors, 0.0) ** 2).sum(axis=1)))


def named_for(dataset: Dataset) -> Mapping[str, tuple[str, ...]]:
    """What the report names each industry for, ids of ``NAMED``; industries it names for nothing are left out."""
    there = [indicator for indicator in NAMED if indicator in dataset.columns]
    columns = {indicator: dataset.column(indicator, dataset.periods(indicator)[-1]).values for indicator in there}
    names_by_industry = {
        industry.industry_id: tuple(indicator for indicator in there if columns[indicator][index] == 1)
        for index, industry in enumerate(dataset.industries)
    }
    return {industry: names for industry, names in names_by_industry.items() if names}


def not_named(scores: Scores) -> tuple[str, ...]:
    """What a pairing of which the report names no side counts: ``zero``, or by the criteria's policy for missing.

    The policy is that of the nearest criterion that has other members to go by: one whose only member is missing is
    missing itself. Several where the ranked industries differ; empty where the criteria ask for no such words.
    """
    positions = [scores.dataset.position[industry] for industry in scores.industry_ids]
    counted: dict[str, None] = {}
    for flag in flags_of_words(scores.criteria):
        values = scores.columns[flag].values[positions]
        counted |= {ZERO: None} if (values == 0).any() else {}
        counted |= {_policy(scores.criteria, flag): None} if np.isnan(values).any() else {}
    return tuple(counted)


def flags_of_words(criteria: Criteria) -> tuple[str, ...]:
    """The indicators that are the report's words on a pairing, where they are asked for."""
    return tuple(leaf for leaf in criteria.leaves if leaf in PAIRINGS)


def _policy(criteria: Criteria, node: str) -> str:
    above = next(criterion for criterion in criteria.criteria.values() if node in criterion.children)
    passed_on = len(above.children) == 1 and above.missing in ("skip", "worst")
    return _policy(criteria, above.id) if passed_on and above.id != criteria.root_id else above.missing


def pairing_table(pairing: Pairing, scores: Scores, locale: Locale) -> Table:
    """One row a ranked industry, for a file: both sides with their standard errors, what they make, and the flag."""
    flags, jobs = (
        scores.flags.get(pairing.node),
        {industry.industry_id: industry.jobs for industry in scores.dataset.industries},
    )
    names = {industry.industry_id: industry.name(locale) for industry in scores.dataset.industries}
    numbers = (
        *(pairing.exposure, pairing.exposure_se, pairing.health, pairing.health_se),
        scores.nodes[pairing.node],
    )
    columns = (
        *(Column(key, key) for key in ("industry_id", "industry", "cooccurrence_id")),
        *(Column(key, key, "number") for key in ("exposure", "exposure_se", "health", "health_se", "cooccurrence")),
        Column("high_on_both", "high_on_both", "boolean"),
        Column("jobs", "jobs", "integer"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            *(industry, names[industry], pairing.node),
            *(None if np.isnan(column[index]) else float(column[index]) for column in numbers),
            None if flags is None or flags[index] == UNKNOWN else bool(flags[index] == HIGH),
            jobs[industry],
        )
        for index, industry in enumerate(scores.industry_ids)
    )
    return Table(scores.criteria.label(pairing.node, locale), columns, rows)


def named_table(scores: Scores, selected: Collection[str], locale: Locale) -> Table:
    """One row an industry that the report names, for a file: what for, and whether it is selected."""
    named, names = (
        named_for(scores.dataset),
        {industry.industry_id: industry.name(locale) for industry in scores.dataset.industries},
    )
    columns = (
        *(Column(key, key) for key in ("industry_id", "industry")),
        *(Column(key, key, "boolean") for key in (*NAMED, "selected")),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (industry, names[industry], *(what in reasons for what in NAMED), industry in selected)
        for industry, reasons in named.items()
    )
    return Table("", columns, rows)


def _values(scores: Scores, node: str) -> Floats:
    return scores.nodes[node] if node in scores.nodes else scores.normalised[node]


def _indicator_errors(scores: Scores, indicator: str, unknown: Floats) -> Floats:
    declared = scores.criteria.indicators[indicator]
    rule = declared.normalise
    if rule.method != "goalposts" or declared.transform != "none" or rule.low is None or rule.high is None:
        return unknown
    positions = [scores.dataset.position[industry] for industry in scores.industry_ids]
    return np.asarray(scores.columns[indicator].se[positions] / (rule.high - rule.low))


def has_pairings(criteria: Criteria) -> bool:
    """Whether any co-occurrence is computed, instead of taken from the report's words."""
    return any(node.pairs for node in criteria.criteria.values())
