"""Long work beside the page: the page tells how far it has come, and can be left at any moment."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Any, TypeVar

import streamlit as st

Result = TypeVar("Result")
PAUSE_SECONDS = 0.1  # between two looks at how far the work has come


class _LeftError(Exception):
    """The page was left: ends the work at its next word."""


def beside(work: Callable[[Callable[..., None]], Result], show: Callable[..., None] | None = None) -> Result:
    """What ``work`` gives, done on a thread of its own.

    ``work`` is given a function to call with how far it has come; ``show`` is called with the same on the page's own
    thread, several times a second. Streamlit stops a page that is left only where the page says something: work that
    is silent for seconds would keep the visitor there.
    """
    latest: tuple[Any, ...] | None = None
    outcome: list[Result] = []
    failed: list[BaseException] = []
    left = False

    def tell(*progress: Any) -> None:
        nonlocal latest
        if left:
            raise _LeftError
        latest = progress

    def run() -> None:
        try:
            outcome.append(work(tell))
        except _LeftError:
            pass
        except BaseException as error:  # noqa: BLE001  raised again where the page is
            failed.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    place = None if show else st.empty()
    try:
        while thread.is_alive():
            thread.join(PAUSE_SECONDS)
            if place is not None:
                place.empty()
            elif show and latest is not None and thread.is_alive():
                show(*latest)
    finally:
        left = True
    if failed:
        raise failed[0]
    return outcome[0]
