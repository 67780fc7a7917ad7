"""How firmly industries stand, as strips without Streamlit; in and out differ by sign and pattern too."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence

import plotly.graph_objects as go

from app.figures.charts import COLOURS, NAME_WIDTH, separators
from app.shell.wording import in_figure
from engine.foundation.locale import Locale
from engine.results.stability_answer import frames_in
from engine.robustness.budget_sensitivity import FRAMES
from engine.robustness.industry_sensitivity import UNION_DENSITY, Stability, StabilityCheck
from engine.robustness.weight_intervals import Interval

IN, OUT = "✓", "✕"
LOOKS = {True: (COLOURS[0], "", IN), False: (COLOURS[1], "/", OUT)}
ROOM_FOR_SIGN = 0.06  # of the axis; a sign in less would hide the bar
BAR_PIXELS, AXIS_PIXELS, LETTER = 52, 78, 14
EDGE = 0.012  # of the axis, so that a diamond at its end is whole
LEAST_REACH = 1.5  # times what is asked today, at least, so that the diamond stands within the strip

Piece = tuple[float, float, bool]  # from, to, whether the industry is in
Asked = Sequence[tuple[StabilityCheck, Stability]]


def interval_chart(result: StabilityCheck, stability: Stability, locale: Locale) -> go.Figure:
    """A bar a criterion from 0 to 100 per cent weight: where the industry is in or out, and today's weight."""
    scores = result.scores
    labels = {member: in_figure(scores.criteria.short(member, locale)) for member in scores.root_members}
    figure = go.Figure()
    for member in scores.root_members:
        pieces = weight_pieces(stability.intervals[member], stability.selected)
        _add_pieces(figure, member, labels[member], [(100 * low, 100 * high, on) for low, high, on in pieces], locale)
    today = {member: 100 * float(weight) for member, weight in zip(labels, scores.weights, strict=True)}
    _add_today(figure, today, locale.text("app_stability.weight_now"), locale)
    _lay_out(figure, labels, 100, locale.text("app_stability.weight_axis"), locale)
    return figure


def frame_chart(asked: Asked, frame: float, locale: Locale) -> go.Figure:
    """A strip an industry from no frame to three times today's: where it is in or out, and today's frame."""
    pieces = {
        stability.industry_id: pieces_of(frames_in(result, stability), FRAMES * frame) for result, stability in asked
    }
    words = (locale.text("app_stability.frame_now"), locale.text("app_stability.frames_axis"))
    return _strips(asked, pieces, frame, FRAMES * frame, words, locale)


def demand_chart(asked: Asked, demand: str, today: float, locale: Locale) -> go.Figure:
    """A strip an industry from nothing asked up: a minimum grant (MNOK) or a union density (per cent)."""
    ends = [high for _, stability in asked for _, high in stability.comes_in[demand]]
    reach = max([*ends, LEAST_REACH * today, 1.0])
    if demand == UNION_DENSITY:
        reach = 100.0
    elif reach == max(ends, default=0.0):
        reach *= 1.05
    pieces = {stability.industry_id: pieces_of(stability.comes_in[demand], reach) for _, stability in asked}
    words = (locale.text(f"app_stability.now_{demand}"), locale.text(f"app_stability.axis_{demand}"))
    return _strips(asked, pieces, today, reach, words, locale)


def _strips(
    asked: Asked,
    pieces: Mapping[str, Sequence[Piece]],
    today: float,
    reach: float,
    words: tuple[str, str],
    locale: Locale,
) -> go.Figure:
    figure = go.Figure()
    names = {
        stability.industry_id: in_figure(result.result.problem.name(stability.industry_id, locale))
        for result, stability in asked
    }
    for industry, name in names.items():
        _add_pieces(figure, industry, name, pieces[industry], locale)
    _add_today(figure, dict.fromkeys(names, today), words[0], locale)
    _lay_out(figure, names, reach, words[1], locale)
    if len(names) == 1:
        figure.update_layout(yaxis={"showticklabels": False})
    return figure


def weight_pieces(holds: Iterable[Interval], selected: bool) -> list[Piece]:
    """The weight from 0 to 1, cut where the status changes."""
    return [(low, high, on == selected) for low, high, on in pieces_of(holds, 1.0)]


def pieces_of(pairs: Iterable[Interval], reach: float) -> list[Piece]:
    """From 0 to ``reach``, cut where the pairs begin and end; True within them."""
    pieces: list[Piece] = []
    reached = 0.0
    for low, high in pairs:
        if low > reached:
            pieces.append((reached, low, False))
        pieces.append((low, high, True))
        reached = high
    if reached < reach:
        pieces.append((reached, reach, False))
    return pieces


def _add_pieces(figure: go.Figure, row: str, label: str, pieces: Iterable[Piece], locale: Locale) -> None:
    pieces = list(pieces)
    reach = pieces[-1][1]
    for low, high, inside in pieces:
        colour, pattern, sign = LOOKS[inside]
        words = locale.text("app_stability.in" if inside else "app_stability.out")
        span = f"{locale.number(low, 1)}–{locale.number(high, 1)}"
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
            customdata=[f"<b>{label}</b><br>{span}: {words} {sign}"],
            hovertemplate="%{customdata}<extra></extra>",
        )


def _add_today(figure: go.Figure, values: Mapping[str, float], what: str, locale: Locale) -> None:
    """A diamond on each row where things stand today."""
    figure.add_scatter(
        x=list(values.values()),
        y=list(values),
        mode="markers",
        marker={"symbol": "diamond", "size": 15, "color": "#ffffff", "line": {"width": 2.5, "color": "#111111"}},
        customdata=[f"{what}: {locale.number(value, 1)}" for value in values.values()],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _lay_out(figure: go.Figure, labels: Mapping[str, str], reach: float, axis: str, locale: Locale) -> None:
    wrapped = ["<br>".join(textwrap.wrap(label, NAME_WIDTH - 6)) for label in labels.values()]
    figure.update_layout(
        barmode="overlay",
        bargap=0.35,
        height=AXIS_PIXELS + BAR_PIXELS * len(labels),
        separators=separators(locale),
        showlegend=False,
        margin={"l": 0, "r": 20, "t": 6, "b": 48},
        xaxis={
            "title": {"text": axis, "font": {"size": LETTER}},
            "range": [-EDGE * reach, (1 + EDGE) * reach],
            "fixedrange": True,
            "zeroline": False,
            "tickfont": {"size": LETTER},
        },
        yaxis={
            "autorange": "reversed",
            "automargin": True,
            "fixedrange": True,
            "tickvals": list(labels),
            "ticktext": wrapped,
            "tickfont": {"size": LETTER},
        },
    )
