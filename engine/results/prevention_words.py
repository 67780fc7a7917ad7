"""Prevention potential in words: names, assumptions, and the notes that must stand with every table of it."""

from __future__ import annotations

from collections.abc import Iterable

from engine.classification.periods import oldest_first
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.prevention_potential.assumptions import Assumption, assumptions
from engine.prevention_potential.potential import Interval, Potential, Prevention
from engine.prevention_potential.potential_folder import Comparable, text_of
from engine.results.basis import source_note
from engine.results.indicator_labels import sources_of


def outcome_name(outcome_id: str, locale: Locale = DEFAULT_LOCALE) -> str:
    """What an outcome is called; its id where no words are known."""
    return text_of("outcome", outcome_id, locale)


def exposure_name(exposure: str, locale: Locale = DEFAULT_LOCALE) -> str:
    """What an exposure is called; its id where no words are known."""
    return text_of("exposure", exposure, locale)


def assumption_in_words(assumption: Assumption, locale: Locale = DEFAULT_LOCALE) -> str:
    """One assumption as a sentence."""
    names = ", ".join(
        dict.fromkeys(_name(of, locale) for of in assumption.ids)  # an exposure of two outcomes is one exposure
    )
    fields = {name: locale.number(value, 0) for name, value in assumption.fields.items()}
    return locale.text(
        f"prevention.assumption_{assumption.code}", **({"ids": names} if assumption.ids else {}), **fields
    )


def assumption_sentences(
    result: Prevention, of: Iterable[Potential] | None = None, locale: Locale = DEFAULT_LOCALE
) -> tuple[str, ...]:
    """Everything that the potentials of a result, or of one industry, take for granted; with the source of the days."""
    assumed = assumptions(result, of)
    sentences = [assumption_in_words(assumption, locale) for assumption in assumed]
    source = result.declared.source
    if source.title and any(assumption.code == "days" for assumption in assumed):
        days = locale.number(result.declared.working_days, 0)
        sentences.append(
            locale.text(
                "prevention.working_days_source",
                days=days,
                title=source.title,
                publisher=source.publisher,
                published=source.published,
            )
        )
    return tuple(sentences)


def published_totals(
    result: Prevention, locale: Locale = DEFAULT_LOCALE, of: Iterable[Potential] | None = None
) -> tuple[str, ...]:
    """What each study itself attributes to its exposures, to be read beside the industries', or of ``of``."""
    shown = None if of is None else {potential.outcome_id for potential in of}
    return tuple(
        locale.text(
            "prevention.published",
            percent=locale.number(outcome.published_percent, 0),
            outcome=outcome_name(outcome.outcome_id, locale),
        )
        for outcome in result.outcomes
        if outcome.published_percent is not None and (shown is None or outcome.outcome_id in shown)
    )


def basis_in_words(result: Prevention, locale: Locale = DEFAULT_LOCALE) -> tuple[str, ...]:
    """Which data, the periods of prevalences and rates, and every source in words."""
    shown = [potential for of in result.potentials.values() for potential in of if potential.fraction is not None]
    prevalences = {level.period for potential in shown for part in potential.parts for level in part.levels}
    rates = {potential.burden.rate_period for potential in shown if potential.burden}
    ids = {
        source
        for potential in shown
        for source in (*potential.source_ids, *(potential.burden.source_ids if potential.burden else ()))
    }
    return (
        locale.text("prevention.data", data=result.dataset.shown_title(locale), name=result.dataset.name),
        *(
            locale.text(f"prevention.periods_{of}", periods=locale.period(", ".join(oldest_first(periods))))
            for of, periods in (("prevalences", prevalences), ("rates", rates))
            if periods
        ),
        *(source_note(source, locale) for source in sources_of(result.dataset, ids)),
    )


def left_out_in_words(comparables: Iterable[Comparable], locale: Locale = DEFAULT_LOCALE) -> tuple[str, ...]:
    """Who got no indicator, since it would not be comparable."""
    return tuple(
        locale.text(
            "prevention.left_out",
            outcome=outcome_name(comparable.outcome_id, locale),
            industries=", ".join(comparable.left_out),
        )
        for comparable in comparables
        if comparable.left_out
    )


def share_in_words(fraction: float, interval: Interval | None, locale: Locale = DEFAULT_LOCALE) -> str:
    """``43 % (32–54)``: a share with its interval, where it has one."""
    share = locale.number(100 * fraction, 0)
    if interval is None:
        return locale.text("prevention.cell_no_interval", share=share)
    low, high = (locale.number(100 * end, 0) for end in (interval.low, interval.high))
    return locale.text("prevention.cell", share=share, low=low, high=high)


def _name(of: str, locale: Locale) -> str:
    known = outcome_name(of, locale)
    return exposure_name(of, locale) if known == of else known
