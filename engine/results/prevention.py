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
                "industries": [potential_json(potential) for potential in result.potentials[outcome.outcome_id]],
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
            "code": assumption.code,
            "concerns": list(assumption.ids),
            **{locale.tag: assumption_in_words(assumption, locale) for locale in LOCALES},
        }
        for assumption in assumptions(result, of)
    ]


def potential_json(potential: Potential) -> Json:
    """One outcome in one industry, with every exposure it is made of."""
    return {
        "industry_id": potential.industry_id,
        "applies": potential.applies,
        "fraction": potential.fraction,
        "interval": _interval(potential.interval),
        "se": None if potential.interval is None else potential.interval.se,
        "exposures": [_part(part) for part in potential.parts],
        "lacking": list(potential.lacking),
        "fixed": list(potential.fixed),
        "quality": potential.quality,
        "source_ids": list(potential.source_ids),
        "burden": None if potential.burden is None else _burden(potential.burden),
    }


def potential_table(result: Prevention, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One row an industry and outcome: the share, what it is made of and lacks, and what it stands for."""
    keys = ("industry_id", "industry", "outcome", "applies", "share", "low", "high", "se", "exposures", "formulas")
    further = ("lacking", "fixed", "burden_kind", "burden", "burden_low", "burden_high", "rate_id", "rate")
    last = ("rate_period", "jobs", "quality", "source_ids", "synthetic")
    numbers = {"share", "low", "high", "se", "burden", "burden_low", "burden_high", "rate"}
    forms = dict.fromkeys(numbers, "number") | {"applies": "boolean", "jobs": "integer", "synthetic": "boolean"}
    columns = tuple(Column(name, name, forms.get(name, "text"), 3) for name in (*keys, *further, *last))
    rows = tuple(
        _flat(result, potential, locale) for potentials in result.potentials.values() for potential in potentials
    )
    return Table(locale.text("prevention.title"), columns, rows)


def matrix_table(result: Prevention, locale: Locale = DEFAULT_LOCALE) -> Table:
    """Industries down, outcomes across, the share with its interval in each cell; a star where exposures lack."""
    shown = [
        outcome
        for outcome in result.outcomes
        if any(of.fraction is not None for of in result.potentials[outcome.outcome_id])
    ]
    columns = (
        Column("industry", locale.text("report.industry")),
        *(Column(outcome.outcome_id, outcome_name(outcome.outcome_id, locale)) for outcome in shown),
    )
    rows = tuple(
        (industry.name(locale), *(_cell(result.potentials[outcome.outcome_id][index], locale) for outcome in shown))
        for index, industry in enumerate(result.dataset.industries)
    )
    starred = any(
        potential.lacking
        for of in shown
        for potential in result.potentials[of.outcome_id]
        if potential.fraction is not None
    )
    notes = (locale.text("prevention.star"),) if starred else ()
    return Table(locale.text("prevention.title"), columns, rows, notes)


def outcome_table(result: Prevention, outcome_id: str, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One outcome: the share of each industry, largest first, what each exposure alone accounts for, cases or days."""
    outcome = next(outcome for outcome in result.outcomes if outcome.outcome_id == outcome_id)
    known = [potential for potential in result.potentials[outcome_id] if potential.fraction is not None]
    known.sort(key=lambda potential: (-(potential.fraction or 0.0), potential.industry_id))
    names = {industry.industry_id: industry.name(locale) for industry in result.dataset.industries}
    kinds = {potential.burden.kind for potential in known if potential.burden}
    burden = "days" if DAYS in kinds else "cases"
    lacking = any(potential.lacking for potential in known)
    columns = (
        Column("industry", locale.text("report.industry")),
        Column("share", locale.text("prevention.share"), "share"),
        Column("low", locale.text("prevention.low"), "share"),
        Column("high", locale.text("prevention.high"), "share"),
        *(
            Column(factor[0].exposure, ", ".join(exposure_name(effect.exposure, locale) for effect in factor), "share")
            for factor in outcome.factors
        ),
        *([Column("burden", locale.text(f"prevention.{burden}"), "integer")] if kinds else []),
        *([Column("lacking", locale.text("prevention.lacking"))] if lacking else []),
        Column("quality", locale.text("report.quality")),
    )
    rows = tuple(
        (
            names[potential.industry_id],
            potential.fraction,
            *_ends(potential.interval),
            *_fractions(potential, [factor[0].exposure for factor in outcome.factors]),
            *([round(potential.burden.amount) if potential.burden else None] if kinds else []),
            *([", ".join(exposure_name(name, locale) for name in potential.lacking)] if lacking else []),
            locale.text(f"report.quality_{potential.quality}"),
        )
        for potential in known
    )
    title = locale.text("prevention.title_of", outcome=outcome_name(outcome_id, locale))
    return Table(title, columns, rows)


def _fractions(potential: Potential, exposures: list[str]) -> list[float | None]:
    known = {part.levels[0].effect.exposure: part.fraction for part in potential.parts}
    return [known.get(exposure) for exposure in exposures]


def _cell(potential: Potential, locale: Locale) -> str | None:
    if potential.fraction is None:
        return None
    text = share_in_words(potential.fraction, potential.interval, locale)
    return locale.text("prevention.partly", cell=text) if potential.lacking else text


def _flat(result: Prevention, potential: Potential, locale: Locale) -> tuple[Cell, ...]:
    industry = result.dataset.industries[result.dataset.position[potential.industry_id]]
    of = potential.burden
    burden: tuple[Cell, ...] = (None,) * 7
    if of is not None:
        burden = (of.kind, of.amount, *_ends(of.interval), of.rate_id, of.rate, of.rate_period)
    exposures = (level.effect.exposure for part in potential.parts for level in part.levels)
    return (
        potential.industry_id,
        industry.name(locale),
        potential.outcome_id,
        potential.applies,
        potential.fraction,
        *_ends(potential.interval),
        None if potential.interval is None else potential.interval.se,
        " ".join(exposures),
        " ".join(dict.fromkeys(part.formula for part in potential.parts)),
        " ".join(potential.lacking),
        " ".join(potential.fixed),
        *burden,
        industry.jobs,
        potential.quality,
        " ".join(potential.source_ids),
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
