"""How a group's value came to an industry, code by code, so that it can be done again by hand."""

from __future__ import annotations

import math
from dataclasses import dataclass

from engine.classification.sn2007 import Group, group
from engine.dataset.crosswalk import Crosswalk
from engine.dataset.model import Dataset, GroupValue


@dataclass(frozen=True, slots=True)
class CodeShare:
    """One five-digit code of an industry: its jobs, and the narrowest group that covers it; None where none does."""

    sn2007: str
    name: str
    jobs: int
    value: GroupValue | None


@dataclass(frozen=True, slots=True)
class CodeByCode:
    """One industry's value of one indicator in one period, from its codes.

    Parameters
    ----------
    codes
        Every code of the industry, in order; none where the industry has no codes.
    stated
        The value of ``indicators.csv``, which goes before a carried one; None where there is none.
    value
        What the industry's value is; None where it is missing.
    """

    industry_id: str
    indicator_id: str
    period: str
    unit: str
    codes: tuple[CodeShare, ...]
    stated: float | None
    value: float | None

    @property
    def uncovered(self) -> tuple[CodeShare, ...]:
        """The codes that no group covers: with any of them there is no carried value."""
        return tuple(code for code in self.codes if code.value is None)

    @property
    def by_group(self) -> dict[str, tuple[CodeShare, ...]]:
        """The codes under each group that covers any of them."""
        names = dict.fromkeys(code.value.sn2007_group for code in self.codes if code.value is not None)
        return {
            name: tuple(code for code in self.codes if code.value is not None and code.value.sn2007_group == name)
            for name in names
        }

    @property
    def jobs(self) -> int:
        """The jobs that the values are weighted by."""
        return sum(code.jobs for code in self.codes)


def code_by_code(dataset: Dataset, industry_id: str, indicator_id: str, period: str) -> CodeByCode:
    """Which group each of the industry's codes has its value from (contract, section 1).

    Raises ``InputError`` for an indicator or a period that the data do not have, KeyError for an industry.
    """
    column = dataset.column(indicator_id, period)
    position = dataset.position[industry_id]
    industry = dataset.industries[position]
    values = [
        (group_value, of)
        for group_value in dataset.group_values
        if (of := _counts(group_value, indicator_id, period)) is not None
    ]
    narrowest = Crosswalk(dataset.industries, dataset.codes).narrowest([of for _, of in values])
    values_by_code = {
        code.sn2007: values[which][0] if which >= 0 else None
        for code, which in zip(dataset.codes, narrowest, strict=True)
    }
    own = {code.sn2007: code for code in dataset.codes}
    shown = None if math.isnan(column.values[position]) else float(column.values[position])
    return CodeByCode(
        industry_id=industry_id,
        indicator_id=indicator_id,
        period=period,
        unit=column.unit,
        codes=tuple(
            CodeShare(code, own[code].name_nb, own[code].jobs, values_by_code[code]) for code in industry.codes
        ),
        stated=None if column.groups[position] else shown,
        value=shown,
    )


def _counts(value: GroupValue, indicator_id: str, period: str) -> Group | None:
    """The group of a value that can reach an industry: national lines never do."""
    if (value.indicator_id, value.period) != (indicator_id, period):
        return None
    of = group(value.sn2007_group)
    return None if of is None or of.everything or of.unknown else of
