"""Work in a process of its own: its answer comes back, its cost does not."""

import os
import signal
import sys
import time

import pytest

from engine.foundation.errors import InputError, Problem
from engine.results import bounded_reading as module
from engine.results.bounded_reading import apart

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="bounds as Linux has them")


@pytest.fixture(autouse=True)
def known_to_the_process(monkeypatch):
    """The process finds the functions of this module under the name that pickle writes."""
    monkeypatch.syspath_prepend(os.path.dirname(__file__))
    monkeypatch.setenv("PYTHONPATH", os.path.dirname(__file__))
    monkeypatch.setitem(sys.modules, "test_bounded_reading", sys.modules[__name__])
    for work in (said, refused, wrong, greedy, killed, over_time):
        monkeypatch.setattr(work, "__module__", "test_bounded_reading")


def said(word):
    os.write(1, b"not among the results")
    return word, os.getpid()


def refused():
    raise InputError([Problem("no_rows", "a.csv"), Problem("no_rows", "b.csv")])


def wrong():
    raise KeyError("defect")


def greedy():
    return len(bytearray(2 * module.MEGABYTES * 10**6))


def killed():
    os.kill(os.getpid(), signal.SIGKILL)


def over_time():
    """As at the end of the time: the processor's own bound is what the system says it is."""
    import resource

    spent, bound = time.process_time(), resource.getrlimit(resource.RLIMIT_CPU)[0]
    assert module.SECONDS <= bound - spent <= module.SECONDS + 2
    os.kill(os.getpid(), signal.SIGXCPU)


def test_the_answer_is_the_works_own_from_another_process():
    word, process = apart(said, "ord")
    assert (word, process != os.getpid()) == ("ord", True)


def test_what_is_wrong_with_the_input_comes_back_whole():
    with pytest.raises(InputError) as error:
        apart(refused)
    assert [problem.file for problem in error.value.problems] == ["a.csv", "b.csv"]


def test_a_defect_stays_one():
    with pytest.raises(RuntimeError, match="KeyError"):
        apart(wrong)


@LINUX
@pytest.mark.parametrize("work", [greedy, killed, over_time])
def test_what_costs_too_much_is_one_sentence(work):
    with pytest.raises(InputError) as error:
        apart(work)
    assert error.value.sentence().startswith("Filene tar over 10 sekunder eller 500 MB å lese")
