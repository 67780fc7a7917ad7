"""Imports point one way, every module has its test, and every sentence stands in every language."""

import ast
import string
import tomllib
from pathlib import Path

import pytest

from engine.foundation.locale import DEFAULT_LANGUAGE, LANGUAGES

TOP = Path(__file__).resolve().parents[1]

ROOMS = (
    ("foundation",),
    ("classification",),
    ("dataset",),
    ("criteria",),
    ("scoring",),
    ("selection",),
    ("robustness",),
    ("plans",),
    # What makes data folders stands side by side: none of them knows of another.
    ("sources", "survey", "prevention_potential", "spreadsheets"),
    ("shipping",),
    ("output",),
    ("transfer",),
    ("results",),
    ("store",),
    ("cli",),
)
ORDER = {room: level for level, rooms in enumerate(ROOMS) for room in rooms}
INTERFACES = ("streamlit", "plotly")
CALCULATION = ("numpy", "scipy", "sklearn", "pulp", "highspy")
MOST_LINES = 400

ENGINE = sorted((TOP / "engine").rglob("*.py"))
APP = sorted((TOP / "app").rglob("*.py"))
TEXTS = sorted((TOP / "engine" / "texts" / DEFAULT_LANGUAGE).glob("*.toml"))


def name(path):
    return path.relative_to(TOP).as_posix()


def imported(source):
    """Full dotted names of every import in ``source``, those inside functions too."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def packages(source):
    return {module.partition(".")[0] for module in imported(source)}


def engine_parts(source):
    """Rooms of the engine that ``source`` imports from."""
    return {parts[1] for parts in (m.split(".") for m in imported(source)) if parts[0] == "engine" and len(parts) > 1}


def room_of(path):
    return path.relative_to(TOP / "engine").parts[0]


@pytest.mark.parametrize("path", [path for path in ENGINE if room_of(path) in ORDER], ids=name)
def test_a_room_imports_only_itself_and_earlier_rooms(path):
    own = room_of(path)
    assert {room for room in engine_parts(path.read_text()) if room != own and ORDER[room] >= ORDER[own]} == set()


def test_a_later_room_and_a_relative_disguise_are_both_seen():
    assert engine_parts("def f():\n    from engine.results import ranking") == {"results"}
    assert engine_parts("import engine.scoring.score as s") == {"scoring"}
    assert engine_parts("from engine import selection") == {"selection"}
    assert ORDER["selection"] > ORDER["scoring"]
    assert ORDER["survey"] == ORDER["spreadsheets"]


def test_every_folder_of_the_engine_has_its_place_in_the_order():
    assert {room_of(path) for path in ENGINE} <= {*ORDER, "__init__.py"}


def module_graph():
    """``{module: modules it imports when it runs}`` of engine and app; imports for types only do not run."""
    paths = {
        name(path).removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path in [*ENGINE, *APP]
    }

    def imports_of(path):
        tree = ast.parse(path.read_text())
        typed = {
            id(inner)
            for node in ast.walk(tree)
            if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
            for inner in ast.walk(node)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and id(node) not in typed:
                for alias in node.names:
                    yield f"{node.module}.{alias.name}" if f"{node.module}.{alias.name}" in paths else node.module

    return {
        module: {target for target in imports_of(path) if target in paths} - {module} for module, path in paths.items()
    }


def test_no_modules_import_each_other_in_a_circle():
    graph = module_graph()
    while free := [module for module, needs in graph.items() if not needs & graph.keys()]:
        for module in free:
            del graph[module]
    # What is left stands in a circle, or needs something that does.
    assert sorted(graph) == []


@pytest.mark.parametrize("path", ENGINE, ids=name)
def test_the_engine_imports_no_interface(path):
    # The command `app` starts Streamlit as a program of its own and needs no import of it either.
    assert packages(path.read_text()).isdisjoint({*INTERFACES, "app"})


@pytest.mark.parametrize("path", APP, ids=name)
def test_the_app_calculates_nothing_itself(path):
    assert packages(path.read_text()).isdisjoint(CALCULATION)


def test_charts_and_tables_are_made_without_streamlit():
    for path in APP:
        if path.parent.name == "figures":
            assert "streamlit" not in packages(path.read_text()), name(path)


# Alembic runs the steps of the store's tables by itself; tests/engine/store/test_upgrading.py has every one of them.
TESTED = [path for path in ENGINE if path.stem not in ("__init__", "__main__") and "migrations" not in path.parts]


@pytest.mark.parametrize("path", TESTED, ids=name)
def test_every_engine_module_has_its_test_module(path):
    inside = path.relative_to(TOP / "engine")
    test = TOP / "tests" / "engine" / inside.with_name(f"test_{inside.name}")
    assert test.is_file(), f"{name(test)} is missing"


@pytest.mark.parametrize("path", [*ENGINE, *APP], ids=name)
def test_no_module_grows_past_its_concept(path):
    assert len(path.read_text().splitlines()) <= MOST_LINES


def fields(sentence):
    return {field for _, field, _, _ in string.Formatter().parse(sentence) if field is not None}


@pytest.mark.parametrize("path", TEXTS, ids=name)
def test_every_text_is_in_every_language_with_the_same_fields(path):
    sentences = {
        language: tomllib.loads((path.parents[1] / language / path.name).read_text(encoding="utf-8"))
        for language in LANGUAGES
    }
    first = sentences[DEFAULT_LANGUAGE]
    for language, texts in sentences.items():
        assert list(texts) == list(first), language
        for key, sentence in texts.items():
            assert sentence.strip(), (language, key)
            assert fields(sentence) == fields(first[key]), (language, key)


def test_every_folder_of_texts_is_a_language_with_the_same_areas():
    folders = {folder.name: {file.name for file in folder.iterdir()} for folder in (TOP / "engine" / "texts").iterdir()}
    assert set(folders) == set(LANGUAGES)
    assert all(files == folders[DEFAULT_LANGUAGE] for files in folders.values())
