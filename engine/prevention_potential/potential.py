"""Prevention potential: for each industry and outcome, what would go without the known exposures, and how surely."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from engine.dataset.model import Column, Dataset
from engine.foundation.errors import InputError, Problem
from engine.foundation.quality import DERIVED, weakest
from engine.prevention_potential.burden import Burden, burden
from engine.prevention_potential.effects import Effect, Outcome
from engine.prevention_potential.fractions import combined, levin, miettinen, risk_ratio, unexposed_risk
from engine.prevention_potential.simulation import odds_ratios, prevalences, varies
from engine.prevention_potential.study_scope import Declared, shipped_declaration

Floats = NDArray[np.float64]

DRAWS, MOST_DRAWS = 10_000, 1_000_000
PERCENT = "percent"
LEVIN, MIETTINEN = "levin", "miettinen"
INTERVAL = (2.5, 97.5)  # percentiles of the draws


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 95 % of the draws, and their standard deviation."""

    low: float
    high: float
    se: float

    def times(self, factor: float) -> Interval:
        """The interval of ``factor`` times the quantity."""
        return Interval(self.low * factor, self.high * factor, self.se * factor)


@dataclass(frozen=True, slots=True)
class Level:
    """One exposure, or one level of it, in one industry. Shares 0..1; ``se`` None where it is not known."""

    effect: Effect
    prevalence: float
    se: float | None
    among_cases: float | None
    risk_ratio: float
    period: str
    quality: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one exposure alone accounts for: ``fraction`` 0..1 by the formula ``levin`` or ``miettinen``."""

    levels: tuple[Level, ...]
    formula: str
    fraction: float
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Potential:
    """One outcome in one industry.

    Parameters
    ----------
    applies
        Whether the study is about this industry; nothing is computed where it is not.
    parts
        The exposures with a known prevalence.
    lacking
        The outcome's exposures without one. ``fraction`` is then of the others only: the whole may be larger.
    fraction
        All parts combined, 0..1; None where there is none.
    interval
        None where nothing it is made of has a known uncertainty.
    fixed
        Exposures whose prevalence has no standard error: the interval is too narrow by their share.
    burden
        The cases or working days that it stands for; None where no rate or job count is known.
    """

    industry_id: str
    outcome_id: str
    applies: bool
    parts: tuple[Part, ...]
    lacking: tuple[str, ...]
    fraction: float | None = None
    interval: Interval | None = None
    fixed: tuple[str, ...] = ()
    quality: str | None = None
    source_ids: tuple[str, ...] = ()
    burden: Burden | None = None


@dataclass(frozen=True, eq=False)
class Prevention:
    """The potential of every industry, by outcome, in the dataset's order; and what it was computed with.

    ``outcomes`` have the overall risk that was used: the published one or the user's (``stated_risks``).
    """

    dataset: Dataset
    outcomes: tuple[Outcome, ...]
    potentials: Mapping[str, tuple[Potential, ...]]
    declared: Declared
    draws: int
    seed: int
    stated_risks: Mapping[str, float] = field(default_factory=dict)

    def of_industry(self, industry_id: str) -> tuple[Potential, ...]:
        """Every outcome of one industry. Raises ``InputError`` for one that the data do not have."""
        if industry_id not in self.dataset.position:
            allowed = tuple(self.dataset.position)
            raise InputError(Problem("unknown", self.dataset.name, given=industry_id, allowed=allowed))
        return tuple(of[self.dataset.position[industry_id]] for of in self.potentials.values())


def prevention(
    dataset: Dataset,
    outcomes: Sequence[Outcome],
    *,
    only: Iterable[str] = (),
    risks: Mapping[str, float] | None = None,
    declared: Declared | None = None,
    draws: int = DRAWS,
    seed: int = 1,
) -> Prevention:
    """What prevention could win, from the exposures whose prevalence by industry the data set has.

    An exposure is a column with its id, in per cent; its share among the cases, where it is known, one called
    ``EXPOSURE_among_cases_of_OUTCOME``.

    Parameters
    ----------
    only
        Outcomes to compute; all of them where it is empty.
    risks
        The overall risk of outcomes, 0..1, in place of the published. An outcome without either takes the odds ratio
        for a risk ratio, which is its upper bound.

    Raises
    ------
    InputError
        An unknown outcome, a risk beyond 0..1, impossible draws or seed, an exposure that is not in per cent or beyond
        0..100, levels of one exposure that add to more than everybody, no exposure known at all.
    """
    stated, declared = dict(risks or {}), declared or shipped_declaration()
    chosen = _chosen(outcomes, tuple(only), stated, draws, seed)
    columns = _columns(dataset, chosen)
    potentials: dict[str, tuple[Potential, ...]] = {}
    problems: list[Problem] = []
    for outcome in chosen:
        drawn = {effect.exposure: odds_ratios(effect, outcome.outcome_id, seed, draws) for effect in outcome.effects}
        by_industry = []
        for index, industry in enumerate(dataset.industries):
            case = _Case(dataset, outcome, columns, drawn, index, seed, draws)
            if not declared.about(outcome.outcome_id).applies_to(industry):
                by_industry.append(Potential(industry.industry_id, outcome.outcome_id, False, (), ()))
                continue
            try:
                by_industry.append(case.potential(declared))
            except InputError as error:
                problems += error.problems
        potentials[outcome.outcome_id] = tuple(by_industry)
    if problems:
        raise InputError(problems)
    return Prevention(dataset, chosen, potentials, declared, draws, seed, stated)


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    """One outcome in one industry, with the draws of its odds ratios."""

    dataset: Dataset
    outcome: Outcome
    columns: Mapping[str, Column]
    drawn: Mapping[str, Floats]
    at: int
    seed: int
    draws: int

    def potential(self, declared: Declared) -> Potential:
        industry = self.dataset.industries[self.at]
        parts, samples, lacking, fixed = [], [], [], []
        for factor in self.outcome.factors:
            absent = [effect.exposure for effect in factor if math.isnan(self._share(effect.exposure))]
            if absent:
                lacking += absent
                continue
            part, sample = self._part(factor)
            parts.append(part)
            samples.append(sample)
            fixed += [level.effect.exposure for level in part.levels if level.se is None]
        uncomputed = Potential(industry.industry_id, self.outcome.outcome_id, True, tuple(parts), tuple(lacking))
        if not parts:
            return uncomputed
        levels = [level for part in parts for level in part.levels]
        whole = replace(
            uncomputed,
            fraction=float(combined(np.array([part.fraction for part in parts]))),
            interval=_interval(combined(np.stack(samples, axis=-1))),
            fixed=tuple(fixed),
            quality=weakest([DERIVED, *(level.quality for level in levels)]),
            source_ids=tuple(
                sorted({*self.outcome.source_ids, *(source_id for level in levels for source_id in level.source_ids)})
            ),
        )
        about = declared.about(self.outcome.outcome_id)
        return replace(whole, burden=burden(self.dataset, self.at, about.rate, whole, declared.working_days))

    def _part(self, factor: tuple[Effect, ...]) -> tuple[Part, Floats]:
        names = tuple(effect.exposure for effect in factor)
        shares, se = (np.array([value(name) for name in names]) for value in (self._share, self._se))
        if shares.sum() > 1 + 1e-9:
            given = " + ".join(f"{100 * share:g}" for share in shares)
            raise InputError(Problem("prevention_levels", self.dataset.name, self._place(), given=given))
        # No quantity between 0 and 1 with mean p has a standard deviation above sqrt(p·(1 − p)).
        for index in np.flatnonzero((shares > 0) & (shares < 1) & (se > np.sqrt(np.abs(shares * (1 - shares))))):
            raise InputError(
                Problem(
                    "prevention_se",
                    self.dataset.name,
                    self._place(),
                    column=names[index],
                    given=f"{100 * se[index]:g}",
                    more={"share": f"{100 * shares[index]:g}"},
                )
            )
        ratios = np.array([effect.odds_ratio for effect in factor])
        drawn = np.stack([self.drawn[name] for name in names], axis=-1)
        drawn_shares = prevalences(shares, se, self._streams(names), self.seed, self.draws)
        risk = self._ratios(shares, ratios)
        among = [self._among_cases(name) for name in names]
        if all(share is not None for share, _ in among):
            cases, case_se = (np.array([pair[index] for pair in among], dtype=np.float64) for index in (0, 1))
            streams = self._streams(tuple(f"{name} among cases of {self.outcome.outcome_id}" for name in names))
            drawn_cases = prevalences(cases, case_se, streams, self.seed, self.draws)
            formula, fraction = MIETTINEN, miettinen(cases, risk)
            sample = miettinen(drawn_cases, self._ratios(drawn_shares, drawn))
        else:
            formula, fraction = LEVIN, levin(shares, risk)
            sample = levin(drawn_shares, self._ratios(drawn_shares, drawn))
        known = varies(shares, se)
        levels = tuple(
            self._level(effect, float(risk[index]), bool(known[index]), among[index][0])
            for index, effect in enumerate(factor)
        )
        return Part(levels, formula, float(fraction), _interval(sample)), sample

    def _ratios(self, shares: Floats, ratios: Floats) -> Floats:
        if self.outcome.overall_risk is None:
            return np.asarray(ratios)
        unexposed = unexposed_risk(self.outcome.overall_risk, shares, ratios)
        return risk_ratio(ratios, unexposed[..., None])

    def _level(self, effect: Effect, ratio: float, known: bool, among: float | None) -> Level:
        column = self.columns[effect.exposure]
        return Level(
            effect,
            self._share(effect.exposure),
            self._se(effect.exposure) if known else None,
            among,
            ratio,
            column.period,
            column.quality_of(self.at) or "",
            column.source_ids[self.at],
        )

    def _share(self, exposure: str) -> float:
        return float(self.columns[exposure].values[self.at]) / 100 if exposure in self.columns else math.nan

    def _se(self, exposure: str) -> float:
        return float(self.columns[exposure].se[self.at]) / 100

    def _among_cases(self, exposure: str) -> tuple[float | None, float]:
        name = among_cases(exposure, self.outcome.outcome_id)
        share = self._share(name)
        return (None, math.nan) if math.isnan(share) else (share, self._se(name))

    def _streams(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(f"prevalence {self.dataset.industries[self.at].industry_id} {name}" for name in names)

    def _place(self) -> str:
        return f"{self.dataset.industries[self.at].industry_id}, {self.outcome.outcome_id}"


def among_cases(exposure: str, outcome_id: str) -> str:
    """The indicator that holds an exposure's share among the cases of an outcome."""
    return f"{exposure}_among_cases_of_{outcome_id}"


