"""What is known and what is open: both ends of the scores, who is in whatever the figures are, what to get first."""

from __future__ import annotations

import streamlit as st

from app.figures.known_bars import known_chart
from app.figures.tables import frame
from app.shell import cache as cached
from app.shell import session as state
from app.shell.background_task import beside
from app.shell.exports import table_button
from app.shell.figure_export import chart
from app.shell.wording import literal, text
from engine.foundation.locale import Locale
from engine.output.table import Column, Table
from engine.results.incomplete_information import incomplete_table, settles_on_screen, settles_table, undecided_in_words
from engine.results.known_figures import Known
from engine.robustness.acceptability import Acceptability

SHOWN = 15
"""Rows of the figure: the table behind it has all."""


def known_and_open(result: Acceptability, locale: Locale) -> None:
    """The whole tab, beside the share of the weights in ``result``."""
    setting = state.current()
    scores = cached.scores(setting)
    known = Known(scores)
    if not known.any_open:
        st.info(text("app_known.nothing_open", locale), icon=":material/info:")
    st.markdown(text("app_known.reads", locale))
    chart(
        known_chart(scores, known, SHOWN, locale),
        key="known_chart",
        stem=text("app_known.file_known", locale),
        title=locale.text("app_known.picture", shown=locale.number(SHOWN, 0)),
        alt=text("app_known.alt", locale),
        locale=locale,
    )
    with st.spinner(text("app_known.computing", locale)):
        at_weights, all_weights, settles = beside(lambda _: cached.open_figures(setting))
    st.subheader(text("app_known.whatever_heading", locale))
    st.markdown(literal(undecided_in_words(at_weights, locale)))
    level = _beside_share(incomplete_table(scores, at_weights, all_weights, locale), result, locale)
    with st.expander(text("app_known.whatever_all", locale)):
        st.table(frame(level, locale), hide_index=True)
        st.caption(literal(" ".join(level.notes)))
    st.subheader(text("app_known.first_heading", locale))
    if (decisive := settles_on_screen(scores, settles, locale)) is None:
        st.markdown(text("app_known.settles_nothing", locale))
        return
    st.table(frame(decisive, locale), hide_index=True)
    st.caption(literal(" ".join(decisive.notes)))
    label, stem = (text(f"app_known.{what}_settles", locale) for what in ("download", "file"))
    table_button(label, settles_table(scores, settles, locale), stem, locale)


def _beside_share(table: Table, result: Acceptability, locale: Locale) -> Table:
    """The table with one more column: the share of the draws of weights that select each."""
    shares = dict(zip(result.problem.ids, result.selected.tolist(), strict=True))
    column = Column("share_of_weights", locale.text("app_known.share"), "share")
    return Table(
        table.title, (*table.columns, column), tuple((*row, shares[str(row[0])]) for row in table.rows), table.notes
    )
