"""How firmly the whole selection stands, as figures. No Streamlit."""

from __future__ import annotations

import textwrap

import plotly.graph_objects as go

from app.figures.charts import COLOURS, LEGEND_WIDTH, NAME_SIZE, NAME_WIDTH, ROW_PIXELS, separators
from app.figures.robustness_tables import KINDS, RANKS_SHOWN, rank_shares
from app.shell.wording import in_figure
from engine.foundation.locale import Locale
from engine.output.table import percent_in_words
from engine.robustness.acceptability import Acceptability
from engine.robustness.criteria_diagnostics import Audit
from engine.scoring.score import Scores

HEAD_PIXELS = 110
SHADES = [[0, "#e9f1fa"], [0.5, "#a9c6e4"], [0.5, "#2e6db0"], [1, "#0b3d75"]]
"""Darker is more often, with a step where letters go from dark to white: between them neither could be read."""
NEVER = "#ffffff"
"""A rank that never comes, paler than the palest on a dark page too."""
ROOM_FOR_NUMBER = 0.08
RANK_NAME_WIDTH = 24  # characters: a telephone is to have room for "100" in the columns of the ranks
ROOM_BESIDE = 136  # per cent of the axis, so that "◐ > 99 %" beside the longest bar is whole on a telephone


def selected_chart(result: Acceptability, locale: Locale) -> go.Figure:
    """A bar an industry that is ever selected, most often on top, with its sign and its share in words."""
    kinds = {industry_id: kind for kind in KINDS for industry_id in getattr(result, kind)}
    shares = dict(zip(result.problem.ids, result.selected.tolist(), strict=True))
    ids = sorted(
        (industry_id for industry_id in shares if shares[industry_id] > 0),
        key=lambda industry_id: (-shares[industry_id], industry_id),
    )
    figure = go.Figure(
        go.Bar(
            x=[100 * shares[industry_id] for industry_id in ids],
            y=ids,
            orientation="h",
            marker={"color": [COLOURS[0] if kinds[industry_id] == "core" else COLOURS[1] for industry_id in ids]},
            text=[
                f"{KINDS[kinds[industry_id]]} {percent_in_words(shares[industry_id], locale)}" for industry_id in ids
            ],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{text}<extra></extra>",
        )
    )
    _lay_out(
        figure, [(industry_id, in_figure(result.problem.name(industry_id, locale))) for industry_id in ids], locale
    )
    figure.update_layout(
        xaxis={
            "title": locale.text("app_stability.selected_axis"),
            "range": [0, ROOM_BESIDE],
            "tickvals": [0, 25, 50, 75, 100],
        }
    )
    return figure


def rank_chart(result: Acceptability, locale: Locale) -> go.Figure:
    """The heat map: a row an industry, a column a rank, the share of the draws written where there is any."""
    rows = rank_shares(result, locale)
    figure = go.Figure(
        go.Heatmap(
            z=[[share or None for share in row.shares] for row in rows],
            x=_rank_names(),
            y=[row.industry_id for row in rows],
            text=[[_short(share) for share in row.shares] for row in rows],
            texttemplate="%{text}",
            textfont={"size": NAME_SIZE},
            customdata=[[percent_in_words(share, locale) for share in row.shares] for row in rows],
            hovertemplate="%{y}: %{x}: %{customdata}<extra></extra>",
            colorscale=SHADES,
            zmin=0,
            zmax=1,
            showscale=False,
            xgap=1,
            ygap=1,
        )
    )
    _lay_out(figure, [(row.industry_id, in_figure(row.name)) for row in rows], locale, RANK_NAME_WIDTH)
    figure.update_layout(
        margin={"r": 4},
        plot_bgcolor=NEVER,
        xaxis={
            "title": locale.text("app_stability.ranks_axis"),
            "side": "top",
            "type": "category",
            "tickangle": 0,
            "showgrid": False,
        },
        yaxis={"showgrid": False},
    )
    return figure


