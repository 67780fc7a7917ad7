"""Prevention potential in words: names, assumptions, and the notes that must stand with every table of it."""

from __future__ import annotations

from collections.abc import Iterable

from engine.classification.periods import oldest_first
from engine.foundation.locale import number, text
from engine.prevention_potential.assumptions import Assumption, assumptions
from engine.prevention_potential.potential import Interval, Potential, Prevention
from engine.prevention_potential.potential_folder import Comparable, text_of
from engine.results.indicator_labels import sources_of
from engine.results.ranking import source_note


def outcome_name(outcome_id: str, language: str = "nb") -> str:
    """What an outcome is called; its id where no words are known."""
    return text_of("outcome", outcome_id, language)


def exposure_name(exposure: str, language: str = "nb") -> str:
    """What an exposure is called; its id where no words are known."""
    return text_of("exposure", exposure, language)


def assumption_in_words(one: Assumption, language: str = "nb") -> str:
    """One assumption as a sentence."""
    names = ", ".join(
        dict.fromkeys(_name(of, language) for of in one.ids)  # an exposure of two outcomes is one exposure
    )
    fields = {name: number(value, 0, language) for name, value in one.fields.items()}
    return text(f"prevention.assumption_{one.code}", language, **({"ids": names} if one.ids else {}), **fields)


def assumption_sentences(
    result: Prevention, of: Iterable[Potential] | None = None, language: str = "nb"
) -> tuple[str, ...]:
    """Everything that the potentials of a result, or of one industry, take for granted; with the source of the days."""
    found = assumptions(result, of)
    said = [assumption_in_words(one, language) for one in found]
    source = result.declared.source
    if source.title and any(one.code == "days" for one in found):
        days = number(result.declared.working_days, 0, language)
        said.append(
            text(
                "prevention.working_days_source",
                language,
                days=days,
                title=source.title,
                publisher=source.publisher,
                published=source.published,
            )
        )
    return tuple(said)


def published_totals(
    result: Prevention, language: str = "nb", of: Iterable[Potential] | None = None
) -> tuple[str, ...]:
    """What each study itself attributes to its exposures, to be read beside the industries', or of ``of``."""
    shown = None if of is None else {one.outcome_id for one in of}
    return tuple(
        text(
            "prevention.published",
            language,
            percent=number(one.published_percent, 0, language),
            outcome=outcome_name(one.outcome_id, language),
        )
        for one in result.outcomes
        if one.published_percent is not None and (shown is None or one.outcome_id in shown)
    )


def basis_in_words(result: Prevention, language: str = "nb") -> tuple[str, ...]:
    """Which data, the periods of prevalences and rates, and every source in words."""
    shown = [one for of in result.potentials.values() for one in of if one.fraction is not None]
    prevalences = {level.period for one in shown for part in one.parts for level in part.levels}
    rates = {one.burden.rate_period for one in shown if one.burden}
    ids = {source for one in shown for source in (*one.source_ids, *(one.burden.source_ids if one.burden else ()))}
    return (
        text("prevention.data", language, data=result.dataset.shown_title(language), name=result.dataset.name),
        *(
            text(f"prevention.periods_{of}", language, periods=", ".join(oldest_first(periods)))
            for of, periods in (("prevalences", prevalences), ("rates", rates))
            if periods
        ),
        *map(source_note, sources_of(result.dataset, ids)),
    )


def left_out_in_words(found: Iterable[Comparable], language: str = "nb") -> tuple[str, ...]:
    """Who got no indicator, since it would not be comparable."""
    return tuple(
        text(
            "prevention.left_out",
            language,
            outcome=outcome_name(one.outcome_id, language),
            industries=", ".join(one.left_out),
        )
        for one in found
        if one.left_out
    )


def share_in_words(fraction: float, interval: Interval | None, language: str = "nb") -> str:
    """``43 % (32–54)``: a share with its interval, where it has one."""
    share = number(100 * fraction, 0, language)
    if interval is None:
        return text("prevention.cell_no_interval", language, share=share)
    low, high = (number(100 * end, 0, language) for end in (interval.low, interval.high))
    return text("prevention.cell", language, share=share, low=low, high=high)


def _name(of: str, language: str) -> str:
    known = outcome_name(of, language)
    return exposure_name(of, language) if known == of else known
