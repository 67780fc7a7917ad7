"""What is set, in one place: widgets, address and result are all written from the values that are held here.

A run begins with ``begin``: the values are taken from the address when the visitor comes, and from the widgets that
were drawn last ever after. ``widget_state`` gives a widget the value that is held, and only where the browser does not
have it: what is written to a widget while its visitor moves it would undo the visitor's next step. The weights move
together and are one thing in the browser (``linked_sliders``). Values that were sent before the browser had what the
app has set are late and are left out (``browser_stamp``). ``end`` writes the address. The address is never read again,
so that one that lags behind quick keys can change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from app.fields.all_fields import fields_of
from app.fields.field import (
    CRITERIA,
    DATA,
    LANGUAGE,
    Field,
    criteria_field,
    data_field,
    language_field,
)
from app.fields.setting_fields import setting_fields
from app.shell.browser_stamp import PAGE, PANEL, app_has_set, is_late
from app.shell.data_sets import (
    OWN,
    SERVER,
    Chosen,
    DataSet,
    criteria_choices,
    criteria_names,
    data_set,
    for_everybody,
    names,
    paired,
)
from app.shell.linked_sliders import of_weights, revise_weights, taken_weights, weights_alike
from app.shell.links import address, read_link, write_link
from app.shell.setting import Setting, plain, setting_of, weight_values
from app.shell.uninterrupted import whole
from app.shell.viewpoint_links import PREFIX, read_viewpoints, write_viewpoints
from engine.criteria.built_in_profiles import built_in_viewpoints
from engine.foundation.errors import Problem
from engine.foundation.locale import DEFAULT_LOCALE, LOCALES, Locale, spoken

VALUES, DRAWN, MOVED, REFUSED = "_values", "_drawn", "_moved", "_refused"
OWN_DATA, LAST_DATA = "_own_data", "_last_data"
PROFILES = "_profiles"  # the visitor's own viewpoints


def begin() -> Locale:
    """Take up what the visitor has set; the language.

    The visitor's address counts when he comes; afterwards the widgets do.
    """
    if LAST_DATA in st.session_state:  # what an arrival holds last: one that an error ended begins anew
        _take()
    else:
        _arrive()
    return locale()


def end() -> None:
    """Write the address of what is set."""
    st.query_params.from_dict(carried())


def carried() -> dict[str, list[str]]:
    """Names and texts of the link to what is set, with every choice that differs from the files."""
    held, chosen = _values(), data()
    known = {**_outer_fields(DEFAULT_LOCALE), **fields_of(chosen, DEFAULT_LOCALE)}
    written = write_link({key: held.get(key, field.default) for key, field in known.items()}, known)
    own, asked = st.session_state.get(PROFILES, ()), data_set(chosen).criteria
    return written | write_viewpoints(own, built_in_viewpoints(asked)[0], tuple(asked.root.members))


def current_link() -> str:
    """The address of the open page with what is set, as it can be sent to somebody."""
    here = urlsplit(st.context.url or "")
    page = here._replace(path=here.path or "/", query="", fragment="").geturl()
    return address(carried(), page)


def locale() -> Locale:
    """The language that is on."""
    return Locale(str(_values()[LANGUAGE]))


def data() -> Chosen:
    """The data set that is on, with its criteria: a visitor's own is the thing itself."""
    held = str(_values()[DATA])
    if held == OWN:
        return own_data() or for_everybody()[0]
    return held if held == SERVER else paired(held, str(_values()[CRITERIA]))


def own_data() -> DataSet | None:
    """What this visitor has put in."""
    kept: DataSet | None = st.session_state.get(OWN_DATA)
    return kept


def data_choices() -> tuple[str, ...]:
    """Ids of the data sets that this visitor can choose, the default first."""
    return for_everybody() + ((OWN,) if own_data() else ())


def visitor_data_field(locale: Locale) -> Field:
    """Which of the data sets that this visitor has."""
    return data_field(names(locale), data_choices(), locale)


def visitor_criteria_field(locale: Locale) -> Field:
    """Which criteria are asked of the data that are on."""
    return criteria_field(criteria_names(_data_alone(), locale), locale)


def setting() -> Setting:
    """The setting that the values make."""
    known = fields_of(data(), DEFAULT_LOCALE)
    return setting_of(data(), known, {key: value(field) for key, field in known.items()})


