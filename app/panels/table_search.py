"""Other tables of Statistics Norway: found by its own search, and made into a recipe by choosing what counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import streamlit as st

from app.figures.tables import frame
from app.shell import session as state
from app.shell.exports import recipe_button
from app.shell.page_shell import listed
from app.shell.statbank_queue import asked
from app.shell.uninterrupted import whole
from app.shell.wording import bold, bullets, literal, text
from engine.criteria.model import Criteria
from engine.dataset.jsonstat import Dimension
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.results.basis import unit_in_words
from engine.results.indicator_labels import indicator_name
from engine.results.statbank_tables import found_table
from engine.sources.statbank.client import Client
from engine.sources.statbank.draft import Draft, draft_of, indicator_of, recipe_text, unit_of
from engine.sources.statbank.recipe import ENDING, Recipe, parsed_recipe
from engine.sources.statbank.table_search import FoundTables, search

Found = TypeVar("Found")
LONGEST = 100
UNITS = ("percent", "per_1000_employed", "count")


def other_tables(criteria: Criteria, locale: Locale) -> None:
    """A search, the tables it found, and the form that makes a recipe for one of them."""
    with st.expander(text("app_official.other", locale)):
        st.markdown(text("app_official.other_says", locale))
        words = st.text_input(
            text("app_official.words", locale), max_chars=LONGEST, help=text("app_official.words_help", locale)
        )
        if st.button(text("app_official.search", locale), icon=":material/search:") and words.strip():
            hits = _answer(lambda client: search(words, client.get), locale)
            state.keep_tables(None if hits is None else (words, hits))
        if (known := state.tables()) is not None:
            _hits(*known, locale)
        if (draft := state.draft()) is not None:
            _form(draft, criteria, locale)


def _answer(question: Callable[[Client], Found], locale: Locale) -> Found | None:
    """What the server says; None, and why, where it does not answer."""
    try:
        return asked(question, locale)
    except InputError as error:
        st.error(listed(error.problems, locale).strip(), icon=":material/error:")
        return None


def _hits(words: str, hits: FoundTables, locale: Locale) -> None:
    table = found_table(hits, words, locale)
    st.markdown(bold(table.title))
    if table.rows:
        st.table(frame(table, locale), hide_index=True)
    st.markdown(bullets(table.notes))
    if not hits.tables:
        return
    titles = {hit.table: hit.title for hit in hits.tables}
    chosen = st.selectbox(text("app_official.which", locale), tuple(titles), format_func=titles.__getitem__)
    if st.button(text("app_official.read", locale), icon=":material/table:"):
        state.keep_draft(_answer(lambda client: draft_of(chosen, client), locale))


def _form(draft: Draft, criteria: Criteria, locale: Locale) -> None:
    """What a recipe must say that the table does not: one value a dimension, and what the figures are."""
    st.subheader(literal(draft.title))
    st.caption(text("app_official.form_says", locale, industry=draft.industry.label, time=draft.time.label))
    dimensions = [*draft.others, *([draft.measure] if draft.measure else [])]
    chosen = {dimension.id: _value(dimension, draft, locale) for dimension in dimensions}
    draft = replace(draft, chosen=chosen)
    what, unit = st.columns(2)
    proposed = indicator_of(draft)
    names = {indicator: indicator_name(criteria, indicator, locale) for indicator in criteria.indicators}
    indicator = what.selectbox(
        text("app_official.indicator", locale),
        tuple(dict.fromkeys((proposed, *names))),
        format_func=lambda indicator: names.get(indicator, indicator),
        accept_new_options=True,
        help=text("app_official.indicator_help", locale),
        key=f"draft_{draft.table}_indicator",
    )
    chosen_unit = unit.selectbox(
        text("app_official.unit", locale),
        tuple(dict.fromkeys((unit_of(draft), *UNITS))),
        format_func=lambda choice: unit_in_words(choice, locale),
        accept_new_options=True,
        help=text("app_official.unit_help", locale),
        key=f"draft_{draft.table}_unit",
    )
    written = recipe_text(draft, str(indicator), str(chosen_unit), locale)
    name = f"{draft.table}_{indicator}"
    try:
        recipe = parsed_recipe(written, f"{name}{ENDING}", name)
    except InputError as error:
        st.error(listed(error.problems, locale).strip(), icon=":material/error:")
        return
    add, keep = st.columns(2)
    add.button(text("app_official.add", locale), on_click=_add, args=(recipe,), type="primary", icon=":material/add:")
    with keep:
        recipe_button(text("app_official.keep_recipe", locale), written, f"{name}{ENDING}", locale)


def _value(dimension: Dimension, draft: Draft, locale: Locale) -> str:
    # A browser knows a choice by its shown name only: those of the same name are shown with their codes.
    labels = list(dimension.labels.values())
    shown = {
        code: label if labels.count(label) == 1 else f"{label} ({code})" for code, label in dimension.labels.items()
    }
    return str(
        st.selectbox(
            text("app_official.one_of", locale, name=dimension.label),
            dimension.codes,
            dimension.position[draft.chosen[dimension.id]],
            format_func=shown.__getitem__,
            key=f"draft_{draft.table}_{dimension.id}",
        )
    )


@whole
def _add(recipe: Recipe) -> None:
    state.keep_recipe(recipe)
    state.keep_draft(None)
