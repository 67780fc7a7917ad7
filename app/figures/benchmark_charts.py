"""One industry's figures, without Streamlit: small bars beside the country and the others, and a line over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from app.figures.charts import COLOURS, GUIDE, separators
from app.figures.named_bars import BAR, MIDDLE, lay_out, marker
from app.figures.tables import said
from engine.classification.periods import days_of
from engine.foundation.locale import Locale
from engine.foundation.quality import CLASSIFIED
from engine.results.basis import amount_of, unit_in_words
from engine.transfer.benchmarking import Benchmark

LETTER = 14
LONGEST_STEP = 2  # years that a line goes over
MANY_YEARS = 8  # more than these are not all named: on a telephone they would lie over one another


def benchmarks_chart(known: Sequence[Benchmark], labels: Mapping[str, str], locale: Locale) -> go.Figure:
    """A bar an indicator from 0 to the highest of all industries: this one's, the country's line, the others' span."""
    # A judgement of yes or no is no length.
    shown = [
        benchmark
        for benchmark in known
        if benchmark.value is not None and benchmark.highest and benchmark.quality != CLASSIFIED
    ]
    names = [_name(benchmark, labels, locale) for benchmark in shown]
    figure = go.Figure()
    lowest = [100 * (benchmark.lowest or 0.0) / (benchmark.highest or 1.0) for benchmark in shown]
    figure.add_bar(
        x=[100 - low for low in lowest],
        base=lowest,
        y=list(range(len(shown))),
        name=locale.text("app.standing_range"),
        marker={
            "color": "rgba(128,128,128,0.25)",
            "line": {"width": 1, "color": GUIDE},
        },  # seen in the dark by its edge
        hoverinfo="skip",
        **BAR,
    )
    figure.add_bar(
        x=[100 * (benchmark.value or 0.0) / (benchmark.highest or 1.0) for benchmark in shown],
        y=list(range(len(shown))),
        orientation="h",
        offset=0.13,
        width=0.24,
        name=locale.text("app.trend_own"),
        marker=marker(COLOURS[0], ""),
        customdata=names,
        hovertemplate="%{customdata}<extra></extra>",
    )
    there = [(index, benchmark) for index, benchmark in enumerate(shown) if benchmark.national is not None]
    figure.add_scatter(
        x=[100 * (benchmark.national or 0.0) / (benchmark.highest or 1.0) for _, benchmark in there],
        y=[index + MIDDLE for index, _ in there],
        mode="markers",
        marker={"symbol": "line-ns", "size": 22, "line": {"width": 4, "color": COLOURS[1]}},
        name=locale.text("app.trend_national"),
        hoverinfo="skip",
    )
    lay_out(figure, names, locale.text("app.standing_axis"), (0, 102), locale, legend=True)
    return figure


def _name(benchmark: Benchmark, labels: Mapping[str, str], locale: Locale) -> str:
    """``Legemeldt sykefravær: 6,4 prosent (hele landet 5,1), plass 3 av 39, 2016K3``; no unit that the name ends in."""
    unit, label = unit_in_words(benchmark.unit, locale), labels[benchmark.indicator_id]
    value = said(benchmark.value, locale)
    return locale.text(
        "app.standing_bar" if benchmark.national is not None else "app.standing_bar_alone",
        indicator=label,
        value=value if label.endswith(unit) else amount_of(value, benchmark.unit, locale),
        national=said(benchmark.national, locale),
        place=str(benchmark.place),
        of=str(benchmark.of),
        period=locale.period(benchmark.period),
    )


def trend_chart(benchmarks: Sequence[Benchmark], locale: Locale) -> go.Figure:
    """The industry's line with the national one dashed beside it, on a true axis of time; periods of one kind only."""
    figure = go.Figure()
    lines = (
        (locale.text("app.trend_own"), "value", "solid", "circle", COLOURS[0]),
        (locale.text("app.trend_national"), "national", "dash", "square", COLOURS[1]),
    )
    for name, what, dash, symbol, colour in lines:
        known = _with_gaps([benchmark for benchmark in benchmarks if getattr(benchmark, what) is not None])
        figure.add_scatter(
            x=[benchmark and _middle(benchmark.period) for benchmark in known],
            y=[benchmark and getattr(benchmark, what) for benchmark in known],
            name=name,
            mode="lines+markers",
            line={"dash": dash, "color": colour, "width": 2.5},
            marker={"symbol": symbol, "size": 9},
            customdata=[
                benchmark and f"{locale.period(benchmark.period)}: {said(getattr(benchmark, what), locale)}"
                for benchmark in known
            ],
            hovertemplate="%{customdata}<extra>%{fullData.name}</extra>",
        )
    named = benchmarks[-1::-2][::-1] if len(benchmarks) > MANY_YEARS else benchmarks
    figure.update_layout(
        height=260,
        separators=separators(locale),
        margin={"l": 0, "r": 10, "t": 12, "b": 30},
        legend={"orientation": "h", "x": 0, "y": -0.15, "font": {"size": LETTER}},
        xaxis={
            "type": "date",
            "tickvals": [_middle(benchmark.period) for benchmark in named],
            "ticktext": [benchmark.period[:4] for benchmark in named],
            "tickangle": 0,
            "tickfont": {"size": LETTER},
            "gridcolor": GUIDE,
            "showgrid": False,
        },
        yaxis={"rangemode": "tozero", "tickfont": {"size": LETTER}},
    )
    return figure


def _with_gaps(known: Sequence[Benchmark]) -> list[Benchmark | None]:
    """The points, with a break where years are missing: a line over them would say what nobody has measured."""
    broken: list[Benchmark | None] = []
    for benchmark in known:
        last = broken[-1] if broken else None
        if last is not None and int(benchmark.period[:4]) - int(last.period[:4]) > LONGEST_STEP:
            broken.append(None)
        broken.append(benchmark)
    return broken


def _middle(period: str) -> str:
    """The day in the middle of a period, as an axis of dates has it."""
    days = days_of(period)
    assert days is not None, "the data have only periods"
    return (days[0] + (days[1] - days[0]) / 2).isoformat()
