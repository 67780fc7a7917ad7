"""What ``[selection]`` asks for, as conditions over the candidates."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.criteria.indicator_columns import condition_column
from engine.criteria.model import Bounds, Selection
from engine.dataset.model import Dataset, Industry
from engine.foundation.errors import InputError, Problem
from engine.foundation.exact_arithmetic import at_least
from engine.scoring.score import Scores
from engine.selection.constraints import Condition, Linear, whole

RANKED = "ranked"
LARGEST_WHOLE = 2**53  # beyond it neither the solver nor the vectorised checks are exact


def must(ids: Sequence[str], industry_id: str) -> Linear:
    """The industry is chosen."""
    return _about(ids, {industry_id}, f"must.{industry_id}", least=1, industry=industry_id)


def must_not(ids: Sequence[str], industry_id: str) -> Linear:
    """The industry is not chosen."""
    return _about(ids, {industry_id}, f"must_not.{industry_id}", most=0, industry=industry_id)


def at_most(ids: Sequence[str], most: int, condition_id: str, fields: Mapping[str, object]) -> Linear:
    """No more than ``most`` are chosen."""
    counted = np.ones(len(ids), dtype=np.int64)
    return Linear(condition_id, counted, None, most, fields)


def ranked(ids: tuple[str, ...], points: NDArray[np.float64]) -> Iterator[Condition]:
    """Nobody without a score is chosen."""
    unranked = {ids[position] for position in np.flatnonzero(np.isnan(points))}
    if unranked:
        yield _about(ids, unranked, RANKED, most=0, industries=sorted(unranked))


def conditions_of(rules: Selection, scores: Scores, candidates: list[Industry], file: str) -> Iterator[Condition]:
    """Every condition of the file but those of money, in the file's order."""
    ids = [industry.industry_id for industry in candidates]
    for condition, value in rules.counts_asked:
        for count in condition.counts(value, candidates):
            name = ".".join(part for part in (condition.key.name, count.about) if part)
            yield _about(ids, set(count.members), name, count.least, count.most, **count.fields)
    yield from _thresholds(rules, scores, ids)
    yield from _resource_limits(rules, scores.dataset, ids, file)


def _thresholds(rules: Selection, scores: Scores, ids: list[str]) -> Iterator[Condition]:
    """Bounds on raw indicator values; a missing value does not meet a bound."""
    for indicator, bounds in rules.require_indicator.items():
        column = condition_column(scores.dataset, scores.criteria, indicator)
        values = column.values[[scores.dataset.position[industry] for industry in ids]]
        below = {industry for industry, value in zip(ids, values.tolist(), strict=True) if not meets(value, bounds)}
        lacking = sorted(ids[position] for position in np.flatnonzero(np.isnan(values)))
        yield _about(
            ids,
            below,
            f"require_indicator.{indicator}",
            most=0,
            indicator=indicator,
            min=bounds.min,
            max=bounds.max,
            unit=column.unit,
            industries=sorted(below),
            lacking=lacking,
        )


def meets(value: float, bounds: Bounds) -> bool:
    """Whether a value lies within the bounds, ends included; a missing one does not."""
    low, high = bounds.min, bounds.max
    return not math.isnan(value) and (low is None or at_least(value, low)) and (high is None or at_least(-value, -high))


def _resource_limits(rules: Selection, dataset: Dataset, ids: list[str], file: str) -> Iterator[Condition]:
    """Limits on what new programmes use; one whose use is unknown cannot be chosen."""
    for limit in rules.resources:
        amounts = (dataset.resources or {}).get(limit.id, {})
        unknown = {industry for industry in ids if industry not in amounts}
        if unknown:
            yield _about(
                ids, unknown, f"resource_known.{limit.id}", most=0, resource=limit.id, industries=sorted(unknown)
            )
        used = [amounts.get(industry, 0.0) for industry in ids]
        yield within(f"resource.{limit.id}", used, limit.limit, file, {"resource": limit.id, "limit": limit.limit})


def within(condition_id: str, amounts: list[float], limit: float, file: str, fields: Mapping[str, object]) -> Linear:
    """What the chosen use together is at most the limit; raises ``InputError`` for amounts too fine to be exact."""
    scaled, most = whole(amounts, limit)
    if sum(abs(amount) for amount in scaled) >= LARGEST_WHOLE:
        finest = max(amounts, key=lambda amount: (abs(amount), len(repr(amount))))
        raise InputError(Problem("amount_too_fine", file=file, place=condition_id, given=repr(finest)))
    return Linear(condition_id, np.array(scaled, dtype=np.int64), None, min(most, LARGEST_WHOLE), fields)


def _about(
    ids: Sequence[str],
    members: set[str],
    condition_id: str,
    least: int | None = None,
    most: int | None = None,
    **fields: object,
) -> Linear:
    counted = np.array([industry in members for industry in ids], dtype=np.int64)
    return Linear(condition_id, counted, least, most, fields)
