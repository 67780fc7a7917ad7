"""Scenarios in the repository are computed anew: a change of results is always noticed, and must be explained.

Where one differs on purpose, ``python -m tests.scenarios.kept --why "…"`` records it with its reason; the changelog
says the same to users.
"""

import shutil

import pytest

from engine.store.opening import open_database
from engine.store.portable import packed_alone, unpack
from engine.store.scenarios import replay
from tests.engine.store.conftest import asked
from tests.scenarios.kept import FILES, inputs_of, moved, read, record


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_kept_scenario_gives_what_it_gave(path):
    assert moved(read(path)) == [], 'say why: python -m tests.scenarios.kept --why "…"'


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_recorded_result_has_its_reason(path):
    explained = read(path)["explained"]
    assert explained
    assert all(entry["why"].strip() and entry["date"] for entry in explained)


def test_a_change_is_noticed_and_recorded_with_its_reason(tmp_path):
    path = tmp_path / "changed.json"
    shutil.copy(next(file for file in FILES if file.stem == "publisert_standard"), path)
    path.write_text(path.read_text(encoding="utf-8").replace('"luftfart": 2', '"luftfart": 3'), encoding="utf-8")
    assert [difference["where"] for difference in moved(read(path))] == ["ranks.luftfart"]
    assert record(path, "a rank was moved by hand", "2026-11-28")
    assert moved(read(path)) == []
    assert read(path)["explained"][-1] == {"date": "2026-11-28", "why": "a rank was moved by hand"}
    assert not record(path, "nothing", "2026-11-28")


def test_a_scenario_sent_as_a_file_without_a_store_is_replayed_in_another(tmp_path):
    file = tmp_path / "alone.zip"
    file.write_bytes(packed_alone("Alene", asked(), why="uten database"))
    from sqlalchemy import URL

    database = open_database(URL.create("sqlite+pysqlite", database=str(tmp_path / "other.sqlite3")))
    try:
        (scenario,) = unpack(database, file)
        assert (scenario.name, scenario.why) == ("Alene", "uten database")
        assert replay(database, scenario) == []
    finally:
        database.close()


def test_the_kept_ones_are_of_every_shipped_data_set():
    assert {read(path)["data"] for path in FILES} == {"publisert", "noa", "syntetisk"}
    assert all(inputs_of(read(path)).data_files for path in FILES)
