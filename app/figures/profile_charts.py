"""Viewpoints side by side, as figures. No Streamlit."""

from __future__ import annotations

import textwrap

import plotly.graph_objects as go

from app.figures.charts import COLOURS, NAME_SIZE, NAME_WIDTH, separators
from app.figures.profile_tables import JOINT, profile_name
from app.shell.wording import in_figure
from engine.foundation.locale import number, text
from engine.robustness.stakeholder_profiles import Parties

HEAD_PIXELS, GROUP_PIXELS = 150, 84
PATTERNS = ("", "/", ".")


def regret_chart(result: Parties, language: str) -> go.Figure:
    """Three bars a viewpoint: what it loses, in points, under each of the joint selections."""
    figure = go.Figure()
    ids = list(result.own)
    for at, name in enumerate(JOINT):
        regrets = [getattr(result, name).regrets[one] for one in ids]
        figure.add_bar(
            x=regrets,
            y=ids,
            orientation="h",
            name=text(f"app_stability.joint_{name}", language),
            marker={
                "color": COLOURS[at],
                "pattern": {"shape": PATTERNS[at], "bgcolor": COLOURS[at], "fgcolor": "#ffffff", "solidity": 0.15},
            },
            text=[number(regret, 1, language) for regret in regrets],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{text}<extra>%{fullData.name}</extra>",
        )
    largest = max(max(getattr(result, name).regrets.values()) for name in JOINT)
    names = [in_figure(profile_name(own.profile, language)) for own in result.own.values()]
    figure.update_layout(
        barmode="group",
        height=HEAD_PIXELS + GROUP_PIXELS * len(ids),
        separators=separators(language),
        margin={"l": 0, "r": 30, "t": 10, "b": 45},
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "traceorder": "normal"},
        xaxis={
            "title": text("app_stability.regret_axis", language),
            "range": [0, 1.15 * largest or 1.0],
            "fixedrange": True,
            "zeroline": False,
        },
        yaxis={
            "tickvals": ids,
            "ticktext": ["<br>".join(textwrap.wrap(name, NAME_WIDTH)) for name in names],
            "autorange": "reversed",
            "automargin": True,
            "fixedrange": True,
            "tickfont": {"size": NAME_SIZE + 1},
        },
    )
    return figure
