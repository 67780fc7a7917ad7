"""Official statistics for the app: brought recipes read, figures fetched, and the folder with them as one zip file.

Nothing that is returned names a path: folders are private and gone when the answer is given.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.dataset.added_figures import read_base
from engine.dataset.csv_file import read_text
from engine.foundation.errors import InputError, Problem
from engine.results.bounded_reading import apart
from engine.results.uploads import OwnFile, last_part, without_folder
from engine.sources.statbank.archive import Ask
from engine.sources.statbank.build import Built, built, fetched, write
from engine.sources.statbank.correspondence import Correspondence, read_correspondence
from engine.sources.statbank.recipe import ENDING, Recipe, parsed_recipe


@dataclass(frozen=True, slots=True)
class Brought:
    """Recipes and a correspondence table that somebody brings, or every problem in them."""

    recipes: tuple[Recipe, ...] = ()
    correspondence: Correspondence | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Packed:
    """What was fetched, and the whole data folder with the answers as they came, as a zip file."""

    built: Built
    archive: bytes


def read_brought(given: Sequence[OwnFile]) -> Brought:
    """Recipes (``.toml``) and at most one correspondence table (``.csv``) among the files."""
    recipes: list[Recipe] = []
    problems: list[Problem] = []
    correspondence = None
    tables = [file for file in given if not file.name.lower().endswith(ENDING)]
    if len(tables) > 1:
        problems.append(Problem("fetching_many_tables", given=", ".join(sorted(table.name for table in tables))))
    with _private() as folder:
        for index, file in enumerate(given):
            name = last_part(file.name)
            path = folder / str(index)
            path.write_bytes(file.content)
            try:
                if name.lower().endswith(ENDING):
                    recipes.append(_recipe(path, name))
                else:
                    correspondence = read_correspondence(path)
            except InputError as error:
                problems += (replace(problem, file=name) for problem in error.problems)
    return Brought(tuple(recipes), correspondence, tuple(problems))


def read_brought_apart(given: Sequence[OwnFile]) -> Brought:
    """As ``read_brought``, in a bounded process of its own: what costs more is one problem, and costs nobody else."""
    if not given:
        return Brought()
    try:
        return apart(read_brought, tuple(given))
    except InputError as error:
        return Brought(problems=error.problems)


def fetch_packed(
    base: Path,
    recipes: Iterable[Recipe],
    ask: Ask,
    by: Correspondence | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Packed:
    """Figures by each recipe in a copy of the folder ``base``; ``tell`` is called with each table before it is asked.

    Raises
    ------
    InputError
        As ``fetched`` and ``built`` do; then nothing was fetched.
    """
    of = read_base(base)
    tables = []
    for recipe in recipes:
        tell(recipe.table)
        tables.append(fetched(recipe, ask, by))
    result = built(of, tables)
    with _private() as place:
        folder = place / "data"
        write(folder, result)
        packed = shutil.make_archive(str(place / "packed"), "zip", folder)
        return Packed(result, Path(packed).read_bytes())


@contextmanager
def _private() -> Iterator[Path]:
    """A folder of its own; problems found in it say only the file's name."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        try:
            yield folder
        except InputError as error:
            raise InputError(tuple(without_folder(error.problems, folder))) from None


def _recipe(path: Path, name: str) -> Recipe:
    text = read_text(path, name)
    if isinstance(text, Problem):
        raise InputError(text)
    return parsed_recipe(text, name, Path(name).stem)
