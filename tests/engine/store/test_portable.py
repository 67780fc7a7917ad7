"""Scenarios as a file: sent, backed up, restored in either kind of database."""

import json
import zipfile

import pytest
from sqlalchemy.engine import make_url

from engine.criteria.model import Profile
from engine.foundation.errors import InputError
from engine.store.opening import open_database
from engine.store.portable import packed, unpack
from engine.store.scenarios import find, inputs_of, listed, replay, save
from tests.engine.store.conftest import asked


@pytest.fixture
def other(tmp_path):
    opened = open_database(make_url(f"sqlite:///{tmp_path}/annen.sqlite3").set(drivername="sqlite+pysqlite"))
    yield opened
    opened.close()


def test_a_backup_restores_everything_in_another_database(database, other, tmp_path):
    for setting in ({}, {"weights": {"exit": 0.9}}, {"must": ("b",)}):
        save(database, "start", asked(**setting))
    save(database, "annen", asked())
    (tmp_path / "kopi").write_bytes(packed(database))
    assert len(unpack(other, tmp_path / "kopi")) == 4
    assert listed(other, None, every=True) == listed(database, None, every=True)
    assert replay(other, find(other, "start")) == []


def test_viewpoints_go_with_the_file_and_give_the_same_there(database, other, tmp_path):
    own = (Profile("own_1", "Vi", {"absence": 1, "exit": 3}, "møtet i mai"),)
    save(database, "med synspunkt", asked(viewpoints=own))
    (tmp_path / "sendt").write_bytes(packed(database, [find(database, "med synspunkt")]))
    unpack(other, tmp_path / "sendt")
    there = find(other, "med synspunkt")
    assert inputs_of(other, there).setting.viewpoints == own
    assert replay(other, there) == []


def test_restoring_twice_adds_nothing_and_changes_nothing(database, tmp_path):
    save(database, "start", asked())
    (tmp_path / "kopi").write_bytes(packed(database))
    before = listed(database, None, every=True)
    assert unpack(database, tmp_path / "kopi") == ()
    assert listed(database, None, every=True) == before


def test_equal_scenarios_give_equal_bytes(database):
    scenario = save(database, "start", asked())
    assert packed(database, [scenario]) == packed(database, [scenario])


def test_one_that_supersedes_another_can_be_sent_alone(database, other, tmp_path):
    save(database, "start", asked())
    newest = save(database, "start", asked(weights={"exit": 0.9}))
    (tmp_path / "fil").write_bytes(packed(database, [newest]))
    (brought,) = unpack(other, tmp_path / "fil")
    assert (brought.id, replay(other, brought)) == (newest.id, [])


def changed(content, name, by):
    """The file with one member put through ``by``."""
    import io

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            new.writestr(member, by(old.read(member)) if member == name else old.read(member))
    return out.getvalue()


@pytest.mark.parametrize(
    ("by", "code"),
    [
        (lambda raw: raw.replace(b'"why": ""', b'"why": "annet"'), "store_damaged"),
        (lambda raw: b"[]", "store_file_form"),
        (lambda raw: b"\xff", "store_file_form"),
        (lambda raw: json.dumps({"format": 99, "scenarios": []}).encode(), "store_file_form"),
        (lambda raw: json.dumps({"format": 1, "scenarios": [{"id": "x"}]}).encode(), "store_file_form"),
    ],
)
def test_a_file_that_was_changed_is_refused_whole(database, other, tmp_path, by, code):
    scenario = save(database, "start", asked())
    (tmp_path / "fil").write_bytes(changed(packed(database, [scenario]), "scenarios.json", by))
    with pytest.raises(InputError) as raised:
        unpack(other, tmp_path / "fil")
    assert raised.value.problems[0].code == code
    assert listed(other) == ([], 0)


def test_contents_that_were_changed_are_refused(database, other, tmp_path):
    scenario = save(database, "start", asked())
    content = changed(packed(database, [scenario]), f"content/{scenario.criteria}", lambda raw: raw + b"\n")
    (tmp_path / "fil").write_bytes(content)
    with pytest.raises(InputError) as raised:
        unpack(other, tmp_path / "fil")
    assert raised.value.problems[0].code == "store_damaged"


@pytest.mark.parametrize("content", [b"", b"PK", b"ikke en zip"])
def test_a_file_that_is_none_of_ours_is_said_to_be_none(other, tmp_path, content):
    (tmp_path / "fil").write_bytes(content)
    with pytest.raises(InputError) as raised:
        unpack(other, tmp_path / "fil")
    assert raised.value.problems[0].code == "store_file_form"
