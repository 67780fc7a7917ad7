"""Figures by SN2025 codes carried to SN2007 codes through a correspondence table, by weights.

Statistics Norway publishes which codes correspond (Klass, correspondence table 2919, SN2025 to SN2007), not how jobs
are shared where one code becomes several: those weights have to come with the file, and say where they are from.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.dataset.cell_parsing import TypedTable, typed_table
from engine.dataset.csv_file import read_table
from engine.dataset.schema import Field, Table
from engine.foundation.errors import InputError, Problem

TABLE = Table(
    "correspondence",
    (
        Field("from_code", "text", required=True),
        Field("to_code", "text", required=True),
        Field("weight", "amount"),
        Field("from_jobs", "count"),
        Field("source", "text", required=True),
        Field("note", "text"),
    ),
    key=("from_code", "to_code"),
)
WEIGHTS_TOLERANCE = 1e-6

_CODE = re.compile(r"(\d\d)\.?(\d{3})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Which codes become which.

    Parameters
    ----------
    parts
        ``{from_code: {to_code: weight}}``; the weights of one code add up to 1.
    jobs
        Jobs in a from-code, where the file says it: the weight of its figure in a mean.
    sources
        Where the table and its weights are from.
    """

    parts: Mapping[str, Mapping[str, float]]
    jobs: Mapping[str, int]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """Figures by to-code, and the codes that could not be carried: from-codes, and to-codes that lack a part."""

    values: Mapping[str, float]
    unmapped: tuple[str, ...]


def read_correspondence(path: Path) -> Correspondence:
    """The table in a CSV file: ``from_code, to_code, weight, from_jobs, source``, codes with or without a point.

    ``weight`` may be empty where a code becomes one other, and ``from_jobs`` where no mean needs it.

    Raises
    ------
    InputError
        With every problem: cells, codes, pairs that stand twice, weights that are missing or do not add up to 1.
    """
    raw, problems = read_table(path, str(path), TABLE)
    if raw is None:
        raise InputError(problems)
    typed, wrong = typed_table(raw)
    problems = [*problems, *wrong]
    rows: dict[str, dict[str, int]] = {}
    for index in range(len(typed.rows)):
        problems += _noted(typed, index, rows)
    for targets in rows.values():
        problems += _weight_problems(typed, list(targets.values()))
    if problems:
        raise InputError(problems)
    of = typed.columns
    return Correspondence(
        parts={
            code: {to: 1.0 if of["weight"][index] is None else of["weight"][index] for to, index in targets.items()}
            for code, targets in rows.items()
        },
        jobs={
            code: of["from_jobs"][index]
            for code, targets in rows.items()
            for index in list(targets.values())[:1]
            if of["from_jobs"][index] is not None
        },
        sources=tuple(sorted(set(of["source"]))),
    )


def split(counts: Mapping[str, int], by: Correspondence) -> tuple[dict[str, int], tuple[str, ...]]:
    """Counts such as jobs, split by weights into whole numbers that add up to those that could be split.

    Rounded by largest remainder, then by code. The second is the codes that the table does not have.
    """
    shares: dict[str, float] = {}
    for code in sorted(counts.keys() & by.parts.keys()):
        for to, weight in by.parts[code].items():
            shares[to] = shares.get(to, 0.0) + counts[code] * weight
    total = sum(count for code, count in counts.items() if code in by.parts)
    whole = {code: math.floor(share + WEIGHTS_TOLERANCE) for code, share in shares.items()}
    by_remainder = sorted(whole, key=lambda code: (whole[code] - shares[code], code))
    for code in by_remainder[: total - sum(whole.values())]:
        whole[code] += 1
    return whole, tuple(sorted(counts.keys() - by.parts.keys()))


def means(values: Mapping[str, float], by: Correspondence) -> Carried:
    """Percentages and other rates: the mean of what comes together in a code, weighted by jobs.

    Where all parts agree, or there is only one, the figure is exactly theirs and needs no jobs. A code with a part
    that has no figure, or parts that differ and no jobs to weigh them by, has none.
    """
    parts_of: dict[str, dict[str, float]] = {}
    for code, targets in by.parts.items():
        for to, weight in targets.items():
            if weight > 0:
                parts_of.setdefault(to, {})[code] = weight
    carried: dict[str, float] = {}
    unmapped = set(values.keys() - by.parts.keys())
    for to, parts in sorted(parts_of.items()):
        mean = _mean({code: values.get(code) for code in parts}, parts, by.jobs)
        if mean is not None:
            carried[to] = mean
        elif parts.keys() & values.keys():
            unmapped.add(to)
    return Carried(carried, tuple(sorted(unmapped)))


def _mean(values: Mapping[str, float | None], weights: Mapping[str, float], jobs: Mapping[str, int]) -> float | None:
    known = {code: value for code, value in values.items() if value is not None}
    if len(known) < len(values):
        return None
    if len(set(known.values())) == 1:
        return next(iter(known.values()))
    if any(code not in jobs for code in known):
        return None
    sizes = {code: jobs[code] * weights[code] for code in sorted(known)}
    total = math.fsum(sizes.values())
    return math.fsum(known[code] * size for code, size in sizes.items()) / total if total else None


def _noted(typed: TypedTable, index: int, rows: dict[str, dict[str, int]]) -> list[Problem]:
    """Enter one row under its codes; the problems of the codes themselves."""
    codes = []
    for column in ("from_code", "to_code"):
        raw = typed.columns[column][index]
        match = _CODE.fullmatch(raw or "")
        if match is None:
            return [typed.problem("not_a_code", index, column)] if raw else []
        codes.append(match[1] + match[2])
    targets = rows.setdefault(codes[0], {})
    if codes[1] in targets:
        earlier = str(typed.rows[targets[codes[1]]])
        return [typed.problem("row_twice", index, "from_code", more={"earlier": earlier})]
    targets[codes[1]] = index
    return []


def _weight_problems(typed: TypedTable, rows: list[int]) -> list[Problem]:
    weights, jobs = ([typed.columns[name][row] for row in rows] for name in ("weight", "from_jobs"))
    if len(set(jobs)) > 1:
        return [typed.problem("statbank_jobs_differ", rows[-1], "from_jobs")]
    if len(rows) > 1 and None in weights:
        return [typed.problem("statbank_no_weight", rows[weights.index(None)], "weight", given=_from(typed, rows))]
    total = 1.0 if weights == [None] else math.fsum(weights)
    if abs(total - 1) > WEIGHTS_TOLERANCE:
        more = {"total": f"{total:.6g}"}
        return [typed.problem("statbank_weights_total", rows[0], "weight", given=_from(typed, rows), more=more)]
    return []


def _from(typed: TypedTable, rows: list[int]) -> str:
    return str(typed.columns["from_code"][rows[0]])
