"""Scenarios from the page and back to it: what is set as the engine keeps it, and a kept one put on the panel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import streamlit as st

from app.fields.all_fields import fields_of
from app.fields.field import CRITERIA, DATA, LOCK, MERGE, WEIGHT, percent
from app.shell import cache as cached
from app.shell import rested_setting as resting
from app.shell import session as state
from app.shell import synchronisation
from app.shell.cache import as_in_file
from app.shell.data_sets import (
    PAIRED,
    SERVER,
    Chosen,
    DataSet,
    criteria_choices,
    data_set,
    for_everybody,
    proposed_criteria,
)
from app.shell.setting import Setting
from app.shell.setting_values import values_of
from engine.criteria.model import Profile
from engine.criteria.reading import parse_criteria
from engine.criteria.setting import LISTS, NUMBERS, ONLY
from engine.criteria.setting import Setting as Kept
from engine.criteria.writing import criteria_toml
from engine.dataset.folder_files import folder_files
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria
from engine.foundation.errors import InputError, Problem
from engine.store.content import as_folder, digest, listing
from engine.store.database import Database, address
from engine.store.opening import open_database
from engine.store.recomputation import Inputs
from engine.store.scenarios import Scenario


def own(data: Chosen) -> bool:
    """Whether the data are a visitor's own, which a scenario would show to all who see the store."""
    return isinstance(data, DataSet)


def inputs_on_screen(setting: Setting) -> Inputs:
    """Everything that the answer on the screen follows from."""
    shown = data_set(setting.data)
    return Inputs(
        kept_setting(setting, state.profiles_weighing(shown.criteria)),
        _criteria_text(setting.data),
        shown.criteria.file,
        dict(shown.files) if shown.folder is None else folder_files(shown.folder),
        shown.name if shown.folder is None else shown.folder.name,
    )


def kept_setting(setting: Setting, viewpoints: Sequence[Profile] = ()) -> Kept:
    """The setting by the names of the contract; lists as what is added to the file's, where nothing is taken out."""
    changes: dict[str, Any] = {name: _plain(as_in_file(name, value)) for name, value in setting.changes}
    rules = cached.criteria(setting.data).selection
    lists: dict[str, tuple[str, ...]] = dict.fromkeys(LISTS, ())
    for instead, name in ONLY.items():
        if name in changes:
            own, asked = getattr(rules, name, ()), tuple(changes.pop(name))
            if set(own) <= set(asked):
                lists[name] = tuple(choice for choice in asked if choice not in own)
            else:
                changes[instead] = list(asked)
    return Kept(
        dict(setting.weights),
        {name: changes.pop(name) for name in NUMBERS if name in changes},
        lists["must"],
        lists["must_not"],
        changes.pop("programmes", {}),
        changes,
        setting.merged,
        tuple(viewpoints),
    )


def put_on_screen(inputs: Inputs) -> None:
    """Show a scenario's own data, criteria and setting on every page.

    Raises ``InputError`` where something in it has no place on the panel, or its data cannot be read.
    """
    chosen = _data_of(inputs)
    fields = fields_of(chosen, synchronisation.locale())
    kept, rules = inputs.setting, data_set(chosen).criteria.selection
    changes: dict[str, Any] = {**kept.numbers, **{ONLY.get(name, name): value for name, value in kept.further.items()}}
    for name in LISTS:
        if added := getattr(kept, name):
            changes[name] = tuple(dict.fromkeys((*getattr(rules, name, ()), *added)))
    if kept.programmes:
        changes["programmes"] = kept.programmes
    values = values_of(changes, fields)
    outside = sorted(name for name in kept.weights if WEIGHT + name not in fields)
    if values is None or outside:
        given = ", ".join(outside or sorted(changes))
        raise InputError(Problem("scenario_not_on_panel", place=inputs.criteria_file, given=given))
    resting.rest()
    if isinstance(chosen, DataSet):
        state.use_own_data(chosen)
    else:
        data, _, criteria = chosen.partition(PAIRED)
        synchronisation.put(DATA, data)
        synchronisation.put(CRITERIA, criteria or criteria_choices(data)[0])
    values |= {WEIGHT + name: percent(share) for name, share in kept.weights.items()}
    values |= {LOCK: (), MERGE: kept.merged}
    for key, field in fields.items():
        if key.startswith(WEIGHT) or key in values or key in _panel(chosen):
            synchronisation.put(key, values.get(key, field.default))
    if kept.viewpoints:  # one without says nothing of them: what the visitor has entered stays
        state.keep_profiles(kept.viewpoints)
    synchronisation.hold_data()


def _panel(chosen: Chosen) -> Mapping[str, object]:
    from app.fields.setting_fields import setting_fields

    shown = data_set(chosen)
    return setting_fields(shown.dataset, shown.criteria, synchronisation.locale())


def _data_of(inputs: Inputs) -> Chosen:
    """The data set that everybody has where it is the same to the byte; else the kept one as the visitor's own."""
    wanted = digest(listing(inputs.data_files))
    for data in for_everybody():
        if _digest_of(data) == wanted:
            for choice in criteria_choices(data):
                pair = data if choice == criteria_choices(data)[0] else f"{data}{PAIRED}{choice}"
                if _criteria_text(pair) == inputs.criteria_text:
                    return pair
    with as_folder(inputs.data_files, inputs.data_name) as folder:
        dataset = replace(read_dataset(folder), name=inputs.data_name)
    criteria = parse_criteria(inputs.criteria_text, inputs.criteria_file)
    return DataSet(inputs.data_name, criteria, dataset, wanted, files=inputs.data_files)


@lru_cache(maxsize=8)
def _digest_of(data: Chosen) -> str:
    folder = data_set(data).folder
    assert folder is not None
    return digest(listing(folder_files(folder)))


def _criteria_text(data: Chosen) -> str:
    """The criteria file as it is shipped; as it would be written where it is not one of those."""
    criteria = data_set(data).criteria
    if data != SERVER and criteria == proposed(criteria.file):
        return (shipped_criteria() / criteria.file).read_text(encoding="utf-8-sig")
    return criteria_toml(criteria)


def proposed(file: str) -> object:
    """The shipped criteria of that name; None where there are none."""
    return proposed_criteria(file) if (shipped_criteria() / file).is_file() else None


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, (tuple, list)) else value


SHOWN = "_scenario_shown"


def note_shown(scenario: Scenario) -> None:
    """Remember that the scenario is what is on the screen, until something is set otherwise."""
    st.session_state[SHOWN] = (scenario, None)


def shown_scenario() -> Scenario | None:
    """The scenario that is on the screen; None where what is set is none, or no longer."""
    held: tuple[Scenario, tuple[Setting, tuple[Profile, ...]] | None] | None = st.session_state.get(SHOWN)
    if held is None:
        return None
    scenario, what = held
    now = (state.current(), state.own_profiles())
    if what is None:
        what = now
        st.session_state[SHOWN] = (scenario, what)
    return scenario if what == now else None


def shown_name() -> str:
    """Name and id of the scenario that is on the screen; empty where it is none."""
    scenario = shown_scenario()
    return f"{scenario.name} ({scenario.id})" if scenario else ""


@lru_cache(maxsize=2)
def _opened(_address: str) -> Database:
    return open_database()


def database() -> Database:
    """The store, opened once and kept. Raises ``InputError`` where it cannot be reached."""
    return _opened(address().render_as_string(hide_password=False))


def forget_database() -> None:
    """Open it anew the next time: it failed, and may be another by then."""
    _opened.cache_clear()
