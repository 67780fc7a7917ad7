"""What can be set on an industry's sheet: fields like those of the panel."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from app.fields.field import NONE, Field
from engine.criteria.model import Criteria
from engine.dataset.model import Dataset
from engine.foundation.locale import Locale
from engine.prevention_potential.effects import read_effects, shipped_effects
from engine.results.indicator_labels import indicator_name
from engine.results.prevention_words import outcome_name
from engine.transfer.detectable_change import Demand
from engine.transfer.similarity import declared_exposures

COMPARED, BESIDE, OUTCOME = "compared", "beside", "outcome"
ALPHA, POWER, SIDES = "alpha", "power", "sides"
ONE, TWO = "one", "two"
ALPHAS, POWERS = ("1", "5", "10"), ("80", "90", "95")  # per cent
PROGRAMME = "programme"


def sheet_fields(dataset: Dataset, criteria: Criteria, locale: Locale) -> tuple[Field, ...]:
    """Exposures to compare by, the programme beside, the outcome, and what a follow-up must show."""
    exposures = {indicator: indicator_name(criteria, indicator, locale) for indicator in dataset.columns}
    declared = tuple(exposure for exposure in declared_exposures(criteria) if exposure in exposures)
    programmes = {
        industry.industry_id: industry.name(locale) for industry in dataset.industries if industry.status == PROGRAMME
    }
    nearest = {NONE: locale.text("app_transfer.beside_nearest")}
    outcomes = {outcome: (name := outcome_name(outcome, locale))[:1].upper() + name[1:] for outcome in _outcomes()}
    usual = Demand()
    return (
        _field(COMPARED, declared, exposures, locale, many=True),
        _field(BESIDE, NONE, nearest | programmes, locale),
        _field(OUTCOME, next(iter(outcomes)), outcomes, locale),
        _field(ALPHA, f"{100 * usual.alpha:g}", _per_cent(ALPHAS, locale), locale),
        _field(POWER, f"{100 * usual.power:g}", _per_cent(POWERS, locale), locale),
        _field(SIDES, TWO, {choice: locale.text(f"app_transfer.sides_{choice}") for choice in (TWO, ONE)}, locale),
    )


def demand_of(alpha: str, power: str, sides: str) -> Demand:
    """What a follow-up must show, from the ids of the three fields."""
    return Demand(float(alpha) / 100, float(power) / 100, sides == ONE)


@lru_cache(maxsize=1)
def _outcomes() -> tuple[str, ...]:
    return tuple(effect.outcome_id for effect in read_effects(shipped_effects()))


def _per_cent(shares: Sequence[str], locale: Locale) -> dict[str, str]:
    return {share: locale.per_cent(share) for share in shares}


def _field(
    key: str, default: str | tuple[str, ...], labels: dict[str, str], locale: Locale, many: bool = False
) -> Field:
    label, why = locale.text(f"app_transfer.{key}"), locale.text(f"app_transfer.{key}_help")
    return Field(key, label, default, why, options=tuple(labels), labels=labels, many=many)
