"""What is wrong in an upload, said by the fields of the page that it was put into and not by a command's options."""

from __future__ import annotations

from dataclasses import replace

from engine.foundation.errors import Problem
from engine.foundation.locale import DEFAULT_LOCALE, Locale, area

FIELDS = {
    "period": "app_transfer.asked_period",
    "unit": "app_transfer.asked_unit",
    "source": "app_transfer.asked_source",
    "quality": "app_transfer.asked_quality",
    "base": "app.own_base",
}
PLACES = {
    "--period": "period",
    "--unit": "unit",
    "--source": "source",
    "--source-title": "source",
    "--quality": "quality",
}


def on_screen(problem: Problem, locale: Locale = DEFAULT_LOCALE) -> Problem:
    """The same problem as a page says it.

    A sentence that names options has another one beside it, ``…_on_screen``, which may name the page's fields:
    ``{period}``, ``{unit}``, ``{source}``, ``{quality}``, ``{base}``.
    """
    labels = {field: locale.text(key) for field, key in FIELDS.items()}
    place = labels[PLACES[problem.place]] if problem.place in PLACES else problem.place
    own = f"{problem.code}_on_screen"
    if own not in area("errors"):
        return replace(problem, place=place)
    return replace(problem, code=own, place=place, more=labels | problem.more)
