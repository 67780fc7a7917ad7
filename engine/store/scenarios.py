"""Scenarios: saved under a name, found again, and replayed. A record is superseded by a newer one, never changed."""

from __future__ import annotations

import getpass
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from engine.criteria.setting import Setting
from engine.dataset.folder_files import folder_files
from engine.foundation.errors import InputError, Problem
from engine.store.content import canonical, digest, keep, kept, kept_folder, listing
from engine.store.database import Database
from engine.store.recomputation import Inputs, Result, differences, result_of
from engine.store.schema import SCENARIO

__all__ = ["Scenario", "find", "folder_files", "inputs_of", "listed", "replay", "result_kept", "save"]

ID_LENGTH = 12
LISTED = 200
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Scenario:
    """One saved scenario.

    Parameters
    ----------
    id
        First twelve digits of the hash of everything else, so that the same scenario has the same id in every store.
    saved_at
        UTC, ISO 8601 with microseconds.
    setting
        What was changed, as ``Setting.plain`` writes it in JSON.
    criteria, data, result
        Hashes of the contents.
    supersedes
        Id of the record of the same name that this one takes over from; None for the first.
    """

    id: str
    name: str
    saved_at: str
    saved_by: str
    why: str
    engine_version: str
    setting: str
    criteria_file: str
    criteria: str
    data_name: str
    data: str
    result: str
    supersedes: str | None

    @property
    def plain(self) -> dict[str, Any]:
        """The record as JSON has it."""
        return {**asdict(self), "setting": json.loads(self.setting)}


def identified(**record: Any) -> Scenario:
    """The record with its id: a hash of all the rest."""
    return Scenario(id=digest(canonical(record))[:ID_LENGTH], **record)


def user_name() -> str:
    """Who is at the machine, as the system calls them; empty where it does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def save(
    database: Database,
    name: str,
    inputs: Inputs,
    *,
    why: str = "",
    who: str | None = None,
    saved_at: datetime | None = None,
) -> Scenario:
    """Compute the result and keep everything under ``name``; confirmed when this returns.

    Raises ``InputError`` for an empty or over-long name, for wrong inputs, and where the store cannot be written.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise InputError(Problem("store_name", place="NAME", given=name, allowed=(f"1–{LONGEST_NAME}",)))
    result = canonical(result_of(inputs))
    criteria = inputs.criteria_text.encode()
    folder = listing(inputs.data_files)
    with database.writing() as connection:
        latest = _latest(connection, name)
        scenario = identified(
            name=name,
            saved_at=(saved_at or datetime.now(UTC)).isoformat(timespec="microseconds").replace("+00:00", "Z"),
            saved_by=user_name() if who is None else who,
            why=why,
            engine_version=version("bransjevalg"),
            setting=canonical(inputs.setting.plain()).decode(),
            criteria_file=inputs.criteria_file,
            criteria=digest(criteria),
            data_name=inputs.data_name,
            data=digest(folder),
            result=digest(result),
            supersedes=None if latest is None else latest.id,
        )
        keep(connection, criteria, folder, result, *inputs.data_files.values())
        add(connection, [scenario])
    return scenario


def add(connection: Connection, scenarios: Sequence[Scenario]) -> None:
    """Add records that are not there yet."""
    if scenarios:
        connection.execute(sa.insert(SCENARIO), [asdict(scenario) for scenario in scenarios])


def listed(database: Database, most: int | None = LISTED, every: bool = False) -> tuple[list[Scenario], int]:
    """The newest scenarios, at most ``most`` of them, and how many there are in all.

    Superseded ones are left out unless ``every``.
    """
    chosen, count = sa.select(SCENARIO), sa.select(sa.func.count()).select_from(SCENARIO)
    if not every:
        # One look at the few that were superseded: a join would look every record up in all the others.
        superseded = sa.select(SCENARIO.c.supersedes).where(SCENARIO.c.supersedes.is_not(None))
        chosen, count = (query.where(SCENARIO.c.id.not_in(superseded)) for query in (chosen, count))
    chosen = chosen.order_by(SCENARIO.c.saved_at.desc(), SCENARIO.c.id)
    with database.reading() as connection:
        rows = connection.execute(chosen if most is None else chosen.limit(most)).mappings().all()
        return [_scenario(row) for row in rows], connection.scalar(count) or 0


def find(database: Database, id_or_name: str) -> Scenario:
    """The scenario with this id, or the newest with this name.

    Raises ``InputError`` where there is none; names that exist are suggested.
    """
    with database.reading() as connection:
        row = connection.execute(sa.select(SCENARIO).where(SCENARIO.c.id == id_or_name)).mappings().one_or_none()
        scenario = _latest(connection, id_or_name) if row is None else _scenario(row)
        if scenario is None:
            names = connection.scalars(sa.select(SCENARIO.c.name).distinct().order_by(SCENARIO.c.name).limit(1000))
            raise InputError(Problem("store_unknown", database.shown, given=id_or_name, allowed=tuple(names)))
        return scenario


def inputs_of(database: Database, scenario: Scenario) -> Inputs:
    """What the scenario was computed from."""
    with database.reading() as connection:
        return Inputs(
            Setting.from_plain(json.loads(scenario.setting)),
            kept(connection, scenario.criteria, database.shown).decode(),
            scenario.criteria_file,
            kept_folder(connection, scenario.data, database.shown),
            scenario.data_name,
        )


def result_kept(database: Database, scenario: Scenario) -> Result:
    """What came of it when it was saved."""
    with database.reading() as connection:
        result: Result = json.loads(kept(connection, scenario.result, database.shown))
        return result


def replay(database: Database, scenario: Scenario) -> list[dict[str, Any]]:
    """Compute it again with today's program: every difference from the result that was saved; empty where none."""
    return differences(result_kept(database, scenario), result_of(inputs_of(database, scenario)))


def _latest(connection: Connection, name: str) -> Scenario | None:
    newest = sa.select(SCENARIO).where(SCENARIO.c.name == name).order_by(SCENARIO.c.saved_at.desc(), SCENARIO.c.id)
    row = connection.execute(newest.limit(1)).mappings().one_or_none()
    return None if row is None else _scenario(row)


def _scenario(row: RowMapping) -> Scenario:
    return Scenario(**{field.name: row[field.name] for field in fields(Scenario)})
