"""The doors of the first page, one for each question that somebody comes with, and the tour of a minute."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.panels import meeting
from app.panels.find_weights import open_find_weights
from app.shell.page_shell import go_to
from app.shell.wording import text
from engine.foundation.locale import Locale

TOUR_STEPS = ("weights", "line", "change", "open", "money", "industry", "home")


def show_doors(take_home: Callable[[], None], locale: Locale) -> None:
    """Weights, by hand or by questions, one industry, the material; the tour and meeting mode beside them.

    ``access.js`` leads the first one to the weights, where it opens the panel on a telephone.
    """
    with st.container(horizontal=True, gap="small", key="doors"):
        st.button(text("first_page.door_weights", locale), key="door_weights", icon=":material/tune:")
        if st.button(text("first_page.door_questions", locale), key="door_questions", icon=":material/balance:"):
            open_find_weights(locale)
        if st.button(text("first_page.door_industry", locale), key="door_industry", icon=":material/search:"):
            go_to("stability")
        if st.button(text("first_page.door_home", locale), key="door_home", icon=":material/download:"):
            _home(take_home, locale)
        if st.button(text("first_page.tour", locale), key="tour", type="tertiary"):
            _tour(locale)
        st.button(text("first_page.meeting", locale), key="meeting", type="tertiary", on_click=meeting.begin)


def _tour(locale: Locale) -> None:
    @st.dialog(text("first_page.tour_heading", locale), width="medium")
    def tour() -> None:
        st.markdown("\n".join(f"1. {text(f'first_page.tour_{step}', locale)}" for step in TOUR_STEPS))

    tour()


def _home(take_home: Callable[[], None], locale: Locale) -> None:
    @st.dialog(text("first_page.home_heading", locale), width="medium")
    def home() -> None:
        take_home()

    home()
