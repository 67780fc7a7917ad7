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
PIXELS, HEAD, FOOT, SIZE, LINE_PIXELS, BETWEEN = 640, 40, 16, 12, 16, 5
LETTERS, TAIL = 24, 2.2  # of a line, and the room beside the lines, so that a telephone shows both names whole
LEADER, GAP = 0.12, 0.04  # from a point to the end of its line, and on to its label, of the way between the points
TOP, HEADS_AT = 1.18, 1.1  # of the largest amount: the end of the axis, and the headings above the labels
DECIMALS = 1


def slope_chart(lines: Sequence[SlopeLine], then: str, locale: Locale) -> go.Figure:
    """Today to the left, the option's full year to the right, MNOK upwards; each line has its name at both ends."""
    highest = max((value for line in lines for value in (line.today, line.then) if value is not None), default=1.0)
    pixel = highest * (TOP + 0.05) / (PIXELS - HEAD - FOOT)
    figure = go.Figure()
    for kind in dict.fromkeys(line.kind for line in lines):
        own = [line for line in lines if line.kind == kind]
        figure.add_scatter(
            x=[position for line in own for position in (0, 1, None)],
            y=[value for line in own for value in (line.today or 0.0, line.then or 0.0, None)],
            mode="lines+markers",
            name=locale.text(f"options.slope_{kind}"),
            line={"color": COLOURS[kind], "width": 2.5, "dash": DASHES.get(kind, "solid")},
            marker={"size": 8},
            hoverinfo="skip",
        )
    for side, position in (("today", 0), ("then", 1)):
        _add_labels(figure, [line for line in lines if getattr(line, side) is not None], side, position, pixel, locale)
    for position, head in ((0, locale.text("options.slope_today")), (1, then)):
        _add_texts(figure, position, [highest * HEADS_AT], [f"<b>{_lines(head)}</b>"])
    figure.update_layout(
        height=PIXELS,
        separators=separators(locale),
        margin={"l": 4, "r": 4, "t": HEAD, "b": FOOT},
        legend={"orientation": "h", "x": 0.5, "xanchor": "center", "y": 1, "yanchor": "bottom"},
        xaxis={"range": [-TAIL, 1 + TAIL], "visible": False, "fixedrange": True},
        yaxis={"range": [-highest * 0.05, highest * TOP], "visible": False, "fixedrange": True},
    )
    return figure


def _add_labels(
    figure: go.Figure, shown: Sequence[SlopeLine], side: str, position: int, pixel: float, locale: Locale
) -> None:
    """The labels of one side, clear of one another, each with a thin line from its point; a pixel is so many MNOK."""
    values = [getattr(line, side) for line in shown]
    labels = [_label(line, value, position, locale) for line, value in zip(shown, values, strict=True)]
    places = spread_out(values, [pixel * (LINE_PIXELS * (label.count("<br>") + 1) + BETWEEN) for label in labels])
    outward = -LEADER if position == 0 else LEADER
    figure.add_scatter(
        x=[x for _ in shown for x in (position, position + outward, None)],
        y=[y for value, place in zip(values, places, strict=True) for y in (value, place, None)],
        mode="lines",
        line={"color": GUIDE, "width": 1},
        showlegend=False,
        hoverinfo="skip",
    )
    _add_texts(figure, position, places, labels)


def _add_texts(figure: go.Figure, position: int, places: Sequence[float], texts: Sequence[str]) -> None:
    """Beside the lines, in the page's own colour as the points of a figure have it."""
    figure.add_scatter(
        x=[position - LEADER - GAP if position == 0 else position + LEADER + GAP] * len(texts),
        y=places,
        mode="text",
        text=texts,
        textposition="middle left" if position == 0 else "middle right",
        textfont={"size": SIZE},
        cliponaxis=False,
        showlegend=False,
        hoverinfo="skip",
    )


def _label(line: SlopeLine, value: float, position: int, locale: Locale) -> str:
    number = locale.number(value, DECIMALS)
    between = "\N{NO-BREAK SPACE}"  # the number stands with the nearest word of the name, towards the lines
    return _lines(f"{line.name}{between}{number}" if position == 0 else f"{number}{between}{line.name}")


def _lines(whole: str) -> str:
    wrapped = textwrap.wrap(whole, LETTERS, break_long_words=False, break_on_hyphens=False)
    return "<br>".join(map(in_figure, wrapped))
