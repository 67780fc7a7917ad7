"""Where an industry stands on the day that it is chosen: the part of its sheet that goals are set from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from app.fields.field import Field
from app.fields.sheet_fields import ALPHA, POWER, SIDES, demand_of
from app.figures.tables import frame
from app.shell import cache as cached
from app.shell import file_cache
from app.shell import session as state
from app.shell.exports import table_button, workbook_button, workbook_lines
from app.shell.widgets import widget
from app.shell.wording import bold, bullets, literal
from engine.foundation.locale import Locale
from engine.output.table import Table
from engine.results.baseline import baseline_notes, baseline_table, goals_table, years_table
from engine.transfer.baseline import OTHER, ROLES

IN_NOTES, SPARED = (
    ("source_ids",),
    ("low", "high", "n", "national", "fall_to", "rise_to", "remark", "group_share"),
)
"""Columns whose contents the notes have, and columns that are left out of a table where nothing is in them."""


def starting_point(industry: str, fields: Mapping[str, Field], locale: Locale) -> None:
    """What a follow-up must show, the figures, their own changes, goals without figures, notes, and files."""
    st.markdown(locale.text("app_transfer.baseline_says"))
    asked = []
    for column, key in zip(st.columns(3), (ALPHA, POWER, SIDES), strict=True):
        with column:
            asked.append(str(widget(fields[key])))
    data, demand = state.current().data, demand_of(*asked)
    result = cached.baseline_of(data, industry, demand)
    figures = baseline_table(result, locale)
    st.subheader(literal(figures.title))
    for table in (*by_role(figures, locale), years_table(result, locale), goals_table(result, locale)):
        if table.rows:
            st.markdown(bold(table.title))
            st.table(frame(table, locale), hide_index=True)
    st.subheader(locale.text("app_transfer.notes"))
    st.markdown(bullets(baseline_notes(result, locale, ids=False)))
    stem = f"{locale.text('app_transfer.file_baseline')}-{industry}"
    with st.container(horizontal=True):
        content = partial(
            file_cache.baseline_file, data, industry, demand, locale, date.today(), workbook_lines(locale)
        )
        workbook_button(locale.text("app_transfer.download_baseline"), content, stem, locale)
        table_button(locale.text("app_transfer.download_csv"), figures, stem, locale)


def by_role(figures: Table, locale: Locale) -> tuple[Table, ...]:
    """A table for each part that figures have in the criteria, without the columns that say nothing in it."""
    headings = {locale.text(f"transfer.role_{role}"): f"transfer.heading_{role}" for role in ROLES}
    role_column = next(place for place, column in enumerate(figures.columns) if column.key == "role")
    tables: list[Table] = []
    for role in dict.fromkeys(row[role_column] for row in figures.rows):
        rows = tuple(row for row in figures.rows if row[role_column] == role)
        kept = [
            place != role_column
            and column.key not in IN_NOTES
            and (column.key not in SPARED or any(row[place] for row in rows))
            for place, column in enumerate(figures.columns)
        ]
        heading = headings[str(role)]
        if not tables and role == locale.text(f"transfer.role_{OTHER}"):
            heading = "transfer.heading_criteria"  # nothing stands before them that they are other than
        tables.append(replace(figures, title=locale.text(heading), rows=rows).of_columns(kept))
    return tuple(tables)
