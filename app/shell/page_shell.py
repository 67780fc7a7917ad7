"""What stands around every page: language, link check, side panel, warnings."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from html import escape
from importlib.metadata import version
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app.fields.field import Field
from app.fields.setting_fields import setting_fields
from app.shell import cache as cached
from app.shell import rested_setting as resting
from app.shell import session as state
from app.shell import setting_history, synchronisation
from app.shell.browser_stamp import PAGE, PANEL, stamp
from app.shell.data_sets import SERVER, DataSet, data_set, started
from app.shell.setting import Setting
from app.shell.uninterrupted import whole
from app.shell.widgets import language_switch, setting_panel
from app.shell.wording import Markdown, literal, text
from engine.criteria.overrides import CHANGES
from engine.foundation.errors import InputError, Problem
from engine.foundation.locale import LANGUAGES, Locale, area

PANEL_PIXELS = 380
SECTION_OF = {
    "require_indicator": "thresholds",
    "resource": "thresholds",
    "conflicts": "merge",
    "programmes": "programmes",
}
"""Where in the panel the conditions with several widgets are."""
STYLE, *SCRIPTS = (
    Path(__file__).parents[1] / "static" / name
    for name in (
        *("style.css", "keyboard.js", "words.js", "address.js", "connection.js"),
        *("pictures.js", "access.js", "sorting.js", "stacked.js"),
    )
)
ICON = STYLE.with_name("icon.svg")
PAGES = "_pages"


def open_page() -> Locale:
    """What is set is taken up; the language switch and the page's style. The language."""
    st.set_page_config(page_icon=str(ICON), layout="wide", initial_sidebar_state=PANEL_PIXELS)
    locale = _taken_up()
    synchronisation.end()  # before the page, which may be at work for long
    with st.sidebar:
        language_switch()
    st.html(STYLE)
    st.html(f"<script>{_script(locale)}</script>", unsafe_allow_javascript=True)
    return locale


@whole
def _taken_up() -> Locale:
    """What the visitor has set, and where it stands among what was set before; the language."""
    locale = synchronisation.begin()
    rested = resting.rested()
    resting.remember(synchronisation.setting(), synchronisation.panel_values())
    setting_history.remember(resting.held(), rested)
    return locale


def remember_pages(pages: Mapping[str, StreamlitPage]) -> None:
    """The pages by name, for what leads from one to another."""
    st.session_state[PAGES] = dict(pages)


def go_to(name: str) -> None:
    """Open another page, with everything that is set."""
    st.switch_page(st.session_state[PAGES][name])


def page_menu(page: StreamlitPage, locale: Locale) -> None:
    """The browser's title; and on a telephone, where Streamlit hides its own menu in a drawer, links to the pages."""
    st.set_page_config(page_title=locale.text("first_page.browser_title", page=page.title))
    # One element: Streamlit would draw eight links anew at each move of a slider. ``access.js`` leads to its own.
    pages = st.session_state[PAGES]
    here = next(name for name, candidate in pages.items() if candidate.title == page.title)
    links = "".join(
        f"<a href='{name if index else '.'}'{' aria-current=page' if name == here else ''}>{escape(target.title)}</a>"
        for index, (name, target) in enumerate(pages.items())
    )
    label = escape(locale.text("app_streamlit.pages"), quote=True)
    # Out of sight until the style is there: on a slow machine a wide page would show it for a moment.
    st.html(f"<nav class='phone-menu' style='display: none' aria-label='{label}'>{links}</nav>")


def close_page() -> None:
    """What the page is made of, and the address of the values that it was made with; the page stands whole."""
    _footer(synchronisation.locale())
    stamp(PAGE)
    synchronisation.end()
    resting.shown()


def _footer(locale: Locale) -> None:
    """The version, the data and how old they are, on every page."""
    data = data_set(state.current().data)
    shown = data.dataset
    periods = [period for columns in shown.columns.values() for period in columns]
    years = sorted({year for period in periods for year in re.findall(r"\d{4}", period)})
    footer = text(
        "first_page.footer_one_year" if len(years) == 1 else "first_page.footer",
        locale,
        version=version("bransjevalg"),
        data=shown.shown_title(locale),
        first=years[0] if years else "–",
        last=years[-1] if years else "–",
        date=date.today().isoformat(),
    )
    st.caption(footer)


