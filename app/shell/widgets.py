"""Widgets made from fields, and the panel that every page has at its side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from app.fields.field import (
    CONFLICT,
    FATE,
    LANGUAGE,
    LEAST,
    LIMIT,
    LOCK,
    MERGE,
    MOST,
    WEIGHT,
    Field,
    indicator_field,
    industry_field,
    language_field,
)
from app.fields.setting_fields import setting_fields
from app.shell import cache as cached
from app.shell import session as state
from app.shell import synchronisation
from app.shell.data_sets import Chosen
from app.shell.figure_export import picture_choice
from app.shell.setting import Setting, setting_of, shares_of
from app.shell.synchronisation import drawn_as, visitor_criteria_field, visitor_data_field, widget_state
from app.shell.wording import literal, paragraphs, text
from engine.criteria.indicator_columns import waiting_members
from engine.foundation.locale import DEFAULT_LANGUAGE, number, written
from engine.results.comparison import matching_profile

MONEY = ("max_new", "frame", "minimum_new", "minimum_continuing", "equal_share", "cost_fixed", "cost_per_1000_jobs")
CONDITIONS = ("objective", "eligible", "must", "must_not", "require_sectors", "max_per_section", "min_new")


def widget(one: Field, **more: Any) -> Any:
    """The widget that the field's declaration asks for; its value."""
    widget_state(one)
    label = literal(one.label)
    given = {"key": one.key, "help": paragraphs(one.help) or None, **more}
    if one.many:
        # Streamlit's "Select all" has English words only, and nobody demands every industry.
        given["select_all"] = False
        return drawn_as(one, st.multiselect(label, one.options, format_func=one.labels.__getitem__, **given))
    if one.options:
        return drawn_as(one, st.selectbox(label, one.options, format_func=one.labels.__getitem__, **given))
    if one.whole:
        return drawn_as(one, st.slider(label, int(one.low), int(one.high), **given))
    return drawn_as(one, st.slider(label, one.low, one.high, step=one.step, format="localized", **given))


def uploader(label: str, endings: Sequence[str], language: str, **more: Any) -> Any:
    """A chooser of files; its button says so in the visitor's language, where Streamlit has English words only."""
    said = text("app.choose_file", language)
    button = '[data-testid="stFileUploaderDropzone"] [data-testid="stBaseButton-secondary"] p'
    rules = (
        '[data-testid="stFileUploaderDropzoneInstructions"] { display: none; }',
        f"{button} {{ font-size: 0; }}",
        f'{button}::after {{ content: "{said}"; font-size: 1rem; }}',
    )
    st.html(f"<style>{' '.join(rules)}</style>")
    return st.file_uploader(label, list(endings), **more)


def language_switch() -> str:
    """The switch, and the language that is on."""
    known = language_field(DEFAULT_LANGUAGE)
    widget_state(known)
    chosen = st.segmented_control(
        known.label,
        known.options,
        required=True,
        format_func=known.labels.__getitem__,
        key=LANGUAGE,
        label_visibility="collapsed",
    )
    return str(drawn_as(known, chosen or DEFAULT_LANGUAGE))


def industry_choice(language: str) -> str:
    """Which industry the page is about; the choice follows the visitor from page to page."""
    chosen = widget(
        industry_field(cached.dataset(state.current().data), language), placeholder=text("app.choose", language)
    )
    return str(chosen)


def indicator_choice(language: str) -> str:
    """Which indicator the page is about."""
    data = state.current().data
    return str(widget(indicator_field(cached.dataset(data), cached.criteria(data), language)))


def setting_panel(language: str) -> Setting:
    """Everything that can be set, in the side panel; the visitor's setting."""
    widget(visitor_data_field(language))
    if len((criteria := visitor_criteria_field(language)).options) > 1:
        widget(criteria)
    data = synchronisation.data()
    fields = setting_fields(cached.dataset(data), cached.criteria(data), language)
    values = _weight_section(data, fields, language)
    for section, keys in _sections(fields).items():
        label, unfolded = text(f"app.section_{section}", language), section == "money"
        folding = st.expander(label, unfolded, key=state.SECTION + section, on_change="rerun")
        # Every widget is sent anew at each move of a slider: those that nobody sees only where they say something.
        if folding.open or synchronisation.touched(fields[key] for key in keys):
            with folding:
                values |= _section_widgets(section, {key: fields[key] for key in keys}, language)
        else:
            values |= {key: synchronisation.value(fields[key]) for key in keys}
    st.button(
        text("app.reset_all", language),
        on_click=synchronisation.reset,
        args=(tuple(fields.values()),),
        width="stretch",
        icon=":material/restart_alt:",
    )
    picture_choice(language)
    return setting_of(data, fields, values)


