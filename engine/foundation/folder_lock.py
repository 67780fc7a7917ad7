"""One at a time for what reads a data folder and then writes it: the second waits, and says so if it must give up.

A lock file lies beside the folder while it is held. One that a killed process left behind holds nothing: the lock is
the system's own (``flock``; on Windows ``locking``), which ends with the process.
"""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from engine.foundation.errors import InputError, Problem


def _module(name: str) -> Any:
    """A module that only some systems have; None on others."""
    try:
        return import_module(name)
    except ImportError:
        return None


fcntl, msvcrt = _module("fcntl"), _module("msvcrt")
PATIENCE = 30.0  # seconds
_POLL = 0.05
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
_HELD_BY_ANOTHER = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
_held = threading.local()


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Nobody else is in such a block for the same folder; a thread that is may enter again.

    Raises ``InputError`` where another process or thread stays in its own for longer than ``PATIENCE``.
    """
    place = Path(os.path.realpath(folder))
    mine: set[Path] = _held.__dict__.setdefault("places", set())
    if place in mine or (fcntl is None and msvcrt is None) or not place.name:
        yield
        return
    made = [parent for parent in place.parents if not parent.exists()]
    place.parent.mkdir(parents=True, exist_ok=True)
    lock = place.with_name(f".{place.name[:100]}.lock")
    descriptor = _taken(lock, folder)
    mine.add(place)
    try:
        yield
    finally:
        mine.remove(place)
        _release(descriptor, lock)
        with suppress(OSError):  # what was made for the lock alone goes with it
            for parent in made:
                parent.rmdir()


def _taken(lock: Path, folder: Path) -> int:
    """The open lock file, held."""
    ends = time.monotonic() + PATIENCE
    while True:
        descriptor = os.open(lock, _FLAGS, 0o666)
        try:
            ours = _locked(descriptor)
            if ours and _is_still(descriptor, lock):
                return descriptor
            if not ours and time.monotonic() >= ends:
                raise InputError(Problem("folder_busy", str(folder), "--to"))
            if not ours:
                time.sleep(_POLL)
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    """Whether the lock could be had at once."""
    try:
        if fcntl is not None:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    except OSError as error:
        if error.errno in _HELD_BY_ANOTHER:
            return False
        raise
    return True


def _release(descriptor: int, lock: Path) -> None:
    """Let go and take the lock file away: while it is held, but on Windows, where an open file cannot be removed."""
    if fcntl is not None:
        lock.unlink(missing_ok=True)
        os.close(descriptor)
        return
    os.close(descriptor)
    with suppress(OSError):  # the next one has it open already, and takes it away
        lock.unlink()


def _is_still(descriptor: int, lock: Path) -> bool:
    """Whether the file that is locked is the one that others find: its last holder takes it away."""
    try:
        return os.path.samestat(os.fstat(descriptor), lock.stat())
    except FileNotFoundError:
        return False
