"""What ``datapackage.json`` says of a folder, as an upload brings it and as it is written again."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from engine.classification.periods import days_of
from engine.dataset.cell_parsing import TypedTable
from engine.dataset.schema import CODES, SOURCES
from engine.dataset.validation import CheckedFolder
from engine.foundation.control_characters import unwritable_within
from engine.foundation.errors import Problem
from engine.foundation.locale import Locale
from engine.spreadsheets.layout import FURTHER, JOBS_PERIOD, JOBS_SOURCE, KEPT, LISTED, PROPERTIES, TITLE
from engine.spreadsheets.long_tables import Incoming

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class About:
    """Title of the folder, source and period of its jobs, and what else its package says, kept as it is."""

    title: str = ""
    jobs_source_id: str = ""
    jobs_period: str = ""
    further: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, base: CheckedFolder | None) -> About:
        """What a folder says of itself."""
        if base is None:
            return cls()
        package = base.package
        return cls(package.title, package.jobs_source_id or "", package.jobs_period or "", package.further)

    def stated(self) -> dict[str, object]:
        """What the workbook says of the folder, by property: texts as they are, lists as JSON writes them."""
        own = {TITLE: self.title, JOBS_SOURCE: self.jobs_source_id, JOBS_PERIOD: self.jobs_period}
        texts = {name: written for name in FURTHER if isinstance(written := self.further.get(name), str)}
        lists = {name: written for name in LISTED if isinstance(written := self.further.get(name), list)}
        written = {name: json.dumps(entries, ensure_ascii=False) for name, entries in lists.items() if entries}
        return {name: value for name, value in (own | texts | written).items() if value}

    def problems(self, sources: TypedTable | None, file: str) -> list[Problem]:
        """What an upload says of the folder that cannot be: a source that is not there, a period that is none."""
        known = tuple(source_id for source_id in sources.columns[SOURCES.key[0]] if source_id) if sources else ()
        problems = []
        if JOBS_SOURCE in self.places and self.jobs_source_id not in known:
            place = self.places[JOBS_SOURCE]
            problems.append(Problem("unknown", file, place, given=self.jobs_source_id, allowed=known))
        if JOBS_PERIOD in self.places and not days_of(self.jobs_period):
            problems.append(Problem("not_a_period", file, self.places[JOBS_PERIOD], given=self.jobs_period))
        return problems


def read_about(about: About, part: Incoming, locale: Locale) -> tuple[About, list[Problem]]:
    """``about`` with what the sheet says, and what is wrong with the sheet."""
    problems = list(part.problems)
    cells = part.raw.cells
    names, values = cells.get("property", ()), cells.get("value", ())
    known = (*PROPERTIES, *KEPT, *LISTED)
    stated: dict[str, str] = {}
    places: dict[str, str] = {}
    for position, (name, value) in enumerate(zip(names, values, strict=False), start=1):
        place = part.place(position, "property", locale)
        if name not in known:
            problems.append(Problem("unknown", part.sheet.file, place, given=name, allowed=known))
        elif name in stated:
            problems.append(Problem("column_twice", part.sheet.file, place, given=name))
        elif value:
            stated[name], places[name] = value, part.place(position, "value", locale)
    texts = {name: stated.pop(name) for name in FURTHER if name in stated}
    lists = {name: _list(stated.pop(name)) for name in LISTED if name in stated}
    for name, place in places.items():
        if name in lists and lists[name] is None:
            raw = values[names.index(name)]
            problems.append(Problem("toml_not_list", part.sheet.file, place, given=raw))
    return replace(about, **stated, further={**about.further, **texts, **lists}, places=places), problems


def _list(raw: str) -> list[Any] | None:
    """The list that a text is in JSON; None where it is none, or has something that no file can hold."""
    try:
        parsed = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return parsed if isinstance(parsed, list) and not unwritable_within(parsed) else None


def about_folder(about: About, folder: Path, file: str, tables: Collection[str]) -> tuple[str, str, dict[str, object]]:
    """Name, title and further properties of the package to write."""
    name = re.sub("[^a-z0-9]+", "-", folder.name.lower()).strip("-")[:LONGEST_NAME] or "data"
    title = about.title or Path(file).stem
    of_codes = {
        key: value for key, value in (("source_id", about.jobs_source_id), ("period", about.jobs_period)) if value
    }
    resources = {"resources": {CODES.stem: of_codes}} if of_codes and CODES.stem in tables else {}
    return name, title or name, {**about.further, **resources}
