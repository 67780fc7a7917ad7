"""Respondents in the one form that estimates are made from: small numbers, and nothing that the estimates don't use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.classification.periods import days_of, oldest_first
from engine.dataset.model import Industry
from engine.foundation.errors import InputError, Problem
from engine.survey.backend import Backend
from engine.survey.cell_expressions import (
    NOWHERE,
    OUTSIDE,
    age_sex,
    as_text,
    constant,
    number_of,
    period_position,
    state,
    text_of,
    within,
)
from engine.survey.industry_codes import Place, places_of
from engine.survey.specification import Specification

MOST_INDUSTRIES, MOST_PERIODS = 5_000, 200
MOST_WEIGHT = 1e12
"""Far above any survey weight, and far below what products of sums of weights overflow at."""

Atom = tuple[int, ...]
"""Positions among the domains by layer, ``NOWHERE`` where there is none: whom no domain tells apart."""


@dataclass(frozen=True)
class Respondents:
    """The respondents as a table, and what its numbers stand for.

    ``table`` has ``period``, the ``layers`` (positions among the domains, ``NOWHERE``), ``stratum``, ``psu`` (only
    where there are primary sampling units), ``weight``, ``age_sex`` (group of the standard or ``NOWHERE``) and a state
    for each variable, ``v0``, ``v1`` … (``YES``, ``NO``, null where it is missing). Who weighs nothing or is outside
    the subpopulation is in no domain, and was drawn all the same.

    Parameters
    ----------
    groups
        Divisions and sections that the file has anybody of, as in ``group_values.csv``; none where it has no codes.
        Domains are the industries, then these, then all industries together.
    atoms
        What the layers hold together.
    rows, without_industry, weightless, outside
        Respondents in the file, those of no industry, of weight 0, and outside the subpopulation.
    partly
        Whether some have a code that lies wholly in no industry: groups are about others than the industries too.
    """

    table: Any
    periods: tuple[str, ...]
    industries: tuple[str, ...]
    groups: tuple[str, ...]
    atoms: tuple[Atom, ...]
    clustered: bool
    rows: int
    without_industry: int
    partly: bool
    weightless: int
    outside: int

    @property
    def layers(self) -> tuple[str, ...]:
        """Columns of the table, each with one domain at most a row."""
        return LAYERS if self.groups else LAYERS[:1]

    @property
    def domains(self) -> int:
        """Industries, groups, and all industries together."""
        return len(self.industries) + len(self.groups) + 1

    @cached_property
    def members(self) -> NDArray[np.bool_]:
        """(domain, atom) who is in what."""
        inside = np.zeros((self.domains, len(self.atoms)), dtype=bool)
        for index, atom in enumerate(self.atoms):
            inside[[position for position in atom if position != NOWHERE], index] = True
            inside[-1, index] = atom[0] != NOWHERE
        return inside


LAYERS = ("industry", "division", "section")


def respondents(
    raw: Any,
    specification: Specification,
    industries: Sequence[Industry],
    backend: Backend,
    codes: Sequence[str] = (),
) -> Respondents:
    """The rows of ``raw`` prepared and checked; ``codes`` are the five-digit codes of the code table.

    Raises ``InputError`` with every column that has something it should not: how many rows, never what they hold.
    """
    columns = specification.columns
    counted = _industries_and_periods(raw, specification, backend)
    periods = oldest_first({period for _, period, _, _ in counted})
    places = _places(sorted({cell for cell, _, _, _ in counted if cell is not None}), specification, industries, codes)
    unknown = sum(rows for cell, _, inside, rows in counted if cell is not None and inside and cell not in places)
    if unknown:
        raise InputError(
            _rows_problem("micro_industry_unknown", backend.file, _industry_column(specification), unknown)
        )
    ids = tuple(industry.industry_id for industry in industries)
    groups = tuple(sorted({group for place in places.values() for group in (place.division, place.section) if group}))
    atom_of = {cell: _atom(place, ids, groups) for cell, place in places.items()}
    stated = raw.select(
        said=as_text(raw[_industry_column(specification)]),
        period=period_position(raw, specification, periods),
        inside=within(raw, specification.subpopulation),
        stratum=raw[columns.stratum] if columns.stratum else constant(0, "int64"),
        weight=number_of(raw[columns.weight]) if columns.weight else constant(1, "float64"),
        age_sex=age_sex(raw, specification.standard, columns.age, columns.sex),
        **({"psu": raw[columns.psu]} if columns.psu else {}),
        **({"population": number_of(raw[columns.population])} if columns.population else {}),
        **{f"v{index}": state(raw, variable) for index, variable in enumerate(specification.variables)},
    )
    prepared = backend.kept(_with_layers(stated, atom_of, LAYERS if groups else LAYERS[:1], backend))
    weightless, outside = _checked(prepared, specification, backend)
    total = sum(rows for *_, rows in counted)
    there = sum(rows for cell, _, _, rows in counted if cell in places and places[cell].industry_id)
    partly = any(
        inside and cell in places and places[cell].division and not places[cell].industry_id
        for cell, _, inside, _ in counted
    )
    return Respondents(
        prepared.drop("inside"),
        periods,
        ids,
        groups,
        tuple(
            sorted(set(atom_of.values()) | {(index, *[NOWHERE] * (2 if groups else 0)) for index in range(len(ids))})
        ),
        bool(columns.psu),
        total,
        total - there,
        partly,
        weightless,
        outside,
    )


def _atom(place: Place, ids: Sequence[str], groups: Sequence[str]) -> Atom:
    industry = ids.index(place.industry_id) if place.industry_id else NOWHERE
    of_code = (len(ids) + groups.index(group) if group else NOWHERE for group in (place.division, place.section))
    return (industry, *of_code) if groups else (industry,)


def _places(
    cells: Sequence[str], specification: Specification, industries: Sequence[Industry], codes: Sequence[str]
) -> dict[str, Place]:
    """The place of each thing that the file's industry column says; a thing that has none is left out."""
    if specification.columns.industry:
        known = {industry.industry_id for industry in industries}
        return {cell: Place(cell.strip()) for cell in cells if cell.strip() in known}
    return places_of(cells, industries, codes)


