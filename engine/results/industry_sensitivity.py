"""Whether an industry stays in: the contract's JSON (section 4, ``check``), reasons in words, rows for tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

import numpy as np

from engine.criteria.merge_overlay import joined
from engine.foundation.locale import DEFAULT_LOCALE, LOCALES, Locale
from engine.output.table import Column, Table
from engine.results.contract_json import basis_json, weights_json
from engine.results.incomplete_information import rank_json
from engine.robustness.budget_sensitivity import FrameBreakpoint
from engine.robustness.industry_sensitivity import UNION_DENSITY, Stability, StabilityCheck
from engine.robustness.weight_intervals import Interval
from engine.scoring.known_share import level_with

Json = dict[str, Any]

ROUNDING = 1e-6  # of the last decimal shown
CLOSE = 0.01  # points; less than that is said to be so
LACKING = {"lacks_figure": "lacks_union_density", "others_lack_figure": "others_lack_union_density"}
MOVED = 0.0005  # a change of a weight too small to name, half a tenth of a per cent


@dataclass(frozen=True, slots=True)
class StabilityReason:
    """One reason as a key of ``texts``, area ``stability``, and its figures.

    Names and numbers are put in when it is said.
    """

    code: str
    figures: Json


def check_json(result: StabilityCheck) -> Json:
    """What ``check`` gives."""
    return {
        "industries": {industry.industry_id: _industry(result, industry) for industry in result.industries},
        "selected": list(result.result.selected),
        "objective": result.result.objective,
        "binding": list(result.result.binding),
        "draws": result.draws,
        "seed": result.seed,
        "weights": weights_json(result.scores),
        **basis_json(result.scores),
    }


def _industry(result: StabilityCheck, stability: Stability) -> Json:
    ranks = result.rank_ranges.get(stability.industry_id)
    return {
        "selected": stability.selected,
        "share_of_weights": stability.share_of_weights,
        "share_nearby": stability.share_nearby,
        "intervals": {
            member: [list(interval) for interval in intervals] for member, intervals in stability.intervals.items()
        },
        "nearest_change": stability.nearest
        and {
            "weights": dict(zip(result.scores.root_members, stability.nearest.weights, strict=True)),
            "distance": stability.nearest.distance,
            "rival": list(stability.nearest.rival),
            "exact": stability.nearest.exact,
        },
        "price": stability.price,
        "frame_breakpoints": [
            _breakpoint(frame_breakpoint, stability.industry_id) for frame_breakpoint in stability.frame_breakpoints
        ],
        "thresholds": dict(stability.drops_out_above),
        "reasons": [_reason_json(result, stability, reason) for reason in reasons(result, stability)],
        "limits": [_reason_json(result, stability, limit) for limit in limits(stability)],
        "nearest_exact": stability.nearest_exact,
        "threshold_codes": dict(stability.threshold_codes),
        "threshold_returns": {name: [list(pair) for pair in pairs] for name, pairs in stability.returns.items()},
        "comes_in": {name: [list(pair) for pair in pairs] for name, pairs in stability.comes_in.items()},
        "comes_in_freely": stability.comes_in_freely,
        "rank": stability.rank or None,
        "best_rank": ranks and rank_json(result.scores, ranks.best),
        "worst_rank": ranks and rank_json(result.scores, ranks.worst),
        "level_with": list(level_with(result.scores)[result.scores.position[stability.industry_id]]),
        "intervals_exact": dict(stability.intervals_exact),
    }


def _breakpoint(frame_breakpoint: FrameBreakpoint, industry_id: str) -> Json:
    return {
        "frame": frame_breakpoint.frame_mnok,
        "enters": list(frame_breakpoint.enters),
        "leaves": list(frame_breakpoint.leaves),
        "selected": industry_id in frame_breakpoint.selected,
    }


def _reason_json(result: StabilityCheck, stability: Stability, reason: StabilityReason) -> Json:
    words = {locale.tag: reason_in_words(result, stability, reason, locale) for locale in LOCALES}
    return {"code": reason.code, **reason.figures, **words}


def reasons(result: StabilityCheck, stability: Stability) -> tuple[StabilityReason, ...]:
    """Two or three: where it stands, what the nearest flip takes or who is tied with it, and what forcing costs."""
    own_reasons = [_standing(result, stability)]
    if equals := _tied_with(result, stability):
        own_reasons.append(StabilityReason("tied", {"industries": equals}))
    if stability.nearest is None:
        own_reasons.append(StabilityReason("never_flips" if stability.nearest_exact else "no_flip_found", {}))
    elif stability.nearest.only_equal and stability.nearest.distance > 0:
        own_reasons.append(
            StabilityReason(
                "only_equal", {"distance": stability.nearest.distance, "rival": list(stability.nearest.rival)}
            )
        )
    elif stability.nearest.distance > 0:
        own_reasons.append(
            StabilityReason("flips", {"distance": stability.nearest.distance, "rival": list(stability.nearest.rival)})
        )
    if stability.price is None:
        own_reasons.append(StabilityReason("cannot_go_out" if stability.selected else "cannot_come_in", {}))
    else:
        own_reasons.append(
            StabilityReason("price_out" if stability.selected else "price_in", {"price": stability.price})
        )
    return tuple(own_reasons)


def limits(stability: Stability) -> tuple[StabilityReason, ...]:
    """Where money and demands change its status: above which it drops out, where it returns, which frame it needs."""
    own_limits = []
    if above := {name: value for name, value in stability.drops_out_above.items() if value is not None}:
        own_limits.append(StabilityReason("drops_out", above))
    if (code := stability.threshold_codes[UNION_DENSITY]) in LACKING:
        own_limits.append(StabilityReason(LACKING[code], {}))
    if again := {name: [list(pair) for pair in pairs] for name, pairs in stability.returns.items() if pairs}:
        own_limits.append(StabilityReason("returns", again))
    if (frame := _least_frame(stability)) is not None:
        own_limits.append(StabilityReason("frame", {"frame": frame}))
    return tuple(own_limits)


def _standing(result: StabilityCheck, stability: Stability) -> StabilityReason:
    if not stability.rank:
        index = result.scores.position[stability.industry_id]
        return StabilityReason("stands_unranked", {"lacks": list(result.scores.lacks[index])})
    return StabilityReason("stands_in" if stability.selected else "stands_out", {"share": stability.share_of_weights})


def _tied_with(result: StabilityCheck, stability: Stability) -> list[str]:
    """Those with the same score of whom some are in and some are out: there the smallest ids decide."""
    scores = result.scores
    own = scores.ranks[scores.position[stability.industry_id]]
    equals = [scores.industry_ids[index] for index in np.flatnonzero((scores.ranks == own) & (own > 0)).tolist()]
    chosen = set(result.result.selected)
    same = [name for name in equals if name != stability.industry_id and (name in chosen) != stability.selected]
    return sorted(same)


def _least_frame(stability: Stability) -> float | None:
    """The frame from which it is in without a break up to today's and beyond; None where money decides nothing."""
    entered = None
    for frame_breakpoint in stability.frame_breakpoints:
        inside = stability.industry_id in frame_breakpoint.selected
        entered = (frame_breakpoint.frame_mnok if entered is None else entered) if inside else None
    return entered or None


