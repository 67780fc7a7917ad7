"""Each industry's score as a solid bar, what the figures support, and a hatched one, what they leave open."""

from __future__ import annotations

import plotly.graph_objects as go

from app.figures.charts import COLOURS
from app.figures.named_bars import BAR, MIDDLE, lay_out
from engine.foundation.locale import Locale
from engine.results.known_figures import Known
from engine.scoring.score import Scores

HATCH = {"shape": "/", "bgcolor": "rgba(0,0,0,0)", "fgcolor": COLOURS[0], "solidity": 0.25}


def known_chart(scores: Scores, known: Known, shown: int, locale: Locale) -> go.Figure:
    """The first ``shown`` in order: low end, how far up the high end is, and the share that rests on figures."""
    order = [index for index in scores.order if scores.ranks[index]][:shown]
    low = [float(known.low[index]) for index in order]
    high = [float(known.high[index]) for index in order]
    hover_texts = [
        locale.text(
            "known.bar",
            low=locale.number(low[row], 1),
            high=locale.number(high[row], 1),
            known=locale.number(100 * float(known.shares[index]), 0),
        )
        for row, index in enumerate(order)
    ]
    rows = list(range(len(order)))
    figure = go.Figure()
    figure.add_bar(x=low, y=rows, name=locale.text("known.supported"), marker={"color": COLOURS[0]}, **BAR)
    figure.add_bar(
        x=[up - down for up, down in zip(high, low, strict=True)],
        y=rows,
        base=low,
        name=locale.text("known.open"),
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 1, "color": COLOURS[0]}, "pattern": HATCH},
        **BAR,
    )
    for bars in figure.data:
        bars.update(hovertext=hover_texts, hovertemplate="%{hovertext}<extra></extra>")
    industries = [scores.dataset.industries[scores.dataset.position[scores.industry_ids[index]]] for index in order]
    names = [
        f"{scores.ranks[index]}. {industry.name(locale)}" for index, industry in zip(order, industries, strict=True)
    ]
    top = float(scores.criteria.scale)
    lay_out(figure, names, locale.text("known.bar_axis"), (0.0, 1.2 * top), locale, legend=True)
    figure.update_xaxes(tickvals=[top * part / 4 for part in range(5)])
    figure.add_scatter(
        x=high,
        y=[row + MIDDLE for row in rows],
        mode="text",
        text=[f" {locale.number(down, 1)}–{locale.number(up, 1)}" for down, up in zip(low, high, strict=True)],
        textposition="middle right",
        cliponaxis=False,
        showlegend=False,
        hoverinfo="skip",
    )
    return figure
