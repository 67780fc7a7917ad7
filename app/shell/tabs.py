"""Tabs of which only the open one is made, and the two that a figure and the table behind it stand in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from engine.foundation.locale import Locale

Shown = Callable[[], None]


def tabs_of(shown: Mapping[str, Shown], key: str) -> None:
    """A tab for each name, in order; what the open one holds."""
    tabs = st.tabs(tuple(shown), key=key, on_change="rerun")
    for tab, show in zip(tabs, shown.values(), strict=True):
        if tab.open:
            with tab:
                show()


def figure_or_table(figure: Shown, table: Shown, key: str, locale: Locale) -> None:
    """The figure first, and the same figures as a table beside it."""
    tabs_of({locale.text("app.tab_figure"): figure, locale.text("app.tab_table"): table}, key)
