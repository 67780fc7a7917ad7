"""Recipes from files and the built-in ones."""

import contextlib
import tomllib

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from engine.foundation.errors import InputError
from engine.sources.statbank.recipe import Measure, parsed_recipe, read_recipe, shipped_recipes
from engine.sources.statbank.services import SSB
from tests.engine.sources.statbank.small import RECIPE


def test_a_recipe_says_what_the_dimensions_mean(tmp_path):
    file = tmp_path / "fravaer.toml"
    file.write_text(RECIPE)
    recipe = read_recipe(str(file))
    assert (recipe.name, recipe.file) == ("fravaer", str(file))
    assert (recipe.industry, recipe.time, recipe.time_values) == ("NACE2007", "Tid", ("top(2)",))
    assert recipe.measures == (Measure("absence", "percent", {"type sykefravær": "Legemeldt"}),)
    assert recipe.source_id == "ssb_12441"


@pytest.mark.parametrize("name", shipped_recipes())
def test_every_built_in_recipe_is_read_and_says_that_it_was_never_tried(name):
    recipe = read_recipe(name)
    assert recipe.verified == ""
    assert recipe.note
    assert recipe.table in name


def test_those_of_statistics_norway_are_absence_and_jobs():
    tables = {read_recipe(name).table: read_recipe(name) for name in shipped_recipes(SSB)}
    assert set(tables) == {"12441", "13926"}
    assert [measure.indicator_id for measure in tables["12441"].measures] == ["absence", "absence_total"]
    assert tables["13926"].target == "codes"


def test_a_name_that_is_no_recipe_is_told_with_those_there_are():
    with pytest.raises(InputError) as error:
        read_recipe("sykefravaer_1244")
    assert "Mente du «sykefravaer_12441»" in error.value.sentence()


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"ingen\.toml"):
        read_recipe(str(tmp_path / "ingen.toml"))


VALUES = st.recursive(
    st.booleans() | st.integers(-9, 9) | st.text(max_size=4) | st.sampled_from(["*", "top(1)", "84", "absence"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "values", "select", "x"]), inner)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*tomllib.loads(RECIPE), "x"]), VALUES, max_size=4))
def test_no_value_at_any_key_gives_more_than_a_recipe_or_a_refusal(changes):
    with contextlib.suppress(InputError):
        parsed_recipe(tomli_w.dumps(tomllib.loads(RECIPE) | changes), "r.toml", "r")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("table = ", "TOML"),
        (RECIPE + 'note = "a\\u0001"\n', "U+0001"),
        ("a = " + "[" * 5000, "parenteser"),
        (RECIPE.replace('"group_values"', '"codes"'), "jobs"),
        (RECIPE + '[[indicator]]\nid = "absence"\nunit = "percent"\nselect = {}\n', "absence"),
    ],
)
def test_what_a_recipe_cannot_be_is_refused(text, message):
    with pytest.raises(InputError) as error:
        parsed_recipe(text, "r.toml", "r")
    assert error.value.sentence().startswith("r.toml")
    assert message in error.value.sentence()
