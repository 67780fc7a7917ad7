"""Two at once in one folder: the second waits, or says that it gave up."""

import errno
import fcntl
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engine.foundation import folder_lock
from engine.foundation.errors import InputError
from engine.foundation.folder_lock import exclusive

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no flock there")

HOLDING = """
import sys
from pathlib import Path
from engine.foundation.folder_lock import exclusive
with exclusive(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(folder):
    """A process that holds the lock until its input ends, or it is killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout.readline() == b"held\n"
    return process


def test_a_folder_that_another_process_holds_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(folder_lock, "PATIENCE", 0.0)
    with holder(tmp_path / "data") as other:
        (tmp_path / "link").symlink_to("data")
        for name in ("data", "link"):
            with pytest.raises(InputError) as error, exclusive(tmp_path / name):
                pass
            assert error.value.sentence().startswith(f"{tmp_path / name}, --to: En annen kjøring skriver")
        with exclusive(tmp_path / "other"):
            pass
        other.stdin.close()
    with exclusive(tmp_path / "data"):
        pass


def test_a_killed_process_holds_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(folder_lock, "PATIENCE", 0.0)
    with holder(tmp_path / "data") as other:
        other.kill()
        other.wait()
        with exclusive(tmp_path / "data"):
            pass


def test_whoever_holds_it_may_enter_again_and_nothing_is_left(tmp_path):
    with exclusive(tmp_path / "a" / "b" / "data"), exclusive(tmp_path / "a" / "b" / "data"):
        assert (tmp_path / "a" / "b").is_dir()
    assert list(tmp_path.iterdir()) == []
    with exclusive(Path("/")):
        pass


def test_one_at_a_time_among_many(tmp_path):
    """A counter that is read, and written only after others had their turn: none of 200 additions is lost."""
    counter = tmp_path / "counter"
    counter.write_text("0")

    def add(_):
        with exclusive(tmp_path / "data"):
            read = int(counter.read_text())
            counter.write_text(str(read + 1))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add, range(200)))
    assert counter.read_text() == "200"


class WindowsLocking:
    """``msvcrt`` as its documentation has it: the first byte locked by one, EACCES for every other that does not wait.

    The lock itself is the other system's own, which is also by open file and ends with it.
    """

    LK_NBLCK = 2

    @staticmethod
    def locking(descriptor, mode, count):
        assert (mode, count) == (WindowsLocking.LK_NBLCK, 1)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PermissionError(errno.EACCES, "Permission denied") from None


def windows_unlink(path):
    """A file that somebody else has open and locked cannot be removed."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        WindowsLocking.locking(descriptor, WindowsLocking.LK_NBLCK, 1)
        if os.path.samestat(os.fstat(descriptor), os.stat(path)):  # else another has removed it, and a third made it
            os.unlink(path)
    finally:
        os.close(descriptor)


def test_windows_has_a_lock_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "unlink", windows_unlink)
    monkeypatch.setattr(folder_lock, "fcntl", None)
    monkeypatch.setattr(folder_lock, "msvcrt", WindowsLocking)
    test_one_at_a_time_among_many(tmp_path)
    with exclusive(tmp_path / "a" / "data"), exclusive(tmp_path / "a" / "data"):
        assert (tmp_path / "a" / ".data.lock").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["counter"]
    monkeypatch.setattr(folder_lock, "PATIENCE", 0.0)
    with exclusive(tmp_path / "data"), ThreadPoolExecutor(1) as threads:

        def enter():
            with exclusive(tmp_path / "data"):
                pass

        with pytest.raises(InputError, match="En annen kjøring skriver"):
            threads.submit(enter).result()
