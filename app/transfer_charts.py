"""What transfers from today's programmes, as figures without Streamlit; alike and different differ by pattern too."""

from __future__ import annotations

import math
import textwrap
from typing import Any

import plotly.graph_objects as go

from app.charts import COLOURS, GUIDE, NAME_SIZE, NAME_WIDTH, separators
from engine.criteria.model import Criteria
from engine.report.indicators import indicator_name
from engine.report.likeness_words import industry_name
from engine.report.tables import percent_in_words
from engine.scores.similarity import ALIKE, APART, BETWEEN, DIFFERENT, Difference, Likeness, Similarity
from engine.texts import number, text

ROW_PIXELS, AXIS_PIXELS = 34, 110
ALIKE_LOOK = ("alike", COLOURS[0], "")
LOOKS = {BETWEEN: ("between", COLOURS[4], "."), DIFFERENT: ("different", COLOURS[1], "/")}
"""Of a kind of difference: the key of its words, colour and pattern; all others are alike."""


def likeness_chart(result: Similarity, industry: str, language: str) -> go.Figure:
    """A bar a programme industry, the most alike on top: how unlike; a diamond for what sampling alone would give."""
    known = [one for one in result.likenesses[industry] if one.distance is not None]
    names = [_wrapped(industry_name(result, one.industry_id, language)) for one in known]
    said = [_beside_bar(one, language) for one in known]
    bars = go.Bar(
        x=[one.distance for one in known],
        y=names,
        orientation="h",
        marker={"color": COLOURS[0]},
        name=text("app_transfer.unlikeness", language),
        text=said,
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    figure = go.Figure([bars])
    if any(one.sampling_distance is not None for one in known):
        figure.add_scatter(
            x=[one.sampling_distance for one in known],
            y=names,
            mode="markers",
            marker={"symbol": "diamond", "size": 10, "color": COLOURS[1], "line": {"width": 1, "color": "white"}},
            name=text("app_transfer.sampling_alone", language),
            hovertemplate="%{y}: %{x:.2f}<extra></extra>",
        )
    figure.add_vline(x=1, line=_guide())
    widest = max([1.0, *(one.distance or 0.0 for one in known)])
    _lay_out(figure, len(names), text("app_transfer.unlikeness_axis", language), [0, 1.45 * widest], language)
    return figure


def differences_chart(result: Similarity, other: Likeness, criteria: Criteria, language: str) -> go.Figure:
    """A bar an exposure, right where it is more common here, in the usual difference between two industries."""
    deviations = {one.indicator_id: one.deviation for one in result.exposures}
    labels = [_wrapped(indicator_name(criteria, one.indicator_id, language)) for one in other.differences]
    figure = go.Figure()
    for words, colour, pattern in (ALIKE_LOOK, *LOOKS.values()):
        at = [place for place, one in enumerate(other.differences) if _look(one) == (words, colour, pattern)]
        shown = [other.differences[place] for place in at]
        errors = [_error(one, deviations[one.indicator_id]) for one in shown]
        figure.add_bar(
            x=[math.copysign(one.relative, one.standardised) for one in shown],
            y=[labels[place] for place in at],
            orientation="h",
            name=text(f"app_transfer.look_{words}", language),
            marker={"color": colour, "pattern": {"shape": pattern, "fgcolor": "white", "size": 6}},
            error_x={"array": errors, "visible": not all(map(math.isnan, errors)), "thickness": 1, "color": GUIDE},
            customdata=[f"{number(one.own, 1, language)} – {number(one.other, 1, language)}" for one in shown],
            hovertemplate="%{y}: %{customdata}<extra></extra>",
        )
    for limit in (-APART, -ALIKE, ALIKE, APART):
        figure.add_vline(x=limit, line=_guide())
    widest = 1.1 * max([APART, *(one.relative for one in other.differences)])
    _lay_out(figure, len(labels), text("app_transfer.difference_axis", language), [-widest, widest], language)
    figure.update_yaxes(categoryorder="array", categoryarray=labels)
    return figure


def _look(one: Difference) -> tuple[str, str, str]:
    return LOOKS.get(one.kind, ALIKE_LOOK)


def _error(one: Difference, deviation: float | None) -> float:
    """The standard error on the axis of ``differences_chart``: as ``Difference.relative`` is made of the difference."""
    return math.nan if one.se is None or not deviation else one.se / deviation / math.sqrt(2)


def _beside_bar(one: Likeness, language: str) -> str:
    said = number(one.distance or 0.0, 2, language)
    if one.nearest_share is None:
        return said
    return text("app_transfer.beside_bar", language, distance=said, share=percent_in_words(one.nearest_share, language))


def _wrapped(name: str) -> str:
    return "<br>".join(textwrap.wrap(name, NAME_WIDTH - 6))


def _guide() -> dict[str, Any]:
    return {"dash": "dash", "width": 1.5, "color": GUIDE}


def _lay_out(figure: go.Figure, rows: int, axis: str, span: list[float], language: str) -> None:
    figure.update_layout(
        height=AXIS_PIXELS + ROW_PIXELS * rows,
        separators=separators(language),
        margin={"l": 0, "r": 10, "t": 30, "b": 40},
        legend={"orientation": "h", "x": 0, "xref": "container", "y": 1, "yanchor": "bottom", "traceorder": "normal"},
        xaxis={"title": axis, "range": span, "fixedrange": True, "zeroline": True},
        yaxis={"autorange": "reversed", "automargin": True, "fixedrange": True, "tickfont": {"size": NAME_SIZE}},
    )
