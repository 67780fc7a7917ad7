"""Respondents in the one form that estimates are made from: small numbers, and nothing that the estimates don't use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.dataset.microdata.backend import Backend
from engine.dataset.microdata.keys import Answer
from engine.dataset.microdata.specification import Specification, Standard, Variable
from engine.dataset.model import Industry
from engine.dataset.periods import days_of, oldest_first
from engine.dataset.sn2007 import DIGITS
from engine.errors import InputError, Problem

NOWHERE = -1
"""The industry of a respondent without one, and the group of one whose age or sex is not known."""
OUTSIDE = -1
"""The state of an answer that the specification does not declare."""
YES, NO = 1, 0
MOST_INDUSTRIES, MOST_PERIODS = 5_000, 200
MOST_WEIGHT = 1e12
"""Far above any survey weight, and far below what products of sums of weights overflow at."""
_NUMBER = "^ *[+-]?[0-9]+([.,][0-9]+)? *$"
_SPACES = "^ +| +$"


@dataclass(frozen=True, slots=True)
class Respondents:
    """The respondents as a table, and what its numbers stand for.

    ``table`` has ``period``, ``industry`` (positions below, ``NOWHERE``), ``stratum``, ``psu`` (only where there are
    primary sampling units), ``weight``, ``age_sex`` (group of the standard or ``NOWHERE``) and a state for each
    variable, ``v0``, ``v1`` … (``YES``, ``NO``, null where it is missing).
    """

    table: Any
    periods: tuple[str, ...]
    industries: tuple[str, ...]
    clustered: bool
    rows: int
    without_industry: int


def respondents(
    raw: Any, specification: Specification, industries: Sequence[Industry], backend: Backend
) -> Respondents:
    """The rows of ``raw`` prepared and checked.

    Raises ``InputError`` with every column that has something it should not: how many rows, never what they hold.
    """
    columns = specification.columns
    counted = _industries_and_periods(raw, specification, backend)
    periods = oldest_first({period for _, period, _ in counted})
    owner = industry_of(sorted({said for said, _, _ in counted if said is not None}), specification, industries)
    unknown = sum(rows for said, _, rows in counted if said is not None and said not in owner)
    if unknown:
        raise InputError(
            _rows_problem("micro_industry_unknown", backend.file, _industry_column(specification), unknown)
        )
    ids = tuple(one.industry_id for one in industries)
    stated = raw.select(
        said=_as_text(raw[_industry_column(specification)]),
        period=_period_position(raw, specification, periods),
        stratum=raw[columns.stratum] if columns.stratum else _constant(0, "int64"),
        weight=_number(raw[columns.weight]) if columns.weight else _constant(1, "float64"),
        age_sex=_age_sex(raw, specification.standard, columns.age, columns.sex),
        **({"psu": raw[columns.psu]} if columns.psu else {}),
        **({"population": _number(raw[columns.population])} if columns.population else {}),
        **{f"v{at}": _state(raw, variable) for at, variable in enumerate(specification.variables)},
    )
    prepared = backend.kept(_with_industry(stated, {said: ids.index(to) for said, to in owner.items() if to}, backend))
    _check(prepared, specification, backend)
    there = sum(rows for said, _, rows in counted if said is not None and owner.get(said))
    total = sum(rows for _, _, rows in counted)
    return Respondents(prepared, periods, ids, bool(columns.psu), total, total - there)


def industry_of(
    said: Sequence[str], specification: Specification, industries: Sequence[Industry]
) -> dict[str, str | None]:
    """The industry of each thing that the file's industry column says; a thing that cannot be one is left out.

    Codes go to the industry with the longest prefix, as in a data folder; None where no industry has one. Four digits
    are a code that lost its zero only where the folder has that code: they may be a NACE class, as 86.22.
    """
    if specification.columns.industry:
        known = {one.industry_id for one in industries}
        return {one: one.strip() for one in said if one.strip() in known}
    prefixes = {prefix: one.industry_id for one in industries for prefix in one.sn2007_prefixes}
    there = {code for one in industries for code in one.codes}
    owner: dict[str, str | None] = {}
    for one in said:
        code = one.strip()
        padded = code.zfill(DIGITS)
        code = padded if len(code) == DIGITS - 1 and padded in there else code.replace(".", "")
        if len(code) == DIGITS and code.isdecimal():
            owner[one] = next((prefixes[code[:n]] for n in range(DIGITS, 0, -1) if code[:n] in prefixes), None)
    return owner


def _industries_and_periods(
    raw: Any, specification: Specification, backend: Backend
) -> list[tuple[str | None, str, int]]:
    """How many rows there are by what the industry column says and by period."""
    columns = specification.columns
    named = {"said": _as_text(raw[_industry_column(specification)])}
    if columns.period:
        named["period"] = _text(raw[columns.period])
    keyed = raw.select(**named)
    found = backend.rows(keyed.group_by(*named).aggregate(rows=keyed.count()).limit(MOST_INDUSTRIES + 1))
    if found.empty:
        raise InputError(Problem("micro_no_rows", backend.file))
    if len(found) > MOST_INDUSTRIES:
        column = ", ".join(name for name in (_industry_column(specification), columns.period) if name)
        raise InputError(Problem("micro_too_many", backend.file, column=column, more={"most": str(MOST_INDUSTRIES)}))
    counted = []
    wrong = 0
    for row in found.to_dict("records"):
        period = specification.period or row["period"]
        rows = int(row["rows"])
        if not isinstance(period, str) or not days_of(period):
            wrong += rows
        else:
            said = row["said"] if isinstance(row["said"], str) and row["said"].strip() else None
            counted.append((said, period, rows))
    if wrong:
        raise InputError(_rows_problem("micro_not_a_period", backend.file, columns.period, wrong))
    if len({period for _, period, _ in counted}) > MOST_PERIODS:
        raise InputError(
            Problem("micro_too_many", backend.file, column=columns.period, more={"most": str(MOST_PERIODS)})
        )
    return counted


def _check(table: Any, specification: Specification, backend: Backend) -> None:
    """Raise ``InputError`` with every column that has rows which no estimate could take."""
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
        checks["age_sex"] = ("micro_age_sex", f"{columns.age}, {columns.sex}", table.age_sex.isnull())
    for at, variable in enumerate(specification.variables):
        checks[f"v{at}"] = ("micro_outside", variable.column, table[f"v{at}"] == OUTSIDE)
    counted = backend.rows(
        table.aggregate(
            positive=table.weight.sum(),
            **{name: wrong.cast("int64").sum() for name, (_, _, wrong) in checks.items()},
        )
    ).iloc[0]
    problems = [
        _rows_problem(code, backend.file, column, int(counted[name]))
        for name, (code, column, _) in checks.items()
        if column and counted[name] > 0
    ]
    if not problems and not counted["positive"] > 0:
        problems = [Problem("micro_no_weight", backend.file, column=columns.weight)]
    if problems:
        raise InputError(problems)


def _rows_problem(code: str, file: str, column: str | None, rows: int) -> Problem:
    return Problem(code, file, column=column, more={"rows": str(rows)})


def _constant(value: int, kind: str) -> Any:
    import ibis

    return ibis.literal(value).cast(kind)  # as a whole number first: Spark takes 1.0 for a decimal


def _as_text(column: Any) -> Any:
    """The column as text, whole numbers without decimals."""
    return column.round(0).cast("int64").cast("string") if column.type().is_floating() else column.cast("string")


def _text(column: Any) -> Any:
    """The column as text without spaces around it; null where it is blank."""
    return _stripped(_as_text(column)).nullif("")


def _stripped(column: Any) -> Any:
    """The text without spaces at its ends. Ibis' own ``strip`` takes the letters f and v away too on Spark."""
    return column.re_replace(_SPACES, "")


