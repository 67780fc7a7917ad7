"""What the points rest on: a table, and what its words mean."""

from __future__ import annotations

import streamlit as st

from app.figures.tables import frame
from app.shell.exports import table_button
from app.shell.wording import bullets, text
from engine.foundation.locale import Locale
from engine.results.basis import basis_meanings
from engine.results.provenance_table import provenance_table
from engine.scoring.score import Scores


def rests_on(scores: Scores, locale: Locale) -> None:
    """Each indicator with unit, period, qualities and sources by name."""
    table = provenance_table(scores, locale)
    st.table(frame(table, locale), hide_index=True)
    st.markdown(bullets(basis_meanings(scores, locale)))
    table_button(text("app.download_table", locale), table, locale.text("app_leaving.file_rests_on"), locale)
