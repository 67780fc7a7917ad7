"""The private folder: who can read it, and that it goes away however the run ends."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from engine.survey.private_tempdir import PREFIX, remove_leftovers, spill_folder

CHILD = """
import sys, time
from engine.survey.private_tempdir import spill_folder
with spill_folder() as folder:
    (folder / "answers").write_text("secret")
    print(folder, flush=True)
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield
    tempfile.tempdir = None


def left(tmp_path):
    return list(tmp_path.glob(f"{PREFIX}*"))


def test_only_its_owner_can_read_it_and_it_is_gone_afterwards(tmp_path):
    with spill_folder() as folder:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert folder.parent == tmp_path
    assert left(tmp_path) == []


def test_an_error_removes_it(tmp_path):
    with pytest.raises(KeyError), spill_folder():
        raise KeyError
    assert left(tmp_path) == []


def child():
    process = subprocess.Popen([sys.executable, "-c", CHILD], stdout=subprocess.PIPE, text=True)
    return process, Path(process.stdout.readline().strip())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_removes_it(tmp_path, number):
    process, folder = child()
    assert folder.is_dir()
    process.send_signal(number)
    process.communicate(timeout=20)
    assert left(tmp_path) == []


def test_a_killed_run_is_cleaned_up_by_the_next_and_a_living_one_is_left_alone(tmp_path):
    killed, dead = child()
    alive, living = child()
    killed.kill()
    killed.communicate(timeout=20)
    assert (dead / "answers").exists()
    remove_leftovers()
    assert not dead.exists()
    assert (living / "answers").exists()
    alive.terminate()
    alive.communicate(timeout=20)


def test_what_only_looks_like_a_leftover_is_not_followed(tmp_path):
    other = tmp_path / "mine"
    other.mkdir()
    (other / "in-use").touch()
    os.symlink(other, tmp_path / f"{PREFIX}trap")
    remove_leftovers()
    assert (other / "in-use").exists()


def test_it_works_beside_other_threads(tmp_path):
    seen = []

    def run():
        with spill_folder() as folder:
            seen.append(folder.is_dir())

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert seen == [True]
    assert left(tmp_path) == []


def test_a_folder_without_its_lock_is_a_leftover_once_it_is_old(tmp_path):
    for name, age in (("old", 3600), ("new", 0)):
        folder = tmp_path / f"{PREFIX}{name}"
        folder.mkdir()
        os.utime(folder, (time.time() - age,) * 2)
    remove_leftovers()
    assert [folder.name for folder in left(tmp_path)] == [f"{PREFIX}new"]
