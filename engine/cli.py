"""bransjevalg: arguments in, a room's answer out, exit codes (contract, section 4).

A new command is a function from what was given to an ``Answer``, one line in ``COMMANDS`` and its words in
``texts/cli.toml``. Everything heavy is imported inside the functions, so that ``--help`` is quick.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
from engine.report.asked import (
    CRITERIA,
    DATA,
    LANGUAGE,
    SELECTION,
    SHARED,
    asked_criteria,
    asked_dataset,
    asked_profiles,
    asked_scores,
    changed_criteria,
    criteria_path,
    data_path,
    percent,
    whole_number,
)
from engine.texts import text

if TYPE_CHECKING:
    from engine.report.answers import Answer
    from engine.robustness.backend import Backend

PROGRAM = "bransjevalg"
INTERRUPTED = 130  # what a shell says of a program that Ctrl-C ended
DEFECT = 1

DRAWS = 10_000  # contract, section 4
BASE_SAMPLES = 128  # of a sensitivity analysis: a power of two, enough for the large effects in a few seconds
PROGRESS_SECONDS = 3.0
LOCAL, DASK = "local", "dask"
SPREAD = Option("--inherited-spread", "PERCENT")
DRAWN = (Option("--draws", "N"), Option("--seed", "N"))
ROBUSTNESS = (
    Option("--around", "PERCENT"),
    Option("--order", "absence>=frafall", many=True),
    Option("--data-uncertainty", switch=True),
    SPREAD,
    Option("--backend", choices=(LOCAL, DASK)),
    Option("--scheduler", "ADDRESS"),
    Option("--workers", "N"),
)
METHODS = (Option("--industry", "ID", many=True), Option("--base-samples", "N"), Option("--seed", "N"), SPREAD)


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


def rank(given: Given) -> Answer:
    """The ranking."""
    from engine.report.answers import ranking_answer

    return ranking_answer(asked_scores(given, asked_criteria(given)), given.language)


def select(given: Given) -> Answer:
    """The best selection and the grants."""
    from engine.report.answers import selection_answer
    from engine.selection.problem import selection_problem
    from engine.selection.select import select as best_selection

    scores = asked_scores(given, changed_criteria(given), to_select=True)
    return selection_answer(best_selection(selection_problem(scores)), scores, given.language)


def check(given: Given) -> Answer:
    """Whether industries stay selected, and what it would take."""
    from engine.report.robustness_answers import check_answer
    from engine.robustness.stability import check as stability

    if not given.arguments:
        raise InputError(Problem("cli_no_industry", place=f"{PROGRAM} check"))
    scores = asked_scores(given, changed_criteria(given), to_select=True)
    industries = tuple(dict.fromkeys(given.arguments))
    draws, seed = whole_number(given, "draws", DRAWS), whole_number(given, "seed", 1)
    return check_answer(stability(scores, industries, draws=draws, seed=seed), given.language)


def robustness(given: Given) -> Answer:
    """How firmly the whole selection stands."""
    from engine.report.robustness_answers import robustness_answer
    from engine.robustness.acceptability import Uncertainty, acceptability
    from engine.robustness.draws import parse_order

    scores = asked_scores(given, changed_criteria(given), to_select=True)
    spread = percent(given, "inherited_spread")
    if spread is not None and given.one("data_uncertainty") is None:
        raise InputError(Problem("cli_needs", place="--inherited-spread", more={"other": "--data-uncertainty"}))
    uncertainty = Uncertainty() if spread is None else Uncertainty(spread / 100)
    result = acceptability(
        scores,
        draws=whole_number(given, "draws", DRAWS),
        seed=whole_number(given, "seed", 1),
        percent=percent(given, "around"),
        order=parse_order(",".join(given.many("order")), scores.root_members),
        uncertainty=uncertainty if given.one("data_uncertainty") else None,
        backend=_backend(given),
        progress=_progress(given.language),
    )
    return robustness_answer(result, given.language)


def _backend(given: Given) -> Backend:
    """Where draws run: this machine's cores, or the Dask cluster that the options name."""
    from engine.robustness.backend import dask, local

    scheduler = given.one("scheduler")
    if given.one("backend") == DASK:
        if scheduler is None:
            raise InputError(Problem("cli_needs", place="--backend dask", more={"other": "--scheduler"}))
        return dask(scheduler)
    if scheduler is not None:
        raise InputError(Problem("cli_needs", place="--scheduler", more={"other": "--backend dask"}))
    if given.one("workers") is None:
        return local()
    workers = whole_number(given, "workers", 1)
    if workers < 1:
        raise InputError(Problem("cli_no_workers", place="--workers", given=str(workers)))
    return local(workers)


def _progress(language: str) -> Callable[[int, int], None]:
    """Tells on stderr how far a long run has come, every few seconds."""
    told = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - told >= PROGRESS_SECONDS and done < total:
            told = time.monotonic()
            _say(text("stability.progress", language, done=done, total=total))

    return tell


