"""How like an industry's exposures are to those of the industries that have a programme today.

Two industries are compared by the root of the mean squared difference of their exposures, each divided by the
standard deviation over the industries. Levels count, not only the profile's shape: a tool against heavy lifting is of
use where many lift. Prevalences are no shares of one whole, so a distance for compositions does not apply, and some
forty industries are too few to estimate how exposures hang together, as Mahalanobis' distance would need. Each
exposure has the same say, and what each adds to the squared distance is exact.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.criteria.indicator_columns import condition_column
from engine.criteria.model import Criteria
from engine.dataset.model import Column, Dataset
from engine.foundation.errors import InputError, Problem
from engine.foundation.quality import QUALITIES
from engine.scoring.tree import reached
from engine.transfer.exposure_profiles import (
    TIE,
    Flags,
    Floats,
    Profiles,
    comparable,
    half_mean,
    measured,
    nearest_shares,
    profiles,
    same_group,
)

DRAWS, MOST_DRAWS = 2000, 100_000  # more draws would take minutes and tell nothing more
ALIKE, APART = 0.5, 1.0
"""An exposure is alike below half the usual difference between two industries, and apart from the usual one on."""

COMPARED, JUDGEMENT, ABSENT, CONSTANT = "compared", "judgement", "absent", "constant"
BOTH_HIGH, BOTH_LOW, BOTH_MIDDLE, BETWEEN, DIFFERENT = "both_high", "both_low", "both_middle", "between", "different"


@dataclass(frozen=True, slots=True)
class Exposure:
    """One exposure, and whether industries can be compared by it.

    Parameters
    ----------
    mean, deviation
        Over the industries with a measured value, in ``unit``; None where there is none.
    measured
        How many industries have a value that is not somebody's judgement.
    use
        ``compared``, or why it is not: all values are judgements, none exists, or all are the same.
    """

    indicator_id: str
    period: str
    unit: str
    mean: float | None
    deviation: float | None
    measured: int
    use: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One exposure in two industries.

    Parameters
    ----------
    own, other
        The values, in the exposure's unit.
    standardised
        ``(own − other) / deviation``.
    contribution
        Its share of the squared distance; a pair's add up to 1, or are all 0 where the distance is.
    relative
        ``|standardised| / √2``: 1 is the usual difference between two industries.
    kind
        ``both_high`` or ``both_low``: alike, above or not above the industries' mean; ``both_middle``: alike, on
        either side of it; ``different``; or ``between`` alike and different.
    se
        Of the difference, in the exposure's unit; None where either value has none.
    qualities, source_ids
        Of the two values, the asking industry's first.
    """

    indicator_id: str
    own: float
    other: float
    standardised: float
    contribution: float
    relative: float
    kind: str
    se: float | None
    qualities: tuple[str, str]
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """One industry beside one programme industry.

    Parameters
    ----------
    place
        1 is the most alike; equal distances share the better place. None where nothing can be compared.
    distance
        ``√(mean(standardised²)/2)``: 0 is the same on every exposure compared, 1 as unlike as two industries usually
        are.
    sampling_distance
        What two industries with the same true exposures would differ by, through sampling alone; None where any
        standard error is unknown.
    nearest_share
        Share of the draws in which no other programme industry is nearer; None where nothing varies.
    differences
        The exposures compared, the largest contribution first.
    missing, judged, same_group
        Exposures not compared: one side has no value, or somebody's judgement, or both have the same published
        group's value carried down, which says nothing of whether they are alike.
    """

    industry_id: str
    place: int | None
    distance: float | None
    sampling_distance: float | None
    nearest_share: float | None
    differences: tuple[Difference, ...]
    missing: tuple[str, ...]
    judged: tuple[str, ...]
    same_group: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Similarity:
    """Who is like whom: for each industry asked about every programme industry, the most alike first.

    ``columns`` are the exposures as they stand in the data, in the order of ``exposures``.
    """

    dataset: Dataset
    columns: tuple[Column, ...]
    exposures: tuple[Exposure, ...]
    programmes: tuple[str, ...]
    likenesses: Mapping[str, tuple[Likeness, ...]]
    draws: int
    seed: int

    @property
    def compared(self) -> tuple[str, ...]:
        """The exposures that industries can be compared by."""
        return tuple(exposure.indicator_id for exposure in self.exposures if exposure.use == COMPARED)

    def nearest(self, industry_id: str) -> tuple[Likeness, ...]:
        """The most alike: several where they tie, none where nothing can be compared."""
        return tuple(likeness for likeness in self.likenesses[industry_id] if likeness.place == 1)


def declared_exposures(criteria: Criteria) -> tuple[str, ...]:
    """The indicators that some weight leads to on the exposure side of a co-occurrence, in the file's order.

    None where the criteria pair nothing.
    """
    sides = [node.exposure for node in criteria.criteria.values() if node.pairs]
    below = reached(criteria, sides)
    return tuple(leaf for leaf in criteria.leaves if leaf in below)


def has_likeness(dataset: Dataset, criteria: Criteria) -> bool:
    """Whether there is anything to compare: exposures that the criteria declare, and industries with a programme."""
    return bool(declared_exposures(criteria)) and any(industry.status == "programme" for industry in dataset.industries)


