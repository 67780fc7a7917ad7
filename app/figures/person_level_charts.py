"""Co-occurrence in the same persons as figures without Streamlit: a point with its interval for each industry."""

from __future__ import annotations

import plotly.graph_objects as go

from app.figures.charts import COLOURS
from app.figures.named_bars import MIDDLE, guide, lay_out
from engine.dataset.model import Dataset
from engine.foundation.locale import Locale
from engine.results.person_level import INTERVAL, industry_of
from engine.survey.pair_figures import JointEstimate

TOGETHER = 1.0
"""Observed over expected, and the odds ratio, where exposure and complaint have nothing to do with each other."""
SMALLEST = 0.05
"""Where the axis of a ratio ends: it has no room for 0."""


def person_chart(estimates: tuple[JointEstimate, ...], measure: str, dataset: Dataset, locale: Locale) -> go.Figure:
    """One row an industry that has the measure, the highest on top; all together is a diamond."""
    times = 100 if measure == "joint" else 1
    known = [estimate for estimate in estimates if getattr(estimate, measure) is not None]
    known.sort(key=lambda estimate: (-getattr(estimate, measure), estimate.industry_id or ""))
    figure = go.Figure()
    for everybody, colour, symbol in ((False, COLOURS[0], "circle"), (True, COLOURS[1], "diamond")):
        positions = [place for place, estimate in enumerate(known) if (estimate.industry_id is None) == everybody]
        values = [times * getattr(known[place], measure) for place in positions]
        ends = [getattr(known[place], measure + INTERVAL) for place in positions]
        spans = [
            (value, value) if end is None else (times * end[0], times * end[1])
            for value, end in zip(values, ends, strict=True)
        ]
        figure.add_scatter(
            x=values,
            y=[place + MIDDLE for place in positions],
            mode="markers",
            marker={"color": colour, "symbol": symbol, "size": 11},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [high - value for value, (_, high) in zip(values, spans, strict=True)],
                "arrayminus": [value - low for value, (low, _) in zip(values, spans, strict=True)],
                "color": colour,
                "thickness": 2,
                "width": 4,
            },
            hoverinfo="skip",
        )
    names = [_name(estimate, measure, times, dataset, locale) for estimate in known]
    axis = locale.text(f"app_transfer.axis_{measure}")
    if measure == "joint":
        lay_out(figure, names, axis, (0, 1.05 * max(_ends(known, measure), default=1) * times), locale)
    else:
        guide(figure, TOGETHER, len(known))
        reached = [TOGETHER / 2, 2 * TOGETHER, *(max(end, SMALLEST) for end in _ends(known, measure))]
        lay_out(figure, names, axis, (min(reached) / 1.1, max(reached) * 1.1), locale, ratio=True)
    return figure


def _ends(known: list[JointEstimate], measure: str) -> list[float]:
    """Every figure and both ends of its interval."""
    intervals = [getattr(estimate, measure + INTERVAL) or () for estimate in known]
    return [*(getattr(estimate, measure) for estimate in known), *(end for ends in intervals for end in ends)]


def _name(estimate: JointEstimate, measure: str, times: int, dataset: Dataset, locale: Locale) -> str:
    decimals = 0 if measure == "joint" else 1
    text = locale.number(times * getattr(estimate, measure), decimals)
    ends = getattr(estimate, measure + INTERVAL)
    if ends is not None:
        text += " ({}–{})".format(*(locale.number(times * end, decimals) for end in ends))
    return f"{industry_of(estimate, dataset, locale)}: {text}"
