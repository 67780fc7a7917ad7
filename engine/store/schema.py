"""The tables of the store. Rows are added and superseded, never changed."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, MetaData, String, Table, Text

METADATA = MetaData()

CONTENT = Table(
    "content",
    METADATA,
    Column("hash", String(64), primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
)
"""Criteria files, data files, folders' listings and results, each kept once under the SHA-256 of its bytes."""

SCENARIO = Table(
    "scenario",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("saved_at", String(27), nullable=False),
    Column("saved_by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("engine_version", Text, nullable=False),
    Column("setting", Text, nullable=False),
    Column("criteria_file", Text, nullable=False),
    Column("criteria", String(64), ForeignKey("content.hash"), nullable=False),
    Column("data_name", Text, nullable=False),
    Column("data", String(64), ForeignKey("content.hash"), nullable=False),
    Column("result", String(64), ForeignKey("content.hash"), nullable=False),
    Column("supersedes", String(16), nullable=True),
    Index("scenario_by_name", "name", "saved_at"),
    Index("scenario_by_time", "saved_at", "id"),
)
"""One saved scenario a row. ``supersedes`` is the id of the record of the same name that it
takes over from; a scenario that was sent alone leaves that one behind."""
