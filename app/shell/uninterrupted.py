"""The visitor's session, and work on it that is done to its end.

Streamlit ends a run, and a button's callback too, as soon as the browser has sent something new or has lost its
connection: at the next look into the session's state, wherever that is. What belongs together would be done by half: a
step of the history noted and not taken, a visitor's link read and only some of it held. ``whole`` lets the browser wait
until the work is done. What it sends meanwhile stays with Streamlit, which puts a button that was pressed and a slider
that was moved after it into one message; a lost connection ends the run after the work. A visitor who is back before
that has a run of his own beside it, which waits for the work too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from threading import RLock
from typing import ParamSpec, TypeVar

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state import get_session_state

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
LOOK, WAIT = "_yield_callback", "yield_check"
"""What Streamlit calls at each look into the session, and while another visitor's run fills a cache that is asked, to
end the run where it is to be ended; neither has a public name."""
ALONE: dict[str, RLock] = {}
"""By session, held by the one run of it that is at such work."""


def whole(work: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """The same work, which nothing that the browser does meanwhile ends before it is done.

    It is to ask for no rerun of its own.
    """

    @wraps(work)
    def to_its_end(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        session, run = get_session_state(), get_script_run_ctx(suppress_warning=True)
        with (
            ALONE.setdefault(run.session_id if run else "", RLock()),
            _not_called(session, LOOK),
            _not_called(run, WAIT),
        ):
            result = work(*args, **kwargs)
        getattr(session, LOOK, _nothing)()  # the browser has waited long enough; a part of other work lets it wait on
        return result

    return to_its_end


@contextmanager
def _not_called(holder: object, name: str) -> Iterator[None]:
    call = getattr(holder, name, None)
    if call is None:  # another release of Streamlit: work may be cut off, and the app goes on all the same
        yield
        return
    object.__setattr__(holder, name, _nothing)  # the session's own __setattr__ is for what visitors keep
    try:
        yield
    finally:
        object.__setattr__(holder, name, call)


def _nothing() -> None:
    """The browser waits."""
