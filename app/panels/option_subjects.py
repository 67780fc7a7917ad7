"""The rarer parts of an option, folded by subject: conditions, extensions, amounts, money from before, standpoints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.shell import options_session as table
from app.shell.widgets import amount_field
from app.shell.wording import literal, text
from engine.criteria.count_conditions import REQUIRABLE_SECTORS
from engine.criteria.model import OBJECTIVES
from engine.foundation.exact_arithmetic import LARGEST_MNOK
from engine.foundation.locale import Locale
from engine.plans.options import Option, Standpoint, Step

AS_PANEL = ""
MOST_STEPS, MOST_NEW = 8, 20
STEP_JOBS = 1000
PARTY_LENGTH, WORDS_LENGTH = 100, 2000

Names = Mapping[str, str]


def widget_key(option: Option, part: str) -> str:
    """The key of one part's widget: another one when options came or went."""
    return f"option_{table.revision()}_{option.id}_{part}"


def in_columns(ids: Sequence[str], across: int = 4) -> Iterator[tuple[DeltaGenerator, str]]:
    """Each id with the column that it stands in, row by row."""
    for start in range(0, len(ids), across):
        row = ids[start : start + across]
        yield from zip(st.columns(across), row, strict=False)


def conditions(option: Option, candidates: Names, locale: Locale) -> Option:
    """What the engine observes when it chooses, in place of what the panel says of the same."""
    stated = dict(option.choose or {})
    named = ("objective", "min_new", "must", "must_not", "require_sectors", "max_per_section")
    with _subject(option, "conditions", sum(name in stated for name in named), locale):
        objective, least, section, sectors = st.columns(4)
        asked: dict[str, Any] = {
            "objective": objective.selectbox(
                text("app_options.objective", locale),
                (AS_PANEL, *OBJECTIVES),
                (AS_PANEL, *OBJECTIVES).index(stated.get("objective", AS_PANEL)),
                format_func=lambda objective: text(
                    f"scenario.value_{objective}" if objective != AS_PANEL else "app_options.objective_panel", locale
                ),
                key=widget_key(option, "objective"),
            )
        }
        for column, name, most in ((least, "min_new", MOST_NEW), (section, "max_per_section", MOST_NEW)):
            held = stated.get(name)
            asked[name] = column.number_input(
                text(f"app_options.{name}", locale),
                0,
                max(most, held or 0),
                held,
                key=widget_key(option, name),
                help=text("app_options.panel_where_empty", locale),
            )
        asked["require_sectors"] = sectors.multiselect(
            text("app_options.require_sectors", locale),
            REQUIRABLE_SECTORS,
            stated.get("require_sectors", ()),
            format_func=lambda sector: text(f"selection.{sector}", locale),
            key=widget_key(option, "require_sectors"),
            help=text("app_options.panel_where_empty", locale),
            placeholder=text("app.choose_many", locale),
            select_all=False,
        )
        for column, name in zip(st.columns(2), ("must", "must_not"), strict=True):
            asked[name] = _several(column, option, name, stated.get(name, ()), candidates, locale)
    for name, value in asked.items():
        if isinstance(value, list):
            held = tuple(stated.get(name, ()))
            if value or not held:  # an empty list that a file states says more than no list
                value = held if set(held) == set(value) else tuple(value)
        if value in (None, AS_PANEL, []):
            stated.pop(name, None)
        elif value != () or name in stated:
            stated[name] = value
    return replace(option, choose=stated)


def extensions(option: Option, programmes: Names, locale: Locale) -> Option:
    """Which of today's programmes run on after four years, on application."""
    with _subject(option, "extended", len(option.extended), locale):
        chosen = _several(st, option, "extended", option.extended, programmes, locale)
    return replace(option, extended=tuple(chosen))


def brought_along(option: Option, everybody: Names, locale: Locale) -> Option:
    """Money that programmes bring with them into the plan."""
    with _subject(option, "carried_over", len(option.carried_over), locale):
        return replace(option, carried_over=_amounts(option, "carried_over", option.carried_over, everybody, locale))


def amounts_by_need(option: Option, everybody: Names, locale: Locale) -> Option:
    """Programmes that get a stated amount, and amounts by size class in place of a share."""
    own = option.key
    with _subject(option, "need_and_steps", len(own.need) + len(own.steps), locale):
        need = _amounts(option, "need", own.need, everybody, locale)
        count = st.columns([1, 3])[0].number_input(
            text("app_options.steps", locale),
            0,
            max(MOST_STEPS, len(own.steps)),
            len(own.steps),
            key=widget_key(option, "steps"),
            help=text("app_options.steps_help", locale),
        )
        steps = [_step(option, index, locale) for index in range(int(count))]
    return replace(option, key=replace(own, need=need, steps=tuple(step for step in steps if step)))


