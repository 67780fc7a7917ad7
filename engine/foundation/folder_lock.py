"""One at a time for what reads a data folder and then writes it: the second waits, and says so if it must give up.

A lock file lies beside the folder while it is held. One that a killed process left behind holds nothing: the lock is
the system's own (``flock``), which ends with the process. Where the system has none, nothing is locked.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from engine.foundation.errors import InputError, Problem

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PATIENCE = 30.0  # seconds
_POLL = 0.05
_held = threading.local()


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Nobody else is in such a block for the same folder; a thread that is may enter again.

    Raises ``InputError`` where another process or thread stays in its own for longer than ``PATIENCE``.
    """
    place = Path(os.path.realpath(folder))
    mine: set[Path] = _held.__dict__.setdefault("places", set())
    if place in mine or fcntl is None or not place.name:
        yield
        return
    made = [one for one in place.parents if not one.exists()]
    place.parent.mkdir(parents=True, exist_ok=True)
    lock = place.with_name(f".{place.name[:100]}.lock")
    descriptor = _taken(lock, folder)
    mine.add(place)
    try:
        yield
    finally:
        mine.remove(place)
        lock.unlink(missing_ok=True)
        os.close(descriptor)
        with suppress(OSError):  # what was made for the lock alone goes with it
            for one in made:
                one.rmdir()


def _taken(lock: Path, folder: Path) -> int:
    """The open lock file, held."""
    ends = time.monotonic() + PATIENCE
    while True:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_still(descriptor, lock):
                return descriptor
        except BlockingIOError:
            if time.monotonic() >= ends:
                os.close(descriptor)
                raise InputError(Problem("folder_busy", str(folder), "--to")) from None
            time.sleep(_POLL)
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _is_still(descriptor: int, lock: Path) -> bool:
    """Whether the file that is locked is the one that others find: its last holder takes it away."""
    try:
        return os.path.samestat(os.fstat(descriptor), lock.stat())
    except FileNotFoundError:
        return False
