"""The tables of STAMI's workbook that no screen has: the way from value to points, the data, the criteria."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from engine.criteria.model import Criteria, Criterion, Indicator
from engine.dataset.model import Dataset
from engine.dataset.tidy_rows import values_table
from engine.foundation.locale import text, written
from engine.output.table import Cell, Column, Table, percent_in_words
from engine.results.indicator_labels import indicator_name
from engine.results.ranking import industry_at, unit_in_words
from engine.results.tree_places import Node, tree_order
from engine.scoring.ranking import UNRANKED
from engine.scoring.score import Scores
from engine.selection.constraint_words import condition_in_words
from engine.selection.portfolio_problem import SelectionProblem


def steps_table(scores: Scores, language: str = "nb") -> Table:
    """The way from raw value to points: one row for each industry and each place in the tree."""
    columns = (
        Column("rank", text("report.rank", language), "integer"),
        Column("name", text("report.industry", language)),
        Column("node", text("report.criterion", language)),
        Column("parent", text("report.part_of", language)),
        Column("raw", text("report.raw", language), "number", 2),
        Column("unit", text("report.unit", language)),
        Column("period", text("report.period", language)),
        Column("quality", text("report.quality", language)),
        Column("sources", text("export.source_numbers", language)),
        Column("value", text("report.value_0_1", language), "number", 3),
        Column("weight", text("report.weight_in_parent", language), "share"),
        Column("points", text("report.points", language), "number", 2),
    )
    places = [node for node in tree_order(scores.criteria) if node.depth]
    numbers = source_numbers(scores.dataset)
    rows = tuple(_step(scores, at, node, numbers, language) for at in scores.order for node in places)
    return Table("", columns, rows)


def source_numbers(dataset: Dataset) -> dict[str, int]:
    """What people's files call each source by: its place in the table of sources; those not described come last."""
    columns = [column for periods in dataset.columns.values() for column in periods.values()]
    used = {source for column in columns for ids in column.source_ids for source in ids}
    return {one: at for at, one in enumerate((*dataset.sources, *sorted(used - set(dataset.sources))), start=1)}


def numbered(ids: Iterable[str], numbers: Mapping[str, int]) -> str:
    """Sources by their numbers, in order."""
    return ", ".join(map(str, sorted(numbers[one] for one in ids)))


def _step(scores: Scores, at: int, node: Node, numbers: Mapping[str, int], language: str) -> tuple[Cell, ...]:
    industry, column = industry_at(scores, at), scores.columns.get(node.id)
    position = scores.dataset.position[industry.industry_id]
    ranked = int(scores.ranks[at]) != UNRANKED
    raw: tuple[Cell, ...] = (None,) * 5
    if column is not None:
        quality = column.quality_of(position)
        raw = (
            _number(column.values[position]),
            unit_in_words(column.unit, language),
            column.period,
            text(f"report.quality_{quality or 'missing'}", language),
            numbered(column.source_ids[position], numbers),
        )
    values = scores.nodes.get(node.id, scores.normalised.get(node.id))
    points = None
    if node.depth == 1 and scores.contributions is not None and ranked and values is not None:
        points = _number(scores.contributions[at, scores.root_members.index(node.id)])
    return (
        int(scores.ranks[at]) if ranked else None,
        industry.name(language),
        scores.criteria.label(node.id, language),
        scores.criteria.label(node.parent, language),
        *raw,
        None if values is None else _number(values[at]),
        node.weight,
        points,
    )


def data_table(scores: Scores, language: str = "nb") -> Table:
    """Every value of the data set with period, unit, error, sample, quality, source and the groups it came from."""
    columns = (
        Column("industry_id", text("report.industry_id", language)),
        Column("name", text("report.industry", language)),
        Column("indicator_id", text("report.indicator_id", language)),
        Column("indicator", text("report.indicator", language)),
        Column("period", text("report.period", language)),
        Column("value", text("report.value", language), "number", 2),
        Column("unit", text("report.unit", language)),
        Column("se", text("report.se", language), "number", 2),
        Column("n", text("report.n", language), "integer"),
        Column("quality", text("report.quality", language)),
        Column("source_ids", text("report.source_ids", language)),
        Column("source_numbers", text("export.source_numbers", language), screen=False, data=False, sheet=True),
        Column("groups", text("report.groups", language)),
    )
    numbers = source_numbers(scores.dataset)
    names = {industry.industry_id: industry.name(language) for industry in scores.dataset.industries}
    rows = tuple(
        (
            one.industry_id,
            names[one.industry_id],
            one.indicator_id,
            _label(scores.criteria, one.indicator_id, language),
            one.period,
            one.value,
            unit_in_words(one.unit, language),
            one.se,
            one.n,
            text(f"report.quality_{one.quality}", language),
            " ".join(one.source_ids),
            numbered(one.source_ids, numbers),
            ", ".join(one.groups),
        )
        for one in values_table(scores.dataset)
    )
    return Table("", columns, rows)


