"""Columns that divide a table's figures further: a figure of one region, sex or size class is not the industry's.

They are left out where all they say is that nothing is left out («Begge kjønn», «Hele landet»). A heading that names an
indicator divides nothing, whatever words are in it («employees_trained»).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from engine.foundation.errors import Problem
from engine.foundation.locale import LOCALES, Locale
from engine.spreadsheets.catalogue import Catalogue, Names, names_of, period_of
from engine.spreadsheets.grid import Sheet, shown
from engine.spreadsheets.import_options import Asked
from engine.spreadsheets.labels import is_value
from engine.spreadsheets.layout import HEADER_WITHIN, normal
from engine.spreadsheets.row_groups import KINDS, heading_kind


@dataclass(frozen=True, slots=True)
class Breakdowns:
    """``problems`` of columns that divide; ``left_out`` are those that the user says may be, by their headings."""

    problems: tuple[Problem, ...] = ()
    left_out: frozenset[str] = frozenset()


def breakdowns(sheet: Sheet, labels: int | None, catalogue: Catalogue, asked: Asked, locale: Locale) -> Breakdowns:
    """What a table's columns say of further divisions.

    Parameters
    ----------
    labels
        The column that names the rows; None for a table with one value a row, where only what is the same in every row
        is looked at: the rest has become headings, which say it themselves.
    """
    names, skip = names_of(catalogue), {normal(label): label for label in asked.skip}
    problems, left_out = [], set()
    for row, column, heading in _headed(sheet):
        cells = [
            (below, shown(cells[column])) for below, cells in sheet.rows.items() if below > row and column in cells
        ]
        if column == labels or names.column(heading)[0] or (labels is None and len({text for _, text in cells}) > 1):
            continue
        if normal(heading) in skip:
            left_out.add(skip[normal(heading)])
            continue
        parts = [(below, text) for below, text in cells if _is_part(text, names) and normal(text) not in skip]
        if parts:
            more = {"heading": heading, "quoted": heading.replace('"', '\\"')}
            problems.append(sheet.problem("wide_breakdown", parts[0][0], column, locale, given=parts[0][1], more=more))
    return Breakdowns(tuple(problems), frozenset(left_out))


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
    whole = names.is_total(text) or names.is_total(" ".join(words[1:])) or bool(set(words) & _all_words())
    return bool(text) and not whole and not is_value(text) and not period_of(text)


@cache
def _all_words() -> frozenset[str]:
    return frozenset(word for locale in LOCALES for word in locale.text("workbook.all_words").split("|"))
