"""The cells of an answer to rows of a data folder; what is missing, and why, beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.classification.periods import days_of
from engine.classification.sn2007 import Group, group
from engine.dataset.jsonstat import Cube, Dimension
from engine.dataset.source_table import Row
from engine.foundation.errors import InputError, Problem
from engine.foundation.quality import DERIVED, INHERITED, PUBLISHED
from engine.sources.statbank.correspondence import Correspondence, means, split
from engine.sources.statbank.nace_groups import nace_group
from engine.sources.statbank.recipe import Recipe
from engine.sources.statbank.recipe_keys import CODES, SN2007
from engine.sources.statbank.selection import Selection

NATIONAL = "00-99"
MOST_JOBS = 999_999_999

_FIVE_DIGITS = re.compile(r"\d{5}", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Missing:
    """A cell without a figure; ``sign`` is the table's reason, empty where it gives none."""

    code: str
    label: str
    indicator_id: str
    period: str
    sign: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What one table gives.

    Parameters
    ----------
    rows
        Of ``group_values`` or ``codes``, as the recipe's target says, without ``source_id``.
    missing
        Cells without a figure: no row stands for them.
    not_read
        Codes of the industry dimension, with labels, that are no group of codes (or no five-digit code).
    unmapped
        Codes that the correspondence table could not carry.
    signs
        Signs beside figures that were kept, such as ``*`` for preliminary ones, and how many.
    """

    rows: tuple[Row, ...]
    periods: tuple[str, ...]
    missing: tuple[Missing, ...]
    not_read: tuple[str, ...]
    unmapped: tuple[str, ...]
    signs: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Cell:
    """One figure: the industry's code and label, which of the recipe's measures, and the period."""

    code: str
    label: str
    indicator_id: str
    unit: str
    period: str
    value: float


def figures(recipe: Recipe, selection: Selection, cube: Cube, file: str, by: Correspondence | None) -> Figures:
    """Everything in an answer that ``check_answer`` has found to be the one asked for.

    Parameters
    ----------
    file
        What messages call the answer.
    by
        Carries SN2025 to SN2007; needed where the recipe's table has SN2025.

    Raises
    ------
    InputError
        A period that is none, a job count that is not a whole number, or SN2025 figures without a table to carry them.
    """
    periods = selection.codes[selection.time]
    if wrong := [period for period in periods if not days_of(period)]:
        raise InputError(Problem("not_a_period", file, selection.time, given=period) for period in wrong)
    if recipe.classification != SN2007 and by is None:
        raise InputError(Problem("statbank_needs_correspondence", recipe.file, given=recipe.classification))
    cells, missing, signs = _cells(recipe, selection, cube)
    build = _codes if recipe.target == CODES else _group_values
    rows, not_read, unmapped = build(selection, cells, file, by if recipe.classification != SN2007 else None)
    return Figures(tuple(rows), periods, tuple(sorted(missing)), not_read, unmapped, signs)


def _cells(recipe: Recipe, selection: Selection, cube: Cube) -> tuple[list[_Cell], list[Missing], dict[str, int]]:
    industry = cube.dimension(selection.industry)
    cells: list[_Cell] = []
    missing: list[Missing] = []
    signs: dict[str, int] = {}
    for code in industry.codes:
        if code in selection.skip:
            continue
        label = _bare_label(code, industry)
        for measure, chosen in zip(recipe.measures, selection.measures, strict=True):
            for period in selection.codes[selection.time]:
                coordinates = {**chosen, selection.industry: code, selection.time: period}
                value, sign = cube.cell(coordinates)
                if value is None:
                    missing.append(Missing(code, label, measure.indicator_id, period, sign))
                    continue
                if sign:
                    signs[sign] = signs.get(sign, 0) + 1
                cells.append(_Cell(code, label, measure.indicator_id, measure.unit, period, value))
    return cells, missing, signs


def _bare_label(code: str, industry: Dimension) -> str:
    """The label without the code that some tables start it with."""
    return industry.labels[code].removeprefix(code).strip() or code


def _group_of(code: str, selection: Selection, sn2007: bool) -> Group | None:
    """The group of codes that a value of the industry dimension is; None where neither recipe nor code says it."""
    if code == selection.total:
        return group(NATIONAL)
    if code in selection.groups:
        return group(selection.groups[code])
    if sn2007 and (of := nace_group(code)):
        return of
    # Statistics Norway writes 62.010, and 05,07-09 for groups of several parts.
    return group(code.replace(".", "").replace(",", " "))


def _group_values(
    selection: Selection, cells: list[_Cell], file: str, by: Correspondence | None
) -> tuple[list[Row], tuple[str, ...], tuple[str, ...]]:
    groups = {code: _group_of(code, selection, by is None) for code in dict.fromkeys(cell.code for cell in cells)}
    labels = {cell.code: cell.label for cell in cells}
    not_read = tuple(f"{code} {labels[code]}" for code, of in groups.items() if of is None)
    _check_one_spelling(groups, selection.industry, file)
    rows: list[Row] = []
    unmapped: set[str] = set()
    kept = [(cell, of) for cell in cells if (of := groups[cell.code]) is not None]
    for cell, of in kept:
        if by is None or cell.code == selection.total:
            rows.append(_row(of.text, cell, cell.value, PUBLISHED, cell.label))
    if by is not None:
        carried = [cell for cell, _ in kept if cell.code != selection.total]
        for key in dict.fromkeys((cell.indicator_id, cell.period) for cell in carried):
            alike = [cell for cell in carried if (cell.indicator_id, cell.period) == key]
            more, lost = _carried_rows(alike, groups, by)
            rows += more
            unmapped.update(lost)
    return rows, not_read, tuple(sorted(unmapped))


def _check_one_spelling(groups: Mapping[str, Group | None], place: str, file: str) -> None:
    """Two lines of a table for the same codes would be two figures of one thing."""
    first: dict[str, str] = {}
    for code, of in groups.items():
        if of is not None and (other := first.setdefault(of.text, code)) != code:
            raise InputError(Problem("statbank_same_group", file, place, given=code, more={"other": other}))


def _carried_rows(
    cells: list[_Cell], groups: Mapping[str, Group | None], by: Correspondence
) -> tuple[list[Row], tuple[str, ...]]:
    """Rows for five-digit SN2007 codes from the groups of SN2025 codes of one indicator in one period."""
    codes = sorted(by.parts)
    numbers = np.array([int(code) for code in codes], dtype=np.int64)
    covered = {cell.code: np.flatnonzero(of.covers(numbers)) for cell in cells if (of := groups[cell.code])}
    values: dict[str, float] = {}
    narrow: dict[str, bool] = {}
    for cell in sorted(cells, key=lambda cell: (-len(covered[cell.code]), cell.code)):
        for index in covered[cell.code]:
            values[codes[index]], narrow[codes[index]] = cell.value, len(covered[cell.code]) == 1
    carried = means(values, by)
    rows = []
    for to, value in carried.values.items():
        exact = all(narrow[code] for code, targets in by.parts.items() if targets.get(to))
        rows.append(_row(to, cells[0], value, DERIVED if exact else INHERITED, "; ".join(by.sources)))
    nowhere = tuple(cell.code for cell in cells if not len(covered[cell.code]))
    return rows, (*carried.unmapped, *nowhere)


def _row(of: str, cell: _Cell, value: float, quality: str, note: str) -> Row:
    return {
        "sn2007_group": of,
        "indicator_id": cell.indicator_id,
        "period": cell.period,
        "value": value,
        "unit": cell.unit,
        "quality": quality,
        "note": note,
    }


def _codes(
    selection: Selection, cells: list[_Cell], file: str, by: Correspondence | None
) -> tuple[list[Row], tuple[str, ...], tuple[str, ...]]:
    counts: dict[str, int] = {}
    labels: dict[str, str] = {}
    not_read = []
    for cell in cells:
        code = cell.code.replace(".", "")
        if cell.code == selection.total:
            continue
        if not _FIVE_DIGITS.fullmatch(code):
            not_read.append(f"{cell.code} {cell.label}")
        elif not cell.value.is_integer() or not 0 <= cell.value <= MOST_JOBS:
            raise InputError(Problem("statbank_not_jobs", file, cell.code, given=f"{cell.value:g}"))
        else:
            counts[code], labels[code] = int(cell.value), cell.label
    unmapped: tuple[str, ...] = ()
    if by is not None:
        counts, unmapped = split(counts, by)
        labels = {}
    rows: list[Row] = [{"sn2007": code, "name_nb": labels.get(code), "jobs": counts[code]} for code in sorted(counts)]
    return rows, tuple(not_read), unmapped
