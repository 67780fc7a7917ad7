"""Files that somebody brings to the app: a data set with the criteria asked of it, or every problem in them.

They are read in a private folder that is gone when the answer is given; nothing that is returned names a path.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from engine.criteria.model import Criteria
from engine.criteria.reading import read_criteria
from engine.dataset.folder_files import folder_files
from engine.dataset.model import Dataset, lock_columns
from engine.dataset.reading import read_dataset
from engine.dataset.schema import DATAPACKAGE, INDUSTRIES
from engine.dataset.schema import TABLES as FOLDER
from engine.foundation.errors import InputError, Problem, Problems
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.results.bounded_reading import apart
from engine.results.folder_check import unfit
from engine.results.known_indicators import catalogue_of
from engine.results.upload_messages import on_screen
from engine.spreadsheets.import_options import Asked
from engine.spreadsheets.import_workbook import understand
from engine.spreadsheets.understood import Understood

TABLES, WORKBOOK, CRITERIA, ARCHIVE = (".csv", ".json"), ".xlsx", ".toml", ".zip"
ALONE = (*TABLES, ".px", ".txt", ".tsv")
"""What one table that is laid over other data can be."""
LARGEST_MB = 20  # unpacked, all files together: a data folder is a few hundred kilobytes
MOST_FILES = 100
BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class OwnFile:
    """One file as it was given: its name without folders, and what is in it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """What was found in the files.

    Parameters
    ----------
    dataset, criteria
        None where they could not be read; ``criteria`` are the files' own, or those that were proposed.
    problems
        What is wrong in the files themselves.
    unfit
        What keeps the criteria from being asked of the data.
    digest
        The same for the same files with the same criteria, and for nothing else.
    understood
        What was made of a workbook, sheet by sheet; None where there was none.
    files
        The data as the files of a folder, by name, for whoever keeps them.
    """

    dataset: Dataset | None = None
    criteria: Criteria | None = None
    problems: tuple[Problem, ...] = ()
    unfit: tuple[Problem, ...] = ()
    digest: str = ""
    understood: Understood | None = None
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def usable(self) -> bool:
        """Whether ranking and selecting can be done."""
        return self.dataset is not None and self.criteria is not None and not self.problems and not self.unfit


def read_own_files(
    given: Sequence[OwnFile],
    name: str,
    proposed: Criteria,
    base: Path | None = None,
    locale: Locale = DEFAULT_LOCALE,
    asked: Asked = Asked(),  # noqa: B008  frozen
) -> OwnFiles:
    """A data set of tables, of a zip file with tables in it, or of a workbook, called ``name``.

    A criteria file among them is asked of the data, ``proposed`` where there is none. A workbook is added to the
    folder ``base``; it must hold everything itself where that is None. A CSV file that stands alone and is none of the
    folder's tables is taken as a workbook is. ``asked`` is what such a table does not say itself.
    """
    files, problems = _unpacked(given)
    with TemporaryDirectory() as made:
        folder = Path(made)
        for file in files:
            try:
                (folder / file.name).write_bytes(file.content)
            except (OSError, ValueError) as error:
                problems.append(Problem("unreadable", file.name, given=type(error).__name__))
        if problems:
            return OwnFiles(problems=tuple(problems))
        return _read(folder, files, name, proposed, base, locale, asked)


def read_own_files_apart(
    given: Sequence[OwnFile],
    name: str,
    proposed: Criteria,
    base: Path | None = None,
    locale: Locale = DEFAULT_LOCALE,
    asked: Asked = Asked(),  # noqa: B008  frozen
) -> OwnFiles:
    """As ``read_own_files``, in a bounded process of its own: what costs more is one problem, and costs nobody else."""
    if sum(len(file.content) for file in given) > LARGEST_MB * 10**6:
        return OwnFiles(problems=(Problem("own_too_large", more={"most": str(LARGEST_MB)}),))
    try:
        own_files = apart(read_own_files, tuple(given), name, proposed, base, locale, asked)
    except InputError as error:
        return OwnFiles(problems=error.problems)
    if own_files.dataset is not None:
        lock_columns(own_files.dataset)
    return own_files


def _read(
    folder: Path,
    files: Sequence[OwnFile],
    name: str,
    proposed: Criteria,
    base: Path | None,
    locale: Locale,
    asked: Asked,
) -> OwnFiles:
    problems = Problems()
    dataset, criteria, data_files = None, proposed, dict[str, bytes]()
    workbook = next((file for file in files if file.name.lower().endswith(WORKBOOK)), _pasted(files, base))
    understood = None if workbook is None else _understood(workbook, base, locale, asked)
    data = folder if understood is None else folder / "data"
    try:
        if understood is not None:
            understood.write(data)
        dataset, data_files = replace(read_dataset(data), name=name), folder_files(data)
    except InputError as error:
        problems += without_folder(error.problems, data)
    for file in files:
        if file.name.lower().endswith(CRITERIA):
            try:
                criteria = replace(read_criteria(folder / file.name), file=file.name)
            except InputError as error:
                problems += without_folder(error.problems, folder)
    if problems or dataset is None:
        return OwnFiles(problems=tuple(problems), understood=understood)
    fit = tuple(unfit(dataset, criteria, to_select=True))
    return OwnFiles(dataset, criteria, (), fit, _digest(files, criteria, base, asked), understood, data_files)


