"""The declaration of the keys: complete, and the one that files, README and app go by."""

import tomllib
from pathlib import Path

import pytest

from engine.criteria.keys import FILE, KEYS, PROFILES_FILE, key_at, keys_of
from engine.foundation.locale import Locale

TEXTS = Path(__file__).resolve().parents[3] / "engine" / "texts" / "nb" / "keys.toml"


@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key.table}.{key.name}")
def test_every_key_says_what_it_means_in_both_languages(key):
    assert key.meaning(Locale("nb")) != key.meaning(Locale("en"))


def test_no_meaning_is_left_of_a_key_that_is_gone():
    assert set(tomllib.loads(TEXTS.read_text(encoding="utf-8"))) == {
        f"{key.table}.{key.name}" for key in KEYS if key.words == "keys"
    }


def test_no_key_is_declared_twice():
    assert len({(key.table, key.name) for key in KEYS}) == len(KEYS)


def test_every_table_hangs_below_a_key():
    below = {key.subtable for key in KEYS if key.kind in ("table", "section", "sections", "bounds")}
    assert {key.table for key in KEYS} - {FILE, PROFILES_FILE} == below


@pytest.mark.parametrize("key", [key for key in KEYS if key.choices], ids=lambda key: f"{key.table}.{key.name}")
def test_a_default_is_one_of_the_choices(key):
    defaults = key.default if isinstance(key.default, tuple) else (key.default,)
    assert set(defaults) <= {*key.choices, None}


@pytest.mark.parametrize(
    ("table", "name", "expected"),
    [
        ("selection.grant", "equal_share", "0–1"),
        ("selection", "max_new", "≥ 0"),
        ("selection.grant", "frame", "0–1000000"),
        ("selection.grant.minimum", "new", "0–1000000"),
        ("selection.grant.minimum", "continuing", "0–1000000"),
        ("selection.grant.cost", "fixed", "0–1000000"),
        (FILE, "scale", "> 0"),
        ("indicator.normalise", "low", ""),
    ],
)
def test_a_range_is_written_in_signs(table, name, expected):
    assert key_at(table, name).range == expected


def test_the_keys_of_a_table_come_in_the_order_they_are_written():
    assert list(keys_of("selection.grant.minimum")) == ["new", "continuing"]
