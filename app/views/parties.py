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
from engine.criteria.model import Criteria, Profile
from engine.criteria.writing import profiles_toml
from engine.foundation.errors import InputError
from engine.foundation.locale import text as plain_text
from engine.results.robustness_renderers import parties_answer
from engine.results.stakeholder_profiles import differences_in_words
from engine.results.viewpoint_agreement import beforehand_in_words, whoever_decides_in_words
from engine.robustness.stakeholder_profiles import Parties
from engine.scoring.score import Scores

PLACE = 50  # in the menu
OF_PANEL = ("conditions",)
"""What counts here of the panel: each viewpoint has weights of its own."""


def show(language: str) -> None:
    """The page."""
    page_heading("parties", language)
    # The viewpoints bring their own weights: those of the panel change nothing here, its conditions do.
    setting = state.without_weights()
    found = feasible_outcome(setting, language)
    if found is None:
        return
    profiles = current_profiles()
    _viewpoints(profiles, found.scores, language)
    if not profiles:
        return
    try:
        result = cached.parties_of(setting, profiles_toml(profiles))
    except InputError as error:
        st.error(
            text("app_stability.cannot_compare", language) + listed(error.problems, language), icon=":material/error:"
        )
        return
    _agreed(result, found.scores, language)
    _parting(result, found.scores, language)
    _joint(result, found.scores, language)
    label, stem = (text(f"app_stability.{what}_parties", language) for what in ("download", "file"))
    table_button(label, parties_answer(result, found.scores, language).flat(), stem, language)


def _viewpoints(profiles: Sequence[Profile], scores: Scores, language: str) -> None:
    """Room for one's own first; then who holds what, and on which basis."""
    criteria = scores.criteria
    if not criteria.root.members:
        st.info(text("app_stability.viewpoints_no_weights", language), icon=":material/info:")
        return
    answer()
    if state.own_profiles():
        st.info(text("app_stability.profiles_stay", language), icon=":material/link:")
    # By its key it stays open when an answer comes to stand above it.
    with st.expander(text("app_stability.edit", language), key=state.PROFILES_EDITOR, on_change="rerun"):
        editor(criteria, language)
    st.header(text("app_stability.viewpoints_heading", language))
    if profiles:
        _weights_and_basis(profiles, criteria, language)
    else:
        st.info(text("app_stability.viewpoints_none", language), icon=":material/info:")


def _weights_and_basis(profiles: Sequence[Profile], criteria: Criteria, language: str) -> None:
    st.markdown(text("app_stability.viewpoints_says", language))
    if all(criteria.root.members.keys() == one.weights.keys() for one in profiles):
        st.table(weights_frame(profiles, criteria, language), hide_index=True)
    with st.expander(text("app_stability.viewpoints_basis", language)):
        st.markdown(
            "\n".join(
                f"- **{literal(profile_name(one, language))}.** "
                f"{literal(profile_basis(one, language)) or text('app_stability.basis_none', language)}"
                for one in profiles
            )
        )


def _agreed(result: Parties, scores: Scores, language: str) -> None:
    """What was alike beforehand, then what stays the same whoever decides, and the whole matrix."""
    st.header(text("app_stability.agreed_heading", language))
    for said in beforehand_in_words(result, scores, language):
        st.markdown(literal(said))
    st.markdown(bullets(whoever_decides_in_words(result, scores, language)))
    st.header(text("app_stability.matrix_heading", language))
    st.caption(text("app_stability.matrix_reads", language))

    def figure() -> None:
        chart(
            matrix_chart(result, scores, language),
            key="matrix_chart",
            stem=text("app_stability.file_parties", language),
            title=plain_text("app_stability.picture_matrix", language),
            alt=plain_text("app_stability.matrix_alt", language),
            language=language,
            follows=OF_PANEL,
        )

    def table() -> None:
        st.table(matrix_frame(result, scores, language), hide_index=True)

    figure_or_table(figure, table, state.MATRIX_TABS, language)


def _parting(result: Parties, scores: Scores, language: str) -> None:
    """For each pair that chooses differently, the criterion that drives it."""
    st.header(text("app_stability.part_heading", language))
    said = differences_in_words(result, scores.criteria, language)
    if not said:
        st.markdown(text("app_stability.part_none", language))
        return
    with st.expander(text("app_stability.part_open", language, count=len(said))):
        st.caption(text("app_stability.part_says", language))
        st.markdown(bullets(said))


def _joint(result: Parties, scores: Scores, language: str) -> None:
    """Three joint selections, who is in each, and what each viewpoint loses by it."""
    st.header(text("app_stability.joint_heading", language))
    st.markdown(text("app_stability.joint_says", language))
    names = {one.industry_id: one.name(language) for one in scores.dataset.industries}
    for column, name in zip(st.columns(len(JOINT)), JOINT, strict=True):
        with column.container(border=True):
            st.subheader(text(f"app_stability.joint_{name}", language))
            st.caption(text(f"app_stability.joint_{name}_says", language))
            st.markdown(
                literal(", ".join(names[one] for one in getattr(result, name).selected))
                or text("app_stability.nobody", language)
            )
    if not any(regret for name in JOINT for regret in getattr(result, name).regrets.values()):
        st.markdown(text("app_stability.regret_none", language))
        with st.expander(text("app_stability.figures_behind_parties", language)):
            _regret_table(result, language)
        return
    figure_or_table(
        lambda: _regret_figure(result, language),
        lambda: _regret_table(result, language),
        state.REGRET_TABS,
        language,
    )


def _regret_table(result: Parties, language: str) -> None:
    st.caption(text("app_stability.regret_table_reads", language))
    st.table(joint_frame(result, language), hide_index=True)


def _regret_figure(result: Parties, language: str) -> None:
    st.caption(text("app_stability.regret_reads", language))
    chart(
        regret_chart(result, language),
        key="regret_chart",
        stem=text("app_stability.file_parties", language),
        title=plain_text("app_leaving.picture_regret", language),
        alt=text("app_stability.regret_alt", language),
        language=language,
        follows=OF_PANEL,
    )
