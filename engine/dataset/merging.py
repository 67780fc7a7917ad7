"""Several industries as one (contract, "Merging"): jobs added, values weighted by jobs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engine.dataset.crosswalk import section_of_industry
from engine.dataset.model import Column, Dataset, Industry
from engine.foundation.errors import InputError, Problem
from engine.foundation.exact_arithmetic import exact_mean, exact_sum
from engine.foundation.quality import DERIVED, QUALITIES, weakest


class MergeRequest(Protocol):
    """What a criteria file's ``[[merge]]`` says."""

    @property
    def id(self) -> str:
        """Of the new industry."""

    @property
    def name_nb(self) -> str:
        """Its shown name."""

    @property
    def name_en(self) -> str:
        """Its English name; may be empty."""

    @property
    def name_nn(self) -> str:
        """Its nynorsk name; may be empty."""

    @property
    def members(self) -> tuple[str, ...]:
        """The industries it consists of."""


def merged(dataset: Dataset, merges: Sequence[MergeRequest]) -> Dataset:
    """The dataset with one industry in place of each merge's members.

    A value is the members' mean weighted by jobs, missing where any member's is; equal values stay exactly equal.
    ``se`` is that of a weighted mean of independent estimates, sqrt(sum((w·se)²)); ``n`` is added. Quality is at
    best ``derived``, except where all members have their value from one and the same group.

    Raises
    ------
    InputError
        A member that is unknown, a programme, without jobs or in two merges; a single member; an id that is taken.
        The problems name no file: the caller knows it.
    """
    if not merges:
        return dataset
    if problems := list(_problems(dataset, merges)):
        raise InputError(problems)
    gone = {member for merge in merges for member in merge.members}
    jobs = {code.sn2007: code.jobs for code in dataset.codes}
    made = [_industry(dataset, merge, jobs) for merge in merges]
    kept = [industry for industry in dataset.industries if industry.industry_id not in gone]
    industries = tuple(sorted(kept + made, key=lambda industry: industry.industry_id))
    parts = {merge.id: merge.members for merge in merges}
    members = [
        np.array([dataset.position[member] for member in parts.get(industry.industry_id, (industry.industry_id,))])
        for industry in industries
    ]
    job_counts = np.array([industry.jobs or 0 for industry in dataset.industries], dtype=np.float64)
    return replace(
        dataset,
        industries=industries,
        columns={
            indicator_id: {period: _column(column, members, job_counts) for period, column in periods.items()}
            for indicator_id, periods in dataset.columns.items()
        },
        resources=None if dataset.resources is None else _resources(dataset.resources, industries, parts),
    )


def _problems(dataset: Dataset, merges: Sequence[MergeRequest]) -> Iterator[Problem]:
    taken = set(dataset.position)
    merged_in: dict[str, str] = {}
    for merge in merges:
        place = f"[[merge]] {merge.id}"
        if merge.id in taken:
            yield Problem("merge_id_taken", place=f"{place}, id", given=merge.id)
        taken.add(merge.id)
        place = f"{place}, members"
        if len(merge.members) < 2:
            yield Problem("merge_of_one", place=place, given=", ".join(merge.members))
        for member in merge.members:
            if member not in dataset.position:
                yield Problem("unknown", place=place, given=member, allowed=tuple(dataset.position))
                continue
            if member in merged_in:
                yield Problem("merged_twice", place=place, given=member, more={"other": merged_in[member]})
            merged_in[member] = merge.id
            industry = dataset.industries[dataset.position[member]]
            if industry.status == "programme":
                yield Problem("merge_programme", place=place, given=member)
            if industry.jobs is None:
                yield Problem("merge_without_jobs", place=place, given=member)


def _added(numbers: Iterable[int | None]) -> int | None:
    """The sum; unknown where any is."""
    total = 0
    for number in numbers:
        if number is None:
            return None
        total += number
    return total


