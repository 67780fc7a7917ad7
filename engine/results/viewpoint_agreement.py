"""What viewpoints have in common, in words: first what they weigh alike beforehand, then what they choose alike."""

from __future__ import annotations

from engine.criteria.merge_overlay import joined
from engine.criteria.model import Profile
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.robustness.stakeholder_profiles import Parties
from engine.robustness.viewpoint_agreement import CommonGround, common_ground, judged_members, whoever_decides
from engine.scoring.score import Scores

TOLD = 0.1  # of the weight: what all give at least this much is told of


def beforehand_in_words(result: Parties, scores: Scores, locale: Locale = DEFAULT_LOCALE) -> tuple[str, ...]:
    """What those who choose alike weigh alike, a sentence a group; nothing of one that stands alone."""
    groups = common_ground(result, scores)
    everybody = len(groups) == 1
    return tuple(_group(group, result, scores, everybody, locale) for group in groups if len(group.profiles) > 1)


def _group(group: CommonGround, result: Parties, scores: Scores, everybody: bool, locale: Locale) -> str:
    names = joined([_name(result.own[profile].profile, locale) for profile in group.profiles], locale)
    judged = judged_members(scores)
    parts = []
    if group.judged_floor >= TOLD:
        parts.append(locale.text("stability.common_judged", share=locale.number(100 * group.judged_floor, 0)))
    parts += [
        locale.text(
            "stability.common_member",
            criterion=scores.criteria.short(member, locale),
            share=locale.number(100 * floor, 0),
        )
        for member, floor in group.floors.items()
        if floor >= TOLD and member not in judged
    ]
    code = "common_all" if everybody else "common_some"
    if not parts:
        return locale.text(f"stability.{code}_nothing", names=names)
    return locale.text(f"stability.{code}", names=names, weights=joined(parts, locale))


def whoever_decides_in_words(result: Parties, scores: Scores, locale: Locale = DEFAULT_LOCALE) -> tuple[str, ...]:
    """Who is in whoever decides, whom it depends for, and how many are out by every viewpoint."""
    decided = whoever_decides(result)
    names = {industry.industry_id: industry.name(locale) for industry in scores.dataset.industries}

    def sentence(code: str, ids: tuple[str, ...]) -> str:
        listed = joined([names[industry] for industry in ids], locale) if ids else ""
        return locale.text(f"stability.whoever_{code}" + ("" if ids else "_nobody"), industries=listed)

    out = len(scores.industry_ids) - len(decided.always) - len(decided.disputed)
    return (
        sentence("always", decided.always),
        sentence("disputed", decided.disputed),
        locale.text("stability.whoever_out", count=str(out)),
    )


def _name(profile: Profile, locale: Locale) -> str:
    return locale.written(profile, "name")
