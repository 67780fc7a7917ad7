"""Scenarios and their contents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make both tables; spelt out here, since a released step never changes."""
    op.create_table(
        "content",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "scenario",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("saved_at", sa.String(27), nullable=False),
        sa.Column("saved_by", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("engine_version", sa.Text, nullable=False),
        sa.Column("setting", sa.Text, nullable=False),
        sa.Column("criteria_file", sa.Text, nullable=False),
        sa.Column("criteria", sa.String(64), sa.ForeignKey("content.hash"), nullable=False),
        sa.Column("data_name", sa.Text, nullable=False),
        sa.Column("data", sa.String(64), sa.ForeignKey("content.hash"), nullable=False),
        sa.Column("result", sa.String(64), sa.ForeignKey("content.hash"), nullable=False),
        sa.Column("supersedes", sa.String(16), nullable=True),
    )
    op.create_index("scenario_by_name", "scenario", ["name", "saved_at"])
    op.create_index("scenario_by_time", "scenario", ["saved_at", "id"])


def downgrade() -> None:
    """A store is never taken back: an older program says that it is too old."""
    raise RuntimeError("a store is never taken back to an older form")
