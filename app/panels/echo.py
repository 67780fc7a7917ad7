"""The echo: what the report's words do to the answer, short on the first page and side by side on its own tab."""

from __future__ import annotations

import streamlit as st

from app.figures.tables import frame
from app.shell import cache as cached
from app.shell import session as state
from app.shell.background_task import beside
from app.shell.exports import table_button
from app.shell.setting import Setting
from app.shell.wording import bullets, literal, text
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.results.echo import Echo
from engine.results.echo_tables import (
    SHOWN,
    answers_table,
    costs_table,
    disagreements_table,
    first_words,
    numbers_table,
    short_words,
)


def show(locale: Locale) -> None:
    """One line for the first page, about the criteria as they are in the file: no slider waits for it."""
    try:
        echo = cached.echo(Setting(state.current().data))
    except InputError:
        return  # the page itself says what cannot be used
    st.markdown(":material/record_voice_over: " + literal(short_words(echo, locale)))


def side_by_side(locale: Locale) -> None:
    """All of it under the setting of the panel."""
    setting = state.current()
    with st.spinner(text("app_known.echo_computing", locale)):
        echo: Echo = beside(lambda _: cached.echo(setting))
    st.markdown(bullets(first_words(echo, locale)))
    for table in (
        answers_table(echo, locale, SHOWN),
        numbers_table(echo, locale),
        costs_table(echo, locale),
    ):
        if table is not None:
            st.subheader(literal(table.title))
            st.table(frame(table, locale), hide_index=True)
    if (disagreeing := disagreements_table(echo, locale)) is not None:
        st.subheader(literal(disagreeing.title))
        st.markdown(bullets(disagreeing.notes))
    label, stem = (text(f"app_known.{what}_numbers", locale) for what in ("download", "file"))
    table_button(label, numbers_table(echo, locale), stem, locale)
