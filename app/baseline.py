"""Where an industry stands on the day that it is chosen: the part of its sheet that goals are set from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

import streamlit as st

from app import cached, state
from app.fields import Field
from app.frame import named_file
from app.sheet_fields import ALPHA, POWER, SIDES, demand_of
from app.tables import frame
from app.widgets import widget
from engine.report.baseline_sheet import baseline_notes, baseline_table, goals_table, years_table
from engine.report.tables import csv_table
from engine.texts import text

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def starting_point(industry: str, fields: Mapping[str, Field], language: str) -> None:
    """What a follow-up must show, the figures, their own changes, goals without figures, notes, and files."""
    st.markdown(text("app_transfer.baseline_says", language))
    asked = []
    for column, key in zip(st.columns(3), (ALPHA, POWER, SIDES), strict=True):
        with column:
            asked.append(str(widget(fields[key])))
    data, demand = state.current().data, demand_of(*asked)
    result = cached.baseline_of(data, industry, demand)
    figures = baseline_table(result, language)
    for table in (figures, years_table(result, language), goals_table(result, language)):
        if table.rows:
            st.subheader(table.title)
            st.table(frame(table, language), hide_index=True)
    st.subheader(text("app_transfer.notes", language))
    st.markdown("\n".join(f"- {one}" for one in baseline_notes(result, language)))
    stem = f"{text('app_transfer.file_baseline', language)}-{industry}"
    with st.container(horizontal=True):
        st.download_button(
            text("app_transfer.download_baseline", language),
            partial(cached.baseline_file, data, industry, demand, language, date.today()),
            named_file(stem, "xlsx", result.dataset, language),
            EXCEL,
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            text("app_transfer.download_csv", language),
            csv_table(figures),
            named_file(stem, "csv", result.dataset, language),
            "text/csv",
            on_click="ignore",
            icon=":material/download:",
        )