def _number(column: Any) -> Any:
    """The column as numbers, null where a text is none. A decimal comma is understood."""
    import ibis

    if not column.type().is_string():
        return column.cast("float64")
    return ibis.cases((column.re_search(_NUMBER), _stripped(column).replace(",", ".").cast("float64")))


def _matched(column: Any, answers: Sequence[Answer]) -> tuple[Any, Any]:
    """The column in the form of the answers, and whether the cell is blank."""
    kind = column.type()
    if kind.is_string():
        said = _stripped(column)
        return (said if isinstance(answers[0], str) else _number(column)), column.isnull() | (said == "")
    if kind.is_boolean():
        column = column.cast("int8")
    blank = column.isnull() | column.isnan() if kind.is_floating() else column.isnull()
    return (_text(column) if isinstance(answers[0], str) else column), blank


def _state(raw: Any, variable: Variable) -> Any:
    import ibis

    column, blank = _matched(raw[variable.column], variable.yes)
    yes, no, missing = (_as_stored(column, which) for which in (variable.yes, variable.no, variable.missing))
    return ibis.cases(
        (column.isin(yes), ibis.literal(YES, "int8")),
        (column.isin(no), ibis.literal(NO, "int8")),
        (blank | column.isin(missing) if missing else blank, ibis.null("int8")),
        else_=ibis.literal(OUTSIDE, "int8"),
    )


def _as_stored(column: Any, answers: Sequence[Answer]) -> list[Any]:
    """The answers as whole numbers where the column is: comparing floats takes several times as long."""
    if not column.type().is_integer():
        return list(answers)
    return [int(one) if isinstance(one, float) and one.is_integer() else one for one in answers]


def _age_sex(raw: Any, standard: Standard | None, age: str | None, sex: str | None) -> Any:
    """The group of the standard; ``NOWHERE`` where age or sex is blank or the age below the first; null where wrong."""
    import ibis

    if standard is None or age is None or sex is None:
        return ibis.literal(NOWHERE, "int32")
    years, no_age = _matched(raw[age], standard.age_groups)
    said, no_sex = _matched(raw[sex], standard.sexes)
    last = len(standard.age_groups) - 1
    step = ibis.cases(
        *((years >= first, last - at) for at, first in enumerate(reversed(standard.age_groups))),
        (years >= 0, NOWHERE),
    )
    place = ibis.cases(*((said == one, at * len(standard.age_groups)) for at, one in enumerate(standard.sexes)))
    return ibis.cases(
        (no_age | no_sex | (step == NOWHERE), ibis.literal(NOWHERE, "int32")), else_=(place + step).cast("int32")
    )


def _period_position(raw: Any, specification: Specification, periods: Sequence[str]) -> Any:
    import ibis

    if not specification.columns.period:
        return ibis.literal(0, "int32")
    said = _text(raw[specification.columns.period])
    return ibis.cases(*((said == period, ibis.literal(at, "int32")) for at, period in enumerate(periods)))


def _industry_column(specification: Specification) -> str:
    return specification.columns.industry or specification.columns.sn2007 or ""


def _with_industry(stated: Any, positions: Mapping[str, int], backend: Backend) -> Any:
    """The industry's position in place of what the column says."""
    import ibis

    if not positions:
        return stated.mutate(industry=ibis.literal(NOWHERE, "int32")).drop("said")
    known = backend.table({"said": list(positions), "at": [int(at) for at in positions.values()]})
    joined = stated.left_join(known, "said")
    kept = [name for name in stated.columns if name != "said"]
    return joined.select(*kept, industry=joined["at"].fill_null(NOWHERE).cast("int32"))