def _pasted(files: Sequence[OwnFile], base: Path | None) -> OwnFile | None:
    """The one table among the files that is laid over other data; None where the files are a folder.

    One of a folder's own tables is laid over what there is; industries alone are a folder by themselves.
    """
    tables = [file for file in files if file.name.lower().endswith(ALONE)]
    if len(tables) != 1 or tables[0].name in (INDUSTRIES.file, DATAPACKAGE):
        return None
    folder_has = {table.file for table in FOLDER.values()}
    return tables[0] if base is not None or tables[0].name not in folder_has else None


def _understood(workbook: OwnFile, base: Path | None, locale: Locale, asked: Asked) -> Understood:
    catalogue = catalogue_of(base)
    understood = understand(workbook.content, workbook.name, base=base, catalogue=catalogue, asked=asked, locale=locale)
    return replace(understood, problems=tuple(on_screen(problem, locale) for problem in understood.problems))


def without_folder(problems: Iterable[Problem], folder: Path) -> Iterator[Problem]:
    """The problems, each with the file's name as it lies in ``folder``."""
    for problem in problems:
        yield replace(problem, file=problem.file.removeprefix(str(folder)).lstrip("/\\"))


def _digest(files: Sequence[OwnFile], criteria: Criteria, base: Path | None, asked: Asked) -> str:
    made = sha256(f"{criteria.file} {base} {asked}".encode(errors="replace"))
    for own_file in sorted(files, key=lambda file: file.name):
        made.update(sha256(own_file.name.encode(errors="replace")).digest() + sha256(own_file.content).digest())
    return made.hexdigest()


def _unpacked(given: Sequence[OwnFile]) -> tuple[list[OwnFile], list[Problem]]:
    """The tables and the criteria file, those in zip files too; the problems of what was given as files."""
    files: list[OwnFile] = []
    problems: list[Problem] = []
    left = LARGEST_MB * 10**6
    for own_file in given:
        if not own_file.name.lower().endswith(ARCHIVE):
            files.append(OwnFile(last_part(own_file.name), own_file.content))
            left -= len(own_file.content)
            continue
        try:
            members = _members(own_file, left, MOST_FILES - len(files))
            files += members
            left -= sum(len(member.content) for member in members)
        except InputError as error:
            problems += error.problems
        except BROKEN_ARCHIVE:
            problems.append(Problem("own_not_zip", own_file.name))
    names = [file.name for file in files]
    twice = sorted({name for name in names if names.count(name) > 1})
    problems += [Problem("own_file_twice", name) for name in twice]
    rules = [name for name in names if name.lower().endswith(CRITERIA)]
    if len(rules) > 1:
        problems.append(Problem("own_many_criteria", given=", ".join(sorted(rules))))
    tables, workbooks = ([name for name in names if name.lower().endswith(kind)] for kind in (TABLES, WORKBOOK))
    if len(workbooks) > 1 or (workbooks and tables):
        problems.append(Problem("own_workbook_alone", given=", ".join(sorted([*workbooks, *tables]))))
    if not problems and not tables and not workbooks:
        problems.append(Problem("own_no_tables"))
    if left < 0:
        problems.append(Problem("own_too_large", more={"most": str(LARGEST_MB)}))
    return files, problems


def _members(archive: OwnFile, most_bytes: int, most_files: int) -> list[OwnFile]:
    """The files of a zip file that a data folder could have; what else lies in it is left alone, as in a folder.

    Nothing is unpacked where they would be more than all files together may still come to.
    """
    with zipfile.ZipFile(io.BytesIO(archive.content)) as opened:
        wanted = [member for member in opened.infolist() if _belongs(member)]
        if len(wanted) > most_files or sum(member.file_size for member in wanted) > most_bytes:
            raise InputError(Problem("own_too_large", archive.name, more={"most": str(LARGEST_MB)}))
        # Never more than the file says it holds: a zip file can say less than it unpacks to.
        return [
            OwnFile(last_part(member.filename), opened.open(member).read(member.file_size + 1)) for member in wanted
        ]


def _belongs(member: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(member.filename.replace("\\", "/")).parts
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return not member.is_dir() and not hidden and member.filename.lower().endswith((*TABLES, WORKBOOK, CRITERIA))


def last_part(name: str) -> str:
    """A file's name without the folders that a browser or an archive has put before it."""
    return PurePosixPath(name.replace("\\", "/")).name
