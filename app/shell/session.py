"""What a visitor's session holds beside the setting, by the keys of Streamlit's state."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from app.fields.field import DATA, LOCK, WEIGHT, Field
from app.shell.data_sets import OWN, DataSet, for_everybody
from app.shell.setting import Setting
from app.shell.synchronisation import OWN_DATA, PROFILES, put, put_weights, value
from app.shell.uninterrupted import whole
from engine.criteria.linked_weights import apportioned
from engine.criteria.model import Criteria, Profile

if TYPE_CHECKING:
    from app.panels.official_statistics import Fetched
    from engine.foundation.locale import Locale
    from engine.results.person_level import PersonLevel
    from engine.sources.statbank.draft import Draft
    from engine.sources.statbank.recipe import Recipe
    from engine.sources.statbank.table_search import FoundTables

Reading = TypeVar("Reading")
VIEWPOINT, RANKING_TABS, MORE_TABS = "viewpoint", "ranking_tabs", "more_tabs"
PAIRING_TABS, DATA_TABS = "pairing_tabs_", "data_tabs"
SHEET_TABS, TOGETHER_TABS = "sheet_tabs", "together_tabs"
ROBUSTNESS_TABS, REGRET_TABS = "robustness_tabs", "regret_tabs"
SECTION = "section_"
PROFILE_EDITED, PROFILES_EDITOR = "profile_edited", "profiles_editor"
FOLDED = "folded_"
"""How keys of folds begin that paper has only where the reader has opened them (print.css, leaving.js)."""
ON_SCREEN, BLANKS = "on_screen_", "blanks"
"""How keys of blocks begin that paper has no use for, and the key of the fields it has room to write in (print.css)."""
PROFILES_REVISION, PROFILES_ANSWER = "_profiles_revision", "_profiles_answer"
MATRIX_TABS = "matrix_tabs"
INTERVAL_TABS, FRAME_TABS, FLIP_BUTTON = "interval_tabs", "frame_tabs", "flip_apply"
CURRENT, BEFORE_FLIP = "_setting", "_weights_before_flip"
VIEWPOINT_SHOWN, VIEWPOINT_REVISION = "_viewpoint_shown", "_viewpoint_revision"
WORKBOOK = "_workbook"
FETCHED, TABLES, DRAFT, RECIPES = "_fetched", "_tables", "_draft", "_recipes"
PERSON_LEVEL, PERSON_REVISION = "_person_level", "_person_revision"
OWN_READING, BROUGHT_RECIPES, HEADINGS = "_own_reading", "_brought_recipes", "_headings"
OWN_REVISION, OWN_CRITERIA, OWN_BASE = "_own_revision", "own_criteria", "own_base"


@whole
def use_own_data(made: DataSet) -> None:
    """Show the visitor's own data on every page, in this session only."""
    st.session_state[OWN_DATA] = made
    put(DATA, OWN)


@whole
def remove_own_data() -> None:
    """Forget what the visitor has put in, the files that wait to be used too."""
    st.session_state.pop(OWN_DATA, None)
    st.session_state.pop(OWN_READING, None)
    st.session_state.pop(HEADINGS, None)
    st.session_state[OWN_REVISION] = own_revision() + 1
    put(DATA, for_everybody()[0])


def read_once(kept: str, question: Hashable, read: Callable[[], Reading]) -> Reading:
    """What the visitor's files were read as; read again only where ``question`` is another, or the data are gone.

    ``kept`` is ``OWN_READING`` or ``BROUGHT_RECIPES``.
    """
    if st.session_state.get(kept, (None,))[0] != question:
        st.session_state[kept] = (question, read())
    reading: Reading = st.session_state[kept][1]
    return reading


def headings() -> dict[str, str]:
    """What this visitor has said that headings of a table mean, by heading."""
    meanings: dict[str, str] = st.session_state.get(HEADINGS, {})
    return meanings


@whole
def keep_heading(heading: str, meant: str | None) -> None:
    """What a heading means; None where nothing is said of it any more."""
    others = {other: meaning for other, meaning in headings().items() if other != heading}
    st.session_state[HEADINGS] = others if meant is None else {**others, heading: meant}


def own_revision() -> int:
    """How many times own data were removed: a part of the uploader's key, so that it starts empty again."""
    return int(st.session_state.get(OWN_REVISION, 0))


def current() -> Setting:
    """The visitor's setting, as the panel last read it."""
    setting: Setting = st.session_state[CURRENT]
    return setting


@whole
def set_weights(shares: Mapping[str, float]) -> None:
    """Move the sliders to these weights, whatever they add up to, and open the locks."""
    put(LOCK, ())
    put_weights(apportioned(shares))


@whole
def apply_flip(shares: Mapping[str, float], fields: Mapping[str, Field]) -> None:
    """Move the sliders to these shares and open the locks; where they were is kept for the way back."""
    moved = [field for key, field in fields.items() if key.startswith(WEIGHT) or key == LOCK]
    st.session_state[BEFORE_FLIP] = {field.key: value(field) for field in moved}
    set_weights(shares)


@whole
def undo_flip() -> None:
    """The sliders and the locks back to where they were before the flip."""
    for key, held in st.session_state.pop(BEFORE_FLIP, {}).items():
        put(key, held)


def flip_applied() -> bool:
    """Whether there is a way back from a flip."""
    return BEFORE_FLIP in st.session_state


def without_weights() -> Setting:
    """The setting with the file's own weights: for what brings weights of its own."""
    return replace(current(), weights=())


