"""Widgets made from fields, and the panel that every page has at its side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from app import cached, state
from app.data_sets import Chosen, names
from app.fields import (
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
    data_field,
    indicator_field,
    industry_field,
    language_field,
)
from app.pictures import picture_choice
from app.robustness_fields import robustness_fields
from app.setting import Setting, setting_of, shares_of
from app.setting_fields import setting_fields
from app.sheet_fields import sheet_fields
from engine.criteria.columns import waiting_members
from engine.report.comparison import matching_profile
from engine.texts import DEFAULT_LANGUAGE, LANGUAGES, number, text

BIND: Any = "query-params"
MONEY = ("max_new", "frame", "minimum_new", "minimum_continuing", "equal_share", "cost_fixed", "cost_per_1000_jobs")
CONDITIONS = ("objective", "eligible", "must", "must_not", "require_sectors", "max_per_section", "min_new")


def widget(one: Field, **more: Any) -> Any:
    """The widget that the field's declaration asks for, bound to its query parameter; its value."""
    given = {"key": one.key, "help": one.help or None, "bind": BIND, **more}
    if one.many:
        chosen = list(one.default) if isinstance(one.default, tuple) else []
        # Streamlit's "Select all" has English words only, and nobody demands every industry.
        given["select_all"] = False
        return st.multiselect(one.label, one.options, chosen, format_func=one.labels.__getitem__, **given)
    if one.options:
        at = one.options.index(str(one.default))
        return st.selectbox(one.label, one.options, at, format_func=one.labels.__getitem__, **given)
    if one.whole:
        return st.slider(one.label, int(one.low), int(one.high), one.default, **given)
    return st.slider(one.label, one.low, one.high, float(str(one.default)), one.step, format="localized", **given)


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


def visitor_data_field(language: str) -> Field:
    """Which of the data sets that this visitor has."""
    return data_field(names(language), state.data_choices(), language)


def language_switch() -> str:
    """The switch, and the language that is on."""
    known = language_field(DEFAULT_LANGUAGE)
    chosen = st.segmented_control(
        known.label,
        known.options,
        default=DEFAULT_LANGUAGE,
        required=True,
        format_func=known.labels.__getitem__,
        key=LANGUAGE,
        label_visibility="collapsed",
        bind=BIND,
        on_change=_hold_choices,
    )
    return str(chosen or DEFAULT_LANGUAGE)


def refit() -> None:
    """After the data were changed: what does not mean the same any longer goes back to the file's."""
    chosen = state.data_of_panel()
    if not state.first_run() and chosen is not None:
        state.refit(_fields_of(chosen), _fields_of(state.current().data))


def _fields_of(data: Chosen, language: str = DEFAULT_LANGUAGE) -> dict[str, Field]:
    """Every field that depends on the data, those of the pages too."""
    dataset, criteria = cached.dataset(data), cached.criteria(data)
    pages = (
        industry_field(dataset, language),
        indicator_field(dataset, criteria, language),
        *robustness_fields(criteria, language),
        *sheet_fields(dataset, criteria, language),
    )
    return {**setting_fields(dataset, criteria, language), **{one.key: one for one in pages}}


def _hold_choices() -> None:
    """Before the names of what can be chosen change language."""
    if not state.first_run():
        fields = _fields_of(state.current().data)
        state.hold_choices([visitor_data_field(DEFAULT_LANGUAGE), *fields.values()])


def settle_choices(language: str) -> None:
    """Before other widgets are made: every choice is known, in whatever language its name came, and is in the link."""
    if state.first_run():
        return
    for other in (one for one in LANGUAGES if one != language):
        state.understand(visitor_data_field(language), visitor_data_field(other))
        data = state.data_of_panel()
        if data is not None:
            others = _fields_of(data, other)
            for key, one in _fields_of(data, language).items():
                if one.options:
                    state.understand(one, others[key])
    if data is not None:
        state.keep_in_address([visitor_data_field(language), *_fields_of(data, language).values()])


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
    data = state.data_called(widget(visitor_data_field(language), on_change=refit))
    fields = setting_fields(cached.dataset(data), cached.criteria(data), language)
    values = _weight_section(data, fields, language)
    for section, keys in _sections(fields).items():
        label, unfolded = text(f"app.section_{section}", language), section == "money"
        folding = st.expander(label, unfolded, key=state.SECTION + section, on_change="rerun")
        # Every widget is sent anew at each move of a slider: those that nobody sees only where they say something.
        if folding.open or state.touched(fields[key] for key in keys):
            with folding:
                values |= _section_widgets(section, {key: fields[key] for key in keys}, language)
        else:
            values |= {key: fields[key].default for key in keys}
    st.button(
        text("app.reset_all", language),
        on_click=state.reset,
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
        on_click=state.reset,
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
        format_func=lambda one: (usable[one].name_en if language == "en" else "") or usable[one].name_nb,
        key=state.VIEWPOINT,
        placeholder=text("app.viewpoint_file" if not setting.weights else "app.viewpoint_own", language),
        help=text("app.viewpoint_help", language),
        on_change=state.choose_viewpoint,
        args=({one.id: dict(one.weights) for one in usable.values()},),
    )
    if active:
        basis = (usable[active].basis_en if language == "en" else "") or usable[active].basis
        st.caption(f"**{text('app.viewpoint_basis', language)}** {basis}")
