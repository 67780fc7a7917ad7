"""Contents by their hash: a criteria file, a data folder and a result are kept once, however many scenarios use them.

A data folder is kept as a listing, ``{file name: hash}``: two folders that differ in one table share the others.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from engine.foundation.errors import InputError, Problem
from engine.store.database import POSTGRESQL
from engine.store.schema import CONTENT


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def canonical(value: Any) -> bytes:
    """A value as JSON that is the same each time; not-a-number is a defect."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def listing(files: Mapping[str, bytes]) -> bytes:
    """A folder's files as the listing that stands for them."""
    return canonical({name: digest(content) for name, content in files.items()})


def keep(connection: Connection, *contents: bytes) -> None:
    """Keep each of ``contents``; what is there already stays."""
    by_hash = {digest(content): content for content in contents}
    there = set(connection.scalars(sa.select(CONTENT.c.hash).where(CONTENT.c.hash.in_(by_hash))))
    new = [
        {"hash": content_hash, "bytes": content}
        for content_hash, content in by_hash.items()
        if content_hash not in there
    ]
    if not new:
        return
    # Another process may have kept the same in between: PostgreSQL lets two writers in at once.
    insert = sa.insert(CONTENT)
    if connection.dialect.name == POSTGRESQL:
        from sqlalchemy.dialects.postgresql import insert as postgresql_insert

        insert = postgresql_insert(CONTENT).on_conflict_do_nothing()
    connection.execute(insert, new)


def kept(connection: Connection, content_hash: str, shown: str) -> bytes:
    """The content with this hash. Raises ``InputError`` where it is not there or is no longer what it was."""
    content = connection.scalar(sa.select(CONTENT.c.bytes).where(CONTENT.c.hash == content_hash))
    if content is None or digest(bytes(content)) != content_hash:
        raise InputError(Problem("store_damaged", shown, given=content_hash[:12]))
    return bytes(content)


def kept_folder(connection: Connection, content_hash: str, shown: str) -> dict[str, bytes]:
    """The files of the folder whose listing has this hash."""
    names: dict[str, str] = json.loads(kept(connection, content_hash, shown))
    return {name: kept(connection, file_hash, shown) for name, file_hash in names.items()}


@contextmanager
def as_folder(files: Mapping[str, bytes], name: str) -> Iterator[Path]:
    """The files as a folder that lasts as long as it is read."""
    with tempfile.TemporaryDirectory(prefix="bransjevalg-") as place:
        folder = Path(place) / (name or "data")
        folder.mkdir()
        for file, content in files.items():
            (folder / file).write_bytes(content)
        yield folder
