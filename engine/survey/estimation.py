"""Prevalences and joint figures by industry: the whole way from a file and its specification to what may be shown."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.dataset.model import Dataset
from engine.survey.backend import DUCKDB, Backend, opened_backend
from engine.survey.estimators import Figure, prevalence, standardised
from engine.survey.files import opened_file
from engine.survey.intervals import share_interval
from engine.survey.pair_figures import PAIR_FIGURES, JointEstimate
from engine.survey.respondents import Respondents, respondents
from engine.survey.rounding import Interval, rounded, rounded_interval
from engine.survey.shrinkage import shrunk, smoothed_variances
from engine.survey.specification import Pair, Specification, Variable
from engine.survey.standardisation import standard_weights
from engine.survey.suppressed_questions import not_shown
from engine.survey.variance import Precision, precisions, strata
from engine.survey.weighted_counts import Question, Totals, questions_of, totals, weighted_cells


@dataclass(frozen=True, slots=True)
class Estimate:
    """One variable in one industry or group of codes and period; shares 0..1. All is None where it is ``hidden``.

    Parameters
    ----------
    industry_id, sn2007_group
        What it is about; the other is None. Both are for all industries together.
    se, design_effect, effective_n
        The standard error the design gives, its square over that of a simple random sample, and ``n`` over that.
    shrunk, own_share
        The value drawn towards the mean of industries, and how much of it is the industry's own. None where there are
        too few industries to tell how much they differ.
    standardised
        Standardised for age and sex. None where the specification asks for none or a group has too few respondents.
    """

    period: str
    industry_id: str | None
    indicator_id: str
    sn2007_group: str | None = None
    hidden: bool = False
    n: int | None = None
    value: float | None = None
    se: float | None = None
    interval: Interval | None = None
    design_effect: float | None = None
    effective_n: float | None = None
    shrunk: float | None = None
    shrunk_se: float | None = None
    own_share: float | None = None
    standardised: float | None = None
    standardised_se: float | None = None


@dataclass(frozen=True, slots=True)
class Prevalences:
    """Everything that may be shown of a microdata file.

    Parameters
    ----------
    respondents, without_industry, weightless, outside_subpopulation
        The rows of the file, and those that belong to no industry, weigh nothing, and are outside the subpopulation:
        they count in the design, and those of no industry in the group of their code, and nowhere else.
    groups, partly
        The divisions and sections there are estimates of, and whether they hold respondents of no industry.
    declared_missing
        ``{indicator_id: rows}`` with an answer that is valid by the specification and missing by the file itself.
    """

    file: str
    specification: Specification
    periods: tuple[str, ...]
    industry_ids: tuple[str, ...]
    estimates: tuple[Estimate, ...]
    joint: tuple[JointEstimate, ...]
    respondents: int
    without_industry: int
    groups: tuple[str, ...] = ()
    partly: bool = False
    weightless: int = 0
    outside_subpopulation: int = 0
    declared_missing: Mapping[str, int] = field(default_factory=dict)

    @property
    def figures(self) -> tuple[Estimate | JointEstimate, ...]:
        """Estimates, then joint ones."""
        return (*self.estimates, *self.joint)


def prevalences(
    file: Path | str,
    specification: Specification,
    dataset: Dataset,
    backend: str = DUCKDB,
    spark_master: str | None = None,
) -> Prevalences:
    """Prevalences of a microdata file in the industries of ``dataset``.

    Parameters
    ----------
    file
        One row a respondent: Parquet (or a folder of it), CSV, SPSS (``.sav``) or Stata (``.dta``).
    backend, spark_master
        ``duckdb`` in this process, or ``spark`` on the cluster of that address (this machine where none is given).

    Raises
    ------
    InputError
        With the column and the number of rows that are not as specified, never with what they hold.
    MissingExtraError
        Spark is asked for and not installed.
    """
    with opened_backend(backend, str(file), spark_master) as opened:
        raw = opened_file(Path(file), specification, opened)
        codes = [code.sn2007 for code in dataset.codes]
        of = opened.quiet(lambda: respondents(raw.table, specification, dataset.industries, opened, codes))
        return replace(_estimated(of, specification, opened), declared_missing=raw.declared_missing)


def _estimated(of: Respondents, specification: Specification, backend: Backend) -> Prevalences:
    questions = questions_of(specification.variables, specification.pairs)
    standard = specification.standard
    weights = standard_weights(standard, of, backend) if standard else None
    drawn = strata(of, specification, backend)
    cells = weighted_cells(of, questions, backend)
    counted = totals(cells, of, questions, standard.groups if standard else 0, backend)
    figures = [
        [_figures(question, summed.weight[index], weights) for index in range(len(of.periods))]
        for question, summed in zip(questions, counted, strict=True)
    ]
    known = precisions(questions, figures, cells, of, drawn, specification, backend)
    estimates: list[Estimate] = []
    joint: list[JointEstimate] = []
    hidden_figures = not_shown(of, questions, counted, specification, backend)
    for question, summed in zip(questions, counted, strict=True):
        table = _Table(of, specification, summed, figures[question.at], known[question.at], hidden_figures[question.at])
        if question.cells == 2:
            estimates += _variable_rows(specification.variables[question.at], table)
        else:
            joint += _pair_rows(specification.pairs[question.at - len(specification.variables)], table)
    return Prevalences(
        backend.file,
        specification,
        of.periods,
        of.industries,
        tuple(estimates),
        tuple(joint),
        of.rows,
        of.without_industry,
        of.groups,
        of.partly,
        of.weightless,
        of.outside,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """One question's figures, their precision and what is not shown, by the domains of ``of``."""

    of: Respondents
    specification: Specification
    totals: Totals
    figures: Sequence[Sequence[Figure]]
    precision: Precision
    not_shown: NDArray[np.bool_]

    def places(self) -> Iterator[tuple[int, int, str, str | None, str | None]]:
        """Positions of every period and domain, the period, and the industry or group; neither for all together."""
        domains = (
            [(industry, None) for industry in self.of.industries]
            + [(None, group) for group in self.of.groups]
            + [(None, None)]
        )
        for index, period in enumerate(self.of.periods):
            for domain, (industry_id, group) in enumerate(domains):
                yield index, domain, period, industry_id, group