def _interval(sample: Floats) -> Interval | None:
    if (sample == sample[0]).all():
        return None
    low, high = np.percentile(sample, INTERVAL)
    return Interval(float(low), float(high), float(sample.std(ddof=1)))


def _chosen(
    outcomes: Sequence[Outcome], only: tuple[str, ...], risks: Mapping[str, float], draws: int, seed: int
) -> tuple[Outcome, ...]:
    ids = tuple(outcome.outcome_id for outcome in outcomes)
    problems = [
        Problem("unknown", place="--outcome", given=outcome_id, allowed=ids)
        for outcome_id in only
        if outcome_id not in ids
    ]
    problems += [
        Problem("unknown", place="--risk", given=outcome_id, allowed=ids)
        for outcome_id in risks
        if outcome_id not in ids
    ]
    problems += [
        Problem("prevention_risk", place=f"--risk {outcome_id}", given=f"{risk:g}")
        for outcome_id, risk in risks.items()
        if not 0 < risk < 1
    ]
    if not 2 <= draws <= MOST_DRAWS:
        problems.append(
            Problem("draws_number", place="--draws", given=str(draws), more={"least": "2", "most": str(MOST_DRAWS)})
        )
    if seed < 0:
        problems.append(Problem("seed_number", place="--seed", given=str(seed)))
    if problems:
        raise InputError(problems)
    return tuple(
        replace(outcome, overall_risk=risks.get(outcome.outcome_id, outcome.overall_risk))
        for outcome in outcomes
        if not only or outcome.outcome_id in only
    )


def _columns(dataset: Dataset, outcomes: Sequence[Outcome]) -> dict[str, Column]:
    """Every exposure of the outcomes that the data have, in its newest period, and shares among cases."""
    exposures = dict.fromkeys(effect.exposure for outcome in outcomes for effect in outcome.effects)
    cases = [among_cases(effect.exposure, outcome.outcome_id) for outcome in outcomes for effect in outcome.effects]
    columns = {name: dataset.column(name) for name in (*exposures, *cases) if name in dataset.columns}
    if not columns.keys() & exposures.keys():
        raise InputError(Problem("prevention_no_exposures", dataset.name, more={"exposures": ", ".join(exposures)}))
    problems = [
        Problem("prevention_unit", dataset.name, name, given=column.unit)
        for name, column in columns.items()
        if column.unit != PERCENT
    ]
    if problems:
        raise InputError(problems)
    return columns
