"""Official statistics for the app: brought recipes are read, and what came is the folder that the command writes."""

import io
import zipfile
from datetime import UTC, datetime

import pytest

from engine.criteria.reading import read_criteria
from engine.dataset.added_figures import read_base
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.errors import InputError, Problem
from engine.results.fetched_folder import fetch_packed, read_brought, read_brought_apart
from engine.results.uploads import OwnFile, read_own_files
from engine.sources.statbank.build import built, fetched, online, write
from engine.sources.statbank.client import Client, Limits
from engine.sources.statbank.recipe import parsed_recipe
from tests.engine.sources.statbank.server import serving
from tests.engine.sources.statbank.small import RECIPE, answers

BASE = shipped_data() / "publisert"
CORRESPONDENCE = b"from_code,to_code,weight,from_jobs,source\n47.110,47.111,1,,oss\n"


@pytest.fixture
def ask():
    with serving() as (bank, url):
        answers(bank)
        yield online(Client(url, Limits(pace=0)), lambda: datetime(2025, 3, 1, 12, tzinfo=UTC))


def test_the_archive_is_the_folder_that_the_command_writes(tmp_path, ask):
    recipe = parsed_recipe(RECIPE, "r.toml", "r")
    told = []
    packed = fetch_packed(BASE, [recipe], ask, tell=told.append)
    write(tmp_path / "ny", built(read_base(BASE), [fetched(recipe, ask)]))
    archive = zipfile.ZipFile(io.BytesIO(packed.archive))
    inside = {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}
    folder = tmp_path / "ny"
    assert inside == {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    assert told == ["12441"]


def test_what_came_can_be_used_as_a_visitors_own_data(ask):
    packed = fetch_packed(BASE, [parsed_recipe(RECIPE, "r.toml", "r")], ask)
    criteria = read_criteria(shipped_criteria() / "publisert.toml")
    upload = read_own_files((OwnFile("ssb.zip", packed.archive),), "nytt", criteria)
    assert upload.usable
    column = upload.dataset.column("absence", "2024K3")
    position = upload.dataset.position["butikkhandel"]
    assert (column.values[position], column.source_ids[position]) == (4.7, ("ssb_12441",))


def test_nothing_is_said_of_the_private_folder(ask):
    bad = RECIPE.replace('unit = "percent"', 'unit = "per mille"')
    with pytest.raises(InputError) as raised:
        fetch_packed(BASE, [parsed_recipe(bad, "r.toml", "r")], ask)
    assert raised.value.problems
    assert not any(problem.file.startswith("/") for problem in raised.value.problems)


def test_a_recipe_and_a_correspondence_table_are_read_by_their_names():
    given = (OwnFile("C:\\mine\\egen.toml", RECIPE.encode()), OwnFile("korrespondanse.csv", CORRESPONDENCE))
    brought = read_brought(given)
    assert brought.problems == ()
    assert [(recipe.name, recipe.table) for recipe in brought.recipes] == [("egen", "12441")]
    assert brought.correspondence.sources == ("oss",)


def test_every_mistake_in_the_files_is_told_by_the_files_own_name():
    broken = OwnFile("egen.toml", RECIPE.replace('target = "group_values"', 'target = "nei"').encode())
    table = OwnFile("korrespondanse.csv", CORRESPONDENCE.replace(b"47.111", b"47"))
    brought = read_brought((broken, OwnFile("tom.toml", b""), table, OwnFile("til.csv", CORRESPONDENCE)))
    assert brought.recipes == ()
    assert {problem.file for problem in brought.problems} == {"", "egen.toml", "tom.toml", "korrespondanse.csv"}
    assert {problem.code for problem in brought.problems if not problem.file} == {"fetching_many_tables"}


def test_recipes_are_read_in_a_bounded_process_and_what_costs_too_much_is_a_problem(monkeypatch):
    given = (OwnFile("egen.toml", RECIPE.encode()), OwnFile("til.csv", CORRESPONDENCE))
    assert read_brought_apart(given).recipes == read_brought(given).recipes != ()
    assert read_brought_apart(()) == read_brought(())

    def costly(*_):
        raise InputError(Problem("upload_costs", more={"seconds": "10", "megabytes": "500"}))

    monkeypatch.setattr("engine.results.fetched_folder.apart", costly)
    assert [problem.code for problem in read_brought_apart(given).problems] == ["upload_costs"]
