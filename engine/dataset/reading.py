"""A data folder to a Dataset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.classification.periods import oldest_first
from engine.classification.sn2007 import group
from engine.dataset.cell_parsing import TypedTable
from engine.dataset.crosswalk import Carried, Crosswalk, codes_of_industries, section_of_industry
from engine.dataset.model import Code, Column, Dataset, GroupValue, Industry, Source
from engine.dataset.schema import CODES, GROUP_VALUES, INDICATORS, INDUSTRIES, RESOURCES, SOURCES, Table
from engine.dataset.validation import checked_folder
from engine.foundation.control_characters import shown_path
from engine.foundation.errors import InputError
from engine.foundation.quality import DERIVED, PUBLISHED, QUALITIES

Rows = Sequence[Mapping[str, Any]]
Cell = tuple[str, str]
"""Indicator and period."""


def read_dataset(folder: Path | str) -> Dataset:
    """The data of a folder in the contract's format (section 1), values of groups carried to the industries.

    The order of rows in the files does not matter.

    Raises
    ------
    InputError
        With every problem that ``check_folder`` finds, and only where it finds one.
    """
    checked = checked_folder(folder)
    if checked.problems:
        raise InputError(checked.problems)
    rows = {stem: _rows(table) for stem, table in checked.tables.items() if stem != INDICATORS.stem}
    codes = tuple(
        Code(row["sn2007"], row["name_nb"] or "", row["jobs"]) for row in _sorted(rows.get(CODES.stem, ()), CODES)
    )
    industries = _industries(_sorted(rows[INDUSTRIES.stem], INDUSTRIES), codes)
    group_values = _group_values(rows.get(GROUP_VALUES.stem, ()))
    sources = _sorted(rows.get(SOURCES.stem, ()), SOURCES)
    return Dataset(
        name=shown_path(checked.name),
        industries=industries,
        columns=_columns(industries, codes, checked.tables.get(INDICATORS.stem), group_values),
        national={(of.indicator_id, of.period): of for of in group_values if of.sn2007_group == "00-99"},
        group_values=group_values,
        codes=codes,
        resources=_resources(rows[RESOURCES.stem]) if RESOURCES.stem in rows else None,
        sources={row["source_id"]: _source(row) for row in sources},
        jobs_source_id=checked.package.jobs_source_id,
        jobs_period=checked.package.jobs_period,
        title=checked.package.title,
        title_en=checked.package.title_en,
        title_nn=checked.package.title_nn,
    )


def _rows(table: TypedTable) -> Rows:
    names = tuple(table.columns)
    return [dict(zip(names, values, strict=True)) for values in zip(*table.columns.values(), strict=True)]


def _sorted(rows: Rows, table: Table) -> Rows:
    return sorted(rows, key=lambda row: tuple(row[name] for name in table.key))


def _industries(rows: Rows, codes: Sequence[Code]) -> tuple[Industry, ...]:
    fields = [name for name in INDUSTRIES.field_names if name != "sn2007_prefixes"]
    stated = [
        Industry(**{name: row[name] for name in fields}, sn2007_prefixes=row["sn2007_prefixes"] or ()) for row in rows
    ]
    codes_of = codes_of_industries(stated, [code.sn2007 for code in codes])
    jobs = {code.sn2007: code.jobs for code in codes}
    return tuple(_with_codes(industry, codes_of[industry.industry_id], jobs) for industry in stated)


def _with_codes(industry: Industry, codes: tuple[str, ...], jobs: Mapping[str, int]) -> Industry:
    """The industry with what the code table adds: codes, section, and jobs where its row gives none."""
    coded = replace(industry, codes=codes)
    coded = replace(coded, section=section_of_industry(coded, jobs))
    if coded.jobs is not None or not codes:
        return coded
    quality = PUBLISHED if len(codes) == 1 else DERIVED
    return replace(coded, jobs=sum(jobs[code] for code in codes), jobs_quality=quality)


def _group_values(rows: Rows) -> tuple[GroupValue, ...]:
    fields = [name for name in GROUP_VALUES.field_names if name not in ("sn2007_group", "note")]
    ordered = sorted(rows, key=lambda row: (row["indicator_id"], row["period"], row["sn2007_group"]))
    return tuple(
        GroupValue(sn2007_group=row["sn2007_group"].text, **{name: row[name] for name in fields}) for row in ordered
    )


def _source(row: Mapping[str, Any]) -> Source:
    return Source(**{name: row[name] or "" for name in ("source_id", "title", "publisher", "published", "reference")})


def _resources(rows: Rows) -> dict[str, dict[str, float]]:
    resources: dict[str, dict[str, float]] = {}
    for row in sorted(rows, key=lambda row: (row["resource_id"], row["industry_id"])):
        resources.setdefault(row["resource_id"], {})[row["industry_id"]] = row["amount"]
    return resources


def _columns(
    industries: Sequence[Industry],
    codes: Sequence[Code],
    indicators: TypedTable | None,
    group_values: Sequence[GroupValue],
) -> dict[str, dict[str, Column]]:
    position = {industry.industry_id: index for index, industry in enumerate(industries)}
    own = {} if indicators is None else _own_columns(indicators, position)
    grouped: dict[Cell, list[GroupValue]] = {}
    for value in group_values:
        of = group(value.sn2007_group)
        if of is not None and not of.everything and not of.unknown:
            grouped.setdefault((value.indicator_id, value.period), []).append(value)
    crosswalk = Crosswalk(industries, codes)
    columns: dict[str, dict[str, Column]] = {}
    cells = own.keys() | grouped.keys()
    for indicator_id in sorted({indicator_id for indicator_id, _ in cells}):
        columns[indicator_id] = {}
        for period in oldest_first(period for other, period in cells if other == indicator_id):
            cell = (indicator_id, period)
            column = own.get(cell) or _empty_column(cell, grouped[cell][0].unit, len(industries))
            if cell in grouped:
                column = _with_carried(column, crosswalk.carry(grouped[cell]))
            columns[indicator_id][period] = column
    return columns


def _empty_column(cell: Cell, unit: str, size: int) -> Column:
    missing, nothing = np.full(size, np.nan), ((),) * size
    return Column(*cell, unit, missing, missing, missing, np.full(size, -1, dtype=np.int8), nothing, nothing)


def _own_columns(table: TypedTable, position: Mapping[str, int]) -> dict[Cell, Column]:
    """The values that industries have of their own, from ``indicators.csv``."""
    of = table.columns
    cells = list(zip(of["indicator_id"], of["period"], strict=True))
    number = {cell: index for index, cell in enumerate(dict.fromkeys(cells))}
    where = (
        np.array([number[cell] for cell in cells], dtype=np.int64),
        np.array([position[industry_id] for industry_id in of["industry_id"]], dtype=np.int64),
    )
    shape = (len(number), len(position))

    def spread(column: Sequence[Any], missing: float, dtype: type[np.generic]) -> NDArray[Any]:
        block = np.full(shape, missing, dtype=dtype)
        block[where] = [missing if value is None else value for value in column]
        return block

    values, se, n = (spread(of[name], np.nan, np.float64) for name in ("value", "se", "n"))
    quality = spread([QUALITIES.index(name) for name in of["quality"]], -1, np.int8)
    source_ids = np.full(shape, None, dtype=object)
    source_ids[where] = of["source_id"]
    unit = dict(zip(of["indicator_id"], of["unit"], strict=True))
    return {
        cell: Column(
            *cell,
            unit[cell[0]],
            _frozen(values[index]),
            _frozen(se[index]),
            _frozen(n[index]),
            _frozen(quality[index]),
            tuple((source_id,) if source_id else () for source_id in source_ids[index]),
            ((),) * len(position),
        )
        for cell, index in number.items()
    }


def _with_carried(column: Column, carried: Carried) -> Column:
    """The column with its gaps filled from the groups: a value of the industry's own wins."""
    own = ~np.isnan(column.values)
    return replace(
        column,
        values=_frozen(np.where(own, column.values, carried.values)),
        quality=_frozen(np.where(own, column.quality, carried.quality)),
        source_ids=tuple(
            mine if has else theirs
            for has, mine, theirs in zip(own, column.source_ids, carried.source_ids, strict=True)
        ),
        groups=tuple(() if has else theirs for has, theirs in zip(own, carried.groups, strict=True)),
    )


def _frozen(array: NDArray[Any]) -> NDArray[Any]:
    array.setflags(write=False)
    return array
