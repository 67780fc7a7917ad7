"""Results to figures. No Streamlit; the colours hold 3:1 against a light and a dark page (WCAG 1.4.11)."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from typing import Any

import plotly.graph_objects as go

from app.figures.label_placement import name_places
from app.shell.wording import in_figure
from engine.foundation.locale import Locale
from engine.results.comparison import tied_groups
from engine.results.cooccurrence_report import Pairing
from engine.results.known_figures import Known
from engine.scoring.cooccurrence import HIGH
from engine.scoring.ranking import UNRANKED
from engine.scoring.score import Scores

COLOURS = ("#2F74C0", "#C2571A", "#11866F", "#9A55B5", "#8C7411", "#C0426B", "#5B7C2B", "#6B6FC9")
ROW_PIXELS, HEAD_PIXELS, FOOT_PIXELS, LEGEND_PIXELS, NAME_SIZE = 32, 20, 70, 26, 12
RANKING_SIZE = 16
NAME_WIDTH = 30  # characters; longer names go over two lines, so that a telephone has room for the bars
LETTER_WIDTH, CAPITAL_MORE, LABEL_GAP = 0.48, 0.4, 8  # times the size, of bold; times a letter; label to bar
LEGEND_WIDTH = 45
SELECTED, GUIDE, CUT = "✓", "#7a7a7a", "#C2571A"


def criterion_colour(place: int) -> str:
    """Of the criterion at ``place`` below the root: the same in figures, in the ranking and beside its slider."""
    return COLOURS[place % len(COLOURS)]


def separators(locale: Locale) -> str:
    """Decimal and thousands sign on the axes."""
    return locale.decimal_sign + locale.group_sign


def ranking_chart(scores: Scores, selected: Collection[str], locale: Locale) -> go.Figure:
    """A bar an industry, best on top, stacked by what each criterion gives; the selected have a sign, a line ends them.

    What the figures leave open of a score is hatched. For a picture: the page itself shows ``ranking_bars``.
    """
    order = [index for index in scores.order if scores.ranks[index] != UNRANKED]
    ids = [scores.industry_ids[index] for index in order]
    names = {industry.industry_id: in_figure(industry.name(locale)) for industry in scores.dataset.industries}
    tied = {industry_id for group in tied_groups(scores) for industry_id in group}
    known = Known(scores)
    ends = [float(known.high[index]) for index in order]
    labels = [
        _label(names[industry_id], int(scores.ranks[index]), industry_id in tied, industry_id in selected)
        for industry_id, index in zip(ids, order, strict=True)
    ]
    parts = _parts(scores, locale)
    bars = []
    for colour, (label, points) in enumerate(parts):
        # A bar of no length costs the browser as much as a long one; one is kept, so that the legend names every part.
        shown = [(industry_id, float(points[index])) for industry_id, index in zip(ids, order, strict=True)]
        shown = [(industry_id, value) for industry_id, value in shown if value != 0.0] or shown[:1]
        bars.append(
            go.Bar(
                x=[value for _, value in shown],
                y=[industry_id for industry_id, _ in shown],
                orientation="h",
                name=label,
                marker={"color": criterion_colour(colour), "line": {"width": 1, "color": "white"}},
                customdata=[
                    f"<b>{names[industry_id]}</b><br>{label}: {locale.number(value, 1)}" for industry_id, value in shown
                ],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    if known.any_open:
        bars.append(_open_bars(ids, order, known, locale))
    sums = go.Scatter(
        x=ends,
        y=ids,
        mode="text",
        text=[f" {_from_to(float(scores.scores[index]), float(known.high[index]), locale)}" for index in order],
        textposition="middle right",
        textfont={"size": RANKING_SIZE},
        showlegend=False,
        hoverinfo="skip",
        cliponaxis=False,
    )
    foot = FOOT_PIXELS + LEGEND_PIXELS * len(bars)
    last = max((index for index, industry_id in enumerate(ids) if industry_id in selected), default=None)
    # All at once: a figure that grows call by call is checked anew at each. Where Plotly is to find the room for labels
    # and legend itself, it draws the figure up to four times.
    return go.Figure(
        [*bars, sums],
        {
            "template": "none",  # Streamlit's theme has the last word
            "barmode": "stack",
            "bargap": 0.22,
            "height": HEAD_PIXELS + foot + ROW_PIXELS * len(ids),
            "separators": separators(locale),
            "margin": {"l": _room_for(labels), "r": 20, "t": HEAD_PIXELS, "b": foot, "autoexpand": False},
            "legend": {
                "orientation": "v",
                "traceorder": "normal",
                "xref": "container",
                "x": 0.02,
                "xanchor": "left",
                "y": -FOOT_PIXELS / (ROW_PIXELS * max(len(ids), 1)),
                "yanchor": "top",
                "font": {"size": RANKING_SIZE},
                "itemclick": False,  # a score without one of its parts is no score
                "itemdoubleclick": False,
            },
            "xaxis": {
                "title": locale.text("app.points"),
                "range": [0, max([*ends, 1.0]) * 1.25],
                "fixedrange": True,
            },
            "yaxis": {
                "categoryorder": "array",
                "categoryarray": ids,
                "tickvals": ids,
                "ticktext": labels,
                "autorange": "reversed",
                "automargin": False,
                "fixedrange": True,
                "tickfont": {"size": RANKING_SIZE},
            },
            "shapes": [] if last is None else [_cut_line(last + 0.5)],
        },
    )


def _open_bars(ids: Sequence[str], order: Sequence[int], known: Known, locale: Locale) -> go.Bar:
    """From what the figures support of each score to the most that they leave open."""
    spans = [
        (industry_id, float(known.low[index]), float(known.high[index]))
        for industry_id, index in zip(ids, order, strict=True)
    ]
    spans = [span for span in spans if span[2] > span[1]]
    return go.Bar(
        x=[high - low for _, low, high in spans],
        y=[industry_id for industry_id, *_ in spans],
        base=[low for _, low, _ in spans],
        orientation="h",
        name=locale.text("first_page.legend_open"),
        marker={
            "color": "rgba(0,0,0,0)",
            "line": {"width": 1, "color": GUIDE},
            "pattern": {"shape": "/", "fgcolor": GUIDE, "bgcolor": "rgba(0,0,0,0)", "size": 6, "solidity": 0.25},
        },
        hoverinfo="skip",
    )


def _from_to(low: float, high: float, locale: Locale) -> str:
    number = locale.number(low, 1)
    return f"{number}–{locale.number(high, 1)}" if high > low else number


def _cut_line(position: float) -> dict[str, Any]:
    """Below the last of the selected, across names and bars."""
    where = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": position, "y1": position}
    return {**where, "line": {"width": 3, "color": CUT}}


def _room_for(labels: Sequence[str]) -> int:
    """Pixels that the longest line of the labels takes, and a little more."""
    lines = [line for label in labels for line in re.split("</?b>|<br>", label)]
    letters = max((len(line) + CAPITAL_MORE * sum(map(str.isupper, line)) for line in lines), default=0)
    return math.ceil(letters * LETTER_WIDTH * RANKING_SIZE) + LABEL_GAP


def _parts(scores: Scores, locale: Locale) -> list[tuple[str, Any]]:
    if scores.contributions is None:
        return [(locale.text("app.points"), scores.scores)]
    return [
        (in_figure(scores.criteria.short(member, locale)), scores.contributions[:, index])
        for index, member in enumerate(scores.root_members)
    ]


def _label(name: str, rank: int, tied: bool, selected: bool) -> str:
    text = f"{rank}{'=' if tied else '.'} {name}{' ' + SELECTED if selected else ''}"
    return f"<b>{text}</b>" if selected else text


def pairing_chart(pairing: Pairing, scores: Scores, selected: Collection[str], locale: Locale) -> go.Figure:
    """A bubble an industry, exposure across and health up, sized by jobs; high on both is a diamond with its name."""
    industries = [
        scores.dataset.industries[scores.dataset.position[industry_id]] for industry_id in scores.industry_ids
    ]
    flags = scores.flags.get(pairing.node)
    high = [flags is not None and flags[index] == HIGH for index in range(len(industries))]
    largest = max([industry.jobs or 0 for industry in industries] + [1])
    diameters = [8 + 32 * ((industry.jobs or 0) / largest) ** 0.5 for industry in industries]
    labels = [
        _pairing_label(industry, shown, selected, locale) for industry, shown in zip(industries, high, strict=True)
    ]
    places = _name_places(pairing, labels, diameters)
    figure = go.Figure()
    for shown, name, colour, symbol in (
        (False, locale.text("app.pairing_not_high"), COLOURS[0], "circle"),
        (True, locale.text("app.pairing_high"), COLOURS[1], "diamond"),
    ):
        positions = [place for place, is_high in enumerate(high) if is_high == shown]
        figure.add_scatter(
            x=pairing.exposure[positions].tolist(),
            y=pairing.health[positions].tolist(),
            error_x=_error_bars(pairing.exposure_se[positions].tolist(), colour),
            error_y=_error_bars(pairing.health_se[positions].tolist(), colour),
            mode="markers+text",
            name=name,
            text=[labels[place] for place in positions],
            textposition=[places.get(place, "top center") for place in positions],
            textfont={"size": NAME_SIZE},
            marker={
                "color": colour,
                "symbol": symbol,
                "opacity": 0.75,
                "size": [diameters[place] for place in positions],
                "line": {"width": 1, "color": "white"},
            },
            customdata=[
                f"<b>{in_figure(industries[place].name(locale))}</b><br>"
                f"{locale.number(float(pairing.exposure[place]), 2)} · "
                f"{locale.number(float(pairing.health[place]), 2)}"
                for place in positions
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
    if pairing.limits:
        figure.add_vline(x=pairing.limits[0], line={"dash": "dash", "width": 1.5, "color": GUIDE})
        figure.add_hline(y=pairing.limits[1], line={"dash": "dash", "width": 1.5, "color": GUIDE})
    figure.update_layout(
        height=560,
        separators=separators(locale),
        margin={"l": 0, "r": 10, "t": 10, "b": 40},
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"},
        xaxis={"title": in_figure(scores.criteria.label(pairing.exposure_id, locale)), "zeroline": False},
        yaxis={"title": in_figure(scores.criteria.label(pairing.health_id, locale)), "zeroline": False},
    )
    return figure


def _name_places(pairing: Pairing, labels: Sequence[str], diameters: Sequence[float]) -> dict[int, str]:
    """By the place of the industry: where its name goes, for those that are shown with one."""
    points = list(zip(pairing.exposure.tolist(), pairing.health.tolist(), strict=True))
    known = [index for index, point in enumerate(points) if not any(map(math.isnan, point))]
    named = [index for index in known if labels[index]]
    if not named:
        return {}
    places = name_places(
        [points[index] for index in named],
        [labels[index] for index in named],
        [diameters[index] for index in named],
        [points[index] for index in known if not labels[index]],
        size=NAME_SIZE,
    )
    return dict(zip(named, places, strict=True))


def _pairing_label(industry: Any, high: bool, selected: Collection[str], locale: Locale) -> str:
    if not high:
        return ""
    return f"{in_figure(industry.name(locale))}{' ' + SELECTED if industry.industry_id in selected else ''}"


def _error_bars(errors: Sequence[float], colour: str) -> dict[str, Any]:
    known = [error for error in errors if error == error]  # NaN is unlike itself
    return {"array": list(errors), "visible": bool(known), "thickness": 1, "width": 0, "color": colour}
