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
from engine.foundation.locale import text as plain_text
from engine.prevention_potential.effects import read_effects, shipped_effects
from engine.prevention_potential.potential import Potential, Prevention
from engine.results.prevention import matrix_table, outcome_table, potential_table
from engine.results.prevention_industry import burden_in_words, needed_exposures, outcomes_table, parts_table
from engine.results.prevention_words import assumption_sentences, outcome_name, published_totals, share_in_words

NO_EXPOSURES = "prevention_no_exposures"


def potential_of(industry: str, fields: Mapping[str, Field], language: str) -> None:
    """Every outcome of one industry, one of them exposure by exposure, and all that it takes for granted."""
    result = _computed(language)
    if result is None:
        return
    known = [one for one in result.of_industry(industry) if one.fraction is not None]
    if not known:
        st.info(text("app_transfer.prevention_unknown", language), icon=":material/info:")
        _needed(language)
        return
    chart(
        outcomes_chart(known, language),
        key="prevention_outcomes",
        stem=f"{text('app_transfer.file_prevention', language)}-{industry}",
        title=plain_text("app_leaving.picture_outcomes", language, industry=_name(result, industry, language)),
        alt=plain_text("app_transfer.outcomes_alt", language),
        language=language,
        follows=(),
        sources=[source for one in known for source in one.source_ids],
    )
    st.caption(text("app_transfer.outcomes_reads", language))
    with st.expander(text("app_transfer.figures_behind", language)):
        st.table(frame(outcomes_table(result, industry, language), language), hide_index=True)
    _outcome(result, known, industry, fields, language)
    _assumed(result, known, language)
    _download(result, language)


def potential_of_all(fields: Mapping[str, Field], language: str) -> None:
    """Every industry beside the others: all outcomes, or one of them with its exposures."""
    result = _computed(language)
    if result is None:
        return
    table = matrix_table(result, language)
    st.table(frame(table, language), hide_index=True)
    for note in table.notes:
        st.caption(literal(note))
    chosen = str(widget(fields[OUTCOME]))
    st.table(frame(outcome_table(result, chosen, language), language), hide_index=True)
    _assumed(result, [one for of in result.potentials.values() for one in of if one.fraction is not None], language)
    _download(result, language)


def _computed(language: str) -> Prevention | None:
    """The potentials; None, and what it takes to have them, where the data have no exposure by industry."""
    data = state.current().data
    st.markdown(text("app_transfer.prevention_says", language))
    try:
        with st.spinner(text("app_transfer.drawing_potential", language)):
            return beside(lambda _: cached.prevention(data))
    except InputError as error:
        if all(one.code == NO_EXPOSURES for one in error.problems):
            st.info(text("app_transfer.prevention_no_exposures", language), icon=":material/info:")
            _needed(language)
        else:
            st.error(listed(error.problems, language), icon=":material/error:")
        return None


def _needed(language: str) -> None:
    """The exposures whose prevalence by industry is needed, outcome by outcome."""
    needed = needed_exposures(read_effects(shipped_effects()), language)
    st.markdown("\n".join(f"- **{literal(outcome)}:** {literal(exposures)}" for outcome, exposures in needed))


def _outcome(
    result: Prevention, known: list[Potential], industry: str, fields: Mapping[str, Field], language: str
) -> None:
    """One outcome: the share in words, what it stands for, and each exposure alone."""
    st.subheader(text("app_transfer.outcome_heading", language))
    chosen = str(widget(fields[OUTCOME]))
    of = next((one for one in known if one.outcome_id == chosen), None)
    if of is None or of.fraction is None:
        st.markdown(text("app_transfer.outcome_unknown", language))
        return
    about = {"outcome": outcome_name(chosen, language), "share": share_in_words(of.fraction, of.interval, language)}
    st.markdown(text("app_transfer.outcome_share", language, **about))
    if of.burden:
        said = burden_in_words(of.burden, language)
        st.markdown(text("app_transfer.outcome_burden", language, burden=said))
    named = {"industry": _name(result, industry, language), "outcome": about["outcome"]}
    chart(
        parts_chart(of, language),
        key="prevention_parts",
        stem=f"{text('app_transfer.file_prevention', language)}-{industry}-{chosen}",
        title=plain_text("app_leaving.picture_parts", language, **named),
        alt=plain_text("app_transfer.parts_alt", language, outcome=about["outcome"]),
        language=language,
        follows=(),
        sources=of.source_ids,
    )
    with st.expander(text("app_transfer.figures_behind", language)):
        st.table(frame(parts_table(of, language), language), hide_index=True)
    sources = "; ".join(source_name(result.dataset, one) for one in of.source_ids)
    st.caption(text("app_transfer.outcome_sources", language, sources=sources))


def _assumed(result: Prevention, of: list[Potential], language: str) -> None:
    """Everything that is taken for granted, in view: a share without it says more than it should."""
    st.subheader(text("app_transfer.assumed", language))
    said = (*assumption_sentences(result, of, language), *published_totals(result, language, of))
    st.markdown(bullets(said))


def _download(result: Prevention, language: str) -> None:
    label, stem = (text(f"app_transfer.{what}_prevention", language) for what in ("download", "file"))
    table_button(label, potential_table(result, language), stem, language)


def _name(result: Prevention, industry: str, language: str) -> str:
    return result.dataset.industries[result.dataset.position[industry]].name(language)
