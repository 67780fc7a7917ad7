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
from engine.results.back_test import back_test, back_test_table
from engine.results.stami_sheets import conditions_table, criteria_table
from engine.results.worked_example import grant, points, steps

PLACE = 110  # in the menu


def show(language: str) -> None:
    """The page."""
    page_heading("method", language)
    chosen = industry_choice(language)
    try:
        found = cached.outcome(state.current())
    except InputError as error:
        cannot_use(error, language)
        return
    if chosen in found.scores.industry_ids:
        _score(chosen, found, language)
    else:
        st.info(text("app.place_not_ranked", language))
    _grant(chosen, found, language)
    _selection(found, language)
    _criteria(found, language)
    _back_test(found, language)


def _score(chosen: str, found: Outcome, language: str) -> None:
    """From figures to points, a table for the indicators and one for the criteria."""
    scores = found.scores
    done = steps(scores, chosen, language)
    st.header(text("app.method_indicators", language))
    st.markdown(text("app.method_indicators_says", language))
    indicators = [one for one in done if one.node in scores.columns]
    st.table(steps_frame(indicators, scores, chosen, language), hide_index=True)
    st.header(text("app.method_criteria", language))
    st.markdown(_criteria_says(found.scores.criteria, language))
    criteria = [one for one in done if one.node not in scores.columns]
    st.table(steps_frame(criteria, scores, chosen, language), hide_index=True)
    st.header(text("app.method_points", language))
    said = points(scores, chosen, language)
    st.markdown(bold(said) if said else text("app.method_no_points", language))


def _grant(chosen: str, found: Outcome, language: str) -> None:
    """The grant key with this industry's numbers, where it runs a programme under the setting."""
    st.header(text("app.method_grant", language))
    st.markdown(text("app.method_grant_says", language))
    key = found.selection.problem.key if found.selection else None
    if found.selection is None or key is None:
        st.markdown(text("app.grants_infeasible", language))
        return
    jobs = dict(zip(found.selection.problem.ids, found.selection.problem.jobs.tolist(), strict=True))
    running = key.running({one: jobs[one] for one in found.selected})
    if chosen in running:
        st.markdown(bold(grant(key, running, chosen, language)))
    else:
        st.markdown(text("app.method_not_running", language))


def _selection(found: Outcome, language: str) -> None:
    st.header(text("app.method_selection", language))
    asked = found.scores.criteria.selection
    assert asked is not None
    says = text(f"app.method_selection_{asked.objective}", language)
    st.markdown(f"{says} {text('app.method_selection_says', language)}")
    problem = found.selection.problem if found.selection else cached.problem(state.current())
    words = [str(row[1]) for row in conditions_table(problem, language).rows]
    st.markdown(bullets(words))


def _criteria(found: Outcome, language: str) -> None:
    st.header(text("app.method_file", language))
    st.markdown(text("app.method_file_says", language))
    with st.expander(text("app.method_file_open", language)):
        st.table(frame(criteria_table(found.scores, language), language), hide_index=True)
    with st.expander(text("app.tab_rests_on", language)):
        rests_on(found.scores, language)


def _back_test(found: Outcome, language: str) -> None:
    """Where the programmes of 2019 rank when only what is measured counts: what such criteria can foresee."""
    tested = back_test(found.scores)
    if tested is None:
        return
    table = back_test_table(tested, language)
    st.header(literal(table.title))
    st.table(frame(table, language), hide_index=True)
    st.markdown(bullets(table.notes))


def _criteria_says(criteria: Criteria, language: str) -> str:
    """How figures become criteria, and what a missing one counts as."""
    if not any(one.missing == "interval" for one in criteria.criteria.values()):
        return text("app.method_criteria_says", language)
    end = text(f"app.method_end_{criteria.rank_by}", language)
    return text("app.method_criteria_says_open", language, end=end)
