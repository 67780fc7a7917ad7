"""Values of SN2007 groups carried to industries through five-digit codes (contract, section 1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.classification.sn2007 import Group, group, section_of
from engine.dataset.model import Code, GroupValue, Industry
from engine.foundation.exact_arithmetic import exact_mean
from engine.foundation.quality import DERIVED, INHERITED, QUALITIES


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    """One indicator in one period as its groups give it; (industry,), missing as in ``model.Column``."""

    values: NDArray[np.float64]
    quality: NDArray[np.int8]
    source_ids: tuple[tuple[str, ...], ...]
    groups: tuple[tuple[str, ...], ...]


def owner_of_codes(industries: Sequence[Industry], codes: Sequence[str]) -> NDArray[np.int64]:
    """Position of the industry each code belongs to: the longest matching prefix wins. -1 where none does; (code,)."""
    owner = {prefix: index for index, industry in enumerate(industries) for prefix in industry.sn2007_prefixes}
    longest_first = sorted({len(prefix) for prefix in owner}, reverse=True)
    owners = [next((owner[code[:length]] for length in longest_first if code[:length] in owner), -1) for code in codes]
    return np.array(owners, dtype=np.int64)


def codes_of_industries(industries: Sequence[Industry], codes: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The five-digit codes of each industry, ``{industry_id: codes}``; a code belongs to one industry at most."""
    owned: list[list[str]] = [[] for _ in industries]
    for code, owner in zip(codes, owner_of_codes(industries, codes).tolist(), strict=True):
        if owner >= 0:
            owned[owner].append(code)
    return {industry.industry_id: tuple(of) for industry, of in zip(industries, owned, strict=True)}


def section_of_industry(industry: Industry, jobs: Mapping[str, int]) -> str | None:
    """The SN2007 section with most of the industry's jobs, the first letter where several have as many.

    ``jobs`` are those of every five-digit code. Without codes: the section of the prefixes, where all share one.
    """
    if industry.codes:
        in_section: dict[str, int] = {}
        for code in industry.codes:
            if letter := section_of(code):
                in_section[letter] = in_section.get(letter, 0) + jobs[code]
        return min(in_section, key=lambda letter: (-in_section[letter], letter), default=None)
    sections = {section_of(prefix) for prefix in industry.sn2007_prefixes}
    return sections.pop() if len(sections) == 1 else None


