"""Parts of results that several commands have, declared."""

from __future__ import annotations

from engine.foundation.locale import LOCALES
from engine.results.result_fields import (
    Schema,
    by,
    flag,
    ids,
    list_of,
    maybe,
    number,
    optional,
    pair,
    record,
    share,
    text,
    whole,
)

SOURCE = record({"title": text(), "publisher": text(), "published": text(), "reference": text("Address or place.")})
SENTENCES = {locale.tag: text(f"The sentence ({locale.tag}).") for locale in LOCALES}
INTERVAL = maybe(pair(number(), "From and to, 95 %."))


def problems() -> Schema:
    """Everything that is wrong, each at its place."""
    return list_of(
        record(
            {
                "file": maybe(text()),
                "row": maybe(whole("As in Excel.")),
                "column": maybe(text()),
                "place": maybe(text("In a file without rows.")),
                "code": text("Kind of problem."),
                "given": maybe(text("What stands there.")),
                "allowed": ids("What may stand there."),
                "message": text("The sentence."),
            }
        ),
        "Everything that is wrong.",
    )


COUNTS = by("quality", whole(), "How many industries by quality.")
BASIS: dict[str, Schema] = {
    "criteria_id": text("The criteria file's id."),
    "synthetic": flag("Whether any figure in the data set is made up."),
    "data": record(
        {
            "name": text("The folder."),
            "title": text("What it calls itself."),
            "jobs_period": maybe(text("Period of the number of jobs.")),
        },
        "Which data set this is.",
    ),
    "indicators": by(
        "indicator",
        record(
            {
                "label_nb": text("Name in bokmål."),
                "label_nn": text("Name in nynorsk."),
                "label_en": text("Name in English."),
                "unit": text("Unit."),
                "period": maybe(text("Period read; null where nobody has a value.")),
                "quality": COUNTS,
                "missing": whole("How many industries lack it."),
                "source_ids": ids("Where it comes from."),
            }
        ),
        "The indicators used.",
    ),
    "awaiting": optional(ids("Optional indicators that nobody has a value for.")),
    "sources": by("source", SOURCE, "The sources behind the figures used."),
}
WEIGHTS = by("root member", share(), "Normalised weights of the root's members.")
SELECTED_BY = ids("Ids of the selected industries, sorted.")
