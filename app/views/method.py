"""The method: each formula with its numbers for one industry, so that a sceptic can redo it by hand."""

from __future__ import annotations

import streamlit as st

from app.figures.tables import frame, steps_frame
from app.panels.provenance import rests_on
from app.shell import cache as cached
from app.shell import session as state
from app.shell.cache import Outcome
from app.shell.page_shell import cannot_use, page_heading
from app.shell.widgets import industry_choice
from app.shell.wording import bold, bullets, literal, text
from engine.criteria.model import Criteria
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.results.back_test import back_test, back_test_table
from engine.results.stami_sheets import conditions_table, criteria_table
from engine.results.worked_example import grant, points, steps

PLACE = 110  # in the menu


def show(locale: Locale) -> None:
    """The page."""
    page_heading("method", locale)
    chosen = industry_choice(locale)
    try:
        outcome = cached.outcome(state.current())
    except InputError as error:
        cannot_use(error, locale)
        return
    if chosen in outcome.scores.industry_ids:
        _score(chosen, outcome, locale)
    else:
        st.info(text("app.place_not_ranked", locale))
    _grant(chosen, outcome, locale)
    _selection(outcome, locale)
    _criteria(outcome, locale)
    _back_test(outcome, locale)


def _score(chosen: str, outcome: Outcome, locale: Locale) -> None:
    """From figures to points, a table for the indicators and one for the criteria."""
    scores = outcome.scores
    done = steps(scores, chosen, locale)
    st.header(text("app.method_indicators", locale))
    st.markdown(text("app.method_indicators_says", locale))
    indicators = [step for step in done if step.node in scores.columns]
    st.table(steps_frame(indicators, scores, chosen, locale), hide_index=True)
    st.header(text("app.method_criteria", locale))
    st.markdown(_criteria_says(outcome.scores.criteria, locale))
    criteria = [step for step in done if step.node not in scores.columns]
    st.table(steps_frame(criteria, scores, chosen, locale), hide_index=True)
    st.header(text("app.method_points", locale))
    sentence = points(scores, chosen, locale)
    st.markdown(bold(sentence) if sentence else text("app.method_no_points", locale))


def _grant(chosen: str, outcome: Outcome, locale: Locale) -> None:
    """The grant key with this industry's numbers, where it runs a programme under the setting."""
    st.header(text("app.method_grant", locale))
    st.markdown(text("app.method_grant_says", locale))
    key = outcome.selection.problem.key if outcome.selection else None
    if outcome.selection is None or key is None:
        st.markdown(text("app.grants_infeasible", locale))
        return
    jobs = dict(zip(outcome.selection.problem.ids, outcome.selection.problem.jobs.tolist(), strict=True))
    running = key.running({industry_id: jobs[industry_id] for industry_id in outcome.selected})
    if chosen in running:
        st.markdown(bold(grant(key, running, chosen, locale)))
    else:
        st.markdown(text("app.method_not_running", locale))


def _selection(outcome: Outcome, locale: Locale) -> None:
    st.header(text("app.method_selection", locale))
    asked = outcome.scores.criteria.selection
    assert asked is not None
    says = text(f"app.method_selection_{asked.objective}", locale)
    st.markdown(f"{says} {text('app.method_selection_says', locale)}")
    problem = outcome.selection.problem if outcome.selection else cached.problem(state.current())
    words = [str(row[1]) for row in conditions_table(problem, locale).rows]
    st.markdown(bullets(words))


def _criteria(outcome: Outcome, locale: Locale) -> None:
    st.header(text("app.method_file", locale))
    st.markdown(text("app.method_file_says", locale))
    with st.expander(text("app.method_file_open", locale)), st.container(key="criteria_table"):
        st.table(frame(criteria_table(outcome.scores, locale), locale), hide_index=True)
    with st.expander(text("app.tab_rests_on", locale)):
        rests_on(outcome.scores, locale)


def _back_test(outcome: Outcome, locale: Locale) -> None:
    """Where the programmes of 2019 rank when only what is measured counts: what such criteria can foresee."""
    tested = back_test(outcome.scores)
    if tested is None:
        return
    table = back_test_table(tested, locale)
    st.header(literal(table.title))
    st.table(frame(table, locale), hide_index=True)
    st.markdown(bullets(table.notes))


def _criteria_says(criteria: Criteria, locale: Locale) -> str:
    """How figures become criteria, and what a missing one counts as."""
    if not any(criterion.missing == "interval" for criterion in criteria.criteria.values()):
        return text("app.method_criteria_says", locale)
    end = text(f"app.method_end_{criteria.rank_by}", locale)
    return text("app.method_criteria_says_open", locale, end=end)