def _section_widgets(section: str, fields: Mapping[str, Field], language: str) -> dict[str, Any]:
    st.caption(text(f"app.section_{section}_says", language))
    values = {key: widget(one, **_extras(one, language)) for key, one in fields.items()}
    if any(len(values[key]) == 1 for key in fields if key == MERGE or key.startswith(CONFLICT)):
        st.caption(text("app.merge_one_more", language))
    return values


def _sections(fields: Mapping[str, Field]) -> dict[str, list[str]]:
    """The keys of each part of the panel below the weights; a part with nothing in it is left out."""
    sections = {
        "money": [key for key in MONEY if key in fields],
        "conditions": [key for key in CONDITIONS if key in fields],
        "thresholds": [key for key in fields if key.startswith((LEAST, MOST, LIMIT))],
        "programmes": [key for key in fields if key.startswith(FATE) or key == "wind_down_share"],
        "merge": [key for key in fields if key == MERGE or key.startswith(CONFLICT)],
    }
    return {name: keys for name, keys in sections.items() if keys}


def _extras(one: Field, language: str) -> dict[str, Any]:
    return {"placeholder": text("app.choose_many", language)} if one.many else {}


def _weight_section(data: Chosen, fields: Mapping[str, Field], language: str) -> dict[str, Any]:
    """Viewpoints, a slider and its share for each criterion, and the lock."""
    st.header(text("app.weights", language))
    viewpoints = st.container()
    values: dict[str, Any] = {}
    shown = {}
    for key, one in fields.items():
        if key.startswith(WEIGHT):
            slider, share = st.columns([7, 3], gap="xsmall", vertical_alignment="center", wrap=False)
            with slider:
                values[key] = widget(one)
            shown[key.removeprefix(WEIGHT)] = share
    values[LOCK] = widget(fields[LOCK], on_change=state.settle_lock, args=(fields,))
    setting = setting_of(data, fields, {key: one.default for key, one in fields.items()} | values)
    shares = shares_of(setting, fields)
    for member, place in shown.items():
        said = f"{number(100 * shares[member], 1, language)}\N{NO-BREAK SPACE}%" if shares else "–"
        lock = ":material/lock: " if setting.locked == member else ""
        place.markdown(f"{lock}**{said}**")
    st.caption(text("app.weights_total", language) if shares else text("app.weights_none", language))
    asked = cached.criteria(data)
    if waiting := waiting_members(cached.dataset(data), asked):
        waits = ", ".join(f"«{asked.label(one, language)}»" for one in waiting)
        st.caption(text("app.weights_waiting", language, criteria=waits))
    with viewpoints:
        _viewpoint_list(setting, language)
    st.button(
        text("app.reset_weights", language),
        on_click=synchronisation.reset,
        args=([one for key, one in fields.items() if key.startswith(WEIGHT) or key == LOCK],),
        width="stretch",
        icon=":material/undo:",
    )
    return values


def _viewpoint_list(setting: Setting, language: str) -> None:
    """The viewpoints, the one that the weights are (if any), and its basis."""
    usable = {one.id: one for one in cached.profiles(setting.data)}
    if not usable:
        return
    asked = cached.set_criteria(setting) if not setting.weights or any(w for _, w in setting.weights) else None
    active = matching_profile(asked, usable.values()) if asked else None
    state.show_viewpoint(active)
    st.selectbox(
        text("app.viewpoint", language),
        tuple(usable),
        index=None,
        format_func=lambda one: written(usable[one], "name", language),
        key=state.viewpoint_key(),
        placeholder=text("app.viewpoint_file" if not setting.weights else "app.viewpoint_own", language),
        help=text("app.viewpoint_help", language),
        on_change=state.choose_viewpoint,
        args=({one.id: dict(one.weights) for one in usable.values()},),
    )
    if active:
        basis = written(usable[active], "basis", language)
        st.caption(f"**{text('app.viewpoint_basis', language)}** {literal(basis)}")
