"""What can be set on the page of robustness: fields like those of the panel."""

from __future__ import annotations

from app.fields.field import NONE, Field
from engine.criteria.model import Criteria
from engine.foundation.locale import text

SPREAD, ABOVE, BELOW, DATA_VARIED = "spread", "above", "below", "data_varied"
EVERYWHERE = "all"
SPREADS = (EVERYWHERE, "10", "25", "50")
NO, YES = "no", "yes"


def robustness_fields(criteria: Criteria, language: str) -> tuple[Field, ...]:
    """How far the weights are drawn, a criterion that weighs at least as much as another, and whether data vary."""
    spreads = {
        one: text("app_stability.spread_all", language)
        if one == EVERYWHERE
        else text("app_stability.spread_around", language, percent=one)
        for one in SPREADS
    }
    nothing = {NONE: text("app_stability.order_none", language)}
    labels = nothing | {one: criteria.label(one, language) for one in criteria.root.members}
    answers = {one: text(f"app_stability.data_varied_{one}", language) for one in (NO, YES)}
    return (
        _field(SPREAD, EVERYWHERE, spreads, language),
        _field(DATA_VARIED, NO, answers, language),
        _field(ABOVE, NONE, labels, language),
        _field(BELOW, NONE, labels, language),
    )


def _field(key: str, default: str, labels: dict[str, str], language: str) -> Field:
    said, why = text(f"app_stability.{key}", language), text(f"app_stability.{key}_help", language)
    return Field(key, said, default, why, options=tuple(labels), labels=labels)
