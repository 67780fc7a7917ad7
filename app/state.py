"""Streamlit's state: the one place that names its keys. Links are checked before use, and kept whole."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import streamlit as st

from app.data_sets import OWN, Chosen, DataSet, for_everybody
from app.fields import DATA, LOCK, NONE, WEIGHT, Field, percent
from app.setting import Setting, plain, shares_of
from engine.criteria.model import Profile
from engine.criteria.weights import normalised
from engine.errors import Problem
from engine.texts import text

if TYPE_CHECKING:
    from app.official import Fetched
    from engine.dataset.intake.statbank.draft import Draft
    from engine.dataset.intake.statbank.recipe import Recipe
    from engine.dataset.intake.statbank.tables import FoundTables
    from engine.report.own_files import OwnFiles
    from engine.report.person_level import PersonLevel

VIEWPOINT, RANKING_TABS, MORE_TABS = "viewpoint", "ranking_tabs", "more_tabs"
PAIRING_TABS, DATA_TABS = "pairing_tabs_", "data_tabs"
SHEET_TABS, TOGETHER_TABS = "sheet_tabs", "together_tabs"
ROBUSTNESS_TABS, REGRET_TABS = "robustness_tabs", "regret_tabs"
SECTION = "section_"
PROFILE_EDITED, PROFILES_EDITOR = "profile_edited", "profiles_editor"
PROFILES, PROFILES_REVISION, PROFILES_ANSWER = "_profiles", "_profiles_revision", "_profiles_answer"
INTERVAL_TABS, FRAME_TABS, FLIP_BUTTON = "interval_tabs", "frame_tabs", "flip_apply"
CURRENT, BEFORE, REFUSED, BEFORE_FLIP = "_setting", "_setting_before", "_refused", "_weights_before_flip"
PANEL_FIRST = "_panel_first"
PATH, WORKBOOK, PICTURE = "_path", "_workbook", "picture"
FETCHED, TABLES, DRAFT, RECIPES = "_fetched", "_tables", "_draft", "_recipes"
PERSON_LEVEL, PERSON_REVISION = "_person_level", "_person_revision"
OWN_READING = "_own_reading"
OWN_DATA, OWN_REVISION, OWN_CRITERIA, OWN_BASE = "_own_data", "_own_revision", "own_criteria", "own_base"


def refuse_bad_link(fields: Mapping[str, Field], language: str) -> bool:
    """Take out of the address every field that no widget could have written, and remember why; whether there were any.

    Done before the widgets are made: Streamlit would clip or drop such values without a word.
    """
    given = {key: st.query_params.get_all(key) for key in st.query_params}
    refused: dict[str, tuple[Problem, ...]] = {}
    for key, texts in given.items():
        if key not in fields:
            place = text("app.link_field", language, field=key)
            refused[key] = (Problem("unknown", place=place, given=key, allowed=tuple(fields)),)
        else:
            place = text("app.link_field_known", language, field=key, label=fields[key].label)
            if problems := fields[key].problems(texts, place):
                refused[key] = problems
    if refused:
        st.session_state[REFUSED] = tuple(problem for problems in refused.values() for problem in problems)
        for key in refused:
            del st.query_params[key]
    return bool(refused)


def first_run() -> bool:
    """Whether this visitor's address has not been read yet."""
    return CURRENT not in st.session_state


def refused() -> tuple[Problem, ...]:
    """What was refused of the link that this visitor came with."""
    found: tuple[Problem, ...] = st.session_state.get(REFUSED, ())
    return found


def forget_refused() -> None:
    """The visitor has read what was refused."""
    st.session_state.pop(REFUSED, None)


def data_of_panel() -> Chosen | None:
    """The data set that the panel's widget has; None before it was first made."""
    found: str | None = st.session_state.get(DATA)
    return data_called(found) if found in data_choices() else None


def data_called(data: str) -> Chosen:
    """The data set with this id: a visitor's own is the thing itself."""
    own = own_data()
    return own if data == OWN and own else data


def data_choices() -> tuple[str, ...]:
    """Ids of the data sets that this visitor can choose, the default first."""
    return for_everybody() + ((OWN,) if own_data() else ())


def own_data() -> DataSet | None:
    """What this visitor has put in."""
    found: DataSet | None = st.session_state.get(OWN_DATA)
    return found


def panel_first() -> bool:
    """Whether the panel must be drawn before the page this time: its widgets were moved here, not by the visitor.

    Until the browser has them, it sends their old values with whatever the visitor does next.
    """
    return bool(st.session_state.pop(PANEL_FIRST, False))


def use_own_data(made: DataSet) -> None:
    """Show the visitor's own data on every page, in this session only."""
    st.session_state[PANEL_FIRST] = True
    st.session_state[OWN_DATA] = made
    st.session_state[DATA] = OWN


