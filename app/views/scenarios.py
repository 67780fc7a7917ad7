"""Scenarios: what is set kept under a name, opened again, compared two and two, and computed anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from app.panels.options_document import document_button
from app.shell import cache as cached
from app.shell import scenario_store as kept
from app.shell import session as state
from app.shell.data_sets import names
from app.shell.exports import named_file, plain_button
from app.shell.page_shell import listed as problems_listed
from app.shell.page_shell import page_heading
from app.shell.result_table import show_table
from app.shell.uninterrupted import whole
from app.shell.widgets import uploader
from app.shell.wording import Markdown, literal, text
from engine.foundation.errors import InputError, Problem
from engine.foundation.locale import Locale
from engine.output.table import Column, Table
from engine.store.comparison import compare
from engine.store.database import Database
from engine.store.portable import packed, packed_alone, unpack
from engine.store.recomputation import names_of
from engine.store.scenario_answers import comparison_table, replay_answer
from engine.store.scenarios import LISTED, LONGEST_NAME, Scenario, find, inputs_of, listed, replay, save

PLACE = 80  # in the menu
NAME, WHY, WHO, SAID, REVISION = "scenario_name", "scenario_why", "scenario_who", "_scenario_said", "_scenario_revision"
CHOSEN, BEFORE, AFTER, REPLAYED = "scenario_chosen", "scenario_before", "scenario_after", "_scenario_replayed"
LONGEST_WHY, LARGEST_MB, DIFFERS, SHOWN = 2000, 50, 4, 20
ZIP = "application/zip"


def show(locale: Locale) -> None:
    """The page."""
    page_heading("scenarios", locale)
    _said(locale)
    try:
        database = kept.database()
        scenarios, count = listed(database)
    except InputError as error:
        kept.forget_database()
        st.error(problems_listed(error.problems, locale).strip("\n- "), icon=":material/database_off:")
        _as_file(locale)
        document_button("", "", locale)
        return
    if (shown := kept.shown_scenario()) is not None:
        st.info(text("app_scenarios.shown", locale, name=shown.name, id=shown.id), icon=":material/bookmark:")
    with st.container(key=f"{state.ON_SCREEN}save"):
        _save(locale)
    _list(scenarios, count, database, locale)
    if scenarios:
        _compare(scenarios, database, locale)
    _import(locale)
    with st.container(key=f"{state.ON_SCREEN}document"):
        st.header(text("app_scenarios.document", locale))
        document_button("", "", locale)


def _said(locale: Locale) -> None:
    """What came of the button that was pressed, said once."""
    held: tuple[str, object] | None = st.session_state.pop(SAID, None)
    if held is None:
        return
    kind, about = held
    if isinstance(about, InputError):
        st.error(
            text("app_scenarios.failed", locale) + problems_listed(about.problems, locale), icon=":material/error:"
        )
    else:
        st.success(text(f"app_scenarios.{kind}", locale, name=str(about)), icon=":material/check_circle:")


@whole
def _doing(kind: str, work: Callable[[], object]) -> None:
    """Do what a button asks for, and remember what is to be said of it."""
    try:
        st.session_state[SAID] = (kind, work())
    except InputError as error:
        kept.forget_database()
        st.session_state[SAID] = (kind, error)


def _save(locale: Locale) -> None:
    st.header(text("app_scenarios.save_heading", locale))
    st.markdown(text("app_scenarios.save_says", locale))
    if kept.own(state.current().data):
        st.info(text("app_scenarios.own_data", locale), icon=":material/info:")
    if unfit := state.profiles_not_weighing(cached.criteria(state.current().data)):
        names_left = ", ".join(literal(locale.written(profile, "name")) for profile in unfit)
        st.info(text("app_scenarios.viewpoints_left_out", locale, names=Markdown(names_left)), icon=":material/info:")
    left, right = st.columns(2)
    left.text_input(text("app_scenarios.name", locale), max_chars=LONGEST_NAME, key=NAME)
    right.text_input(text("app_scenarios.who", locale), max_chars=LONGEST_NAME, key=WHO)
    st.text_area(text("app_scenarios.why", locale), max_chars=LONGEST_WHY, height=80, key=WHY)
    with st.container(horizontal=True):
        st.button(
            text("app_scenarios.save", locale),
            on_click=_doing,
            args=("saved", _save_now),
            type="primary",
            icon=":material/save:",
        )
        _as_file(locale)


def _save_now() -> str:
    name, why, who = (str(st.session_state.get(key, "")).strip() for key in (NAME, WHY, WHO))
    scenario = save(kept.database(), name, kept.inputs_on_screen(state.current()), why=why, who=who)
    kept.note_shown(scenario)
    for key in (NAME, WHY):
        st.session_state[key] = ""
    for key in (CHOSEN, BEFORE, AFTER):  # the newest are what one wants to see next
        st.session_state.pop(key, None)
    return scenario.name


def _as_file(locale: Locale) -> None:
    """What is on screen as a file that any store takes in: also where there is no store."""
    setting = state.current()
    name = str(st.session_state.get(NAME, "")).strip() or locale.text("app_scenarios.unnamed")
    plain_button(
        text("app_scenarios.as_file", locale),
        partial(packed_alone, name, kept.inputs_on_screen(setting), why=str(st.session_state.get(WHY, "")), who=""),
        named_file(locale.text("app_scenarios.file"), "zip", cached.dataset(setting.data), locale),
        ZIP,
    )


def _label(scenario: Scenario) -> str:
    return f"{scenario.name} · {_when(scenario)}"


def _when(scenario: Scenario) -> str:
    return scenario.saved_at[:16].replace("T", " ") + " UTC"


def _list(scenarios: Sequence[Scenario], count: int, database: Database, locale: Locale) -> None:
    st.header(text("app_scenarios.list_heading", locale))
    if not scenarios:
        st.markdown(text("app_scenarios.list_none", locale))
        return
    keys = ("name", "when", "who", "why", "data")
    columns = tuple(Column(key, locale.text(f"app_scenarios.column_{key}")) for key in keys)
    called = names(locale)
    rows = tuple(
        (
            scenario.name,
            _when(scenario),
            scenario.saved_by or "–",
            scenario.why or "–",
            called.get(scenario.data_name, scenario.data_name),
        )
        for scenario in scenarios[:SHOWN]
    )
    more = (locale.text("app_scenarios.list_more", shown=len(rows), count=count),) if len(rows) < count else ()
    show_table(Table("", columns, rows, more), locale)
    by_id = {scenario.id: scenario for scenario in scenarios}
    if st.session_state.get(CHOSEN) not in by_id:
        st.session_state[CHOSEN] = scenarios[0].id
    chosen = by_id[
        str(
            st.selectbox(
                text("app_scenarios.choose", locale),
                tuple(by_id),
                format_func=lambda scenario_id: _label(by_id[scenario_id]),
                key=CHOSEN,
                help=text("app_scenarios.choose_help", locale, most=LISTED),
            )
        )
    ]
    with st.container(horizontal=True):
        st.button(
            text("app_scenarios.open", locale),
            on_click=_doing,
            args=("opened", partial(_open, chosen.id)),
            icon=":material/folder_open:",
        )
        st.button(
            text("app_scenarios.replay", locale),
            on_click=_replay,
            args=(chosen.id,),
            icon=":material/replay:",
        )
        plain_button(
            text("app_scenarios.download", locale),
            partial(packed, database, [chosen]),
            f"{locale.text('app_scenarios.file')}-{chosen.id}.zip",
            ZIP,
        )
    _replayed(chosen, locale)


def _open(scenario_id: str) -> str:
    scenario = find(kept.database(), scenario_id)
    kept.put_on_screen(inputs_of(kept.database(), scenario))
    kept.note_shown(scenario)
    return scenario.name


@whole
def _replay(scenario_id: str) -> None:
    try:
        database = kept.database()
        st.session_state[REPLAYED] = (scenario_id, replay(database, find(database, scenario_id)))
    except InputError as error:
        st.session_state[SAID] = ("replayed", error)


def _replayed(chosen: Scenario, locale: Locale) -> None:
    """Whether today's program gives what was saved, and every difference."""
    held = st.session_state.get(REPLAYED)
    if held is None or held[0] != chosen.id:
        return
    table = replay_answer(chosen, held[1], DIFFERS, locale).flat()
    if table.rows:
        show_table(table, locale)
    else:
        st.success(literal(table.title), icon=":material/check_circle:")


