"""Prevention potential as figures without Streamlit: shares with their intervals."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import plotly.graph_objects as go

from app.charts import COLOURS, GUIDE, NAME_SIZE, NAME_WIDTH, separators
from engine.dataset.prevention.potential import Interval, Potential
from engine.report.prevention_words import exposure_name, outcome_name, share_in_words
from engine.texts import text

ROW_PIXELS, AXIS_PIXELS = 44, 90

Line = tuple[str, float, Interval | None]
"""What a bar is called, its share 0..1, and the interval."""


def outcomes_chart(potentials: Sequence[Potential], language: str) -> go.Figure:
    """A bar an outcome: what would go without the known exposures."""
    known = [one for one in potentials if one.fraction is not None]
    lines = [(outcome_name(one.outcome_id, language), one.fraction or 0.0, one.interval) for one in known]
    return _figure(lines, (), language)


def parts_chart(of: Potential, language: str) -> go.Figure:
    """A bar an exposure, the largest on top, and below them all together; levels of one exposure are one bar."""
    lines: list[Line] = [
        (
            ", ".join(exposure_name(level.effect.exposure, language) for level in part.levels),
            part.fraction,
            part.interval,
        )
        for part in sorted(of.parts, key=lambda part: -part.fraction)
    ]
    whole: list[Line] = []
    if len(lines) > 1 and of.fraction is not None:
        whole = [(text("prevention.together", language), of.fraction, of.interval)]
    return _figure(lines, whole, language)


def _figure(lines: Sequence[Line], whole: Sequence[Line], language: str) -> go.Figure:
    figure = go.Figure()
    for shown, colour, pattern in ((lines, COLOURS[0], ""), (whole, COLOURS[1], "/")):
        shares = [100 * share for _, share, _ in shown]
        ends = [
            (share, share) if one is None else (100 * one.low, 100 * one.high)
            for share, (_, _, one) in zip(shares, shown, strict=True)
        ]
        figure.add_bar(
            x=shares,
            y=["<br>".join(textwrap.wrap(name, NAME_WIDTH - 6)) for name, _, _ in shown],
            orientation="h",
            marker={"color": colour, "pattern": {"shape": pattern, "fgcolor": "white", "size": 6}},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [high - share for share, (_, high) in zip(shares, ends, strict=True)],
                "arrayminus": [share - low for share, (low, _) in zip(shares, ends, strict=True)],
                "color": GUIDE,
                "thickness": 2,
                "width": 6,
            },
            customdata=[share_in_words(share, interval, language) for _, share, interval in shown],
            hovertemplate="%{y}: %{customdata}<extra></extra>",
            showlegend=False,
        )
        figure.add_scatter(
            x=[high for _, high in ends],
            y=["<br>".join(textwrap.wrap(name, NAME_WIDTH - 6)) for name, _, _ in shown],
            mode="text",
            text=["  " + share_in_words(share, None, language) for _, share, _ in shown],
            textposition="middle right",
            cliponaxis=False,
            hoverinfo="skip",
            showlegend=False,
        )
    figure.update_layout(
        height=AXIS_PIXELS + ROW_PIXELS * (len(lines) + len(whole)),
        separators=separators(language),
        margin={"l": 0, "r": 40, "t": 10, "b": 40},
        xaxis={
            "title": text("app_transfer.share_axis", language),
            "range": [0, 100],
            "fixedrange": True,
        },
        yaxis={"autorange": "reversed", "automargin": True, "fixedrange": True, "tickfont": {"size": NAME_SIZE}},
    )
    return figure
