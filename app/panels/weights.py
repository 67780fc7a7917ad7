"""The weights of the panel: a viewpoint to start from, linked sliders with locks, and the way back to the file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from app.fields.field import LOCK, WEIGHT, Field
from app.figures.charts import criterion_colour
from app.panels.find_weights import find_weights_button
from app.shell import cache as cached
from app.shell import linked_sliders, synchronisation
from app.shell import session as state
from app.shell.data_sets import Chosen
from app.shell.setting import Setting, units_of
from app.shell.uninterrupted import whole
from app.shell.wording import literal, text
from engine.criteria.indicator_columns import waiting_members
from engine.foundation.locale import Locale
from engine.results.comparison import matching_profile

KEY, MOVE = "weights", "move"
STATIC = Path(__file__).parents[1] / "static"
# Streamlit's own sliders cannot be linked: one that the app moves while its visitor does is sent back to where it was.
sliders = st.components.v2.component(
    "linked_weights",
    html='<div class="weights"></div>',
    css=(STATIC / "linked_weights.css").read_text(encoding="utf-8"),
    js=(STATIC / "linked_weights.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def weight_section(data: Chosen, setting: Setting, fields: Mapping[str, Field], locale: Locale) -> None:
    """Viewpoints, the linked sliders, and what has no figures yet."""
    if not any(key.startswith(WEIGHT) for key in fields):
        return
    st.header(text("app.weights", locale))
    _viewpoint_list(setting, locale)
    sliders(key=KEY, data=shown_weights(fields, locale), on_move_change=take_move)
    st.caption(text("app.weights_total", locale))
    asked = cached.criteria(data)
    if waiting := waiting_members(cached.dataset(data), asked):
        waits = ", ".join(locale.quoted(asked.label(member, locale)) for member in waiting)
        st.caption(text("app.weights_waiting", locale, criteria=waits))
    find_weights_button(locale)
    st.button(
        text("app.reset_weights", locale),
        on_click=synchronisation.reset,
        args=([field for key, field in fields.items() if key.startswith(WEIGHT) or key == LOCK],),
        width="stretch",
        icon=":material/undo:",
    )


def shown_weights(fields: Mapping[str, Field], locale: Locale) -> dict[str, Any]:
    """What the sliders are to show: each criterion with its millionths, lock, note and colour in the bars."""
    weights = {key: field for key, field in fields.items() if key.startswith(WEIGHT)}
    units = units_of({key: synchronisation.value(field) for key, field in weights.items()}, fields)
    locked = synchronisation.value(fields[LOCK])
    revision, count = linked_sliders.weights_revision()
    members = [
        {
            "id": member,
            "label": field.label,
            "note": field.help,
            "colour": criterion_colour(place),
            "units": units[member],
            "locked": member in locked,
        }
        for place, (member, field) in enumerate((key.removeprefix(WEIGHT), field) for key, field in weights.items())
    ]
    words = {name: locale.text(f"app.weights_{name}") for name in ("lock", "unlock", "notes")}
    words["per_cent"] = locale.per_cent("")
    words["decimal"] = locale.number(0.5, 1).strip("05")
    return {"revision": revision, "count": count, "members": members, "words": words}


@whole
def take_move() -> None:
    """A slider was moved in the browser; the next run takes it up."""
    # Nothing where it was sent for the page before, and this one's sliders are not drawn yet: it comes anew.
    linked_sliders.weights_moved(st.session_state.get(KEY, {}).get(MOVE))


def _viewpoint_list(setting: Setting, locale: Locale) -> None:
    """The viewpoints, the one that the weights are (if any), and its basis."""
    usable = {profile.id: profile for profile in cached.profiles(setting.data)}
    if not usable:
        return
    active = matching_profile(cached.weighed_criteria(setting), usable.values())
    state.show_viewpoint(active)
    st.selectbox(
        text("app.viewpoint", locale),
        tuple(usable),
        index=None,
        format_func=lambda profile_id: locale.written(usable[profile_id], "name"),
        key=state.viewpoint_key(),
        placeholder=text("app.viewpoint_file" if not setting.weights else "app.viewpoint_own", locale),
        help=text("app.viewpoint_help", locale),
        on_change=state.choose_viewpoint,
        args=({profile.id: dict(profile.weights) for profile in usable.values()},),
    )
    if active:
        basis = locale.written(usable[active], "basis")
        st.caption(f"**{text('app.viewpoint_basis', locale)}** {literal(basis)}")
