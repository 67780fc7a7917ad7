"""Prevention potential as JSON and as tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine.foundation.locale import DEFAULT_LOCALE, LOCALES, Locale
from engine.output.table import Cell, Column, Table
from engine.prevention_potential.assumptions import assumptions
from engine.prevention_potential.burden import DAYS, Burden
from engine.prevention_potential.potential import Interval, Level, Part, Potential, Prevention
from engine.results.contract_json import data_json
from engine.results.prevention_words import assumption_in_words, exposure_name, outcome_name, share_in_words

Json = dict[str, Any]


def prevention_json(result: Prevention) -> Json:
    """What ``prevention`` gives. Shares are 0..1."""
    return {
        "outcomes": {
            outcome.outcome_id: {
                **{f"label_{locale.tag}": outcome_name(outcome.outcome_id, locale) for locale in LOCALES},
                "overall_risk": outcome.overall_risk,
                "risk_stated": outcome.outcome_id in result.stated_risks,
                "published_percent": outcome.published_percent,
                "source_ids": list(outcome.source_ids),
                "industries": [potential_json(one) for one in result.potentials[outcome.outcome_id]],
            }
            for outcome in result.outcomes
        },
        "assumptions": assumptions_json(result),
        "draws": result.draws,
        "seed": result.seed,
        "working_days": result.declared.working_days,
        "synthetic": result.dataset.synthetic,
        "data": data_json(result.dataset),
    }


def assumptions_json(result: Prevention, of: Iterable[Potential] | None = None) -> list[Json]:
    """Every assumption with its code, what it concerns, and its sentence in both languages."""
    return [
        {
            "code": one.code,
            "concerns": list(one.ids),
            **{locale.tag: assumption_in_words(one, locale) for locale in LOCALES},
        }
        for one in assumptions(result, of)
    ]


def potential_json(one: Potential) -> Json:
    """One outcome in one industry, with every exposure it is made of."""
    return {
        "industry_id": one.industry_id,
        "applies": one.applies,
        "fraction": one.fraction,
        "interval": _interval(one.interval),
        "se": None if one.interval is None else one.interval.se,
        "exposures": [_part(part) for part in one.parts],
        "lacking": list(one.lacking),
        "fixed": list(one.fixed),
        "quality": one.quality,
        "source_ids": list(one.source_ids),
        "burden": None if one.burden is None else _burden(one.burden),
    }


def potential_table(result: Prevention, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One row an industry and outcome: the share, what it is made of and lacks, and what it stands for."""
    keys = ("industry_id", "industry", "outcome", "applies", "share", "low", "high", "se", "exposures", "formulas")
    further = ("lacking", "fixed", "burden_kind", "burden", "burden_low", "burden_high", "rate_id", "rate")
    last = ("rate_period", "jobs", "quality", "source_ids", "synthetic")
    numbers = {"share", "low", "high", "se", "burden", "burden_low", "burden_high", "rate"}
    forms = dict.fromkeys(numbers, "number") | {"applies": "boolean", "jobs": "integer", "synthetic": "boolean"}
    columns = tuple(Column(name, name, forms.get(name, "text"), 3) for name in (*keys, *further, *last))
    rows = tuple(_flat(result, one, locale) for potentials in result.potentials.values() for one in potentials)
    return Table(locale.text("prevention.title"), columns, rows)


def matrix_table(result: Prevention, locale: Locale = DEFAULT_LOCALE) -> Table:
    """Industries down, outcomes across, the share with its interval in each cell; a star where exposures lack."""
    shown = [one for one in result.outcomes if any(of.fraction is not None for of in result.potentials[one.outcome_id])]
    columns = (
        Column("industry", locale.text("report.industry")),
        *(Column(one.outcome_id, outcome_name(one.outcome_id, locale)) for one in shown),
    )
    rows = tuple(
        (industry.name(locale), *(_cell(result.potentials[one.outcome_id][at], locale) for one in shown))
        for at, industry in enumerate(result.dataset.industries)
    )
    starred = any(one.lacking for of in shown for one in result.potentials[of.outcome_id] if one.fraction is not None)
    notes = (locale.text("prevention.star"),) if starred else ()
    return Table(locale.text("prevention.title"), columns, rows, notes)