def central_chart(result: Acceptability, locale: Locale) -> go.Figure:
    """A bar of 100 per cent for each industry that is ever selected: the mean weights under which it is."""
    scores = result.scores
    order = sorted(
        (index for index, share in enumerate(result.selected.tolist()) if share > 0),
        key=lambda index: (-result.selected[index], result.problem.ids[index]),
    )
    ids = [result.problem.ids[index] for index in order]
    figure = go.Figure()
    for place, member in enumerate(scores.root_members):
        weights = [float(result.central_weights[index, place]) for index in order]
        label = in_figure(scores.criteria.short(member, locale))
        figure.add_bar(
            x=[100 * weight for weight in weights],
            y=ids,
            orientation="h",
            name="<br>".join(textwrap.wrap(label, LEGEND_WIDTH)),
            marker={"color": COLOURS[place % len(COLOURS)], "line": {"width": 1, "color": "white"}},
            text=[f"{100 * weight:.0f}" if weight >= ROOM_FOR_NUMBER else "" for weight in weights],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": "#ffffff", "size": NAME_SIZE + 1},
            customdata=[f"{label}: {percent_in_words(weight, locale)}" for weight in weights],
            hovertemplate="%{customdata}<extra></extra>",
        )
    _lay_out(
        figure, [(industry_id, in_figure(result.problem.name(industry_id, locale))) for industry_id in ids], locale
    )
    figure.update_layout(
        barmode="stack",
        uniformtext={"minsize": NAME_SIZE, "mode": "hide"},  # Plotly would shrink it past reading where it is narrow
        xaxis={"title": locale.text("app_stability.weight_axis"), "range": [0, 100]},
        legend={"orientation": "h", "x": 1, "xanchor": "right", "y": 1, "yanchor": "bottom", "traceorder": "normal"},
    )
    return figure


def audit_chart(result: Audit, scores: Scores, locale: Locale) -> go.Figure:
    """Two bars a criterion: what its weight says, and what it works as."""
    figure = go.Figure()
    members = list(result.weights)
    for index, (what, pattern) in enumerate((("nominal", ""), ("effective", "/"))):
        shares = [getattr(result.weights[member], what) or 0.0 for member in members]
        figure.add_bar(
            x=[100 * share for share in shares],
            y=members,
            orientation="h",
            name=locale.text(f"stability.{what}"),
            marker={
                "color": COLOURS[index],
                "pattern": {"shape": pattern, "bgcolor": COLOURS[index], "fgcolor": "#ffffff", "solidity": 0.15},
            },
            text=[percent_in_words(share, locale) for share in shares],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{text}<extra>%{fullData.name}</extra>",
        )
    _lay_out(figure, [(member, in_figure(scores.criteria.short(member, locale))) for member in members], locale)
    figure.update_layout(
        barmode="group",
        height=HEAD_PIXELS + 2 * ROW_PIXELS * len(members),
        xaxis={
            "title": locale.text("app_stability.audit_axis"),
            "range": [0, 110],
            "tickvals": [0, 25, 50, 75, 100],
        },
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "traceorder": "normal"},
    )
    return figure


def _rank_names() -> list[str]:
    return [*(str(rank) for rank in range(1, RANKS_SHOWN + 1)), f"{RANKS_SHOWN + 1}+"]


def _short(share: float) -> str:
    """Whole per cent; a sign where there is less than one, nothing where there is none."""
    if not share:
        return ""
    return f"{100 * share:.0f}" if round(100 * share) else "·"


def _lay_out(figure: go.Figure, rows: list[tuple[str, str]], locale: Locale, letters: int = NAME_WIDTH) -> None:
    figure.update_layout(
        height=HEAD_PIXELS + ROW_PIXELS * len(rows),
        bargap=0.25,
        separators=separators(locale),
        showlegend=len(figure.data) > 1,
        margin={"l": 0, "r": 20, "t": 10, "b": 45},
        xaxis={"fixedrange": True, "zeroline": False},
        yaxis={
            "tickvals": [key for key, _ in rows],
            "ticktext": ["<br>".join(textwrap.wrap(name, letters)) for _, name in rows],
            "autorange": "reversed",
            "automargin": True,
            "fixedrange": True,
            "tickfont": {"size": NAME_SIZE},
        },
    )
