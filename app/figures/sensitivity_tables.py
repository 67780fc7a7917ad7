"""How firmly a selection stands, as tables of text that a page can show. No Streamlit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from app.figures.tables import aligned, as_written
from engine.foundation.locale import number, text
from engine.results.stability_answer import frames_in
from engine.robustness.industry_sensitivity import (
    MINIMUM_GRANT,
    THRESHOLDS,
    UNION_DENSITY,
    Stability,
    StabilityCheck,
)

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler


def flip_frame(result: StabilityCheck, flipped: Mapping[str, float], language: str) -> Styler:
    """Each criterion's weight now, where it flips, and how far it moves, in per cent."""
    criterion, today, then, move = (
        text(f"app_stability.flip_{name}", language) for name in ("criterion", "today", "then", "move")
    )
    scores = result.scores
    rows = [
        {
            criterion: scores.criteria.label(member, language),
            today: number(100 * weight, 1, language),
            then: number(100 * flipped[member], 1, language),
            move: _with_sign(100 * (flipped[member] - weight), language),
        }
        for member, weight in zip(scores.root_members, scores.weights.tolist(), strict=True)
    ]
    return aligned(pd.DataFrame(rows), [today, then, move])


def _with_sign(value: float, language: str) -> str:
    said = number(value, 1, language)
    return f"+{said}" if value > 0 and said != number(0, 1, language) else said


def turns_frame(result: StabilityCheck, one: Stability, language: str) -> pd.DataFrame:
    """Every stretch in which the industry is in, by what is asked: a minimum grant, a frame, a union density."""
    what, spans = (text(f"app_stability.turns_{name}", language) for name in ("what", "spans"))
    found = {
        MINIMUM_GRANT: (one.comes_in[MINIMUM_GRANT], 2),
        "frames": (frames_in(result, one), 2),
        UNION_DENSITY: (one.comes_in[UNION_DENSITY], 1),
    }
    rows = [
        {
            what: text(f"app_stability.axis_{name}" if name in THRESHOLDS else "app_stability.frames_axis", language),
            spans: "; ".join(
                f"{number(low, decimals, language)}–{number(high, decimals, language)}" for low, high in pairs
            )
            or text("app_stability.turns_never", language),
        }
        for name, (pairs, decimals) in found.items()
    ]
    return as_written(pd.DataFrame(rows))
