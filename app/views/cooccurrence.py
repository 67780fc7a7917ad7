"""Co-occurrence: exposure against health for both pairings, or the report's words where no figures are public."""

from __future__ import annotations

from functools import partial

import streamlit as st

from app.fields.field import note_of
from app.fields.sheet_fields import sheet_fields
from app.figures.charts import pairing_chart
from app.figures.tables import named_frame, pairing_frame
from app.panels.person_level import same_persons
from app.panels.prevention import potential_of_all
from app.shell import cache as cached
from app.shell import session as state
from app.shell.cache import Outcome
from app.shell.exports import table_button
from app.shell.figure_export import chart
from app.shell.page_shell import cannot_use, page_heading
from app.shell.tabs import figure_or_table, tabs_of
from app.shell.wording import literal, paragraphs, text
from engine.foundation.errors import InputError
from engine.foundation.locale import text as plain_text
from engine.output.table import Table
from engine.results.cooccurrence_report import Pairing, named_for, named_table, pairing_table, pairings

PLACE = 20  # in the menu


def show(language: str) -> None:
    """The page."""
    page_heading("cooccurrence", language)
    st.info(text("app.fallacy", language), icon=":material/groups:")
    shown = {"industries": _industries, "persons": same_persons, "winnable": _winnable}
    tabs_of(
        {text(f"app_transfer.tab_{name}", language): partial(part, language) for name, part in shown.items()},
        state.TOGETHER_TABS,
    )


def _industries(language: str) -> None:
    """Both pairings by industry, computed or in the report's words."""
    try:
        found = cached.outcome(state.current())
    except InputError as error:
        cannot_use(error, language)
        return
    computed = pairings(found.scores)
    for pairing in computed:
        _pairing(pairing, found, language)
    if not computed:
        _words(found, language)


def _winnable(language: str) -> None:
    """What prevention could win in every industry."""
    setting = state.current()
    known = sheet_fields(cached.dataset(setting.data), cached.criteria(setting.data), language)
    potential_of_all({one.key: one for one in known}, language)


def _pairing(pairing: Pairing, found: Outcome, language: str) -> None:
    """One pairing: figure, the table behind it, and why it is made as it is."""
    criteria = found.scores.criteria
    st.header(literal(criteria.label(pairing.node, language)))

    def figure() -> None:
        st.caption(text("app.pairing_reads", language))
        name = criteria.label(pairing.node, language)
        chart(
            pairing_chart(pairing, found.scores, found.selected, language),
            key=f"pairing_{pairing.node}",
            stem=f"{plain_text('app.file_cooccurrence', language)}-{pairing.node}",
            title=name,
            alt=plain_text("app.pairing_alt", language, name=name),
            language=language,
        )

    def table() -> None:
        st.table(pairing_frame(pairing, found.scores, language), hide_index=True)

    figure_or_table(figure, table, state.PAIRING_TABS + pairing.node, language)
    _download(pairing.node, pairing_table(pairing, found.scores, language), language)
    st.caption(paragraphs(note_of(criteria.criteria[pairing.node], language)))


def _words(found: Outcome, language: str) -> None:
    """What the report says, where STAMI's figures are not public."""
    st.header(text("app.words_heading", language))
    st.markdown(text("app.words_says", language))
    st.table(named_frame(named_for(found.scores.dataset), found.scores, found.selected, language), hide_index=True)
    st.caption(text("app.words_scores", language))
    named = text("app.file_named", language)
    _download(named, named_table(found.scores, found.selected, language), language)
    st.markdown(text("app.words_next", language))


def _download(what: str, table: Table, language: str) -> None:
    stem = f"{text('app.file_cooccurrence', language)}-{what}"
    table_button(text("app.download_table", language), table, stem, language, key=f"download_{what}")
