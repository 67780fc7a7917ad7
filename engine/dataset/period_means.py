"""An indicator over several periods: the mean of those that were asked for, with all that follows a value."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.classification.periods import oldest_first
from engine.dataset.model import Column, Dataset
from engine.foundation.errors import InputError, Problem
from engine.foundation.exact_arithmetic import exact_mean
from engine.foundation.quality import DERIVED, QUALITIES

Period = str | tuple[str, ...] | None
"""One period, several to take the mean of, or None for the newest."""


def column_over(dataset: Dataset, indicator_id: str, period: Period = None) -> Column:
    """One indicator for every industry in what was asked for.

    An indicator or period that the data lack raises ``InputError``; every period that is not there is told of.
    """
    if not isinstance(period, tuple):
        return dataset.column(indicator_id, period)
    columns: list[Column] = []
    problems: list[Problem] = []
    for single_period in oldest_first(period):
        try:
            columns.append(dataset.column(indicator_id, single_period))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return mean_column(columns)


def mean_column(columns: Sequence[Column]) -> Column:
    """The mean of one indicator over periods; missing where any of them is.

    The standard error is sqrt(sum(se²)) / k where all are known: the periods are taken to be independent samples.
    ``n`` is added. Quality is at best ``derived``; equal values stay exactly equal.
    """
    values = np.stack([column.values for column in columns])
    missing = np.asarray(np.isnan(values).any(axis=0))
    alike = [1] * len(columns)
    mean = np.array(
        [
            exact_mean(figures, alike) if known else np.nan
            for figures, known in zip(values.T.tolist(), ~missing, strict=True)
        ]
    )
    se = np.sqrt((np.stack([column.se for column in columns]) ** 2).sum(axis=0)) / len(columns)
    n = np.stack([column.n for column in columns]).sum(axis=0)
    worst = np.stack([column.quality for column in columns]).max(axis=0)
    quality = np.where(missing, -1, np.maximum(worst, QUALITIES.index(DERIVED))).astype(np.int8)
    arrays = [np.where(missing, np.nan, mean), np.where(missing, np.nan, se), np.where(missing, np.nan, n), quality]
    for array in arrays:
        array.setflags(write=False)

    def joined(of: Sequence[tuple[tuple[str, ...], ...]]) -> tuple[tuple[str, ...], ...]:
        return tuple(
            () if lost else tuple(sorted({text for part in of for text in part[index]}))
            for index, lost in enumerate(missing)
        )

    return Column(
        columns[0].indicator_id,
        ", ".join(column.period for column in columns),
        columns[0].unit,
        arrays[0],
        arrays[1],
        arrays[2],
        arrays[3],
        joined([column.source_ids for column in columns]),
        joined([column.groups for column in columns]),
    )


def national_level(dataset: Dataset, indicator_id: str, periods: Sequence[str]) -> float | None:
    """The published level of all industries, the mean of it where there are several periods; None where one lacks."""
    levels = [dataset.national.get((indicator_id, period)) for period in periods]
    known = [level.value for level in levels if level]
    return exact_mean(known, [1] * len(known)) if known and len(known) == len(levels) else None


def empty_column(indicator_id: str, unit: str, size: int) -> Column:
    """An indicator that nobody has a value for."""
    missing = np.full(size, np.nan)
    missing.setflags(write=False)
    quality = np.full(size, -1, dtype=np.int8)
    quality.setflags(write=False)
    return Column(indicator_id, "", unit, missing, missing, missing, quality, ((),) * size, ((),) * size)