def industry_of(
    cells: Sequence[str], specification: Specification, industries: Sequence[Industry]
) -> dict[str, str | None]:
    """The industry of each thing that the file's industry column says; a thing that cannot be one is left out."""
    return {cell: place.industry_id for cell, place in _places(cells, specification, industries, ()).items()}


def _as_said(value: float | str) -> str:
    return value.strip() if isinstance(value, str) else f"{value:.15g}"


def _industries_and_periods(
    raw: Any, specification: Specification, backend: Backend
) -> list[tuple[str | None, str, bool, int]]:
    """How many rows there are by what the industry column says, by period and inside the subpopulation."""
    columns = specification.columns
    none = {_as_said(answer) for answer in specification.no_industry}
    named = {
        "said": as_text(raw[_industry_column(specification)]),
        "inside": within(raw, specification.subpopulation),
    }
    if columns.period:
        named["period"] = text_of(raw[columns.period])
    keyed = raw.select(**named)
    frame = backend.rows(keyed.group_by(*named).aggregate(rows=keyed.count()).limit(MOST_INDUSTRIES + 1))
    if frame.empty:
        raise InputError(Problem("micro_no_rows", backend.file))
    if len(frame) > MOST_INDUSTRIES:
        column = ", ".join(name for name in (_industry_column(specification), columns.period) if name)
        raise InputError(Problem("micro_too_many", backend.file, column=column, more={"most": str(MOST_INDUSTRIES)}))
    counted = []
    wrong = 0
    for row in frame.to_dict("records"):
        period = specification.period or row["period"]
        rows = int(row["rows"])
        if not isinstance(period, str) or not days_of(period):
            wrong += rows
        else:
            cell = row["said"] if isinstance(row["said"], str) and row["said"].strip() else None
            counted.append((None if cell and cell.strip() in none else cell, period, bool(row["inside"]), rows))
    if wrong:
        raise InputError(_rows_problem("micro_not_a_period", backend.file, columns.period, wrong))
    if len({period for _, period, _, _ in counted}) > MOST_PERIODS:
        raise InputError(
            Problem("micro_too_many", backend.file, column=columns.period, more={"most": str(MOST_PERIODS)})
        )
    return counted


