"""What a figure's own tool bar offers, and which kind of picture it is kept as."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app import state
from engine.texts import text

KINDS = ("svg", "png")


def picture_choice(language: str) -> None:
    """Which kind of picture every figure's tool bar gives."""
    st.segmented_control(
        text("app.picture", language),
        KINDS,
        default=KINDS[0],
        required=True,
        format_func=lambda kind: text(f"app.picture_{kind}", language),
        help=text("app.picture_help", language),
        key=state.PICTURE,
    )


def configuration(file_name: str) -> dict[str, Any]:
    """The tool bar of one figure: a picture to keep, and nothing that a reader does not need."""
    kind = st.session_state.get(state.PICTURE) or KINDS[0]
    return {
        "displaylogo": False,
        "displayModeBar": "hover",
        "toImageButtonOptions": {"format": kind, "filename": file_name, "scale": 2},
        "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "zoom2d", "pan2d", "zoomIn2d", "zoomOut2d"],
    }