def industries_table(scores: Scores, language: str = "nb") -> Table:
    """Every industry with its codes, status, sector and jobs."""
    columns = (
        Column("industry_id", text("report.industry_id", language)),
        Column("name", text("report.industry", language)),
        Column("status", text("report.status", language)),
        Column("sector", text("report.sector", language)),
        Column("section", text("report.section", language)),
        Column("sn2007_prefixes", text("report.sn2007", language)),
        Column("jobs", text("report.jobs", language), "integer"),
        Column("jobs_quality", text("report.jobs_quality", language)),
        Column("members", text("report.members", language), sheet=False),
    )
    rows = tuple(
        (
            one.industry_id,
            one.name(language),
            one.status and text(f"report.status_{one.status}", language),
            one.sector and text(f"selection.{one.sector}", language),
            one.section,
            " ".join(one.sn2007_prefixes),
            one.jobs,
            one.jobs_quality and text(f"report.quality_{one.jobs_quality}", language),
            " ".join(one.members),
        )
        for one in scores.dataset.industries
    )
    return Table("", columns, rows)


def sources_table(scores: Scores, language: str = "nb") -> Table:
    """Every source of the data set, with the number that people's files call it by."""
    keys = ("source_id", "title", "publisher", "published", "reference")
    number = Column("number", text("export.source_number", language), "integer", screen=False, data=False, sheet=True)
    columns = (
        number,
        *(Column(key, text(f"report.source_{key}", language), screen=key != "source_id") for key in keys),
    )
    known = scores.dataset.sources
    rows = tuple(
        (at, one, *(getattr(known[one], key) for key in keys[1:])) if one in known else (at, one, one, None, None, None)
        for one, at in source_numbers(scores.dataset).items()
    )
    return Table("", columns, rows)


def criteria_table(scores: Scores, language: str = "nb") -> Table:
    """The criteria tree with weights, rules, goalposts and notes, one row a place."""
    keys = ("criterion", "id", "own_weight", "normalised_weight", "rule", "low", "high", "unit", "period", "note")
    forms = {"own_weight": "number", "normalised_weight": "share", "low": "number", "high": "number"}
    columns = tuple(
        Column(key, text(f"report.{key}", language), forms.get(key, "text"), 2, sheet=key != "id") for key in keys
    )
    rows = tuple(_place(scores, node, language) for node in tree_order(scores.criteria))
    return Table("", columns, rows)


def _place(scores: Scores, node: Node, language: str) -> tuple[Cell, ...]:
    criteria = scores.criteria
    declared = criteria.criteria.get(node.id) or criteria.indicators[node.id]
    low = high = None
    period = unit = ""
    if isinstance(declared, Indicator):
        low, high = declared.normalise.low, declared.normalise.high
        period, unit = scores.columns[node.id].period, unit_in_words(scores.columns[node.id].unit, language)
    return (
        "    " * node.depth + criteria.label(node.id, language),
        node.id,
        node.own_weight,
        node.weight,
        rule_in_words(declared, language),
        low,
        high,
        unit,
        period,
        written(declared, "note", language),
    )


def rule_in_words(declared: Criterion | Indicator, language: str) -> str:
    """How a place gets its value."""

    def said(key: str, **fields: str) -> str:
        return text(f"export.{key}", language, **fields)

    if isinstance(declared, Indicator):
        rule = declared.normalise
        parts = [said(f"rule_{rule.method}"), text(f"workbook.{declared.direction}", language)]
        if declared.transform != "none":
            parts.append(said(f"transform_{declared.transform}"))
        if rule.method == "goalposts" and rule.clip:
            parts.append(said("clipped"))
        return ", ".join(parts)
    if declared.pairs:
        both = said(f"form_{declared.form}")
        if declared.high_quantile is None:
            return both
        share = percent_in_words(1 - declared.high_quantile, language)
        return f"{both}; {said('high_quantile', share=share)}"
    return f"{said(f'rule_{declared.aggregate}')}; {said(f'missing_{declared.missing}')}"


def conditions_table(problem: SelectionProblem, language: str = "nb") -> Table:
    """Every condition of the selection in words."""
    columns = (
        Column("condition", text("report.condition_id", language), sheet=False),
        Column("words", text("report.condition", language)),
    )
    rows = tuple((one.id, condition_in_words(problem, one, language)) for one in problem.conditions)
    return Table(text("report.conditions", language), columns, rows)


def clipped_table(scores: Scores, language: str = "nb") -> Table:
    """Every value beyond its goalposts, and what it counts as."""
    columns = (
        Column("industry_id", text("report.industry_id", language)),
        Column("name", text("report.industry", language)),
        Column("indicator", text("report.indicator", language)),
        Column("period", text("report.period", language)),
        Column("value", text("report.value", language), "number", 2),
        Column("limit", text("report.counts_as", language), "number", 2),
    )
    names = {one.industry_id: one.name(language) for one in scores.dataset.industries}
    rows = tuple(
        (
            one.industry_id,
            names[one.industry_id],
            scores.criteria.label(one.indicator_id, language),
            one.period,
            one.value,
            one.limit,
        )
        for one in scores.clipped
    )
    return Table("", columns, rows)


def _label(criteria: Criteria, indicator: str, language: str) -> str:
    """The indicator's name; one that the criteria do not ask for has the name that other shipped files give it."""
    return indicator_name(criteria, indicator, language)


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
