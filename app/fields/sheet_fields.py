"""What can be set on an industry's sheet: fields like those of the panel."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from app.fields.field import NONE, Field
from engine.criteria.model import Criteria
from engine.dataset.model import Dataset
from engine.foundation.locale import text
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


def sheet_fields(dataset: Dataset, criteria: Criteria, language: str) -> tuple[Field, ...]:
    """Exposures to compare by, the programme beside, the outcome, and what a follow-up must show."""
    exposures = {one: indicator_name(criteria, one, language) for one in dataset.columns}
    declared = tuple(one for one in declared_exposures(criteria) if one in exposures)
    programmes = {one.industry_id: one.name(language) for one in dataset.industries if one.status == PROGRAMME}
    nearest = {NONE: text("app_transfer.beside_nearest", language)}
    outcomes = {one: (name := outcome_name(one, language))[:1].upper() + name[1:] for one in _outcomes()}
    usual = Demand()
    return (
        _field(COMPARED, declared, exposures, language, many=True),
        _field(BESIDE, NONE, nearest | programmes, language),
        _field(OUTCOME, next(iter(outcomes)), outcomes, language),
        _field(ALPHA, f"{100 * usual.alpha:g}", _per_cent(ALPHAS), language),
        _field(POWER, f"{100 * usual.power:g}", _per_cent(POWERS), language),
        _field(SIDES, TWO, {one: text(f"app_transfer.sides_{one}", language) for one in (TWO, ONE)}, language),
    )


def demand_of(alpha: str, power: str, sides: str) -> Demand:
    """What a follow-up must show, from the ids of the three fields."""
    return Demand(float(alpha) / 100, float(power) / 100, sides == ONE)


@lru_cache(maxsize=1)
def _outcomes() -> tuple[str, ...]:
    return tuple(one.outcome_id for one in read_effects(shipped_effects()))


def _per_cent(shares: Sequence[str]) -> dict[str, str]:
    return {one: f"{one}\N{NO-BREAK SPACE}%" for one in shares}


def _field(
    key: str, default: str | tuple[str, ...], labels: dict[str, str], language: str, many: bool = False
) -> Field:
    said, why = text(f"app_transfer.{key}", language), text(f"app_transfer.{key}_help", language)
    return Field(key, said, default, why, options=tuple(labels), labels=labels, many=many)
