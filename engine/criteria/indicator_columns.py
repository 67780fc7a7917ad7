"""The column of the data that an indicator of the criteria reads."""

from __future__ import annotations

from engine.criteria.model import Criteria, Indicator
from engine.dataset.group_share import without_distant
from engine.dataset.model import Column, Dataset
from engine.dataset.period_means import column_over, empty_column


def column_of(dataset: Dataset, indicator: Indicator) -> Column:
    """One indicator for every industry, in its period or over its periods; without values where it awaits them.

    An indicator or period that the data lack raises ``InputError``, except the whole of an optional indicator.
    Inherited figures that the criteria take to be too far from the industry are left out.
    """
    if awaits_values(dataset, indicator):
        return empty_column(indicator.id, indicator.unit, len(dataset.industries))
    column = column_over(dataset, indicator.id, indicator.asked_period)
    return without_distant(dataset, column, indicator.inherited_minimum_share)


def condition_column(dataset: Dataset, criteria: Criteria, indicator_id: str) -> Column:
    """The column that a condition on an indicator reads: as the criteria declare it, else in its newest period."""
    declared = criteria.indicators.get(indicator_id)
    return column_of(dataset, declared) if declared else dataset.column(indicator_id)


def awaits_values(dataset: Dataset, indicator: Indicator) -> bool:
    """Whether an optional indicator is one that the data have nothing of."""
    return indicator.optional and indicator.id not in dataset.columns


def waiting_members(dataset: Dataset, criteria: Criteria) -> tuple[str, ...]:
    """Members at the top that await values for everybody, so that their weight lies on the others."""
    root = criteria.root
    return tuple(member for member in root.members if root.missing == "skip" and _waits(dataset, criteria, member))


def _waits(dataset: Dataset, criteria: Criteria, node: str) -> bool:
    if node in criteria.indicators:
        return awaits_values(dataset, criteria.indicators[node])
    criterion = criteria.criteria[node]
    if not criterion.members:  # a pairing is missing where either side is
        return any(_waits(dataset, criteria, side) for side in criterion.children)
    return all(_waits(dataset, criteria, member) for member, weight in criterion.members.items() if weight)
