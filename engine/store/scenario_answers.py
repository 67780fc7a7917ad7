"""What ``scenario`` answers: the contract's JSON (section 11), and tables for a screen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from engine.criteria.count_conditions import COUNT_CONDITIONS
from engine.foundation.locale import area, number, text
from engine.output.table import Cell, Column, Table, text_table
from engine.results.renderers import Answer
from engine.store.comparison import Cause, Comparison
from engine.store.recomputation import Result
from engine.store.scenarios import Scenario

NAMELESS: Mapping[str, str] = MappingProxyType({})
WORDED = ("continue", "wind_down", "end", "sum", "sum_times_jobs", "public", "private", "candidate", "other")
"""Values that have words of their own."""


def saved_answer(scenario: Scenario, result: Result, place: str, language: str) -> Answer:
    """What was saved, and where."""
    table = _record(scenario, result, language)
    note = text("scenario.saved", language, name=scenario.name, id=scenario.id, place=place)
    return _answer(_with_notes(table, note), {**scenario.plain, "selected": result.get("selected")}, language)


def show_answer(scenario: Scenario, result: Result, language: str) -> Answer:
    """One scenario with its result."""
    return _answer(_record(scenario, result, language), {**scenario.plain, "result": result}, language)


def list_answer(scenarios: Sequence[Scenario], count: int, place: str, language: str) -> Answer:
    """The scenarios that there are, the newest first."""
    keys = ("id", "name", "saved_at", "saved_by", "why", "criteria_file", "data_name")
    columns = tuple(Column(key, text(f"scenario.{key}", language)) for key in keys)
    rows = tuple(tuple(getattr(one, key) for key in keys) for one in scenarios)
    notes = [text("scenario.place", language, place=place)]
    if len(scenarios) < count:
        notes.append(text("scenario.more", language, shown=len(scenarios), count=count))
    table = Table(text("scenario.list", language, count=count), columns, rows, tuple(notes))
    return _answer(table, {"scenarios": [one.plain for one in scenarios], "count": count}, language)


def compare_answer(before: Scenario, after: Scenario, found: Comparison, language: str) -> Answer:
    """What was set differently, who came in and went out, and which setting did it."""
    return _answer(comparison_table(before, after, found, language), comparison_json(found), language)


def comparison_table(
    before: Scenario, after: Scenario, found: Comparison, language: str, names: Mapping[str, str] = NAMELESS
) -> Table:
    """One row a setting that differs, with what it caused; the whole last. ``names`` are industries' by id."""
    columns = (
        Column("setting", text("scenario.setting", language)),
        Column("before", text("scenario.before", language)),
        Column("after", text("scenario.after", language)),
        Column("entered", text("scenario.entered", language)),
        Column("left", text("scenario.left", language)),
        Column("grants", text("scenario.grants", language)),
    )
    causes = {one.setting: one for one in found.causes}
    rows = tuple(
        (
            setting_name(str(one["setting"]), language),
            setting_value(one["before"], language, names),
            setting_value(one["after"], language, names),
            *_effect(causes[str(one["setting"])], language, names),
        )
        for one in found.changed
    )
    whole = (
        text("scenario.whole", language),
        "",
        "",
        *_moves(found.entered, found.left, found.grants, language, names),
    )
    notes = [text("scenario.one_at_a_time", language)]
    if any(not one.possible for one in found.causes):
        notes.append(text("scenario.step_impossible", language))
    title = text("scenario.compare", language, before=before.name, after=after.name)
    return Table(title, columns, (*rows, whole) if rows else (), tuple(notes) if rows else (_nothing(language),))


def comparison_json(found: Comparison) -> dict[str, Any]:
    """The contract's ``compare``."""
    return {
        "set": [dict(one) for one in found.changed],
        "entered": list(found.entered),
        "left": list(found.left),
        "grants": dict(found.grants),
        "causes": [
            {
                "setting": one.setting,
                "entered": list(one.entered),
                "left": list(one.left),
                "grants": dict(one.grants),
                "possible": one.possible,
            }
            for one in found.causes
        ],
    }


def replay_answer(scenario: Scenario, found: list[dict[str, Any]], differs: int, language: str) -> Answer:
    """Whether today's program gives what was saved; ends with ``differs`` where it does not."""
    columns = tuple(Column(key, text(f"scenario.{key}", language)) for key in ("where", "was", "is"))
    rows = tuple((one["where"], _plain(one["was"]), _plain(one["is"])) for one in found)
    key = "scenario.replay_differs" if found else "scenario.replay_same"
    said = text(key, language, name=scenario.name, version=scenario.engine_version, count=len(found))
    table = Table(said, columns, rows)
    return Answer(
        lambda: text_table(table, language) if rows else said + "\n",
        lambda: {"same": not found, "differences": found},
        lambda: table,
        exit_code=differs if found else 0,
    )


