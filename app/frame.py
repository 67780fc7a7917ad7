"""What stands around every page: language, link check, side panel, warnings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import streamlit as st

from app import cached, state
from app.data_sets import SERVER, DataSet, data_set, started
from app.fields import (
    DATA,
    LANGUAGE,
    Field,
    indicator_field,
    industry_field,
    language_field,
)
from app.robustness_fields import robustness_fields
from app.setting import Setting, setting_of
from app.setting_fields import setting_fields
from app.sheet_fields import sheet_fields
from app.widgets import language_switch, setting_panel, settle_choices, visitor_data_field
from engine.criteria.changes import CHANGES
from engine.dataset.model import Dataset
from engine.errors import InputError, Problem
from engine.texts import DEFAULT_LANGUAGE, LANGUAGES, area, text

PANEL_PIXELS = 380
SECTION_OF = {
    "require_indicator": "thresholds",
    "resource": "thresholds",
    "conflicts": "merge",
    "programmes": "programmes",
}
"""Where in the panel the conditions with several widgets are."""
STYLE, KEYBOARD, WORDS = (Path(__file__).with_name(name) for name in ("style.css", "keyboard.js", "words.js"))


def bad_link() -> bool:
    """Page settings, and the check of the link that a visitor comes with: whether something in it was refused."""
    st.set_page_config(page_title="Bransjevalg", layout="wide", initial_sidebar_state=PANEL_PIXELS)
    asked_for = _asked_for(language_field(DEFAULT_LANGUAGE))
    return state.first_run() and state.refuse_bad_link(_fields_of_link(), asked_for)


def open_page() -> str:
    """The language switch and the page's style; the language."""
    with st.sidebar:
        language = language_switch()
    settle_choices(language)
    st.html(STYLE)
    st.html(f"<script>{_script(language)}</script>", unsafe_allow_javascript=True)
    return language


@lru_cache(maxsize=len(LANGUAGES))
def _script(language: str) -> str:
    """What Streamlit has no setting for: the page's language, its own words in it, and tables moved by keyboard."""
    words = {one["en"]: one["nb"] for one in area("app_streamlit").values()}
    return "\n".join(
        [
            f"document.documentElement.lang = {json.dumps(language)};",
            f"window.streamlitWords = {json.dumps(words, ensure_ascii=False)};",
            *(one.read_text(encoding="utf-8") for one in (KEYBOARD, WORDS)),
        ]
    )


def setting_known(language: str) -> bool:
    """Whether the setting is known and remembered before the panel is made: it was made before, or nothing is asked."""
    if state.panel_first():
        return False
    if state.first_run() and DATA not in st.session_state and set(st.query_params) <= {LANGUAGE}:
        state.remember(Setting(state.data_choices()[0]))
        return True
    data = state.data_of_panel()
    if data is None:
        return False
    fields = setting_fields(cached.dataset(data), cached.criteria(data), language)
    values = state.values_of_panel(fields)
    if values is None:
        return False
    state.remember(setting_of(data, fields, values))
    return True


def side_panel(language: str, *, page_shown: bool = False) -> None:
    """The setting's widgets; what they say is remembered for the pages, and shown anew where one was drawn without."""
    with st.sidebar:
        setting = setting_panel(language)
    other = page_shown and state.current() != setting
    state.remember(setting)
    if other:
        st.rerun()


def warnings(language: str) -> None:
    """What must stand on top of every page: whose and what kind of figures, and what was refused of a link."""
    data = state.current().data
    shown = data_set(data)
    if isinstance(data, DataSet) or data == SERVER:
        kind = "own_shown" if isinstance(data, DataSet) else "server_shown"
        about = {"name": shown.name, "criteria": shown.criteria.file}
        st.info(text(f"app.{kind}", language, **about), icon=":material/folder_open:")
    if shown.dataset.synthetic:
        st.warning(text("app.synthetic", language), icon=":material/science:")
    if problems := started().problems:
        st.error(text("app.server_unusable", language) + listed(problems, language), icon=":material/error:")
    if problems := state.refused():
        st.error(text("app.link_refused", language) + listed(problems, language), icon=":material/link_off:")
        st.button(text("app.link_understood", language), on_click=state.forget_refused)


def page_heading(page: str, language: str) -> None:
    """The page's title, and what it is for."""
    st.title(text(f"app.{page}_title", language))
    st.markdown(text(f"app.{page}_lead", language))


def feasible_outcome(setting: Setting, language: str) -> cached.Outcome | None:
    """What the setting comes to where somebody is selected; None, and why, where nobody can be."""
    try:
        found = cached.outcome(setting)
    except InputError as error:
        cannot_use(error, language)
        return None
    if found.infeasible is None:
        return found
    said = text("app_stability.infeasible", language) + "\n\n" + found.infeasible.sentence(language)
    st.error(said, icon=":material/block:")
    return None


def cannot_use(error: InputError, language: str) -> None:
    """Why the setting cannot be used, each reason at the name of what the visitor can change."""
    setting = state.current()
    fields = setting_fields(cached.dataset(setting.data), cached.criteria(setting.data), language)
    problems = tuple(_at_label(problem, dict(setting.changes), fields, language) for problem in error.problems)
    st.error(text("app.cannot_use", language) + listed(problems, language), icon=":material/error:")


def _at_label(problem: Problem, changes: Mapping[str, object], fields: Mapping[str, Field], language: str) -> Problem:
    """The problem said of a widget where it is one of those that the visitor has changed."""
    if problem.place.startswith("--weights"):
        return replace(problem, file="", place=f"«{text('app.weights', language)}»")
    for name in changes:
        change = CHANGES[name]
        if problem.place.startswith((change.option, change.place)):
            label = fields[name].label if name in fields else text(f"app.section_{SECTION_OF[name]}", language)
            return replace(problem, file="", place=f"«{label}»")
    return problem


def listed(problems: tuple[Problem, ...], language: str) -> str:
    """Problems as the lines of a list."""
    return "".join(f"\n- {problem.sentence(language)}" for problem in problems)


def _asked_for(one: Field) -> str:
    """The id that the link gives a choice; the default where it gives none that exists."""
    ids = {label: option for option, label in one.labels.items()}
    return ids.get(st.query_params.get(one.key, ""), str(one.default))


def _fields_of_link() -> dict[str, Field]:
    languages = language_field(DEFAULT_LANGUAGE)
    language = _asked_for(languages)
    data_sets = visitor_data_field(language)
    data = _asked_for(data_sets)
    fields = setting_fields(cached.dataset(data), cached.criteria(data), language)
    pages: tuple[Field, ...] = (
        industry_field(cached.dataset(data), language),
        indicator_field(cached.dataset(data), cached.criteria(data), language),
    )
    pages += robustness_fields(cached.criteria(data), language)
    pages += sheet_fields(cached.dataset(data), cached.criteria(data), language)
    return {LANGUAGE: languages, DATA: data_sets, **fields, **{one.key: one for one in pages}}


def file_name(name: str, ending: str, dataset: Dataset, language: str) -> str:
    """What a downloaded file is called; made-up figures say so in the name."""
    return named_file(text(f"app.file_{name}", language), ending, dataset, language)


def named_file(stem: str, ending: str, dataset: Dataset, language: str) -> str:
    """As ``file_name``, for a name that is not the same each time."""
    return f"{text('app.file_synthetic', language)}-{stem}.{ending}" if dataset.synthetic else f"{stem}.{ending}"
