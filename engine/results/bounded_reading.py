"""What strangers' files are read in: a process of its own, bounded in time and memory, so that nobody else notices.

A file of allowed size can be made to cost anything, and in the app's own process that would be everybody's time and
memory. ``python -m engine.results.bounded_reading`` is that process; it takes its work from standard input.
"""

from __future__ import annotations

import math
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import BoundedSemaphore
from typing import TypeVar

from engine.foundation.errors import InputError, Problem

SECONDS, MEGABYTES = 10, 500
AT_ONCE = 2  # processes; others wait their turn
TOO_MUCH = 75  # what the process ends with where its memory does not suffice
ANSWER, PROBLEMS = "answer", "problems"

Answer = TypeVar("Answer")
_turns = BoundedSemaphore(AT_ONCE)


def apart(work: Callable[..., Answer], *arguments: object, file: str = "") -> Answer:
    """``work(*arguments)``, done elsewhere; all of it must be what ``pickle`` knows.

    ``file`` is what the file is called where it is one that costs too much.

    Raises
    ------
    InputError
        As ``work`` does; and where it takes more than ``SECONDS`` of a processor, or more than ``MEGABYTES`` of memory
        beyond what Python and the libraries take.
    RuntimeError
        Any other failure, which is a defect.
    """
    with _turns:
        try:
            done = subprocess.run(
                [sys.executable, "-m", __name__],
                input=pickle.dumps((work, arguments)),
                capture_output=True,
                check=False,
                env=_environment(),
                timeout=6 * SECONDS,  # on a machine with much else to do
            )
        except subprocess.TimeoutExpired:
            raise _too_much(file) from None
    if done.returncode < 0 or done.returncode == TOO_MUCH:
        raise _too_much(file)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace").strip().rpartition("\n")[2])
    kind, outcome = pickle.loads(done.stdout)
    if kind == PROBLEMS:
        raise InputError(outcome)
    answer: Answer = outcome
    return answer


def _too_much(file: str) -> InputError:
    return InputError(Problem("upload_costs", file, more={"seconds": str(SECONDS), "megabytes": str(MEGABYTES)}))


def _environment() -> dict[str, str]:
    """That of this process, with the engine where it lies and without threads that only take memory."""
    paths = [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "OPENBLAS_NUM_THREADS": "1"}


def main() -> int:
    """Do the work that standard input brings; gives the exit code."""
    given = sys.stdin.buffer.read()
    results = os.dup(1)
    os.dup2(2, 1)  # whatever prints is not among the results
    try:
        work, arguments = pickle.loads(given)
        del given
        _limit()
        answer: tuple[str, object] = (ANSWER, work(*arguments))
    except InputError as error:
        answer = (PROBLEMS, error.problems)
    except MemoryError:
        return TOO_MUCH
    with open(results, "wb") as stream:
        pickle.dump(answer, stream)
    return 0


def _limit() -> None:
    """Bound what this process may take from here on, as far as its system knows such bounds."""
    try:
        import resource
    except ImportError:  # Windows
        return
    seconds = math.ceil(time.process_time()) + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    held = Path("/proc/self/statm")
    if held.exists():
        pages = int(held.read_text().split()[0])
        most = pages * resource.getpagesize() + MEGABYTES * 10**6
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    sys.exit(main())
