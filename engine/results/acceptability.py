"""How firmly the whole selection stands: the contract's JSON (section 4, ``robustness``), and rows for tables."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from engine.foundation.locale import DEFAULT_LANGUAGE, number, text
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
            one: None if np.isnan(weights).any() else dict(zip(scores.root_members, weights.tolist(), strict=True))
            for one, weights in zip(ids, result.central_weights, strict=True)
        },
        "confidence": {
            one: None if np.isnan(share) else share for one, share in zip(ids, result.confidence.tolist(), strict=True)
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


def acceptability_table(result: Acceptability, language: str = DEFAULT_LANGUAGE) -> Table:
    """One row a candidate, the firmest first: how often it is selected, its best and most frequent rank, confidence."""
    scores = result.scores
    kinds = {name: kind for kind in ("core", "borderline", "exterior") for name in getattr(result, kind)}
    columns = (
        Column("industry_id", "id", screen=False),
        Column("industry", text("stability.industry", language)),
        Column("kind", text("stability.kind", language)),
        Column("selection_acceptability", text("stability.selected_share", language), "share"),
        Column("first_rank", text("stability.first_rank", language), "share"),
        Column("usual_rank", text("stability.usual_rank", language), "integer"),
        Column("confidence", text("stability.confidence", language), "share"),
        *(
            Column(
                f"central_{member}", _central(scores.criteria.label(member, language), language), "share", screen=False
            )
            for member in scores.root_members
        ),
    )
    order = sorted(range(len(result.problem.ids)), key=lambda at: (-result.selected[at], result.problem.ids[at]))
    rows = []
    for at in order:
        name = result.problem.ids[at]
        ranks = result.ranks[scores.position[name]]
        central = [None if np.isnan(weight) else float(weight) for weight in result.central_weights[at]]
        rows.append(
            (
                name,
                result.problem.name(name, language),
                text(f"stability.{kinds[name]}", language),
                float(result.selected[at]),
                float(ranks[0]),
                int(ranks.argmax()) + 1 if ranks.any() else None,
                None if np.isnan(result.confidence[at]) else float(result.confidence[at]),
                *central,
            )
        )
    return Table(
        text("stability.title_acceptability", language), columns, tuple(rows), acceptability_notes(result, language)
    )


def _central(criterion: str, language: str) -> str:
    return text("stability.central_weight", language, criterion=criterion)


def acceptability_notes(result: Acceptability, language: str = DEFAULT_LANGUAGE) -> tuple[str, ...]:
    """How the figures came about and how they were checked."""
    notes = [
        _held_fixed(result, language),
        text("stability.drawn", language, draws=number(result.draws, 0, language), seed=result.seed),
        text("stability.verified", language, draws=result.verified, mismatches=result.mismatches),
    ]
    if result.varied is not None and result.uncertainty is not None:
        spread = number(100 * result.uncertainty.inherited_spread, 0, language)
        if declared := result.varied.get("declared"):
            notes.append(text("known.varied", language, count=declared))
        notes.append(text("stability.varied", language, spread=spread, **result.varied))
    return tuple(notes)


def _held_fixed(result: Acceptability, language: str) -> str:
    """What no draw changes: it is said first."""
    if result.varied is None:
        return text("known.fixed_all", language)
    return text("known.fixed_some", language, fixed=number(result.varied["fixed"], 0, language))


def ranks_table(result: Acceptability, language: str = DEFAULT_LANGUAGE) -> Table:
    """One row a ranked industry, best first today: the share of the draws in which it has each rank."""
    scores = result.scores
    reached = int(np.flatnonzero(result.ranks.any(axis=0)).max(initial=0)) + 1
    columns = (
        Column("industry_id", "id", screen=False),
        Column("industry", text("stability.industry", language)),
        *(Column(f"rank_{rank}", str(rank), "share") for rank in range(1, reached + 1)),
    )
    rows = tuple(
        (
            scores.industry_ids[at],
            scores.dataset.industries[scores.dataset.position[scores.industry_ids[at]]].name(language),
            *result.ranks[at, :reached].tolist(),
        )
        for at in scores.order
    )
    return Table(text("stability.title_ranks", language), columns, rows)


def robustness_sheet(result: Acceptability, language: str = DEFAULT_LANGUAGE) -> Sheet:
    """The workbook's sheet on how firmly the selection stands; ranks that few look for are one column."""
    firm = acceptability_table(result, language)
    shown = replace(firm, columns=tuple(replace(column, screen=True) for column in firm.columns), notes=())
    title = text("export.chart_firmness", language), text("export.chart_firmness_title", language)
    drawn = sum(share > 0 for share in result.selected.tolist())
    return Sheet(
        text("stability.sheet", language),
        text("stability.sheet_about", language),
        (shown, _first_ranks(ranks_table(result, language), language)),
        firm.notes,
        (Chart(*title, ("selection_acceptability",), names="industry", stacked=False, shown=max(drawn, 1)),),
    )


def _first_ranks(table: Table, language: str) -> Table:
    """The ranks up to ``RANKS_SHOWN``, and the share of all below together."""
    kept = 2 + RANKS_SHOWN
    if len(table.columns) <= kept + 1:
        return table
    lower = Column("rank_lower", text("export.lower_ranks", language), "share")
    rows = tuple((*row[:kept], sum(float(share or 0) for share in row[kept:])) for row in table.rows)
    return replace(table, columns=(*table.columns[:kept], lower), rows=rows)
