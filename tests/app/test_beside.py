"""Work beside the page: its result, its mistakes, how far it has come, and that leaving ends it."""

import threading
import time

import pytest

from app.shell.background_task import beside
from engine.foundation.errors import InputError, Problem

PATIENCE_SECONDS = 10


def test_the_result_is_that_of_the_work():
    assert beside(lambda tell: tell(1) or 42, lambda *_: None) == 42


def test_a_mistake_in_what_was_asked_is_raised_where_the_page_is():
    def work(_):
        raise InputError(Problem("unknown", given="x"))

    with pytest.raises(InputError):
        beside(work, lambda *_: None)


def test_how_far_it_has_come_is_shown_on_the_pages_own_thread():
    shown, go_on = [], threading.Event()

    def work(tell):
        tell("frames", 3, 9)
        assert go_on.wait(PATIENCE_SECONDS)
        return threading.current_thread()

    def show(*progress):
        shown.append((threading.current_thread(), progress))
        go_on.set()

    worker = beside(work, show)
    assert worker is not threading.current_thread()
    assert shown[0] == (threading.current_thread(), ("frames", 3, 9))


def test_a_page_that_is_left_ends_the_work_at_its_next_word():
    """Streamlit stops a page by an exception out of the call that shows something."""
    ended, left = threading.Event(), threading.Event()

    def work(tell):
        try:
            while True:
                tell(1)
                time.sleep(0.001)
        finally:
            ended.set()

    def show(_):
        left.set()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        beside(work, show)
    assert left.is_set()
    assert ended.wait(PATIENCE_SECONDS)
