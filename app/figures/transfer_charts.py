"""What transfers from today's programmes, as figures without Streamlit; alike and different differ by pattern too."""

from __future__ import annotations

import math

import plotly.graph_objects as go

from app.figures.charts import COLOURS, GUIDE
from app.figures.named_bars import BAR, MIDDLE, guide, lay_out, marker
from app.shell.wording import in_figure
from engine.criteria.model import Criteria
from engine.foundation.locale import Locale
from engine.output.table import percent_in_words
from engine.results.indicator_labels import indicator_name
from engine.results.similarity_words import industry_name
from engine.transfer.similarity import ALIKE, APART, BETWEEN, DIFFERENT, Difference, Likeness, Similarity

ALIKE_LOOK = ("alike", COLOURS[0], "")
LOOKS = {BETWEEN: ("between", COLOURS[4], "."), DIFFERENT: ("different", COLOURS[1], "/")}
"""Of a kind of difference: the key of its words, colour and pattern; all others are alike."""


def likeness_chart(result: Similarity, industry: str, locale: Locale) -> go.Figure:
    """A bar a programme industry, the most alike on top: how unlike; a diamond for what sampling alone would give."""
    known = [likeness for likeness in result.likenesses[industry] if likeness.distance is not None]
    names = [_likeness_name(result, likeness, locale) for likeness in known]
    figure = go.Figure(
        go.Bar(
            x=[likeness.distance for likeness in known],
            y=list(range(len(known))),
            marker=marker(COLOURS[0], ""),
            name=locale.text("app_transfer.unlikeness"),
            customdata=names,
            hovertemplate="%{customdata}<extra></extra>",
            **BAR,
        )
    )
    sampled = [
        (index, likeness.sampling_distance)
        for index, likeness in enumerate(known)
        if likeness.sampling_distance is not None
    ]
    if sampled:
        figure.add_scatter(
            x=[distance for _, distance in sampled],
            y=[index + MIDDLE for index, _ in sampled],
            mode="markers",
            marker={"symbol": "diamond", "size": 11, "color": COLOURS[1], "line": {"width": 1.5, "color": "white"}},
            name=locale.text("app_transfer.sampling_alone"),
            hovertemplate="%{x:.2f}<extra>%{fullData.name}</extra>",
        )
    guide(figure, 1, len(known))
    widest = 1.1 * max([1.0, *(likeness.distance or 0.0 for likeness in known)])
    lay_out(figure, names, locale.text("app_transfer.unlikeness_axis"), (0, widest), locale, legend=True)
    return figure


def differences_chart(result: Similarity, other: Likeness, criteria: Criteria, locale: Locale) -> go.Figure:
    """A bar an exposure, right where it is more common here, in the usual difference between two industries."""
    deviations = {exposure.indicator_id: exposure.deviation for exposure in result.exposures}
    units = {exposure.indicator_id: exposure.unit for exposure in result.exposures}
    names = [
        _difference_name(difference, units[difference.indicator_id], criteria, locale)
        for difference in other.differences
    ]
    figure = go.Figure()
    for look in (ALIKE_LOOK, *LOOKS.values()):
        positions = [
            place
            for place, difference in enumerate(other.differences)
            if LOOKS.get(difference.kind, ALIKE_LOOK) == look
        ]
        shown = [other.differences[place] for place in positions]
        errors = [_error(difference, deviations[difference.indicator_id]) for difference in shown]
        words, colour, pattern = look
        figure.add_bar(
            x=[math.copysign(difference.relative, difference.standardised) for difference in shown],
            y=positions,
            name=locale.text(f"app_transfer.look_{words}"),
            marker=marker(colour, pattern),
            error_x={"array": errors, "visible": not all(map(math.isnan, errors)), "thickness": 1.5, "color": GUIDE},
            customdata=[in_figure(names[place]) for place in positions],
            hovertemplate="%{customdata}<extra>%{fullData.name}</extra>",
            **BAR,
        )
    for limit in (-APART, -ALIKE, ALIKE, APART):
        guide(figure, limit, len(names))
    errors = [_error(difference, deviations[difference.indicator_id]) for difference in other.differences]
    reached = [
        difference.relative + (0 if math.isnan(se) else se)
        for difference, se in zip(other.differences, errors, strict=True)
    ]
    widest = 1.1 * max([APART, *reached])
    axis = locale.text("app_transfer.difference_axis")
    lay_out(figure, names, axis, (-widest, widest), locale, legend=True)
    return figure


def _likeness_name(result: Similarity, likeness: Likeness, locale: Locale) -> str:
    about = {
        "programme": industry_name(result, likeness.industry_id, locale),
        "distance": locale.number(likeness.distance or 0.0, 2),
    }
    if likeness.nearest_share is None:
        return locale.text("app_transfer.likeness_name", **about)
    share = percent_in_words(likeness.nearest_share, locale)
    return locale.text("app_transfer.likeness_name_sure", **about, share=share)


def _difference_name(difference: Difference, unit: str, criteria: Criteria, locale: Locale) -> str:
    signed = locale.per_cent if unit == "percent" else str
    return locale.text(
        "app_transfer.difference_name",
        exposure=indicator_name(criteria, difference.indicator_id, locale),
        own=signed(locale.number(difference.own, 0)),
        other=signed(locale.number(difference.other, 0)),
    )


def _error(difference: Difference, deviation: float | None) -> float:
    """The standard error on the axis of ``differences_chart``: as ``Difference.relative`` is made of the difference."""
    return math.nan if difference.se is None or not deviation else difference.se / deviation / math.sqrt(2)