def panel_values() -> dict[str, object]:
    """What each field of the panel is set to."""
    known = setting_fields(data_set(data()).dataset, data_set(data()).criteria, DEFAULT_LOCALE)
    return {key: value(field) for key, field in known.items()}


def value(field: Field) -> Any:
    """What a field is set to; what the file says where nobody has set it."""
    return _values().get(field.key, plain(field.default))


@whole
def put(key: str, held: object) -> None:
    """Set a field from within the app; its widget is moved too."""
    _values()[key] = plain(held)
    if of_weights(key):
        revise_weights()
    else:
        _give(key, held)
        app_has_set(key)
    st.session_state[MOVED] = True


@whole
def put_all(data_id: str, criteria_id: str, values: Mapping[str, object]) -> None:
    """Set everything of the panel from within the app: data and criteria by id, and every field that goes with them."""
    before = st.session_state[LAST_DATA]
    put(DATA, data_id)
    put(CRITERIA, criteria_id)
    chosen = st.session_state[LAST_DATA] = data()
    if chosen != before:
        old, new = fields_of(before, locale()), fields_of(chosen, locale())
        for key in (key for key, field in old.items() if key not in new or not new[key].like(field)):
            _values().pop(key, None)
            st.session_state.pop(key, None)
    for key, held in values.items():
        if _values().get(key) != held:
            put(key, held)


def data_ids() -> tuple[str, str]:
    """Ids of the data and the criteria that are on."""
    return str(_values()[DATA]), str(_values()[CRITERIA])


@whole
def put_weights(units: Mapping[str, int]) -> None:
    """Set all weights from within the app, in millionths that make a whole."""
    for key, held in weight_values(units).items():
        put(key, held)


@whole
def hold_data() -> None:
    """The values that were just put are meant for the data that were put with them: none goes back to the file's."""
    st.session_state[LAST_DATA] = data()


@whole
def reset(fields: Iterable[Field]) -> None:
    """Back to what the file says."""
    for field in fields:
        put(field.key, field.default)


def touched(fields: Iterable[Field]) -> bool:
    """Whether any of them is not as the file has it."""
    return any(value(field) != plain(field.default) for field in fields)


def moved() -> bool:
    """Whether widgets were moved by the app: until the browser has them, it sends their old values with each click."""
    return bool(st.session_state.get(MOVED))


def settled() -> None:
    """The widgets that the app has moved were drawn."""
    st.session_state.pop(MOVED, None)


def widget_state(field: Field) -> None:
    """Give the field's widget the value that is held, where the browser has none or knows it by other names."""
    drawn = st.session_state.setdefault(DRAWN, {})
    looks = (field.low, field.high, field.step, field.options, tuple(field.labels.values()))
    if field.key not in st.session_state or drawn.get(field.key) != looks:
        _give(field.key, value(field))
    drawn[field.key] = looks


def drawn_as(field: Field, chosen: object) -> object:
    """Hold what the widget says; the value."""
    _values()[field.key] = plain(chosen)
    return _values()[field.key]


def refused() -> tuple[Problem, ...]:
    """What was refused of the link that this visitor came with."""
    problems: tuple[Problem, ...] = st.session_state.get(REFUSED, ())
    return problems


@whole
def forget_refused() -> None:
    """The visitor has read what was refused."""
    st.session_state.pop(REFUSED, None)


def _values() -> dict[str, object]:
    held: dict[str, object] = st.session_state[VALUES]
    return held


def _data_alone() -> Chosen:
    held = str(_values()[DATA])
    return (own_data() or for_everybody()[0]) if held == OWN else held


def _outer_fields(locale: Locale) -> dict[str, Field]:
    """The fields that do not depend on the data."""
    outer = (language_field(locale), visitor_data_field(locale), visitor_criteria_field(locale))
    return {field.key: field for field in outer}


