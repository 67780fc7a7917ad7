"""The source that a user names in words for the figures of a table that does not say its own."""

from __future__ import annotations

from engine.dataset.schema import SOURCES
from engine.dataset.validation import CheckedFolder
from engine.spreadsheets.grid import Sheet
from engine.spreadsheets.import_options import Asked
from engine.spreadsheets.long_tables import Incoming, raw_table


def known_titles(folder: CheckedFolder) -> list[tuple[str, str]]:
    """Id and title of each source in a folder."""
    if SOURCES.stem not in folder.tables:
        return []
    columns = folder.tables[SOURCES.stem].columns
    return list(zip(columns["source_id"], columns["title"], strict=True))


def new_source(asked: Asked, file: str) -> Incoming:
    """The source that the user names in words, as a row of its table."""
    cells = {"source_id": [asked.source_id], "title": [asked.source_title]}
    return Incoming(raw_table(SOURCES, file, cells, "."), Sheet(file, "--source-title", {}), [1], {})
