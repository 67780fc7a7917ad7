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
    exposures = {one: indicator_name(criteria, one, locale) for one in dataset.columns}
    declared = tuple(one for one in declared_exposures(criteria) if one in exposures)
    programmes = {one.industry_id: one.name(locale) for one in dataset.industries if one.status == PROGRAMME}
    nearest = {NONE: locale.text("app_transfer.beside_nearest")}
    outcomes = {one: (name := outcome_name(one, locale))[:1].upper() + name[1:] for one in _outcomes()}
    usual = Demand()
    return (
        _field(COMPARED, declared, exposures, locale, many=True),
        _field(BESIDE, NONE, nearest | programmes, locale),
        _field(OUTCOME, next(iter(outcomes)), outcomes, locale),
        _field(ALPHA, f"{100 * usual.alpha:g}", _per_cent(ALPHAS, locale), locale),
        _field(POWER, f"{100 * usual.power:g}", _per_cent(POWERS, locale), locale),
        _field(SIDES, TWO, {one: locale.text(f"app_transfer.sides_{one}") for one in (TWO, ONE)}, locale),
    )


def demand_of(alpha: str, power: str, sides: str) -> Demand:
    """What a follow-up must show, from the ids of the three fields."""
    return Demand(float(alpha) / 100, float(power) / 100, sides == ONE)


@lru_cache(maxsize=1)
def _outcomes() -> tuple[str, ...]:
    return tuple(one.outcome_id for one in read_effects(shipped_effects()))


def _per_cent(shares: Sequence[str], locale: Locale) -> dict[str, str]:
    return {one: locale.per_cent(one) for one in shares}


def _field(
    key: str, default: str | tuple[str, ...], labels: dict[str, str], locale: Locale, many: bool = False
) -> Field:
    said, why = locale.text(f"app_transfer.{key}"), locale.text(f"app_transfer.{key}_help")
    return Field(key, said, default, why, options=tuple(labels), labels=labels, many=many)
