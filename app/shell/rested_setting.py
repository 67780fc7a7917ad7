"""What the visitor's setting is compared with: where the visitor last rested, or a setting that was pinned.

A slider that is pulled passes settings that nobody has seen. One counts as seen when its page has stood whole for some
seconds before the next; the one that the visitor came to counts always.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

import streamlit as st

from app.shell import session as state
from app.shell.setting import Setting
from app.shell.setting_words import Held
from app.shell.uninterrupted import whole

REST_SECONDS = 3.0
HELD, BEFORE, PINNED, SHOWN = "_held", "_held_before", "_held_pinned", "_shown_at"
clock = time.monotonic


def remember(setting: Setting, values: Mapping[str, object]) -> None:
    """Take up the setting; the one before it is what to compare with from now on, where the visitor rested there."""
    current: Held | None = st.session_state.get(HELD)
    if current is not None and current.setting != setting:
        if current.setting.data != setting.data:
            # Nothing entered or left between data that have nothing to do with each other.
            for key in (BEFORE, PINNED, state.BEFORE_FLIP):
                st.session_state.pop(key, None)
        elif BEFORE not in st.session_state or rested():
            st.session_state[BEFORE] = current
        st.session_state.pop(SHOWN, None)
    st.session_state[HELD] = Held(setting, values)
    st.session_state[state.CURRENT] = setting


def shown() -> None:
    """The page stands whole."""
    st.session_state.setdefault(SHOWN, clock())


@whole
def rest() -> None:
    """The visitor has seen the setting as it is, however short the time: a button was pressed that goes from it."""
    st.session_state[SHOWN] = clock() - REST_SECONDS


def held() -> Held:
    """The setting as it is, with its values."""
    current: Held = st.session_state[HELD]
    return current


def before() -> Held | None:
    """What to compare with: the pinned setting, else where the visitor last rested; None where nothing was changed."""
    earlier: Held | None = st.session_state.get(PINNED) or st.session_state.get(BEFORE)
    return earlier


@whole
def pin() -> None:
    """Compare with the setting as it is from now on."""
    st.session_state[PINNED] = held()


@whole
def unpin() -> None:
    """Compare with where the visitor last rested again."""
    st.session_state.pop(PINNED, None)


def pinned() -> bool:
    """Whether a setting is pinned."""
    return PINNED in st.session_state


def rested() -> bool:
    """Whether the visitor has seen the setting as it is for a while."""
    shown_at: float | None = st.session_state.get(SHOWN)
    return shown_at is not None and clock() - shown_at >= REST_SECONDS
