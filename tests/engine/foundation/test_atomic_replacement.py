"""Files and folders that are replaced whole: real processes are killed at every step of the work."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.dataset.reading import read_dataset
from engine.foundation import atomic_replacement as replacing
from engine.foundation.atomic_replacement import exchanged, replace_file, replacing_folder, restore

POSIX = pytest.mark.skipif(os.name != "posix", reason="kills as POSIX has them")

# Children that are killed at the first, second, third … file operation of writing a folder; one line a child says
# whether it was killed and what stands in the folder afterwards, as the next reader finds it.
KILLED = """
import json, os, signal, sys
from pathlib import Path
from engine.foundation import atomic_replacement as replacing
from engine.dataset.validation import checked_folder
from engine.dataset.writing import write_folder

folder, plain = Path(sys.argv[1]) / "data", sys.argv[2] == "plain"
if plain:
    replacing.exchanged = lambda one, other: False
FILE_OPERATIONS = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.scandir", "shutil.rmtree")

def write(name):
    rows = [{"industry_id": name, "name_nb": name}]
    write_folder(folder, {"industries": rows}, name="prove", title=name, others={"raw/answer": name.encode() * 999})

def killed_at(step):
    def count(event, arguments):
        nonlocal step
        if event in FILE_OPERATIONS:
            step -= 1
            if step == 0:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(count)

step, said = 0, []
while True:
    write("old")
    step += 1
    child = os.fork()
    if child == 0:
        killed_at(step)
        write("new")
        os._exit(0)
    _, status = os.waitpid(child, 0)
    checked = checked_folder(folder)
    names = list(checked.tables["industries"].columns["industry_id"]) if "industries" in checked.tables else []
    raw = (folder / "raw" / "answer").read_text()
    whole = not checked.problems and raw == names[0] * 999
    said.append([os.WIFSIGNALED(status), whole, names])
    if os.WIFEXITED(status):
        break
write("old")
print(json.dumps([said, sorted(os.listdir(folder.parent))]))
"""


@POSIX
@pytest.mark.parametrize("way", ["exchange", "plain"])
def test_a_kill_at_any_step_leaves_the_old_folder_or_the_new_one(tmp_path, way):
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), way], capture_output=True, text=True, check=True
    )
    runs, left = json.loads(done.stdout)
    assert len(runs) > 10
    assert [killed for killed, *_ in runs] == [True] * (len(runs) - 1) + [False]
    assert all(whole and names in (["old"], ["new"]) for _, whole, names in runs)
    assert {names[0] for _, _, names in runs} == {"old", "new"}
    assert left == ["data"]  # the next run clears away what killed ones left


KILLED_BETWEEN_RENAMES = """
import os, signal, sys
from pathlib import Path
from engine.foundation import atomic_replacement as replacing
replacing.exchanged = lambda one, other: False
rename, done = os.replace, []
def one_only(source, target):
    if done:
        os.kill(os.getpid(), signal.SIGKILL)
    done.append(rename(source, target))
os.replace = one_only
with replacing.replacing_folder(Path(sys.argv[1])) as fresh:
    (fresh / "file").write_text("new")
"""


@POSIX
def test_a_folder_lost_between_two_renames_is_found_by_its_next_reader(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "industries.csv").write_text("industry_id,name_nb\na,A\n")
    done = subprocess.run([sys.executable, "-c", KILLED_BETWEEN_RENAMES, str(folder)], check=False)
    assert done.returncode == -9
    assert not folder.exists()
    assert [industry.industry_id for industry in read_dataset(folder).industries] == ["a"]
    with replacing_folder(folder) as fresh:
        (fresh / "file").write_text("new")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_an_interruption_between_two_renames_brings_the_old_folder_back(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "file").write_text("old")
    rename = os.replace

    def interrupted(source, target):
        if Path(source).name == "new":
            raise KeyboardInterrupt
        rename(source, target)

    monkeypatch.setattr(replacing, "exchanged", lambda folder, other: False)
    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt), replacing_folder(folder):
        pass
    assert (folder / "file").read_text() == "old"


def test_a_symbolic_link_is_followed_and_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    with replacing_folder(tmp_path / "link") as fresh:
        (fresh / "file").write_text("new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "file").read_text() == "new"
    (tmp_path / "file.link").symlink_to("real/file")
    replace_file(tmp_path / "file.link", lambda path: path.write_text("newer"))
    assert (tmp_path / "file.link").is_symlink()
    assert (tmp_path / "real" / "file").read_text() == "newer"


def test_a_file_is_the_old_one_until_the_new_one_is_whole(tmp_path):
    file = tmp_path / "r.xlsx"
    file.write_text("old")
    file.chmod(0o640)

    def full(path):
        assert path.suffix == ".xlsx"  # libraries choose the format by it
        path.write_text("ne")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        replace_file(file, full)
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["r.xlsx"]
    replace_file(file, lambda path: path.write_text("new"))
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("new", 0o640)


def test_two_folders_exchange_their_names_where_the_system_can(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "of a").touch()
    if exchanged(tmp_path / "a", tmp_path / "b"):
        assert (tmp_path / "b" / "of a").exists()
        with pytest.raises(OSError, match="No such file"):
            exchanged(tmp_path / "a", tmp_path / "c")
    else:
        assert (tmp_path / "a" / "of a").exists()


def test_nothing_is_restored_where_nothing_was_lost(tmp_path):
    restore(tmp_path / "never")
    restore(tmp_path / "no" / "folder" / "here")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_half_made_is_gone_after_the_next_run(tmp_path):
    """Killed while it writes: the old file stands, and half of the new one lies beside it until then."""
    place = tmp_path / "result.csv"
    place.write_text("old")
    code = (
        "import os, sys; from pathlib import Path; from engine.foundation.atomic_replacement import replace_file\n"
        "replace_file(Path(sys.argv[1]), lambda path: (path.write_text('half'), os.kill(os.getpid(), 9)))"
    )
    subprocess.run([sys.executable, "-c", code, str(place)], check=False)
    assert place.read_text() == "old"
    assert len(list(tmp_path.iterdir())) > 1
    (tmp_path / ".result.bransjevalg-mine.txt").write_text("another's")
    replace_file(place, lambda path: path.write_text("new"))
    assert place.read_text() == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".result.bransjevalg-mine.txt", "result.csv"]
