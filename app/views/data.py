"""Data and sources: every value with period, quality and source; what is missing; and one's own data."""

from __future__ import annotations

from functools import partial

import streamlit as st

from app.figures.bar_table import bar_table_markup
from app.figures.tables import frame, missing_frame, values_grid, values_sources
from app.panels.official_statistics import official
from app.panels.own_data import own_data
from app.panels.provenance import rests_on
from app.shell import cache as cached
from app.shell import session as state
from app.shell.cache import Outcome
from app.shell.exports import table_button
from app.shell.page_shell import listed, page_heading
from app.shell.tabs import tabs_of
from app.shell.widgets import indicator_choice, industry_choice
from app.shell.wording import bold, text
from engine.dataset.crosswalk_trace import code_by_code
from engine.dataset.model import Dataset
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.results.crosswalk_report import codes_table, groups_table, in_words
from engine.results.indicator_labels import indicator_name
from engine.results.stami_sheets import data_table, sources_table

PLACE = 100  # in the menu


def show(locale: Locale) -> None:
    """The page."""
    page_heading("data", locale)
    shown = {"values": _values, "missing": _missing, "inheritance": _inheritance, "sources": _sources, "own": _own}
    names = {name: text(f"app.tab_{name}", locale) for name in shown}
    shown["official"], names["official"] = _official, text("app_official.tab", locale)
    try:
        outcome = cached.file_outcome(state.current().data)
    except InputError as error:
        st.error(listed(error.problems, locale), icon=":material/error:")
        return
    tabs_of(
        {names[name]: partial(show_tab, outcome, locale) for name, show_tab in shown.items()},
        state.DATA_TABS,
    )


def _values(outcome: Outcome, locale: Locale) -> None:
    """One indicator in one period for every industry."""
    dataset = outcome.scores.dataset
    indicator = indicator_choice(locale)
    period = _period(dataset, indicator, locale)
    label = indicator_name(outcome.scores.criteria, indicator, locale)
    st.markdown(text("app.values_says", locale, indicator=label))
    if sources := values_sources(dataset, indicator, period, locale):
        st.caption(text("app_leaving.sources", locale, sources=sources))
    grid, drawn, values = values_grid(dataset, indicator, period, locale)
    st.html(bar_table_markup(grid, drawn, values, f"{label}, {locale.period(period)}"))
    stem = text("app.file_data", locale)
    table_button(text("app.download_data", locale), data_table(outcome.scores, locale), stem, locale)


def _missing(outcome: Outcome, locale: Locale) -> None:
    """Cells without a value among the indicators that give points."""
    st.markdown(text("app.missing_says", locale))
    shown = missing_frame(outcome.scores, locale)
    if len(shown.index):
        st.table(shown, hide_index=True)
    else:
        st.markdown(text("app.missing_none", locale))


def _inheritance(outcome: Outcome, locale: Locale) -> None:
    """How one figure came to one industry, to be done again by hand; and what all the indicators rest on."""
    dataset = outcome.scores.dataset
    st.markdown(text("app.inheritance_says", locale))
    which, what = st.columns(2)
    with which:
        industry = industry_choice(locale)
    with what:
        indicator = indicator_choice(locale)
    period = _period(dataset, indicator, locale)
    carried = code_by_code(cached.dataset(state.current().data), industry, indicator, period)
    name = dataset.industries[dataset.position[industry]].name(locale)
    label = indicator_name(outcome.scores.criteria, indicator, locale)
    st.subheader(text("app.inheritance_of", locale, industry=name, indicator=label, period=locale.period(period)))
    st.markdown(bold(in_words(carried, locale)))
    groups, codes = groups_table(carried, locale), codes_table(carried, locale)
    if groups.rows:
        st.table(frame(groups, locale), hide_index=True)
    if codes.rows and carried.stated is None:
        with st.expander(text("app.inheritance_codes", locale)):
            st.table(frame(codes, locale), hide_index=True)
        stem = f"{text('app.file_codes', locale)}-{industry}-{indicator}-{period}"
        table_button(text("app.download_codes", locale), codes, stem, locale)
    with st.expander(text("app.tab_rests_on", locale)):
        rests_on(outcome.scores, locale)


def _period(dataset: Dataset, indicator: str, locale: Locale) -> str:
    """Which period of the indicator, the one that counts first."""
    periods = dataset.periods(indicator)
    newest = periods.index(dataset.newest_period(indicator))
    return str(
        st.selectbox(text("app.period", locale), periods, newest, format_func=locale.period, key=f"period_{indicator}")
    )


def _sources(outcome: Outcome, locale: Locale) -> None:
    st.markdown(text("app.sources_says", locale))
    table = sources_table(outcome.scores, locale)
    st.table(frame(table, locale), hide_index=True)
    table_button(text("app.download_table", locale), table, locale.text("app_leaving.file_sources"), locale)


def _own(_: Outcome, locale: Locale) -> None:
    st.markdown(text("app.own_says", locale))
    own_data(locale)


def _official(_: Outcome, locale: Locale) -> None:
    official(locale)
