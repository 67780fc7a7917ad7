"""Names that stand for one thing only: where two are shown alike, the id tells them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.dataset.model import Dataset
from engine.foundation.locale import LOCALES, Locale


def distinct(shown: Mapping[str, str]) -> dict[str, str]:
    """Each name by id, those that look alike with their ids behind: ``Handel (butikkhandel)``.

    Names look alike where they differ only in spaces or in large and small letters.
    """
    looks = {own_id: " ".join(name.split()).casefold() for own_id, name in shown.items()}
    count = Counter(looks.values())
    return {own_id: name if count[looks[own_id]] == 1 else f"{name} ({own_id})" for own_id, name in shown.items()}


def told_apart(holder: object, own_id: str, shown: Mapping[Locale, Mapping[str, str]]) -> dict[str, Any]:
    """The fields ``name_nb`` and so on of one thing, as ``distinct`` shows it in each language.

    An empty one follows the name in the default language, and its id with it.
    """
    return {
        f"name_{locale.tag}": names[own_id]
        for locale, names in shown.items()
        if getattr(holder, f"name_{locale.tag}") or names[own_id] != locale.written(holder, "name")
    }


def with_distinct_names(dataset: Dataset) -> Dataset:
    """The data set itself where no two industries are called alike in a language; else with their ids behind."""
    shown = {
        locale: distinct({industry.industry_id: industry.name(locale) for industry in dataset.industries})
        for locale in LOCALES
    }

    industries = tuple(
        replace(industry, **told_apart(industry, industry.industry_id, shown)) for industry in dataset.industries
    )
    return dataset if industries == dataset.industries else replace(dataset, industries=industries)
