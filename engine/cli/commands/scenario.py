"""The command that keeps scenarios, compares them and computes them again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.arguments import Given, Option
from engine.cli.commands.command import Command
from engine.cli.options import SELECTION, SHARED, asked_setting, criteria_path, data_path
from engine.foundation.errors import InputError, Problem

if TYPE_CHECKING:
    from engine.foundation.locale import Locale
    from engine.results.renderers import Answer
    from engine.store.database import Database

PLACE = "bransjevalg scenario"
DIFFERS = 4
"""What ``replay`` ends with where the result is not what it was."""


def scenario(given: Given) -> Answer:
    """Save, list, show, compare, replay, send and keep scenarios."""
    from engine.store.opening import open_database

    action, *words = given.arguments or ("",)
    if action not in ACTIONS:
        raise InputError(Problem("unknown", place=PLACE, given=action, allowed=tuple(ACTIONS)))
    answer, takes = ACTIONS[action]
    if len(words) != len(takes):
        usage = " ".join([PLACE, action, *takes])
        raise InputError(Problem("scenario_arguments", place=PLACE, given=" ".join(words), allowed=(usage,)))
    database = open_database()
    try:
        return answer(given, database, words)
    finally:
        database.close()


def _save(given: Given, database: Database, words: Sequence[str]) -> Answer:
    from engine.dataset.folder_files import folder_files
    from engine.store.recomputation import Inputs
    from engine.store.scenario_answers import saved_answer
    from engine.store.scenarios import result_kept, save

    criteria, folder = criteria_path(given), data_path(given)
    inputs = Inputs(
        asked_setting(given), criteria.read_text(encoding="utf-8-sig"), criteria.name, folder_files(folder), folder.name
    )
    saved = save(database, words[0], inputs, why=given.one("why") or "", who=given.one("who"))
    return saved_answer(saved, result_kept(database, saved), database.shown, given.locale)


def _list(given: Given, database: Database, _words: Sequence[str]) -> Answer:
    from engine.store.scenario_answers import list_answer
    from engine.store.scenarios import LISTED, listed

    every = given.one("all") is not None
    scenarios, count = listed(database, None if every else LISTED, every)
    return list_answer(scenarios, count, database.shown, given.locale)


def _show(given: Given, database: Database, words: Sequence[str]) -> Answer:
    from engine.store.scenario_answers import show_answer
    from engine.store.scenarios import find, result_kept

    saved = find(database, words[0])
    return show_answer(saved, result_kept(database, saved), given.locale)


def _compare(given: Given, database: Database, words: Sequence[str]) -> Answer:
    from engine.store.comparison import compare
    from engine.store.recomputation import names_of
    from engine.store.scenario_answers import compare_answer
    from engine.store.scenarios import find, inputs_of

    before, after = (find(database, word) for word in words)
    inputs = [inputs_of(database, saved) for saved in (before, after)]
    names = {name: called for side in inputs for name, called in names_of(side, given.locale).items()}
    return compare_answer(before, after, compare(*inputs), given.locale, names)


def _replay(given: Given, database: Database, words: Sequence[str]) -> Answer:
    from engine.store.scenario_answers import replay_answer
    from engine.store.scenarios import find, replay

    saved = find(database, words[0])
    return replay_answer(saved, replay(database, saved), DIFFERS, given.locale)


def _export(given: Given, database: Database, words: Sequence[str]) -> Answer:
    from engine.store.portable import packed
    from engine.store.scenarios import find

    if given.one("out") is None:
        raise InputError(Problem("out_needed", place="--out", allowed=("--out FILE.zip",)))
    saved = find(database, words[0])
    return _file_written(Path(given.one("out") or ""), packed(database, [saved]), 1, given.locale)


def _import(given: Given, database: Database, words: Sequence[str]) -> Answer:
    from engine.store.portable import unpack
    from engine.store.scenario_answers import added_answer

    return added_answer(unpack(database, Path(words[0])), given.locale)


def _backup(given: Given, database: Database, words: Sequence[str]) -> Answer:
    from engine.output.files import check_out
    from engine.store.portable import packed
    from engine.store.scenarios import listed

    check_out(Path(words[0]), ())
    return _file_written(Path(words[0]), packed(database), listed(database, 1, every=True)[1], given.locale)


def _file_written(out: Path, content: bytes, count: int, locale: Locale) -> Answer:
    from engine.output.files import write_out
    from engine.store.scenario_answers import file_answer

    write_out(out, lambda path: path.write_bytes(content))
    return file_answer(out, count, locale)


ACTIONS: dict[str, tuple[Callable[[Given, Database, Sequence[str]], Answer], tuple[str, ...]]] = {
    "save": (_save, ("NAME",)),
    "list": (_list, ()),
    "show": (_show, ("ID",)),
    "compare": (_compare, ("ID", "ID")),
    "replay": (_replay, ("ID",)),
    "export": (_export, ("ID",)),
    "import": (_import, ("FILE",)),
    "backup": (_backup, ("FILE",)),
    "restore": (_import, ("FILE",)),
}
"""What can be done with scenarios, and what each takes. A restored backup adds what is missing and changes nothing."""

OPTIONS = (Option("--why", "TEXT"), Option("--who", "TEXT"), Option("--all", switch=True))
COMMANDS = {
    "scenario": Command(scenario, (*OPTIONS, *SELECTION, *SHARED), takes="ACTION"),
}
