"""What viewpoints have in common: weight given alike beforehand, selections that are the same, and who is near the cut.

Before agreement is told of, it must be said how much of it was put in: viewpoints that all weigh the same criteria
heavily choose alike whoever holds them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.foundation.quality import CLASSIFIED, QUALITIES
from engine.robustness.stakeholder_profiles import Parties
from engine.scoring.score import Scores

NEAR = 3  # ranks beyond the number selected that still count as near the cut


@dataclass(frozen=True, slots=True)
class CommonGround:
    """Viewpoints that choose the same, and what they all weigh.

    Parameters
    ----------
    profiles
        Their ids, in the file's order.
    selected
        What they all choose.
    judged_floor
        The least that any of them gives to criteria that rest on somebody's judgement alone, 0..1.
    floors
        By member of the root: the least that any of them gives it, 0..1.
    """

    profiles: tuple[str, ...]
    selected: tuple[str, ...]
    judged_floor: float
    floors: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class WhoeverDecides:
    """Industries that are in by every viewpoint, by some, and ranked near the cut by some though in by none."""

    always: tuple[str, ...]
    disputed: tuple[str, ...]
    near: tuple[str, ...]


def common_ground(result: Parties, scores: Scores) -> tuple[CommonGround, ...]:
    """The viewpoints by what they choose, those that stand together with most others first."""
    judged = judged_members(scores)
    by_selection: dict[tuple[str, ...], list[str]] = {}
    for name, own in result.own.items():
        by_selection.setdefault(own.selected, []).append(name)
    groups = []
    for selected, names in by_selection.items():
        weights = [result.own[name].weights for name in names]
        floors = {member: min(weighting[member] for weighting in weights) for member in scores.root_members}
        judged_floor = min(sum(weighting[member] for member in judged) for weighting in weights)
        groups.append(CommonGround(tuple(names), selected, judged_floor, floors))
    return tuple(sorted(groups, key=lambda group: -len(group.profiles)))


def judged_members(scores: Scores) -> tuple[str, ...]:
    """Members of the root all of whose figures are somebody's judgement."""
    return tuple(member for member in scores.root_members if _judged(member, scores))


def _judged(node: str, scores: Scores) -> bool:
    declared = scores.criteria.criteria.get(node)
    if declared is not None:
        return all(_judged(child, scores) for child in declared.children)
    if node not in scores.dataset.columns:
        return False
    quality = scores.dataset.column(node).quality
    return bool((quality[quality >= 0] == QUALITIES.index(CLASSIFIED)).all())


def whoever_decides(result: Parties) -> WhoeverDecides:
    """Who is in whoever decides, whom it depends for, and who is just behind; each by its best ranks, then id."""
    ever = {industry for own in result.own.values() for industry in own.selected}
    near = {
        industry
        for own in result.own.values()
        for industry, rank in own.ranks.items()
        if 0 < rank <= len(own.selected) + NEAR and industry not in ever
    }

    def by_rank(industry: str) -> tuple[float, str]:
        ranks = [own.ranks.get(industry, 0) or len(own.ranks) for own in result.own.values()]
        return sum(ranks) / len(ranks), industry

    return WhoeverDecides(
        always=tuple(sorted(result.core, key=by_rank)),
        disputed=tuple(sorted(ever - set(result.core), key=by_rank)),
        near=tuple(sorted(near, key=by_rank)),
    )
