"""Prevention potential of one industry: every outcome, and every exposure that an outcome is made of, as tables."""

from __future__ import annotations

from collections.abc import Sequence

from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.table import Cell, Column, Table
from engine.prevention_potential.burden import Burden
from engine.prevention_potential.effects import Outcome
from engine.prevention_potential.potential import Interval, Part, Potential, Prevention
from engine.results.prevention_words import exposure_name, outcome_name


def outcomes_table(result: Prevention, industry_id: str, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One row an outcome that the studies have something to say of: the share, and what it stands for in a year."""
    forms = {"outcome": "text", "share": "share", "low": "share", "high": "share"}
    columns = (
        *(Column(name, locale.text(f"prevention.{name}"), form) for name, form in forms.items()),
        Column("burden", locale.text("prevention.burden")),
        Column("lacking", locale.text("prevention.lacking")),
        Column("quality", locale.text("report.quality")),
    )
    rows = tuple(
        (
            outcome_name(potential.outcome_id, locale),
            potential.fraction,
            *_ends(potential.interval),
            None if potential.burden is None else burden_in_words(potential.burden, locale),
            ", ".join(exposure_name(name, locale) for name in potential.lacking) or None,
            locale.text(f"report.quality_{potential.quality or 'missing'}"),
        )
        for potential in result.of_industry(industry_id)
        if potential.applies
    )
    return Table(locale.text("prevention.title"), columns, rows)


def parts_table(of: Potential, locale: Locale = DEFAULT_LOCALE) -> Table:
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
        *(Column(name, locale.text(f"prevention.{name}"), form, 2) for name, form in forms.items()),
        Column("quality", locale.text("report.quality")),
    )
    rows = [row for part in of.parts for row in _part_rows(part, locale)]
    rows += [
        (exposure_name(exposure, locale), *(None,) * 11, locale.text("report.quality_missing"))
        for exposure in of.lacking
    ]
    if len(of.parts) > 1:
        together = (of.fraction, *_ends(of.interval), None, None, locale.text(f"report.quality_{of.quality}"))
        rows.append((locale.text("prevention.together"), *(None,) * 6, *together))
    return Table(locale.text("prevention.title_of", outcome=outcome_name(of.outcome_id, locale)), columns, tuple(rows))


def burden_in_words(of: Burden, locale: Locale = DEFAULT_LOCALE) -> str:
    """``187 tilfeller (149–217) i året``: cases or working days, with the interval of the share."""
    fields = {"amount": locale.number(of.amount, 0)}
    if of.interval is None:
        return locale.text(f"prevention.amount_{of.kind}", **fields)
    ends = {"low": locale.number(of.interval.low, 0), "high": locale.number(of.interval.high, 0)}
    return locale.text(f"prevention.amount_{of.kind}_between", **fields, **ends)


def needed_exposures(outcomes: Sequence[Outcome], locale: Locale = DEFAULT_LOCALE) -> tuple[tuple[str, str], ...]:
    """Each outcome, and the exposures whose prevalence by industry it needs, in words."""
    return tuple(
        (
            outcome_name(outcome.outcome_id, locale),
            ", ".join(exposure_name(effect.exposure, locale) for effect in outcome.effects),
        )
        for outcome in outcomes
    )


def _part_rows(part: Part, locale: Locale) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for index, level in enumerate(part.levels):
        whole = (part.fraction, *_ends(part.interval), locale.text(f"prevention.formula_{part.formula}"))
        rows.append(
            (
                exposure_name(level.effect.exposure, locale),
                level.prevalence,
                level.se,
                level.effect.odds_ratio,
                level.effect.ci_low,
                level.effect.ci_high,
                level.risk_ratio,
                *(whole if index == 0 else (None,) * 4),
                level.period,
                locale.text(f"report.quality_{level.quality or 'missing'}"),
            )
        )
    return rows


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return (None, None) if interval is None else (interval.low, interval.high)
