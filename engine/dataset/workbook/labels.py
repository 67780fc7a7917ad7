"""Where a wide table has its labels: the column that says which industry or group each row is of."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice

from engine.dataset.workbook import signs
from engine.dataset.workbook.asked import Asked
from engine.dataset.workbook.catalogue import Catalogue, Names, names_of, period_of
from engine.dataset.workbook.grid import Cell, Sheet, shown
from engine.dataset.workbook.layout import HEADER_WITHIN, field_of, normal
from engine.texts import LANGUAGES, text

LOOKED_AT = 2_000  # rows from the top
LABEL_WITHIN = 6  # columns from the left in which the rows' labels are looked for
INDUSTRY_ID = "industry_id"
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a wide table's labels are, and the row that its values begin in.

    ``names`` are columns that name the rows once more; ``of_ids`` says that the labels' heading asks for ids.
    """

    labels: int
    first: int
    names: tuple[int, ...] = ()
    of_ids: bool = False

    def across(self, sheet: Sheet) -> tuple[int, ...]:
        """Its columns of values: all but the labels that have a cell, on either side of them."""
        return tuple(sorted({at for cells in sheet.rows.values() for at in cells if at != self.labels}))


def shape_of(sheet: Sheet, catalogue: Catalogue, asked: Asked) -> Shape | None:
    """Where the labels are; None where no column can have them.

    That is the column that is headed as the industries' ids; without one, the column whose cells name most industries
    or groups. Bare numbers are codes of groups only where nothing else in the table can be what names its rows.
    """
    names = names_of(catalogue)
    named, bare = _counted(sheet, names, asked)
    if (ids := _headed_ids(sheet)) is not None:
        labels, first = ids
        return Shape(labels, first, _names_beside(sheet, labels, first, names), of_ids=True)
    codes = {at: rows for at, rows in bare.items() if _are_codes(sheet, at, rows, named)}
    counts = Counter({at: len(named[at]) + len(codes.get(at, ())) for at in {*named, *codes}})
    if counts:
        labels = min(counts, key=lambda at: (-counts[at], at))
        known = min((*named[labels], *codes.get(labels, ())))
    elif bare:  # numbers that are no codes, beside texts that nobody knows: those are the labels
        at = min(bare)
        labels, known = min(_texts_beside(sheet, at, bare[at])), bare[at][0]
    else:
        return None
    first = _first_row(sheet, labels, known)
    return Shape(labels, first, _names_beside(sheet, labels, first, names))


def who_is(said: str, names: Names, asked: Asked) -> str | None:
    """Industry or group of a label; what the user says of it goes before what is recognised."""
    for label, meant in asked.rows.items():
        if normal(label) == normal(said):
            return meant
    return names.industry(said) or (names.group(said) if not period_of(said) else None)


def is_value(cell: Cell) -> bool:
    """Whether a cell can only be a value: a number that is no period, or a sign."""
    said = shown(cell)
    return not period_of(said) and (
        signs.sign_of(said) is not None or signs.tidied(said).replace(",", "").replace(".", "").isdecimal()
    )


def columns_understood(sheet: Sheet, shape: Shape, catalogue: Catalogue, asked: Asked) -> int:
    """How many columns of a sheet have a heading that a wide table would have."""
    names = names_of(catalogue)
    above = [cells for row, cells in sheet.rows.items() if row < shape.first]
    return sum(
        any(_resolved(cells[at], names, asked) for cells in above if isinstance(cells.get(at), str))
        for at in shape.across(sheet)
    )


def _resolved(cell: Cell, names: Names, asked: Asked) -> bool:
    said = shown(cell)
    return any(names.column(said)) or normal(said) in {normal(one) for one in asked.columns}


def _counted(sheet: Sheet, names: Names, asked: Asked) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """By column: the rows that it names in words, and those where it has numbers that could be codes."""
    named: dict[int, list[int]] = defaultdict(list)
    bare: dict[int, list[int]] = defaultdict(list)
    for row, cells in islice(sheet.rows.items(), LOOKED_AT):
        for at, cell in cells.items():
            if at <= LABEL_WITHIN and isinstance(cell, str) and (who := who_is(cell, names, asked)):
                # A name may itself be a number where the user or the folder says so.
                is_code = who == names.group(cell) and not any(map(str.isalpha, cell))
                (bare if is_code else named)[at].append(row)
    return named, bare


def _headed_ids(sheet: Sheet) -> tuple[int, int] | None:
    """Column and first row below a heading that asks for the industries' ids; None without one, or with none below."""
    for row in list(sheet.rows)[:HEADER_WITHIN]:
        for at, cell in sheet.rows[row].items():
            if at <= LABEL_WITHIN and field_of(cell) == INDUSTRY_ID:
                below = (of for of, cells in sheet.rows.items() if of > row and isinstance(cells.get(at), str))
                first = next((of for of in below if not field_of(sheet.rows[of][at])), None)
                return None if first is None else (at, first)
    return None


def _are_codes(sheet: Sheet, at: int, rows: list[int], named: Mapping[int, list[int]]) -> bool:
    """Whether numbers are codes: their heading says so, or no other column can be what names the rows.

    Beside texts that nobody knows, numbers are codes only where they come first and nothing is said of them.
    """
    above = [cells[at] for row, cells in sheet.rows.items() if row < rows[0] and isinstance(cells.get(at), str)]
    if any((words := _words(shown(cell))) and words <= _code_words() for cell in above):
        return True
    texts = [of for of in _texts_beside(sheet, at, rows) if of < at or above]
    return not texts and not any(of != at for of in named)


def _words(said: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(normal(said)))


@cache
def _code_words() -> frozenset[str]:
    return frozenset(word for language in LANGUAGES for word in text("workbook.code_words", language).split("|"))


def _texts_beside(sheet: Sheet, at: int, rows: list[int]) -> tuple[int, ...]:
    """Other columns than ``at`` that have words in at least half of the rows."""
    found = Counter(
        of
        for row in rows
        for of, cell in sheet.rows[row].items()
        if of != at and isinstance(cell, str) and any(map(str.isalpha, cell))
    )
    return tuple(of for of, count in found.items() if 2 * count >= len(rows))


def _names_beside(sheet: Sheet, labels: int, first: int, names: Names) -> tuple[int, ...]:
    """Other columns most of whose cells name an industry: they say again what the labels say."""
    filled: Counter[int] = Counter()
    known: Counter[int] = Counter()
    for row, cells in islice(sheet.rows.items(), LOOKED_AT):
        for at, cell in cells.items():
            if row >= first and at != labels and at <= LABEL_WITHIN:
                filled[at] += 1
                known[at] += isinstance(cell, str) and names.industry(cell) is not None
    return tuple(sorted(at for at, count in known.items() if count and 2 * count >= filled[at]))


def _first_row(sheet: Sheet, labels: int, known: int) -> int:
    """The row that the values begin in: rows with unknown labels but with values belong to them, not to the heading."""
    first = known
    for row in sorted((row for row in sheet.rows if row < known), reverse=True):
        cells = sheet.rows[row]
        label = cells.get(labels)
        beside = [cell for at, cell in cells.items() if at != labels]
        if not isinstance(label, str) or field_of(label) or not any(map(is_value, beside)):
            break
        first = row
    return first
