"""Rows of bars that have their names above them, so that a telephone has the whole width for the bars."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from app.figures.charts import GUIDE, separators
from app.shell.wording import in_figure
from engine.foundation.locale import Locale

ROW_PIXELS, LINE_PIXELS, HEAD_PIXELS, FOOT_PIXELS = 48, 18, 34, 64
BAR: dict[str, Any] = {"orientation": "h", "offset": 0.05, "width": 0.4}
"""Where a bar lies in its row: below the middle, where the name stands."""
MIDDLE = 0.25
"""Of a row, down from the name: where the middle of the bar is."""
NAME_ABOVE, LINE_ABOVE = 0.18, 0.05
"""Of a row: how far above the place the name stands, and how much further for each line more."""
RATIOS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
NAME_SIZE, NAME_LETTERS, AXIS_WIDTH = 14, 56, 40
"""Pixels, and the characters that a telephone has room for on a line."""


def marker(colour: str, pattern: str) -> dict[str, Any]:
    """A colour that has a pattern too, so that it is not the only sign."""
    return {
        "color": colour,
        "pattern": {"shape": pattern, "bgcolor": colour, "fgcolor": "#ffffff", "fgopacity": 0.6, "solidity": 0.2},
    }


def guide(figure: go.Figure, position: float, rows: int) -> None:
    """A line at this figure beside every bar, broken off where the names stand."""
    figure.add_scatter(
        x=[position, position, None] * rows,
        y=[end for row in range(rows) for end in (row, row + 2 * MIDDLE, None)],
        mode="lines",
        line={"dash": "dot", "width": 2, "color": GUIDE},
        showlegend=False,
        hoverinfo="skip",
    )


def lay_out(
    figure: go.Figure,
    names: Sequence[str],
    axis: str,
    span: tuple[float, float],
    locale: Locale,
    legend: bool = False,
    ratio: bool = False,
) -> None:
    """Rows in this order from the top; ``y`` of the figure's bars are the places 0, 1, 2 … in ``names``.

    On the axis of a ``ratio`` twice as much is as far as half as much.
    """
    head = HEAD_PIXELS if legend else 0
    lines = [[in_figure(line) for line in textwrap.wrap(name, NAME_LETTERS)] for name in names]
    more = max((len(wrapped) for wrapped in lines), default=1) - 1
    figure.update_layout(
        barmode="overlay",
        height=head + FOOT_PIXELS + (ROW_PIXELS + LINE_PIXELS * more) * len(names),
        separators=separators(locale),
        showlegend=legend,
        margin={"l": 4, "r": 12, "t": head, "b": FOOT_PIXELS},
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "traceorder": "normal"},
        xaxis={
            "title": {"text": "<br>".join(textwrap.wrap(axis, AXIS_WIDTH)), "standoff": 12},
            "range": list(span),
            "fixedrange": True,
        },
        yaxis={
            "range": [len(names) - 0.4, -0.6 if more else -0.5],
            "fixedrange": True,
            "showgrid": False,
            "showticklabels": False,
            "zeroline": False,
        },
    )
    if ratio:
        figure.update_xaxes(type="log", range=[math.log10(end) for end in span], tickvals=RATIOS)
    # Labels of the axis itself would take the room from the bars, or hide the figures of the other axis.
    figure.add_scatter(
        x=[span[0]] * len(names),
        y=[index - NAME_ABOVE - LINE_ABOVE * more for index in range(len(names))],
        mode="text",
        text=["<br>".join(wrapped) for wrapped in lines],
        textposition="middle right",
        textfont={"size": NAME_SIZE},
        cliponaxis=False,
        showlegend=False,
        hoverinfo="skip",
    )
