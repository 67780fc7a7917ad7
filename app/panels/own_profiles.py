"""A visitor's own viewpoints: changed by hand, from the panel or from a file, and kept in the session only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import streamlit as st

from app.figures.profile_tables import profile_basis, profile_name
from app.shell import cache as cached
from app.shell import session as state
from app.shell.exports import toml_button
from app.shell.page_shell import listed
from app.shell.widgets import uploader
from app.shell.wording import literal, text
from engine.criteria.model import Criteria, Profile
from engine.criteria.reading import read_profiles
from engine.criteria.weights import check_profile, normalised
from engine.criteria.writing import profiles_toml
from engine.foundation.errors import InputError, Problem
from engine.results.bounded_reading import apart

MOST = 12  # side by side; every pair of them is compared
NEW = ""
NAME_LENGTH, BASIS_LENGTH = 60, 1000
LARGEST_MB = 1


def current_profiles() -> tuple[Profile, ...]:
    """The visitor's viewpoints; the shipped ones that fit where nothing was changed, and none where none do."""
    return state.own_profiles() or cached.profiles(state.current().data)


def editor(criteria: Criteria, language: str) -> None:
    """Everything that changes the viewpoints."""
    known = {one.id: one for one in current_profiles()}
    names = {NEW: text("app_stability.edit_new", language)} | {
        one: profile_name(profile, language) for one, profile in known.items()
    }
    chosen = st.selectbox(
        text("app_stability.edit_which", language),
        tuple(names),
        format_func=lambda one: names.get(one, one),
        key=state.PROFILE_EDITED,
    )
    _form(chosen, known.get(chosen), criteria, language)
    with st.container(horizontal=True):
        if chosen != NEW and len(known) > 1:
            st.button(
                text("app_stability.edit_remove", language),
                on_click=_keep,
                args=([one for one in known.values() if one.id != chosen], criteria, language),
                icon=":material/delete:",
            )
        st.button(
            text("app_stability.edit_from_panel", language),
            on_click=_add_panel,
            args=(criteria, language),
            icon=":material/add:",
        )
        st.button(
            text("app_stability.edit_reset", language), on_click=state.keep_profiles, icon=":material/restart_alt:"
        )
    upload = f"profiles_upload_{state.profiles_revision()}"
    uploader(
        text("app_stability.upload", language),
        ("toml",),
        language,
        key=upload,
        help=text("app_stability.upload_help", language),
        max_upload_size=LARGEST_MB,
        on_change=_upload,
        args=(upload, criteria, language),
    )
    if not known:
        return
    label, stem = (text(f"app_stability.{what}_profiles", language) for what in ("download", "file"))
    toml_button(label, profiles_toml(tuple(known.values())), stem, language)


def _form(chosen: str, profile: Profile | None, criteria: Criteria, language: str) -> None:
    """Name, weights and basis of one viewpoint; nothing changes until it is saved."""
    stem = f"profile_{chosen}_{state.profiles_revision()}_"
    weights = normalised(profile.weights) if profile else dict.fromkeys(criteria.root.members, 0.0)
    with st.form(f"{stem}form"):
        st.text_input(
            text("app_stability.edit_name", language),
            profile_name(profile, language) if profile else "",
            NAME_LENGTH,
            key=f"{stem}name",
        )
        st.caption(text("app_stability.edit_weights", language))
        columns = st.columns(len(criteria.root.members), vertical_alignment="bottom")
        for column, member in zip(columns, criteria.root.members, strict=True):
            label, share = criteria.label(member, language), round(100 * weights.get(member, 0.0), 2)
            column.number_input(literal(label), 0.0, 100.0, share, 5.0, key=f"{stem}weight_{member}", format="%.4g")
        st.text_area(
            text("app_stability.edit_basis", language),
            profile_basis(profile, language) if profile else "",
            max_chars=BASIS_LENGTH,
            key=f"{stem}basis",
        )
        st.form_submit_button(
            text("app_stability.edit_save", language),
            on_click=_save,
            args=(stem, profile, criteria, language),
            icon=":material/save:",
        )


def _save(stem: str, profile: Profile | None, criteria: Criteria, language: str) -> None:
    """What the form says, in place of the viewpoint it was opened on or as a new one."""
    name = str(st.session_state[f"{stem}name"]).strip()
    if not name:
        state.answer_profiles(text("app_stability.edit_name_missing", language))
        return
    weights = {member: float(st.session_state[f"{stem}weight_{member}"]) for member in criteria.root.members}
    basis = str(st.session_state[f"{stem}basis"]).strip()
    known = list(current_profiles())
    if profile is None:
        known.append(_new(known, name, weights, basis))
    else:
        known[known.index(profile)] = _changed(profile, name, weights, basis, language)
    _keep(known, criteria, language)


