"""What the JSON of the commands that read and write files holds, declared."""

from __future__ import annotations

from engine.results.result_fields import (
    Schema,
    by,
    document,
    flag,
    ids,
    list_of,
    maybe,
    number,
    record,
    share,
    text,
    whole,
)
from engine.results.shared_schemas import INTERVAL, problems
from engine.survey.pair_figures import PAIR_FIGURES

PAIR: dict[str, Schema] = {
    name: INTERVAL if name == figure.interval else maybe(number()) for figure in PAIR_FIGURES for name in figure.fields
}
ESTIMATE = {
    name: maybe(number())
    for name in ("design_effect", "effective_n", "shrunk", "shrunk_se", "own_share", "standardised", "standardised_se")
}

ANYTHING: Schema = {}
ROW: Schema = {"type": "object"}

FILE_RESULTS: dict[str, Schema] = {
    "export": document("The workbook", {"file": text(), "sheets": ids()}),
    "document": document("The paper", {"file": text()}),
    "template": document("A workbook to fill in", {"file": text(), "sheets": ids(), "known_indicators": whole()}),
    "import": document(
        "What was understood of a table",
        {
            "file": text(),
            "to": text(),
            "written": flag(),
            "sheets": list_of(
                record(
                    {
                        "sheet": text(),
                        "read_as": text("A table's name, `package`, `wide`, `explains`, `empty` or `not_asked`."),
                        "rows": whole(),
                        "empty_cells": whole(),
                        "in_percent": whole("Numbers shown in per cent."),
                        "notes": list_of(text()),
                    }
                )
            ),
            "tables": by(
                "table",
                record(
                    {
                        "new": whole(),
                        "replaced": list_of(
                            record(
                                {"key": list_of(ANYTHING), "before": {"type": "object"}, "after": {"type": "object"}}
                            )
                        ),
                        "unchanged": whole(),
                        "kept": whole(),
                        "removed": whole(),
                    }
                ),
            ),
            "not_available": list_of(record({name: text() for name in ("place", "sign", "meaning", "about")})),
            "matched": by("label", text(), "What each was taken for."),
            "periods": by("indicator", list_of(text())),
            "new_indicators": ids(),
            "problems": problems(),
        },
    ),
    "prevalence": document(
        "Prevalence by industry from a survey",
        {
            "synthetic": flag(),
            "quality": text("", "derived", "synthetic"),
            "source": record({name: text() for name in ("source_id", "title", "publisher", "published", "reference")}),
            "periods": list_of(text()),
            "respondents": whole("In the file."),
            "without_industry": whole(),
            "zero_weight": whole(),
            "subpopulation": by("column", list_of(ANYTHING)),
            "outside_subpopulation": whole(),
            "declared_missing": by("indicator", whole(), "Answers that the file itself declares as missing."),
            "minimums": record({name: whole() for name in ("n", "cases", "group")}),
            "labels": by("indicator", by("label", text())),
            "estimates": list_of(
                record(
                    {
                        "period": text(),
                        "industry_id": maybe(text("Null for all, and for a group of codes.")),
                        "indicator_id": text(),
                        "sn2007_group": maybe(text()),
                        "hidden": flag("Null figures where true."),
                        "n": maybe(whole()),
                        "value": maybe(share()),
                        "se": maybe(number()),
                        "interval": INTERVAL,
                        **ESTIMATE,
                    }
                )
            ),
            "joint": list_of(
                record(
                    {
                        "period": text(),
                        "industry_id": maybe(text()),
                        "exposure": text(),
                        "complaint": text(),
                        "hidden": flag(),
                        "n": maybe(whole()),
                        **PAIR,
                    }
                )
            ),
        },
    ),
    "fetch": document(
        "What came from Statistics Norway",
        {
            "folder": text(),
            "tables": list_of(
                record(
                    {
                        **{name: text() for name in ("recipe", "table", "title", "published", "target")},
                        "classification": text(),
                        "periods": list_of(text()),
                        "values": by("indicator", whole()),
                        "missing": list_of({"type": "object"}),
                        "signs": by("sign", whole()),
                        **{name: ids() for name in ("not_read", "not_there", "unmapped", "no_codes")},
                        **{name: ids() for name in ("new_codes", "gone_codes")},
                        "replaced": whole(),
                        "notes": list_of(text()),
                        "discontinued": flag(),
                        "units_differ": list_of(record({name: text() for name in ("indicator_id", "table", "recipe")})),
                        "answers": list_of(
                            record({name: text() for name in ("query", "fetched", "file", "sha256", "url")})
                        ),
                    }
                )
            ),
        },
    ),
}
