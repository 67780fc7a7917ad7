"""What transfers from today's programmes: the likeness of exposures as tables, sentences, JSON and a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from engine.criteria.model import Criteria
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.table import Cell, Column, Table
from engine.output.workbook import Sheet
from engine.results.basis import unit_in_words
from engine.results.indicator_labels import columns_json, indicator_name
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


def nearest_table(result: Similarity, criteria: Criteria, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One row an industry: the programme industry it is most like, how surely, and by what."""
    forms = {"distance": "number", "nearest_share": "share", **COUNTED}
    keys = ("industry", "programme", "distance", "nearest_share", "shared", *COUNTED, *LISTED)
    return _table("title_similar", keys, forms, _nearest_rows(result, criteria, locale), locale)


def _nearest_rows(result: Similarity, criteria: Criteria, locale: Locale) -> Iterator[tuple[Cell, ...]]:
    for industry, likenesses in result.likenesses.items():
        nearest = result.nearest(industry)
        if not nearest:
            shared = _shared(likenesses[0], result, locale)
            yield (industry_name(result, industry, locale), None, None, None, shared, 0, 0, "", "")
        for likeness in nearest:
            yield (
                industry_name(result, industry, locale),
                industry_name(result, likeness.industry_id, locale),
                likeness.distance,
                likeness.nearest_share,
                _shared(likeness, result, locale),
                *_of_both_kinds(likeness, criteria, locale),
            )


