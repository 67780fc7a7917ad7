"""The command that fetches official statistics."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from engine.cli.arguments import Given, Option
from engine.cli.commands.command import Command, base_folder, refused, say
from engine.cli.options import DATA, FORMAT, LANGUAGE, data_path
from engine.foundation.errors import InputError, Problem
from engine.foundation.locale import Locale

if TYPE_CHECKING:
    from engine.dataset.added_figures import Base
    from engine.results.renderers import Answer
    from engine.sources.statbank.archive import Ask
    from engine.sources.statbank.build import Fetched
    from engine.sources.statbank.correspondence import Correspondence
    from engine.sources.statbank.recipe import Recipe

Found = TypeVar("Found")
OPTIONS = (
    Option("--to", "DIR"),
    DATA,
    Option("--correspondence", "FILE"),
    Option("--offline", switch=True),
    Option("--raw", "DIR"),
    Option("--base-url", "URL"),
    Option("--search", "WORDS"),
    Option("--draft", "TABLE"),
    FORMAT,
    Option("--out", "FILE"),
    LANGUAGE,
)


def fetch(given: Given) -> Answer:
    """Official statistics put into a copy of a data folder, or every problem where there are several.

    With ``--search`` which tables there are instead, with ``--draft`` a recipe for one of them.
    """
    try:
        if given.one("search") is not None or given.one("draft") is not None:
            return _looked_up(given)
        return _fetched(given)
    except InputError as error:
        return refused(error, given.locale)


def _looked_up(given: Given) -> Answer:
    """What the server says of its tables; nothing is fetched and nothing written."""
    from engine.results.statbank_tables import draft_answer, tables_answer
    from engine.sources.statbank.client import BASE_URL, Client
    from engine.sources.statbank.draft import draft_of
    from engine.sources.statbank.table_search import search

    tasks = [
        f"--{option}"
        for option in ("search", "draft", "to", "raw", "offline", "correspondence")
        if option in given.values
    ]
    if given.arguments or len(tasks) > 1:
        raise InputError(Problem("statbank_one_task", given=", ".join([*given.arguments, *tasks])))
    client = Client(given.one("base_url") or BASE_URL)
    words = given.one("search")
    if words is not None:
        return tables_answer(search(words, client.get), words, given.locale)
    return draft_answer(draft_of(given.one("draft") or "", client), given.locale)


def _fetched(given: Given) -> Answer:
    """The answer. The network is asked only when nothing on this machine is left to complain of."""
    from engine.results.fetched_statistics import fetched_answer
    from engine.sources.statbank.build import built, write

    work = _work(given)
    result = built(work.base, [_one(recipe, work.ask, work.by, given.locale) for recipe in work.recipes])
    try:
        write(work.to, result)
    except OSError as error:
        raise InputError(Problem("out_failed", str(work.to), "--to", given=error.strerror or str(error))) from None
    return fetched_answer(work.to, result, given.locale)


@dataclass(frozen=True, slots=True)
class _Work:
    """What is to be fetched, into what, and who answers; checked as far as it can be without an answer."""

    to: Path
    recipes: tuple[Recipe, ...]
    by: Correspondence | None
    base: Base
    ask: Ask


def _work(given: Given) -> _Work:
    """What the options ask for; the built-in recipes where none is named. InputError with every problem."""
    from engine.dataset.added_figures import read_base
    from engine.sources.statbank.correspondence import read_correspondence
    from engine.sources.statbank.recipe import read_recipe, shipped_recipes
    from engine.sources.statbank.services import SSB

    wrong: list[Problem] = []

    def tried(step: Callable[[], Found]) -> Found | None:
        try:
            return step()
        except InputError as error:
            wrong.extend(error.problems)
            return None

    names = tuple(dict.fromkeys(given.arguments)) or tuple(shipped_recipes(SSB))
    correspondence = given.one("correspondence")
    to = tried(lambda: _target(given))
    base = tried(lambda: read_base(data_path(given) if to is None else _base(given, to)))
    recipes = tuple(recipe for name in names if (recipe := tried(partial(read_recipe, name))))
    by = tried(lambda: read_correspondence(Path(correspondence))) if correspondence is not None else None
    ask = tried(lambda: _asked(given, to))
    wrong += _between(recipes, carried=correspondence is not None)
    tried(lambda: _check_result_file(given, to, names))
    if wrong or to is None or base is None or ask is None:
        raise InputError(wrong)
    return _Work(to, recipes, by, base, ask)


def _between(recipes: Iterable[Recipe], *, carried: bool) -> list[Problem]:
    """Recipes that cannot stand side by side, or not without a table that carries their codes."""
    from engine.sources.statbank.recipe_keys import SN2007

    first: dict[str, Recipe] = {}
    problems = []
    for recipe in recipes:
        if recipe.classification != SN2007 and not carried:
            problems.append(Problem("statbank_needs_correspondence", recipe.file, given=recipe.classification))
        if (other := first.setdefault(recipe.source_id, recipe)) is not recipe:
            more = {"other": other.file}
            problems.append(Problem("statbank_same_source", recipe.file, given=recipe.source_id, more=more))
    return problems


def _check_result_file(given: Given, to: Path | None, names: Iterable[str]) -> None:
    """The file of ``--out`` is no recipe, no correspondence table and no file of the folder that is written."""
    from engine.output.files import check_out, input_files

    out = given.one("out")
    if out is not None:
        read = [Path(name) for name in (*names, *given.many("correspondence"))]
        check_out(Path(out), [*read, *(() if to is None else input_files(to))])


def _one(recipe: Recipe, ask: Ask, by: Correspondence | None, locale: Locale) -> Fetched:
    """One table, announced on stderr; a built-in recipe that does not fit it says how to mend it."""
    from engine.sources.statbank.build import fetched
    from engine.sources.statbank.recipe import shipped_recipes

    say(locale.text("statbank.fetching", table=recipe.table))
    try:
        return fetched(recipe, ask, by)
    except InputError as error:
        path = shipped_recipes().get(recipe.name)
        if path is not None and not recipe.verified and any(problem.file == recipe.file for problem in error.problems):
            say(locale.text("statbank.mend", recipe=recipe.name, path=path))
        raise


def _target(given: Given) -> Path:
    """The folder of ``--to``; InputError where it is none, a file, the built-in data, or cannot be written."""
    from engine.dataset.shipped import shipped_data
    from engine.output.files import check_folder_place
    from engine.sources.statbank.archive import FOLDER, INDEX, read_index

    raw = given.one("to")
    if raw is None:
        raise InputError(Problem("statbank_no_target", place="--to", allowed=("--to DIR",)))
    to = Path(raw)
    check_folder_place(to)
    if to.resolve().is_relative_to(shipped_data().resolve()):
        raise InputError(Problem("statbank_target_built_in", raw, "--to"))
    if (to / FOLDER).is_symlink():
        raise InputError(Problem("statbank_raw_is_link", str(to / FOLDER)))
    if (to / FOLDER / INDEX).exists():
        read_index(to / FOLDER)  # new answers are added to it
    return to


def _base(given: Given, to: Path) -> Path:
    """The data that figures are put into: the target where it has data, else ``--data`` or the built-in ones.

    A target with nothing but kept answers is as good as a new one: it is rebuilt from them.
    """
    from engine.sources.statbank.archive import FOLDER

    if to.is_dir() and {path.name for path in to.iterdir()} == {FOLDER}:
        return data_path(given)
    return base_folder(given, to) or data_path(given)


def _asked(given: Given, to: Path | None) -> Ask | None:
    """Where answers come from: the server, or what was kept of it. None where that depends on a missing ``--to``."""
    from engine.sources.statbank.archive import FOLDER, kept_answers
    from engine.sources.statbank.build import online
    from engine.sources.statbank.client import Client

    raw = given.one("raw")
    if given.one("offline"):
        folder = Path(raw) if raw is not None else to and to / FOLDER
        return kept_answers(folder) if folder else None
    if raw is not None:
        raise InputError(Problem("statbank_raw_online", place="--raw", given=raw))
    base_url = given.one("base_url")
    return online(None if base_url is None else Client(base_url))


COMMANDS: dict[str, Command] = {"fetch": Command(fetch, OPTIONS, takes="RECIPE")}
