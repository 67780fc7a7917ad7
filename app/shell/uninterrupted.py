"""The visitor's session, and work on it that is done to its end.

Streamlit ends a run, and a button's callback too, as soon as the browser has sent something new: at the next look into
the session's state, wherever that is. What belongs together would be done by half: a step of the history noted and not
taken, a visitor's link read and only some of it held. ``whole`` keeps what the browser has sent until the work is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
_waiting: ContextVar[list[RerunException] | None] = ContextVar("_waiting", default=None)
"""What the browser has sent since ``whole`` work began; None outside of any."""


def whole(work: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """The same work, which what the browser sends meanwhile does not end before it is done.

    It is to look into the session by ``session_state`` alone, and to ask for no rerun of its own.
    """

    @wraps(work)
    def to_its_end(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        if _waiting.get() is not None:  # a part of other work, which goes on after it
            return work(*args, **kwargs)
        token = _waiting.set([])
        try:
            result = work(*args, **kwargs)
            sent = _waiting.get()
        finally:
            _waiting.reset(token)
        if sent:
            raise sent[-1]  # the newest has the values of all widgets
        return result

    return to_its_end


class _SessionState(MutableMapping[str, Any]):
    """Streamlit's state of the session, whose every look is where a run can end, but for ``whole`` work."""

    def __getitem__(self, key: str) -> Any:
        return _to_its_end(lambda: st.session_state[key])

    def __setitem__(self, key: str, value: Any) -> None:
        _to_its_end(lambda: st.session_state.__setitem__(key, value))

    def __delitem__(self, key: str) -> None:
        _to_its_end(lambda: st.session_state.__delitem__(key))

    def __contains__(self, key: object) -> bool:
        return bool(_to_its_end(lambda: key in st.session_state))

    def __iter__(self) -> Iterator[str]:
        return iter(st.session_state.keys())  # type: ignore[arg-type]  # Streamlit's keys are texts

    def __len__(self) -> int:
        return len(st.session_state)


def _to_its_end(look: Callable[[], Result]) -> Result:
    while True:  # ends: each time one more of what the browser has sent is put aside
        try:
            return look()
        except RerunException as sent:
            waiting = _waiting.get()
            if waiting is None:
                raise
            waiting.append(sent)


session_state = _SessionState()
