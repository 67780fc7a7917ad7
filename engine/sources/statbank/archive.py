"""Raw answers as they came, each with checksum, address and date, so that data are rebuilt without a network."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from engine.foundation.control_characters import unwritable
from engine.foundation.errors import InputError, Problem

FOLDER, INDEX = "raw", "index.json"

_FILE = re.compile(r"[A-Za-z0-9_]+-[0-9a-f]{16}\.json", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One kept answer: what was asked (``query``, without the server), where and when, and what the file must be.

    ``fetched`` is UTC, ISO 8601; ``sha256`` that of the file.
    """

    query: str
    fetched: str
    file: str
    sha256: str
    url: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer with what the index says of it."""

    entry: Entry
    content: bytes


Ask = Callable[[str], Answer]
"""From a query to its answer, wherever it comes from."""


def new_answer(table: str, query: str, url: str, fetched: str, content: bytes) -> Answer:
    """An answer that came just now; its file is named after the table and the checksum."""
    checksum = hashlib.sha256(content).hexdigest()
    return Answer(Entry(query, fetched, f"{table}-{checksum[:16]}.json", checksum, url), content)


def kept_answers(folder: Path) -> Ask:
    """A function that answers from ``folder``: the newest answer to the same query.

    Raises
    ------
    InputError
        Here, where the folder has no index that can be read; from the function, where nothing answers the query or
        the file is not the one that was kept.
    """
    entries = read_index(folder)

    def ask(query: str) -> Answer:
        matching = [entry for entry in entries if entry.query == query]
        if not matching:
            raise InputError(Problem("statbank_not_kept", str(folder / INDEX), given=query))
        entry = max(matching, key=lambda entry: (entry.fetched, entry.file))
        return Answer(entry, _content(folder / entry.file, entry.sha256))

    return ask


def read_index(folder: Path) -> list[Entry]:
    """The entries of a folder of kept answers, in order; InputError where it has none, or is not what was written."""
    path = folder / INDEX
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))
        entries = [Entry(**row) for row in listed]
    except FileNotFoundError:
        raise InputError(Problem("statbank_no_index", str(path))) from None
    except OSError as error:
        raise InputError(Problem("unreadable", str(path), given=error.strerror or type(error).__name__)) from None
    except (ValueError, TypeError, RecursionError):
        raise InputError(Problem("statbank_bad_index", str(path))) from None
    for entry in entries:
        # A name from a file is never a way out of its folder.
        texts = [text for text in asdict(entry).values() if isinstance(text, str) and not unwritable(text)]
        if len(texts) < len(fields(entry)) or not _FILE.fullmatch(entry.file):
            raise InputError(Problem("statbank_bad_index", str(path)))
    return sorted(entries)


def files_to_keep(answers: Iterable[Answer], folder: Path) -> dict[str, bytes]:
    """``{file name: content}`` of the answers and the index that lists them beside those already in ``folder``."""
    answers = list(answers)
    older = read_index(folder) if (folder / INDEX).exists() else []
    entries: list[dict[str, Any]] = [asdict(entry) for entry in sorted({*older, *(answer.entry for answer in answers)})]
    index = json.dumps(entries, ensure_ascii=False, indent=2) + "\n"
    return {answer.entry.file: answer.content for answer in answers} | {INDEX: index.encode()}


def _content(path: Path, sha256: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(Problem("unreadable", str(path), given=error.strerror or type(error).__name__)) from None
    checksum = hashlib.sha256(content).hexdigest()
    if checksum != sha256:
        raise InputError(Problem("statbank_checksum", str(path), given=checksum[:16], allowed=(sha256[:16],)))
    return content
