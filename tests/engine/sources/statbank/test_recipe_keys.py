"""The declared keys of a recipe: what may stand there, and every mistake with its place."""

import re
import tomllib
from pathlib import Path

import pytest

from engine.foundation.declared_tables import Place, read_table
from engine.foundation.locale import LANGUAGES, Locale
from engine.sources.statbank.recipe_keys import KEYS, TOP, Findings
from tests.engine.sources.statbank.small import RECIPE


def problems(text):
    findings = Findings("oppskrift.toml")
    read_table(TOP, tomllib.loads(text), Place(), findings)
    return [(problem.code, problem.place, problem.given) for problem in findings.problems]


def changed(old, new):
    assert old in RECIPE
    return RECIPE.replace(old, new, 1)


def test_a_whole_recipe_has_no_problems_and_gets_its_defaults():
    findings = Findings("oppskrift.toml")
    values = read_table(TOP, tomllib.loads(RECIPE), Place(), findings)
    assert findings.problems == []
    assert values["industry"]["values"] == ("*",)
    assert values["source_id"] == ""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("table =", "tabell =", [("toml_unknown_key", "", "tabell"), ("toml_missing_key", "", None)]),
        ('"12441"', "12441", [("toml_not_text", "table", "12441")]),
        ('"12441"', '"../12441"', [("toml_bad_id", "table", "../12441")]),
        ('"group_values"', '"groups"', [("unknown", "target", "groups")]),
        ('"SN2007"', '"SN2002"', [("unknown", "classification", "SN2002")]),
        ("[industry]\n", '[industry]\nskip = "xx"\n', [("toml_not_list", "[industry], skip", "xx")]),
        ("[industry]\n", '[industry]\nskip = ["x", "x"]\n', [("toml_repeated", "[industry], skip", "x")]),
        (
            "[industry]\n",
            '[industry]\ngroups = { G = "handel" }\n',
            [("not_a_group", "[industry], groups.G", "handel")],
        ),
        ("[industry]\n", "[industry]\ngroups = 3\n", [("toml_not_table", "[industry], groups", "3")]),
        ('["top(2)"]', "[]", [("toml_too_few", "[time], values", "[]")]),
        ('["top(2)"]', "[2024]", [("toml_not_text", "[time], values", "2024")]),
        ('Kjonn = "0"', "Kjonn = 0", [("toml_not_text", "select.Kjonn", "0")]),
        ('id = "absence"', 'id = "Fravær"', [("toml_bad_id", "[[indicator]] Fravær, id", "Fravær")]),
        ('unit = "percent"', 'unit = " "', [("toml_empty_text", "[[indicator]] absence, unit", None)]),
        ("[[indicator]]", "[indicator]", [("toml_not_sections", "indicator", None)]),
    ],
)
def test_each_mistake_is_told_with_its_place(old, new, expected):
    mistakes = problems(changed(old, new))
    assert [(code, place) for code, place, _ in mistakes] == [(code, place) for code, place, _ in expected]
    assert all(given == wanted for (_, _, given), (_, _, wanted) in zip(mistakes, expected, strict=True) if wanted)


def test_a_recipe_without_indicators_says_so():
    assert ("toml_no_sections", "indicator", None) in problems(RECIPE.split("[[indicator]]")[0].replace(
        "[industry]", "indicator = []\n[industry]", 1
    ))  # fmt: skip


@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key.table}.{key.name}")
def test_every_key_is_explained_in_both_languages(key):
    assert all(key.meaning(Locale(language)) for language in LANGUAGES)


README = (Path(__file__).resolve().parents[4] / "docs" / "official-statistics.md").read_text(encoding="utf-8")


def shown(key):
    return "(top of a recipe)" if key.table == TOP else f"`recipe.{key.table}`"


@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key.table}.{key.name}")
def test_every_key_is_in_the_readme_s_table_with_its_meaning(key):
    (row,) = re.findall(rf"^\| {re.escape(shown(key))} \| `{key.name}` \| (.*) \|$", README, flags=re.MULTILINE)
    allowed, absent, meaning = row.split(" | ")
    assert meaning == key.meaning(Locale("en"))
    assert (absent == "required") == key.required
    assert all(f"`{choice}`" in allowed for choice in key.choices)


def test_the_readme_s_table_has_no_other_key():
    rows = re.findall(r"^\| (?:\(top of a recipe\)|`recipe\.\w+`) \| `\w+` \|", README, flags=re.MULTILINE)
    assert len(rows) == len(KEYS)
