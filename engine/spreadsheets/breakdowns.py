"""Columns that divide a table's figures further: a figure of one region, sex or size class is not the industry's.

They are left out where all they say is that nothing is left out («Begge kjønn», «Hele landet»). A heading that names an
indicator divides nothing, whatever words are in it («employees_trained»).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from engine.foundation.errors import Problem
from engine.foundation.locale import LOCALES, Locale
from engine.spreadsheets.catalogue import Catalogue, Names, names_of, period_of
from engine.spreadsheets.grid import Row, Sheet, shown
from engine.spreadsheets.import_options import Asked
from engine.spreadsheets.labels import LOOKED_AT, Shape, is_value
from engine.spreadsheets.layout import HEADER_WITHIN, normal
from engine.spreadsheets.row_groups import KINDS, heading_kind, heading_kinds

WORDS_OF_SIZE = 2
"""«15-24 år», «10-49 ansatte»: a table's title that begins with its number has more words."""


@dataclass(frozen=True, slots=True)
class Breakdowns:
    """``problems`` of columns that divide; ``left_out`` are those that the user says may be, by their headings."""

    problems: tuple[Problem, ...] = ()
    left_out: frozenset[str] = frozenset()


def breakdowns(sheet: Sheet, shape: Shape | None, catalogue: Catalogue, asked: Asked, locale: Locale) -> Breakdowns:
    """What a table's columns say of further divisions.

    Parameters
    ----------
    shape
        Where the rows' names are; None for a table with one value a row, where only what is the same in every row
        is looked at: the rest has become headings, which say it themselves.
    """
    names, skip = names_of(catalogue), {normal(label): label for label in asked.skip}
    problems, left_out = [], set()
    headed = [(row, column, heading) for row, column, heading in _headed(sheet) if not names.is_total(heading)]
    for row, column, heading in headed:
        cells = [
            (below, shown(cells[column])) for below, cells in sheet.rows.items() if below > row and column in cells
        ]
        alike = len({text for _, text in cells}) == 1
        if names.column(heading)[0] or (not alike if shape is None else column == shape.labels):
            continue
        if normal(heading) in skip:
            left_out.add(skip[normal(heading)])
            continue
        parts = [(below, text) for below, text in cells if _is_part(text, names) and normal(text) not in skip]
        if parts:
            problems.append(_problem(sheet, parts[0][0], column, parts[0][1], heading, locale))
    for row, column, text in _without_heading(sheet, shape, {column for _, column, _ in headed}, names):
        if normal(text) in skip:
            left_out.add(skip[normal(text)])
        else:
            problems.append(_problem(sheet, row, column, text, text, locale))
    return Breakdowns(tuple(problems), frozenset(left_out))


def _problem(sheet: Sheet, row: int, column: int, part: str, heading: str, locale: Locale) -> Problem:
    more = {"heading": heading, "quoted": heading.replace('"', '\\"')}
    return sheet.problem("wide_breakdown", row, column, locale, given=part, more=more)


def says_part(text: str, names: Names) -> bool:
    """Whether a text can only be one of several parts, whatever stands above it: a sex, an age or size group.

    «Andel kvinner» may be an indicator; the name of one with the sex beside it is that indicator of one sex.
    """
    words = set(re.findall(r"[^\W\d_]+", normal(text)))
    sexes = words & _words("sex_words")
    if names.is_total(text):
        return False
    rest = " ".join(word for word in text.split() if normal(word) not in sexes)
    sized = len(words) <= WORDS_OF_SIZE and names.groups.label(text).kind in KINDS
    return sized or bool(sexes and (words == sexes or names.column(rest)[0]))


def _without_heading(
    sheet: Sheet, shape: Shape | None, headed: Container[int], names: Names
) -> Iterator[tuple[int, int, str]]:
    """Row, column and text of the parts in columns that nothing stands above, as StatBank writes them in Excel.

    And of those that stand as a title over the rows.

    What stands before the industries can also be of whatever else the table's title says that it is divided by.
    """
    if shape is None:
        return
    above = [cell for row, cells in sheet.rows.items() if row < shape.first for cell in cells.values()]
    divided = any(isinstance(cell, str) and heading_kinds(cell) & set(KINDS) for cell in above)
    for row, cells in islice(sheet.rows.items(), LOOKED_AT):
        title = cells.get(shape.labels)
        if isinstance(title, str) and not _has_value(cells) and says_part(title, names):
            yield row, shape.labels, title
    for column in shape.names:
        seen: set[str] = set()
        for row, cells in islice(sheet.rows.items(), LOOKED_AT):
            text = shown(cells.get(column))
            if row < shape.first or column in headed or text in seen or not _has_value(cells):
                continue
            seen.add(text)
            before = column < shape.labels and divided and not names.industry(text) and not names.group(text, "SN2007")
            if says_part(text, names) or (before and _is_part(text, names)):
                yield row, column, text


def _has_value(cells: Row) -> bool:
    return any(not isinstance(cell, str) or is_value(cell) for cell in cells.values())


def _headed(sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    """Row, column and text of each heading that says region, sex, age and the like: the first such cell of a column."""
    seen: set[int] = set()
    for row in list(sheet.rows)[:HEADER_WITHIN]:
        if len(sheet.rows[row]) > 1:
            for column, cell in sheet.rows[row].items():
                if (
                    isinstance(cell, str)
                    and not any(map(str.isdigit, cell))
                    and heading_kind(cell)
                    and column not in seen
                ):
                    seen.add(column)
                    if heading_kind(cell) in KINDS:
                        yield row, column, cell


def _is_part(text: str, names: Names) -> bool:
    """Whether a cell is one of several parts: no number, and no word for all of them."""
    words = normal(text).split()
    whole = names.is_total(text) or names.is_total(" ".join(words[1:])) or bool(set(words) & _words("all_words"))
    return bool(text) and not whole and not is_value(text) and not period_of(text)


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(word for locale in LOCALES for word in locale.text(f"workbook.{key}").split("|"))
