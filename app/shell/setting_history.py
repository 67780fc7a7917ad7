"""The settings that the visitor has rested at, in order: one step back, one forward, or to any of them.

Steps of one pull are one step: another one begins where something else is moved, or where the visitor has rested in
between. All that were ever made are kept by number, so that the browser's own Back finds them too.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace

import streamlit as st

from app.fields.field import DATA
from app.fields.setting_fields import setting_fields
from app.shell import rested_setting as resting
from app.shell import synchronisation
from app.shell.data_sets import DataSet, criteria_names, data_set, names
from app.shell.setting_words import Held, difference_in_words, moved_keys
from app.shell.uninterrupted import whole
from engine.foundation.locale import DEFAULT_LOCALE, Locale

HISTORY = "_history"
MOST_STEPS = 100


@dataclass(frozen=True, slots=True)
class Step:
    """A setting as it stood, by the number that the browser knows it by."""

    number: int
    held: Held
    data: str
    criteria: str
    moved: frozenset[str] = frozenset()


@dataclass(slots=True)
class History:
    """The steps, which of them holds, and the name of the session that they are kept in.

    ``known`` has those too that were undone and replaced; ``asked`` is how many times the browser has asked for one.
    """

    steps: list[Step]
    at: int = 0
    last_number: int = 0
    known: dict[int, Step] = field(default_factory=dict)
    asked: int = 0
    session: str = field(default_factory=lambda: secrets.token_hex(8))


def remember(held: Held, rested: bool) -> None:
    """Take up the setting as it is: a step of its own, or one more of the same pull.

    Parameters
    ----------
    rested
        Whether the visitor had rested at the one before.
    """
    data, criteria = synchronisation.data_ids()
    made = Step(0, held, data, criteria)
    history: History | None = st.session_state.get(HISTORY)
    if history is None:
        history = st.session_state[HISTORY] = History([made], known={0: made})
        return
    _forget_own_data(history, held.setting.data)
    if not history.steps:
        history.steps, history.at = [made], 0
    now = history.steps[history.at]
    if held.setting == now.held.setting:
        # A lock is not a setting, but comes back with it.
        _replace_current(history, replace(now, held=held))
        return
    moved = _moved(now, made)
    before = history.steps[history.at - 1] if history.at else None
    # What a button has set is a step of its own.
    rested = rested or synchronisation.moved()
    if before and not rested and moved == now.moved and history.at == len(history.steps) - 1:
        if held.setting == before.held.setting:
            history.steps.pop()
            history.at -= 1
        else:
            _replace_current(history, replace(made, number=now.number, moved=moved))
        return
    history.last_number += 1
    del history.steps[history.at + 1 :]
    history.steps.append(made := replace(made, number=history.last_number, moved=moved))
    del history.steps[:-MOST_STEPS]
    history.at = len(history.steps) - 1
    history.known[made.number] = made
    for number in sorted(history.known)[:-MOST_STEPS]:
        del history.known[number]


def history() -> History:
    """The steps of this visitor."""
    kept: History = st.session_state[HISTORY]
    return kept


@whole
def go_to(number: int) -> None:
    """Back or forward to a step; nothing where it is not kept any more."""
    known = history()
    if (step := known.known.get(number)) is None or step is known.steps[known.at]:
        return
    resting.rest()
    kept = [step.number for step in known.steps]
    if number in kept:
        known.at = kept.index(number)
    synchronisation.put_all(step.data, step.criteria, step.held.values)


@whole
def browser_asked(number: object, asked: object) -> None:
    """A step that the browser's Back or Forward is at; it asks again until it has seen that it was heard."""
    if isinstance(number, int) and isinstance(asked, int) and asked > history().asked:
        history().asked = asked
        go_to(number)


def named(locale: Locale) -> list[tuple[Step, str]]:
    """Each step with what was set otherwise in it; the one that the visitor came to without words."""
    steps = history().steps
    return [
        (step, difference(before, step, locale) if before else "")
        for before, step in zip([None, *steps], steps, strict=False)
    ]


def difference(before: Step, after: Step, locale: Locale) -> str:
    """What is set otherwise in the later of two steps."""
    if before.held.setting.data != after.held.setting.data:
        if before.data != after.data:
            return names(locale)[after.data]
        return criteria_names(after.held.setting.data, locale).get(after.criteria, after.criteria)
    data = data_set(after.held.setting.data)
    return difference_in_words(before.held, after.held, setting_fields(data.dataset, data.criteria, locale), locale)


def _forget_own_data(history: History, shown: object) -> None:
    """Nothing of a visitor's own data is kept once they are off the pages."""
    data = {number: step.held.setting.data for number, step in history.known.items()}
    gone = {number for number, of in data.items() if isinstance(of, DataSet) and of != shown}
    if gone:
        now = history.steps[history.at]
        history.steps = [step for step in history.steps if step.number not in gone]
        history.known = {number: step for number, step in history.known.items() if number not in gone}
        history.at = history.steps.index(now) if now in history.steps else max(len(history.steps) - 1, 0)


def _replace_current(history: History, step: Step) -> None:
    history.steps[history.at] = history.known[step.number] = step


def _moved(before: Step, after: Step) -> frozenset[str]:
    if before.held.setting.data != after.held.setting.data:
        return frozenset({DATA})
    data = data_set(after.held.setting.data)
    return moved_keys(before.held, after.held, setting_fields(data.dataset, data.criteria, DEFAULT_LOCALE))
