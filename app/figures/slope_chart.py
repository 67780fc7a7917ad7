"""Who loses and who gains by an option, as a slope chart. No Streamlit."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import plotly.graph_objects as go

from app.figures.charts import GUIDE, separators
from app.shell.wording import in_figure
from engine.foundation.locale import Locale
from engine.results.options_slope import ENDS, GAINS, LOSES, NEW, SAME, SlopeLine, spread_out

COLOURS = {NEW: "#11866F", GAINS: "#11866F", LOSES: "#C2571A", ENDS: "#C0426B", SAME: GUIDE}
DASHES = {NEW: "dot", ENDS: "dash"}
"""A programme that comes and one that goes have a line that is broken, so that colour is not the only sign."""
PIXELS, HEAD, FOOT, SIZE, LABEL_PIXELS = 640, 56, 16, 12, 32
LETTERS, TAIL = 25, 1.6  # of a line, and the room beside the lines, so that a telephone shows both names whole
DECIMALS = 1


def slope_chart(lines: Sequence[SlopeLine], then: str, locale: Locale) -> go.Figure:
    """Today to the left, the option's full year to the right, MNOK upwards; each line has its name at both ends."""
    highest = max((value for line in lines for value in (line.today, line.then) if value is not None), default=1.0)
    gap = highest * 1.1 * LABEL_PIXELS / (PIXELS - HEAD - FOOT)
    figure = go.Figure()
    for kind in dict.fromkeys(line.kind for line in lines):
        own = [line for line in lines if line.kind == kind]
        figure.add_scatter(
            x=[at for line in own for at in (0, 1, None)],
            y=[value for line in own for value in (line.today or 0.0, line.then or 0.0, None)],
            mode="lines+markers",
            name=locale.text(f"options.slope_{kind}"),
            line={"color": COLOURS[kind], "width": 2.5, "dash": DASHES.get(kind, "solid")},
            marker={"size": 8},
            hoverinfo="skip",
        )
    for side, at in (("today", 0), ("then", 1)):
        shown = [line for line in lines if getattr(line, side) is not None]
        places = spread_out([getattr(line, side) for line in shown], gap)
        figure.add_scatter(
            x=[at] * len(shown),
            y=places,
            mode="text",
            text=[_label(line, getattr(line, side), at, locale) for line in shown],
            textposition="middle left" if at == 0 else "middle right",
            textfont={"size": SIZE},
            cliponaxis=False,
            showlegend=False,
            hoverinfo="skip",
        )
    heads = (locale.text("options.slope_today"), then)
    figure.update_layout(
        height=PIXELS,
        separators=separators(locale),
        margin={"l": 4, "r": 4, "t": HEAD, "b": FOOT},
        legend={"orientation": "h", "x": 0.5, "xanchor": "center", "y": 1.06, "yanchor": "bottom"},
        xaxis={
            "range": [-TAIL, 1 + TAIL],
            "tickvals": [0, 1],
            "ticktext": [f"<b>{in_figure(one)}</b>" for one in heads],
            "side": "top",
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
        },
        yaxis={"range": [-highest * 0.05, highest * 1.08], "visible": False, "fixedrange": True},
    )
    return figure


def _label(line: SlopeLine, value: float, at: int, locale: Locale) -> str:
    said = locale.number(value, DECIMALS)
    whole = f"{line.name} {said}" if at == 0 else f"{said} {line.name}"
    lines = [in_figure(one) for one in textwrap.wrap(whole, LETTERS, break_long_words=False, break_on_hyphens=False)]
    return "<br>".join(f"{one}  " if at == 0 else f"  {one}" for one in lines)
