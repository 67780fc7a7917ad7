"""What can be set on the page about one industry: who stands beside it."""

from __future__ import annotations

from app.fields.field import Field
from engine.criteria.compatibility import PROGRAMME
from engine.dataset.model import Dataset
from engine.foundation.locale import Locale

BESIDE_IT = "compare"
MOST_BESIDE = 2  # three side by side fit on a screen


def sensitivity_fields(dataset: Dataset, locale: Locale) -> tuple[Field, ...]:
    """The industries that are looked at beside the one the page is about."""
    names = {
        industry.industry_id: industry.name(locale) for industry in dataset.industries if industry.status != PROGRAMME
    }
    by_name = tuple(sorted(names, key=lambda industry_id: names[industry_id].casefold()))
    label, help_text = locale.text("app_stability.compare"), locale.text("app_stability.compare_help")
    return (Field(BESIDE_IT, label, (), help_text, options=by_name, labels=names, many=True),)
