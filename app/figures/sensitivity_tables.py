"""How firmly a selection stands, as tables of text that a page can show. No Streamlit."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import TYPE_CHECKING

import pandas as pd

from app.figures.tables import aligned, as_written
from engine.foundation.locale import Locale
from engine.results.stability_answer import frames_in, stretch_in_figures
from engine.robustness.budget_sensitivity import FRAMES
from engine.robustness.industry_sensitivity import (
    MINIMUM_GRANT,
    THRESHOLDS,
    UNION_DENSITY,
    Stability,
    StabilityCheck,
)

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler


def flip_frame(result: StabilityCheck, flipped: Mapping[str, float], locale: Locale) -> Styler:
    """Each criterion's weight now, where it flips, and how far it moves, in per cent."""
    criterion, today, then, move = (
        locale.text(f"app_stability.flip_{name}") for name in ("criterion", "today", "then", "move")
    )
    scores = result.scores
    rows = [
        {
            criterion: scores.criteria.label(member, locale),
            today: locale.number(100 * weight, 1),
            then: locale.number(100 * flipped[member], 1),
            move: _with_sign(100 * (flipped[member] - weight), locale),
        }
        for member, weight in zip(scores.root_members, scores.weights.tolist(), strict=True)
    ]
    return aligned(pd.DataFrame(rows), [today, then, move])


def _with_sign(value: float, locale: Locale) -> str:
    number = locale.number(value, 1)
    return f"+{number}" if value > 0 and number != locale.number(0, 1) else number


def turns_frame(result: StabilityCheck, stability: Stability, locale: Locale) -> pd.DataFrame:
    """Every stretch in which the industry is in, by what is asked: a minimum grant, a frame, a union density."""
    what, spans = (locale.text(f"app_stability.turns_{name}") for name in ("what", "spans"))
    frame = result.result.problem.frame
    stretches = {
        MINIMUM_GRANT: (stability.comes_in[MINIMUM_GRANT], inf),
        "frame": (frames_in(result, stability), FRAMES * frame if frame else inf),
        UNION_DENSITY: (stability.comes_in[UNION_DENSITY], inf),
    }
    rows = [
        {
            what: locale.text(f"app_stability.axis_{name}" if name in THRESHOLDS else "app_stability.frames_axis"),
            spans: "; ".join(stretch_in_figures(pair, name, reach, locale) for pair in pairs)
            or locale.text("app_stability.turns_never"),
        }
        for name, (pairs, reach) in stretches.items()
    ]
    return as_written(pd.DataFrame(rows))
