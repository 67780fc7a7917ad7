"""The parties: viewpoints side by side, what they agree on, where they part, and what joint selections cost each."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.figures.profile_charts import matrix_chart, regret_chart
from app.figures.profile_tables import JOINT, joint_frame, matrix_frame, profile_basis, profile_name, weights_frame
from app.panels.own_profiles import answer, current_profiles, editor
from app.shell import cache as cached
from app.shell import session as state
from app.shell.exports import table_button
from app.shell.figure_export import chart
from app.shell.page_shell import feasible_outcome, listed, page_heading
from app.shell.tabs import figure_or_table
from app.shell.wording import bullets, literal, text
from engine.criteria.merge_overlay import in_a_list
from engine.criteria.model import Criteria, Profile
from engine.criteria.writing import profiles_toml
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.results.robustness_renderers import parties_answer
from engine.results.stakeholder_profiles import differences_in_words
from engine.results.viewpoint_agreement import beforehand_in_words, whoever_decides_in_words
from engine.robustness.stakeholder_profiles import Parties
from engine.scoring.score import Scores

PLACE = 50  # in the menu
OF_PANEL = ("conditions",)
"""What counts here of the panel: each viewpoint has weights of its own."""


def show(locale: Locale) -> None:
    """The page."""
    page_heading("parties", locale)
    # The viewpoints bring their own weights: those of the panel change nothing here, its conditions do.
    setting = state.without_weights()
    outcome = feasible_outcome(setting, locale)
    if outcome is None:
        return
    profiles = current_profiles()
    _viewpoints(profiles, outcome.scores, locale)
    if not profiles:
        return
    try:
        result = cached.parties_of(setting, profiles_toml(profiles))
    except InputError as error:
        st.error(text("app_stability.cannot_compare", locale) + listed(error.problems, locale), icon=":material/error:")
        return
    _agreed(result, outcome.scores, locale)
    _parting(result, outcome.scores, locale)
    _joint(result, outcome.scores, locale)
    label, stem = (text(f"app_stability.{what}_parties", locale) for what in ("download", "file"))
    table_button(label, parties_answer(result, outcome.scores, locale).flat(), stem, locale)


def _viewpoints(profiles: Sequence[Profile], scores: Scores, locale: Locale) -> None:
    """Room for one's own first; then who holds what, and on which basis."""
    criteria = scores.criteria
    if not criteria.root.members:
        st.info(text("app_stability.viewpoints_no_weights", locale), icon=":material/info:")
        return
    answer()
    if state.own_profiles():
        st.info(text("app_stability.profiles_stay", locale), icon=":material/link:")
    # By its key it stays open when an answer comes to stand above it.
    with st.expander(text("app_stability.edit", locale), key=state.PROFILES_EDITOR, on_change="rerun"):
        editor(criteria, locale)
    st.header(text("app_stability.viewpoints_heading", locale))
    if profiles:
        _weights_and_basis(profiles, criteria, locale)
    else:
        st.info(text("app_stability.viewpoints_none", locale), icon=":material/info:")


def _weights_and_basis(profiles: Sequence[Profile], criteria: Criteria, locale: Locale) -> None:
    st.markdown(text("app_stability.viewpoints_says", locale))
    if all(criteria.root.members.keys() == profile.weights.keys() for profile in profiles):
        st.table(weights_frame(profiles, criteria, locale), hide_index=True)
    with st.expander(text("app_stability.viewpoints_basis", locale)):
        st.markdown(
            "\n".join(
                f"- **{literal(profile_name(profile, locale))}.** "
                f"{literal(profile_basis(profile, locale)) or text('app_stability.basis_none', locale)}"
                for profile in profiles
            )
        )


def _agreed(result: Parties, scores: Scores, locale: Locale) -> None:
    """What was alike beforehand, then what stays the same whoever decides, and the whole matrix."""
    st.header(text("app_stability.agreed_heading", locale))
    for sentence in beforehand_in_words(result, scores, locale):
        st.markdown(literal(sentence))
    st.markdown(bullets(whoever_decides_in_words(result, scores, locale)))
    st.header(text("app_stability.matrix_heading", locale))
    st.caption(text("app_stability.matrix_reads", locale))

    def figure() -> None:
        chart(
            matrix_chart(result, scores, locale),
            key="matrix_chart",
            stem=text("app_stability.file_parties", locale),
            title=locale.text("app_stability.picture_matrix"),
            alt=locale.text("app_stability.matrix_alt"),
            locale=locale,
            follows=OF_PANEL,
        )

    def table() -> None:
        st.table(matrix_frame(result, scores, locale), hide_index=True)

    figure_or_table(figure, table, state.MATRIX_TABS, locale)


def _parting(result: Parties, scores: Scores, locale: Locale) -> None:
    """For each pair that chooses differently, the criterion that drives it."""
    st.header(text("app_stability.part_heading", locale))
    sentences = differences_in_words(result, scores.criteria, locale)
    if not sentences:
        st.markdown(text("app_stability.part_none", locale))
        return
    with st.expander(text("app_stability.part_open", locale)):
        st.caption(text("app_stability.part_says", locale))
        st.markdown(bullets(sentences))


def _joint(result: Parties, scores: Scores, locale: Locale) -> None:
    """Three joint selections, who is in each, and what each viewpoint loses by it."""
    st.header(text("app_stability.joint_heading", locale))
    st.markdown(text("app_stability.joint_says", locale))
    names = {industry.industry_id: industry.name(locale) for industry in scores.dataset.industries}
    for column, name in zip(st.columns(len(JOINT)), JOINT, strict=True):
        with column.container(border=True):
            st.subheader(text(f"app_stability.joint_{name}", locale))
            st.caption(text(f"app_stability.joint_{name}_says", locale))
            st.markdown(
                literal(in_a_list([names[industry_id] for industry_id in getattr(result, name).selected]))
                or text("app_stability.nobody", locale)
            )
    if not any(regret for name in JOINT for regret in getattr(result, name).regrets.values()):
        st.markdown(text("app_stability.regret_none", locale))
        with st.expander(text("app_stability.figures_behind_parties", locale)):
            _regret_table(result, locale)
        return
    figure_or_table(
        lambda: _regret_figure(result, locale),
        lambda: _regret_table(result, locale),
        state.REGRET_TABS,
        locale,
    )


def _regret_table(result: Parties, locale: Locale) -> None:
    st.caption(text("app_stability.regret_table_reads", locale))
    st.table(joint_frame(result, locale), hide_index=True)


def _regret_figure(result: Parties, locale: Locale) -> None:
    st.caption(text("app_stability.regret_reads", locale))
    chart(
        regret_chart(result, locale),
        key="regret_chart",
        stem=text("app_stability.file_parties", locale),
        title=locale.text("app_leaving.picture_regret"),
        alt=text("app_stability.regret_alt", locale),
        locale=locale,
        follows=OF_PANEL,
    )