def outcome_table(result: Prevention, outcome_id: str, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One outcome: the share of each industry, largest first, what each exposure alone accounts for, cases or days."""
    outcome = next(one for one in result.outcomes if one.outcome_id == outcome_id)
    known = [one for one in result.potentials[outcome_id] if one.fraction is not None]
    known.sort(key=lambda one: (-(one.fraction or 0.0), one.industry_id))
    names = {industry.industry_id: industry.name(locale) for industry in result.dataset.industries}
    kinds = {one.burden.kind for one in known if one.burden}
    burden = "days" if DAYS in kinds else "cases"
    lacking = any(one.lacking for one in known)
    columns = (
        Column("industry", locale.text("report.industry")),
        Column("share", locale.text("prevention.share"), "share"),
        Column("low", locale.text("prevention.low"), "share"),
        Column("high", locale.text("prevention.high"), "share"),
        *(
            Column(factor[0].exposure, ", ".join(exposure_name(one.exposure, locale) for one in factor), "share")
            for factor in outcome.factors
        ),
        *([Column("burden", locale.text(f"prevention.{burden}"), "integer")] if kinds else []),
        *([Column("lacking", locale.text("prevention.lacking"))] if lacking else []),
        Column("quality", locale.text("report.quality")),
    )
    rows = tuple(
        (
            names[one.industry_id],
            one.fraction,
            *_ends(one.interval),
            *_fractions(one, [factor[0].exposure for factor in outcome.factors]),
            *([round(one.burden.amount) if one.burden else None] if kinds else []),
            *([", ".join(exposure_name(name, locale) for name in one.lacking)] if lacking else []),
            locale.text(f"report.quality_{one.quality}"),
        )
        for one in known
    )
    title = locale.text("prevention.title_of", outcome=outcome_name(outcome_id, locale))
    return Table(title, columns, rows)


def _fractions(one: Potential, exposures: list[str]) -> list[float | None]:
    known = {part.levels[0].effect.exposure: part.fraction for part in one.parts}
    return [known.get(exposure) for exposure in exposures]


def _cell(one: Potential, locale: Locale) -> str | None:
    if one.fraction is None:
        return None
    said = share_in_words(one.fraction, one.interval, locale)
    return locale.text("prevention.partly", cell=said) if one.lacking else said


def _flat(result: Prevention, one: Potential, locale: Locale) -> tuple[Cell, ...]:
    industry = result.dataset.industries[result.dataset.position[one.industry_id]]
    of = one.burden
    burden: tuple[Cell, ...] = (None,) * 7
    if of is not None:
        burden = (of.kind, of.amount, *_ends(of.interval), of.rate_id, of.rate, of.rate_period)
    exposures = (level.effect.exposure for part in one.parts for level in part.levels)
    return (
        one.industry_id,
        industry.name(locale),
        one.outcome_id,
        one.applies,
        one.fraction,
        *_ends(one.interval),
        None if one.interval is None else one.interval.se,
        " ".join(exposures),
        " ".join(dict.fromkeys(part.formula for part in one.parts)),
        " ".join(one.lacking),
        " ".join(one.fixed),
        *burden,
        industry.jobs,
        one.quality,
        " ".join(one.source_ids),
        result.dataset.synthetic,
    )


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return (None, None) if interval is None else (interval.low, interval.high)


def _interval(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [interval.low, interval.high]


def _part(part: Part) -> Json:
    return {
        "levels": [_level(level) for level in part.levels],
        "formula": part.formula,
        "fraction": part.fraction,
        "interval": _interval(part.interval),
    }


def _level(level: Level) -> Json:
    effect = level.effect
    return {
        "exposure": effect.exposure,
        "prevalence": level.prevalence,
        "se": level.se,
        "among_cases": level.among_cases,
        "odds_ratio": effect.odds_ratio,
        "odds_ratio_interval": None if effect.ci_low is None else [effect.ci_low, effect.ci_high],
        "risk_ratio": level.risk_ratio,
        "period": level.period,
        "quality": level.quality,
        "source_ids": list(level.source_ids),
        "note": effect.note,
    }


def _burden(of: Burden) -> Json:
    return {
        "kind": of.kind,
        "amount": of.amount,
        "interval": _interval(of.interval),
        "rate_id": of.rate_id,
        "rate": of.rate,
        "rate_period": of.rate_period,
        "rate_quality": of.rate_quality,
        "jobs": of.jobs,
        "jobs_quality": of.jobs_quality,
        "quality": of.quality,
        "source_ids": list(of.source_ids),
    }
