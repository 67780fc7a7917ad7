"""What the visitor's setting is compared with: where the visitor last rested, or a setting that was pinned.

A slider that is pulled passes settings that nobody has seen. One counts as seen when its page has stood whole for some
seconds before the next; the one that the visitor came to counts always.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

from app.shell import session as state
from app.shell.setting import Setting
from app.shell.setting_words import Held
from app.shell.uninterrupted import session_state, whole

REST_SECONDS = 3.0
HELD, BEFORE, PINNED, SHOWN = "_held", "_held_before", "_held_pinned", "_shown_at"
clock = time.monotonic


def remember(setting: Setting, values: Mapping[str, object]) -> None:
    """Take up the setting; the one before it is what to compare with from now on, where the visitor rested there."""
    current: Held | None = session_state.get(HELD)
    if current is not None and current.setting != setting:
        if current.setting.data != setting.data:
            # Nothing entered or left between data that have nothing to do with each other.
            for key in (BEFORE, PINNED, state.BEFORE_FLIP):
                session_state.pop(key, None)
        elif BEFORE not in session_state or rested():
            session_state[BEFORE] = current
        session_state.pop(SHOWN, None)
    session_state[HELD] = Held(setting, values)
    session_state[state.CURRENT] = setting


def shown() -> None:
    """The page stands whole."""
    session_state.setdefault(SHOWN, clock())


@whole
def rest() -> None:
    """The visitor has seen the setting as it is, however short the time: a button was pressed that goes from it."""
    session_state[SHOWN] = clock() - REST_SECONDS


def held() -> Held:
    """The setting as it is, with its values."""
    current: Held = session_state[HELD]
    return current


def before() -> Held | None:
    """What to compare with: the pinned setting, else where the visitor last rested; None where nothing was changed."""
    earlier: Held | None = session_state.get(PINNED) or session_state.get(BEFORE)
    return earlier


@whole
def pin() -> None:
    """Compare with the setting as it is from now on."""
    session_state[PINNED] = held()


@whole
def unpin() -> None:
    """Compare with where the visitor last rested again."""
    session_state.pop(PINNED, None)


def pinned() -> bool:
    """Whether a setting is pinned."""
    return PINNED in session_state


def rested() -> bool:
    """Whether the visitor has seen the setting as it is for a while."""
    shown_at: float | None = session_state.get(SHOWN)
    return shown_at is not None and clock() - shown_at >= REST_SECONDS
