"""What an industry can take over from today's programmes: whom it is like, and by what. A part of its sheet."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app.fields.field import NONE, Field
from app.fields.sheet_fields import BESIDE, COMPARED
from app.figures.tables import frame
from app.figures.transfer_charts import differences_chart, likeness_chart
from app.shell import cache as cached
from app.shell import session as state
from app.shell.background_task import beside
from app.shell.exports import table_button
from app.shell.figure_export import chart
from app.shell.page_shell import listed
from app.shell.widgets import widget
from app.shell.wording import bold, bullets, text
from engine.criteria.model import Criteria
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.results.similarity import exposures_table, flat_table, nearest_table, programmes_table
from engine.results.similarity_words import industry_name, likeness_basis, likeness_notes, similar_sentences
from engine.transfer.similarity import Similarity


def what_transfers(industry: str, fields: Mapping[str, Field], locale: Locale) -> None:
    """The whole part; where nothing can be compared, why, and what it takes."""
    data = state.current().data
    criteria = cached.criteria(data)
    st.markdown(text("app_transfer.transfer_says", locale))
    exposures = tuple(widget(fields[COMPARED], placeholder=text("app_transfer.compared_none", locale)))
    if not exposures:
        st.info(text("app_transfer.nothing_declared", locale), icon=":material/info:")
        return
    try:
        with st.spinner(text("app_transfer.comparing", locale)):
            result = beside(lambda _: cached.likeness(data, exposures))
    except InputError as error:
        st.error(listed(error.problems, locale), icon=":material/error:")
        return
    if result.likenesses and any(likeness.distance is not None for likeness in result.likenesses[industry]):
        st.markdown(bullets(similar_sentences(result, industry, criteria, locale)))
        _programmes(result, industry, criteria, locale)
        _beside_one(result, industry, criteria, fields, locale)
    else:
        st.warning(text("app_transfer.incomparable", locale), icon=":material/block:")
    st.subheader(text("app_transfer.notes", locale))
    st.markdown(bullets(likeness_notes(result, criteria, locale)))
    with st.expander(text("app_transfer.basis", locale)):
        st.markdown(bullets(likeness_basis(result, criteria, locale, ids=False)))
    if result.likenesses:
        _everybody(result, criteria, locale)


def _exposure_sources(result: Similarity) -> list[str]:
    return [source for column in result.columns for of_one in column.source_ids for source in of_one]


def _programmes(result: Similarity, industry: str, criteria: Criteria, locale: Locale) -> None:
    """How unlike each programme industry is."""
    st.subheader(text("app_transfer.programmes_heading", locale))
    st.caption(text("app_transfer.programmes_reads", locale))
    name = industry_name(result, industry, locale)
    chart(
        likeness_chart(result, industry, locale),
        key="likeness",
        stem=f"{text('app_transfer.file_transfer', locale)}-{industry}",
        title=locale.text("app_leaving.picture_likeness", industry=name),
        alt=locale.text("app_transfer.programmes_alt", industry=name),
        locale=locale,
        follows=(),
        sources=_exposure_sources(result),
    )
    table = programmes_table(result, industry, criteria, locale)
    with st.expander(text("app_transfer.figures_behind", locale)):
        st.table(frame(table, locale), hide_index=True)


def _beside_one(
    result: Similarity, industry: str, criteria: Criteria, fields: Mapping[str, Field], locale: Locale
) -> None:
    """The industry beside one programme industry, exposure by exposure; the most alike where none is chosen."""
    st.subheader(text("app_transfer.beside_heading", locale))
    chosen = widget(fields[BESIDE])
    ranked = result.likenesses[industry]
    other = next((likeness for likeness in ranked if likeness.industry_id == chosen), None)
    if other is None:
        if chosen != NONE:
            st.caption(text("app_transfer.beside_itself", locale))
        other = ranked[0]
        if len(result.nearest(industry)) > 1:
            st.caption(text("app_transfer.beside_tied", locale))
    table = exposures_table(result, industry, other, criteria, locale)
    st.markdown(bold(table.title))
    if not other.differences:
        st.markdown(text("app_transfer.beside_nothing", locale))
        return
    st.caption(text("app_transfer.differences_reads", locale))
    chart(
        differences_chart(result, other, criteria, locale),
        key="differences",
        stem=f"{text('app_transfer.file_transfer', locale)}-{industry}-{other.industry_id}",
        title=table.title,
        alt=locale.text("app_transfer.differences_alt", pair=table.title),
        locale=locale,
        follows=(),
        sources=_exposure_sources(result),
    )
    with st.expander(text("app_transfer.figures_behind", locale)):
        st.table(frame(table, locale), hide_index=True)


def _everybody(result: Similarity, criteria: Criteria, locale: Locale) -> None:
    """Every industry with the programme that it is most like, and all pairs as a file."""
    table = nearest_table(result, criteria, locale)
    with st.expander(text("app_transfer.everybody", locale)):
        st.markdown(bold(table.title))
        st.table(frame(table, locale), hide_index=True)
    label, stem = (text(f"app_transfer.{what}_transfer", locale) for what in ("download", "file"))
    table_button(label, flat_table(result, criteria, locale), stem, locale)
