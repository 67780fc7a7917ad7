"""What README.md and docs/ say holds: commands run, reference parts are the declarations' own, links lead somewhere."""

import importlib.util
import json
import re
import shlex
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import engine
from app.views import in_order
from engine.cli.commands import COMMANDS
from engine.cli.main import main
from engine.foundation.locale import DEFAULT_LOCALE

TOP = Path(__file__).resolve().parents[1]
README = (TOP / "README.md").read_text(encoding="utf-8")
PAGES = {
    path.relative_to(TOP).as_posix(): path.read_text(encoding="utf-8")
    for path in (TOP / "README.md", TOP / "CONTRIBUTING.md", *sorted((TOP / "docs").glob("*.md")))
}
ALL = "\n".join(PAGES.values())
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", ALL, flags=re.MULTILINE | re.DOTALL)
MOST_LINES = 150
PROGRAM = "bransjevalg"
STARTS_A_SERVER = "app"


def shell_lines():
    return [line for kind, block in BLOCKS if kind == "sh" for line in block.splitlines() if line.strip()]


def examples():
    """Every call of the program in a shell block, as words."""
    calls = [shlex.split(line, comments=True) for line in shell_lines()]
    return [words[1:] for words in calls if words[0] == PROGRAM]


@pytest.fixture
def at_top(tmp_path, monkeypatch):
    """A folder that looks like the top of the project, where examples may write."""
    for folder in ("data", "criteria"):
        (tmp_path / folder).symlink_to(TOP / folder)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("line", [line for line in shell_lines() if line.startswith(f"{PROGRAM} ")])
def test_every_example_of_the_command_ends_as_it_says(line, at_top):
    words = shlex.split(line, comments=True)[1:]
    if words[0] == STARTS_A_SERVER:
        return  # the browser tests start it
    match = re.search(r"# exit (\d)", line)
    assert main(words) == (int(match[1]) if match else 0)


def test_every_command_has_an_example():
    assert {words[0] for words in examples()} == set(COMMANDS)


OVERVIEW = PAGES["docs/commands.md"].partition("## Every option")[0]


def flags(text):
    return set(re.findall(r"--[a-z][a-z-]*", text))


def flags_in_the_overview(name):
    """What the overview says that a command takes: in its own row, and the conditions where the row says so."""
    (row,) = re.findall(rf"^\| `{name}\b.*$", OVERVIEW, flags=re.MULTILINE)
    conditions = re.search(r"^The conditions: (.+?);", OVERVIEW, flags=re.MULTILINE | re.DOTALL)[1]
    return flags(row) | (flags(conditions) if "the conditions" in row else set())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_is_in_the_commands_overview(name):
    """Those of its own in its row, and no other; those of most commands above the rows or in the text below them."""
    above = re.search(r"^```text\n(.+?)^```$", OVERVIEW, flags=re.MULTILINE | re.DOTALL)[1]
    of_most = flags(above) | {"--by", "--notes"}
    taken, documented = {option.flag for option in COMMANDS[name].options}, flags_in_the_overview(name)
    assert taken - of_most == documented - of_most
    assert all(flag in above or f"`{flag}" in OVERVIEW for flag in taken & of_most)


def test_the_readme_is_read_in_two_minutes():
    assert len(README.splitlines()) <= MOST_LINES


def reference():
    """The module that writes the reference parts; it is a script beside the pages, not a part of the package."""
    place = importlib.util.spec_from_file_location("reference", TOP / "docs" / "reference.py")
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if "<!-- begin " in page])
def test_reference_parts_are_what_the_declarations_give(name):
    """Otherwise: ``make docs``."""
    assert reference().written(PAGES[name]) == PAGES[name]


def test_every_reference_part_stands_on_a_page():
    assert {name for _, name, _, _ in reference().PART.findall(ALL)} == set(reference().PARTS)


def test_every_make_target_that_the_readme_names_exists_and_the_other_way():
    phony = re.search(r"^\.PHONY: (.+)$", (TOP / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert phony
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", ALL, flags=re.MULTILINE))
    assert named == set(phony[1].split())


def pages():
    return sorted(path.stem for path in (TOP / "app" / "views").glob("*.py") if path.name != "__init__.py")


def test_every_page_of_the_app_is_in_the_table_for_its_users_in_the_order_of_the_menu():
    listed = re.findall(r"^\| ([^|]+) \|", README.partition("## Sidene")[2].partition("\n## ")[0], flags=re.MULTILINE)
    assert listed[1:] == [DEFAULT_LOCALE.text(f"app.{page}_title") for page in in_order()]


def test_every_page_gives_itself_a_place_of_its_own_in_the_menu():
    assert sorted(in_order()) == pages()
    places = [import_module(f"app.views.{page}").PLACE for page in in_order()]
    assert places == sorted(set(places))


def test_the_public_names_are_those_of_the_readme():
    listed = re.search(r"^Public names: (.+?)\.$", ALL, flags=re.MULTILINE | re.DOTALL)
    assert listed
    assert set(re.findall(r"`(\w+)`", listed[1])) == set(engine.PUBLIC)
    assert all(getattr(engine, name) for name in engine.PUBLIC)


def test_the_python_example_runs_as_it_stands():
    examples = {block for kind, block in BLOCKS if kind == "python"}
    (example,) = examples
    assert len(example.splitlines()) <= 6
    done = subprocess.run([sys.executable, "-c", example], cwd=TOP, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "hjemmetjenesten" in done.stdout


def test_the_published_schemas_are_what_the_results_declare():
    """Otherwise: ``make docs``."""
    published = {path.name: path.read_text(encoding="utf-8") for path in (TOP / "docs" / "schemas").iterdir()}
    assert published == reference().schemas()


def test_condition_ids_are_listed_as_results_write_them(capsys):
    assert main(["select", "--format", "json", "--must", "luftfart", "--must", "sjofart", "--minimum-new", "6"]) == 3
    conflict = json.loads(capsys.readouterr().out)["conflict"]
    assert conflict
    for condition in conflict:
        assert f"`{condition}`" in ALL or f"`{condition.partition('.')[0]}." in ALL


@pytest.mark.parametrize("name", PAGES)
def test_every_linked_file_exists(name):
    for target in re.findall(r"\]\(([^)#:]+)[)#]", PAGES[name]):
        assert ((TOP / name).parent / target).exists(), target
