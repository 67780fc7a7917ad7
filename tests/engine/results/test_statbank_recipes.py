"""The built-in recipes as a table."""

from engine.criteria.reading import read_criteria
from engine.dataset.shipped import shipped_criteria
from engine.foundation.locale import Locale
from engine.results.statbank_recipes import recipe_in_words, recipes_table
from engine.sources.statbank.recipe import parsed_recipe, read_recipe, shipped_recipes

CRITERIA = read_criteria(shipped_criteria() / "publisert.toml")
TRIED = """
table = "1"
target = "group_values"
classification = "SN2007"
verified = "2025-01-31"
[industry]
dimension = "N"
[time]
dimension = "T"
values = ["*"]
[[indicator]]
id = "absence"
unit = "percent"
select = {}
"""


def test_every_indicator_of_every_built_in_recipe_has_a_row_with_its_table():
    recipes = [read_recipe(name) for name in shipped_recipes()]
    table = recipes_table(recipes, CRITERIA)
    assert [(row[-1], row[2]) for row in table.rows] == [
        (recipe.name, recipe.table) for recipe in recipes for _ in recipe.measures
    ]
    assert {"12441", "13926"} <= {row[2] for row in table.rows}


def test_a_recipe_says_whether_it_has_been_tried_and_what_it_gives_figures_for():
    recipe = parsed_recipe(TRIED, "r.toml", "r")
    (row,) = recipes_table([recipe], CRITERIA, Locale("en")).rows
    assert row == (
        "Doctor-certified absence",
        "per cent",
        "1",
        "industry groups, carried down to the industries",
        "2025-01-31",
        "r",
    )
    assert recipe_in_words(recipe, CRITERIA, Locale("en")) == "Doctor-certified absence (table 1)"
    absence = recipe_in_words(read_recipe("sykefravaer_12441"), CRITERIA, Locale("nb"))
    assert absence == "Legemeldt sykefravær samt sykefravær i alt (egen- og legemeldt) (tabell 12441)"
    untried = recipes_table([read_recipe(name) for name in shipped_recipes()], CRITERIA, Locale("en"))
    assert all(row[-2].startswith("no") for row in untried.rows)
