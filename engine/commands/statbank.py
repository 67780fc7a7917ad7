"""The command that fetches official statistics."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.commands.command import Command, refused, say
from engine.errors import InputError, Problem
from engine.report.arguments import Given, Option
from engine.report.asked import DATA, LANGUAGE, data_path
from engine.texts import text

if TYPE_CHECKING:
    from engine.dataset.intake.statbank.archive import Ask
    from engine.dataset.intake.statbank.build import Fetched
    from engine.dataset.intake.statbank.correspondence import Correspondence
    from engine.dataset.intake.statbank.recipe import Recipe
    from engine.report.answers import Answer

OPTIONS = (
    Option("--to", "DIR"),
    DATA,
    Option("--correspondence", "FILE"),
    Option("--offline", switch=True),
    Option("--raw", "DIR"),
    Option("--base-url", "URL"),
    Option("--format", choices=("table", "json", "csv")),
    Option("--out", "FILE"),
    LANGUAGE,
)


def fetch(given: Given) -> Answer:
    """Official statistics put into a copy of a data folder, or every problem where there are several."""
    try:
        return _fetched(given)
    except InputError as error:
        return refused(error, given.language)


def _fetched(given: Given) -> Answer:
    """The answer; the built-in recipes are used where none is named."""
    from engine.dataset.intake.statbank.build import built, write
    from engine.dataset.intake.statbank.correspondence import read_correspondence
    from engine.dataset.intake.statbank.merging import read_base
    from engine.dataset.intake.statbank.recipe import read_recipe, shipped_recipes
    from engine.report.fetched import fetched_answer

    to = _target(given)
    names = tuple(dict.fromkeys(given.arguments)) or tuple(shipped_recipes())
    recipes = [read_recipe(said) for said in names]
    correspondence = given.one("correspondence")
    by = None if correspondence is None else read_correspondence(Path(correspondence))
    base = read_base(_base(given, to))
    ask = _asked(given, to)
    result = built(base, [_one(recipe, ask, by, given.language) for recipe in recipes])
    try:
        write(to, result)
    except OSError as error:
        raise InputError(Problem("out_failed", str(to), "--to", given=error.strerror or str(error))) from None
    return fetched_answer(to, result, given.language)


def _one(recipe: Recipe, ask: Ask, by: Correspondence | None, language: str) -> Fetched:
    """One table, announced on stderr; a built-in recipe that does not fit it says how to mend it."""
    from engine.dataset.intake.statbank.build import fetched
    from engine.dataset.intake.statbank.recipe import shipped_recipes

    say(text("statbank.fetching", language, table=recipe.table))
    try:
        return fetched(recipe, ask, by)
    except InputError as error:
        path = shipped_recipes().get(recipe.name)
        if path is not None and not recipe.verified and any(one.file == recipe.file for one in error.problems):
            say(text("statbank.mend", language, recipe=recipe.name, path=path))
        raise


def _target(given: Given) -> Path:
    """The folder of ``--to``; InputError where it is none, a file, or the built-in data."""
    from engine.dataset.shipped import shipped_data

    said = given.one("to")
    if said is None:
        raise InputError(Problem("statbank_no_target", place="--to", allowed=("--to DIR",)))
    to = Path(said)
    if to.exists() and not to.is_dir():
        raise InputError(Problem("folder_is_file", said, "--to"))
    if to.resolve().is_relative_to(shipped_data().resolve()):
        raise InputError(Problem("statbank_target_built_in", said, "--to"))
    return to


def _base(given: Given, to: Path) -> Path:
    """The data that figures are put into: ``--data``, else the target where it has data, else the built-in ones."""
    from engine.dataset.schema import INDUSTRIES

    return to if given.one("data") is None and (to / INDUSTRIES.file).exists() else data_path(given)


def _asked(given: Given, to: Path) -> Ask:
    """Where answers come from: the server, or what was kept of it."""
    from engine.dataset.intake.statbank.archive import FOLDER, kept_answers
    from engine.dataset.intake.statbank.build import online
    from engine.dataset.intake.statbank.client import BASE_URL, Client

    raw = given.one("raw")
    if given.one("offline"):
        return kept_answers(to / FOLDER if raw is None else Path(raw))
    if raw is not None:
        raise InputError(Problem("statbank_raw_online", place="--raw", given=raw))
    return online(Client(given.one("base_url") or BASE_URL))


COMMANDS: dict[str, Command] = {"fetch": Command(fetch, OPTIONS, takes="RECIPE")}