def remove_own_data() -> None:
    """Forget what the visitor has put in, the files that wait to be used too."""
    st.session_state[PANEL_FIRST] = True
    st.session_state.pop(OWN_DATA, None)
    st.session_state.pop(OWN_READING, None)
    st.session_state[OWN_REVISION] = own_revision() + 1
    st.session_state[DATA] = for_everybody()[0]


def own_reading(question: Hashable, read: Callable[[], OwnFiles]) -> OwnFiles:
    """What the visitor's files were read as; read again only where ``question`` is another, or the data are gone."""
    if st.session_state.get(OWN_READING, (None,))[0] != question:
        st.session_state[OWN_READING] = (question, read())
    found: OwnFiles = st.session_state[OWN_READING][1]
    return found


def own_revision() -> int:
    """How many times own data were removed: a part of the uploader's key, so that it starts empty again."""
    return int(st.session_state.get(OWN_REVISION, 0))


def values_of_panel(fields: Mapping[str, Field]) -> dict[str, object] | None:
    """What the panel's widgets have, those in a folded section what the file says; None where any was not made yet."""
    missing = [key for key in fields if key not in st.session_state]
    if first_run() or any(key.startswith(WEIGHT) or key == LOCK or key in st.query_params for key in missing):
        return None
    return {key: st.session_state.get(key, one.default) for key, one in fields.items()}


def touched(fields: Iterable[Field]) -> bool:
    """Whether any of them is not as the file has it, or is asked for by the address."""
    return any(
        one.key in st.query_params or plain(st.session_state.get(one.key, one.default)) != one.default for one in fields
    )


def remember(setting: Setting) -> None:
    """Keep the setting; the one before it is kept for comparison where they differ."""
    current = st.session_state.get(CURRENT)
    if current is not None and current != setting:
        st.session_state[BEFORE] = current
        if current.data != setting.data:
            # Nothing entered or left between data that have nothing to do with each other.
            st.session_state.pop(BEFORE)
            st.session_state.pop(BEFORE_FLIP, None)
    st.session_state[CURRENT] = setting


def current() -> Setting:
    """The visitor's setting, as the panel last read it."""
    setting: Setting = st.session_state[CURRENT]
    return setting


def before() -> Setting | None:
    """The setting before the last change; None where nothing was changed yet."""
    found: Setting | None = st.session_state.get(BEFORE)
    return found


def set_weights(shares: Mapping[str, float]) -> None:
    """Move the sliders to these shares, 0..1."""
    st.session_state[PANEL_FIRST] = True
    for member, share in shares.items():
        st.session_state[WEIGHT + member] = percent(share)


def apply_flip(shares: Mapping[str, float]) -> None:
    """Move the sliders to these shares and open the lock; where they were is kept for the way back."""
    moved = [key for key in st.session_state if isinstance(key, str) and (key.startswith(WEIGHT) or key == LOCK)]
    st.session_state[BEFORE_FLIP] = {key: st.session_state[key] for key in moved}
    st.session_state[LOCK] = NONE
    set_weights(shares)


def undo_flip() -> None:
    """The sliders and the lock back to where they were before the flip."""
    st.session_state[PANEL_FIRST] = True
    for key, value in st.session_state.pop(BEFORE_FLIP, {}).items():
        st.session_state[key] = value


def flip_applied() -> bool:
    """Whether there is a way back from a flip."""
    return BEFORE_FLIP in st.session_state


def without_weights() -> Setting:
    """The setting with the file's own weights: for what brings weights of its own."""
    return replace(current(), weights=(), locked=None)


def fetched() -> Fetched | None:
    """What this visitor has fetched of official statistics and not yet removed."""
    found: Fetched | None = st.session_state.get(FETCHED)
    return found


def keep_fetched(found: Fetched | None) -> None:
    """Keep what came, in this session only; none where None."""
    st.session_state[FETCHED] = found


def tables() -> tuple[str, FoundTables] | None:
    """The words that this visitor last looked for tables with, and what was found."""
    found: tuple[str, FoundTables] | None = st.session_state.get(TABLES)
    return found


def keep_tables(found: tuple[str, FoundTables] | None) -> None:
    """What a search found, in this session only."""
    st.session_state[TABLES] = found


def draft() -> Draft | None:
    """The table that this visitor is making a recipe for."""
    found: Draft | None = st.session_state.get(DRAFT)
    return found


def keep_draft(made: Draft | None) -> None:
    """The table to make a recipe for; none where None."""
    st.session_state[DRAFT] = made


def made_recipes() -> tuple[Recipe, ...]:
    """The recipes that this visitor has made."""
    found: tuple[Recipe, ...] = st.session_state.get(RECIPES, ())
    return found


def keep_recipe(made: Recipe) -> None:
    """One more recipe, in place of an older one of the same name."""
    st.session_state[RECIPES] = (*(one for one in made_recipes() if one.name != made.name), made)