def added_answer(scenarios: Sequence[Scenario], language: str) -> Answer:
    """What a file or a backup brought."""
    columns = (Column("id", text("scenario.id", language)), Column("name", text("scenario.name", language)))
    rows = tuple((one.id, one.name) for one in scenarios)
    table = Table(text("scenario.added", language, count=len(scenarios)), columns, rows)
    return _answer(table, {"added": [one.id for one in scenarios]}, language)


def file_answer(out: Path, count: int, language: str) -> Answer:
    """A file that was written."""
    said = text("scenario.written", language, file=out, count=count)
    table = Table(said, (Column("file", text("scenario.file", language)),), ((str(out),),))
    return Answer(lambda: said + "\n", lambda: {"file": str(out), "scenarios": count}, lambda: table, to_file=False)


def setting_name(setting: str, language: str) -> str:
    """What a setting is called on a screen."""
    if setting in COUNT_CONDITIONS and f"set_{setting}" not in area("scenario"):
        return COUNT_CONDITIONS[setting].label(language)
    return text(f"scenario.set_{setting}", language)


def setting_value(value: Any, language: str, names: Mapping[str, str] = NAMELESS) -> str:
    """A setting's value in words; what the file says where nothing was set."""
    if value is None:
        return text("scenario.as_in_file", language)
    if isinstance(value, Mapping) and "name_nb" in value:  # a viewpoint
        called = value.get(f"name_{language}") or value["name_nb"]
        return f"{called} ({setting_value(value['weights'], language, names)})"
    if isinstance(value, Mapping):
        return ", ".join(f"{names.get(key, key)} {setting_value(one, language, names)}" for key, one in value.items())
    if isinstance(value, list):
        between = "; " if any(isinstance(one, Mapping) for one in value) else ", "
        return between.join(setting_value(one, language, names) for one in value) or text("report.none", language)
    if isinstance(value, float):
        return number(value, len(f"{value:g}".partition(".")[2]), language)
    said = str(value)
    if said in WORDED:
        return text(f"scenario.value_{said}", language)
    return names.get(said, said)


def _record(scenario: Scenario, result: Result, language: str) -> Table:
    setting: dict[str, Any] = json.loads(scenario.setting)
    pairs: list[tuple[str, str]] = [
        (text(f"scenario.{key}", language), str(getattr(scenario, key) or "–"))
        for key in ("id", "saved_at", "saved_by", "why", "criteria_file", "data_name", "engine_version", "supersedes")
    ]
    pairs += [(setting_name(name, language), setting_value(value, language)) for name, value in setting.items()]
    if "conflict" in result:
        pairs.append((text("scenario.infeasible", language), ", ".join(result["conflict"])))
    if "selected" in result:
        pairs.append((text("scenario.selected", language), ", ".join(result["selected"]) or "–"))
        pairs.append((text("scenario.objective", language), number(result["objective"], 1, language)))
    for programme, amount in result.get("grants", {}).items():
        pairs.append((text("scenario.grant", language, programme=programme), number(amount, 2, language)))
    called = {one["id"]: one.get(f"name_{language}") or one["name_nb"] for one in setting.get("viewpoints", ())}
    for viewpoint, chosen in result.get("viewpoints", {}).items():
        said = text("scenario.viewpoint_selects", language, viewpoint=called.get(viewpoint, viewpoint))
        pairs.append((said, ", ".join(chosen["selected"]) or "–"))
    columns = (Column("field", text("scenario.field", language)), Column("value", text("scenario.value", language)))
    return Table(scenario.name, columns, tuple(pairs))


def _effect(cause: Cause, language: str, names: Mapping[str, str]) -> tuple[Cell, Cell, Cell]:
    if not cause.possible:
        return (text("scenario.impossible", language), "", "")
    return _moves(cause.entered, cause.left, cause.grants, language, names)


def _moves(
    entered: Iterable[str],
    left: Iterable[str],
    grants: Mapping[str, float],
    language: str,
    names: Mapping[str, str],
) -> tuple[Cell, Cell, Cell]:
    changed = "; ".join(
        f"{names.get(one, one)} {'+' if by > 0 else ''}{number(by, 2, language)}" for one, by in grants.items()
    )
    moved = [", ".join(names.get(one, one) for one in side) for side in (entered, left)]
    return (moved[0] or "–", moved[1] or "–", changed or "–")


def _nothing(language: str) -> str:
    return text("scenario.nothing_differs", language)


def _with_notes(table: Table, *notes: str) -> Table:
    return Table(table.title, table.columns, table.rows, (*table.notes, *notes))


def _answer(table: Table, said: Mapping[str, Any], language: str) -> Answer:
    return Answer(lambda: text_table(table, language), lambda: said, lambda: table)


def _plain(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
