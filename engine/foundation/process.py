"""The program towards its system: results alone on standard output, and Ctrl-C in one line wherever it comes.

Imports nothing that takes time: what is done here must be done before anything else is loaded.
"""

from __future__ import annotations

import os
import signal
import sys

TYPE_CHECKING = False  # as typing's own
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import NoReturn, TextIO

INTERRUPTED = 130  # what a shell says of a program that Ctrl-C ended
_STANDARD = (0, 1, 2)
_IMPORTING = "<frozen importlib"  # where Python says its own import machinery lies


def take_over(interruption: Callable[[], str]) -> None:
    """Make this process the program's own; ``interruption`` is what is said of one, made when it is needed."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else somebody has switched it off
        signal.signal(signal.SIGINT, lambda _, frame: _interrupted(frame, interruption))
    # What fails while Python clears away follows from what has been told already.
    sys.unraisablehook = lambda failed: _unraisable(failed.exc_value, interruption)
    _keep_results_apart()


def let_go() -> None:
    """The work is done: from here on Ctrl-C ends the process as the system does, without a word."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def _keep_results_apart() -> None:
    """Standard output for ``sys.stdout`` alone; what libraries print natively goes where messages go.

    Descriptors that were closed get the null device: the first file opened would otherwise be taken for one of them.
    ``sys.stdout`` stays None where there is no standard output.
    """
    for wanted in _STANDARD:
        try:
            os.fstat(wanted)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest one free, which is this one
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stdout is not None:
        sys.stdout.flush()
        results = os.dup(1)
        os.dup2(2, 1)
        sys.stdout = open(results, "w", encoding="utf-8", errors="backslashreplace")  # noqa: SIM115


def give_back_output() -> None:
    """Let standard output be everybody's again: for a program that takes this one's place."""
    if sys.stdout is not None and sys.stdout.fileno() not in _STANDARD:
        sys.stdout.flush()
        os.dup2(sys.stdout.fileno(), 1)


def drop(stream: TextIO | None) -> None:
    """Let what is left in a stream that failed go: Python would complain once more when it closes it."""
    if stream is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _interrupted(frame: FrameType | None, interruption: Callable[[], str]) -> None:
    """Raise ``KeyboardInterrupt``; within an import, where libraries make tracebacks of it, end at once instead."""
    while frame is not None:
        if frame.f_code.co_filename.startswith(_IMPORTING):
            end(interruption)
        frame = frame.f_back
    raise KeyboardInterrupt


def _unraisable(error: BaseException | None, interruption: Callable[[], str]) -> None:
    if isinstance(error, KeyboardInterrupt):
        end(interruption)


def end(interruption: Callable[[], str]) -> NoReturn:
    """End at once, the interruption told as well as it can be."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from contextlib import suppress

    with suppress(Exception):  # the texts themselves may be half loaded, and perhaps nobody listens
        os.write(2, f"{interruption()}\n".encode())
    os._exit(INTERRUPTED)
