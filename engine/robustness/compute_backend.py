"""Where chunks of draws run: in this process, on this machine's cores, or on a Dask cluster.

A backend takes a function, its arguments one by one, and whom to tell how many are finished; it gives the results in
the arguments' order, so that sums over them are the same to the last bit wherever they ran.
"""

from __future__ import annotations

import signal
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from engine.foundation.errors import BransjevalgError, InputError, MissingExtraError, Problem
from engine.foundation.locale import DEFAULT_LOCALE, Locale

Work = Callable[[Any], Any]
Finished = Callable[[int], None]

PAYS_AFTER = 4.0  # seconds of work left for which worker processes, which take a second or two to start, pay
PATIENCE = 5  # seconds that a cluster may take to answer


def nobody(_: int) -> None:
    """Tells nobody."""


class Backend(Protocol):
    """Runs ``work`` on each of ``jobs`` and gives the results in their order."""

    def __call__(self, work: Work, jobs: Sequence[Any], finished: Finished = nobody) -> list[Any]:
        """``finished`` is called with how many jobs are done."""


class Interrupted(BransjevalgError):
    """Somebody stopped a run (Ctrl-C) when ``done`` of ``total`` ``units`` (draws, steps or runs) were done."""

    exit_code = 130

    def __init__(self, done: int, total: int, units: str = "draws") -> None:
        self.done, self.total, self.units = done, total, units
        super().__init__(f"{done} of {total} {units}")

    def sentence(self, locale: Locale = DEFAULT_LOCALE) -> str:
        """How far it came."""
        return locale.text(f"errors.interrupted_{self.units}", done=self.done, total=self.total)


def in_process(work: Work, jobs: Sequence[Any], finished: Finished = nobody) -> list[Any]:
    """One after the other, here."""
    return _gathered(map(work, jobs), finished)


def local(workers: int | None = None, pays_after: float = PAYS_AFTER) -> Backend:
    """On this machine's cores, with joblib; ``workers`` is all of them where not given.

    The first job is done here. Worker processes are started where it tells that more than ``pays_after`` seconds of
    work are left.
    """

    def run(work: Work, jobs: Sequence[Any], finished: Finished = nobody) -> list[Any]:
        started = time.perf_counter()
        first = in_process(work, jobs[:1], finished)
        left = jobs[1:]
        if len(left) < 2 or workers == 1 or (time.perf_counter() - started) * len(left) <= pays_after:
            return first + in_process(work, left, lambda done: finished(len(first) + done))
        import joblib

        count = workers or joblib.cpu_count()
        if count == 1:
            return first + in_process(work, left, lambda done: finished(len(first) + done))
        results = joblib.Parallel(n_jobs=count, backend="loky", return_as="generator")(
            joblib.delayed(_uninterrupted)(work, job) for job in left
        )
        try:
            return first + _gathered(results, lambda done: finished(len(first) + done))
        finally:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # joblib tells what an interruption leaves undone, which is known
                results.close()

    return run


def dask(scheduler: str) -> Backend:
    """On the Dask cluster whose scheduler has this address, as ``tcp://10.0.0.5:8786``.

    Its workers need this package, in this version.

    Raises
    ------
    MissingExtraError
        Where distributed is not installed.
    InputError
        When run: no answer from the scheduler, no workers, workers without this package.
    """
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise MissingExtraError("distributed", "dask") from None

    def run(work: Work, jobs: Sequence[Any], finished: Finished = nobody) -> list[Any]:
        with _client(scheduler) as client:
            futures = client.map(work, jobs, pure=False)
            try:
                return _gathered((future.result() for future in futures), finished)
            except ImportError as error:
                raise _problem("scheduler_without_package", scheduler, said=str(error)) from None
            except OSError as error:
                raise _problem("scheduler_lost", scheduler, said=type(error).__name__) from None
            finally:
                client.cancel(futures)

    return run


@contextmanager
def _client(scheduler: str) -> Iterator[Any]:
    """A connection with workers behind it."""
    from logging import CRITICAL, getLogger

    logger = getLogger("distributed")  # what it has to say is said here, in one line
    level = logger.level
    logger.setLevel(CRITICAL)
    try:
        client = _connected(scheduler)
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
            yield client
        except TimeoutError:
            raise _problem("scheduler_without_workers", scheduler) from None
        finally:
            client.close(timeout=PATIENCE)
    finally:
        logger.setLevel(level)


def _connected(scheduler: str) -> Any:
    import gc

    import distributed

    try:
        return distributed.Client(scheduler, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:
        error_name = type(error).__name__
    # What is left of the failed connection closes itself when it is collected. Later, that could be in the middle of
    # another connection's start, and both would wait for each other.
    gc.collect()
    raise _problem("scheduler_unreachable", scheduler, said=error_name)


def _problem(code: str, scheduler: str, **more: str) -> InputError:
    return InputError(Problem(code, place="--scheduler", given=scheduler, more=more))


def _gathered(results: Iterator[Any], finished: Finished) -> list[Any]:
    gathered = []
    for result in results:
        gathered.append(result)
        finished(len(gathered))
    return gathered


def _uninterrupted(work: Work, job: Any) -> Any:
    """In a worker: Ctrl-C is for the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return work(job)
