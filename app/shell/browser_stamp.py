"""How much of what the app has set a browser has: what it sent before it had it is late and counts for nothing.

A browser sends the values of all its widgets with each click. Where the app has set one since, and the browser has not
drawn it yet, it sends the old value: taken for a move of its visitor, that would stand in address and result while the
widget goes on to the new one. So the app counts what it sets, and writes the count into a hidden widget below those
that it has set. A browser that sends the count has drawn all that stood above it.
"""

from __future__ import annotations

import streamlit as st

PANEL, PAGE = "panel", "page"
COUNT, SET_AT = "_app_set_count", "_app_set_at"


def app_has_set(key: str) -> None:
    """The app itself has given the widget of this key another value."""
    st.session_state[COUNT] = st.session_state.get(COUNT, 0) + 1
    st.session_state.setdefault(SET_AT, {})[key] = st.session_state[COUNT]


def is_late(key: str, place: str) -> bool:
    """Whether the browser sent this widget's value before it had the one that the app has given it.

    ``place`` is where the widget stands, PANEL or PAGE.
    """
    drawn = str(st.session_state.get(_widget_key(place), "0"))
    set_at: dict[str, int] = st.session_state.get(SET_AT, {})
    return set_at.get(key, 0) > (int(drawn) if drawn.isdecimal() else 0)


def stamp(place: str) -> None:
    """The hidden widget, below the last one of its place."""
    key, count = _widget_key(place), str(st.session_state.get(COUNT, 0))
    if st.session_state.get(key) != count:
        st.session_state[key] = count
    st.text_input("–", count, key=key, label_visibility="collapsed")


def _widget_key(place: str) -> str:
    return f"stamp_{place}"
