"""Names that stand for one thing only: where two are shown alike, the id tells them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from engine.dataset.model import Dataset


def distinct(shown: Mapping[str, str]) -> dict[str, str]:
    """Each name by id, those that look alike with their ids behind: ``Handel (butikkhandel)``.

    Names look alike where they differ only in spaces or in large and small letters.
    """
    looks = {one: " ".join(name.split()).casefold() for one, name in shown.items()}
    count = Counter(looks.values())
    return {one: name if count[looks[one]] == 1 else f"{name} ({one})" for one, name in shown.items()}


def with_distinct_names(dataset: Dataset) -> Dataset:
    """The data set itself where no two industries are called alike in a language; else with their ids behind."""
    norwegian = distinct({one.industry_id: one.name("nb") for one in dataset.industries})
    english = distinct({one.industry_id: one.name("en") for one in dataset.industries})
    industries = tuple(
        replace(
            one,
            name_nb=norwegian[one.industry_id],
            # An empty one follows the Norwegian name, and its id with it.
            name_en=english[one.industry_id] if one.name_en or english[one.industry_id] != one.name("en") else "",
        )
        for one in dataset.industries
    )
    return dataset if industries == dataset.industries else replace(dataset, industries=industries)
