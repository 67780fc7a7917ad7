"""Results to figures. No Streamlit; the colours hold 3:1 against a light and a dark page (WCAG 1.4.11)."""

from __future__ import annotations

import textwrap
from collections.abc import Collection
from typing import Any

import plotly.graph_objects as go

from engine.report.comparison import tied_groups
from engine.scores.ranking import UNRANKED
from engine.scores.scoring import Scores
from engine.texts import number, text

COLOURS = ("#2F74C0", "#C2571A", "#11866F", "#9A55B5", "#8C7411", "#C0426B", "#5B7C2B", "#6B6FC9")
ROW_PIXELS, HEAD_PIXELS, NAME_SIZE = 28, 150, 11
NAME_WIDTH = 30  # characters; longer names go over two lines, so that a telephone has room for the bars
LEGEND_WIDTH = 45
SELECTED = "✓"


def configuration(file_name: str, picture: str = "svg") -> dict[str, Any]:
    """What the figure's own tool bar offers: a picture to keep, and nothing that a reader does not need."""
    return {
        "displaylogo": False,
        "displayModeBar": "hover",
        "toImageButtonOptions": {"format": picture, "filename": file_name, "scale": 2},
        "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "zoom2d", "pan2d", "zoomIn2d", "zoomOut2d"],
    }


def separators(language: str) -> str:
    """Decimal and thousands sign on the axes."""
    return ",\N{NO-BREAK SPACE}" if language == "nb" else ".,"


def ranking_chart(scores: Scores, selected: Collection[str], language: str) -> go.Figure:
    """A bar an industry, best on top, stacked by what each criterion gives; the selected have a sign."""
    order = [at for at in scores.order if scores.ranks[at] != UNRANKED]
    ids = [scores.industry_ids[at] for at in order]
    names = {one.industry_id: one.name(language) for one in scores.dataset.industries}
    tied = {one for group in tied_groups(scores) for one in group}
    figure = go.Figure()
    for at, (label, points) in enumerate(_parts(scores, language)):
        values = [float(points[place]) for place in order]
        figure.add_bar(
            x=values,
            y=ids,
            orientation="h",
            name="<br>".join(textwrap.wrap(label, LEGEND_WIDTH)),
            marker={
                "color": COLOURS[at % len(COLOURS)],
                "line": {"width": 1, "color": "white"},
            },
            customdata=[
                f"<b>{names[one]}</b><br>{label}: {number(value, 1, language)}"
                for one, value in zip(ids, values, strict=True)
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
    totals = [float(scores.scores[at]) for at in order]
    figure.add_scatter(
        x=totals,
        y=ids,
        mode="text",
        text=[f" {number(total, 1, language)}" for total in totals],
        textposition="middle right",
        showlegend=False,
        hoverinfo="skip",
        cliponaxis=False,
    )
    labels = [
        _label(names[one], int(scores.ranks[at]), one in tied, one in selected)
        for one, at in zip(ids, order, strict=True)
    ]
    figure.update_layout(
        barmode="stack",
        bargap=0.22,
        height=HEAD_PIXELS + ROW_PIXELS * len(ids),
        separators=separators(language),
        margin={"l": 0, "r": 40, "t": 10, "b": 40},
        legend={
            "orientation": "h",
            "traceorder": "normal",
            "x": 1,
            "xanchor": "right",
            "y": 1,
            "yanchor": "bottom",
            "font": {"size": NAME_SIZE},
        },
        xaxis={"title": text("app.points", language), "range": [0, max([*totals, 1.0]) * 1.1], "fixedrange": True},
        yaxis={
            "tickvals": ids,
            "ticktext": labels,
            "autorange": "reversed",
            "automargin": True,
            "fixedrange": True,
            "tickfont": {"size": NAME_SIZE},
        },
    )
    return figure


def _parts(scores: Scores, language: str) -> list[tuple[str, Any]]:
    if scores.contributions is None:
        return [(text("app.points", language), scores.scores)]
    return [
        (scores.criteria.label(member, language), scores.contributions[:, at])
        for at, member in enumerate(scores.root_members)
    ]


def _label(name: str, rank: int, tied: bool, selected: bool) -> str:
    said = f"{rank}{'=' if tied else '.'} {name}{' ' + SELECTED if selected else ''}"
    lines = "<br>".join(textwrap.wrap(said, NAME_WIDTH))
    return f"<b>{lines}</b>" if selected else lines