def similarity(
    dataset: Dataset,
    criteria: Criteria,
    industries: Sequence[str] = (),
    exposures: Sequence[str] | None = None,
    draws: int = DRAWS,
    seed: int = 1,
) -> Similarity:
    """How like industries are to those with a programme, by exposures.

    Parameters
    ----------
    dataset
        As the criteria merge it.
    industries
        Who is asked about; everybody without a programme where none is named.
    exposures
        Indicators to compare by, in the period that the criteria give them or else the newest; those that the criteria
        declare where None.
    draws, seed
        Of values within their standard errors. Values without one stay as they are.

    Raises
    ------
    InputError
        With every industry, exposure and period that the data do not have, a number of draws or a seed that is none,
        and where nobody has a programme.
    """
    columns, problems = _columns(dataset, criteria, declared_exposures(criteria) if exposures is None else exposures)
    problems += [
        Problem("unknown", dataset.name, given=industry, allowed=tuple(dataset.position))
        for industry in industries
        if industry not in dataset.position
    ]
    if not 1 <= draws <= MOST_DRAWS:
        problems.append(
            Problem("draws_number", place="--draws", given=str(draws), more={"least": "1", "most": str(MOST_DRAWS)})
        )
    if seed < 0:
        problems.append(Problem("seed_number", place="--seed", given=str(seed)))
    programmes = tuple(industry.industry_id for industry in dataset.industries if industry.status == "programme")
    if not programmes:
        problems.append(Problem("similar_no_programmes", dataset.name))
    if problems:
        raise InputError(problems)
    asked = tuple(dict.fromkeys(industries)) or tuple(
        industry_id for industry_id in dataset.position if industry_id not in programmes
    )
    described = tuple(_described(column) for column in columns)
    used = [column for column, exposure in zip(columns, described, strict=True) if exposure.use == COMPARED]
    likenesses = {}
    if used:
        profiled = profiles(dataset, used, programmes)
        shares = nearest_shares(profiled, asked, draws, seed)
        likenesses = {
            industry_id: tuple(_ranked(profiled, industry_id, shares.get(industry_id))) for industry_id in asked
        }
    return Similarity(dataset, tuple(columns), described, programmes, likenesses, draws, seed)


def _columns(dataset: Dataset, criteria: Criteria, exposures: Sequence[str]) -> tuple[list[Column], list[Problem]]:
    columns: list[Column] = []
    problems: list[Problem] = []
    for indicator in dict.fromkeys(exposures):
        try:
            columns.append(condition_column(dataset, criteria, indicator))
        except InputError as error:
            problems += error.problems
    return columns, problems


def _described(column: Column) -> Exposure:
    values = column.values[measured(column)]
    use = COMPARED
    if not len(values):
        use = ABSENT if np.isnan(column.values).all() else JUDGEMENT
    elif np.ptp(values) == 0:
        use = CONSTANT
    mean, deviation = (float(values.mean()), float(values.std())) if len(values) else (None, None)
    return Exposure(column.indicator_id, column.period, column.unit, mean, deviation, len(values), use)


def _ranked(profiled: Profiles, industry: str, shares: Floats | None) -> Iterator[Likeness]:
    """Every programme industry but itself, the most alike first, then by id; those not compared last."""
    position = profiled.dataset.position[industry]
    compared = comparable(profiled, position)
    apart = profiled.standardised[position] - profiled.standardised[profiled.others]
    distances = np.sqrt(half_mean(apart**2, compared)).tolist()
    expected = np.sqrt(half_mean(profiled.se[position] ** 2 + profiled.se[profiled.others] ** 2, compared)).tolist()
    others = profiled.others.tolist()
    for index in sorted(
        range(len(others)), key=lambda index: (math.isnan(distances[index]), round(distances[index], 12))
    ):
        if others[index] == position:
            continue
        known = not math.isnan(distances[index])
        yield Likeness(
            profiled.dataset.industries[others[index]].industry_id,
            1 + sum(distance < distances[index] - TIE for distance in distances) if known else None,
            distances[index] if known else None,
            None if math.isnan(expected[index]) else expected[index],
            float(shares[index]) if known and shares is not None else None,
            tuple(sorted(_differences(profiled, position, others[index], compared[index]), key=_largest_first)),
            *_not_compared(profiled, position, others[index]),
        )


def _largest_first(difference: Difference) -> tuple[float, str]:
    return -difference.contribution, difference.indicator_id


def _differences(profiled: Profiles, industry: int, other: int, compared: Flags) -> Iterator[Difference]:
    apart = np.where(compared, profiled.standardised[industry] - profiled.standardised[other], 0.0)
    total = float((apart**2).sum())
    for exposure in np.flatnonzero(compared).tolist():
        column, standardised = profiled.columns[exposure], float(apart[exposure])
        relative = abs(standardised) / math.sqrt(2)
        above = (profiled.standardised[[industry, other], exposure] > 0).tolist()
        se = math.hypot(column.se[industry], column.se[other])
        yield Difference(
            column.indicator_id,
            float(column.values[industry]),
            float(column.values[other]),
            standardised,
            standardised**2 / total if total > 0 else 0.0,
            relative,
            _kind(relative, *above),
            None if math.isnan(se) else se,
            (QUALITIES[column.quality[industry]], QUALITIES[column.quality[other]]),
            tuple(sorted({*column.source_ids[industry], *column.source_ids[other]})),
        )


def _kind(relative: float, own_above: bool, other_above: bool) -> str:
    if relative >= APART:
        return DIFFERENT
    if relative > ALIKE:
        return BETWEEN
    if own_above != other_above:
        return BOTH_MIDDLE
    return BOTH_HIGH if own_above else BOTH_LOW


def _not_compared(profiled: Profiles, industry: int, other: int) -> Iterator[tuple[str, ...]]:
    """Exposures without a value, with a judgement, and with the same group's figure."""
    missing, judged, same = [], [], []
    for column in profiled.columns:
        if np.isnan(column.values[[industry, other]]).any():
            missing.append(column.indicator_id)
        elif not measured(column)[[industry, other]].all():
            judged.append(column.indicator_id)
        elif same_group(column, industry, other):
            same.append(column.indicator_id)
    yield from (tuple(missing), tuple(judged), tuple(same))
