"""Every field of the app in its order: what a link can carry, and what follows the visitor from page to page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from app.fields.field import Field, indicator_field, industry_field
from app.fields.robustness_fields import robustness_fields
from app.fields.sensitivity_fields import sensitivity_fields
from app.fields.setting_fields import setting_fields
from app.fields.sheet_fields import sheet_fields
from app.shell import cache as cached
from app.shell.data_sets import Chosen
from engine.foundation.locale import Locale

KEPT = 16


@lru_cache(maxsize=KEPT)
def fields_of(data: Chosen, locale: Locale) -> Mapping[str, Field]:
    """Every field that depends on the data, those of the pages too, by key."""
    dataset, criteria = cached.dataset(data), cached.criteria(data)
    pages = (
        industry_field(dataset, locale),
        indicator_field(dataset, criteria, locale),
        *robustness_fields(criteria, locale),
        *sensitivity_fields(dataset, locale),
        *sheet_fields(dataset, criteria, locale),
    )
    return {**setting_fields(dataset, criteria, locale), **{field.key: field for field in pages}}
