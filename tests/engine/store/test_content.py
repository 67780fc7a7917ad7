"""Contents under the hash of their bytes."""

import hashlib

import pytest

from engine.dataset.folder_files import folder_files
from engine.foundation.errors import InputError
from engine.store.content import as_folder, canonical, digest, keep, kept, kept_folder, listing


def test_the_hash_is_sha_256():
    """FIPS 180-4's example: the message «abc»."""
    assert digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_json_is_the_same_whatever_the_order_of_its_keys():
    assert canonical({"b": 1, "a": "å"}) == canonical({"a": "å", "b": 1}) == '{"a":"å","b":1}'.encode()


def test_a_folder_comes_back_with_every_file_that_belongs_to_the_format(database, tmp_path):
    (tmp_path / "industries.csv").write_bytes(b"industry_id,name_nb\na,A\n")
    (tmp_path / "notat.txt").write_bytes(b"hemmelig")
    files = folder_files(tmp_path)
    assert files == {"industries.csv": b"industry_id,name_nb\na,A\n"}
    with database.writing() as connection:
        keep(connection, listing(files), *files.values())
    with database.reading() as connection:
        assert kept_folder(connection, digest(listing(files)), "x") == files
    with as_folder(files, "navn") as folder:
        assert folder.name == "navn"
        assert folder_files(folder) == files


def test_keeping_the_same_twice_keeps_it_once(database):
    with database.writing() as connection:
        keep(connection, b"a", b"a")
    with database.writing() as connection:
        keep(connection, b"a", b"b")
    with database.reading() as connection:
        assert kept(connection, hashlib.sha256(b"a").hexdigest(), "x") == b"a"


def test_what_is_not_there_is_an_error_that_names_the_store(database):
    with database.reading() as connection, pytest.raises(InputError) as raised:
        kept(connection, "0" * 64, "her")
    assert raised.value.problems[0].file == "her"
