"""Results to the contract's JSON (section 4). Numbers are not rounded; nothing is NaN.

Keys that the contract does not name stand after its own: names, data, sources, and ``synthetic`` where any figure in
the data set is made up.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from engine.dataset.model import Dataset
from engine.foundation.errors import Problem
from engine.foundation.locale import Locale
from engine.results.known_figures import Known
from engine.results.provenance import IndicatorProvenance, awaiting, indicator_provenances, used_sources
from engine.results.selection import excluded
from engine.scoring.cooccurrence import HIGH, UNKNOWN
from engine.scoring.ranking import UNRANKED
from engine.scoring.score import SHARE_NAMES, Scores
from engine.selection.grant_key import mnok
from engine.selection.select import Alternative, SelectionResult

Json = dict[str, Any]


def ranking_json(scores: Scores) -> Json:
    """What ``rank`` gives."""
    known = Known(scores)
    return {
        "criteria_id": scores.criteria.id,
        "weights": weights_json(scores),
        "industries": [_industry(scores, at, known) for at in scores.order],
        "clipped": [
            {
                "industry_id": one.industry_id,
                "indicator_id": one.indicator_id,
                "period": one.period,
                "value": one.value,
                "limit": one.limit,
            }
            for one in scores.clipped
        ],
        "scale": scores.criteria.scale,
        "rank_by": scores.criteria.rank_by,
        **basis_json(scores),
    }


def selection_json(result: SelectionResult, scores: Scores) -> Json:
    """What ``select`` gives."""
    grants = result.grants
    return {
        "selected": list(result.selected),
        "objective": result.objective,
        "proven": result.proven,
        "grants": {} if grants is None else _in_mnok(grants.first_year),
        "unspent": None if grants is None else mnok(grants.unspent),
        "binding": list(result.binding),
        "ties": [list(one) for one in result.ties],
        "runners_up": [{"selected": list(one.selected), "objective": one.objective} for one in result.runners_up],
        "by_number": {str(count): _alternative(one) for count, one in result.by_number.items()},
        "all_ties_listed": result.all_ties_listed,
        "grants_later": {} if grants is None else _in_mnok(grants.later_years),
        "excluded": {industry: list(barred) for industry, barred in excluded(result.problem).items()},
        "frame": result.problem.frame,
        "criteria_id": scores.criteria.id,
        "weights": weights_json(scores),
        **basis_json(scores),
    }


def problems_json(problems: Iterable[Problem], locale: Locale) -> Json:
    """What ``validate`` gives."""
    return {
        "problems": [
            {
                "file": one.file or None,
                "row": one.row,
                "column": one.column,
                "place": one.place or None,
                "code": one.code,
                "given": one.given,
                "allowed": list(one.allowed),
                "message": one.sentence(locale),
            }
            for one in problems
        ]
    }


def weights_json(scores: Scores) -> dict[str, float]:
    """Normalised weights of the root's members."""
    return dict(zip(scores.root_members, scores.weights.tolist(), strict=True))


def _industry(scores: Scores, at: int, known: Known) -> Json:
    industry_id = scores.industry_ids[at]
    industry = scores.dataset.industries[scores.dataset.position[industry_id]]
    ranked = scores.ranks[at] != UNRANKED
    return {
        "industry_id": industry_id,
        "rank": int(scores.ranks[at]) if ranked else None,
        "score": float(scores.scores[at]) if ranked else None,
        "contributions": dict(zip(scores.root_members, scores.contributions[at].tolist(), strict=True))
        if scores.contributions is not None and ranked
        else {},
        "nodes": {node: _number(values[at]) for node, values in scores.nodes.items()},
        "flags": {
            node: None if flags[at] == UNKNOWN else bool(flags[at] == HIGH) for node, flags in scores.flags.items()
        },
        "quality": {
            name: share
            for name, share in zip(SHARE_NAMES, scores.quality_shares[at].tolist(), strict=True)
            if share > 0
        },
        "lacks": list(scores.lacks[at]),
        "score_low": _number(known.low[at]),
        "score_high": _number(known.high[at]),
        "known": float(known.shares[at]) if ranked else None,
        "level_with": list(known.level_with[at]) if ranked else [],
        "group_share": {
            leaf: float(shares[at]) for leaf, shares in known.group_shares.items() if not math.isnan(shares[at])
        },
        "name_nb": industry.name_nb,
        "name_en": industry.name_en,
        "status": industry.status,
        "jobs": industry.jobs,
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _in_mnok(amounts: Mapping[str, int]) -> dict[str, float]:
    return {programme: mnok(amount) for programme, amount in amounts.items()}


def _alternative(one: Alternative | None) -> Json | None:
    if one is None:
        return None
    return {"selected": list(one.selected), "objective": one.objective, "smallest_grant": one.smallest_grant_mnok}


def basis_json(scores: Scores) -> Json:
    """What the result rests on: the data set, each indicator's period and quality, and the sources behind."""
    return {
        "criteria_id": scores.criteria.id,
        "synthetic": scores.dataset.synthetic,
        "data": data_json(scores.dataset),
        "indicators": {one.indicator_id: _provenance(one) for one in indicator_provenances(scores)},
        "awaiting": list(awaiting(scores)),
        "sources": {
            one.source_id: {
                "title": one.title,
                "publisher": one.publisher,
                "published": one.published,
                "reference": one.reference,
            }
            for one in used_sources(scores)
        },
    }


def data_json(dataset: Dataset) -> Json:
    """Which data set this is."""
    return {"name": dataset.name, "title": dataset.title, "jobs_period": dataset.jobs_period}


def _provenance(one: IndicatorProvenance) -> Json:
    return {
        **{f"label_{tag}": label for tag, label in one.labels.items()},
        "unit": one.unit,
        "period": one.period or None,
        "quality": dict(one.qualities),
        "missing": one.missing,
        "source_ids": list(one.source_ids),
    }
