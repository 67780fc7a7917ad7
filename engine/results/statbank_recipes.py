"""The built-in recipes for official statistics: what each would bring, as a table."""

from __future__ import annotations

from collections.abc import Iterable

from engine.criteria.merge_overlay import joined
from engine.criteria.model import Criteria
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.table import Column, Table
from engine.results.basis import unit_in_words
from engine.results.indicator_labels import indicator_name
from engine.sources.statbank.recipe import Recipe
from engine.sources.statbank.recipe_keys import CODES


def recipes_table(recipes: Iterable[Recipe], criteria: Criteria, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One row an indicator: which table it comes from, for what, and whether the recipe has been tried against it."""
    keys = ("indicator", "unit", "table", "target", "tried", "recipe")
    columns = tuple(Column(key, locale.text(f"statbank.column_{key}")) for key in keys)
    rows = tuple(
        (
            indicator_name(criteria, measure.indicator_id, locale),
            unit_in_words(measure.unit, locale),
            recipe.table,
            locale.text(f"statbank.target_{'codes' if recipe.target == CODES else 'groups'}"),
            recipe.verified or locale.text("statbank.not_tried"),
            recipe.name,
        )
        for recipe in recipes
        for measure in recipe.measures
    )
    return Table(locale.text("statbank.title_recipes"), columns, rows)


def recipe_in_words(recipe: Recipe, criteria: Criteria, locale: Locale = DEFAULT_LOCALE) -> str:
    """What it brings, and from which table: its own name is a file's."""
    indicators = joined([indicator_name(criteria, measure.indicator_id, locale) for measure in recipe.measures], locale)
    return locale.text("statbank.recipe_named", indicators=indicators, table=recipe.table)
