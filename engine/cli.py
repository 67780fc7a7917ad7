"""bransjevalg: arguments in, a room's answer out, exit codes (contract, section 4).

A new command is a function from what was given to an ``Answer``, one line in ``COMMANDS`` and its words in
``texts/cli.toml``. Everything heavy is imported inside the functions, so that ``--help`` is quick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import BransjevalgError, InfeasibleError, InputError, Problem
from engine.report.arguments import (
    HELP_FLAGS,
    Given,
    Option,
    asks_for_help,
    chosen_language,
    help_text,
    overview,
    parsed,
)
from engine.texts import LANGUAGES, text

if TYPE_CHECKING:
    from engine.criteria.model import Criteria
    from engine.report.answers import Answer
    from engine.scores.scoring import Scores

PROGRAM = "bransjevalg"
BUILT_IN_DATA = ("publisert", "syntetisk")  # the first is used where none is given
BUILT_IN_CRITERIA = ("publisert", "stami")
INTERRUPTED = 130  # what a shell says of a program that Ctrl-C ended
DEFECT = 1

DATA = Option("--data", "DIR")
CRITERIA = Option("--criteria", "FILE")
WEIGHTS = Option("--weights", "id=0.3,id=0.2")
LANGUAGE = Option("--lang", choices=LANGUAGES)
SHARED = (
    DATA,
    CRITERIA,
    WEIGHTS,
    Option("--format", choices=("table", "json", "csv")),
    Option("--out", "FILE"),
    LANGUAGE,
)

NUMBERS = ("max_new", "min_new", "frame", "minimum_new", "minimum_continuing")
LISTS = ("must", "must_not")
SELECTION = (
    Option("--max-new", "N"),
    Option("--min-new", "N"),
    Option("--frame", "MNOK"),
    Option("--minimum-new", "MNOK"),
    Option("--minimum-continuing", "MNOK"),
    Option("--must", "ID", many=True),
    Option("--must-not", "ID", many=True),
    Option("--programme", "ID=continue", many=True),
)


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what answers it, its options, and what its arguments are called, if it takes any.

    ``writes_out`` says that the command writes the file of ``--out`` itself.
    """

    answer: Callable[[Given], Answer]
    options: tuple[Option, ...] = SHARED
    takes: str = ""
    writes_out: bool = False


def rank(given: Given) -> Answer:
    """The ranking."""
    from engine.report.answers import ranking_answer

    return ranking_answer(_scores(given, _criteria(given)), given.language)


def select(given: Given) -> Answer:
    """The best selection and the grants."""
    from engine.report.answers import selection_answer
    from engine.selection.problem import selection_problem
    from engine.selection.select import select as best_selection

    scores = _scores(given, _changed_criteria(given), to_select=True)
    return selection_answer(best_selection(selection_problem(scores)), scores, given.language)


def validate(given: Given) -> Answer:
    """Every problem in a data folder, and in a criteria file asked of it where one is given."""
    from engine.report.answers import problems_answer
    from engine.report.checking import check

    asked = _criteria_path(given) if given.one("criteria") or given.one("weights") else None
    return problems_answer(check(_data_path(given), asked, given.one("weights")), given.language)


def export(given: Given) -> Answer:
    """The workbook for STAMI; without a selection where the criteria file asks for none."""
    from datetime import date

    from engine.report.answers import workbook_answer
    from engine.report.export import workbook_sheets
    from engine.report.output import check_workbook, write_out
    from engine.report.rankings import warning
    from engine.report.workbook import workbook_bytes
    from engine.selection.problem import selection_problem
    from engine.selection.select import select as best_selection

    out, made = check_workbook(given.one("out")), date.today()
    criteria = _changed_criteria(given)
    scores = _scores(given, criteria, to_select=criteria.selection is not None)
    result = best_selection(selection_problem(scores)) if criteria.selection else None
    contents = workbook_sheets(scores, result, made, _version(), given.language)
    content = workbook_bytes(made, contents, warning(scores.dataset, given.language))
    write_out(out, lambda path: path.write_bytes(content))
    return workbook_answer(out, contents, given.language)


