"""What a change of setting did, and what a selection comes to beside today's programmes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from engine.criteria.model import Criteria, Profile
from engine.criteria.weights import normalised
from engine.results.published_grants import NOTHING_PUBLISHED, PublishedGrant
from engine.scoring.ranking import UNRANKED
from engine.scoring.score import Scores
from engine.selection.constraints import MinimumGrantContinuing, MinimumGrantNew
from engine.selection.grant_key import GrantKey, mnok
from engine.selection.select import SelectionResult

NEW, CONTINUING, WINDING_DOWN, ENDED = "new", "continuing", "winding_down", "ended"
SAME_SHARE = 1e-4  # weights moved by hand have two decimals of a per cent


@dataclass(frozen=True, slots=True)
class Move:
    """An industry's rank before and after."""

    industry_id: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two settings. ``up`` and ``down`` have the longest moves first, then by id."""

    entered: tuple[str, ...]
    left: tuple[str, ...]
    up: tuple[Move, ...]
    down: tuple[Move, ...]

    @property
    def none(self) -> bool:
        """Whether selection and ranks are as they were."""
        return not (self.entered or self.left or self.up or self.down)


@dataclass(frozen=True, slots=True)
class GrantLine:
    """One programme's money in MNOK a year; None is no grant in that year, or none that is known.

    Parameters
    ----------
    role
        ``new``, ``continuing``, ``winding_down`` or ``ended``.
    today
        What the key of the criteria file gives when only today's programmes share the file's own frame, whatever frame
        and fates are set.
    alone
        The same with the frame and key that are set.
    published
        What was granted, with period and sources, where the data have it.
    """

    industry_id: str
    role: str
    jobs: int
    today: float | None
    alone: float | None
    first_year: float | None
    later_years: float | None
    published: PublishedGrant | None = None


@dataclass(frozen=True, slots=True)
class Smallest:
    """The running programme with the smallest grant in the first year, and its minimum; MNOK."""

    industry_id: str
    grant: float
    minimum: float | None


def changes(before: Scores, after: Scores, selected_before: Iterable[str], selected_after: Iterable[str]) -> Changes:
    """Who entered and left the selection, and who moved in the ranking.

    Industries that only one of the two ranks, as when some are merged, have not moved.
    """
    was, now = ranks(before), ranks(after)
    moves = [
        Move(industry, was[industry], now[industry])
        for industry in sorted(was.keys() & now.keys())
        if was[industry] != now[industry]
    ]
    moves.sort(key=lambda move: -abs(move.after - move.before))
    chosen_before, chosen_after = set(selected_before), set(selected_after)
    return Changes(
        entered=tuple(sorted(chosen_after - chosen_before)),
        left=tuple(sorted(chosen_before - chosen_after)),
        up=tuple(move for move in moves if move.after < move.before),
        down=tuple(move for move in moves if move.after > move.before),
    )


def ranks(scores: Scores) -> dict[str, int]:
    """Each ranked industry's rank; the unranked are left out."""
    given = zip(scores.industry_ids, scores.ranks.tolist(), strict=True)
    return {industry: rank for industry, rank in given if rank != UNRANKED}


def tied_groups(scores: Scores) -> tuple[tuple[str, ...], ...]:
    """Industries that share a rank, best first; each group by id."""
    groups: dict[int, list[str]] = {}
    for industry, rank in ranks(scores).items():
        groups.setdefault(rank, []).append(industry)
    return tuple(tuple(sorted(group)) for _, group in sorted(groups.items()) if len(group) > 1)


def grant_lines(
    result: SelectionResult,
    file_key: GrantKey | None = None,
    published: Mapping[str, PublishedGrant] = NOTHING_PUBLISHED,
) -> tuple[GrantLine, ...]:
    """Every programme that gets a grant or has one today: new ones first, then by id. Empty without money.

    Parameters
    ----------
    file_key
        The key of the criteria file as it stands; that of the result where nothing is laid over the file.
    published
        What is known of grants, as ``published_grants`` gives it.
    """
    if result.grants is None:
        return ()
    key = result.problem.key
    jobs = dict(zip(result.problem.ids, result.problem.jobs.tolist(), strict=True)) | (dict(key.today) if key else {})
    today, alone = today_grants(file_key or key), today_grants(key)

    def role(programme: str) -> str:
        if key is None or programme not in key.today:
            return NEW
        if programme in key.winding_down:
            return WINDING_DOWN
        return CONTINUING if programme in key.continuing else ENDED

    def year(grants: Mapping[str, int], programme: str) -> float | None:
        return mnok(grants[programme]) if programme in grants else None

    lines = [
        GrantLine(
            programme,
            role(programme),
            jobs[programme],
            today.get(programme),
            alone.get(programme),
            year(result.grants.first_year, programme),
            year(result.grants.later_years, programme),
            published.get(programme),
        )
        for programme in sorted({*result.grants.first_year, *result.grants.later_years, *alone})
    ]
    order = (NEW, CONTINUING, WINDING_DOWN, ENDED)
    return tuple(sorted(lines, key=lambda line: order.index(line.role)))


def today_grants(key: GrantKey | None) -> dict[str, float]:
    """MNOK of each of today's programmes when nobody is new and all continue; empty without a key."""
    if key is None or not key.today:
        return {}
    alone = replace(key, continuing=key.today, winding_down={}).grants({})
    return {programme: mnok(grant) for programme, grant in alone.first_year.items()}


def smallest_grant(result: SelectionResult) -> Smallest | None:
    """Who gets least of the programmes that run, and the minimum that holds for it; None where nobody runs."""
    running = [line for line in grant_lines(result) if line.role in (NEW, CONTINUING) and line.first_year is not None]
    if not running:
        return None
    least = min(running, key=lambda line: (line.first_year, line.industry_id))
    kind = MinimumGrantNew if least.role == NEW else MinimumGrantContinuing
    minimums = [condition.fields["minimum"] for condition in result.problem.conditions if isinstance(condition, kind)]
    assert least.first_year is not None
    return Smallest(least.industry_id, least.first_year, float(str(minimums[0])) if minimums else None)


def matching_profile(criteria: Criteria, profiles: Iterable[Profile]) -> str | None:
    """The profile whose weights the criteria have, whatever the sums they are written with; None for own weights."""
    if not any(criteria.root.members.values()):
        return None
    own = normalised(criteria.root.members)
    for profile in profiles:
        if own.keys() == profile.weights.keys():
            theirs = normalised(profile.weights)
            if all(abs(own[member] - theirs[member]) <= SAME_SHARE for member in own):
                return profile.id
    return None
