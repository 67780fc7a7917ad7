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
    *(name for one in PAIR_FIGURES if not one.ratio for name in (one.name, f"{one.name}_se", *one.ends)),
)
INTERVALS = {
    "interval": ("low", "high"),
    **{one.interval: one.ends for one in PAIR_FIGURES},
}
NAMED = ("period", "industry_id", "sn2007_group", "indicator_id", "exposure", "complaint", "hidden")
FLAT_ONLY = (
    *("effective_n", "shrunk_se", "standardised_se", "joint_low", "joint_high"),
    *(f"{one.name}_se" for one in PAIR_FIGURES),
)


def prevalence_answer(
    found: Prevalences,
    names: Names,
    locale: Locale = DEFAULT_LOCALE,
    written: tuple[Path, tuple[str, ...]] | None = None,
) -> Answer:
    """The answer of ``prevalence``: tables a variable and a pair each, or JSON, or one flat table.

    ``names`` are those of the industries; ``written`` the folder that was written and its indicators.
    """

    def screen() -> str:
        first = [locale.text("report.synthetic_first")] if found.specification.synthetic else []
        if written:
            folder, ids = written
            first.append(locale.text("microdata.written", folder=folder, ids=", ".join(ids)))
        *tables, last = result_tables(found, names, locale)
        last = Table(last.title, last.columns, last.rows, notes(found, locale))
        return "\n".join([*(f"{line}\n" for line in first), *(text_table(one, locale) for one in (*tables, last))])

    return Answer(screen, lambda: prevalence_json(found), lambda: flat_table(found))


def prevalence_json(found: Prevalences) -> dict[str, Any]:
    """What ``prevalence`` gives: shares 0..1, null for everything that is hidden."""
    specification = found.specification
    return {
        "synthetic": specification.synthetic,
        "quality": quality(found),
        "source": asdict(specification.source),
        "periods": list(found.periods),
        "respondents": found.respondents,
        "without_industry": found.without_industry,
        "zero_weight": found.weightless,
        "subpopulation": {column: list(values) for column, values in specification.subpopulation},
        "outside_subpopulation": found.outside_subpopulation,
        "declared_missing": dict(found.declared_missing),
        "minimums": asdict(specification.minimums),
        "labels": {
            one.indicator_id: {f"label_{tag}": getattr(one, f"label_{tag}") for tag in LANGUAGES}
            for one in specification.variables
        },
        "estimates": [_json(one) for one in found.estimates],
        "joint": [_json(one) for one in found.joint],
    }


def result_tables(found: Prevalences, names: Names, locale: Locale) -> list[Table]:
    """A table a variable and period, then one a pair and period; of divisions and sections those that are shown."""
    labels = {one.indicator_id: one.label(locale) for one in found.specification.variables}
    tables = []
    for period in found.periods:
        written = locale.period(period)
        for variable in found.specification.variables:
            rows = [
                one
                for one in found.estimates
                if (one.indicator_id, one.period) == (variable.indicator_id, period)
                and not (one.hidden and one.sn2007_group)
            ]
            title = locale.text(
                "microdata.prevalence_title", label=labels[variable.indicator_id], period=locale.period(period)
            )
            tables.append(_table(title, rows, names, locale))
        for pair in found.specification.pairs:
            both = [
                one
                for one in found.joint
                if (one.exposure, one.complaint, one.period) == (*asdict(pair).values(), period)
            ]
            sides = {"exposure": labels[pair.exposure], "complaint": labels[pair.complaint]}
            tables.append(_table(locale.text("microdata.joint_title", period=written, **sides), both, names, locale))
    return tables


def flat_table(found: Prevalences) -> Table:
    """Every figure in one table, shares 0..1 as in JSON; every row says its quality and whether it is made up."""
    of_estimate, of_joint = _values(Estimate("", None, "")), _values(JointEstimate("", None, "", ""))
    measured = list(dict.fromkeys([*of_estimate, *of_joint]))
    keys = [*NAMED, *measured]
    rows = []
    for one in found.figures:
        known = {**asdict(one), **_values(one)}
        stated = (quality(found), found.specification.synthetic, found.specification.source.source_id)
        rows.append((*(known.get(key) for key in keys), *stated))
    columns = tuple(Column(key, key) for key in (*keys, "quality", "synthetic", "source_id"))
    return Table("", columns, tuple(rows))


def notes(found: Prevalences, locale: Locale) -> tuple[str, ...]:
    """What must be said with the figures."""
    specification, columns, least = found.specification, found.specification.columns, found.specification.minimums
    design = [part for part, there in (("strata", columns.stratum), ("psu", columns.psu)) if there] or ["simple"]
    hidden = sum(one.hidden for one in found.figures)
    said = [
        locale.text(
            "microdata.note_design",
            design=", ".join(locale.text(f"microdata.design_{part}") for part in design),
            source=specification.source.title,
            respondents=locale.number(found.respondents, 0),
            without=locale.number(found.without_industry, 0),
        ),
        locale.text("microdata.note_hidden", n=least.n, cases=least.cases, count=hidden),
    ]
    labels = {one.indicator_id: one.label(locale) for one in specification.variables}
    if specification.subpopulation:
        conditions = "; ".join(
            f"{column} = {', '.join(one if isinstance(one, str) else f'{one:g}' for one in values)}"
            for column, values in specification.subpopulation
        )
        outside = locale.number(found.outside_subpopulation, 0)
        said.append(locale.text("microdata.note_subpopulation", conditions=conditions, outside=outside))
    if found.weightless:
        said.append(locale.text("microdata.note_weightless", rows=locale.number(found.weightless, 0)))
    for indicator_id, rows in found.declared_missing.items():
        more = {"label": labels[indicator_id], "rows": locale.number(rows, 0)}
        said.append(locale.text("microdata.note_declared_missing", **more))
    if found.groups:
        said.append(locale.text("microdata.note_groups"))
    if any(one.shrunk is not None for one in found.estimates):
        said.append(locale.text("microdata.note_shrunk"))
    if specification.standard:
        which = "given" if specification.standard.population else "own"
        first = locale.number(specification.standard.age_groups[0], 0)
        standard = locale.text(f"microdata.standard_{which}", first=first)
        said.append(locale.text("microdata.note_standardised", standard=standard, group=least.group))
    if specification.pairs:
        said.append(locale.text("microdata.note_joint"))
    return tuple(said)


def _json(one: Estimate | JointEstimate) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(one).items()}


def _values(one: Estimate | JointEstimate) -> dict[str, Cell]:
    """The measured fields in the order of the type, intervals as two."""
    found: dict[str, Cell] = {}
    for key, value in asdict(one).items():
        if key in INTERVALS:
            found |= dict(zip(INTERVALS[key], value or (None, None), strict=True))
        elif key not in NAMED:
            found[key] = value
    return found


def _name(one: Estimate | JointEstimate, names: Names, everybody: str) -> str:
    group = one.sn2007_group if isinstance(one, Estimate) else None
    return f"SN2007 {group}" if group else names.get(one.industry_id or "", everybody)


def _percent(values: Mapping[str, Any]) -> dict[str, Cell]:
    """The same for a screen, shares in per cent."""
    return {key: 100 * value if key in PERCENT and value is not None else value for key, value in values.items()}


def _table(title: str, rows: list[Any], names: Names, locale: Locale) -> Table:
    values = [_percent(_values(one)) for one in rows]
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
            (_name(one, names, everybody), *(row[key] for key in keys)) for one, row in zip(rows, values, strict=True)
        ),
    )
