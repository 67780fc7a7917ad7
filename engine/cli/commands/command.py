"""What a command is, and what commands say beside their result."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.arguments import Given, Option
from engine.cli.options import SHARED, data_path
from engine.foundation import process
from engine.foundation.errors import InputError, Problem
from engine.foundation.locale import Locale

if TYPE_CHECKING:
    from engine.results.renderers import Answer

PROGRAM = "bransjevalg"
PROGRESS_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what answers it, its options, and what its arguments are called, if it takes any.

    A command that has nothing to say gives its exit code.
    ``writes_out`` says that the command writes the file of ``--out`` itself.
    """

    answer: Callable[[Given], Answer | int]
    options: tuple[Option, ...] = SHARED
    takes: str = ""
    writes_out: bool = False


def version() -> str:
    """The installed version."""
    from importlib.metadata import version as installed

    return installed(PROGRAM)


def say(message: str) -> None:
    """One line on stderr; that nobody can hear it changes nothing of what is answered."""
    from engine.output.table import one_line

    try:
        sys.stderr.write(one_line(message) + "\n")
    except OSError:
        process.drop(sys.stderr)


def base_folder(given: Given, to: Path) -> Path | None:
    """The folder that figures are added to: what ``--to`` already is, or else ``--data``; None where neither is said.

    Raises ``InputError`` where ``--to`` is something that must not be written over.
    """
    from engine.output.files import check_folder_place

    check_folder_place(to)
    named = data_path(given) if given.one("data") is not None else None
    if not to.exists() and not to.is_symlink():
        return named
    if not to.is_dir():
        raise InputError(Problem("folder_is_file", str(to), "--to"))
    if not any(to.iterdir()):
        return named
    if not (to / "industries.csv").exists():
        raise InputError(Problem("import_not_a_folder", str(to), "--to"))
    if named is not None and not named.samefile(to):
        raise InputError(Problem("import_other_folder", str(to), "--to", given=str(named)))
    return to


def refused(error: InputError, locale: Locale) -> Answer:
    """Every problem as an answer, the first of them on stderr too; an error with one problem is raised again."""
    from engine.results.folder_check import Findings
    from engine.results.renderers import problems_answer

    if len(error.problems) == 1:
        raise error
    answer = problems_answer(Findings(error.problems), locale)
    return replace(answer, to_file=False, aside=f"{error.problems[0].sentence(locale)} ({answer.aside.rstrip('.')})")


def progress(locale: Locale, units: str = "draws") -> Callable[[int, int], None]:
    """Tells on stderr how many draws, steps or runs of a long run are done, every few seconds."""
    told = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - told >= PROGRESS_SECONDS and done < total:
            told = time.monotonic()
            counts = {"done": locale.number(done, 0), "total": locale.number(total, 0)}
            say(locale.text(f"stability.progress_{units}", **counts))

    return tell