COMMANDS = {
    "rank": Command(rank),
    "select": Command(select, (*SELECTION, *SHARED)),
    "export": Command(export, (*SELECTION, *SHARED), writes_out=True),
    "validate": Command(validate, takes=DATA.metavar),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code. No traceback gets out: every failure is one line on stderr."""
    words = list(sys.argv[1:] if argv is None else argv)
    language = chosen_language(words)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Norwegian letters come out whole whatever the machine's locale is.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return _run(words, language)
    except BransjevalgError as error:
        _say(error.sentence(language))
        return error.exit_code
    except BrokenPipeError:
        # Whoever read the result has read enough. Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  the one place where a defect must not become a traceback
        _say(text("cli.defect", language, kind=type(error).__name__, said=error))
        return DEFECT


def _run(words: list[str], language: str) -> int:
    name = words[0] if words else ""
    if name in ("", *HELP_FLAGS):
        _print(overview(PROGRAM, COMMANDS, language))
        return 0
    if name == "--version":
        _print(f"{PROGRAM} {_version()}\n")
        return 0
    command = COMMANDS.get(name)
    if command is None:
        raise InputError(Problem("unknown", place=PROGRAM, given=name, allowed=tuple(COMMANDS)))
    if asks_for_help(words[1:]):
        _print(help_text(f"{PROGRAM} {name}", name, command.options, command.takes, language))
        return 0
    given = parsed(f"{PROGRAM} {name}", command.options, command.takes, words[1:])
    return _answered(command, _folder_as_data(given, name) if command.takes == DATA.metavar else given)


def _answered(command: Command, given: Given) -> int:
    from engine.report.answers import json_text
    from engine.report.output import check_out, input_files, write_out

    form, out = given.one("format") or "table", given.one("out")
    if out is not None:
        check_out(Path(out), input_files(_data_path(given), _criteria_path(given)))

    def emit(said: str) -> None:
        if out is None or command.writes_out:
            _print(said)
        else:
            write_out(Path(out), lambda path: path.write_text(said, encoding="utf-8", newline="\n"))

    try:
        answer = command.answer(given)
    except InfeasibleError as error:
        if form == "json":
            emit(json_text({"conflict": list(error.conflict)}))
        raise
    emit(answer.written(form))
    if answer.aside:
        _say(answer.aside)
    return answer.exit_code


def _folder_as_data(given: Given, name: str) -> Given:
    """The same with the command's one folder where ``--data`` has its own."""
    folders = (*given.arguments, *given.many("data"))
    if len(folders) > 1:
        raise InputError(Problem("cli_one_folder", place=f"{PROGRAM} {name}", given=" ".join(folders)))
    return Given({**given.values, "data": folders} if folders else given.values)


def _data_path(given: Given) -> Path:
    """The folder that ``--data`` names: a folder, or a built-in one where no folder has that name."""
    from engine.dataset.shipped import shipped_data

    said = given.one("data") or BUILT_IN_DATA[0]
    if said in BUILT_IN_DATA and (given.one("data") is None or not Path(said).exists()):
        return shipped_data() / said
    if not Path(said).exists():
        raise InputError(Problem("folder_missing", said, DATA.flag, allowed=BUILT_IN_DATA))
    return Path(said)


def _criteria_path(given: Given) -> Path:
    """The file that ``--criteria`` names, as for the data."""
    from engine.dataset.shipped import shipped_criteria

    said = given.one("criteria") or BUILT_IN_CRITERIA[0]
    if said in BUILT_IN_CRITERIA and (given.one("criteria") is None or not Path(said).exists()):
        return shipped_criteria() / f"{said}.toml"
    if not Path(said).exists():
        raise InputError(Problem("file_not_found", said, CRITERIA.flag, allowed=BUILT_IN_CRITERIA))
    return Path(said)


def _criteria(given: Given) -> Criteria:
    """The criteria with the weights that the options change."""
    from engine.criteria.reading import read_criteria
    from engine.criteria.weights import parse_weights, with_weights

    path = _criteria_path(given)
    criteria = read_criteria(path)
    if str(path) != given.one("criteria"):
        criteria = replace(criteria, file=path.name)
    weights = given.one("weights")
    return criteria if weights is None else with_weights(criteria, parse_weights(weights))


def _changed_criteria(given: Given) -> Criteria:
    """The criteria with the conditions that the options change. Lists are added to the file's."""
    from engine.criteria.changes import change_from_text, parse_programmes, with_selection

    criteria = _criteria(given)
    changes: dict[str, object] = {
        name: change_from_text(name, said) for name in NUMBERS if (said := given.one(name)) is not None
    }
    for name in LISTS:
        if given.many(name):
            own = getattr(criteria.selection, name, ())
            changes[name] = tuple(dict.fromkeys((*own, *given.many(name))))
    if given.many("programme"):
        changes["programmes"] = parse_programmes(given.many("programme"))
    return with_selection(criteria, **changes) if changes else criteria


def _scores(given: Given, criteria: Criteria, to_select: bool = False) -> Scores:
    """The scores, once everything that the criteria name is known to be there."""
    from engine.criteria.fit import check_ranking, check_selection
    from engine.dataset.reading import read_dataset
    from engine.scores.scoring import score

    folder = _data_path(given)
    dataset = read_dataset(folder)
    if str(folder) != given.one("data"):
        dataset = replace(dataset, name=folder.name)
    problems = [*check_ranking(criteria, dataset), *(check_selection(criteria, dataset) if to_select else ())]
    if problems:
        raise InputError(_at_options(problems, given))
    return score(dataset, criteria)


def _at_options(problems: Iterable[Problem], given: Given) -> list[Problem]:
    """Problems of what an option named, said of the option instead of the file."""
    from engine.criteria.changes import CHANGES

    named = {CHANGES[name].place: (CHANGES[name].option, given.many(name)) for name in LISTS}
    fates = tuple(one.partition("=")[0].strip() for one in given.many("programme"))
    named["[selection.programmes]"] = (CHANGES["programmes"].option, fates)
    return [
        replace(problem, file="", place=named[problem.place][0])
        if problem.given in named.get(problem.place, ("", ()))[1]
        else problem
        for problem in problems
    ]


def _version() -> str:
    from importlib.metadata import version

    return version(PROGRAM)


def _print(said: str) -> None:
    sys.stdout.write(said)
    sys.stdout.flush()


def _say(said: str) -> None:
    """One line on stderr."""
    from engine.report.tables import one_line

    sys.stderr.write(one_line(said) + "\n")


if __name__ == "__main__":
    sys.exit(main())
