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
        "industries": [_industry(scores, index, known) for index in scores.order],
        "clipped": [
            {
                "industry_id": clipped.industry_id,
                "indicator_id": clipped.indicator_id,
                "period": clipped.period,
                "value": clipped.value,
                "limit": clipped.limit,
            }
            for clipped in scores.clipped
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
        "ties": [list(tie) for tie in result.ties],
        "runners_up": [
            {"selected": list(alternative.selected), "objective": alternative.objective}
            for alternative in result.runners_up
        ],
        "by_number": {str(count): _alternative(alternative) for count, alternative in result.by_number.items()},
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
                "file": problem.file or None,
                "row": problem.row,
                "column": problem.column,
                "place": problem.place or None,
                "code": problem.code,
                "given": problem.given,
                "allowed": list(problem.allowed),
                "message": problem.sentence(locale),
            }
            for problem in problems
        ]
    }


def weights_json(scores: Scores) -> dict[str, float]:
    """Normalised weights of the root's members."""
    return dict(zip(scores.root_members, scores.weights.tolist(), strict=True))


def _industry(scores: Scores, index: int, known: Known) -> Json:
    industry_id = scores.industry_ids[index]
    industry = scores.dataset.industries[scores.dataset.position[industry_id]]
    ranked = scores.ranks[index] != UNRANKED
    return {
        "industry_id": industry_id,
        "rank": int(scores.ranks[index]) if ranked else None,
        "score": float(scores.scores[index]) if ranked else None,
        "contributions": dict(zip(scores.root_members, scores.contributions[index].tolist(), strict=True))
        if scores.contributions is not None and ranked
        else {},
        "nodes": {node: _number(values[index]) for node, values in scores.nodes.items()},
        "flags": {
            node: None if flags[index] == UNKNOWN else bool(flags[index] == HIGH)
            for node, flags in scores.flags.items()
        },
        "quality": {
            name: share
            for name, share in zip(SHARE_NAMES, scores.quality_shares[index].tolist(), strict=True)
            if share > 0
        },
        "lacks": list(scores.lacks[index]),
        "score_low": _number(known.low[index]),
        "score_high": _number(known.high[index]),
        "known": float(known.shares[index]) if ranked else None,
        "level_with": list(known.level_with[index]) if ranked else [],
        "group_share": {
            leaf: float(shares[index]) for leaf, shares in known.group_shares.items() if not math.isnan(shares[index])
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


def _alternative(alternative: Alternative | None) -> Json | None:
    if alternative is None:
        return None
    return {
        "selected": list(alternative.selected),
        "objective": alternative.objective,
        "smallest_grant": alternative.smallest_grant_mnok,
    }


def basis_json(scores: Scores) -> Json:
    """What the result rests on: the data set, each indicator's period and quality, and the sources behind."""
    return {
        "criteria_id": scores.criteria.id,
        "synthetic": scores.dataset.synthetic,
        "data": data_json(scores.dataset),
        "indicators": {
            provenance.indicator_id: _provenance(provenance) for provenance in indicator_provenances(scores)
        },
        "awaiting": list(awaiting(scores)),
        "sources": {
            source.source_id: {
                "title": source.title,
                "publisher": source.publisher,
                "published": source.published,
                "reference": source.reference,
            }
            for source in used_sources(scores)
        },
    }


def data_json(dataset: Dataset) -> Json:
    """Which data set this is."""
    return {"name": dataset.name, "title": dataset.title, "jobs_period": dataset.jobs_period}


def _provenance(provenance: IndicatorProvenance) -> Json:
    return {
        **{f"label_{tag}": label for tag, label in provenance.labels.items()},
        "unit": provenance.unit,
        "period": provenance.period or None,
        "quality": dict(provenance.qualities),
        "missing": provenance.missing,
        "source_ids": list(provenance.source_ids),
    }
