"""The visitor's session, and work on it that is done to its end.

Streamlit ends a run, and a button's callback too, as soon as the browser has sent something new or has lost its
connection: at the next look into the session's state, wherever that is. What belongs together would be done by half: a
step of the history noted and not taken, a visitor's link read and only some of it held. ``whole`` lets the browser wait
until the work is done. What it sends meanwhile stays with Streamlit, which puts a button that was pressed and a slider
that was moved after it into one message; a lost connection ends the run after the work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from streamlit.runtime.state import SafeSessionState, get_session_state

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
LOOK = "_yield_callback"
"""What Streamlit calls at each look into the session, to end the run where it is to be ended; it has no public name."""


def whole(work: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """The same work, which nothing that the browser does meanwhile ends before it is done.

    It is to ask for no rerun of its own.
    """

    @wraps(work)
    def to_its_end(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        session = get_session_state()
        with _uninterrupted(session):
            result = work(*args, **kwargs)
        getattr(session, LOOK, _nothing)()  # the browser has waited long enough; a part of other work lets it wait on
        return result

    return to_its_end


@contextmanager
def _uninterrupted(session: SafeSessionState) -> Iterator[None]:
    look = getattr(session, LOOK, None)
    if look is None:  # another release of Streamlit: work may be cut off, and the app goes on all the same
        yield
        return
    object.__setattr__(session, LOOK, _nothing)  # its own __setattr__ is for what visitors keep
    try:
        yield
    finally:
        object.__setattr__(session, LOOK, look)


def _nothing() -> None:
    """The browser waits."""
