"""Where a result is written: never over what it was made from, and a failure is said in a sentence."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from engine.dataset.schema import DATAPACKAGE, TABLES
from engine.foundation.atomic_replacement import replace_file, target
from engine.foundation.errors import InputError, Problem

OPTION = "--out"
WORKBOOK_ENDING = ".xlsx"


def input_files(folder: Path, *others: Path) -> tuple[Path, ...]:
    """Every file that a command may read: those of a data folder, and ``others``."""
    return (*(folder / table.file for table in TABLES.values()), folder / DATAPACKAGE, *others)


def check_out(out: Path, inputs: Iterable[Path]) -> None:
    """Raise ``InputError`` where ``out`` cannot be the file of a result: before the work is done, not after."""
    code = None
    if out.is_dir():
        code = "out_is_folder"
    elif out.exists() and not out.is_file():
        code = "out_is_no_file"  # a pipe would wait for its reader, and nothing can be written beside a device
    elif not out.parent.is_dir():
        code = "out_no_folder"
    elif not all(os.access(path, os.W_OK) for path in (target(out).parent, out) if path.exists()):
        raise InputError(Problem("out_failed", str(out), OPTION, given=os.strerror(errno.EACCES)))
    elif out.exists() and any(path.exists() and path.samefile(out) for path in inputs):
        code = "out_is_input"
    if code:
        raise InputError(Problem(code, str(out), OPTION))


def check_folder_place(to: Path) -> None:
    """Raise ``InputError`` where no folder ``to`` can be written: before the work is done, not after."""
    if to.exists() and not to.is_dir():
        raise InputError(Problem("folder_is_file", str(to), "--to"))
    above = next(parent for parent in to.absolute().parents if parent.exists())
    if not above.is_dir():
        raise InputError(Problem("folder_in_file", str(to), "--to", given=str(above)))
    for folder in (above, to):
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            raise InputError(Problem("folder_locked", str(to), "--to", given=str(folder)))


def write_out(out: Path, write: Callable[[Path], object]) -> None:
    """Let ``write`` write the file, whole or not at all; raises ``InputError`` where the machine refuses.

    ``write`` is given another path beside it, and may be stopped at any time: an older result stands until then.
    """
    try:
        replace_file(out, write)
    except OSError as error:
        raise InputError(
            Problem("out_failed", str(out), OPTION, given=error.strerror or type(error).__name__)
        ) from None


def check_workbook(out: str | None) -> Path:
    """The file of a workbook. Raises ``InputError`` where none is given, or one that Excel would refuse to open."""
    if out is None:
        raise InputError(Problem("out_needed", place=OPTION, allowed=(f"{OPTION} FILE{WORKBOOK_ENDING}",)))
    if Path(out).suffix.lower() != WORKBOOK_ENDING:
        raise InputError(Problem("out_not_workbook", place=OPTION, given=out))
    return Path(out)
