"""Prevention potential of one industry: every outcome, and every exposure that an outcome is made of, as tables."""

from __future__ import annotations

from collections.abc import Sequence

from engine.foundation.locale import number, text
from engine.output.table import Cell, Column, Table
from engine.prevention_potential.burden import Burden
from engine.prevention_potential.effects import Outcome
from engine.prevention_potential.potential import Interval, Part, Potential, Prevention
from engine.results.prevention_words import exposure_name, outcome_name


def outcomes_table(result: Prevention, industry_id: str, language: str = "nb") -> Table:
    """One row an outcome that the studies have something to say of: the share, and what it stands for in a year."""
    forms = {"outcome": "text", "share": "share", "low": "share", "high": "share"}
    columns = (
        *(Column(name, text(f"prevention.{name}", language), form) for name, form in forms.items()),
        Column("burden", text("prevention.burden", language)),
        Column("lacking", text("prevention.lacking", language)),
        Column("quality", text("report.quality", language)),
    )
    rows = tuple(
        (
            outcome_name(one.outcome_id, language),
            one.fraction,
            *_ends(one.interval),
            None if one.burden is None else burden_in_words(one.burden, language),
            ", ".join(exposure_name(name, language) for name in one.lacking) or None,
            text(f"report.quality_{one.quality or 'missing'}", language),
        )
        for one in result.of_industry(industry_id)
        if one.applies
    )
    return Table(text("prevention.title", language), columns, rows)


def parts_table(of: Potential, language: str = "nb") -> Table:
    """One row an exposure, or a level of one: how common, how strong, and what it alone accounts for; last the whole.

    Levels of one exposure share one figure, which stands at the first of them.
    """
    forms = {
        "exposure": "text",
        "prevalence": "share",
        "prevalence_se": "share",
        "odds_ratio": "number",
        "odds_low": "number",
        "odds_high": "number",
        "risk_ratio": "number",
        "share": "share",
        "low": "share",
        "high": "share",
        "formula": "text",
        "period": "text",
    }
    columns = (
        *(Column(name, text(f"prevention.{name}", language), form, 2) for name, form in forms.items()),
        Column("quality", text("report.quality", language)),
    )
    rows = [row for part in of.parts for row in _part_rows(part, language)]
    rows += [
        (exposure_name(one, language), *(None,) * 11, text("report.quality_missing", language)) for one in of.lacking
    ]
    if len(of.parts) > 1:
        together = (of.fraction, *_ends(of.interval), None, None, text(f"report.quality_{of.quality}", language))
        rows.append((text("prevention.together", language), *(None,) * 6, *together))
    return Table(
        text("prevention.title_of", language, outcome=outcome_name(of.outcome_id, language)), columns, tuple(rows)
    )


def burden_in_words(of: Burden, language: str = "nb") -> str:
    """``187 tilfeller (149–217) i året``: cases or working days, with the interval of the share."""
    said = {"amount": number(of.amount, 0, language)}
    if of.interval is None:
        return text(f"prevention.amount_{of.kind}", language, **said)
    ends = {"low": number(of.interval.low, 0, language), "high": number(of.interval.high, 0, language)}
    return text(f"prevention.amount_{of.kind}_between", language, **said, **ends)


def needed_exposures(outcomes: Sequence[Outcome], language: str = "nb") -> tuple[tuple[str, str], ...]:
    """Each outcome, and the exposures whose prevalence by industry it needs, in words."""
    return tuple(
        (
            outcome_name(one.outcome_id, language),
            ", ".join(exposure_name(effect.exposure, language) for effect in one.effects),
        )
        for one in outcomes
    )


def _part_rows(part: Part, language: str) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for at, level in enumerate(part.levels):
        whole = (part.fraction, *_ends(part.interval), text(f"prevention.formula_{part.formula}", language))
        rows.append(
            (
                exposure_name(level.effect.exposure, language),
                level.prevalence,
                level.se,
                level.effect.odds_ratio,
                level.effect.ci_low,
                level.effect.ci_high,
                level.risk_ratio,
                *(whole if at == 0 else (None,) * 4),
                level.period,
                text(f"report.quality_{level.quality or 'missing'}", language),
            )
        )
    return rows


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return (None, None) if interval is None else (interval.low, interval.high)
