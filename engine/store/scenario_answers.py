"""What ``scenario`` answers: the contract's JSON (section 11), and tables for a screen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from engine.criteria.count_conditions import COUNT_CONDITIONS
from engine.foundation.locale import Locale, area
from engine.output.table import Cell, Column, Table, text_table
from engine.results.renderers import Answer
from engine.store.comparison import Cause, Comparison
from engine.store.recomputation import Result
from engine.store.scenarios import Scenario

NAMELESS: Mapping[str, str] = MappingProxyType({})
WORDED = ("continue", "wind_down", "end", "sum", "sum_times_jobs", "public", "private", "candidate", "other")
"""Values that have words of their own."""


def saved_answer(scenario: Scenario, result: Result, place: str, locale: Locale) -> Answer:
    """What was saved, and where."""
    table = _record(scenario, result, locale)
    note = locale.text("scenario.saved", name=scenario.name, id=scenario.id, place=place)
    return _answer(_with_notes(table, note), {**scenario.plain, "selected": result.get("selected")}, locale)


def show_answer(scenario: Scenario, result: Result, locale: Locale) -> Answer:
    """One scenario with its result."""
    return _answer(_record(scenario, result, locale), {**scenario.plain, "result": result}, locale)


def list_answer(scenarios: Sequence[Scenario], count: int, place: str, locale: Locale) -> Answer:
    """The scenarios that there are, the newest first."""
    keys = ("id", "name", "saved_at", "saved_by", "why", "criteria_file", "data_name")
    columns = tuple(Column(key, locale.text(f"scenario.{key}")) for key in keys)
    rows = tuple(tuple(getattr(scenario, key) for key in keys) for scenario in scenarios)
    notes = [locale.text("scenario.place", place=place)]
    if len(scenarios) < count:
        notes.append(locale.text("scenario.more", shown=len(scenarios), count=count))
    table = Table(locale.text("scenario.list", count=count), columns, rows, tuple(notes))
    return _answer(table, {"scenarios": [scenario.plain for scenario in scenarios], "count": count}, locale)


def compare_answer(
    before: Scenario, after: Scenario, comparison: Comparison, locale: Locale, names: Mapping[str, str]
) -> Answer:
    """What was set differently, who came in and went out, and which setting did it: by name on a screen, else by id."""
    return Answer(
        lambda: text_table(comparison_table(before, after, comparison, locale, names), locale),
        lambda: comparison_json(comparison),
        lambda: comparison_table(before, after, comparison, locale),
    )


def comparison_table(
    before: Scenario, after: Scenario, comparison: Comparison, locale: Locale, names: Mapping[str, str] = NAMELESS
) -> Table:
    """One row a setting that differs, with what it caused; the whole last. ``names`` are industries' by id."""
    columns = (
        Column("setting", locale.text("scenario.setting")),
        Column("before", locale.text("scenario.before")),
        Column("after", locale.text("scenario.after")),
        Column("entered", locale.text("scenario.entered")),
        Column("left", locale.text("scenario.left")),
        Column("grants", locale.text("scenario.grants")),
    )
    causes = {cause.setting: cause for cause in comparison.causes}
    rows = tuple(
        (
            setting_name(str(change["setting"]), locale),
            setting_value(change["before"], locale, names),
            setting_value(change["after"], locale, names),
            *_effect(causes[str(change["setting"])], locale, names),
        )
        for change in comparison.changed
    )
    whole = (
        locale.text("scenario.whole"),
        "",
        "",
        *_moves(comparison.entered, comparison.left, comparison.grants, locale, names),
    )
    notes = [locale.text("scenario.one_at_a_time")]
    if any(not cause.possible for cause in comparison.causes):
        notes.append(locale.text("scenario.step_impossible"))
    title = locale.text("scenario.compare", before=before.name, after=after.name)
    return Table(title, columns, (*rows, whole) if rows else (), tuple(notes) if rows else (_nothing(locale),))


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """The contract's ``compare``."""
    return {
        "set": [dict(change) for change in comparison.changed],
        "entered": list(comparison.entered),
        "left": list(comparison.left),
        "grants": dict(comparison.grants),
        "causes": [
            {
                "setting": cause.setting,
                "entered": list(cause.entered),
                "left": list(cause.left),
                "grants": dict(cause.grants),
                "possible": cause.possible,
            }
            for cause in comparison.causes
        ],
    }


def replay_answer(scenario: Scenario, differences: list[dict[str, Any]], differs: int, locale: Locale) -> Answer:
    """Whether today's program gives what was saved; ends with ``differs`` where it does not."""
    columns = tuple(Column(key, locale.text(f"scenario.{key}")) for key in ("where", "was", "is"))
    rows = tuple(
        (difference["where"], _plain(difference["was"]), _plain(difference["is"])) for difference in differences
    )
    key = "scenario.replay_differs" if differences else "scenario.replay_same"
    title = locale.text(key, name=scenario.name, version=scenario.engine_version, count=len(differences))
    table = Table(title, columns, rows)
    return Answer(
        lambda: text_table(table, locale) if rows else title + "\n",
        lambda: {"same": not differences, "differences": differences},
        lambda: table,
        exit_code=differs if differences else 0,
    )


