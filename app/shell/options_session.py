"""The options that a visitor has on the table: the shipped example until he changes it, kept in the session only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from string import ascii_lowercase

import streamlit as st

from app.shell.uninterrupted import whole
from engine.dataset.shipped import shipped_criteria
from engine.plans.options import Option, OptionsFile
from engine.plans.options_reading import read_options

EXAMPLE = "alternativer_2025.toml"
FILE, REVISION, EDITED, SHOWN = "_options", "_options_revision", "option_edited", "option_shown"
MOST = 10
"""Options side by side: more have no room on a screen."""


@lru_cache(maxsize=1)
def example() -> OptionsFile:
    """The shipped example; messages call it by its name alone."""
    return replace(read_options(shipped_criteria() / EXAMPLE), file=EXAMPLE)


def current() -> OptionsFile:
    """What is on the table."""
    file: OptionsFile | None = st.session_state.get(FILE)
    return file or example()


def changed() -> bool:
    """Whether it is another than the shipped example."""
    return FILE in st.session_state


def revision() -> int:
    """How many times options came or went: a part of their widgets' keys, so that none shows what was before."""
    return int(st.session_state.get(REVISION, 0))


@whole
def keep(file: OptionsFile) -> None:
    """Put these options on the table; the widgets that show them stay."""
    if file != current():
        st.session_state[FILE] = file


@whole
def replace_all(file: OptionsFile | None) -> None:
    """Put other options on the table, the shipped ones where None; their widgets start afresh."""
    if file is None:
        st.session_state.pop(FILE, None)
    else:
        st.session_state[FILE] = file
    st.session_state[REVISION] = revision() + 1
    for key in (EDITED, SHOWN):
        st.session_state.pop(key, None)


@whole
def change(option_id: str, changed_to: Callable[[Option], Option]) -> None:
    """One option changed, the others as they are."""
    file = current()
    options = tuple(changed_to(option) if option.id == option_id else option for option in file.options)
    keep(replace(file, options=options))


@whole
def add(option: Option) -> None:
    """One option more, under the first letter that is free."""
    file = current()
    taken = {option.id for option in file.options}
    letter = next(letter for letter in ascii_lowercase if letter not in taken)
    replace_all(replace(file, options=(*file.options, replace(option, id=letter))))
    st.session_state[EDITED] = letter


@whole
def remove(option_id: str) -> None:
    """One option less."""
    file = current()
    replace_all(replace(file, options=tuple(option for option in file.options if option.id != option_id)))
