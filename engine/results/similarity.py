"""What transfers from today's programmes: the likeness of exposures as tables, sentences, JSON and a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from engine.criteria.model import Criteria
from engine.foundation.locale import text
from engine.output.table import Cell, Column, Table
from engine.output.workbook import Sheet
from engine.results.indicator_labels import columns_json, indicator_name
from engine.results.ranking import unit_in_words
from engine.results.renderers import Answer, Page, page
from engine.results.similarity_words import (
    industries_looked_at,
    industry_name,
    likeness_notes,
    names_of_kind,
    similar_notes,
    similar_sentences,
)
from engine.transfer.similarity import ALIKE, APART, BOTH_HIGH, DIFFERENT, Difference, Likeness, Similarity

COUNTED = {"high_both_count": "integer", "apart_count": "integer"}
LISTED = ("high_both", "apart")
"""How many exposures are high in both and how many differ, for a screen; which they are, for a file."""


def nearest_table(result: Similarity, criteria: Criteria, language: str = "nb") -> Table:
    """One row an industry: the programme industry it is most like, how surely, and by what."""
    forms = {"distance": "number", "nearest_share": "share", **COUNTED}
    keys = ("industry", "programme", "distance", "nearest_share", "shared", *COUNTED, *LISTED)
    return _table("title_similar", keys, forms, _nearest_rows(result, criteria, language), language)


def _nearest_rows(result: Similarity, criteria: Criteria, language: str) -> Iterator[tuple[Cell, ...]]:
    for industry, likenesses in result.likenesses.items():
        nearest = result.nearest(industry)
        if not nearest:
            shared = _shared(likenesses[0], result, language)
            yield (industry_name(result, industry, language), None, None, None, shared, 0, 0, "", "")
        for one in nearest:
            yield (
                industry_name(result, industry, language),
                industry_name(result, one.industry_id, language),
                one.distance,
                one.nearest_share,
                _shared(one, result, language),
                *_of_both_kinds(one, criteria, language),
            )


def programmes_table(result: Similarity, industry: str, criteria: Criteria, language: str = "nb") -> Table:
    """One industry beside every programme industry, the most alike first."""
    numbers = {"place": "integer", "distance": "number", "sampling_distance": "number", "nearest_share": "share"}
    forms = {**numbers, **COUNTED}
    keys = ("place", "programme", "distance", "sampling_distance", "nearest_share", "shared", *COUNTED, *LISTED)
    rows = (
        (
            one.place,
            industry_name(result, one.industry_id, language),
            one.distance,
            one.sampling_distance,
            one.nearest_share,
            _shared(one, result, language),
            *_of_both_kinds(one, criteria, language),
        )
        for one in result.likenesses[industry]
    )
    return _table("title_programmes", keys, forms, rows, language, industry=industry_name(result, industry, language))


def exposures_table(
    result: Similarity, industry: str, other: Likeness, criteria: Criteria, language: str = "nb"
) -> Table:
    """Two industries exposure by exposure, what adds most to the unlikeness first."""
    forms = {
        "own": "number",
        "other": "number",
        "difference_se": "number",
        "standardised": "number",
        "contribution": "share",
    }
    keys = ("exposure", "own", "other", "unit", "difference_se", "standardised", "contribution", "kind", "quality")
    described = {one.indicator_id: one for one in result.exposures}
    rows = (
        (
            indicator_name(criteria, one.indicator_id, language),
            one.own,
            one.other,
            unit_in_words(described[one.indicator_id].unit, language),
            one.se,
            one.standardised,
            one.contribution,
            text(f"transfer.kind_{one.kind}", language),
            _qualities(one, language),
        )
        for one in other.differences
    )
    names = {
        "industry": industry_name(result, industry, language),
        "programme": industry_name(result, other.industry_id, language),
    }
    return _table("title_exposures", keys, forms, rows, language, **names)


def flat_table(result: Similarity, criteria: Criteria, language: str = "nb") -> Table:
    """One row for each industry, programme industry and exposure compared; a pair without any has one row."""
    columns = (
        *(Column(key, text(f"transfer.{key}", language)) for key in ("industry_id", "industry", "programme_id")),
        Column("programme", text("transfer.programme", language)),
        Column("place", text("transfer.place", language), "integer"),
        Column("distance", text("transfer.distance", language), "number"),
        Column("sampling_distance", text("transfer.sampling_distance", language), "number"),
        Column("nearest_share", text("transfer.nearest_share", language), "share"),
        Column("shared", text("transfer.shared", language), "integer"),
        *(Column(key, text(f"transfer.{key}", language)) for key in ("exposure_id", "exposure")),
        *(Column(key, text(f"transfer.{key}", language), "number") for key in ("own", "other", "difference_se")),
        *(Column(key, text(f"transfer.{key}", language)) for key in ("unit", "period")),
        Column("standardised", text("transfer.standardised", language), "number"),
        Column("contribution", text("transfer.contribution", language), "share"),
        *(Column(key, text(f"transfer.{key}", language)) for key in ("kind", "quality", "source_ids")),
        Column("synthetic", text("report.made_up", language), "boolean"),
    )
    return Table("", columns, tuple(_flat_rows(result, criteria, language)))


def _flat_rows(result: Similarity, criteria: Criteria, language: str) -> Iterator[tuple[Cell, ...]]:
    described = {one.indicator_id: one for one in result.exposures}
    for industry, likenesses in result.likenesses.items():
        for one in likenesses:
            pair: tuple[Cell, ...] = (
                industry,
                industry_name(result, industry, language),
                one.industry_id,
                industry_name(result, one.industry_id, language),
                one.place,
                one.distance,
                one.sampling_distance,
                one.nearest_share,
                len(one.differences),
            )
            for difference in one.differences:
                exposure = described[difference.indicator_id]
                yield (
                    *pair,
                    difference.indicator_id,
                    indicator_name(criteria, difference.indicator_id, language),
                    difference.own,
                    difference.other,
                    difference.se,
                    exposure.unit,
                    exposure.period,
                    difference.standardised,
                    difference.contribution,
                    difference.kind,
                    " ".join(difference.qualities),
                    " ".join(difference.source_ids),
                    result.dataset.synthetic,
                )
            if not one.differences:
                yield (*pair, *(None,) * 12, result.dataset.synthetic)


def similar_answer(result: Similarity, criteria: Criteria, detailed: bool, language: str = "nb") -> Answer:
    """The answer of ``similar``; ``detailed`` tells each industry in sentences and tables of its own."""

    def screen() -> Page:
        tables = list(_screen_tables(result, criteria, detailed, language))
        notes = similar_notes(result, criteria, language)
        *rest, last = tables or [Table("", (), ())]
        shown = page(result.dataset, [*rest, replace(last, notes=(*last.notes, *notes))], language)
        return replace(shown, first_line_empty=False)

    return Answer(screen, lambda: similar_json(result, criteria), lambda: flat_table(result, criteria, language))


def _screen_tables(result: Similarity, criteria: Criteria, detailed: bool, language: str) -> Iterator[Table]:
    if not detailed and result.likenesses:
        yield nearest_table(result, criteria, language)
    for industry in result.likenesses if detailed else ():
        yield Table("", (), (), similar_sentences(result, industry, criteria, language))
        yield programmes_table(result, industry, criteria, language)
        if nearest := result.nearest(industry):
            yield exposures_table(result, industry, nearest[0], criteria, language)


def similarity_sheet(result: Similarity, criteria: Criteria, language: str = "nb") -> Sheet:
    """Who is most like whom, every industry beside every programme industry, and what must be said of it."""
    beside = [programmes_table(result, industry, criteria, language) for industry in result.likenesses]
    industry = Column("industry", text("transfer.industry", language))
    pairs = [
        replace(
            table,
            title="",
            columns=(industry, *table.columns),
            rows=tuple((industry_name(result, one, language), *row) for row in table.rows),
        )
        for one, table in zip(result.likenesses, beside, strict=True)
    ]
    together = [replace(pairs[0], rows=tuple(row for table in pairs for row in table.rows))] if pairs else []
    return Sheet(
        text("transfer.sheet_similar", language),
        text("transfer.about_similar", language),
        (nearest_table(result, criteria, language), *together),
        tuple(likeness_notes(result, criteria, language)),
    )


def similar_json(result: Similarity, criteria: Criteria) -> dict[str, Any]:
    """What ``similar`` gives."""
    return {
        "exposures": [
            {
                "indicator_id": one.indicator_id,
                "use": one.use,
                "mean": one.mean,
                "deviation": one.deviation,
                "measured": one.measured,
            }
            for one in result.exposures
        ],
        "programmes": list(result.programmes),
        "limits": {"alike": ALIKE, "different": APART},
        "industries": {
            industry: {
                "nearest": [one.industry_id for one in result.nearest(industry)],
                "likenesses": [_likeness_json(one) for one in likenesses],
            }
            for industry, likenesses in result.likenesses.items()
        },
        "draws": result.draws,
        "seed": result.seed,
        **columns_json(result.dataset, criteria, result.columns, industries_looked_at(result)),
    }


def _likeness_json(one: Likeness) -> dict[str, Any]:
    return {
        "industry_id": one.industry_id,
        "place": one.place,
        "distance": one.distance,
        "sampling_distance": one.sampling_distance,
        "nearest_share": one.nearest_share,
        "differences": [
            {
                "indicator_id": difference.indicator_id,
                "own": difference.own,
                "other": difference.other,
                "se": difference.se,
                "standardised": difference.standardised,
                "contribution": difference.contribution,
                "relative": difference.relative,
                "kind": difference.kind,
                "qualities": list(difference.qualities),
                "source_ids": list(difference.source_ids),
            }
            for difference in one.differences
        ],
        "not_compared": {
            "missing": list(one.missing),
            "judged": list(one.judged),
            "same_group": list(one.same_group),
        },
    }


def _shared(one: Likeness, result: Similarity, language: str) -> str:
    return text("transfer.compared_of", language, shared=len(one.differences), of=len(result.compared))


def _of_both_kinds(one: Likeness, criteria: Criteria, language: str) -> tuple[Cell, ...]:
    """The cells of ``COUNTED`` and ``LISTED``."""
    high, apart = (names_of_kind(one, kind, criteria, language) for kind in (BOTH_HIGH, DIFFERENT))
    return len(high), len(apart), "; ".join(high), "; ".join(apart)


def _qualities(one: Difference, language: str) -> str:
    return ", ".join(dict.fromkeys(text(f"report.quality_{quality}", language) for quality in one.qualities))


def _table(
    title: str,
    keys: Sequence[str],
    forms: dict[str, str],
    rows: Iterator[tuple[Cell, ...]],
    language: str,
    **names: str,
) -> Table:
    columns = tuple(
        Column(
            key,
            text(f"transfer.{key}", language),
            forms.get(key, "text"),
            1 if key in ("own", "other") else 2,
            screen=key not in LISTED,
        )
        for key in keys
    )
    return Table(text(f"transfer.{title}", language, **names), columns, tuple(rows))
