"""Results' tables on a page: one element of markup each, with title and notes."""

from __future__ import annotations

import streamlit as st

from app.figures.html_tables import Grid, table_markup
from app.shell.wording import bold, literal
from engine.foundation.locale import Locale
from engine.output.table import Table, cell_in_words

NUMERIC = ("integer", "number", "share")


def grid_of(table: Table, locale: Locale) -> Grid:
    """The columns that a screen shows, as text."""
    shown = table.for_screen
    rows = tuple(
        tuple(cell_in_words(column, cell, locale) for column, cell in zip(shown.columns, row, strict=True))
        for row in shown.rows
    )
    headings = tuple(column.heading for column in shown.columns)
    return Grid(headings, rows, frozenset(column.heading for column in shown.columns if column.form in NUMERIC))


def show_table(table: Table, locale: Locale, *, heading: bool = False) -> None:
    """The table under its title, with its notes below; nothing of a table without rows but the notes."""
    if table.title:
        if heading:
            st.header(literal(table.title))
        else:
            st.markdown(bold(table.title))
    if table.rows:
        st.html(table_markup(grid_of(table, locale), table.title))
    for note in table.notes:
        st.caption(literal(note))
