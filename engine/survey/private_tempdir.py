"""A private folder for what does not fit in memory. It goes away with the run, and a crashed run's with the next."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import stat
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

PREFIX, LOCK = "bransjevalg-microdata-", "in-use"
GRACE_SECONDS = 60.0
ENDED_BY = (signal.SIGTERM, signal.SIGHUP)


@contextmanager
def spill_folder() -> Iterator[Path]:
    """A folder that only its owner can read (0700), for as long as the block runs.

    A run that ends by an error, Ctrl-C or a signal removes it. One that is killed outright cannot; its lock goes with
    it, so that the next run knows the folder for a leftover and removes it.
    """
    remove_leftovers()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    lock = os.open(folder / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with _signals_as_exceptions():
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def remove_leftovers() -> None:
    """Remove this user's folders that no running program holds."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            about = folder.lstat()
            if not stat.S_ISDIR(about.st_mode) or about.st_uid != os.getuid():
                continue
            if not (folder / LOCK).exists():
                # Java can make the folder again while it ends; a new run's is without its lock for an instant only.
                if time.time() - about.st_mtime > GRACE_SECONDS:
                    shutil.rmtree(folder)
                continue
            held = os.open(folder / LOCK, os.O_RDWR | os.O_NOFOLLOW)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder)
            finally:
                os.close(held)


@contextmanager
def _signals_as_exceptions() -> Iterator[None]:
    """Signals that would end Python without a word raise SystemExit, so that the folder is removed."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, end) for number in ENDED_BY}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
