"""What the table states as its unit is held against the recipe."""

import pytest

from engine.dataset.jsonstat import read_cube
from engine.sources.statbank.recipe import parsed_recipe
from engine.sources.statbank.selection import selected
from engine.sources.statbank.units import UnitDiffers, units_that_differ
from tests.engine.sources.statbank.small import RECIPE, content, dataset


def differing(stated, recipe):
    table = dataset()
    if stated is not None:
        unit = {"SykefravProsent": {"base": stated, "decimals": 1}}
        table["dimension"]["ContentsCode"]["category"]["unit"] = unit
    cube = read_cube(content(table), "12441", metadata=True)
    asked = parsed_recipe(RECIPE.replace('unit = "percent"', f'unit = "{recipe}"'), "r.toml", "r")
    return units_that_differ(asked, selected(asked, cube), cube)


@pytest.mark.parametrize("stated", ["prosent", "Prosent", "prosent av sysselsatte", "per cent", "%", "", None])
def test_per_cent_is_per_cent_by_any_name_and_a_table_may_say_nothing(stated):
    assert differing(stated, "percent") == ()


@pytest.mark.parametrize(
    ("stated", "recipe"), [("personer", "percent"), ("kr", "percent"), ("prosent", "count"), ("1 000 personer", "jobs")]
)
def test_per_cent_beside_anything_else_is_told(stated, recipe):
    assert differing(stated, recipe) == (UnitDiffers("absence", stated, recipe),)


def test_units_without_a_common_name_are_not_compared():
    assert differing("avtalte årsverk", "count") == ()
