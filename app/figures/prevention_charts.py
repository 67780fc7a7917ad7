"""Prevention potential as figures without Streamlit: shares with their intervals."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from app.figures.charts import COLOURS, GUIDE
from app.figures.named_bars import BAR, lay_out, marker
from engine.foundation.locale import Locale
from engine.prevention_potential.potential import Interval, Potential
from engine.results.prevention_words import exposure_name, outcome_name, share_in_words

Line = tuple[str, float, Interval | None]
"""What a bar is called, its share 0..1, and the interval."""


def outcomes_chart(potentials: Sequence[Potential], locale: Locale) -> go.Figure:
    """A bar an outcome: what would go without the known exposures."""
    return _figure(
        [
            (outcome_name(potential.outcome_id, locale), potential.fraction, potential.interval)
            for potential in potentials
            if potential.fraction is not None
        ],
        (),
        locale,
    )


def parts_chart(of: Potential, locale: Locale) -> go.Figure:
    """A bar an exposure, the largest on top, and below them all together; levels of one exposure are one bar."""
    lines = [
        (
            ", ".join(exposure_name(level.effect.exposure, locale) for level in part.levels),
            part.fraction,
            part.interval,
        )
        for part in sorted(of.parts, key=lambda part: -part.fraction)
    ]
    together = locale.text("prevention.together")
    whole = [(together, of.fraction, of.interval)] if of.fraction is not None and len(lines) > 1 else []
    return _figure(lines, whole, locale)


def _figure(lines: Sequence[Line], whole: Sequence[Line], locale: Locale) -> go.Figure:
    figure = go.Figure()
    names: list[str] = []
    for shown, colour, pattern in ((lines, COLOURS[0], ""), (whole, COLOURS[1], "/")):
        texts = [
            f"{name[:1].upper()}{name[1:]}: {share_in_words(share, interval, locale)}"
            for name, share, interval in shown
        ]
        ends = [(interval.low, interval.high) if interval else (share, share) for _, share, interval in shown]
        figure.add_bar(
            x=[100 * share for _, share, _ in shown],
            y=[len(names) + index for index in range(len(shown))],
            marker=marker(colour, pattern),
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [100 * (high - share) for (_, share, _), (_, high) in zip(shown, ends, strict=True)],
                "arrayminus": [100 * (share - low) for (_, share, _), (low, _) in zip(shown, ends, strict=True)],
                "color": GUIDE,
                "thickness": 2,
                "width": 5,
            },
            customdata=texts,
            hovertemplate="%{customdata}<extra></extra>",
            **BAR,
        )
        names += texts
    lay_out(figure, names, locale.text("app_transfer.share_axis"), (0, 100), locale)
    return figure