def person_level() -> PersonLevel | None:
    """Co-occurrence in the same persons, as this visitor has put it in."""
    found: PersonLevel | None = st.session_state.get(PERSON_LEVEL)
    return found


def keep_person_level(found: PersonLevel | None) -> None:
    """These figures on the page of co-occurrence, in this session only; none where None."""
    st.session_state[PERSON_LEVEL] = found
    st.session_state[PERSON_REVISION] = person_revision() + 1


def person_revision() -> int:
    """How many times the figures were put in or taken away: a part of the uploader's key, so that it starts empty."""
    return int(st.session_state.get(PERSON_REVISION, 0))


def own_profiles() -> tuple[Profile, ...]:
    """The viewpoints that this visitor has made or changed; none where the shipped ones hold."""
    found: tuple[Profile, ...] = st.session_state.get(PROFILES, ())
    return found


def keep_profiles(profiles: tuple[Profile, ...] = ()) -> None:
    """These viewpoints from now on, the shipped ones where there are none; their form starts afresh."""
    st.session_state[PROFILES] = profiles
    st.session_state[PROFILES_REVISION] = profiles_revision() + 1


def profiles_revision() -> int:
    """How many times the viewpoints were changed: a part of their widgets' keys, so that none shows what was before."""
    return int(st.session_state.get(PROFILES_REVISION, 0))


def answer_profiles(words: str, good: bool = False) -> None:
    """What is to be said of the change of viewpoints that was just asked for."""
    st.session_state[PROFILES_ANSWER] = (words, good)


def profiles_answer() -> tuple[str, bool] | None:
    """What is to be said of the last change, and whether it was made; said once."""
    found: tuple[str, bool] | None = st.session_state.pop(PROFILES_ANSWER, None)
    return found


def ask_workbook(language: str) -> None:
    """The visitor wants the workbook of the setting as it is."""
    st.session_state[WORKBOOK] = current(), language


def workbook_asked(language: str) -> bool:
    """Whether the workbook of just this setting is wanted."""
    return bool(st.session_state.get(WORKBOOK) == (current(), language))


def settle_lock(fields: Mapping[str, Field]) -> None:
    """Move the sliders to the shares that held a moment ago, so that neither lock nor unlock moves any share."""
    if CURRENT in st.session_state:
        set_weights(shares_of(current(), fields))


def reset(fields: Iterable[Field]) -> None:
    """Back to what the file says."""
    st.session_state[PANEL_FIRST] = True
    for one in fields:
        st.session_state[one.key] = list(one.default) if isinstance(one.default, tuple) else one.default


def refit(fields: Mapping[str, Field], earlier: Mapping[str, Field]) -> None:
    """Back to what the file says where the new data's widget is not the one that the earlier data had."""
    reset(one for key, one in fields.items() if key in earlier and not one.like(earlier[key]))


def hold_choices(fields: Iterable[Field]) -> None:
    """Keep what is chosen while its names change language: a browser knows a choice by its shown name only."""
    for one in fields:
        if one.options and one.key in st.session_state:
            st.session_state[one.key] = st.session_state[one.key]


def understand(one: Field, other: Field) -> None:
    """Take a choice by its name in the other language for what it is; one by no name at all is the file's again.

    A browser knows a choice by its shown name only, and sends all of them each time: those that it sends before it has
    drawn the page in the new language have names that the new one does not know.
    """
    held = st.session_state.get(one.key)
    said = held if isinstance(held, list) else [] if held is None else [held]
    if all(option in one.options for option in said):
        return
    ids = {label: option for option, label in other.labels.items()}
    known = [option if option in one.options else ids.get(option) for option in said]
    meant = [option for option in known if option in one.options]
    default = list(one.default) if isinstance(one.default, tuple) else one.default
    st.session_state[one.key] = meant if one.many and meant else meant[0] if meant else default


def keep_in_address(fields: Iterable[Field]) -> None:
    """Put into the address again what is held, on each page anew.

    A browser that has not yet drawn the widgets when the visitor leaves drops them from the address, at times only
    after it has asked for the next page: the values hold, but a copied link would not carry them.
    """
    path = urlsplit(st.context.url or "").path
    if st.session_state.get(PATH) == path:
        return
    st.session_state[PATH] = path
    for one in fields:
        held = st.session_state.get(one.key, one.default)
        if plain(held) != one.default:
            st.session_state[one.key] = held


def choose_viewpoint(profiles: Mapping[str | None, Mapping[str, float]]) -> None:
    """Move the sliders to the viewpoint that was chosen, and open the lock."""
    chosen = st.session_state.get(VIEWPOINT)
    if chosen in profiles:
        st.session_state[LOCK] = NONE
        set_weights(normalised(profiles[chosen]))


def show_viewpoint(profile: str | None) -> None:
    """Let the list of viewpoints say which one the weights are, whoever moved them there."""
    st.session_state[VIEWPOINT] = profile