def programmes_table(result: Similarity, industry: str, criteria: Criteria, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One industry beside every programme industry, the most alike first."""
    numbers = {"place": "integer", "distance": "number", "sampling_distance": "number", "nearest_share": "share"}
    forms = {**numbers, **COUNTED}
    keys = ("place", "programme", "distance", "sampling_distance", "nearest_share", "shared", *COUNTED, *LISTED)
    rows = (
        (
            likeness.place,
            industry_name(result, likeness.industry_id, locale),
            likeness.distance,
            likeness.sampling_distance,
            likeness.nearest_share,
            _shared(likeness, result, locale),
            *_of_both_kinds(likeness, criteria, locale),
        )
        for likeness in result.likenesses[industry]
    )
    return _table("title_programmes", keys, forms, rows, locale, industry=industry_name(result, industry, locale))


def exposures_table(
    result: Similarity, industry: str, other: Likeness, criteria: Criteria, locale: Locale = DEFAULT_LOCALE
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
    described = {exposure.indicator_id: exposure for exposure in result.exposures}
    rows = (
        (
            indicator_name(criteria, difference.indicator_id, locale),
            difference.own,
            difference.other,
            unit_in_words(described[difference.indicator_id].unit, locale),
            difference.se,
            difference.standardised,
            difference.contribution,
            locale.text(f"transfer.kind_{difference.kind}"),
            _qualities(difference, locale),
        )
        for difference in other.differences
    )
    names = {
        "industry": industry_name(result, industry, locale),
        "programme": industry_name(result, other.industry_id, locale),
    }
    return _table("title_exposures", keys, forms, rows, locale, **names)


def flat_table(result: Similarity, criteria: Criteria, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One row for each industry, programme industry and exposure compared; a pair without any has one row."""
    columns = (
        *(Column(key, locale.text(f"transfer.{key}")) for key in ("industry_id", "industry", "programme_id")),
        Column("programme", locale.text("transfer.programme")),
        Column("place", locale.text("transfer.place"), "integer"),
        Column("distance", locale.text("transfer.distance"), "number"),
        Column("sampling_distance", locale.text("transfer.sampling_distance"), "number"),
        Column("nearest_share", locale.text("transfer.nearest_share"), "share"),
        Column("shared", locale.text("transfer.shared"), "integer"),
        *(Column(key, locale.text(f"transfer.{key}")) for key in ("exposure_id", "exposure")),
        *(Column(key, locale.text(f"transfer.{key}"), "number") for key in ("own", "other", "difference_se")),
        *(Column(key, locale.text(f"transfer.{key}")) for key in ("unit", "period")),
        Column("standardised", locale.text("transfer.standardised"), "number"),
        Column("contribution", locale.text("transfer.contribution"), "share"),
        *(Column(key, locale.text(f"transfer.{key}")) for key in ("kind", "quality", "source_ids")),
        Column("synthetic", locale.text("report.made_up"), "boolean"),
    )
    return Table("", columns, tuple(_flat_rows(result, criteria, locale)))


def _flat_rows(result: Similarity, criteria: Criteria, locale: Locale) -> Iterator[tuple[Cell, ...]]:
    described = {exposure.indicator_id: exposure for exposure in result.exposures}
    for industry, likenesses in result.likenesses.items():
        for likeness in likenesses:
            pair: tuple[Cell, ...] = (
                industry,
                industry_name(result, industry, locale),
                likeness.industry_id,
                industry_name(result, likeness.industry_id, locale),
                likeness.place,
                likeness.distance,
                likeness.sampling_distance,
                likeness.nearest_share,
                len(likeness.differences),
            )
            for difference in likeness.differences:
                exposure = described[difference.indicator_id]
                yield (
                    *pair,
                    difference.indicator_id,
                    indicator_name(criteria, difference.indicator_id, locale),
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
            if not likeness.differences:
                yield (*pair, *(None,) * 12, result.dataset.synthetic)


def similar_answer(result: Similarity, criteria: Criteria, detailed: bool, locale: Locale = DEFAULT_LOCALE) -> Answer:
    """The answer of ``similar``; ``detailed`` tells each industry in sentences and tables of its own."""

    def screen() -> Page:
        tables = list(_screen_tables(result, criteria, detailed, locale))
        notes = similar_notes(result, criteria, locale)
        *rest, last = tables or [Table("", (), ())]
        shown = page(result.dataset, [*rest, replace(last, notes=(*last.notes, *notes))], locale)
        return replace(shown, first_line_empty=False)

    return Answer(screen, lambda: similar_json(result, criteria), lambda: flat_table(result, criteria, locale))


def _screen_tables(result: Similarity, criteria: Criteria, detailed: bool, locale: Locale) -> Iterator[Table]:
    if not detailed and result.likenesses:
        yield nearest_table(result, criteria, locale)
    for industry in result.likenesses if detailed else ():
        yield Table("", (), (), similar_sentences(result, industry, criteria, locale))
        yield programmes_table(result, industry, criteria, locale)
        if nearest := result.nearest(industry):
            yield exposures_table(result, industry, nearest[0], criteria, locale)


def similarity_sheet(result: Similarity, criteria: Criteria, locale: Locale = DEFAULT_LOCALE) -> Sheet:
    """Who is most like whom, every industry beside every programme industry, and what must be said of it."""
    beside = [programmes_table(result, industry, criteria, locale) for industry in result.likenesses]
    industry = Column("industry", locale.text("transfer.industry"))
    pairs = [
        replace(
            table,
            title="",
            columns=(industry, *table.columns),
            rows=tuple((industry_name(result, industry_id, locale), *row) for row in table.rows),
        )
        for industry_id, table in zip(result.likenesses, beside, strict=True)
    ]
    together = [replace(pairs[0], rows=tuple(row for table in pairs for row in table.rows))] if pairs else []
    return Sheet(
        locale.text("transfer.sheet_similar"),
        locale.text("transfer.about_similar"),
        (nearest_table(result, criteria, locale), *together),
        tuple(likeness_notes(result, criteria, locale)),
    )


def similar_json(result: Similarity, criteria: Criteria) -> dict[str, Any]:
    """What ``similar`` gives."""
    return {
        "exposures": [
            {
                "indicator_id": exposure.indicator_id,
                "use": exposure.use,
                "mean": exposure.mean,
                "deviation": exposure.deviation,
                "measured": exposure.measured,
            }
            for exposure in result.exposures
        ],
        "programmes": list(result.programmes),
        "limits": {"alike": ALIKE, "different": APART},
        "industries": {
            industry: {
                "nearest": [likeness.industry_id for likeness in result.nearest(industry)],
                "likenesses": [_likeness_json(likeness) for likeness in likenesses],
            }
            for industry, likenesses in result.likenesses.items()
        },
        "draws": result.draws,
        "seed": result.seed,
        **columns_json(result.dataset, criteria, result.columns, industries_looked_at(result)),
    }


def _likeness_json(likeness: Likeness) -> dict[str, Any]:
    return {
        "industry_id": likeness.industry_id,
        "place": likeness.place,
        "distance": likeness.distance,
        "sampling_distance": likeness.sampling_distance,
        "nearest_share": likeness.nearest_share,
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
            for difference in likeness.differences
        ],
        "not_compared": {
            "missing": list(likeness.missing),
            "judged": list(likeness.judged),
            "same_group": list(likeness.same_group),
        },
    }


def _shared(likeness: Likeness, result: Similarity, locale: Locale) -> str:
    return locale.text("transfer.compared_of", shared=len(likeness.differences), of=len(result.compared))


def _of_both_kinds(likeness: Likeness, criteria: Criteria, locale: Locale) -> tuple[Cell, ...]:
    """The cells of ``COUNTED`` and ``LISTED``."""
    high, apart = (names_of_kind(likeness, kind, criteria, locale) for kind in (BOTH_HIGH, DIFFERENT))
    return len(high), len(apart), "; ".join(high), "; ".join(apart)


def _qualities(difference: Difference, locale: Locale) -> str:
    return ", ".join(dict.fromkeys(locale.text(f"report.quality_{quality}") for quality in difference.qualities))


def _table(
    title: str,
    keys: Sequence[str],
    forms: dict[str, str],
    rows: Iterator[tuple[Cell, ...]],
    locale: Locale,
    **names: str,
) -> Table:
    columns = tuple(
        Column(
            key,
            locale.text(f"transfer.{key}"),
            forms.get(key, "text"),
            1 if key in ("own", "other") else 2,
            screen=key not in LISTED,
        )
        for key in keys
    )
    return Table(locale.text(f"transfer.{title}", **names), columns, tuple(rows))