def _figures(question: Question, weight: NDArray[np.float64], standard: NDArray[np.float64] | None) -> list[Figure]:
    if question.cells == 4:
        return [figure.of(weight) for figure in PAIR_FIGURES]
    return [prevalence(weight), *([standardised(weight, standard)] if standard is not None else [])]


def _variable_rows(variable: Variable, table: _Table) -> list[Estimate]:
    n = table.totals.n
    rows = []
    for index, domain, period, industry_id, group in table.places():
        hide = bool(table.not_shown[index, domain])
        empty = Estimate(period, industry_id, variable.indicator_id, group, hidden=hide)
        rows.append(empty if empty.hidden else _estimate(empty, table, n[index, domain], index, domain))
    return _with_shrunk(rows, table.of.periods)


def _estimate(empty: Estimate, table: _Table, n: NDArray[np.int64], index: int, domain: int) -> Estimate:
    size, figures = int(n.sum()), table.figures[index]
    value, variance = float(figures[0].value[domain]), float(table.precision.variance[0, index, domain])
    freedom = int(table.precision.degrees_of_freedom[index, domain])
    simple = value * (1 - value) / (size - 1)
    effect = variance / simple if simple > 0 else math.nan
    estimate = replace(
        empty,
        n=size,
        value=rounded(value),
        se=rounded(math.sqrt(variance)),
        interval=rounded_interval(share_interval(value, variance, freedom)),
        design_effect=rounded(effect),
        effective_n=rounded(size / effect) if effect > 0 else None,
    )
    fewest = table.specification.minimums.group
    if len(figures) == 1 or empty.industry_id is None or (n[:-1].sum(axis=1)[_used(figures[1], domain)] < fewest).any():
        return estimate
    return replace(
        estimate,
        standardised=rounded(float(figures[1].value[domain])),
        standardised_se=rounded(math.sqrt(table.precision.variance[1, index, domain])),
    )


def _used(figure: Figure, domain: int) -> NDArray[np.bool_]:
    """Groups of age and sex that the standard has; one without respondents has no finite coefficient."""
    return np.asarray((figure.coefficients[domain, :-1] != 0).any(axis=1))


def _with_shrunk(rows: list[Estimate], periods: Sequence[str]) -> list[Estimate]:
    """Shrunk values, from those that are shown only: the others could be worked out from the model's mean."""
    done = {(row.period, row.industry_id, row.sn2007_group): row for row in rows}
    for period in periods:
        shown = [row for row in rows if row.period == period and row.industry_id and row.effective_n]
        if not shown:
            continue
        values, n, effect = (
            np.array([getattr(row, name) for row in shown], dtype=np.float64)
            for name in ("value", "n", "design_effect")
        )
        model = shrunk(values, smoothed_variances(values, n, effect))
        for index, row in enumerate(shown if model else ()):
            assert model is not None
            done[row.period, row.industry_id, None] = replace(
                row,
                shrunk=rounded(float(model.value[index])),
                shrunk_se=rounded(float(model.se[index])),
                own_share=rounded(float(model.own_share[index])),
            )
    return list(done.values())


def _pair_rows(pair: Pair, table: _Table) -> list[JointEstimate]:
    n = table.totals.n.sum(axis=(2, 3))
    rows = []
    for index, domain, period, industry_id, group in table.places():
        if group is not None:
            continue
        hide = bool(table.not_shown[index, domain])
        row = JointEstimate(period, industry_id, pair.exposure, pair.complaint, hidden=hide)
        if not hide:
            freedom = int(table.precision.degrees_of_freedom[index, domain])
            figures = zip(PAIR_FIGURES, table.figures[index], table.precision.variance[:, index, domain], strict=False)
            told = [
                kind.told(float(figure.value[domain]), float(variance), freedom) for kind, figure, variance in figures
            ]
            row = replace(
                row, n=int(n[index, domain]), **{name: value for values in told for name, value in values.items()}
            )
        rows.append(row)
    return rows
