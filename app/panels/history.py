"""Undo, redo, and every step that the visitor has rested at by name."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from app.shell import setting_history, synchronisation
from app.shell.setting_history import Step
from app.shell.uninterrupted import whole
from app.shell.wording import literal, text
from engine.foundation.locale import Locale

KEY, TO = "setting_steps", "to"
MOST_SHOWN = 20
STATIC = Path(__file__).parents[1] / "static"
browser_steps = st.components.v2.component(
    "setting_steps", js=(STATIC / "setting_steps.js").read_text(encoding="utf-8"), isolate_styles=False
)


def history_section(locale: Locale) -> None:
    """One step back, one forward, and the list of all."""
    history = setting_history.history()
    steps, position = history.steps, history.at
    previous, following = (
        steps[position - 1] if position else None,
        steps[position + 1] if position + 1 < len(steps) else None,
    )
    with st.container(horizontal=True, gap="xsmall"):
        _step_button("undo", previous, (previous, steps[position]), locale)
        _step_button("redo", following, (steps[position], following), locale)
        popover = st.popover(text("app.history", locale), icon=":material/history:", key="history", on_change="rerun")
    if popover.open:
        with popover:
            _list(locale)
    browser_steps(
        key=KEY,
        data={
            "session": history.session,
            "number": steps[position].number,
            "previous": previous.number if previous else None,
            "next": following.number if following else None,
            "query": urlencode(synchronisation.carried(), doseq=True),
            "asked": history.asked,
        },
        on_to_change=_asked,
    )


def _step_button(name: str, to: Step | None, between: tuple[Step | None, Step | None], locale: Locale) -> None:
    before, after = between
    difference = setting_history.difference(before, after, locale) if before and after else ""
    st.button(
        text(f"app.{name}", locale),
        key=name,
        icon=f":material/{name}:",
        help=text(f"app.{name}_help", locale, step=literal(difference)) if difference else None,
        disabled=to is None,
        on_click=setting_history.go_to,
        args=(to.number if to else 0,),
    )


def _list(locale: Locale) -> None:
    named = setting_history.named(locale)
    if len(named) == 1:
        st.caption(text("app.history_nothing", locale))
        return
    st.caption(text("app.history_says", locale))
    current = setting_history.history().steps[setting_history.history().at]
    for step, description in reversed(named[-MOST_SHOWN:]):
        words = literal(description) or text("app.history_start", locale)
        now = f"{text('app.history_now', locale)} " if step is current else ""
        st.button(
            now + words,
            key=f"history_{step.number}",
            type="tertiary",
            disabled=step is current,
            on_click=setting_history.go_to,
            args=(step.number,),
        )
    if (older := len(named) - MOST_SHOWN) > 0:
        st.caption(text("app.history_more", locale, count=older))


@whole
def _asked() -> None:
    """The browser's Back and Forward, or the keys."""
    # What comes in from the page before may be of a component that this one has not drawn yet: it asks again.
    sent = st.session_state.get(KEY, {}).get(TO)
    if isinstance(sent, dict):
        setting_history.browser_asked(sent.get("number"), sent.get("asked"))
