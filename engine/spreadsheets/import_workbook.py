"""The reading of an upload: which sheet is what, and what becomes of each table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.dataset.consistency import problems_between
from engine.dataset.schema import CODES, INDUSTRIES, SOURCES, TABLES
from engine.dataset.validation import CheckedFolder, checked_folder
from engine.foundation.errors import InputError, Problem, Problems
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.foundation.paused_collector import collector_paused
from engine.spreadsheets import layout
from engine.spreadsheets.asked_source import known_titles, new_source
from engine.spreadsheets.breakdowns import breakdowns
from engine.spreadsheets.catalogue import Catalogue, names_of
from engine.spreadsheets.code_cells import codes_as_texts
from engine.spreadsheets.datapackage import About, read_about
from engine.spreadsheets.excel import read_sheets
from engine.spreadsheets.grid import Sheet
from engine.spreadsheets.import_merging import Merged, kept_as_it_is, merged
from engine.spreadsheets.import_options import Asked
from engine.spreadsheets.labels import Shape, beyond, columns_understood, no_groups, shape_of
from engine.spreadsheets.long_tables import Incoming, long_table
from engine.spreadsheets.pivoted_tables import pivoted
from engine.spreadsheets.statistical_files import statistical_sheet
from engine.spreadsheets.text_file import read_text_file
from engine.spreadsheets.titles import parts_in_titles
from engine.spreadsheets.turned_tables import turned
from engine.spreadsheets.understood import EMPTY, EXPLAINS, NOT_ASKED, WIDE, SheetAccount, Understood
from engine.spreadsheets.upload_guard import is_workbook, opened
from engine.spreadsheets.wide_tables import Found, WideReader


def understand(
    content: bytes,
    name: str,
    *,
    base: Path | str | None = None,
    catalogue: Catalogue | None = None,
    asked: Asked | None = None,
    locale: Locale = DEFAULT_LOCALE,
) -> Understood:
    """Read an uploaded workbook or text file; whatever it is, this gives an answer with its problems.

    Parameters
    ----------
    content, name
        The file's bytes, and its name as the user knows it.
    base
        The data folder that the tables are added to; None where the upload must stand alone.
    catalogue
        Indicators with labels and units by which columns are recognised.
    """
    try:
        with collector_paused():
            folder = None if base is None else _checked(base)
            return _Reading(name, folder, catalogue or Catalogue(), asked or Asked(), locale).of(content)
    except InputError as error:
        return Understood(name, problems=error.problems)


def _checked(base: Path | str) -> CheckedFolder:
    folder = checked_folder(base)
    if folder.problems:
        raise InputError(folder.problems)
    return folder


def read_upload(
    content: bytes, name: str, locale: Locale = DEFAULT_LOCALE
) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """The sheets of an upload, and what was left unread in it. Raises ``InputError`` where the file is refused."""
    if (sheet := statistical_sheet(content, name)) is not None:
        return (sheet,), ()
    if not is_workbook(content, name):
        return (read_text_file(content, name, locale),), ()
    archive = opened(content, name)
    notes = (locale.text("workbook.links_not_followed"),) if archive.links else ()
    return read_sheets(archive), notes


class _Reading:
    """One upload on its way to an answer."""

    def __init__(
        self, file: str, base: CheckedFolder | None, catalogue: Catalogue, asked: Asked, locale: Locale
    ) -> None:
        self.file, self.base, self.asked, self.locale = file, base, asked, locale
        known = base.tables.get(INDUSTRIES.stem) if base else None
        rows = [] if known is None else _dicts(known.columns)
        coded = base.tables.get(CODES.stem) if base else None
        self.catalogue = catalogue.with_industries(rows).with_codes([] if coded is None else _dicts(coded.columns))
        self.parts: dict[str, list[Incoming]] = {}
        self.accounts: list[SheetAccount] = []
        self.found: list[Found] = []
        self.left_out: set[str] = set()
        self.about = About.of(base)
        self.problems = Problems()

    def of(self, content: bytes) -> Understood:
        """The whole answer."""
        sheets, notes = read_upload(content, self.file, self.locale)
        self._check_sheets_asked(sheets)
        for raw in [sheet for sheet in sheets if not self._long(sheet)]:
            sheet = codes_as_texts(raw, names_of(self.catalogue))
            one_a_row = pivoted(sheet)
            if one_a_row:
                self._divided(sheet, None)
            wide = one_a_row or turned(sheet, self.catalogue, self.asked) or sheet
            self._wide(wide, of=sheet, divided=one_a_row is None)
        self.accounts.sort(key=lambda account: [sheet.name for sheet in sheets].index(account.name))
        self._check_asked()
        tables = self._merged()
        problems = Problems([*self.problems, *self._problems(tables)])
        if not self.parts and not problems:
            problems.append(Problem("upload_nothing", self.file))
        known = set(self.catalogue.indicators)
        brought = self._indicators()
        return Understood(
            self.file,
            {} if problems else {stem: table.rows() for stem, table in tables.items()},
            self.about,
            tuple(self.accounts),
            tuple(table.change for stem, table in tables.items()),
            tuple(missing for parts in self.parts.values() for part in parts for missing in part.missing),
            {label: who for reading in self.found for label, who in reading.matched.items()},
            brought,
            tuple(indicator for indicator in brought if indicator not in known),
            notes,
            tuple(Problems(_once(problems))),
        )

    def _check_sheets_asked(self, sheets: Sequence[Sheet]) -> None:
        names = tuple(sheet.name for sheet in sheets)
        for asked in self.asked.sheets:
            if asked not in names:
                self.problems.append(Problem("unknown", self.file, "--sheet", given=asked, allowed=names))

    def _long(self, sheet: Sheet) -> bool:
        """Read a sheet that is one of the contract's tables, or that has nothing to read; False for all others."""
        if self.asked.sheets and sheet.name not in self.asked.sheets:
            self._account(sheet, NOT_ASKED)
            return True
        if not sheet.rows:
            self._account(sheet, EMPTY)
            return True
        named = layout.known_sheet(sheet.name)
        if named in (layout.READ_ME, layout.LISTS):
            self._account(sheet, EXPLAINS)
            return True
        table = None if named == layout.VALUES else layout.table_of(sheet, lambda: self._wide_columns(sheet))
        heading = layout.heading_of(sheet, table) if table else None
        if table is None or heading is None:
            return False
        if self.asked.tables and table.stem not in self.asked.tables:
            self._account(sheet, NOT_ASKED)
            return True
        part = long_table(sheet, table, heading, self.locale, self.asked.decimal)
        if table is layout.ABOUT:
            self.about, wrong = read_about(self.about, part, self.locale)
            self.problems += wrong
        elif part.rows or part.missing or part.problems:
            self.parts.setdefault(table.stem, []).append(part)
            if table is INDUSTRIES:
                rows = _dicts(part.raw.cells)
                self.catalogue = self.catalogue.with_industries(rows)
            if table is CODES:
                self.catalogue = self.catalogue.with_codes(_dicts(part.raw.cells))
        self._account(sheet, table.stem, len(part.rows), in_percent=part.in_percent)
        return True

    def _wide_columns(self, sheet: Sheet) -> int:
        shape = shape_of(sheet, self.catalogue, self.asked)
        return columns_understood(sheet, shape, self.catalogue, self.asked) if shape else 0

    def _divided(self, sheet: Sheet, shape: Shape | None) -> None:
        """Tell of columns that divide the figures further."""
        divisions = breakdowns(sheet, shape, self.catalogue, self.asked, self.locale)
        self.problems += divisions.problems
        self.left_out |= divisions.left_out

    def _wide(self, sheet: Sheet, *, of: Sheet, divided: bool) -> None:
        """Read a wide table that was made ``of`` another, or is it; ``divided`` asks what its columns divide."""
        shape = shape_of(sheet, self.catalogue, self.asked)
        if shape is None:
            names = names_of(self.catalogue)
            told = beyond(sheet, names, self.asked, self.locale)
            if self.catalogue.industries and (told := told or no_groups(sheet, names, self.locale)):
                self.problems.append(told)
                return
            allowed = tuple(layout.READABLE) if not self.catalogue.industries else ()
            code = "sheet_not_understood" if sheet.name else "table_not_understood"
            code = code if self.catalogue.industries else "wide_no_industries"
            self.problems.append(sheet.problem(code, None, None, self.locale, allowed=allowed))
            return
        if divided:
            self._divided(sheet, shape)
        reading = WideReader(sheet, shape, self.catalogue, self.asked, self.locale).read()
        self.found.append(reading)
        for part in reading.incoming:
            if part.rows or part.problems or part.missing:
                self.parts.setdefault(part.raw.table.stem, []).append(part)
        rows = sum(len(part.rows) for part in reading.incoming)
        self._check_values(sheet, rows, reading)
        percent = sum(part.in_percent for part in reading.incoming)
        parts = parts_in_titles(of, shape.first if sheet is of else None, self.catalogue, self.asked, self.locale)
        self._account(sheet, WIDE, rows, reading.empty_cells, percent, [*reading.notes(self.locale), *parts])

    def _check_values(self, sheet: Sheet, rows: int, reading: Found) -> None:
        """A table without one value is a mistake, but for the template's own sheet, which need not be used."""
        told = any(part.problems for part in reading.incoming)
        if not rows and not told and layout.known_sheet(sheet.name) != layout.VALUES:
            self.problems.append(sheet.problem("wide_no_values", None, None, self.locale))

    def _account(
        self,
        sheet: Sheet,
        read_as: str,
        rows: int = 0,
        empty_cells: int = 0,
        in_percent: int = 0,
        notes: Sequence[str] = (),
    ) -> None:
        all_notes = [*sheet.notes, *notes]
        if sheet.hidden:
            all_notes.append(self.locale.text("workbook.hidden_sheet"))
        if sheet.hidden_rows and rows:
            all_notes.append(self.locale.text("workbook.hidden_rows", count=sheet.hidden_rows))
        if sheet.hidden_columns and rows:
            all_notes.append(self.locale.text("workbook.hidden_columns", count=sheet.hidden_columns))
        if in_percent:
            all_notes.append(self.locale.text("workbook.in_percent", count=in_percent))
        self.accounts.append(SheetAccount(sheet.name, read_as, rows, empty_cells, in_percent, tuple(all_notes)))

    def _check_asked(self) -> None:
        """A wish that touches nothing is a mistake, and so is a text that cannot be written."""
        self.problems += self.asked.problems(self.file)
        skipped = {label for reading in self.found for label in reading.skipped} | self.left_out
        for label in self.asked.skip:
            if label not in skipped:
                self.problems.append(Problem("asked_nothing", self.file, "--skip", given=label))
        read = {account.read_as for account in self.accounts}
        for stem in self.asked.tables:
            if stem not in self.parts and stem not in read:
                self.problems.append(
                    Problem("asked_no_table", self.file, "--table", given=stem, allowed=tuple(sorted(self.parts)))
                )

    def _merged(self) -> dict[str, Merged]:
        tables = {}
        base = self.base.tables if self.base else {}
        if self.asked.source_id and self.asked.source_title:
            self._add_source()
        for stem, table in TABLES.items():
            if parts := self.parts.get(stem):
                tables[stem] = merged(table, base.get(stem), parts, self.locale, replace_all=self.asked.replace)
            elif stem in base:
                tables[stem] = kept_as_it_is(table, base[stem])
        return tables

    def _add_source(self) -> None:
        """The source that the user names; one that is there already must have the same title."""
        known = [] if self.base is None else known_titles(self.base)
        for part in self.parts.get(SOURCES.stem, ()):
            known += zip(part.raw.cells.get("source_id", ()), part.raw.cells.get("title", ()), strict=False)
        titles = [title for source_id, title in known if source_id == self.asked.source_id]
        given_title = self.asked.source_title
        for title in titles:
            if title != given_title:
                more = {"source": self.asked.source_id, "title": title}
                self.problems.append(
                    Problem("source_title_other", self.file, "--source-title", given=given_title, more=more)
                )
        if not titles:
            self.parts.setdefault(SOURCES.stem, []).append(new_source(self.asked, self.file))

    def _problems(self, tables: Mapping[str, Merged]) -> list[Problem]:
        problems = Problems(problem for table in tables.values() for problem in table.problems)
        if self.parts and INDUSTRIES.stem not in tables:
            problems.append(Problem("upload_no_industries", self.file))
        typed = {stem: replace(table.typed, raw=replace(table.typed.raw, file=stem)) for stem, table in tables.items()}
        flagged = {
            stem: {(origin, name) for number, part in enumerate(table.parts) for origin, name in _flagged(number, part)}
            for stem, table in tables.items()
        }
        for problem in problems_between(typed, present=list(typed)):
            table = tables[problem.file]
            origin = table.came_from[problem.row - 1] if problem.row is not None else None
            if (origin, problem.column) in flagged[problem.file]:
                continue
            problems.append(table.said_of(replace(problem, file=table.typed.raw.file), self.locale))
        sources = tables[SOURCES.stem].typed if SOURCES.stem in tables else None
        return [*problems, *self.about.problems(sources, self.file)]

    def _indicators(self) -> dict[str, tuple[str, ...]]:
        brought: dict[str, set[str]] = {}
        for parts in self.parts.values():
            for part in parts:
                of = part.raw.cells
                if "indicator_id" in of and "period" in of:
                    for indicator, period in set(zip(of["indicator_id"], of["period"], strict=True)):
                        brought.setdefault(indicator, set()).add(period)
        return {indicator: tuple(sorted(periods - {""})) for indicator, periods in sorted(brought.items()) if indicator}


def _flagged(number: int, part: Incoming) -> list[tuple[tuple[int, int], str]]:
    return [((number, position), name) for position, name in part.flagged]


def _dicts(columns: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _once(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems in order, none of them twice."""
    return tuple(
        {
            (problem.code, problem.file, problem.place, problem.row, problem.column, problem.given): problem
            for problem in problems
        }.values()
    )