def methods(given: Given) -> Answer:
    """Other methods against today's, and what decides whether industries are in."""
    from engine.report.robustness_answers import methods_answer
    from engine.robustness.methods import method_choices
    from engine.robustness.sensitivity import sensitivity

    criteria = changed_criteria(given)
    dataset = asked_dataset(given, criteria, to_select=criteria.selection is not None)
    result = method_choices(dataset, criteria)
    spread = (percent(given, "inherited_spread") or 0.0) / 100
    industries = given.many("industry") or result.selected or ()
    found = sensitivity(
        dataset,
        criteria,
        tuple(dict.fromkeys(industries)),
        base_samples=whole_number(given, "base_samples", BASE_SAMPLES),
        seed=whole_number(given, "seed", 1),
        inherited_spread=spread,
    )
    return methods_answer(result, found if industries else None, given.language)


def audit(given: Given) -> Answer:
    """What the criteria really do."""
    from engine.report.robustness_answers import audit_answer
    from engine.robustness.audit import audit as audited
    from engine.scores.scoring import score

    criteria = changed_criteria(given)
    dataset = asked_dataset(given, criteria, to_select=criteria.selection is not None)
    return audit_answer(audited(dataset, criteria), score(dataset, criteria), given.language)


def parties(given: Given) -> Answer:
    """Viewpoints side by side."""
    from engine.report.robustness_answers import parties_answer
    from engine.robustness.parties import parties as side_by_side
    from engine.scores.scoring import score

    criteria = changed_criteria(given)
    profiles, file = asked_profiles(given)
    dataset = asked_dataset(given, criteria, to_select=True)
    return parties_answer(side_by_side(dataset, criteria, profiles, file), score(dataset, criteria), given.language)


def validate(given: Given) -> Answer:
    """Every problem in a data folder, and in a criteria file asked of it where one is given."""
    from engine.report.answers import problems_answer
    from engine.report.checking import check

    asked = criteria_path(given) if given.one("criteria") or given.one("weights") else None
    return problems_answer(check(data_path(given), asked, given.one("weights")), given.language)


def export(given: Given) -> Answer:
    """The workbook for STAMI; without a selection where the criteria file asks for none."""
    from datetime import date

    from engine.report.acceptability_results import robustness_sheet
    from engine.report.answers import workbook_answer
    from engine.report.export import workbook_sheets
    from engine.report.output import check_workbook, write_out
    from engine.report.rankings import warning
    from engine.report.workbook import workbook_bytes
    from engine.robustness.acceptability import acceptability
    from engine.selection.problem import selection_problem
    from engine.selection.select import select as best_selection

    out, made = check_workbook(given.one("out")), date.today()
    criteria = changed_criteria(given)
    scores = asked_scores(given, criteria, to_select=criteria.selection is not None)
    result = best_selection(selection_problem(scores)) if criteria.selection else None
    more = []
    if result is not None and scores.root_members:
        more.append(robustness_sheet(acceptability(scores), given.language))
    contents = workbook_sheets(scores, result, made, _version(), given.language, more)
    content = workbook_bytes(made, contents, warning(scores.dataset, given.language))
    write_out(out, lambda path: path.write_bytes(content))
    return workbook_answer(out, contents, given.language)


def app(given: Given) -> int:
    """The app, in place of this program; data and criteria are checked here, where a mistake is one line."""
    from engine.report import app_server

    host, port = given.one("host") or app_server.DEFAULT_HOST, given.one("port") or app_server.DEFAULT_PORT
    asked_scores(given, asked_criteria(given))
    checked = app_server.checked_port(port)
    app_server.check_free(host, checked)
    _say(text("cli.opening", given.language, address=f"http://{host}:{checked}"))
    data = data_path(given) if given.one("data") else None
    criteria = criteria_path(given) if given.one("criteria") else None
    environment = app_server.start_environment(data, criteria, os.environ)
    return app_server.run(app_server.start_command(host, checked), environment)


COMMANDS = {
    "rank": Command(rank),
    "select": Command(select, (*SELECTION, *SHARED)),
    "check": Command(check, (*DRAWN, *SELECTION, *SHARED), takes="ID"),
    "robustness": Command(robustness, (*DRAWN, *ROBUSTNESS, *SELECTION, *SHARED)),
    "methods": Command(methods, (*METHODS, *SELECTION, *SHARED)),
    "audit": Command(audit, (*SELECTION, *SHARED)),
    "parties": Command(parties, (Option("--profiles", "FILE"), *SELECTION, *SHARED)),
    "export": Command(export, (*SELECTION, *SHARED), writes_out=True),
    "app": Command(app, (Option("--port", "PORT"), Option("--host", "ADRESSE"), DATA, CRITERIA, LANGUAGE)),
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
        _drop_stdout()
        return 0  # whoever read the result has read enough
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        problem = Problem("unreadable", str(error.filename or ""), given=error.strerror or type(error).__name__)
        _say(problem.sentence(language))
        return InputError.exit_code
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
        check_out(Path(out), input_files(data_path(given), criteria_path(given)))

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
    if isinstance(answer, int):
        return answer
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


def _version() -> str:
    from importlib.metadata import version

    return version(PROGRAM)


def _print(said: str) -> None:
    try:
        sys.stdout.write(said)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _drop_stdout()
        raise InputError(Problem("out_failed", "stdout", given=error.strerror or type(error).__name__)) from None


def _drop_stdout() -> None:
    """Let what is left of the output go: Python would complain once more when it closes the stream."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(said: str) -> None:
    """One line on stderr."""
    from engine.report.tables import one_line

    sys.stderr.write(one_line(said) + "\n")


if __name__ == "__main__":
    sys.exit(main())