def _step(option: Option, index: int, locale: Locale) -> Step | None:
    """One size class; None until both its numbers are filled in."""
    held = option.key.steps[index] if index < len(option.key.steps) else None
    left, right, _ = st.columns([1, 1, 2])
    jobs = left.number_input(
        text("app_options.step_jobs", locale),
        0,
        None,
        held.jobs if held else 0 if index == 0 else None,
        step=STEP_JOBS,
        key=widget_key(option, f"step_{index}_jobs"),
        disabled=index == 0,  # the first begins at 0, so that everybody has an amount
    )
    amount = amount_field(
        right,
        text("app_options.step_mnok", locale),
        0.0,
        float(LARGEST_MNOK),
        held.mnok if held else None,
        key=widget_key(option, f"step_{index}_mnok"),
        locale=locale,
        optional=True,
    )
    return None if jobs is None or amount is None else Step(int(jobs), amount)


def standpoints(option: Option, locale: Locale) -> Option:
    """Words that parties wish to have recorded: those there are, and room for one more."""
    rows_key = f"_{widget_key(option, 'standpoints')}"
    rows = max(int(st.session_state.get(rows_key, 0)), len(option.standpoints) + 1)
    recorded: list[Standpoint] = []
    with _subject(option, "standpoints", len(option.standpoints), locale):
        index = 0
        while index < rows:
            held = option.standpoints[index] if index < len(option.standpoints) else Standpoint("", "")
            left, right = st.columns([1, 3])
            party = left.text_input(
                text("app_options.party", locale),
                held.party,
                max_chars=PARTY_LENGTH,
                key=widget_key(option, f"party_{index}"),
            )
            words = right.text_area(
                text("app_options.words", locale),
                held.words,
                max_chars=WORDS_LENGTH,
                height=80,
                key=widget_key(option, f"words_{index}"),
            )
            standpoint = Standpoint(party.strip() if party != held.party else party, words)
            if standpoint.party and standpoint.words.strip():
                recorded.append(standpoint)
                rows = max(rows, index + 2)
            elif standpoint.party or standpoint.words.strip():
                st.caption(text("app_options.standpoint_half", locale))
            index += 1
    st.session_state[rows_key] = rows  # a row that was emptied stays, and with it those below
    return replace(option, standpoints=tuple(recorded))


@contextmanager
def _subject(option: Option, name: str, count: int, locale: Locale) -> Iterator[None]:
    """A folded part that says how much stands in it."""
    title = text(f"app_options.subject_{name}", locale)
    if count:
        title = text("app_options.subject_filled", locale, subject=title, count=count)
    with st.expander(title, key=widget_key(option, f"subject_{name}")):
        st.caption(text(f"app_options.subject_{name}_says", locale))
        yield


def _several(column: Any, option: Option, part: str, held: Sequence[str], names: Names, locale: Locale) -> list[str]:
    """Some of the industries; what these data do not have stays, and is told of when the options are laid out."""
    chosen: list[str] = column.multiselect(
        text(f"app_options.{part}", locale),
        tuple(names),
        [industry_id for industry_id in held if industry_id in names],
        format_func=lambda industry_id: names[industry_id],
        key=widget_key(option, part),
        placeholder=text("app.choose_many", locale),
        select_all=False,
    )
    return [industry_id for industry_id in held if industry_id in chosen or industry_id not in names] + [
        industry_id for industry_id in chosen if industry_id not in held
    ]


def _amounts(option: Option, part: str, held: Mapping[str, float], names: Names, locale: Locale) -> dict[str, float]:
    """MNOK by programme; one that was chosen counts when its amount is filled in."""
    chosen = _several(st, option, part, tuple(held), names, locale)
    amounts = {industry_id: held[industry_id] for industry_id in chosen if industry_id not in names}
    for column, industry_id in in_columns([industry_id for industry_id in chosen if industry_id in names]):
        amount = amount_field(
            column,
            text("app_options.amount_of", locale, programme=literal(names[industry_id])),
            0.0,
            float(LARGEST_MNOK),
            held.get(industry_id),
            key=widget_key(option, f"{part}_{industry_id}"),
            locale=locale,
            optional=True,
        )
        if amount is not None:
            amounts[industry_id] = amount
    return amounts
