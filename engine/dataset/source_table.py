"""One published table as it lies in ``data/kilder``, read with the same rules as a data folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.dataset.cell_parsing import typed_table
from engine.dataset.csv_file import read_table
from engine.dataset.schema import Table
from engine.foundation.errors import InputError

Line = Mapping[str, Any]
Row = dict[str, Any]


def lines(path: Path, table: Table) -> list[Line]:
    """The rows of ``path``, values by column name; None where a cell is empty.

    Raises
    ------
    InputError
        With every problem of the file: nothing of a table is used where a part of it is not understood.
    """
    raw, problems = read_table(path, str(path), table)
    if raw is None:
        raise InputError(problems)
    typed, wrong = typed_table(raw)
    if problems or wrong:
        raise InputError([*problems, *wrong])
    return [dict(zip(typed.columns, cells, strict=True)) for cells in zip(*typed.columns.values(), strict=True)]
