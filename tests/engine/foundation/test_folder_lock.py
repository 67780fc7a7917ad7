"""Two at once in one folder: the second waits, or says that it gave up."""

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
