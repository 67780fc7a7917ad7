"""Scenarios as one file: to send one, or to keep the whole store and bring it back, in this database or another kind.

A zip file with ``scenarios.json`` and every content under its hash; equal scenarios give equal bytes.
"""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from engine.foundation.errors import InputError, Problem
from engine.store.content import digest, keep
from engine.store.database import DRIVERS, SQLITE, Database
from engine.store.opening import open_database
from engine.store.recomputation import Inputs
from engine.store.scenarios import Scenario, add, identified, listed, save
from engine.store.schema import CONTENT, SCENARIO

RECORDS, CONTENTS = "scenarios.json", "content/"
FORMAT = 1
LARGEST = 1 << 30  # bytes, unpacked: a whole store of some thousand data folders
EPOCH = (1980, 1, 1, 0, 0, 0)
AT_ONCE = 500  # parameters in one statement


def packed(database: Database, scenarios: Iterable[Scenario] | None = None) -> bytes:
    """A file with these scenarios and their contents, all of the store where none are named."""
    chosen = sorted(
        listed(database, None, every=True)[0] if scenarios is None else scenarios, key=lambda scenario: scenario.id
    )
    wanted = {
        content_hash for scenario in chosen for content_hash in (scenario.criteria, scenario.data, scenario.result)
    }
    with database.reading() as connection:
        contents = _contents(connection, wanted)
        inner = {content_hash for scenario in chosen for content_hash in json.loads(contents[scenario.data]).values()}
        contents |= _contents(connection, inner - set(contents))
    records = {"format": FORMAT, "scenarios": [asdict(scenario) for scenario in chosen]}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, RECORDS, json.dumps(records, ensure_ascii=False, indent=1, sort_keys=True).encode())
        for content_hash in sorted(contents):
            _put(archive, CONTENTS + content_hash, contents[content_hash])
    return out.getvalue()


def packed_alone(name: str, inputs: Inputs, *, why: str = "", who: str | None = None) -> bytes:
    """A file with one scenario that no store has: for when there is none to be reached."""
    with tempfile.TemporaryDirectory(prefix="bransjevalg-") as place:
        database = open_database(sa.URL.create(DRIVERS[SQLITE], database=str(Path(place) / "alone.sqlite3")))
        try:
            return packed(database, [save(database, name, inputs, why=why, who=who)])
        finally:
            database.close()


def unpack(database: Database, file: Path) -> tuple[Scenario, ...]:
    """Add the scenarios of a file that are not there yet; gives the new ones. All of them or none.

    Raises ``InputError`` where the file is none of ours, or something in it is not what its hash says.
    """
    scenarios, contents = _read(file)
    with database.writing() as connection:
        there = set(connection.scalars(sa.select(SCENARIO.c.id)))
        new = tuple(scenario for scenario in scenarios if scenario.id not in there)
        keep(connection, *contents.values())
        add(connection, new)
    return new


def _read(file: Path) -> tuple[tuple[Scenario, ...], dict[str, bytes]]:
    def wrong(code: str, given: str = "") -> InputError:
        return InputError(Problem(code, str(file), given=given))

    try:
        with zipfile.ZipFile(file) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise wrong("store_file_large", str(LARGEST))
            records: dict[str, Any] = json.loads(archive.read(RECORDS))
            contents = {
                name.removeprefix(CONTENTS): archive.read(name)
                for name in archive.namelist()
                if name.startswith(CONTENTS)
            }
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, NotImplementedError, RuntimeError):
        raise wrong("store_file_form") from None
    except OSError as error:
        raise InputError(Problem("unreadable", str(file), given=error.strerror or type(error).__name__)) from None
    if not isinstance(records, dict) or records.get("format") != FORMAT:
        raise wrong("store_file_form")
    for content_hash, content in contents.items():
        if digest(content) != content_hash:
            raise wrong("store_damaged", content_hash[:12])
    return tuple(_scenario(record, contents, wrong) for record in records.get("scenarios", ())), contents


def _scenario(record: Any, contents: dict[str, bytes], wrong: Any) -> Scenario:
    names = {field.name for field in fields(Scenario)}
    if not isinstance(record, dict) or set(record) != names:
        raise wrong("store_file_form")
    scenario = identified(**{name: value for name, value in record.items() if name != "id"})
    missing = [
        content_hash
        for content_hash in (scenario.criteria, scenario.data, scenario.result)
        if content_hash not in contents
    ]
    if not missing:
        missing = [
            content_hash
            for content_hash in json.loads(contents[scenario.data]).values()
            if content_hash not in contents
        ]
    if scenario.id != record["id"] or missing:
        raise wrong("store_damaged", str(record["id"]))
    return scenario


def _contents(connection: sa.Connection, hashes: Iterable[str]) -> dict[str, bytes]:
    wanted, contents = sorted(hashes), {}
    for start in range(0, len(wanted), AT_ONCE):
        chosen = sa.select(CONTENT.c.hash, CONTENT.c.bytes).where(CONTENT.c.hash.in_(wanted[start : start + AT_ONCE]))
        contents.update({content_hash: bytes(content) for content_hash, content in connection.execute(chosen)})
    return contents


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)
