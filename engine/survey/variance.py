"""Design-based variances of figures: strata and primary sampling units, drawn with replacement within strata.

The variance of a linearised figure is Σ_h (1 − f_h) · n_h / (n_h − 1) · Σ_i (z_hi − z̄_h)² over the n_h primary sampling
units of stratum h, those without anybody of the domain counting as zeros (Lumley 2010, section 2.1; R's survey package,
``svyrecvar``). f_h is 0 where the population is not given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.foundation.errors import InputError, Problem
from engine.survey.backend import Backend
from engine.survey.cell_expressions import NOWHERE
from engine.survey.estimators import Figure
from engine.survey.respondents import Respondents
from engine.survey.specification import Specification
from engine.survey.weighted_counts import Question, placed

CERTAINTY, ADJUST = "certainty", "adjust"
STRATUM = ["question", "period", "domain", "stratum"]

Moments = Callable[[Any, str | None, Sequence[str]], Any]
"""Coefficients, the layer they are of (None: all industries together) and names of figures to their sums by stratum."""


@dataclass(frozen=True, slots=True, eq=False)
class Precision:
    """Variances of one question's figures.

    Parameters
    ----------
    variance
        (figure, period, domain); the last domain is all industries together. Figures that the question lacks are 0.
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
        by_stratum = by.aggregate(units=units).mutate(
            left=ibis.literal(1).cast("float64")
        )  # Spark takes 1.0 for a decimal
    else:
        sums = by.aggregate(units=units, low=table.population.min(), high=table.population.max())
        wrong = sums.filter((sums.low != sums.high) | (sums.units > sums.low)).count()
        if count := backend.number(wrong):
            column = specification.columns.population
            raise InputError(Problem("micro_population", backend.file, column=column, more={"strata": str(count)}))
        by_stratum = sums.mutate(left=1 - sums.units.cast("float64") / sums.low).drop("low", "high")
    kept = backend.kept(by_stratum)
    # A stratum that was taken whole has no sampling error, however few its units.
    lonely = backend.number(kept.filter((kept.units == 1) & (kept.left > 0)).count())
    if lonely and specification.lonely_psu not in (CERTAINTY, ADJUST):
        more = {"strata": str(lonely)}
        raise InputError(Problem("micro_lonely", backend.file, place="[survey], lonely_psu", more=more))
    return kept


def precisions(
    questions: Sequence[Question],
    figures: Sequence[Sequence[Sequence[Figure]]],
    cells: Any,
    of: Respondents,
    drawn: Any,
    specification: Specification,
    backend: Backend,
) -> tuple[Precision, ...]:
    """The variances of every question's figures.

    Parameters
    ----------
    figures
        By question and period, with the domains of ``of``.
    cells, drawn
        What ``weighted_cells`` and ``strata`` give.
    """
    most = max(len(of_period) for of_question in figures for of_period in of_question)
    z = [f"z{index}" for index in range(most)]
    shape = (len(questions), len(of.periods), of.domains)
    variance: NDArray[np.float64] = np.full((most, *shape), np.nan)
    freedom = np.zeros(shape, dtype=np.int64)
    known = backend.table(_coefficients(figures, most))
    for moments in _moments(questions, cells, of):
        for layer in (*of.layers, None):
            summed = moments(_known_domains(known, layer), layer, z)
            frame = backend.rows(_over_strata(summed, drawn, z, specification.lonely_psu == ADJUST))
            where = tuple(frame[key].to_numpy(dtype=np.int64) for key in ("question", "period", "domain"))
            for index, name in enumerate(z):
                variance[index][where] = frame[name]
            freedom[where] = frame["found"] - frame["strata"]
    variance = np.maximum(variance, 0.0)
    return tuple(Precision(variance[:, index], freedom[index]) for index in range(len(questions)))


