"""Dataset: industries and what is known of them, with period, unit, quality and source on every figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.classification.periods import oldest_first
from engine.foundation.errors import InputError, Problem
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.foundation.quality import QUALITIES, SYNTHETIC

STATUSES = ("programme", "candidate", "other")
SECTORS = ("public", "private", "mixed")


@dataclass(frozen=True, slots=True)
class Industry:
    """One industry (bransje). What the file leaves out is None; ``members`` is empty unless it was merged.

    ``jobs`` is a count of jobs (not persons), from the row itself or from the code table; ``section`` is the
    SN2007 section letter with most of its jobs; ``codes`` its five-digit codes. ``persons`` is an estimate of persons
    employed, with its range, where the folder gives one.
    """

    industry_id: str
    name_nb: str
    name_en: str | None = None
    status: str | None = None
    sn2007_prefixes: tuple[str, ...] = ()
    jobs: int | None = None
    jobs_quality: str | None = None
    persons: int | None = None
    persons_low: int | None = None
    persons_high: int | None = None
    sector: str | None = None
    note: str | None = None
    section: str | None = None
    codes: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    name_nn: str | None = None

    def name(self, locale: Locale = DEFAULT_LOCALE) -> str:
        """The shown name; the Norwegian one where there is no other."""
        return locale.written(self, "name")


@dataclass(frozen=True, slots=True)
class Code:
    """A five-digit SN2007 code with its number of jobs."""

    sn2007: str
    name_nb: str
    jobs: int


@dataclass(frozen=True, slots=True)
class GroupValue:
    """A value published for a group of SN2007 codes (``45-47``, ``84``, ``05 07-09``)."""

    sn2007_group: str
    indicator_id: str
    period: str
    value: float
    unit: str
    quality: str
    source_id: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures come from."""

    source_id: str
    title: str
    publisher: str
    published: str
    reference: str


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One indicator in one period for every industry, in the dataset's order (by industry id).

    Parameters
    ----------
    values, se, n
        (industry,) floats; NaN where there is none. ``se`` has the unit of the values.
    quality
        (industry,) positions in ``quality.QUALITIES``; -1 where the value is missing.
    source_ids
        (industry,) sources of each value; several where groups or merged members bring several.
    groups
        (industry,) the SN2007 groups that a carried value came from; empty for a value of the industry's own.
    """

    indicator_id: str
    period: str
    unit: str
    values: NDArray[np.float64]
    se: NDArray[np.float64]
    n: NDArray[np.float64]
    quality: NDArray[np.int8]
    source_ids: tuple[tuple[str, ...], ...]
    groups: tuple[tuple[str, ...], ...]

    def quality_of(self, position: int) -> str | None:
        """The quality of one industry's value; None where it is missing."""
        return QUALITIES[self.quality[position]] if self.quality[position] >= 0 else None


@dataclass(frozen=True, eq=False)
class Dataset:
    """All that one data folder holds, values of groups already carried to the industries.

    Parameters
    ----------
    name
        The folder as the user named it; the start of error messages.
    industries
        Sorted by id.
    columns
        ``{indicator_id: {period: Column}}``, periods oldest first.
    national
        ``{(indicator_id, period): GroupValue}`` from the lines for ``00-99``: for comparison, never an industry's.
    resources
        ``{resource_id: {industry_id: amount}}`` or None where the folder has no ``resources.csv``.
    jobs_source_id, jobs_period
        Of the code table, as ``datapackage.json`` says; None where it does not.
    title, title_nn, title_en
        What ``datapackage.json`` calls the folder; empty where it does not say.
    """

    name: str
    industries: tuple[Industry, ...]
    columns: Mapping[str, Mapping[str, Column]] = field(default_factory=dict)
    national: Mapping[tuple[str, str], GroupValue] = field(default_factory=dict)
    group_values: tuple[GroupValue, ...] = ()
    codes: tuple[Code, ...] = ()
    resources: Mapping[str, Mapping[str, float]] | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)
    jobs_source_id: str | None = None
    jobs_period: str | None = None
    title: str = ""
    title_en: str = ""
    title_nn: str = ""

    def shown_title(self, locale: Locale = DEFAULT_LOCALE) -> str:
        """What the folder calls itself; where it says nothing in that language the Norwegian title, or its name."""
        return locale.written(self, "title") or self.name

    @cached_property
    def position(self) -> Mapping[str, int]:
        """``{industry_id: position}``."""
        return {industry.industry_id: index for index, industry in enumerate(self.industries)}

    def periods(self, indicator_id: str) -> tuple[str, ...]:
        """Every period of an indicator, oldest first. Unknown indicators raise InputError."""
        if indicator_id not in self.columns:
            raise InputError(
                Problem("indicator_not_in_data", self.name, given=indicator_id, allowed=tuple(self.columns))
            )
        return oldest_first(self.columns[indicator_id])

    def newest_period(self, indicator_id: str) -> str:
        """One period for all industries: the last in which at least nine in ten have a value.

        Where no period reaches that, the newest (contract, section 1).
        """
        if indicator_id not in self._newest:
            newest_first = self.periods(indicator_id)[::-1]
            present = {
                period: np.count_nonzero(~np.isnan(self.columns[indicator_id][period].values))
                for period in newest_first
            }
            enough = (period for period in newest_first if 10 * int(present[period]) >= 9 * len(self.industries))
            self._newest[indicator_id] = next(enough, newest_first[0])
        return self._newest[indicator_id]

    @cached_property
    def _newest(self) -> dict[str, str]:
        """What ``newest_period`` has found."""
        return {}

    def column(self, indicator_id: str, period: str | None = None) -> Column:
        """One indicator for every industry, in the newest period where none is asked for.

        An indicator or period that the data does not have raises InputError, which lists what it has.
        """
        if period is None:
            period = self.newest_period(indicator_id)
        elif period not in (known := self.periods(indicator_id)):
            raise InputError(
                Problem("period_not_in_data", self.name, given=period, allowed=known, more={"indicator": indicator_id})
            )
        return self.columns[indicator_id][period]

    @cached_property
    def has_status(self) -> bool:
        """Whether the folder says who has a programme today."""
        return any(industry.status is not None for industry in self.industries)

    @cached_property
    def synthetic(self) -> bool:
        """Whether any value is made up: every screen and file must then say so."""
        made_up = QUALITIES.index(SYNTHETIC)
        return any(
            bool((column.quality == made_up).any()) for periods in self.columns.values() for column in periods.values()
        )


def lock_columns(dataset: Dataset) -> None:
    """Make a data set's arrays read-only again, where it came from another process."""
    for periods in dataset.columns.values():
        for column in periods.values():
            for array in (column.values, column.se, column.n, column.quality):
                array.setflags(write=False)