def reason_in_words(
    result: StabilityCheck, stability: Stability, reason: StabilityReason, locale: Locale = DEFAULT_LOCALE
) -> str:
    """One reason as a sentence, with names and numbers as the language writes them."""
    scores, problem = result.scores, result.result.problem
    figures = reason.figures

    def names(ids: Sequence[str]) -> str:
        return locale.in_sentence(joined([problem.name(name, locale) for name in ids], locale))

    fields: dict[str, str] = {
        "industry": problem.name(stability.industry_id, locale),
        "rank": str(stability.rank),
        "number": str(int((scores.ranks > 0).sum())),
    }
    index = scores.position[stability.industry_id]
    fields["score"] = locale.number(float(np.nan_to_num(scores.scores[index])), 1)
    if "share" in figures:
        fields["chosen"] = locale.number(round(figures["share"] * result.draws), 0)
        fields["draws"] = locale.number(result.draws, 0)
    if "lacks" in figures:
        fields["lacks"] = ", ".join(scores.criteria.in_sentence(name, locale) for name in figures["lacks"])
    if "industries" in figures:
        fields["others"] = names(figures["industries"])
    if "price" in figures:
        fields["price"] = locale.number(figures["price"], 1)
        fields["objective"] = locale.number(result.result.objective, 1)
    if "frame" in figures:
        fields["frame"] = _at_least(figures["frame"], 2, locale)
    if reason.code == "flips" and (close := closely_in_words(result, stability, locale)) is not None:
        return close
    if reason.code in ("flips", "only_equal"):
        fields |= _flip_in_words(result, stability, names, locale)
    if reason.code == "drops_out":
        parts = [
            locale.text(f"stability.above_{name}", value=_at_least(value, _decimals(name, value), locale))
            for name, value in figures.items()
        ]
        fields["limits"] = locale.text("stability.or").join(parts)
    if reason.code == "returns":
        parts = [
            locale.text(f"stability.again_{name}", ranges=_range(name, pairs[-1], locale))
            for name, pairs in figures.items()
        ]
        fields["limits"] = locale.text("stability.or").join(parts)
    unproven = "_found" if reason.code == "flips" and not stability.nearest_exact else ""
    return locale.text(f"stability.{reason.code}{unproven}", **fields)


def _at_most(limit: float, decimals: int, locale: Locale) -> str:
    """A limit rounded downwards."""
    return locale.number(floor(limit * 10**decimals + ROUNDING) / 10**decimals, decimals)


def _at_least(limit: float, decimals: int, locale: Locale) -> str:
    """A limit rounded upwards, so that what is said of everything beyond it is true."""
    return locale.number(ceil(limit * 10**decimals - ROUNDING) / 10**decimals, decimals)


def _range(limit: str, pair: Sequence[float], locale: Locale) -> str:
    """Rounded inwards, so that what is said of all of it is true."""
    low, high = (
        rounded(end, _decimals(limit, end), locale) for rounded, end in zip((_at_least, _at_most), pair, strict=True)
    )
    return f"{low}–{high}"


