"""The weights' sliders, one thing in the browser: which of the app's settings of them holds, and what was moved since.

A move that began from an older setting is late, and is left out.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

import streamlit as st

from app.fields.field import LOCK, WEIGHT, Field
from app.shell.setting import weight_values
from app.shell.weight_moves import read_move

REVISION, WEIGHT_MOVE, TAKEN = "_weights_revision", "_weight_move", "_weight_moves_taken"


def of_weights(key: str) -> bool:
    """Whether it is the field of a weight, or of the locks."""
    return key.startswith(WEIGHT) or key == LOCK


def weights_revision() -> tuple[str, int]:
    """Which of the app's settings of the weights holds, and how many steps of the browser are in it."""
    return str(st.session_state[REVISION]), int(st.session_state.get(TAKEN, 0))


def weights_moved(sent: object) -> None:
    """A browser has moved the weights, for the run that begins."""
    st.session_state[WEIGHT_MOVE] = sent


def revise_weights() -> None:
    """What a browser moves from now on must begin from the weights as they are now."""
    st.session_state[REVISION] = secrets.token_hex(8)
    st.session_state[TAKEN] = 0
    st.session_state.pop(WEIGHT_MOVE, None)


def taken_weights(fields: Mapping[str, Field]) -> dict[str, object]:
    """What the sliders of the weights were moved to, and the locks, by key; nothing where nobody has moved them."""
    members = [key.removeprefix(WEIGHT) for key in fields if key.startswith(WEIGHT)]
    move = read_move(st.session_state.pop(WEIGHT_MOVE, None), members)
    if not move or move.revision != st.session_state[REVISION]:
        return {}
    st.session_state[TAKEN] = move.count
    return {**weight_values(move.units()), LOCK: move.locked}


def weights_alike(old: Mapping[str, Field], new: Mapping[str, Field]) -> bool:
    """Whether the weights mean the same with both: they make a whole, so that all of them are kept or none."""
    was, now = ([(key, field.default) for key, field in of.items() if of_weights(key)] for of in (old, new))
    return was == now
