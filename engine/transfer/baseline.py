"""The baseline of one industry: today's figures, how sure they are, and the smallest change that can be detected.

A programme sets its own goals on exposures, activity and spread, not on absence alone (report 2024, section 3.5.7).
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from engine.classification.sn2007 import group
from engine.criteria.indicator_columns import awaits_values
from engine.criteria.model import Criteria, Indicator
from engine.dataset.model import Dataset
from engine.foundation.quality import CLASSIFIED, INHERITED
from engine.prevention_potential.potential_folder import INDICATOR as PREVENTION_POTENTIAL
from engine.scoring.tree import reached
from engine.transfer.benchmarking import Benchmark, benchmark, history
from engine.transfer.detectable_change import (
    NORMAL,
    Demand,
    design_effect,
    detectable_difference,
    detectable_proportion,
    effective_sample,
    is_rough,
    wilson_interval,
)
from engine.transfer.similarity import declared_exposures
from engine.transfer.yearly_change import YearlyChange, yearly_change

EXPOSURE, OUTCOME, OTHER, OUTSIDE = "exposure", "outcome", "other", "outside"
ROLES = (EXPOSURE, OUTCOME, OTHER, OUTSIDE)
MISSING, JUDGEMENT, NO_SAMPLE, NO_ERROR, TOO_SMALL, NOT_A_SHARE = (
    "missing",
    "judgement",
    "no_sample",
    "no_error",
    "too_small",
    "not_a_share",
)


@dataclass(frozen=True, slots=True)
class Detectable:
    """What can be said of a figure's sureness; amounts in the figure's unit.

    Parameters
    ----------
    low, high
        Two-sided interval with coverage ``1 − alpha``; None where nothing is known of its error.
    effective_n, design_effect
        How many persons drawn at random the sample is worth, and how many times as many were asked.
    fall_to, rise_to
        The nearest level below and above that a follow-up would tell from today's; None where there is none.
    rough
        Whether the approximation is rough: few expected with or without what is measured.
    why_not
        Why no change can be stated: a code, empty where one is.
    """

    low: float | None = None
    high: float | None = None
    effective_n: float | None = None
    design_effect: float | None = None
    fall_to: float | None = None
    rise_to: float | None = None
    rough: bool = False
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of the baseline: its part in the criteria, where it stands, how sure it is, how it has changed.

    ``group_share`` is the industry's share of the jobs in the groups that an inherited value is carried down from,
    0..1: so much of a change in the industry shows in the figure. None for a value of its own, or without jobs.
    """

    role: str
    benchmark: Benchmark
    n: float | None
    detectable: Detectable
    yearly: YearlyChange | None
    group_share: float | None


@dataclass(frozen=True, eq=False)
class Baseline:
    """One industry's figures on the day that a programme is chosen; exposures first, then outcomes."""

    dataset: Dataset
    criteria: Criteria
    industry_id: str
    demand: Demand
    measures: tuple[Measure, ...]


def baseline(
    dataset: Dataset,
    criteria: Criteria,
    industry_id: str,
    demand: Demand = Demand(),  # noqa: B008  frozen
    exposures: Collection[str] | None = None,
) -> Baseline:
    """Every figure that a programme of the industry could follow, each in the newest period that the industry has.

    All that the criteria use, and every other share or rate in the data that is measured, not judged, and that the
    industry has.

    Parameters
    ----------
    exposures
        The indicators that count as exposures; those that the criteria declare where None.

    Raises
    ------
    InputError
        For an industry or an indicator that the data do not have.
    """
    measures = []
    for indicator, role in _roles(dataset, criteria, exposures).items():
        declared = criteria.indicators.get(indicator)
        if declared is not None and awaits_values(dataset, declared):
            measures.append(Measure(role, _awaited(declared), None, Detectable(why_not=MISSING), None, None))
            continue
        known = history(dataset, industry_id, indicator)
        newest = known[-1] if known else benchmark(dataset, industry_id, indicator)
        if role == OUTSIDE and not _worth_following(newest):
            continue
        n = float(dataset.column(indicator, newest.period).n[dataset.position[industry_id]])
        size = None if math.isnan(n) else n
        yearly = yearly_change(dataset, industry_id, indicator)
        group_share = _group_share(dataset, industry_id, newest)
        measures.append(Measure(role, newest, size, detectable(newest, size, demand), yearly, group_share))
    measures.sort(key=lambda measure: ROLES.index(measure.role))
    return Baseline(dataset, criteria, industry_id, demand, tuple(measures))


