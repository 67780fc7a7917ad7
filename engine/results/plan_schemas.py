"""What the JSON of ``options``, ``ledger`` and ``scenario`` holds, declared."""

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
    pair,
    record,
    share,
    text,
    whole,
)
from engine.results.shared_schemas import BASIS, problems

BY_PROGRAMME = by("programme", number("MNOK."))
FULL_YEAR = record({"grants": BY_PROGRAMME, "unspent": number("MNOK.")}, "A full year once the plan is phased in.")


OPTION = record(
    {
        "selected": ids("New programmes, sorted."),
        "feasible": flag(),
        "conflict": ids("Conditions that cannot hold."),
        "half_years": by("half-year", record({"grants": BY_PROGRAMME, "unspent": number("MNOK.")})),
        "total": BY_PROGRAMME,
        "change": by(
            "programme",
            record({"mnok": number(), "percent": maybe(number("Null for a new one."))}),
            "A full year against today's.",
        ),
        "nok_per_job": by("programme", maybe(number("NOK."))),
        "objective": number("Points."),
        "objective_times_jobs": maybe(number()),
        "coverage": record({"jobs_share": maybe(share()), "sections": ids(), "sectors": ids()}),
        "binding": ids(),
        "full_year": FULL_YEAR,
        "keys": by(
            "key",
            record({"full_year": FULL_YEAR, "total": BY_PROGRAMME, "conflict": ids()}),
            "The same programmes under the file's other keys.",
        ),
        "starts": by("programme", text("Half-year.")),
        "programmes": by("programme", {"anyOf": [text(), record({"end": text("Half-year.")})]}, "Fates."),
        "carried_over": by("programme", number("MNOK.")),
        "standpoint": list_of(record({"party": text(), "words": text()})),
        "notes": list_of(record({"code": text(), "programmes": ids(), "half_year": maybe(text())})),
        "name_nb": text(),
        "name_en": text(),
    }
)
SCENARIO: dict[str, Schema] = {
    "id": text(),
    "name": text(),
    "saved_at": text("UTC, ISO 8601."),
    "saved_by": text(),
    "why": text(),
    "engine_version": text(),
    "setting": {"type": "object", "description": "What was set, as the options of the command line."},
    "criteria_file": text(),
    "criteria": text("SHA-256 of the content."),
    "data_name": text(),
    "data": text("SHA-256 of the content."),
    "supersedes": maybe(text("Id of the scenario it replaces.")),
}
MOVED: dict[str, Schema] = {"entered": ids(), "left": ids(), "grants": BY_PROGRAMME}
ANYTHING: Schema = {}

PLAN_RESULTS: dict[str, Schema] = {
    "options": document(
        "Options side by side",
        {
            "options": by("option", OPTION),
            "differences": list_of(record({"between": pair(text()), **MOVED})),
            "id": text(),
            "title_nb": text(),
            "title_en": text(),
            "from": text("Half-year."),
            "to": text("Half-year."),
            "frame": by("year", number("MNOK.")),
            "today": BY_PROGRAMME,
            **BASIS,
        },
    ),
    "options --inverse": document(
        "What an option needs",
        {
            "option": text(),
            "inverse": text("The parameter asked for."),
            "want": by("programme", number("MNOK.")),
            "range": maybe(pair(maybe(number()))),
            "ranges": list_of(pair(maybe(number()))),
            "now": maybe(number()),
            "keys": by("key", flag("Whether the key gives it.")),
            **BASIS,
        },
    ),
    "ledger": document(
        "Accounts of the grants",
        {
            "programmes": by(
                "programme",
                by(
                    "year",
                    record(
                        {
                            **{
                                name: maybe(number("MNOK; null where it is not known."))
                                for name in ("available", "spent", "forecast", "left")
                            },
                            "sources": ids(),
                        }
                    ),
                ),
            ),
            "free": by("year", number("MNOK by the stated rule.")),
            "problems": problems(),
            "rule": maybe(text()),
            "dates": list_of(record({"date": text(), "what": text(), "year": whole(), "stated": flag()})),
        },
    ),
    "scenario save": document("The scenario", SCENARIO | {"result": text("SHA-256."), "selected": ids()}),
    "scenario list": document(
        "Scenarios", {"scenarios": list_of(record(SCENARIO | {"result": text("SHA-256.")})), "count": whole()}
    ),
    "scenario show": document(
        "One scenario", SCENARIO | {"result": {"type": "object", "description": "Ranking, selection and grants."}}
    ),
    "scenario compare": document(
        "What differs, and which setting caused it",
        {
            "set": list_of(record({"setting": text(), "before": ANYTHING, "after": ANYTHING})),
            **MOVED,
            "causes": list_of(record({"setting": text(), **MOVED, "possible": flag()}), "They add up to the whole."),
        },
    ),
    "scenario replay": document(
        "Whether it gives the same now",
        {"same": flag(), "differences": list_of(record({"where": text(), "before": ANYTHING, "after": ANYTHING}))},
    ),
    "scenario export": document("A file of scenarios", {"file": text(), "scenarios": whole()}),
    "scenario backup": document("A file of everything", {"file": text(), "scenarios": whole()}),
    "scenario import": document("What was new", {"added": ids()}),
    "scenario restore": document("What was new", {"added": ids()}),
}
