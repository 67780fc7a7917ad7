"""The files of a data folder as bytes, by name: what a data set can be read from again."""

from __future__ import annotations

from pathlib import Path

from engine.dataset.schema import DATAPACKAGE, TABLES

FILES = (*(table.file for table in TABLES.values()), DATAPACKAGE)


def folder_files(folder: Path) -> dict[str, bytes]:
    """The files of a data folder that a data set is read from, by name; others in it are left alone."""
    return {name: (folder / name).read_bytes() for name in FILES if (folder / name).is_file()}