@lru_cache(maxsize=len(LANGUAGES))
def _script(locale: Locale) -> str:
    """What Streamlit has no setting for: the page's language, its own words in it, and tables moved by keyboard."""
    rows = [list(row.values()) for row in area("app_streamlit").values()]
    words = {"languages": LANGUAGES, "rows": rows}
    return "\n".join(
        [
            f"document.documentElement.lang = {json.dumps(locale.tag)};",
            f"window.streamlitWords = {json.dumps(words, ensure_ascii=False)};",
            f"window.accessWords = {json.dumps(_access_words(locale), ensure_ascii=False)};",
            *(script.read_text(encoding="utf-8") for script in SCRIPTS),
        ]
    )


def _access_words(locale: Locale) -> dict[str, str]:
    return {name: locale.text(f"first_page.access_{name}") for name in ("skips", "result", "weights")}


def side_panel(locale: Locale) -> None:
    """The setting's widgets; where one of them was drawn with another value than the page, both are made anew."""
    with st.sidebar:
        setting = setting_panel(locale)
        stamp(PANEL)
    synchronisation.settled()
    if setting != state.current():
        st.rerun()


def warnings(locale: Locale) -> None:
    """What must stand on top of every page: whose and what kind of figures, and what was refused of a link."""
    data = state.current().data
    shown = data_set(data)
    if isinstance(data, DataSet) or data == SERVER:
        kind = "own_shown" if isinstance(data, DataSet) else "server_shown"
        about = {"name": shown.name, "criteria": shown.criteria.file}
        st.info(text(f"app.{kind}", locale, **about), icon=":material/folder_open:")
    if shown.dataset.synthetic:
        st.warning(text("app.synthetic", locale), icon=":material/science:")
    if problems := started().problems:
        st.error(text("app.server_unusable", locale) + listed(problems, locale), icon=":material/error:")
    if problems := synchronisation.refused():
        st.error(text("app.link_refused", locale) + listed(problems, locale), icon=":material/link_off:")
        st.button(text("app.link_understood", locale), on_click=synchronisation.forget_refused)


def page_heading(page: str, locale: Locale) -> None:
    """The page's title, and what it is for."""
    st.title(text(f"app.{page}_title", locale), anchor=False)
    st.markdown(text(f"app.{page}_lead", locale))


def feasible_outcome(setting: Setting, locale: Locale) -> cached.Outcome | None:
    """What the setting comes to where somebody is selected; None, and why, where nobody can be."""
    try:
        outcome = cached.outcome(setting)
    except InputError as error:
        cannot_use(error, locale)
        return None
    if outcome.infeasible is None:
        return outcome
    explanation = text("app_stability.infeasible", locale) + "\n\n" + literal(outcome.infeasible.sentence(locale))
    st.error(explanation, icon=":material/block:")
    return None


def cannot_use(error: InputError, locale: Locale) -> None:
    """Why the setting cannot be used, each reason at the name of what the visitor can change."""
    setting = state.current()
    fields = setting_fields(cached.dataset(setting.data), cached.criteria(setting.data), locale)
    problems = tuple(_at_label(problem, dict(setting.changes), fields, locale) for problem in error.problems)
    st.error(text("app.cannot_use", locale) + listed(problems, locale), icon=":material/error:")


def _at_label(problem: Problem, changes: Mapping[str, object], fields: Mapping[str, Field], locale: Locale) -> Problem:
    """The problem said of a widget where it is one of those that the visitor has changed."""
    if problem.place.startswith("--weights"):
        return replace(problem, file="", place=locale.quoted(text("app.weights", locale)))
    for name in changes:
        change = CHANGES[name]
        if problem.place.startswith((change.option, change.place)):
            label = fields[name].label if name in fields else text(f"app.section_{SECTION_OF[name]}", locale)
            return replace(problem, file="", place=locale.quoted(label))
    return problem


def listed(problems: tuple[Problem, ...], locale: Locale) -> str:
    """Problems as the lines of a list."""
    return Markdown("".join(f"\n- {literal(problem.sentence(locale))}" for problem in problems))