def _changed(profile: Profile, name: str, weights: dict[str, float], basis: str, language: str) -> Profile:
    """A name or basis that was changed in one language stands in both: the other would say what no longer holds."""
    changes: dict[str, Any] = {"weights": weights}
    if name != profile_name(profile, language):
        changes |= {"name_nb": name, "name_en": name}
    if basis != profile_basis(profile, language):
        changes |= {"basis": basis, "basis_en": basis}
    return replace(profile, **changes)


def _new(known: Sequence[Profile], name: str, weights: dict[str, float], basis: str = "") -> Profile:
    taken = {one.id for one in known}
    at = next(number for number in range(1, len(known) + 2) if f"own_{number}" not in taken)
    return Profile(f"own_{at}", name, weights, basis)


def _add_panel(criteria: Criteria, language: str) -> None:
    """One more viewpoint with the weights that the sliders have."""
    known = current_profiles()
    try:
        weights = dict(cached.set_criteria(state.current()).root.members)
    except InputError as error:
        state.answer_profiles(text("app_stability.edit_problems", language) + listed(error.problems, language))
        return
    _keep([*known, _new(known, text("app_stability.edit_panel_name", language), weights)], criteria, language)


def _upload(key: str, criteria: Criteria, language: str) -> None:
    """The viewpoints of a file in place of those that stand here; every problem of it where it cannot be used."""
    file = st.session_state.get(key)
    if file is None:
        return
    name = Path(file.name).name
    with TemporaryDirectory() as made:
        path = Path(made) / "file.toml"
        path.write_bytes(file.getvalue())
        try:
            found = apart(read_profiles, path, file=name)
        except InputError as error:
            problems = tuple(replace(one, file=name) for one in error.problems)
            state.answer_profiles(text("app_stability.edit_problems", language) + listed(problems, language))
            return
    _keep(found, criteria, language, name)


def _keep(profiles: Sequence[Profile], criteria: Criteria, language: str, file: str = "") -> None:
    """Keep the viewpoints if they can be used with the criteria; say why where they cannot."""
    if len(profiles) > MOST:
        state.answer_profiles(text("app_stability.edit_too_many", language, most=MOST, count=len(profiles)))
        return
    problems = tuple(one for profile in profiles for one in check_profile(criteria, profile, file))
    try:
        if not problems:
            cached.parties_of(state.without_weights(), profiles_toml(profiles))
    except InputError as error:
        problems = error.problems
    if problems:
        names = {one.id: profile_name(one, language) for one in profiles}
        called = _called(criteria, language)
        named = tuple(_in_words(one if file else _with_name(one, names), called) for one in problems)
        state.answer_profiles(text("app_stability.edit_problems", language) + listed(named, language))
        return
    state.keep_profiles(tuple(profiles))
    state.answer_profiles(text("app_stability.edit_saved", language), good=True)


def _with_name(problem: Problem, names: Mapping[str, str]) -> Problem:
    """The problem placed at what the visitor called the viewpoint, who never saw its id."""
    start, _, rest = problem.place.partition(",")
    name = names.get(start.removeprefix("[[profile]] "))
    return replace(problem, place=f"«{name}»") if name and rest else problem


def _called(criteria: Criteria, language: str) -> dict[str, str]:
    """What industries, criteria and indicators are called, by id."""
    industries = cached.dataset(state.current().data).industries
    nodes = (*criteria.criteria, *criteria.indicators)
    return {one.industry_id: one.name(language) for one in industries} | {
        one: criteria.label(one, language) for one in nodes
    }


def _in_words(problem: Problem, called: Mapping[str, str]) -> Problem:
    """The problem with names in place of the ids, which are on no page."""
    more = {key: ", ".join(called.get(one, one) for one in said.split(", ")) for key, said in problem.more.items()}
    given = problem.given if problem.given is None else called.get(problem.given, problem.given)
    return replace(problem, given=given, more=more)


def answer() -> None:
    """What came of the last change, once."""
    said = state.profiles_answer()
    if said is not None:
        words, good = said
        if good:
            st.success(words, icon=":material/check_circle:")
        else:
            st.error(words, icon=":material/error:")
