"""bransjevalg: arguments in, a room's answer out, exit codes (contract, section 4)."""

from __future__ import annotations

import os
import sys

from engine.foundation import process

# As typing's own. What takes time to import is imported where it is used: until ``take_over`` Ctrl-C is Python's.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from engine.cli.arguments import Given
    from engine.cli.commands.command import Command
    from engine.foundation.locale import Locale

DEFECT = 1


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code. No traceback gets out: every failure is one line on stderr.

    Without ``argv`` this is the program itself, and standard output its own.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    if argv is not None:
        return _ended(words)
    process.take_over(lambda: _interruption(words))
    try:
        return _ended(words)
    except KeyboardInterrupt:  # between the imports, or while something else was being told
        process.end(lambda: _interruption(words))
    finally:
        process.let_go()


def _ended(words: list[str]) -> int:
    """The exit code of a command, its failures told."""
    # First what an interruption is told with: a module that is half loaded can tell nothing.
    from engine.foundation.errors import BransjevalgError, InputError, Problem

    # NumPy's own threads wait by spinning: on matrices as small as these that is all they do.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from engine.cli.arguments import chosen_locale
    from engine.cli.commands.command import say

    locale = chosen_locale(words)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Norwegian letters come out whole whatever the machine's locale is.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return _run(words, locale)
    except BransjevalgError as error:
        say(error.sentence(locale))
        return error.exit_code
    except BrokenPipeError:
        process.drop(sys.stdout)
        return 0  # whoever read the result has read enough
    except KeyboardInterrupt:
        say(_interruption(words))
        return process.INTERRUPTED
    except OSError as error:
        problem = Problem("unreadable", str(error.filename or ""), given=error.strerror or type(error).__name__)
        say(problem.sentence(locale))
        return InputError.exit_code
    except Exception as error:  # noqa: BLE001  the one place where a defect must not become a traceback
        say(locale.text("cli.defect", kind=type(error).__name__, said=error))
        return DEFECT


def _interruption(words: list[str]) -> str:
    from engine.cli.arguments import chosen_locale

    return chosen_locale(words).text("cli.interrupted")


def _run(words: list[str], locale: Locale) -> int:
    from engine.cli.arguments import HELP_FLAGS, asks_for_help, help_text, overview, parsed
    from engine.cli.commands import COMMANDS
    from engine.cli.commands.command import PROGRAM, version
    from engine.cli.options import DATA
    from engine.foundation.errors import InputError, Problem

    if instruction := os.environ.get("_BRANSJEVALG_COMPLETE"):
        from engine.cli.completion import completed

        return completed(instruction)
    name = words[0] if words else ""
    if name in ("", *HELP_FLAGS):
        _print(overview(PROGRAM, COMMANDS, locale))
        return 0
    if name == "--version":
        _print(f"{PROGRAM} {version()}\n")
        return 0
    command = COMMANDS.get(name)
    if command is None:
        raise InputError(Problem("unknown", place=PROGRAM, given=name, allowed=tuple(COMMANDS)))
    if asks_for_help(words[1:]):
        _print(help_text(f"{PROGRAM} {name}", name, command.options, command.takes, locale))
        return 0
    given = parsed(f"{PROGRAM} {name}", command.options, command.takes, words[1:])
    return _answered(command, _folder_as_data(given, name) if command.takes == DATA.metavar else given)


def _answered(command: Command, given: Given) -> int:
    from pathlib import Path

    from engine.cli.commands.command import say
    from engine.cli.options import NOTES, criteria_path, data_path
    from engine.foundation.errors import InfeasibleError
    from engine.output.files import check_out, input_files, write_out
    from engine.results.renderers import json_text

    form, out = given.one("format") or "table", given.one("out")
    if out is not None:
        check_out(Path(out), input_files(data_path(given), criteria_path(given)))

    def emit(text: str, to_file: bool = True) -> None:
        if out is None or command.writes_out or not to_file:
            _print(text)
        else:
            write_out(Path(out), lambda path: path.write_bytes(text.encode("utf-8", "backslashreplace")))

    try:
        with _alone_in_target(given):
            answer = command.answer(given)
    except InfeasibleError as error:
        if form == "json":
            emit(json_text({"conflict": list(error.conflict)}))
        raise
    if isinstance(answer, int):
        return answer
    every_note = NOTES not in command.options or given.one("notes") is not None
    emit(answer.written(form, every_note), answer.to_file)
    if answer.aside:
        say(answer.aside)
    return answer.exit_code


def _alone_in_target(given: Given) -> AbstractContextManager[None]:
    """Nobody else adds to the folder of ``--to`` between its reading and its writing."""
    from contextlib import nullcontext
    from pathlib import Path

    from engine.foundation.folder_lock import exclusive
    from engine.output.files import check_folder_place

    to = given.one("to")
    if to is None:
        return nullcontext()
    check_folder_place(Path(to))
    return exclusive(Path(to))


def _folder_as_data(given: Given, name: str) -> Given:
    """The same with the command's one folder where ``--data`` has its own."""
    from engine.cli.arguments import Given
    from engine.cli.commands.command import PROGRAM
    from engine.foundation.errors import InputError, Problem

    folders = (*given.arguments, *given.many("data"))
    if len(folders) > 1:
        raise InputError(Problem("cli_one_folder", place=f"{PROGRAM} {name}", given=" ".join(folders)))
    return Given({**given.values, "data": folders} if folders else given.values)


def _print(text: str) -> None:
    import errno

    from engine.foundation.errors import InputError, Problem

    try:
        if sys.stdout is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        process.drop(sys.stdout)
        raise InputError(Problem("out_failed", "stdout", given=error.strerror or type(error).__name__)) from None


if __name__ == "__main__":
    sys.exit(main())
