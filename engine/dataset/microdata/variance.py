"""Design-based variances of figures: strata and primary sampling units, drawn with replacement within strata.

The variance of a linearised figure is Σ_h (1 − f_h) · n_h / (n_h − 1) · Σ_i (z_hi − z̄_h)² over the n_h primary sampling
units of stratum h, those without anybody of the domain counting as zeros (Lumley 2010, section 2.1; R's survey package,
``svyrecvar``). f_h is 0 where the population is not given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.dataset.microdata.backend import Backend
from engine.dataset.microdata.figures import Figure
from engine.dataset.microdata.respondents import NOWHERE, Respondents
from engine.dataset.microdata.specification import Specification
from engine.dataset.microdata.weighted_cells import Question
from engine.errors import InputError, Problem

CERTAINTY, ADJUST = "certainty", "adjust"


@dataclass(frozen=True, slots=True, eq=False)
class Precision:
    """Variances of one question's figures.

    Parameters
    ----------
    variance
        (figure, period, domain); the last domain is all industries together.
    degrees_of_freedom
        (period, domain) primary sampling units with anybody of the domain, less strata with any (Korn & Graubard 1999,
        section 2.3).
    """

    variance: NDArray[np.float64]
    degrees_of_freedom: NDArray[np.int64]


def strata(of: Respondents, specification: Specification, backend: Backend) -> Any:
    """One row a stratum and period: ``units`` (primary sampling units in the sample) and ``left`` (1 − f).

    Everybody in the file counts, those without industry or answer too: they were drawn.

    Raises ``InputError`` where a stratum has one unit only and the specification does not say what that means, or where
    its population is not one number or smaller than the sample.
    """
    import ibis

    table = of.table
    by = table.group_by("period", "stratum")
    units = table.psu.nunique() if of.clustered else table.count()
    if "population" not in table.columns:
        found = by.aggregate(units=units).mutate(left=ibis.literal(1).cast("float64"))  # Spark takes 1.0 for a decimal
    else:
        sums = by.aggregate(units=units, low=table.population.min(), high=table.population.max())
        wrong = sums.filter((sums.low != sums.high) | (sums.units > sums.low)).count()
        if count := backend.number(wrong):
            column = specification.columns.population
            raise InputError(Problem("micro_population", backend.file, column=column, more={"strata": str(count)}))
        found = sums.mutate(left=1 - sums.units.cast("float64") / sums.low).drop("low", "high")
    kept = backend.kept(found)
    # A stratum that was taken whole has no sampling error, however few its units.
    lonely = backend.number(kept.filter((kept.units == 1) & (kept.left > 0)).count())
    if lonely and specification.lonely_psu not in (CERTAINTY, ADJUST):
        more = {"strata": str(lonely)}
        raise InputError(Problem("micro_lonely", backend.file, place="[survey], lonely_psu", more=more))
    return kept


def precision(
    question: Question,
    figures: Sequence[Sequence[Figure]],
    cells: Any,
    of: Respondents,
    drawn: Any,
    specification: Specification,
    backend: Backend,
) -> Precision:
    """The variances of a question's figures.

    Parameters
    ----------
    figures
        By period; domains are the industries in order, then all of them together.
    cells, drawn
        What ``weighted_cells`` and ``strata`` give.
    """
    shape = (len(of.periods), len(of.industries) + 1)
    counted = len(figures[0])
    variance, freedom = np.full((counted, *shape), np.nan), np.zeros(shape, dtype=np.int64)
    z = [f"z{at}" for at in range(counted)]
    moments = _unit_moments if of.clustered else _element_moments
    known = backend.table(_coefficients(figures))
    for national in (False, True):
        summed = moments(question, known, national, z, cells, of)
        found = backend.rows(_over_strata(summed, drawn, z, specification.lonely_psu == ADJUST))
        where = (found["period"].to_numpy(dtype=np.int64), found["industry"].to_numpy(dtype=np.int64))
        for at, name in enumerate(z):
            variance[(at, *where)] = found[name]
        freedom[where] = found["found"] - found["strata"]
    return Precision(np.maximum(variance, 0.0), freedom)


def _coefficients(figures: Sequence[Sequence[Figure]]) -> dict[str, list[Any]]:
    """The coefficients as columns: a row a period, domain, group and cell; ``z0``, ``z1`` … a figure each."""
    columns: dict[str, list[NDArray[Any]]] = {}
    for period, of_period in enumerate(figures):
        shape = of_period[0].coefficients.shape
        domain, group, cell = (axis.ravel() for axis in np.indices(shape))
        named = {
            "period": np.full(domain.shape, period),
            "industry": np.where(domain == shape[0] - 1, NOWHERE, domain),
            "age_sex": np.where(group == shape[1] - 1, NOWHERE, group),
            "cell": cell,
        }
        for name, values in named.items():
            columns.setdefault(name, []).append(values.astype(np.int32))
        for at, figure in enumerate(of_period):
            flat = figure.coefficients.ravel()
            columns.setdefault(f"z{at}", []).append(np.where(np.isfinite(flat), flat, 0.0))
    return {name: np.concatenate(parts).tolist() for name, parts in columns.items()}


def _with_coefficients(table: Any, known: Any, national: bool) -> Any:
    """Each row with its coefficients: those of its industry, or of all industries together."""
    import ibis

    keys = ["period", "age_sex", "cell"]
    if national:
        known = known.filter(known.industry == NOWHERE).drop("industry")
        table = table.mutate(industry=ibis.literal(NOWHERE, "int32"))
    else:
        keys.append("industry")
    return table.inner_join(known, keys)


def _element_moments(
    question: Question, known: Any, national: bool, z: Sequence[str], cells: Any, of: Respondents
) -> Any:
    """Sums and sums of squares by stratum where each respondent is a unit: from the cells, without a row being read."""
    joined = _with_coefficients(cells.filter(cells.question == question.at), known, national)
    sums = {f"{name}_sum": (joined.weight * joined[name]).sum() for name in z}
    squares = {f"{name}_squares": (joined.squares * joined[name] * joined[name]).sum() for name in z}
    return joined.group_by("period", "industry", "stratum").aggregate(found=joined.n.sum(), **sums, **squares)


def _unit_moments(
    question: Question, known: Any, national: bool, z: Sequence[str], cells: Any, of: Respondents
) -> Any:
    """Sums and sums of squares by stratum where units are clusters of respondents."""
    cell = question.cell(of.table)
    keyed = of.table.filter((of.table.industry != NOWHERE) & cell.notnull()).mutate(cell=cell)
    joined = _with_coefficients(keyed, known, national)
    keys = ["period", "industry", "stratum"]
    units = joined.group_by([*keys, "psu"]).aggregate(**{f"{name}_unit": (joined.weight * joined[name]).sum() for name in z})
    sums = {f"{name}_sum": units[f"{name}_unit"].sum() for name in z}
    squares = {f"{name}_squares": (units[f"{name}_unit"] * units[f"{name}_unit"]).sum() for name in z}
    return units.group_by(keys).aggregate(found=units.count(), **sums, **squares)


def _over_strata(summed: Any, drawn: Any, z: Sequence[str], adjust: bool) -> Any:
    """Variances by period and industry. A stratum of one unit adds nothing, or its square where it is to be adjusted."""
    import ibis

    joined = summed.inner_join(drawn, ["period", "stratum"])
    n = joined.units.cast("float64")

    def part(name: str) -> Any:
        sum_, squares = joined[f"{name}_sum"], joined[f"{name}_squares"]
        alone = squares if adjust else ibis.literal(0).cast("float64")
        return joined.left * ibis.cases((n > 1, n / (n - 1) * (squares - sum_ * sum_ / n)), else_=alone)

    return joined.group_by("period", "industry").aggregate(
        found=joined.found.sum(), strata=joined.count(), **{name: part(name).sum() for name in z}
    )
