"""Prevalences from microdata as JSON, tables and one flat table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from engine.foundation.locale import DEFAULT_LOCALE, LANGUAGES, Locale
from engine.output.table import Cell, Column, Table, text_table
from engine.results.renderers import Answer
from engine.survey.estimation import Estimate, Prevalences
from engine.survey.pair_figures import PAIR_FIGURES, JointEstimate
from engine.survey.prevalence_folder import quality

Names = Mapping[str, str]

PERCENT = (
    *("value", "se", "low", "high", "shrunk", "shrunk_se", "standardised", "standardised_se"),
    *(name for figure in PAIR_FIGURES if not figure.ratio for name in (figure.name, f"{figure.name}_se", *figure.ends)),
)
INTERVALS = {
    "interval": ("low", "high"),
    **{figure.interval: figure.ends for figure in PAIR_FIGURES},
}
NAMED = ("period", "industry_id", "sn2007_group", "indicator_id", "exposure", "complaint", "hidden")
FLAT_ONLY = (
    *("effective_n", "shrunk_se", "standardised_se", "joint_low", "joint_high"),
    *(f"{figure.name}_se" for figure in PAIR_FIGURES),
)


def prevalence_answer(
    prevalences: Prevalences,
    names: Names,
    locale: Locale = DEFAULT_LOCALE,
    written: tuple[Path, tuple[str, ...]] | None = None,
) -> Answer:
    """The answer of ``prevalence``: tables a variable and a pair each, or JSON, or one flat table.

    ``names`` are those of the industries; ``written`` the folder that was written and its indicators.
    """

    def screen() -> str:
        first = [locale.text("report.synthetic_first")] if prevalences.specification.synthetic else []
        if written:
            folder, ids = written
            first.append(locale.text("microdata.written", folder=folder, ids=", ".join(ids)))
        *tables, last = result_tables(prevalences, names, locale)
        last = Table(last.title, last.columns, last.rows, notes(prevalences, locale))
        return "\n".join([*(f"{line}\n" for line in first), *(text_table(table, locale) for table in (*tables, last))])

    return Answer(screen, lambda: prevalence_json(prevalences), lambda: flat_table(prevalences))


def prevalence_json(prevalences: Prevalences) -> dict[str, Any]:
    """What ``prevalence`` gives: shares 0..1, null for everything that is hidden."""
    specification = prevalences.specification
    return {
        "synthetic": specification.synthetic,
        "quality": quality(prevalences),
        "source": asdict(specification.source),
        "periods": list(prevalences.periods),
        "respondents": prevalences.respondents,
        "without_industry": prevalences.without_industry,
        "zero_weight": prevalences.weightless,
        "subpopulation": {column: list(values) for column, values in specification.subpopulation},
        "outside_subpopulation": prevalences.outside_subpopulation,
        "declared_missing": dict(prevalences.declared_missing),
        "minimums": asdict(specification.minimums),
        "labels": {
            variable.indicator_id: {f"label_{tag}": getattr(variable, f"label_{tag}") for tag in LANGUAGES}
            for variable in specification.variables
        },
        "estimates": [_json(estimate) for estimate in prevalences.estimates],
        "joint": [_json(estimate) for estimate in prevalences.joint],
    }


def result_tables(prevalences: Prevalences, names: Names, locale: Locale) -> list[Table]:
    """A table a variable and period, then one a pair and period; of divisions and sections those that are shown."""
    labels = {variable.indicator_id: variable.label(locale) for variable in prevalences.specification.variables}
    tables = []
    for period in prevalences.periods:
        for variable in prevalences.specification.variables:
            rows = [
                estimate
                for estimate in prevalences.estimates
                if (estimate.indicator_id, estimate.period) == (variable.indicator_id, period)
                and not (estimate.hidden and estimate.sn2007_group)
            ]
            title = locale.text("microdata.prevalence_title", label=labels[variable.indicator_id], period=period)
            tables.append(_table(title, rows, names, locale))
        for pair in prevalences.specification.pairs:
            both = [
                estimate
                for estimate in prevalences.joint
                if (estimate.exposure, estimate.complaint, estimate.period) == (*asdict(pair).values(), period)
            ]
            sides = {"exposure": labels[pair.exposure], "complaint": labels[pair.complaint]}
            tables.append(_table(locale.text("microdata.joint_title", period=period, **sides), both, names, locale))
    return tables


def flat_table(prevalences: Prevalences) -> Table:
    """Every figure in one table, shares 0..1 as in JSON; every row says its quality and whether it is made up."""
    of_estimate, of_joint = _values(Estimate("", None, "")), _values(JointEstimate("", None, "", ""))
    measured = list(dict.fromkeys([*of_estimate, *of_joint]))
    keys = [*NAMED, *measured]
    rows = []
    for figure in prevalences.figures:
        known = {**asdict(figure), **_values(figure)}
        stated = (quality(prevalences), prevalences.specification.synthetic, prevalences.specification.source.source_id)
        rows.append((*(known.get(key) for key in keys), *stated))
    columns = tuple(Column(key, key) for key in (*keys, "quality", "synthetic", "source_id"))
    return Table("", columns, tuple(rows))


def notes(prevalences: Prevalences, locale: Locale) -> tuple[str, ...]:
    """What must be said with the figures."""
    specification, columns, least = (
        prevalences.specification,
        prevalences.specification.columns,
        prevalences.specification.minimums,
    )
    design = [part for part, there in (("strata", columns.stratum), ("psu", columns.psu)) if there] or ["simple"]
    hidden = sum(figure.hidden for figure in prevalences.figures)
    sentences = [
        locale.text(
            "microdata.note_design",
            design=", ".join(locale.text(f"microdata.design_{part}") for part in design),
            source=specification.source.title,
            respondents=locale.number(prevalences.respondents, 0),
            without=locale.number(prevalences.without_industry, 0),
        ),
        locale.text("microdata.note_hidden", n=least.n, cases=least.cases, count=hidden),
    ]
    labels = {variable.indicator_id: variable.label(locale) for variable in specification.variables}
    if specification.subpopulation:
        conditions = "; ".join(
            f"{column} = {', '.join(value if isinstance(value, str) else f'{value:g}' for value in values)}"
            for column, values in specification.subpopulation
        )
        outside = locale.number(prevalences.outside_subpopulation, 0)
        sentences.append(locale.text("microdata.note_subpopulation", conditions=conditions, outside=outside))
    if prevalences.weightless:
        sentences.append(locale.text("microdata.note_weightless", rows=locale.number(prevalences.weightless, 0)))
    for indicator_id, rows in prevalences.declared_missing.items():
        more = {"label": labels[indicator_id], "rows": locale.number(rows, 0)}
        sentences.append(locale.text("microdata.note_declared_missing", **more))
    if prevalences.groups:
        sentences.append(locale.text("microdata.note_groups"))
    if any(estimate.shrunk is not None for estimate in prevalences.estimates):
        sentences.append(locale.text("microdata.note_shrunk"))
    if specification.standard:
        which = "given" if specification.standard.population else "own"
        first = locale.number(specification.standard.age_groups[0], 0)
        standard = locale.text(f"microdata.standard_{which}", first=first)
        sentences.append(locale.text("microdata.note_standardised", standard=standard, group=least.group))
    if specification.pairs:
        sentences.append(locale.text("microdata.note_joint"))
    return tuple(sentences)


def _json(estimate: Estimate | JointEstimate) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(estimate).items()}


def _values(estimate: Estimate | JointEstimate) -> dict[str, Cell]:
    """The measured fields in the order of the type, intervals as two."""
    cells: dict[str, Cell] = {}
    for key, value in asdict(estimate).items():
        if key in INTERVALS:
            cells |= dict(zip(INTERVALS[key], value or (None, None), strict=True))
        elif key not in NAMED:
            cells[key] = value
    return cells


def _name(estimate: Estimate | JointEstimate, names: Names, everybody: str) -> str:
    group = estimate.sn2007_group if isinstance(estimate, Estimate) else None
    return f"SN2007 {group}" if group else names.get(estimate.industry_id or "", everybody)


def _percent(values: Mapping[str, Any]) -> dict[str, Cell]:
    """The same for a screen, shares in per cent."""
    return {key: 100 * value if key in PERCENT and value is not None else value for key, value in values.items()}


def _table(title: str, rows: list[Any], names: Names, locale: Locale) -> Table:
    values = [_percent(_values(estimate)) for estimate in rows]
    keys = [key for key in values[0] if key not in FLAT_ONLY and any(row[key] is not None for row in values)]
    everybody = locale.text("microdata.everybody")
    columns = [Column("industry", locale.text("microdata.industry"))]
    columns += [
        Column(
            key,
            locale.text(f"microdata.{key}"),
            "integer" if key == "n" else "share" if key == "own_share" else "number",
            1 if key in PERCENT else 2,
        )
        for key in keys
    ]
    return Table(
        title,
        tuple(columns),
        tuple(
            (_name(estimate, names, everybody), *(row[key] for key in keys))
            for estimate, row in zip(rows, values, strict=True)
        ),
    )