def _arrive() -> None:
    """Read the address, what decides about the rest first; what cannot be used is refused and remembered."""
    given = {name: st.query_params.get_all(name) for name in st.query_params}
    by_browser = spoken(st.context.locale) or DEFAULT_LOCALE.tag
    held: dict[str, object] = {LANGUAGE: by_browser, DATA: data_choices()[0], CRITERIA: ""}
    st.session_state[VALUES] = held
    revise_weights()
    problems: tuple[Problem, ...] = ()
    for key, field in ((LANGUAGE, language_field), (DATA, visitor_data_field), (CRITERIA, visitor_criteria_field)):
        outer = field(locale())
        if key != LANGUAGE:  # the browser's own, where the address has none
            held[key] = outer.default
        if key in given:
            accepted, wrong = read_link({key: given.pop(key)}, {key: outer}, locale())
            held |= accepted
            problems += wrong
    known = {**_outer_fields(locale()), **fields_of(data(), locale())}
    views = {name: given.pop(name) for name in tuple(given) if name.startswith(PREFIX)}
    accepted, wrong = read_link(given, known, locale())
    held |= accepted
    if views:
        asked = data_set(data()).criteria
        members = tuple(asked.root.members)
        own, unusable = read_viewpoints(views, built_in_viewpoints(asked)[0], members, locale())
        st.session_state[PROFILES], wrong = own, wrong + unusable
    if problems + wrong:
        st.session_state[REFUSED] = problems + wrong
    st.session_state[LAST_DATA] = data()


def _take() -> None:
    """What the widgets say; what does not mean the same with other data goes back to the file's."""
    held, before = _values(), st.session_state[LAST_DATA]
    fields = _outer_fields(locale())
    others = [_outer_fields(language) for language in LOCALES]
    for key in (LANGUAGE, DATA, CRITERIA):
        _take_one(fields[key], [other[key] for other in others], in_panel=key != LANGUAGE)
    if held[DATA] == OWN and own_data() is None:
        put(DATA, for_everybody()[0])
    if held[CRITERIA] not in (choices := criteria_choices(_data_alone())):
        put(CRITERIA, choices[0])
    chosen = data()
    old, new = fields_of(before, locale()), fields_of(chosen, locale())
    elsewhere = [fields_of(before, language) for language in LOCALES]
    shown = data_set(before)
    in_panel = setting_fields(shown.dataset, shown.criteria, DEFAULT_LOCALE)
    held.update(taken_weights(old))
    for key, field in old.items():
        if not of_weights(key):
            # A language whose fields were made before the criteria changed does not have every key.
            _take_one(field, [fields[key] for fields in elsewhere if key in fields], key in in_panel)
    if chosen != before:
        same_weights = weights_alike(old, new)
        for key, field in old.items():
            if key not in new or not (same_weights if of_weights(key) else new[key].like(field)):
                held.pop(key, None)
                st.session_state.pop(key, None)
                if key in new:
                    put(key, new[key].default)
        st.session_state[LAST_DATA] = chosen
        if isinstance(before, DataSet):
            # Nothing of a visitor's own data is kept once they are off the pages.
            fields_of.cache_clear()
            setting_fields.cache_clear()


def _take_one(field: Field, in_languages: Iterable[Field], in_panel: bool) -> None:
    """The value of a widget, where it was drawn.

    A browser knows a choice by its shown name only, and sends all of them each time: those that it sends before it has
    drawn the page in another language have that language's names. A choice by no name at all is not taken.
    """
    if field.key not in st.session_state:
        return
    if is_late(field.key, PANEL if in_panel else PAGE):
        _give(field.key, value(field))
        st.session_state[MOVED] = True
        return
    sent = plain(st.session_state[field.key])
    meant = _meant(sent, field, in_languages)
    _values()[field.key] = value(field) if meant is None else meant
    if meant != sent:
        _give(field.key, value(field))


def _give(key: str, held: object) -> None:
    """What the browser is to show; a choice of many is a list to Streamlit."""
    st.session_state[key] = list(held) if isinstance(held, tuple) else held


def _meant(sent: object, own_field: Field, in_languages: Iterable[Field]) -> object | None:
    """The ids of what was sent; None where it is nothing that the field knows."""
    if not own_field.options:
        return sent
    ids = {label: option for field in in_languages for option, label in field.labels.items()}
    ids |= {option: option for option in own_field.options}
    if isinstance(sent, tuple):
        known = tuple(ids[str(choice)] for choice in sent if str(choice) in ids)
        return known if known or not sent else None
    return ids.get(str(sent))
