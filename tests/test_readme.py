"""What README.md says holds: its commands run, its tables are the code's own, its picture of the folders is true."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import engine
from engine.cli import main
from engine.commands import COMMANDS
from engine.criteria.keys import FILE, KEYS, PROFILES_FILE
from engine.dataset.prevention.effects import read_effects, shipped_effects
from engine.texts import text

TOP = Path(__file__).resolve().parents[1]
README = (TOP / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)
PROGRAM = "bransjevalg"
STARTS_A_SERVER = "app"
SHOWN = {FILE: "(top)", PROFILES_FILE: "(top of a profiles file)"}


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
    said = re.search(r"# exit (\d)", line)
    assert main(words) == (int(said[1]) if said else 0)


def test_every_command_has_an_example():
    assert {words[0] for words in examples()} == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_is_in_the_readme(name):
    for option in COMMANDS[name].options:
        assert option.flag in README, f"{name} {option.flag}"


def test_every_make_target_that_the_readme_names_exists_and_the_other_way():
    phony = re.search(r"^\.PHONY: (.+)$", (TOP / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert phony
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", README, flags=re.MULTILINE))
    assert named == set(phony[1].split())


def allowed(key):
    """What may stand at a key, in few words."""
    if key.choices:
        named = ", ".join(f"`{choice}`" for choice in key.choices)
        return (
            f"list of {named}" if key.kind == "choices" else f"{key.kind} to {named}" if key.kind == "fates" else named
        )
    kinds = {
        "sections": f"any number of `[[{key.subtable}]]`",
        "section": f"`[{key.subtable}]`",
        "table": "table in braces",
        "ids": "list of ids",
        "groups": "list of lists of ids",
        "periods": "list of periods",
        "weights": "id to number",
        "bounds": "id to `{ min, max }`",
        "file_id": "id (hyphens too)",
    }
    said = kinds.get(key.kind, key.kind)
    return f"{said}, {key.range}" if key.range and key.kind != "weights" else said


def default(key):
    if key.required:
        return "required"
    if key.default in (None, "", ()):
        return "–"
    return f"`{json.dumps(key.default)}`"


def row(key):
    """The line of the README's table about a key of the criteria file."""
    place = SHOWN.get(key.table, f"`{key.table}`")
    return f"| {place} | `{key.name}` | {allowed(key)} | {default(key)} | {key.meaning('en')} |"


@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key.table}.{key.name}")
def test_every_key_of_the_criteria_file_is_in_the_table_as_declared(key):
    assert row(key) in README.splitlines()


def test_the_table_has_no_key_that_the_parser_does_not_know():
    places = "|".join(re.escape(place) for place in {SHOWN.get(key.table, f"`{key.table}`") for key in KEYS})
    rows = re.findall(rf"^\| (?:{places}) \| `\w+` \| .*$", README, flags=re.MULTILINE)
    assert len(rows) == len(KEYS)


def in_the_picture():
    """Paths of the files and folders in the README's tree."""
    tree = next(block for kind, block in BLOCKS if kind == "text" and block.startswith("engine/"))
    found, above = [], []
    for line in tree.splitlines():
        depth, name = (len(line) - len(line.lstrip())) // 2, line.split()[0]
        above = [*above[:depth], name]
        found.append("".join(above))
    return found


def modules():
    return {
        path.relative_to(TOP).as_posix()
        for folder in ("engine", "app")
        for path in (TOP / folder).rglob("*.py")
        if path.name != "__init__.py" or path.parent.name == "engine"
    }


def test_every_module_is_in_the_picture_of_the_folders():
    assert modules() - set(in_the_picture()) == set()


def test_everything_in_the_picture_of_the_folders_exists_once():
    pictured = in_the_picture()
    assert [path for path in pictured if not (TOP / path).exists()] == []
    assert len(pictured) == len(set(pictured))


def pages():
    return sorted(path.stem for path in (TOP / "app" / "views").glob("*.py") if path.name != "__init__.py")


@pytest.mark.parametrize("page", pages())
def test_every_page_of_the_app_is_in_the_table_for_its_users(page):
    assert f"| {text(f'app.{page}_title')} | " in README


def test_the_public_names_are_those_of_the_readme():
    listed = re.search(r"^Public names: (.+?)\.$", README, flags=re.MULTILINE | re.DOTALL)
    assert listed
    assert set(re.findall(r"`(\w+)`", listed[1])) == set(engine.PUBLIC)
    assert all(getattr(engine, name) for name in engine.PUBLIC)


def test_the_python_example_runs_as_it_stands():
    (example,) = (block for kind, block in BLOCKS if kind == "python")
    assert len(example.splitlines()) <= 6
    done = subprocess.run([sys.executable, "-c", example], cwd=TOP, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "hjemmetjenesten" in done.stdout


def words_of(result):
    """Every key of a result, at any depth."""
    if isinstance(result, dict):
        yield from result
    for one in result.values() if isinstance(result, dict) else result if isinstance(result, list) else ():
        yield from words_of(one)


@pytest.fixture(scope="module")
def ids():
    """Keys of results that are names of things, not words."""
    dataset = engine.read_dataset(TOP / "data" / "publisert")
    criteria = engine.read_criteria(TOP / "criteria" / "publisert.toml")
    profiles = engine.read_profiles(TOP / "criteria" / "synspunkter.toml")
    named = [one.id for one in profiles]
    outcomes = [one.outcome_id for one in read_effects(shipped_effects())]
    return {*dataset.position, *dataset.columns, *dataset.sources, *criteria.criteria, *named, *outcomes}


@pytest.mark.parametrize(
    "words",
    [
        "rank",
        "select",
        "check sjofart",
        "robustness --draws 20 --data-uncertainty",
        "methods",
        "audit",
        "parties",
        "prevention --data syntetisk --draws 20",
    ],
)
def test_every_key_of_a_result_is_explained(words, ids, capsys):
    assert main([*words.split(), "--format", "json"]) == 0
    keys = {key for key in words_of(json.loads(capsys.readouterr().out)) if re.fullmatch("[a-z_]+", key)}
    assert {key for key in keys - ids if f"`{key}`" not in README} == set()


def test_condition_ids_are_listed_as_results_write_them(capsys):
    assert main(["select", "--format", "json", "--must", "luftfart", "--must", "sjofart", "--minimum-new", "5"]) == 3
    conflict = json.loads(capsys.readouterr().out)["conflict"]
    assert conflict
    for condition in conflict:
        assert f"`{condition}`" in README or f"`{condition.partition('.')[0]}." in README


def test_every_linked_file_exists():
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (TOP / target).exists(), target
