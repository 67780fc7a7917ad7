"""Whether an industry stays in, as one sentence that can be repeated, and as one sentence about each kind of demand.

Shares of drawn weights are counts, and said not to be probabilities: nobody draws weights by lot.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import ceil, floor, inf

from engine.criteria.merge_overlay import joined
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.table import MISSING, Column, Table
from engine.results.industry_sensitivity import LACKING, MOVED, closely_in_words, frames_table
from engine.robustness.budget_sensitivity import FRAMES
from engine.robustness.exchange import Stretches, exchange, of_frames, of_minimums
from engine.robustness.industry_sensitivity import MINIMUM_GRANT, NEARBY, UNION_DENSITY, Stability, StabilityCheck
from engine.robustness.weight_intervals import Interval

SLACK = 1e-9  # of the last decimal shown
ORE = 1e-8  # MNOK: an end that is itself not within
DECIMALS = {MINIMUM_GRANT: 2, UNION_DENSITY: 1, "frame": 2}


def answer_in_words(result: StabilityCheck, stability: Stability, locale: Locale = DEFAULT_LOCALE) -> str:
    """In or out, and the smallest change of the weights that turns it: one sentence or two."""
    if (close := closely_in_words(result, stability, locale)) is not None:
        return close
    problem, nearest = result.result.problem, stability.nearest
    side = "in" if stability.selected else "out"
    name = problem.name(stability.industry_id, locale)
    if not stability.rank:
        return locale.text("stability.answer_unranked", industry=name)
    if nearest is None:
        return locale.text(f"stability.answer_{side}_{'always' if stability.nearest_exact else 'tried'}", industry=name)
    chosen, rival = set(result.result.selected), set(nearest.rival)
    others = sorted((rival - chosen if stability.selected else chosen - rival) - {stability.industry_id})
    named = locale.in_sentence(joined([problem.name(other, locale) for other in others], locale)) if others else ""
    if nearest.distance == 0:
        return locale.text(f"stability.answer_{side}_tied", industry=name, others=named)
    if nearest.only_equal:
        return locale.text(f"stability.answer_{side}_equal", industry=name)
    sentence = locale.text(
        f"stability.answer_{side}" + ("" if others else "_alone"),
        industry=name,
        others=named,
        distance=locale.number(100 * nearest.distance, 1),
        way=_way(result, nearest.weights, locale),
    )
    return sentence if stability.nearest_exact else sentence + " " + locale.text("stability.answer_not_proven")


def _way(result: StabilityCheck, weights: Sequence[float], locale: Locale) -> str:
    """From the criterion that gives most to the one that takes most."""
    scores = result.scores
    moves = [then - now for now, then in zip(scores.weights.tolist(), weights, strict=True)]
    gives, takes = (scores.criteria.short(scores.root_members[moves.index(end(moves))], locale) for end in (min, max))
    code = "way" if sum(abs(move) > MOVED for move in moves) <= 2 else "way_mostly"
    return locale.text(f"stability.{code}", gives=gives, takes=takes)


def draws_in_words(result: StabilityCheck, stability: Stability, locale: Locale = DEFAULT_LOCALE) -> str:
    """How many of the drawn weights select it, over all weights and around those that are set."""
    total = locale.number(result.draws, 0)
    return locale.text(
        "stability.drawn_weights",
        chosen=_count(stability.share_of_weights, result, locale),
        nearby=_count(stability.share_nearby, result, locale),
        draws=total,
        percent=str(NEARBY),
    )


def _count(share: float, result: StabilityCheck, locale: Locale) -> str:
    return locale.number(round(share * result.draws), 0)


def frames_in(result: StabilityCheck, stability: Stability) -> tuple[Interval, ...]:
    """The frames (MNOK) under which it is in, from the first of each pair up to the second; as far as is looked."""
    frame = result.result.problem.frame
    if frame is None:
        return ()
    starts = [*stability.frame_breakpoints]
    ends = [*(start.frame_mnok for start in starts[1:]), FRAMES * frame]
    pairs: list[Interval] = []
    for start, end in zip(starts, ends, strict=False):
        if stability.industry_id in start.selected:
            low = pairs.pop()[0] if pairs and pairs[-1][1] == start.frame_mnok else start.frame_mnok
            pairs.append((low, end))
    return tuple(pairs)


def frame_in_words(result: StabilityCheck, stability: Stability, locale: Locale = DEFAULT_LOCALE) -> str:
    """Under which frames it is in; empty without money."""
    frame = result.result.problem.frame
    if frame is None:
        return ""
    sentence = _demand(frames_in(result, stability), frame, "frame", FRAMES * frame, stability.selected, locale)
    return sentence + _exchange(of_frames(stability.frame_breakpoints), result, stability, frame, "frame", locale)


def minimum_in_words(result: StabilityCheck, stability: Stability, locale: Locale = DEFAULT_LOCALE) -> str:
    """Under which minimum grants to new programmes it is in; empty where there is no key."""
    key = result.result.problem.key
    if key is None:
        return ""
    rules = result.scores.criteria.selection
    assert rules is not None
    assert rules.grant is not None
    today = rules.grant.minimum_new
    sentence = _demand(stability.comes_in[MINIMUM_GRANT], today, MINIMUM_GRANT, inf, stability.selected, locale)
    return sentence + _exchange(of_minimums(stability.minimum_steps), result, stability, today, MINIMUM_GRANT, locale)


def _exchange(
    along: Stretches, result: StabilityCheck, stability: Stability, today: float, what: str, locale: Locale
) -> str:
    """Who takes its place at the nearest limit, or makes room: a sentence after the others, or nothing."""
    swap = exchange(along, stability.industry_id, today)
    if swap is None or not swap.others:
        return ""
    problem = result.result.problem
    code = f"exclusive_{what}" if swap.exclusive else "exchange"
    others = locale.in_sentence(joined([problem.name(other, locale) for other in swap.others], locale))
    name = problem.name(stability.industry_id, locale)
    if not swap.exclusive:
        name = locale.in_sentence(name)
    return " " + locale.text(f"stability.{code}", industry=name, others=others)


def density_in_words(result: StabilityCheck, stability: Stability, locale: Locale = DEFAULT_LOCALE) -> str:
    """Under which demands on union density it is in; empty where the data have none."""
    if (
        stability.threshold_codes[UNION_DENSITY] == "nothing_to_ask"
        or UNION_DENSITY not in result.scores.dataset.columns
    ):
        return ""
    if (code := stability.threshold_codes[UNION_DENSITY]) in LACKING:
        sentence = locale.text(f"stability.{LACKING[code]}")
        again = stability.comes_in[UNION_DENSITY]
        return sentence + " " + locale.text("stability.also_elsewhere") if again else sentence
    rules = result.scores.criteria.selection
    asked = rules.require_indicator.get(UNION_DENSITY) if rules else None
    least = asked.min if asked else None
    if least is None and not stability.selected and not stability.comes_in[UNION_DENSITY]:
        return locale.text("stability.union_density_never")
    if not stability.selected and stability.comes_in_freely and not stability.comes_in[UNION_DENSITY]:
        return locale.text("stability.union_density_freely")
    return _demand(stability.comes_in[UNION_DENSITY], least or 0.0, UNION_DENSITY, inf, stability.selected, locale)


def _demand(pairs: Sequence[Interval], today: float, what: str, reach: float, selected: bool, locale: Locale) -> str:
    """The pair that today is in or the nearest one, as a sentence, and whether there are others.

    A frame is as high as it must be, a demand as low: the one's limit is its start, the other's its end.
    """
    if not pairs:
        return locale.text(f"stability.{what}_never")
    low, high = min(pairs, key=lambda pair: max(pair[0] - today, today - pair[1], 0.0))
    frame = what == "frame"
    start, end = _ends((low, high), what, reach, locale)
    code = "between"
    if (frame and high >= reach) or (not frame and low == 0):
        code = "least" if frame else "most"
    if not start:
        code = "about"
    side = "in" if selected else "out"
    sentence = locale.text(f"stability.{what}_{code}_{side}", low=start, high=end)
    return sentence if len(pairs) == 1 else sentence + " " + locale.text("stability.also_elsewhere")


def stretch_in_figures(pair: Interval, what: str, reach: float, locale: Locale = DEFAULT_LOCALE) -> str:
    """From where to where it is in, with the same figures as the sentence about it."""
    start, end = _ends(pair, what, reach, locale)
    return f"{start}–{end}" if start else end


def frames_on_screen(result: StabilityCheck, stability: Stability, locale: Locale = DEFAULT_LOCALE) -> Table:
    """The frames at which it enters or leaves, each as the lowest figure shown at which it is so."""
    table = frames_table(result, stability, locale)
    rows = tuple((_rounded(float(str(frame)), DECIMALS["frame"], ceil), *others) for frame, *others in table.rows)
    return replace(table, rows=rows)


def _ends(pair: Interval, what: str, reach: float, locale: Locale) -> tuple[str, str]:
    """What a stretch is said to go from and to: within it, or no start where the figures shown have no room."""
    low, high = pair
    decimals = DECIMALS[what]
    if what == UNION_DENSITY and high == round(high) and low == round(low):
        decimals = 0
    frame = what == "frame"
    start = _rounded(low if frame or not low else low + ORE, decimals, ceil)
    end = _rounded(high - ORE if frame and high < reach else high, decimals, floor)
    if start > end:
        return "", locale.number(round(high, decimals), decimals)
    return locale.number(start, decimals), locale.number(end, decimals)


def _rounded(limit: float, decimals: int, towards: Callable[[float], int]) -> float:
    """Rounded so that what is said of all within the limits is true."""
    slack = -SLACK if towards is ceil else SLACK
    return float(towards(limit * 10**decimals + slack) / 10**decimals)


def beside_table(checks: Sequence[StabilityCheck], locale: Locale = DEFAULT_LOCALE) -> Table:
    """Two or three industries side by side: a row a question, a column an industry."""
    every = [(result, stability) for result in checks for stability in result.industries]
    columns = (
        Column("question", locale.text("stability.beside_question")),
        *(
            Column(stability.industry_id, result.result.problem.name(stability.industry_id, locale))
            for result, stability in every
        ),
    )

    def row(code: str, cell: Callable[[StabilityCheck, Stability], str]) -> tuple[str, ...]:
        return (locale.text(f"stability.beside_{code}"), *(cell(*pair) or MISSING for pair in every))

    rows = (
        row("status", lambda _, stability: locale.text(f"stability.beside_{'in' if stability.selected else 'out'}")),
        row("rank", lambda result, stability: _rank(result, stability, locale)),
        row("flip", lambda _, stability: _distance(stability, locale)),
        row("drawn", lambda result, stability: _count(stability.share_of_weights, result, locale)),
        row("nearby", lambda result, stability: _count(stability.share_nearby, result, locale)),
        row("minimum", lambda result, stability: minimum_in_words(result, stability, locale)),
        row("frame", lambda result, stability: frame_in_words(result, stability, locale)),
        row("density", lambda result, stability: density_in_words(result, stability, locale)),
    )
    draws = locale.number(checks[0].draws, 0)
    heading = locale.text("stability.beside_title")
    note = locale.text("stability.beside_note", draws=draws, percent=str(NEARBY))
    return Table(heading, columns, rows, (note,))


def _rank(result: StabilityCheck, stability: Stability, locale: Locale) -> str:
    if not stability.rank:
        return ""
    scores = result.scores
    points = locale.number(float(scores.scores[scores.industry_ids.index(stability.industry_id)]), 1)
    return locale.text("stability.beside_rank_points", rank=str(stability.rank), points=points)


def _distance(stability: Stability, locale: Locale) -> str:
    if stability.nearest is None:
        return locale.text("stability.beside_never" if stability.nearest_exact else "stability.beside_not_found")
    return locale.text("stability.beside_moved", distance=locale.number(100 * stability.nearest.distance, 1))
