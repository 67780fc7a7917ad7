"""The tables of STAMI's workbook that no screen has: the way from value to points, the data, the criteria."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from engine.criteria.model import Criteria, Criterion, Indicator
from engine.dataset.model import Dataset
from engine.dataset.tidy_rows import values_table
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.table import Cell, Column, Table, percent_in_words
from engine.results.basis import unit_in_words
from engine.results.indicator_labels import indicator_name
from engine.results.ranking import industry_at
from engine.results.tree_places import Node, tree_order
from engine.scoring.ranking import UNRANKED
from engine.scoring.score import Scores
from engine.selection.constraint_words import condition_in_words
from engine.selection.portfolio_problem import SelectionProblem


def steps_table(scores: Scores, locale: Locale = DEFAULT_LOCALE) -> Table:
    """The way from raw value to points: one row for each industry and each place in the tree."""
    columns = (
        Column("rank", locale.text("report.rank"), "integer"),
        Column("name", locale.text("report.industry")),
        Column("node", locale.text("report.criterion")),
        Column("parent", locale.text("report.part_of")),
        Column("raw", locale.text("report.raw"), "number", 2),
        Column("unit", locale.text("report.unit")),
        Column("period", locale.text("report.period"), "period"),
        Column("quality", locale.text("report.quality")),
        Column("sources", locale.text("export.source_numbers")),
        Column("value", locale.text("report.value_0_1"), "number", 3),
        Column("weight", locale.text("report.weight_in_parent"), "share"),
        Column("points", locale.text("report.points"), "number", 2),
    )
    places = [node for node in tree_order(scores.criteria) if node.depth]
    numbers = source_numbers(scores.dataset)
    rows = tuple(_step(scores, position, node, numbers, locale) for position in scores.order for node in places)
    return Table("", columns, rows)


def source_numbers(dataset: Dataset) -> dict[str, int]:
    """What people's files call each source by: its place in the table of sources; those not described come last."""
    columns = [column for periods in dataset.columns.values() for column in periods.values()]
    used = {source for column in columns for ids in column.source_ids for source in ids}
    return {
        source: number
        for number, source in enumerate((*dataset.sources, *sorted(used - set(dataset.sources))), start=1)
    }


def numbered(ids: Iterable[str], numbers: Mapping[str, int]) -> str:
    """Sources by their numbers, in order."""
    return ", ".join(map(str, sorted(numbers[source] for source in ids)))


def _step(scores: Scores, index: int, node: Node, numbers: Mapping[str, int], locale: Locale) -> tuple[Cell, ...]:
    industry, column = industry_at(scores, index), scores.columns.get(node.id)
    position = scores.dataset.position[industry.industry_id]
    ranked = int(scores.ranks[index]) != UNRANKED
    raw: tuple[Cell, ...] = (None,) * 5
    if column is not None:
        quality = column.quality_of(position)
        raw = (
            _number(column.values[position]),
            unit_in_words(column.unit, locale),
            column.period,
            locale.text(f"report.quality_{quality or 'missing'}"),
            numbered(column.source_ids[position], numbers),
        )
    values = scores.nodes.get(node.id, scores.normalised.get(node.id))
    points = None
    if node.depth == 1 and scores.contributions is not None and ranked and values is not None:
        points = _number(scores.contributions[index, scores.root_members.index(node.id)])
    return (
        int(scores.ranks[index]) if ranked else None,
        industry.name(locale),
        scores.criteria.label(node.id, locale),
        scores.criteria.label(node.parent, locale),
        *raw,
        None if values is None else _number(values[index]),
        node.weight,
        points,
    )


def data_table(scores: Scores, locale: Locale = DEFAULT_LOCALE) -> Table:
    """Every value of the data set with period, unit, error, sample, quality, source and the groups it came from."""
    columns = (
        Column("industry_id", locale.text("report.industry_id")),
        Column("name", locale.text("report.industry")),
        Column("indicator_id", locale.text("report.indicator_id")),
        Column("indicator", locale.text("report.indicator")),
        Column("period", locale.text("report.period"), "period"),
        Column("value", locale.text("report.value"), "number", 2),
        Column("unit", locale.text("report.unit")),
        Column("se", locale.text("report.se"), "number", 2),
        Column("n", locale.text("report.n"), "integer"),
        Column("quality", locale.text("report.quality")),
        Column("source_ids", locale.text("report.source_ids")),
        Column("source_numbers", locale.text("export.source_numbers"), screen=False, data=False, sheet=True),
        Column("groups", locale.text("report.groups")),
    )
    numbers = source_numbers(scores.dataset)
    names = {industry.industry_id: industry.name(locale) for industry in scores.dataset.industries}
    rows = tuple(
        (
            row.industry_id,
            names[row.industry_id],
            row.indicator_id,
            _label(scores.criteria, row.indicator_id, locale),
            row.period,
            row.value,
            unit_in_words(row.unit, locale),
            row.se,
            row.n,
            locale.text(f"report.quality_{row.quality}"),
            " ".join(row.source_ids),
            numbered(row.source_ids, numbers),
            ", ".join(row.groups),
        )
        for row in values_table(scores.dataset)
    )
    return Table("", columns, rows)


