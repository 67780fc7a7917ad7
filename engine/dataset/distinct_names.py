"""Names that stand for one thing only: where two are shown alike, the id tells them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.dataset.model import Dataset, Industry
from engine.foundation.locale import LOCALES


def distinct(shown: Mapping[str, str]) -> dict[str, str]:
    """Each name by id, those that look alike with their ids behind: ``Handel (butikkhandel)``.

    Names look alike where they differ only in spaces or in large and small letters.
    """
    looks = {one: " ".join(name.split()).casefold() for one, name in shown.items()}
    count = Counter(looks.values())
    return {one: name if count[looks[one]] == 1 else f"{name} ({one})" for one, name in shown.items()}


def with_distinct_names(dataset: Dataset) -> Dataset:
    """The data set itself where no two industries are called alike in a language; else with their ids behind."""
    shown = {locale: distinct({one.industry_id: one.name(locale) for one in dataset.industries}) for locale in LOCALES}

    def told_apart(one: Industry) -> Industry:
        # An empty one follows the name in the default language, and its id with it.
        own: dict[str, Any] = {
            f"name_{locale.tag}": names[one.industry_id]
            for locale, names in shown.items()
            if getattr(one, f"name_{locale.tag}") or names[one.industry_id] != one.name(locale)
        }
        return replace(one, **own)

    industries = tuple(told_apart(one) for one in dataset.industries)
    return dataset if industries == dataset.industries else replace(dataset, industries=industries)
