"""Why an industry stands where it does: reasons as codes and figures, before they become sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from engine.foundation.errors import InputError, Problem
from engine.foundation.locale import DEFAULT_LOCALE, LOCALES, Locale
from engine.foundation.quality import CLASSIFIED, SYNTHETIC
from engine.results.basis import percent
from engine.results.ranking import industry_at, score_decimals
from engine.scoring.cooccurrence import HIGH
from engine.scoring.ranking import UNRANKED
from engine.scoring.score import SHARE_NAMES, Scores


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that can be said of an industry's place.

    Parameters
    ----------
    code
        Key in ``texts/<language>/report.toml``, after ``reason_``.
    about
        Id of the criterion or indicator it is about; empty where it is about the industry.
    figures
        Numbers of the sentence. A name that ends in ``share`` is 0..1 and said in per cent, ``rank``, ``of`` and
        ``scale`` are whole, the others have ``decimals``.
    words
        Names in the sentence, ``{field: {language: name}}``.
    """

    code: str
    about: str = ""
    figures: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    decimals: int = 1


def reasons_of_score(scores: Scores, industry_id: str) -> tuple[Reason, ...]:
    """What gives the industry its place, most important first, then what to be careful with.

    Raises ``InputError`` for an industry that is not ranked by these criteria.
    """
    if industry_id not in scores.industry_ids:
        raise InputError(Problem("unknown", given=industry_id, allowed=scores.industry_ids))
    index = scores.position[industry_id]
    return (*_place(scores, index), *_parts(scores, index), *_cautions(scores, index))


def sentence(reason: Reason, locale: Locale = DEFAULT_LOCALE) -> str:
    """The reason in one sentence."""
    texts = {name: _figure(name, value, reason.decimals, locale) for name, value in reason.figures.items()}
    texts |= {name: words[locale.tag] for name, words in reason.words.items()}
    return locale.text(f"report.reason_{reason.code}", **texts)


def _figure(name: str, value: float, decimals: int, locale: Locale) -> str:
    if name.endswith("share"):
        return percent(value, locale)
    return locale.number(value, 0 if name in ("rank", "of", "scale") else decimals)


def _place(scores: Scores, index: int) -> Iterator[Reason]:
    rank = int(scores.ranks[index])
    if rank == UNRANKED:
        yield Reason("unranked")
        return
    figures = {
        "rank": rank,
        "of": int(np.count_nonzero(scores.ranks != UNRANKED)),
        "score": float(scores.scores[index]),
        "scale": scores.criteria.scale,
    }
    yield Reason("rank", figures=figures, decimals=score_decimals(scores))
    equals = [other for other in np.flatnonzero(scores.ranks == rank).tolist() if other != index]
    if equals:
        names = {
            locale.tag: ", ".join(industry_at(scores, other).name(locale) for other in equals) for locale in LOCALES
        }
        yield Reason("tied", words={"industries": names})


def _parts(scores: Scores, index: int) -> Iterator[Reason]:
    """The root's members by what they give: points where they add up, else their values."""
    score = float(scores.scores[index])
    if np.isnan(score):
        return
    if scores.contributions is not None:
        points = scores.contributions[index]
        given = float(points[points > 0].sum())  # the score itself, unless some take points away
        for member in np.argsort(-points, kind="stable").tolist():
            if points[member] > 0:
                share = float(points[member]) / given
                figures = {"points": float(points[member]), "share": share, "weight_share": scores.weights[member]}
                yield _about(scores, "contributes", scores.root_members[member], figures, score_decimals(scores))
    else:
        for member, weight in enumerate(scores.weights.tolist()):
            value = float(scores.member_values[index, member])
            if weight > 0 and not np.isnan(value):
                yield _about(scores, "member", scores.root_members[member], {"value": value, "weight_share": weight}, 2)
    for node, flags in scores.flags.items():
        if flags[index] == HIGH:
            yield _about(scores, "high_on_both", node, {})


def _cautions(scores: Scores, index: int) -> Iterator[Reason]:
    for indicator in scores.lacks[index]:
        yield _about(scores, "lacks", indicator, {})
    for clipped in scores.clipped:
        if clipped.industry_id == scores.industry_ids[index]:
            yield _about(scores, "clipped", clipped.indicator_id, {"value": clipped.value, "limit": clipped.limit}, 2)
    for quality in (CLASSIFIED, SYNTHETIC):
        share = float(scores.quality_shares[index, SHARE_NAMES.index(quality)])
        if share > 0:
            yield Reason(quality, figures={"share": share})


def _about(scores: Scores, code: str, node: str, figures: Mapping[str, float], decimals: int = 1) -> Reason:
    label = {locale.tag: scores.criteria.label(node, locale) for locale in LOCALES}
    return Reason(code, node, figures, {"name": label}, decimals)