def _decimals(limit: str, value: float) -> int:
    if limit != UNION_DENSITY:
        return 2
    return 0 if value == round(value) else 1


def closely_in_words(result: StabilityCheck, stability: Stability, locale: Locale = DEFAULT_LOCALE) -> str | None:
    """By how little it is in or out, where the nearest flip moves no weight that is worth naming; None elsewhere."""
    nearest = stability.nearest
    if nearest is None or nearest.distance == 0 or stability.price is None or _moved(result, nearest.weights):
        return None
    chosen, rival = set(result.result.selected), set(nearest.rival)
    others = sorted((rival - chosen if stability.selected else chosen - rival) - {stability.industry_id})
    problem = result.result.problem
    least = locale.text("stability.under", share=locale.number(CLOSE, 2))
    return locale.text(
        ("stability.closely_in" if stability.selected else "stability.closely_out") + ("" if others else "_alone"),
        industry=problem.name(stability.industry_id, locale),
        others=", ".join(locale.in_sentence(problem.name(other, locale)) for other in others),
        points=locale.number(stability.price, 2) if stability.price >= CLOSE else least,
    )


def _moved(result: StabilityCheck, weights: Sequence[float]) -> bool:
    """Whether any weight differs from what it is now by enough to be named."""
    return any(abs(then - now) > MOVED for now, then in zip(result.scores.weights.tolist(), weights, strict=True))


def _flip_in_words(result: StabilityCheck, stability: Stability, names: Any, locale: Locale) -> dict[str, str]:
    scores, nearest = result.scores, stability.nearest
    assert nearest is not None
    labels = [scores.criteria.in_sentence(member, locale) for member in scores.root_members]
    moves = [
        locale.text(
            "stability.moves", criterion=label, today=locale.number(100 * today, 1), then=locale.number(100 * then, 1)
        )
        for label, today, then in zip(labels, scores.weights.tolist(), nearest.weights, strict=True)
        if abs(then - today) > MOVED
    ]
    chosen, rival = set(result.result.selected), set(nearest.rival)
    changes = []
    if rival - chosen:
        changes.append(locale.text("stability.comes_in", industries=names(sorted(rival - chosen))))
    if chosen - rival:
        word = "and_goes_out" if changes else "goes_out"
        changes.append(locale.text(f"stability.{word}", industries=names(sorted(chosen - rival))))
    return {
        "distance": locale.number(100 * nearest.distance, 1),
        "moves": ", ".join(moves) or locale.text("stability.moves_none"),
        "changes": locale.text("stability.and").join(changes),
    }


def check_table(result: StabilityCheck, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One row an industry and criterion: today's weight and where the status holds."""
    scores = result.scores
    heading = {key: locale.text(f"stability.{key}") for key in ("industry", "status", "criterion", "today", "holds")}
    columns = (
        Column("industry_id", "id", screen=False),
        Column("industry", heading["industry"]),
        Column("selected", heading["status"], "boolean"),
        Column("criterion", heading["criterion"]),
        Column("weight_percent", heading["today"], "number"),
        Column("holds_percent", heading["holds"]),
        Column("exact", locale.text("stability.exact"), "boolean", screen=False),
    )
    rows = tuple(
        (
            industry.industry_id,
            result.result.problem.name(industry.industry_id, locale),
            industry.selected,
            scores.criteria.label(member, locale),
            100 * float(weight),
            intervals_in_words(industry.intervals[member], locale),
            industry.intervals_exact[member],
        )
        for industry in result.industries
        for member, weight in zip(scores.root_members, scores.weights, strict=True)
    )
    return Table(locale.text("stability.title_intervals"), columns, rows)


def intervals_in_words(intervals: Sequence[Interval], locale: Locale = DEFAULT_LOCALE) -> str:
    """``0,0–49,7; 60,2–100,0``: weights in per cent."""
    return "; ".join(f"{locale.number(100 * low, 1)}–{locale.number(100 * high, 1)}" for low, high in intervals)


def frames_table(result: StabilityCheck, stability: Stability, locale: Locale = DEFAULT_LOCALE) -> Table:
    """The frames at which this industry enters or leaves, and who comes and goes with it."""
    names = result.result.problem.name
    columns = (
        Column("frame_mnok", locale.text("stability.frame_from"), "number", decimals=2),
        Column("selected", locale.text("stability.status"), "boolean"),
        Column("enters", locale.text("stability.enters")),
        Column("leaves", locale.text("stability.leaves")),
    )
    rows = tuple(
        (
            frame_breakpoint.frame_mnok,
            stability.industry_id in frame_breakpoint.selected,
            ", ".join(names(name, locale) for name in frame_breakpoint.enters),
            ", ".join(names(name, locale) for name in frame_breakpoint.leaves),
        )
        for frame_breakpoint in stability.frame_breakpoints
        if stability.industry_id in (*frame_breakpoint.enters, *frame_breakpoint.leaves)
    )
    title = locale.text("stability.title_frames", industry=names(stability.industry_id, locale))
    return Table(title, columns, rows)
