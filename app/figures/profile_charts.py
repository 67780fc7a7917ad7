"""Viewpoints side by side, as figures. No Streamlit."""

from __future__ import annotations

import textwrap
from typing import Any

import plotly.graph_objects as go

from app.figures.charts import COLOURS, GUIDE, NAME_SIZE, NAME_WIDTH, separators
from app.figures.profile_tables import JOINT, profile_name
from app.shell.wording import in_figure
from engine.foundation.locale import Locale
from engine.output.table import MISSING
from engine.robustness.stakeholder_profiles import OwnSelection, Parties
from engine.robustness.viewpoint_agreement import NEAR, whoever_decides
from engine.scoring.score import Scores

HEAD_PIXELS, GROUP_PIXELS = 150, 84
CELL_PIXELS, LINE_PIXELS, MATRIX_HEAD, LETTER = 40, 19, 150, 14
HEAD_LETTERS, ROW_LETTERS = 18, 22
"""Characters a line."""
HEAD_ANGLES = (0, -90)
"""Degrees: on a telephone a column has room for two lines that stand, and for no slanted one."""
CHOSEN, NEAR_CUT, FAR = 2, 1, 0
CELLS = ((FAR, "rgba(128,128,128,0.08)"), (NEAR_CUT, "rgba(128,128,128,0.30)"), (CHOSEN, COLOURS[0]))
PATTERNS = ("", "/", ".")


def regret_chart(result: Parties, locale: Locale) -> go.Figure:
    """Three bars a viewpoint: what it loses, in points, under each of the joint selections."""
    figure = go.Figure()
    ids = list(result.own)
    for index, name in enumerate(JOINT):
        regrets = [getattr(result, name).regrets[viewpoint] for viewpoint in ids]
        figure.add_bar(
            x=regrets,
            y=ids,
            orientation="h",
            name=locale.text(f"app_stability.joint_{name}"),
            marker={
                "color": COLOURS[index],
                "pattern": {
                    "shape": PATTERNS[index],
                    "bgcolor": COLOURS[index],
                    "fgcolor": "#ffffff",
                    "solidity": 0.15,
                },
            },
            text=[locale.number(regret, 1) for regret in regrets],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{text}<extra>%{fullData.name}</extra>",
        )
    largest = max(max(getattr(result, name).regrets.values()) for name in JOINT)
    names = [in_figure(profile_name(own.profile, locale)) for own in result.own.values()]
    figure.update_layout(
        barmode="group",
        height=HEAD_PIXELS + GROUP_PIXELS * len(ids),
        separators=separators(locale),
        margin={"l": 0, "r": 30, "t": 10, "b": 45},
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "traceorder": "normal"},
        xaxis={
            "title": locale.text("app_stability.regret_axis"),
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


def matrix_chart(result: Parties, scores: Scores, locale: Locale) -> go.Figure:
    """A row an industry near the cut, a column a viewpoint: ✓ and rank where it chooses it, the rank alone where not.

    A line goes between those that all choose, those that some choose, and those that none does.
    """
    agreement = whoever_decides(result)
    rows = (*agreement.always, *agreement.disputed, *agreement.near)
    names = {industry.industry_id: industry.name(locale) for industry in scores.dataset.industries}
    names |= {merge.id: merge.name_nb for merge in scores.criteria.merges}
    heads = [in_figure(profile_name(own.profile, locale)) for own in result.own.values()]
    signs, levels = [], []
    for industry in rows:
        kinds = [_cell(own, industry) for own in result.own.values()]
        levels.append([kind for kind, _ in kinds])
        signs.append([sign for _, sign in kinds])
    figure = go.Figure(
        go.Heatmap(
            z=levels,
            x=list(result.own),
            y=list(rows),
            colorscale=[[place / CHOSEN, colour] for place, colour in CELLS],
            zmin=FAR,
            zmax=CHOSEN,
            showscale=False,
            xgap=3,
            ygap=3,
            hoverinfo="skip",
        )
    )
    # As the points of a figure they take the page's own colour (style.css); notes take a grey that is too pale.
    cells = [
        (kind, profile, industry, sign)
        for industry, row, marks in zip(rows, levels, signs, strict=True)
        for profile, kind, sign in zip(result.own, row, marks, strict=True)
    ]
    others = [cell for cell in cells if cell[0] != CHOSEN]
    figure.add_scatter(
        x=[profile for _, profile, _, _ in others],
        y=[industry for _, _, industry, _ in others],
        text=[sign for *_, sign in others],
        mode="text",
        textfont={"size": LETTER},
        hoverinfo="skip",
        showlegend=False,
    )
    edges = [
        edge
        for edge in (len(agreement.always), len(agreement.always) + len(agreement.disputed))
        if 0 < edge < len(rows)
    ]
    lines = [textwrap.wrap(in_figure(names.get(industry, industry)), ROW_LETTERS) for industry in rows]
    cell = max([CELL_PIXELS, *(LINE_PIXELS * len(wrapped) for wrapped in lines)])
    figure.update_layout(
        # All at once: Plotly checks every annotation anew each time that one is added.
        annotations=[_mark(profile, industry, sign) for kind, profile, industry, sign in cells if kind == CHOSEN],
        shapes=[_edge(edge - 0.5) for edge in edges],
        height=MATRIX_HEAD + cell * len(rows),
        separators=separators(locale),
        margin={"l": 0, "r": 0, "t": 4, "b": 4},
        xaxis={
            "side": "top",
            "tickvals": list(result.own),
            "ticktext": ["<br>".join(textwrap.wrap(head, HEAD_LETTERS)) for head in heads],
            "autotickangles": list(HEAD_ANGLES),
            "automargin": True,
            "fixedrange": True,
            "showgrid": False,
            "tickfont": {"size": LETTER - 1},
        },
        yaxis={
            "tickvals": list(rows),
            "ticktext": ["<br>".join(wrapped) for wrapped in lines],
            "autorange": "reversed",
            "automargin": True,
            "fixedrange": True,
            "showgrid": False,
            "tickfont": {"size": LETTER},
        },
    )
    return figure


def _mark(profile: str, industry: str, sign: str) -> dict[str, Any]:
    """What stands in a cell that is chosen."""
    font = {"size": LETTER, "color": "#ffffff"}
    return {"x": profile, "y": industry, "text": sign, "showarrow": False, "font": font}


def _edge(height: float) -> dict[str, Any]:
    """A line across the whole figure between two rows."""
    line = {"width": 2.5, "color": GUIDE}
    return {"type": "line", "xref": "x domain", "x0": 0, "x1": 1, "y0": height, "y1": height, "line": line}


def _cell(own: OwnSelection, industry: str) -> tuple[int, str]:
    """How near, and what stands there."""
    rank = own.ranks.get(industry, 0)
    if industry in own.selected:
        return CHOSEN, f"<b>✓ {rank}</b>"
    near = 0 < rank <= len(own.selected) + NEAR
    return (NEAR_CUT if near else FAR), str(rank) if rank else MISSING
