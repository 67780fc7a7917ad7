"""What the unknown headings of a pasted table mean: asked for with the likeliest first, and remembered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import streamlit as st

from app.shell import session as state
from app.shell.uninterrupted import whole
from app.shell.wording import text
from engine.foundation.errors import Problem
from engine.foundation.locale import Locale
from engine.results.known_indicators import catalogue_of
from engine.spreadsheets.heading_suggestions import suggested
from engine.spreadsheets.import_options import Asked

UNKNOWN = "wide_column_on_screen"
SKIP = "skip "  # no id has a space


def with_headings(asked: Asked) -> Asked:
    """What is asked of the table, with what the visitor has said of its headings."""
    meanings = state.headings()
    columns = {heading: meant for heading, meant in meanings.items() if meant != SKIP}
    return replace(asked, columns=columns, skip=tuple(heading for heading, meant in meanings.items() if meant == SKIP))


def choose_headings(problems: Iterable[Problem], base: Path | None, locale: Locale) -> None:
    """One choice for each heading that is not known, and for those that were chosen before."""
    unknown = [str(problem.given) for problem in problems if problem.code == UNKNOWN]
    headings = tuple(dict.fromkeys((*state.headings(), *unknown)))
    if not headings:
        return
    indicators = catalogue_of(base).indicators
    st.markdown(text("app_transfer.headings_says", locale))
    for heading in headings:
        options = suggested(heading, indicators.values())
        names = {indicator: indicators[indicator].label(locale) for indicator in options}
        names[SKIP] = locale.text("app_transfer.heading_skip")
        chosen = state.headings().get(heading)
        key = f"heading_{heading}"
        st.selectbox(
            text("app_transfer.heading_is", locale, heading=heading),
            (*options, SKIP),
            None if chosen not in names else (*options, SKIP).index(chosen),
            format_func=names.__getitem__,
            placeholder=text("app_transfer.heading_near", locale, near=names[options[0]]) if options else None,
            key=key,
            on_change=_keep,
            args=(heading, key),
        )


@whole
def _keep(heading: str, key: str) -> None:
    state.keep_heading(heading, st.session_state.get(key))
