"""How firmly one industry stands, as figures without Streamlit; in and out differ by sign and pattern too."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping

import plotly.graph_objects as go

from app.figures.charts import COLOURS, NAME_SIZE, NAME_WIDTH, separators
from app.shell.wording import in_figure
from engine.foundation.locale import number, text
from engine.robustness.budget_sensitivity import FRAMES
from engine.robustness.industry_sensitivity import Stability, StabilityCheck
from engine.robustness.weight_intervals import Interval

IN, OUT = "✓", "✕"
LOOKS = {True: (COLOURS[0], "", IN), False: (COLOURS[1], "/", OUT)}
ROOM_FOR_SIGN = 0.06  # of the axis; a sign in less would hide the bar
BAR_PIXELS, AXIS_PIXELS = 58, 110

Piece = tuple[float, float, bool]  # from, to, whether the industry is in


def interval_chart(result: StabilityCheck, one: Stability, language: str) -> go.Figure:
    """A bar a criterion from 0 to 100 per cent weight: where the industry is in or out, and today's weight."""
    scores = result.scores
    labels = {member: in_figure(scores.criteria.label(member, language)) for member in scores.root_members}
    figure = go.Figure()
    for member in scores.root_members:
        pieces = weight_pieces(one.intervals[member], one.selected)
        _add_pieces(figure, member, labels[member], [(100 * low, 100 * high, on) for low, high, on in pieces], language)
    today = {member: 100 * float(weight) for member, weight in zip(labels, scores.weights, strict=True)}
    _add_today(figure, today, text("app_stability.weight_now", language), language)
    _lay_out(figure, len(labels), 100, text("app_stability.weight_axis", language), language)
    wrapped = ["<br>".join(textwrap.wrap(label, NAME_WIDTH - 6)) for label in labels.values()]
    figure.update_layout(yaxis={"tickvals": list(labels), "ticktext": wrapped})
    return figure


def frame_chart(result: StabilityCheck, one: Stability, frame: float, language: str) -> go.Figure:
    """One bar from no frame to three times today's: where the industry is in or out, and today's frame."""
    figure = go.Figure()
    row = text("app_stability.frames_row", language)
    name = in_figure(result.result.problem.name(one.industry_id, language))
    _add_pieces(figure, row, name, frame_pieces(one, frame), language)
    _add_today(figure, {row: frame}, text("app_stability.frame_now", language), language)
    _lay_out(figure, 1, FRAMES * frame, text("app_stability.frames_axis", language), language)
    figure.update_layout(yaxis={"showticklabels": False})
    return figure


def weight_pieces(holds: Iterable[Interval], selected: bool) -> list[Piece]:
    """The weight from 0 to 1, cut where the status changes."""
    pieces: list[Piece] = []
    reached = 0.0
    for low, high in holds:
        if low > reached:
            pieces.append((reached, low, not selected))
        pieces.append((low, high, selected))
        reached = high
    if reached < 1:
        pieces.append((reached, 1.0, not selected))
    return pieces


def frame_pieces(one: Stability, frame: float) -> list[Piece]:
    """The frame from 0 to as far as is looked, MNOK, cut where the industry enters or leaves."""
    pieces: list[Piece] = [(0.0, FRAMES * frame, False)]
    for found in one.frame_breakpoints:
        inside = one.industry_id in found.selected
        start, end, before = pieces[-1]
        if inside != before:
            pieces[-1:] = [(start, found.frame_mnok, before), (found.frame_mnok, end, inside)]
    return [piece for piece in pieces if piece[1] > piece[0]]


def _add_pieces(figure: go.Figure, row: str, label: str, pieces: Iterable[Piece], language: str) -> None:
    pieces = list(pieces)
    reach = pieces[-1][1]
    for low, high, inside in pieces:
        colour, pattern, sign = LOOKS[inside]
        said = text("app_stability.in" if inside else "app_stability.out", language)
        span = f"{number(low, 1, language)}–{number(high, 1, language)}"
        figure.add_bar(
            x=[high - low],
            base=[low],
            y=[row],
            orientation="h",
            marker={
                "color": colour,
                "pattern": {
                    "shape": pattern,
                    "bgcolor": colour,
                    "fgcolor": "#ffffff",
                    "fgopacity": 0.5,
                    "solidity": 0.2,
                },
                "line": {"width": 1, "color": "white"},
            },
            text=[f"<b>{sign}</b>" if high - low >= ROOM_FOR_SIGN * reach else ""],
            textposition="inside",
            insidetextanchor="end",
            textangle=0,
            textfont={"color": "#ffffff", "size": 15},
            customdata=[f"<b>{label}</b><br>{span}: {said} {sign}"],
            hovertemplate="%{customdata}<extra></extra>",
        )


def _add_today(figure: go.Figure, values: Mapping[str, float], what: str, language: str) -> None:
    """A diamond on each row where things stand today."""
    figure.add_scatter(
        x=list(values.values()),
        y=list(values),
        mode="markers",
        marker={"symbol": "diamond", "size": 15, "color": "#ffffff", "line": {"width": 2.5, "color": "#111111"}},
        customdata=[f"{what}: {number(value, 1, language)}" for value in values.values()],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _lay_out(figure: go.Figure, rows: int, reach: float, axis: str, language: str) -> None:
    figure.update_layout(
        barmode="overlay",
        bargap=0.35,
        height=AXIS_PIXELS + BAR_PIXELS * rows,
        separators=separators(language),
        showlegend=False,
        margin={"l": 0, "r": 20, "t": 10, "b": 50},
        xaxis={"title": axis, "range": [0, reach], "fixedrange": True, "zeroline": False},
        yaxis={"autorange": "reversed", "automargin": True, "fixedrange": True, "tickfont": {"size": NAME_SIZE + 1}},
    )
