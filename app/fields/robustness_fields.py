"""What can be set on the page of robustness: fields like those of the panel."""

from __future__ import annotations

from app.fields.field import NONE, Field
from engine.criteria.model import Criteria
from engine.foundation.locale import Locale

SPREAD, ABOVE, BELOW, DATA_VARIED = "spread", "above", "below", "data_varied"
EVERYWHERE = "all"
SPREADS = (EVERYWHERE, "10", "25", "50")
NO, YES = "no", "yes"


def robustness_fields(criteria: Criteria, locale: Locale) -> tuple[Field, ...]:
    """How far the weights are drawn, a criterion that weighs at least as much as another, and whether data vary."""
    spreads = {
        spread: locale.text("app_stability.spread_all")
        if spread == EVERYWHERE
        else locale.text("app_stability.spread_around", percent=spread)
        for spread in SPREADS
    }
    nothing = {NONE: locale.text("app_stability.order_none")}
    labels = nothing | {member: criteria.label(member, locale) for member in criteria.root.members}
    answers = {answer: locale.text(f"app_stability.data_varied_{answer}") for answer in (NO, YES)}
    return (
        _field(SPREAD, EVERYWHERE, spreads, locale),
        _field(DATA_VARIED, NO, answers, locale),
        _field(ABOVE, NONE, labels, locale),
        _field(BELOW, NONE, labels, locale),
    )


def _field(key: str, default: str, labels: dict[str, str], locale: Locale) -> Field:
    label, why = locale.text(f"app_stability.{key}"), locale.text(f"app_stability.{key}_help")
    return Field(key, label, default, why, options=tuple(labels), labels=labels)