def detectable(benchmark: Benchmark, n: float | None, demand: Demand) -> Detectable:
    """How sure one figure is, and the smallest change that a follow-up of the same size and design would show."""
    if benchmark.value is None:
        return Detectable(why_not=MISSING)
    if benchmark.quality == CLASSIFIED:
        return Detectable(why_not=JUDGEMENT)
    if benchmark.se is None and n is None:
        return Detectable(why_not=NO_SAMPLE)
    whole = whole_of(benchmark.unit)
    if whole is None or not 0 <= benchmark.value <= whole:
        return _of_a_mean(benchmark.value, benchmark.se, demand)
    return _of_a_share(benchmark.value, whole, benchmark.se, n, demand)


def whole_of(unit: str) -> float | None:
    """What everybody would be in the unit of a share: 100 for per cent; None for other units."""
    return {"percent": 100.0, "share": 1.0}.get(unit, 1000.0 if unit.startswith("per_1000") else None)


def _of_a_mean(value: float, se: float | None, demand: Demand) -> Detectable:
    if se is None:
        return Detectable(why_not=NOT_A_SHARE)
    if se == 0:
        return Detectable(why_not=NO_ERROR)
    half, change = NORMAL.inv_cdf(1 - demand.alpha / 2) * se, detectable_difference(se, demand)
    return Detectable(value - half, value + half, fall_to=value - change, rise_to=value + change)


def _of_a_share(value: float, whole: float, se: float | None, n: float | None, demand: Demand) -> Detectable:
    before, own_se = value / whole, None if se is None else se / whole
    size = effective_sample(before, own_se, n)
    if size is None:
        return Detectable(why_not=NO_ERROR if se == 0 else NO_SAMPLE)
    low, high = wilson_interval(before, size, demand.alpha)
    fall, rise = (detectable_proportion(before, size, demand, falling) for falling in (True, False))
    return Detectable(
        low * whole,
        high * whole,
        size,
        design_effect(before, own_se, n) if own_se is not None and n is not None else None,
        None if fall is None else fall * whole,
        None if rise is None else rise * whole,
        any(after is not None and is_rough(before, after, size) for after in (fall, rise)),
        TOO_SMALL if fall is None and rise is None else "",
    )


def _group_share(dataset: Dataset, industry_id: str, benchmark: Benchmark) -> float | None:
    own = set(dataset.industries[dataset.position[industry_id]].codes)
    groups = [known_group for name in benchmark.groups if (known_group := group(name))]
    if benchmark.quality != INHERITED or not groups or not own:
        return None
    numbers = np.array([int(code.sn2007) for code in dataset.codes])
    covered = np.any([known_group.covers(numbers) for known_group in groups], axis=0)
    jobs = np.array([code.jobs for code in dataset.codes]) * covered
    inside = np.array([code.sn2007 in own for code in dataset.codes])
    return float(jobs[inside].sum() / jobs.sum()) if jobs.sum() else None


def _awaited(declared: Indicator) -> Benchmark:
    """An indicator that nobody has a value for yet."""
    return Benchmark(declared.id, "", declared.unit, None, None, None, (), (), None, None, None, None, None, 0)


def _worth_following(benchmark: Benchmark) -> bool:
    """Whether it is a measured share or rate that the industry has; a prevention potential is computed from others."""
    if benchmark.indicator_id.startswith(PREVENTION_POTENTIAL):
        return False
    return benchmark.value is not None and benchmark.quality != CLASSIFIED and whole_of(benchmark.unit) is not None


def _roles(dataset: Dataset, criteria: Criteria, exposures: Collection[str] | None) -> dict[str, str]:
    """``{indicator_id: role}``: in the order of the criteria file, then of the data."""
    roles = dict.fromkeys(declared_exposures(criteria) if exposures is None else exposures, EXPOSURE)
    health = reached(criteria, [node.health for node in criteria.criteria.values() if node.pairs])
    counted = reached(criteria, [criteria.root_id])
    for leaf in criteria.leaves:
        if leaf in counted:
            roles.setdefault(leaf, OUTCOME if leaf in health else OTHER)
    for indicator in dataset.columns:
        roles.setdefault(indicator, OUTSIDE)
    return roles
