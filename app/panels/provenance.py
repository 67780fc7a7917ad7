"""What the points rest on: a table, and what its words mean."""

from __future__ import annotations

import streamlit as st

from app.figures.tables import frame
from app.shell.exports import table_button
from app.shell.wording import bullets, text
from engine.foundation.locale import text as plain_text
from engine.results.provenance_table import provenance_table
from engine.results.ranking import basis_meanings
from engine.scoring.score import Scores


def rests_on(scores: Scores, language: str) -> None:
    """Each indicator with unit, period, qualities and sources by name."""
    table = provenance_table(scores, language)
    st.table(frame(table, language), hide_index=True)
    st.markdown(bullets(basis_meanings(scores, language)))
    table_button(
        text("app.download_table", language), table, plain_text("app_leaving.file_rests_on", language), language
    )
