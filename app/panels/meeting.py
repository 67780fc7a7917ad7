"""Meeting mode: the selected names and the cut line in big type, the panel away, from one setting to the next."""

from __future__ import annotations

import streamlit as st

from app.fields.field import LOCK, WEIGHT
from app.figures.ranking_bars import legend, ranking_bars
from app.panels.selection_changes import before_of, names_of, outcome_before, switches_in_words
from app.shell import cache as cached
from app.shell import rested_setting as resting
from app.shell import session as state
from app.shell.cache import Outcome
from app.shell.setting import weight_values
from app.shell.synchronisation import put
from app.shell.uninterrupted import whole
from app.shell.wording import Markdown, bold, literal, text
from engine.criteria.distinct_profile_names import with_distinct_profile_names
from engine.criteria.linked_weights import apportioned
from engine.criteria.merge_overlay import in_a_list
from engine.criteria.model import Profile
from engine.criteria.weights import normalised
from engine.foundation.locale import Locale
from engine.results.cut_line import cut_line

MEETING = "_meeting"
"""Key of what meeting mode remembers: the weights it began with, and which of the settings is shown."""


@whole
def begin() -> None:
    """From now on the page is for the room; the weights as they are become the first setting."""
    keys = [key for key in resting.held().values if key.startswith(WEIGHT) or key == LOCK]
    held = resting.held().values
    st.session_state[MEETING] = ({key: held[key] for key in keys}, 0)


@whole
def end() -> None:
    """Back to the whole page, with the weights that are shown."""
    st.session_state.pop(MEETING, None)


def on() -> bool:
    """Whether the page is shown for the room."""
    return MEETING in st.session_state


def _place() -> int | None:
    """Which of the settings the weights are those of: 0 for what the meeting began with; None where of none.

    It is read from the weights: the browser's Back, undo and a link may have moved them since the last step.
    """
    start, last = st.session_state[MEETING]
    held = {key: held for key, held in resting.held().values.items() if key.startswith(WEIGHT)}
    settings = [{key: start[key] for key in start if key.startswith(WEIGHT)}]
    settings += [weight_values(apportioned(normalised(profile.weights))) for profile in _profiles()]
    matching = [index for index, setting in enumerate(settings) if setting == held]
    return last if last in matching else next(iter(matching), None)


def _profiles() -> tuple[Profile, ...]:
    """The group's own viewpoints, else the shipped ones; those that weigh what these criteria have."""
    data = state.current().data
    return with_distinct_profile_names(state.profiles_weighing(cached.criteria(data))) or cached.profiles(data)


@whole
def _step(by: int) -> None:
    start, last = st.session_state[MEETING]
    profiles, place = _profiles(), _place()
    # From weights that are of none of them, one goes on from the one that was shown last.
    position = ((last if place is None else place) + by) % (len(profiles) + 1)
    st.session_state[MEETING] = (start, position)
    if position == 0:
        for key, held in start.items():
            put(key, held)
    else:
        state.set_weights(normalised(profiles[position - 1].weights))


def show_meeting(outcome: Outcome, locale: Locale) -> None:
    """The page for the room."""
    position, profiles = _place(), _profiles()
    name = text("first_page.meeting_start", locale)
    if position:
        name = literal(locale.written(profiles[position - 1], "name"))
    was = outcome_before()
    with st.container(key="meeting_view"):
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key="meeting_bar"):
            st.button(text("first_page.meeting_previous", locale), key="previous", on_click=_step, args=(-1,))
            st.button(text("first_page.meeting_next", locale), key="next", on_click=_step, args=(1,))
            if position is None:
                st.markdown(text("first_page.meeting_other", locale))
            else:
                st.markdown(
                    text("first_page.meeting_setting", locale, name=name, at=position + 1, of=len(profiles) + 1)
                )
            st.button(text("first_page.meeting_end", locale), key="meeting_end", on_click=end, type="primary")
        line = cut_line(outcome.scores, outcome.selection)
        show_selected(outcome, locale)
        if was is not None:
            st.markdown(
                Markdown(f"**{text('first_page.meeting_against', locale)}**") + switches_in_words(was, outcome, locale)
            )
        shown = {*line.above, *line.near, *line.passed_over}
        problem = outcome.selection.problem if outcome.selection else None
        st.html(legend(outcome.scores, locale))
        st.html(ranking_bars(outcome.scores, outcome.selected, line, problem, locale, before_of(was), shown))


def show_selected(outcome: Outcome, locale: Locale) -> None:
    """Who is selected: what the page is about, kept in sight while a weight moves, and said aloud when it changes."""
    chosen = outcome.selection
    with st.container(key="selected"):
        if chosen is None:
            assert outcome.infeasible is not None
            st.header(text("app.infeasible_heading", locale), anchor=False)
            return
        names = names_of(outcome, locale)
        industries = in_a_list([bold(names[industry_id]) for industry_id in chosen.selected])
        st.header(text("app.selected_heading", locale, count=len(chosen.selected)), anchor=False)
        st.markdown(f"✓ {industries}" if industries else text("app.selected_none", locale))
