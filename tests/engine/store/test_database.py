"""Where scenarios are kept, and what is said where they cannot be."""

import sqlite3

import pytest

from engine.foundation.errors import InputError, MissingExtraError
from engine.foundation.locale import Locale
from engine.store import database
from engine.store.database import address, user_data_folder
from engine.store.opening import open_database
from engine.store.scenarios import find, save
from tests.engine.store.conftest import asked


def refused(call, *words):
    with pytest.raises(InputError) as raised:
        call(*words)
    return raised.value.problems[0]


def test_without_an_address_it_is_a_file_among_the_users_own_data(monkeypatch, tmp_path):
    monkeypatch.delenv("BRANSJEVALG_DATABASE_URL", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(database.sys, "platform", "linux")
    open_database().close()
    assert (tmp_path / "bransjevalg" / "bransjevalg.sqlite3").is_file()


@pytest.mark.parametrize(
    ("platform", "variable", "ending"),
    [
        ("linux", "XDG_DATA_HOME", "bransjevalg"),
        ("win32", "LOCALAPPDATA", "bransjevalg"),
        ("darwin", "", "Library/Application Support/bransjevalg"),
    ],
)
def test_each_system_has_its_own_place(monkeypatch, tmp_path, platform, variable, ending):
    monkeypatch.setattr(database.sys, "platform", platform)
    monkeypatch.setenv("HOME", str(tmp_path))
    if variable:
        monkeypatch.setenv(variable, str(tmp_path))
    assert user_data_folder() == tmp_path / ending


@pytest.mark.parametrize(("url", "code"), [("mysql://x/y", "store_kind"), ("tull", "store_address")])
def test_an_address_that_cannot_be_used_is_refused_without_being_repeated(monkeypatch, url, code):
    monkeypatch.setenv("BRANSJEVALG_DATABASE_URL", url)
    assert refused(address).code == code


def test_a_password_is_in_no_message(monkeypatch):
    monkeypatch.setenv("BRANSJEVALG_DATABASE_URL", "postgresql://ola:hemmelig@127.0.0.1:1/x")
    problem = refused(open_database)
    assert problem.code == "store_failed"
    assert "hemmelig" not in problem.sentence(Locale("nb"))


def test_a_missing_driver_says_which_extra_brings_it(monkeypatch):
    monkeypatch.setenv("BRANSJEVALG_DATABASE_URL", "postgresql://x@127.0.0.1/x")

    def none(*_args, **_options):
        raise ModuleNotFoundError("psycopg")

    monkeypatch.setattr(database.sa, "create_engine", none)
    with pytest.raises(MissingExtraError) as raised:
        open_database()
    assert raised.value.extra == "postgres"


def test_a_file_that_is_no_database_is_said_to_be_none(monkeypatch, tmp_path):
    (tmp_path / "store.sqlite3").write_bytes(b"ikke en database" * 100)
    monkeypatch.setenv("BRANSJEVALG_DATABASE_URL", f"sqlite:///{tmp_path}/store.sqlite3")
    assert "not a database" in refused(open_database).sentence(Locale("nb"))


def test_a_folder_that_is_a_file_is_said_once(monkeypatch, tmp_path):
    (tmp_path / "fil").write_text("x")
    monkeypatch.setenv("BRANSJEVALG_DATABASE_URL", f"sqlite:///{tmp_path}/fil/store.sqlite3")
    assert refused(open_database).code == "store_failed"


def test_a_store_that_may_only_be_read_is_said_to_be_so(monkeypatch, tmp_path):
    monkeypatch.setenv("BRANSJEVALG_DATABASE_URL", f"sqlite:///{tmp_path}/store.sqlite3")
    opened = open_database()
    saved = save(opened, "før", asked())

    @database.sa.event.listens_for(opened.engine, "connect")
    def only_reading(connection, _record):
        connection.execute("PRAGMA query_only = ON")

    assert "readonly" in refused(save, opened, "x", asked()).sentence(Locale("nb"))
    assert find(opened, "før") == saved


def test_a_full_disk_is_said_and_leaves_the_store_as_it_was(monkeypatch, tmp_path):
    """SQLite's own limit on pages gives the error that a full disk gives."""
    monkeypatch.setenv("BRANSJEVALG_DATABASE_URL", f"sqlite:///{tmp_path}/store.sqlite3")
    opened = open_database()
    save(opened, "først", asked())

    @database.sa.event.listens_for(opened.engine, "connect")
    def no_more_pages(connection, _record):
        connection.execute("PRAGMA max_page_count = 1")

    with pytest.raises(InputError) as raised:
        save(opened, "så", asked(weights={"exit": 0.3}), why="x" * 100_000)
    assert "full" in raised.value.sentence(Locale("nb"))
    assert "lastes ned" in raised.value.sentence(Locale("nb"))
    with sqlite3.connect(tmp_path / "store.sqlite3") as connection:
        assert connection.execute("SELECT name FROM scenario").fetchall() == [("først",)]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
