"""How firmly the whole selection stands: the contract's JSON (section 4, ``robustness``), and rows for tables."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.table import Column, Table
from engine.output.workbook import Sheet
from engine.output.workbook_charts import Chart
from engine.results.contract_json import basis_json, weights_json
from engine.results.incomplete_information import incomplete_json
from engine.robustness.acceptability import Acceptability
from engine.robustness.incomplete_information import Incomplete

Json = dict[str, Any]
RANKS_SHOWN = 12  # of the workbook, each in a column


def robustness_json(
    result: Acceptability, at_weights: Incomplete | None = None, all_weights: Incomplete | None = None
) -> Json:
    """What ``robustness`` gives; the last two say what holds whatever the unknown figures are."""
    scores, ids = result.scores, result.problem.ids
    return {
        "draws": result.draws,
        "seed": result.seed,
        "rank_acceptability": dict(zip(scores.industry_ids, result.ranks.tolist(), strict=True)),
        "selection_acceptability": dict(zip(ids, result.selected.tolist(), strict=True)),
        "central_weights": {
            industry: None if np.isnan(weights).any() else dict(zip(scores.root_members, weights.tolist(), strict=True))
            for industry, weights in zip(ids, result.central_weights, strict=True)
        },
        "confidence": {
            industry: None if np.isnan(share) else share
            for industry, share in zip(ids, result.confidence.tolist(), strict=True)
        },
        "core": list(result.core),
        "borderline": list(result.borderline),
        "exterior": list(result.exterior),
        "verified": {"draws": result.verified, "mismatches": result.mismatches},
        "data_uncertainty": None
        if result.varied is None or result.uncertainty is None
        else {**result.varied, "inherited_spread": result.uncertainty.inherited_spread},
        "incomplete": incomplete_json(at_weights),
        "incomplete_all_weights": incomplete_json(all_weights),
        "weights": weights_json(scores),
        **basis_json(scores),
    }


def acceptability_table(result: Acceptability, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One row a candidate, the firmest first: how often it is selected, its best and most frequent rank, confidence."""
    scores = result.scores
    kinds = {name: kind for kind in ("core", "borderline", "exterior") for name in getattr(result, kind)}
    columns = (
        Column("industry_id", "id", screen=False),
        Column("industry", locale.text("stability.industry")),
        Column("kind", locale.text("stability.kind")),
        Column("selection_acceptability", locale.text("stability.selected_share"), "share"),
        Column("first_rank", locale.text("stability.first_rank"), "share"),
        Column("usual_rank", locale.text("stability.usual_rank"), "integer"),
        Column("confidence", locale.text("stability.confidence"), "share"),
        *(
            Column(f"central_{member}", _central(scores.criteria.label(member, locale), locale), "share", screen=False)
            for member in scores.root_members
        ),
    )
    order = sorted(
        range(len(result.problem.ids)), key=lambda index: (-result.selected[index], result.problem.ids[index])
    )
    rows = []
    for index in order:
        name = result.problem.ids[index]
        ranks = result.ranks[scores.position[name]]
        central = [None if np.isnan(weight) else float(weight) for weight in result.central_weights[index]]
        rows.append(
            (
                name,
                result.problem.name(name, locale),
                locale.text(f"stability.{kinds[name]}"),
                float(result.selected[index]),
                float(ranks[0]),
                int(ranks.argmax()) + 1 if ranks.any() else None,
                None if np.isnan(result.confidence[index]) else float(result.confidence[index]),
                *central,
            )
        )
    return Table(
        locale.text("stability.title_acceptability"), columns, tuple(rows), acceptability_notes(result, locale)
    )


def _central(criterion: str, locale: Locale) -> str:
    return locale.text("stability.central_weight", criterion=criterion)


def acceptability_notes(result: Acceptability, locale: Locale = DEFAULT_LOCALE) -> tuple[str, ...]:
    """How the figures came about and how they were checked."""
    notes = [
        _held_fixed(result, locale),
        locale.text("stability.drawn", draws=locale.number(result.draws, 0), seed=result.seed),
        locale.text("stability.verified", draws=result.verified, mismatches=result.mismatches),
    ]
    if result.varied is not None and result.uncertainty is not None:
        spread = locale.number(100 * result.uncertainty.inherited_spread, 0)
        if declared := result.varied.get("declared"):
            notes.append(locale.text("known.varied", count=declared))
        notes.append(locale.text("stability.varied", spread=spread, **result.varied))
    return tuple(notes)


def _held_fixed(result: Acceptability, locale: Locale) -> str:
    """What no draw changes: it is said first."""
    if result.varied is None:
        return locale.text("known.fixed_all")
    return locale.text("known.fixed_some", fixed=locale.number(result.varied["fixed"], 0))


def ranks_table(result: Acceptability, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One row a ranked industry, best first today: the share of the draws in which it has each rank."""
    scores = result.scores
    reached = int(np.flatnonzero(result.ranks.any(axis=0)).max(initial=0)) + 1
    columns = (
        Column("industry_id", "id", screen=False),
        Column("industry", locale.text("stability.industry")),
        *(Column(f"rank_{rank}", str(rank), "share") for rank in range(1, reached + 1)),
    )
    rows = tuple(
        (
            scores.industry_ids[index],
            scores.dataset.industries[scores.dataset.position[scores.industry_ids[index]]].name(locale),
            *result.ranks[index, :reached].tolist(),
        )
        for index in scores.order
    )
    return Table(locale.text("stability.title_ranks"), columns, rows)


def robustness_sheet(result: Acceptability, locale: Locale = DEFAULT_LOCALE) -> Sheet:
    """The workbook's sheet on how firmly the selection stands; ranks that few look for are one column."""
    firm = acceptability_table(result, locale)
    shown = replace(firm, columns=tuple(replace(column, screen=True) for column in firm.columns), notes=())
    title = locale.text("export.chart_robustness"), locale.text("export.chart_robustness_title")
    drawn = sum(share > 0 for share in result.selected.tolist())
    return Sheet(
        locale.text("stability.sheet"),
        locale.text("stability.sheet_about"),
        (shown, _first_ranks(ranks_table(result, locale), locale)),
        firm.notes,
        (Chart(*title, ("selection_acceptability",), names="industry", stacked=False, shown=max(drawn, 1)),),
    )


def _first_ranks(table: Table, locale: Locale) -> Table:
    """The ranks up to ``RANKS_SHOWN``, and the share of all below together."""
    kept = 2 + RANKS_SHOWN
    if len(table.columns) <= kept + 1:
        return table
    lower = Column("rank_lower", locale.text("export.lower_ranks"), "share")
    rows = tuple((*row[:kept], sum(float(share or 0) for share in row[kept:])) for row in table.rows)
    return replace(table, columns=(*table.columns[:kept], lower), rows=rows)
