"""What prevention could win in one industry: a part of its sheet; and in all of them, beside co-occurrence."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app.fields.field import Field
from app.fields.sheet_fields import OUTCOME
from app.figures.prevention_charts import outcomes_chart, parts_chart
from app.figures.tables import frame, source_name
from app.shell import cache as cached
from app.shell import session as state
from app.shell.background_task import beside
from app.shell.exports import table_button
from app.shell.figure_export import chart
from app.shell.page_shell import listed
from app.shell.widgets import widget
from app.shell.wording import bullets, literal, text
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.prevention_potential.effects import read_effects, shipped_effects
from engine.prevention_potential.potential import Potential, Prevention
from engine.results.prevention import matrix_table, outcome_table, potential_table
from engine.results.prevention_industry import burden_in_words, needed_exposures, outcomes_table, parts_table
from engine.results.prevention_words import assumption_sentences, outcome_name, published_totals, share_in_words

NO_EXPOSURES = "prevention_no_exposures"


def potential_of(industry: str, fields: Mapping[str, Field], locale: Locale) -> None:
    """Every outcome of one industry, one of them exposure by exposure, and all that it takes for granted."""
    result = _computed(locale)
    if result is None:
        return
    known = [potential for potential in result.of_industry(industry) if potential.fraction is not None]
    if not known:
        st.info(text("app_transfer.prevention_unknown", locale), icon=":material/info:")
        _needed(locale)
        return
    chart(
        outcomes_chart(known, locale),
        key="prevention_outcomes",
        stem=f"{text('app_transfer.file_prevention', locale)}-{industry}",
        title=locale.text("app_leaving.picture_outcomes", industry=_name(result, industry, locale)),
        alt=locale.text("app_transfer.outcomes_alt"),
        locale=locale,
        follows=(),
        sources=[source for potential in known for source in potential.source_ids],
    )
    st.caption(text("app_transfer.outcomes_reads", locale))
    with st.expander(text("app_transfer.figures_behind", locale)):
        st.table(frame(outcomes_table(result, industry, locale), locale), hide_index=True)
    _outcome(result, known, industry, fields, locale)
    _assumed(result, known, locale)
    _download(result, locale)


def potential_of_all(fields: Mapping[str, Field], locale: Locale) -> None:
    """Every industry beside the others: all outcomes, or one of them with its exposures."""
    result = _computed(locale)
    if result is None:
        return
    table = matrix_table(result, locale)
    st.table(frame(table, locale), hide_index=True)
    for note in table.notes:
        st.caption(literal(note))
    chosen = str(widget(fields[OUTCOME]))
    st.table(frame(outcome_table(result, chosen, locale), locale), hide_index=True)
    _assumed(
        result,
        [potential for of in result.potentials.values() for potential in of if potential.fraction is not None],
        locale,
    )
    _download(result, locale)


def _computed(locale: Locale) -> Prevention | None:
    """The potentials; None, and what it takes to have them, where the data have no exposure by industry."""
    data = state.current().data
    st.markdown(text("app_transfer.prevention_says", locale))
    try:
        with st.spinner(text("app_transfer.drawing_potential", locale)):
            return beside(lambda _: cached.prevention(data))
    except InputError as error:
        if all(problem.code == NO_EXPOSURES for problem in error.problems):
            st.info(text("app_transfer.prevention_no_exposures", locale), icon=":material/info:")
            _needed(locale)
        else:
            st.error(listed(error.problems, locale), icon=":material/error:")
        return None


def _needed(locale: Locale) -> None:
    """The exposures whose prevalence by industry is needed, outcome by outcome."""
    needed = needed_exposures(read_effects(shipped_effects()), locale)
    st.markdown("\n".join(f"- **{literal(outcome)}:** {literal(exposures)}" for outcome, exposures in needed))


def _outcome(
    result: Prevention, known: list[Potential], industry: str, fields: Mapping[str, Field], locale: Locale
) -> None:
    """One outcome: the share in words, what it stands for, and each exposure alone."""
    st.subheader(text("app_transfer.outcome_heading", locale))
    chosen = str(widget(fields[OUTCOME]))
    of = next((potential for potential in known if potential.outcome_id == chosen), None)
    if of is None or of.fraction is None:
        st.markdown(text("app_transfer.outcome_unknown", locale))
        return
    about = {"outcome": outcome_name(chosen, locale), "share": share_in_words(of.fraction, of.interval, locale)}
    st.markdown(text("app_transfer.outcome_share", locale, **about))
    if of.burden:
        burden = burden_in_words(of.burden, locale)
        st.markdown(text("app_transfer.outcome_burden", locale, burden=burden))
    named = {"industry": _name(result, industry, locale), "outcome": about["outcome"]}
    chart(
        parts_chart(of, locale),
        key="prevention_parts",
        stem=f"{text('app_transfer.file_prevention', locale)}-{industry}-{chosen}",
        title=locale.text("app_leaving.picture_parts", **named),
        alt=locale.text("app_transfer.parts_alt", outcome=about["outcome"]),
        locale=locale,
        follows=(),
        sources=of.source_ids,
    )
    with st.expander(text("app_transfer.figures_behind", locale)):
        st.table(frame(parts_table(of, locale), locale), hide_index=True)
    sources = "; ".join(source_name(result.dataset, source_id, locale) for source_id in of.source_ids)
    st.caption(text("app_transfer.outcome_sources", locale, sources=sources))


def _assumed(result: Prevention, of: list[Potential], locale: Locale) -> None:
    """Everything that is taken for granted, in view: a share without it says more than it should."""
    st.subheader(text("app_transfer.assumed", locale))
    sentences = (*assumption_sentences(result, of, locale), *published_totals(result, locale, of))
    st.markdown(bullets(sentences))


def _download(result: Prevention, locale: Locale) -> None:
    label, stem = (text(f"app_transfer.{what}_prevention", locale) for what in ("download", "file"))
    table_button(label, potential_table(result, locale), stem, locale)


def _name(result: Prevention, industry: str, locale: Locale) -> str:
    return result.dataset.industries[result.dataset.position[industry]].name(locale)