def added_answer(scenarios: Sequence[Scenario], locale: Locale) -> Answer:
    """What a file or a backup brought."""
    columns = (Column("id", locale.text("scenario.id")), Column("name", locale.text("scenario.name")))
    rows = tuple((scenario.id, scenario.name) for scenario in scenarios)
    table = Table(locale.text("scenario.added", count=len(scenarios)), columns, rows)
    return _answer(table, {"added": [scenario.id for scenario in scenarios]}, locale)


def file_answer(out: Path, count: int, locale: Locale) -> Answer:
    """A file that was written."""
    message = locale.text("scenario.written", file=out, count=count)
    table = Table(message, (Column("file", locale.text("scenario.file")),), ((str(out),),))
    return Answer(lambda: message + "\n", lambda: {"file": str(out), "scenarios": count}, lambda: table, to_file=False)


def setting_name(setting: str, locale: Locale) -> str:
    """What a setting is called on a screen."""
    if setting in COUNT_CONDITIONS and f"set_{setting}" not in area("scenario"):
        return COUNT_CONDITIONS[setting].label(locale)
    return locale.text(f"scenario.set_{setting}")


def setting_value(value: Any, locale: Locale, names: Mapping[str, str] = NAMELESS) -> str:
    """A setting's value in words; what the file says where nothing was set."""
    if value is None:
        return locale.text("scenario.as_in_file")
    if isinstance(value, Mapping) and "name_nb" in value:  # a viewpoint
        called = value.get(f"name_{locale.tag}") or value["name_nb"]
        return f"{called} ({setting_value(value['weights'], locale, names)})"
    if isinstance(value, Mapping):
        return ", ".join(f"{names.get(key, key)} {setting_value(part, locale, names)}" for key, part in value.items())
    if isinstance(value, list):
        between = "; " if any(isinstance(part, Mapping) for part in value) else ", "
        return between.join(setting_value(part, locale, names) for part in value) or locale.text("report.none")
    if isinstance(value, float):
        return locale.number(value, len(f"{value:g}".partition(".")[2]))
    text = str(value)
    if text in WORDED:
        return locale.text(f"scenario.value_{text}")
    return names.get(text, text)


def _record(scenario: Scenario, result: Result, locale: Locale) -> Table:
    setting: dict[str, Any] = json.loads(scenario.setting)
    pairs: list[tuple[str, str]] = [
        (locale.text(f"scenario.{key}"), str(getattr(scenario, key) or "–"))
        for key in ("id", "saved_at", "saved_by", "why", "criteria_file", "data_name", "engine_version", "supersedes")
    ]
    pairs += [(setting_name(name, locale), setting_value(value, locale)) for name, value in setting.items()]
    if "conflict" in result:
        pairs.append((locale.text("scenario.infeasible"), ", ".join(result["conflict"])))
    if "selected" in result:
        pairs.append((locale.text("scenario.selected"), ", ".join(result["selected"]) or "–"))
        pairs.append((locale.text("scenario.objective"), locale.number(result["objective"], 1)))
    for programme, amount in result.get("grants", {}).items():
        pairs.append((locale.text("scenario.grant", programme=programme), locale.number(amount, 2)))
    called = {
        viewpoint["id"]: viewpoint.get(f"name_{locale.tag}") or viewpoint["name_nb"]
        for viewpoint in setting.get("viewpoints", ())
    }
    for viewpoint, chosen in result.get("viewpoints", {}).items():
        heading = locale.text("scenario.viewpoint_selects", viewpoint=called.get(viewpoint, viewpoint))
        pairs.append((heading, ", ".join(chosen["selected"]) or "–"))
    columns = (Column("field", locale.text("scenario.field")), Column("value", locale.text("scenario.value")))
    return Table(scenario.name, columns, tuple(pairs))


def _effect(cause: Cause, locale: Locale, names: Mapping[str, str]) -> tuple[Cell, Cell, Cell]:
    if not cause.possible:
        return (locale.text("scenario.impossible"), "", "")
    return _moves(cause.entered, cause.left, cause.grants, locale, names)


def _moves(
    entered: Iterable[str],
    left: Iterable[str],
    grants: Mapping[str, float],
    locale: Locale,
    names: Mapping[str, str],
) -> tuple[Cell, Cell, Cell]:
    changed = "; ".join(
        f"{names.get(programme, programme)} {'+' if by > 0 else ''}{locale.number(by, 2)}"
        for programme, by in grants.items()
    )
    moved = [", ".join(names.get(industry, industry) for industry in side) for side in (entered, left)]
    return (moved[0] or "–", moved[1] or "–", changed or "–")


def _nothing(locale: Locale) -> str:
    return locale.text("scenario.nothing_differs")


def _with_notes(table: Table, *notes: str) -> Table:
    return Table(table.title, table.columns, table.rows, (*table.notes, *notes))


def _answer(table: Table, content: Mapping[str, Any], locale: Locale) -> Answer:
    return Answer(lambda: text_table(table, locale), lambda: content, lambda: table)


def _plain(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
