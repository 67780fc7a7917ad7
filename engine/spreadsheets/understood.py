"""What an upload was understood as: its tables as they will be, the account that is shown, and every problem."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.foundation.errors import InputError, Problem
from engine.foundation.paused_collector import collector_paused
from engine.spreadsheets.datapackage import About, about_folder
from engine.spreadsheets.import_merging import Change
from engine.spreadsheets.long_tables import Missing

EMPTY, EXPLAINS, NOT_ASKED, WIDE = "empty", "explains", "not_asked", "wide"


@dataclass(frozen=True, slots=True)
class SheetAccount:
    """What one sheet was read as: a table's stem, ``package``, ``wide``, ``explains``, ``empty`` or ``not_asked``.

    ``rows`` that were read; ``empty_cells`` of a wide table; ``in_percent`` numbers that are shown in per cent.
    """

    name: str
    read_as: str
    rows: int = 0
    empty_cells: int = 0
    in_percent: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """An upload, read.

    Parameters
    ----------
    file
        As the user named it.
    tables
        Rows by file stem, of the whole folder as it will be; not to be used while there are ``problems``.
    sheets, changes, missing
        The account: what each sheet is, what becomes of each table, which cells have a sign instead of a value.
    matched
        Labels of a wide table and the industries or groups that they were taken for.
    indicators
        ``{indicator id: periods}`` that the upload brings.
    new_indicators
        Those of them that neither criteria nor folder know.
    problems
        Everything that is wrong, said of sheet and cell.
    """

    file: str
    tables: Mapping[str, Sequence[Mapping[str, object]]] = field(default_factory=dict)
    about: About = field(default_factory=About)
    sheets: tuple[SheetAccount, ...] = ()
    changes: tuple[Change, ...] = ()
    missing: tuple[Missing, ...] = ()
    matched: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    new_indicators: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def write(self, folder: Path | str) -> None:
        """Write the folder, whole or not at all. Raises ``InputError`` with the problems where there are any."""
        from engine.dataset.writing import write_folder

        if self.problems:
            raise InputError(self.problems)
        folder = Path(folder)
        name, title, further = about_folder(self.about, folder, self.file, self.tables)
        with collector_paused():
            write_folder(folder, self.tables, name=name, title=title, about=further)
