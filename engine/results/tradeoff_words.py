"""Trade-offs between criteria in words: what a swing goes from and to, as figures of named industries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from engine.foundation.locale import Locale
from engine.results.basis import unit_in_words
from engine.robustness.tradeoff_questions import Swing, swings
from engine.scoring.score import Scores

Floats = NDArray[np.float64]
DECIMALS = 1  # of the figures: nobody weighs the difference of a hundredth


def known_values(scores: Scores) -> Mapping[str, Floats]:
    """``{member of the root: (industry,) its value, 0..1}``; NaN where any figure behind it is unknown."""
    values_by_member = {}
    for member in scores.root_members:
        values = scores.normalised[member] if member in scores.normalised else scores.nodes[member]
        leaves = set(_leaves(scores, member))
        unknown = [bool(leaves & set(lacking)) for lacking in scores.lacks]
        values_by_member[member] = np.where(unknown, np.nan, values)
    return values_by_member


def swings_of(scores: Scores) -> tuple[Swing, ...]:
    """The swings that can be asked about; none for a criterion that is alike for all who are known."""
    return swings({member: values.tolist() for member, values in known_values(scores).items()})


def level_in_words(scores: Scores, member: str, gain: float, locale: Locale) -> str:
    """What a criterion is at ``gain`` above its worst industry: the figure, where it is one, and whose it is."""
    values = known_values(scores)[member]
    position = int(np.nanargmin(np.abs(values - np.nanmin(values) - gain)))
    industry = scores.dataset.industries[scores.dataset.position[scores.industry_ids[position]]]
    column = scores.columns.get(member) if member in scores.normalised else None
    if column is None:
        return locale.text("tradeoff.level_as", industry=industry.name(locale))
    figure = locale.number(float(column.values[scores.dataset.position[industry.industry_id]]), DECIMALS)
    unit = unit_in_words(column.unit, locale)
    fields = {"value": f"{figure} {unit}".strip(), "period": column.period, "industry": industry.name(locale)}
    return locale.text("tradeoff.level", **fields)


def _leaves(scores: Scores, node: str) -> Iterator[str]:
    criterion = scores.criteria.criteria.get(node)
    if criterion is None:
        yield node
        return
    for child in criterion.children:
        yield from _leaves(scores, child)