def fetched() -> Fetched | None:
    """What this visitor has fetched of official statistics and not yet removed."""
    kept: Fetched | None = st.session_state.get(FETCHED)
    return kept


@whole
def keep_fetched(brought: Fetched | None) -> None:
    """Keep what came, in this session only; none where None."""
    st.session_state[FETCHED] = brought


def tables() -> tuple[str, FoundTables] | None:
    """The words that this visitor last looked for tables with, and what was found."""
    kept: tuple[str, FoundTables] | None = st.session_state.get(TABLES)
    return kept


@whole
def keep_tables(search: tuple[str, FoundTables] | None) -> None:
    """What a search found, in this session only."""
    st.session_state[TABLES] = search


def draft() -> Draft | None:
    """The table that this visitor is making a recipe for."""
    kept: Draft | None = st.session_state.get(DRAFT)
    return kept


@whole
def keep_draft(made: Draft | None) -> None:
    """The table to make a recipe for; none where None."""
    st.session_state[DRAFT] = made


def made_recipes() -> tuple[Recipe, ...]:
    """The recipes that this visitor has made."""
    kept: tuple[Recipe, ...] = st.session_state.get(RECIPES, ())
    return kept


@whole
def keep_recipe(made: Recipe) -> None:
    """One more recipe, in place of an older one of the same name."""
    st.session_state[RECIPES] = (*(recipe for recipe in made_recipes() if recipe.name != made.name), made)


def person_level() -> PersonLevel | None:
    """Co-occurrence in the same persons, as this visitor has put it in."""
    kept: PersonLevel | None = st.session_state.get(PERSON_LEVEL)
    return kept


@whole
def keep_person_level(figures: PersonLevel | None) -> None:
    """These figures on the page of co-occurrence, in this session only; none where None."""
    st.session_state[PERSON_LEVEL] = figures
    st.session_state[PERSON_REVISION] = person_revision() + 1


def person_revision() -> int:
    """How many times the figures were put in or taken away: a part of the uploader's key, so that it starts empty."""
    return int(st.session_state.get(PERSON_REVISION, 0))


def own_profiles() -> tuple[Profile, ...]:
    """The viewpoints that this visitor has made or changed; none where the shipped ones hold."""
    kept: tuple[Profile, ...] = st.session_state.get(PROFILES, ())
    return kept


def profiles_weighing(criteria: Criteria) -> tuple[Profile, ...]:
    """Those of them that weigh what these criteria have at the top: another file's members have no meaning here."""
    return tuple(profile for profile in own_profiles() if profile.weights.keys() == criteria.root.members.keys())


def profiles_not_weighing(criteria: Criteria) -> tuple[Profile, ...]:
    """The rest of them: nothing that is kept or written has them, and the pages say so."""
    weighing = profiles_weighing(criteria)
    return tuple(profile for profile in own_profiles() if profile not in weighing)


@whole
def keep_profiles(profiles: tuple[Profile, ...] = ()) -> None:
    """These viewpoints from now on, the shipped ones where there are none; their form starts afresh."""
    st.session_state[PROFILES] = profiles
    st.session_state[PROFILES_REVISION] = profiles_revision() + 1


def profiles_revision() -> int:
    """How many times the viewpoints were changed: a part of their widgets' keys, so that none shows what was before."""
    return int(st.session_state.get(PROFILES_REVISION, 0))


@whole
def answer_profiles(words: str, good: bool = False) -> None:
    """What is to be said of the change of viewpoints that was just asked for."""
    st.session_state[PROFILES_ANSWER] = (words, good)


def profiles_answer() -> tuple[str, bool] | None:
    """What is to be said of the last change, and whether it was made; said once."""
    kept: tuple[str, bool] | None = st.session_state.pop(PROFILES_ANSWER, None)
    return kept


@whole
def ask_workbook(locale: Locale) -> None:
    """The visitor wants the workbook of the setting as it is."""
    st.session_state[WORKBOOK] = current(), locale.tag


def workbook_asked(locale: Locale) -> bool:
    """Whether the workbook of just this setting is wanted."""
    return bool(st.session_state.get(WORKBOOK) == (current(), locale.tag))


def viewpoint_key() -> str:
    """Key of the list of viewpoints: another one each time that the app moves it.

    A browser that does not have the move yet sends where the list stood, with the next step of a slider: that would be
    taken for a choice.
    """
    revision = int(st.session_state.get(VIEWPOINT_REVISION, 0))
    return f"{VIEWPOINT}_{revision}" if revision else VIEWPOINT


@whole
def choose_viewpoint(profiles: Mapping[str | None, Mapping[str, float]]) -> None:
    """Move the sliders to the viewpoint that was chosen, and open the locks."""
    chosen = st.session_state.get(viewpoint_key())
    if chosen in profiles:
        st.session_state[VIEWPOINT_SHOWN] = chosen
        set_weights(profiles[chosen])


@whole
def show_viewpoint(profile: str | None) -> None:
    """Let the list of viewpoints say which one the weights are, whoever moved them there."""
    if st.session_state.get(VIEWPOINT_SHOWN) != profile:
        st.session_state[VIEWPOINT_SHOWN] = profile
        st.session_state[VIEWPOINT_REVISION] = int(st.session_state.get(VIEWPOINT_REVISION, 0)) + 1
    if viewpoint_key() not in st.session_state:
        st.session_state[viewpoint_key()] = profile