def _compare(scenarios: Sequence[Scenario], database: Database, locale: Locale) -> None:
    st.header(text("app_scenarios.compare_heading", locale))
    if len(scenarios) < 2:
        st.markdown(text("app_scenarios.compare_needs_two", locale))
        return
    by_id = {scenario.id: scenario for scenario in scenarios}
    picked = []
    for column, key, start in zip(st.columns(2), (BEFORE, AFTER), (1, 0), strict=True):
        if st.session_state.get(key) not in by_id:
            st.session_state[key] = scenarios[start].id
        picked.append(
            column.selectbox(
                text(f"app_scenarios.compare_{key.removeprefix('scenario_')}", locale),
                tuple(by_id),
                tuple(by_id).index(str(st.session_state[key])),
                format_func=lambda scenario_id: _label(by_id[scenario_id]),
                key=key,
            )
        )
    before, after = (by_id[str(scenario_id)] for scenario_id in picked)
    try:
        first, second = (inputs_of(database, scenario) for scenario in (before, after))
        industries = {**names_of(first, locale), **names_of(second, locale)}
        show_table(comparison_table(before, after, compare(first, second), locale, industries), locale)
    except InputError as error:
        st.error(
            text("app_scenarios.failed", locale) + problems_listed(error.problems, locale), icon=":material/error:"
        )


def _import(locale: Locale) -> None:
    """Scenarios from a file that somebody sent."""
    with st.expander(text("app_scenarios.import", locale), icon=":material/upload_file:"):
        key = f"scenario_upload_{st.session_state.get(REVISION, 0)}"
        uploader(
            text("app_scenarios.import_file", locale),
            ("zip",),
            locale,
            key=key,
            max_upload_size=LARGEST_MB,
            on_change=_doing,
            args=("imported", partial(_import_now, key)),
        )


def _import_now(key: str) -> str:
    given = st.session_state.get(key)
    if given is None:
        raise InputError(Problem("store_file_form", ""))
    with TemporaryDirectory(prefix="bransjevalg-") as place:
        file = Path(place) / Path(given.name).name
        file.write_bytes(given.getvalue())
        added = unpack(kept.database(), file)
    st.session_state[REVISION] = int(st.session_state.get(REVISION, 0)) + 1
    return ", ".join(scenario.name for scenario in added) or "–"
