"""The answer of ``prevention``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.prevention_potential.potential import Prevention
from engine.prevention_potential.potential_folder import comparables, indicator_id
from engine.results.prevention import matrix_table, outcome_table, potential_table, prevention_json
from engine.results.prevention_words import assumption_sentences, basis_in_words, left_out_in_words, published_totals
from engine.results.renderers import Answer, Page, page


def prevention_answer(result: Prevention, written: Path | None = None, locale: Locale = DEFAULT_LOCALE) -> Answer:
    """Shares by industry and outcome with every assumption; ``written`` is the data folder that was made, if any."""
    comparable_outcomes = comparables(result)
    notes = (
        *assumption_sentences(result, locale=locale),
        *published_totals(result, locale),
        *(left_out_in_words(comparable_outcomes, locale) if written else ()),
        *basis_in_words(result, locale),
    )

    def screen() -> Page:
        if len(result.outcomes) == 1:
            table = outcome_table(result, result.outcomes[0].outcome_id, locale)
        else:
            table = matrix_table(result, locale)
        return page(result.dataset, [replace(table, notes=(*table.notes, *notes))], locale)

    aside = ""
    if written:
        ids = ", ".join(indicator_id(comparable.outcome_id) for comparable in comparable_outcomes)
        aside = locale.text("prevention.written", folder=written, indicators=ids)
    return Answer(screen, lambda: prevention_json(result), lambda: potential_table(result, locale), aside=aside)