def _coefficients(figures: Sequence[Sequence[Sequence[Figure]]], most: int) -> dict[str, NDArray[Any]]:
    """The coefficients as columns: a row a question, period, domain, group and cell; ``z0``, ``z1`` … a figure each."""
    columns: dict[str, list[NDArray[Any]]] = {}
    for question, of_question in enumerate(figures):
        for period, of_period in enumerate(of_question):
            shape = of_period[0].coefficients.shape
            domain, group, cell = (axis.ravel() for axis in np.indices(shape))
            named = {
                "question": np.full(domain.shape, question),
                "period": np.full(domain.shape, period),
                "domain": np.where(domain == shape[0] - 1, NOWHERE, domain),
                "age_sex": np.where(group == shape[1] - 1, NOWHERE, group),
                "cell": cell,
            }
            for name, values in named.items():
                columns.setdefault(name, []).append(values.astype(np.int32))
            for index in range(most):
                flat = of_period[index].coefficients.ravel() if index < len(of_period) else np.zeros(domain.shape)
                columns.setdefault(f"z{index}", []).append(np.where(np.isfinite(flat), flat, 0.0))
    return {name: np.concatenate(parts) for name, parts in columns.items()}


def _known_domains(known: Any, layer: str | None) -> Any:
    """The coefficients of domains, or those of all together for every industry to share."""
    return known if layer else known.filter(known.domain == NOWHERE).drop("domain")


def _with_coefficients(table: Any, known: Any, layer: str | None) -> Any:
    import ibis

    keys = ["question", "period", "age_sex", "cell"]
    there = table.filter(table[layer or "industry"] != NOWHERE)
    if layer is None:
        return there.mutate(domain=ibis.literal(NOWHERE, "int32")).inner_join(known, keys)
    return there.mutate(domain=there[layer]).inner_join(known, [*keys, "domain"])


def _moments(questions: Sequence[Question], cells: Any, of: Respondents) -> Iterator[Moments]:
    """What sums linearised figures by stratum: all questions at once, or one by one where units are clusters."""
    if not of.clustered:
        yield partial(_element_moments, cells)
        return
    for question in questions:
        yield partial(_unit_moments, question, of)


def _element_moments(cells: Any, known: Any, layer: str | None, z: Sequence[str]) -> Any:
    """Sums and sums of squares where each respondent is a unit: from the cells, without a row being read again."""
    joined = _with_coefficients(cells, known, layer)
    sums = {f"{name}_sum": (joined.weight * joined[name]).sum() for name in z}
    squares = {f"{name}_squares": (joined.squares * joined[name] * joined[name]).sum() for name in z}
    return joined.group_by(STRATUM).aggregate(found=joined.n.sum(), **sums, **squares)


def _unit_moments(question: Question, of: Respondents, known: Any, layer: str | None, z: Sequence[str]) -> Any:
    """Sums and sums of squares where units are clusters of respondents."""
    import ibis

    everybody = placed(of)
    cell = question.cell(everybody)
    keyed = everybody.filter(cell.notnull())
    keyed = keyed.mutate(cell=cell, question=ibis.literal(question.at, "int32"))
    joined = _with_coefficients(keyed, known, layer)
    units = joined.group_by([*STRATUM, "psu"]).aggregate(
        **{f"{name}_unit": (joined.weight * joined[name]).sum() for name in z}
    )
    sums = {f"{name}_sum": units[f"{name}_unit"].sum() for name in z}
    squares = {f"{name}_squares": (units[f"{name}_unit"] * units[f"{name}_unit"]).sum() for name in z}
    return units.group_by(STRATUM).aggregate(found=units.count(), **sums, **squares)


def _over_strata(summed: Any, drawn: Any, z: Sequence[str], adjust: bool) -> Any:
    """Variances by period and domain. A stratum of one unit adds nothing, or its square if adjusted."""
    import ibis

    joined = summed.inner_join(drawn, ["period", "stratum"])
    n = joined.units.cast("float64")

    def part(name: str) -> Any:
        sum_, squares = joined[f"{name}_sum"], joined[f"{name}_squares"]
        alone = squares if adjust else ibis.literal(0).cast("float64")
        return joined.left * ibis.cases((n > 1, n / (n - 1) * (squares - sum_ * sum_ / n)), else_=alone)

    return joined.group_by("question", "period", "domain").aggregate(
        found=joined.found.sum(), strata=joined.count(), **{name: part(name).sum() for name in z}
    )