class Crosswalk:
    """The industries' five-digit codes and jobs, ready to carry any number of indicators.

    ``industries`` come in the dataset's order, ``codes`` sorted. Groups are understood once and remembered.
    """

    def __init__(self, industries: Sequence[Industry], codes: Sequence[Code]) -> None:
        names = [code.sn2007 for code in codes]
        self._numbers = np.array([int(name) for name in names], dtype=np.int64)
        self._covered: dict[Group, NDArray[np.bool_]] = {}
        owner = owner_of_codes(industries, names)
        self._owned = owner >= 0
        self._owner = owner[self._owned]
        self._jobs = np.array([code.jobs for code in codes], dtype=np.float64)[self._owned]
        self._industries = len(industries)
        self._codes_of_industry = np.bincount(self._owner, minlength=self._industries)

    def covered(self, of: Group) -> NDArray[np.bool_]:
        """Which codes of the code table lie in the group; (code,)."""
        if of not in self._covered:
            self._covered[of] = of.covers(self._numbers)
        return self._covered[of]

    def equally_narrow(self, groups: Sequence[Group]) -> list[tuple[int, int]]:
        """Pairs of positions in ``groups`` that are both the narrowest for some code: no rule can choose."""
        covered = self._coverage(groups)
        sizes = np.where(covered, covered.sum(axis=1)[:, None], np.iinfo(np.int64).max)
        narrowest = covered & (sizes == sizes.min(axis=0))
        pairs = {tuple(np.flatnonzero(narrowest[:, index])[:2]) for index in np.flatnonzero(narrowest.sum(axis=0) > 1)}
        return sorted((int(first), int(second)) for first, second in pairs)

    def narrowest(self, groups: Sequence[Group]) -> NDArray[np.int64]:
        """Position in ``groups`` of the one that counts for each code, fewest codes first; -1 where none covers it."""
        covered = self._coverage(groups)
        positions = np.full(len(self._numbers), -1)
        for position in np.argsort(-covered.sum(axis=1), kind="stable"):
            positions[covered[position]] = position
        return positions

    def carry(self, group_values: Sequence[GroupValue]) -> Carried:
        """The values of one indicator in one period, on every industry.

        For each code the narrowest group that covers it counts, fewest codes first. An industry's value is the
        mean over its codes weighted by jobs, missing unless every code is covered. Where one group holds all its
        codes, or all groups with jobs in it agree, the value is exactly theirs, so that ties stay ties. An industry
        without jobs has a value only where one group holds it whole.

        Its quality is the group's where the code sets are equal, ``inherited`` where any group reaches beyond the
        industry, otherwise ``derived``; never better than any of the groups' own.
        """
        groups = [_group_of(value) for value in group_values]
        size = self._coverage(groups).sum(axis=1)
        narrowest = self.narrowest(groups)[self._owned]
        reached = narrowest >= 0
        shape = (self._industries, len(groups))
        cell = self._owner[reached] * len(groups) + narrowest[reached]
        codes = np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)
        jobs = (
            np.bincount(cell, weights=self._jobs[reached], minlength=shape[0] * shape[1])
            .reshape(shape)
            .astype(np.float64)
        )
        from_group = codes > 0
        whole = (codes.sum(axis=1) == self._codes_of_industry) & (self._codes_of_industry > 0)
        values = _means(np.array([value.value for value in group_values]), jobs, from_group)
        present = whole & ~np.isnan(values)
        quality = _qualities(from_group, codes < size, [value.quality for value in group_values])
        came_from = [
            np.flatnonzero(row).tolist() if there else [] for row, there in zip(from_group, present, strict=True)
        ]
        return Carried(
            values=np.where(present, values, np.nan),
            quality=np.where(present, quality, -1).astype(np.int8),
            source_ids=tuple(tuple(sorted({group_values[index].source_id for index in ats})) for ats in came_from),
            groups=tuple(tuple(group.text for group in sorted(groups[index] for index in ats)) for ats in came_from),
        )

    def _coverage(self, groups: Sequence[Group]) -> NDArray[np.bool_]:
        return np.array([self.covered(of) for of in groups], dtype=bool).reshape(len(groups), len(self._numbers))


def _group_of(value: GroupValue) -> Group:
    of = group(value.sn2007_group)
    if of is None:
        raise ValueError(f"{value.sn2007_group} is not a group")
    return of


def _means(
    values: NDArray[np.float64], jobs: NDArray[np.float64], from_group: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Job-weighted means, (industry,); NaN where several groups and no jobs leave the weights undefined."""
    means = np.full(len(jobs), np.nan)
    for index, of in enumerate(from_group):
        if of.sum() == 1:
            means[index] = values[of.argmax()]
            continue
        counted = np.flatnonzero(jobs[index] > 0)
        if len(counted) and not np.isnan(values[counted]).any():
            # Exact, rounded once: a mean of equal values is that value, and one that is 29.5 is no other number.
            means[index] = exact_mean(values[counted].tolist(), map(int, jobs[index, counted].tolist()))
    return means


def _qualities(
    from_group: NDArray[np.bool_], part_of_group: NDArray[np.bool_], qualities: Sequence[str]
) -> NDArray[np.int64]:
    several = np.where(from_group.sum(axis=1) > 1, QUALITIES.index(DERIVED), 0)
    inherited = np.where((from_group & part_of_group).any(axis=1), QUALITIES.index(INHERITED), several)
    own = np.where(from_group, [QUALITIES.index(quality) for quality in qualities], 0).max(axis=1, initial=0)
    worst: NDArray[np.int64] = np.maximum(inherited, own)
    return worst
