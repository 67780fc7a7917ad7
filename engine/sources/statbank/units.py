"""The unit that a table states for its figures, beside the one that the recipe gives them."""

from __future__ import annotations

from dataclasses import dataclass

from engine.dataset.jsonstat import Cube, Dimension
from engine.dataset.percent_units import differs
from engine.sources.statbank.recipe import Recipe
from engine.sources.statbank.selection import Selection

UNIT = "unit"
"""What Eurostat calls the dimension of units."""


@dataclass(frozen=True, slots=True)
class UnitDiffers:
    """An indicator whose figures are per cent, or counted in thousands, by only one of table and recipe."""

    indicator_id: str
    table: str
    recipe: str


def units_that_differ(recipe: Recipe, selection: Selection, cube: Cube) -> tuple[UnitDiffers, ...]:
    """The recipe's measures that the table states another unit for; a table that states none agrees."""
    differing = []
    for measure, chosen in zip(recipe.measures, selection.measures, strict=True):
        stated = [unit for name, code in chosen.items() if (unit := _stated(cube.dimension(name), code))]
        differing += [
            UnitDiffers(measure.indicator_id, unit, measure.unit) for unit in stated if differs(unit, measure.unit)
        ]
    return tuple(differing)


def _stated(dimension: Dimension, code: str) -> str:
    """The unit that goes with a code, or that it is: Eurostat's tables have a dimension of units."""
    return dimension.labels[code] if dimension.id == UNIT else dimension.units.get(code, "")