def _industry(dataset: Dataset, merge: MergeRequest, jobs: Mapping[str, int]) -> Industry:
    members = [dataset.industries[dataset.position[member]] for member in merge.members]
    statuses = {member.status for member in members}
    sectors = {member.sector for member in members}
    qualities = [member.jobs_quality for member in members]
    industry = Industry(
        merge.id,
        merge.name_nb,
        merge.name_en or None,
        status="candidate" if "candidate" in statuses else "other" if "other" in statuses else None,
        sn2007_prefixes=tuple(sorted(prefix for member in members for prefix in member.sn2007_prefixes)),
        jobs=sum(member.jobs or 0 for member in members),
        jobs_quality=None if None in qualities else weakest([DERIVED, *filter(None, qualities)]),
        persons=_added(member.persons for member in members),
        persons_low=_added(member.persons_low for member in members),
        persons_high=_added(member.persons_high for member in members),
        sector=None if None in sectors else sectors.pop() if len(sectors) == 1 else "mixed",
        codes=tuple(sorted(code for member in members for code in member.codes)),
        members=tuple(sorted(merge.members)),
        name_nn=merge.name_nn or None,
    )
    return replace(
        industry, section=section_of_industry(industry, jobs) if industry.codes else _largest_section(members)
    )


def _largest_section(members: Sequence[Industry]) -> str | None:
    """Where no code table says more: the section with most of the members' jobs, if every member has one."""
    in_section: dict[str, int] = {}
    for member in members:
        if member.section is None:
            return None
        in_section[member.section] = in_section.get(member.section, 0) + (member.jobs or 0)
    return min(in_section, key=lambda letter: (-in_section[letter], letter))


def _column(column: Column, members: Sequence[NDArray[np.int64]], jobs: NDArray[np.float64]) -> Column:
    """The column over the new industries; ``members`` are the old positions of each."""
    first = np.array([of[0] for of in members])
    values, se, n = (array[first] for array in (column.values, column.se, column.n))
    quality = column.quality[first]
    source_ids = [column.source_ids[position] for position in first]
    groups = [column.groups[position] for position in first]
    for index, of in enumerate(members):
        if len(of) == 1:
            continue
        values[index] = _mean(column.values[of], jobs[of])
        missing = bool(np.isnan(values[index]))
        se[index] = np.nan if missing else _standard_error(column.se[of], jobs[of])
        n[index] = np.nan if missing else column.n[of].sum()
        quality[index] = -1 if missing else _quality(column, of)
        source_ids[index] = (
            () if missing else tuple(sorted({name for position in of for name in column.source_ids[position]}))
        )
        groups[index] = () if missing else tuple(sorted({text for position in of for text in column.groups[position]}))
    for array in (values, se, n, quality):
        array.setflags(write=False)
    return replace(
        column, values=values, se=se, n=n, quality=quality, source_ids=tuple(source_ids), groups=tuple(groups)
    )


def _mean(values: NDArray[np.float64], jobs: NDArray[np.float64]) -> float:
    """Job-weighted; NaN where any value is missing, or where they differ and nobody has jobs."""
    if np.isnan(values).any():
        return np.nan
    if (values == values[0]).all():
        return float(values[0])
    return exact_mean(values.tolist(), map(int, jobs.tolist())) if jobs.sum() > 0 else np.nan


def _standard_error(se: NDArray[np.float64], jobs: NDArray[np.float64]) -> float:
    total = jobs.sum()
    return float(np.sqrt(((jobs / total * se) ** 2).sum())) if total > 0 else np.nan


def _quality(column: Column, members: NDArray[np.int64]) -> int:
    worst = int(column.quality[members].max())
    groups = {column.groups[position] for position in members}
    same_group = len(groups) == 1 and len(next(iter(groups))) == 1
    return worst if same_group else max(worst, QUALITIES.index(DERIVED))


def _resources(
    resources: Mapping[str, Mapping[str, float]],
    industries: Sequence[Industry],
    parts: Mapping[str, tuple[str, ...]],
) -> dict[str, dict[str, float]]:
    """Amounts added; missing where any member's is."""
    summed: dict[str, dict[str, float]] = {}
    for resource_id, amounts in resources.items():
        summed[resource_id] = {}
        for industry_id in (industry.industry_id for industry in industries):
            of = parts.get(industry_id, (industry_id,))
            if all(member in amounts for member in of):
                summed[resource_id][industry_id] = exact_sum(amounts[member] for member in of)
    return summed
