"""Every field of the app in its order: what a link can carry, and what follows the visitor from page to page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from app import cached
from app.data_sets import Chosen
from app.fields import Field, indicator_field, industry_field
from app.robustness_fields import robustness_fields
from app.setting_fields import setting_fields
from app.sheet_fields import sheet_fields

KEPT = 16


@lru_cache(maxsize=KEPT)
def fields_of(data: Chosen, language: str) -> Mapping[str, Field]:
    """Every field that depends on the data, those of the pages too, by key."""
    dataset, criteria = cached.dataset(data), cached.criteria(data)
    pages = (
        industry_field(dataset, language),
        indicator_field(dataset, criteria, language),
        *robustness_fields(criteria, language),
        *sheet_fields(dataset, criteria, language),
    )
    return {**setting_fields(dataset, criteria, language), **{one.key: one for one in pages}}