def industries_table(scores: Scores, locale: Locale = DEFAULT_LOCALE) -> Table:
    """Every industry with its codes, status, sector and jobs."""
    columns = (
        Column("industry_id", locale.text("report.industry_id")),
        Column("name", locale.text("report.industry")),
        Column("status", locale.text("report.status")),
        Column("sector", locale.text("report.sector")),
        Column("section", locale.text("report.section")),
        Column("sn2007_prefixes", locale.text("report.sn2007")),
        Column("jobs", locale.text("report.jobs"), "integer"),
        Column("jobs_quality", locale.text("report.jobs_quality")),
        Column("members", locale.text("report.members"), sheet=False),
    )
    rows = tuple(
        (
            industry.industry_id,
            industry.name(locale),
            industry.status and locale.text(f"report.status_{industry.status}"),
            industry.sector and locale.text(f"selection.{industry.sector}"),
            industry.section,
            " ".join(industry.sn2007_prefixes),
            industry.jobs,
            industry.jobs_quality and locale.text(f"report.quality_{industry.jobs_quality}"),
            " ".join(industry.members),
        )
        for industry in scores.dataset.industries
    )
    return Table("", columns, rows)


def sources_table(scores: Scores, locale: Locale = DEFAULT_LOCALE) -> Table:
    """Every source of the data set, with the number that people's files call it by."""
    keys = ("source_id", "title", "publisher", "published", "reference")
    number = Column("number", locale.text("export.source_number"), "integer", screen=False, data=False, sheet=True)
    columns = (
        number,
        *(
            Column(
                key,
                locale.text(f"report.source_{key}"),
                "period" if key == "title" else "text",  # quarters are read in the title
                screen=key != "source_id",
            )
            for key in keys
        ),
    )
    known = scores.dataset.sources
    rows = tuple(
        (source_number, source, *(getattr(known[source], key) for key in keys[1:]))
        if source in known
        else (source_number, source, source, None, None, None)
        for source, source_number in source_numbers(scores.dataset).items()
    )
    return Table("", columns, rows)


def criteria_table(scores: Scores, locale: Locale = DEFAULT_LOCALE) -> Table:
    """The criteria tree with weights, rules, goalposts and notes, one row a place."""
    keys = ("criterion", "id", "own_weight", "normalised_weight", "rule", "low", "high", "unit", "period", "note")
    forms = {
        "own_weight": "number",
        "normalised_weight": "share",
        "low": "number",
        "high": "number",
        "period": "period",
    }
    columns = tuple(
        Column(key, locale.text(f"report.{key}"), forms.get(key, "text"), 2, screen=key != "id", sheet=key != "id")
        for key in keys
    )
    rows = tuple(_place(scores, node, locale) for node in tree_order(scores.criteria))
    return Table("", columns, rows)


def _place(scores: Scores, node: Node, locale: Locale) -> tuple[Cell, ...]:
    criteria = scores.criteria
    declared = criteria.criteria.get(node.id) or criteria.indicators[node.id]
    low = high = None
    period = unit = ""
    if isinstance(declared, Indicator):
        low, high = declared.normalise.low, declared.normalise.high
        period, unit = scores.columns[node.id].period, unit_in_words(scores.columns[node.id].unit, locale)
    return (
        "    " * node.depth + criteria.label(node.id, locale),
        node.id,
        node.own_weight,
        node.weight,
        rule_in_words(declared, locale),
        low,
        high,
        unit,
        period,
        locale.written(declared, "note"),
    )


def rule_in_words(declared: Criterion | Indicator, locale: Locale) -> str:
    """How a place gets its value."""

    def phrase(key: str, **fields: str) -> str:
        return locale.text(f"export.{key}", **fields)

    if isinstance(declared, Indicator):
        rule = declared.normalise
        parts = [phrase(f"rule_{rule.method}"), locale.text(f"workbook.{declared.direction}")]
        if declared.transform != "none":
            parts.append(phrase(f"transform_{declared.transform}"))
        if rule.method == "goalposts" and rule.clip:
            parts.append(phrase("clipped"))
        return ", ".join(parts)
    if declared.pairs:
        both = phrase(f"form_{declared.form}")
        if declared.high_quantile is None:
            return both
        share = percent_in_words(1 - declared.high_quantile, locale)
        return f"{both}; {phrase('high_quantile', share=share)}"
    return f"{phrase(f'rule_{declared.aggregate}')}; {phrase(f'missing_{declared.missing}')}"


def conditions_table(problem: SelectionProblem, locale: Locale = DEFAULT_LOCALE) -> Table:
    """Every condition of the selection in words."""
    columns = (
        Column("condition", locale.text("report.condition_id"), sheet=False),
        Column("words", locale.text("report.condition")),
    )
    rows = tuple((condition.id, condition_in_words(problem, condition, locale)) for condition in problem.conditions)
    return Table(locale.text("report.conditions"), columns, rows)


def clipped_table(scores: Scores, locale: Locale = DEFAULT_LOCALE) -> Table:
    """Every value beyond its goalposts, and what it counts as."""
    columns = (
        Column("industry_id", locale.text("report.industry_id")),
        Column("name", locale.text("report.industry")),
        Column("indicator", locale.text("report.indicator")),
        Column("period", locale.text("report.period"), "period"),
        Column("value", locale.text("report.value"), "number", 2),
        Column("limit", locale.text("report.counts_as"), "number", 2),
    )
    names = {industry.industry_id: industry.name(locale) for industry in scores.dataset.industries}
    rows = tuple(
        (
            clipped.industry_id,
            names[clipped.industry_id],
            scores.criteria.label(clipped.indicator_id, locale),
            clipped.period,
            clipped.value,
            clipped.limit,
        )
        for clipped in scores.clipped
    )
    return Table("", columns, rows)


def _label(criteria: Criteria, indicator: str, locale: Locale) -> str:
    """The indicator's name; one that the criteria do not ask for has the name that other shipped files give it."""
    return indicator_name(criteria, indicator, locale)


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