def _checked(table: Any, specification: Specification, backend: Backend) -> tuple[int, int]:
    """How many weigh nothing and how many are outside the subpopulation, whose answers may be anything.

    Raises ``InputError`` with every column that has rows which no estimate could take.
    """
    columns, standard = specification.columns, specification.standard
    checks: dict[str, tuple[str, str | None, Any]] = {
        "weight": ("micro_bad_weight", columns.weight, table.weight.isnull() | ~table.weight.between(0, MOST_WEIGHT)),
        "stratum": ("micro_empty", columns.stratum, table.stratum.isnull()),
    }
    if columns.psu:
        checks["psu"] = ("micro_empty", columns.psu, table.psu.isnull())
    if columns.population:
        checks["population"] = (
            "micro_bad_population",
            columns.population,
            table.population.isnull() | (table.population < 1),
        )
    if standard:
        checks["age_sex"] = ("micro_age_sex", f"{columns.age}, {columns.sex}", table.inside & table.age_sex.isnull())
    for index, variable in enumerate(specification.variables):
        checks[f"v{index}"] = ("micro_outside", variable.column, table.inside & (table[f"v{index}"] == OUTSIDE))
    counted = backend.rows(
        table.aggregate(
            positive=table.weight.sum(),
            weightless=(table.weight == 0).cast("int64").sum(),
            outside=(~table.inside).cast("int64").sum(),
            rows=table.count(),
            # Nothing is wrong in a column that nobody has answered, whose sum is none.
            **{name: wrong.cast("int64").sum().fill_null(0) for name, (_, _, wrong) in checks.items()},
        )
    ).iloc[0]
    problems = [
        _rows_problem(code, backend.file, column, int(counted[name]))
        for name, (code, column, _) in checks.items()
        if column and counted[name] > 0
    ]
    if not problems and not counted["positive"] > 0:
        problems = [Problem("micro_no_weight", backend.file, column=columns.weight)]
    if not problems and counted["outside"] == counted["rows"]:
        problems = [Problem("micro_nobody", backend.file, place="[subpopulation]")]
    if problems:
        raise InputError(problems)
    return int(counted["weightless"]), int(counted["outside"])


def _rows_problem(code: str, file: str, column: str | None, rows: int) -> Problem:
    return Problem(code, file, column=column, more={"rows": str(rows)})


def _industry_column(specification: Specification) -> str:
    return specification.columns.industry or specification.columns.sn2007 or ""


def _with_layers(stated: Any, atom_of: Mapping[str, Atom], layers: Sequence[str], backend: Backend) -> Any:
    """The positions of industry, division and section in place of what the column says, for those who count."""
    import ibis

    kept = [name for name in stated.columns if name != "said"]
    if not atom_of:
        return stated.select(*kept, **{layer: constant(NOWHERE, "int32") for layer in layers})
    positions = {f"at_{layer}": [atom[which] for atom in atom_of.values()] for which, layer in enumerate(layers)}
    joined = stated.left_join(backend.table({"said": list(atom_of), **positions}), "said")
    counts = joined.inside & (joined.weight > 0)
    nowhere = ibis.literal(NOWHERE, "int64")
    return joined.select(
        *kept,
        **{
            layer: ibis.cases((counts, joined[f"at_{layer}"].fill_null(NOWHERE)), else_=nowhere).cast("int32")
            for layer in layers
        },
    )
