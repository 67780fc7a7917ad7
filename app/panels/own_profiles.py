"""A visitor's own viewpoints: entered by hand, from the panel or from a file; kept in the session and in the link."""

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
from app.shell.uninterrupted import whole
from app.shell.viewpoint_links import MOST_VIEWPOINTS, NAME_LENGTH
from app.shell.widgets import uploader
from app.shell.wording import literal, text
from engine.criteria.distinct_profile_names import with_distinct_profile_names
from engine.criteria.linked_weights import apportioned
from engine.criteria.model import Criteria, Profile
from engine.criteria.reading import read_profiles
from engine.criteria.weights import check_profile, normalised
from engine.criteria.writing import profiles_toml
from engine.foundation.errors import InputError, Problem
from engine.foundation.locale import LANGUAGES, Locale
from engine.results.bounded_reading import apart

NEW = ""
IMPORTANCE, SHARES = "importance", "shares"
SCALES = (IMPORTANCE, SHARES)
"""How weights are entered: how important each criterion is, or per cent that always total 100."""
HIGHEST = 10.0  # of importance
TENTHS = 1000  # of a per cent, in all
ACROSS = 3  # sliders beside one another
BASIS_LENGTH = 1000
LARGEST_MB = 1


def current_profiles() -> tuple[Profile, ...]:
    """The visitor's viewpoints; the shipped ones that fit where nothing was changed, and none where none do."""
    return with_distinct_profile_names(state.own_profiles()) or cached.profiles(state.current().data)


def editor(criteria: Criteria, locale: Locale) -> None:
    """Everything that changes the viewpoints."""
    known = {profile.id: profile for profile in current_profiles()}
    names = {NEW: text("app_stability.edit_new", locale)} | {
        profile_id: profile_name(profile, locale) for profile_id, profile in known.items()
    }
    chosen = st.selectbox(
        text("app_stability.edit_which", locale),
        tuple(names),
        format_func=lambda profile_id: names.get(profile_id, profile_id),
        key=state.PROFILE_EDITED,
    )
    _form(chosen, known.get(chosen), criteria, locale)
    with st.container(horizontal=True):
        if chosen != NEW and len(known) > 1:
            st.button(
                text("app_stability.edit_remove", locale),
                on_click=_keep,
                args=([profile for profile in known.values() if profile.id != chosen], criteria, locale),
                icon=":material/delete:",
            )
        st.button(
            text("app_stability.edit_from_panel", locale),
            on_click=_add_panel,
            args=(criteria, locale),
            icon=":material/add:",
        )
        st.button(text("app_stability.edit_reset", locale), on_click=state.keep_profiles, icon=":material/restart_alt:")
    upload = f"profiles_upload_{state.profiles_revision()}"
    uploader(
        text("app_stability.upload", locale),
        ("toml",),
        locale,
        key=upload,
        help=text("app_stability.upload_help", locale),
        max_upload_size=LARGEST_MB,
        on_change=_upload,
        args=(upload, criteria, locale),
    )
    if not known:
        return
    label, stem = (text(f"app_stability.{what}_profiles", locale) for what in ("download", "file"))
    toml_button(label, profiles_toml(tuple(known.values())), stem, locale)


def _form(chosen: str, profile: Profile | None, criteria: Criteria, locale: Locale) -> None:
    """Name, weights and basis of one viewpoint; nothing changes until it is saved."""
    stem = f"profile_{chosen}_{state.profiles_revision()}_"
    name, how = st.columns(2, vertical_alignment="bottom")
    name.text_input(
        text("app_stability.edit_name", locale),
        profile_name(profile, locale) if profile else "",
        NAME_LENGTH,
        key=f"{stem}name",
    )
    with how:
        scale = st.segmented_control(
            text("app_stability.edit_scale", locale),
            SCALES,
            default=IMPORTANCE if profile is None else SHARES,
            required=True,
            format_func=lambda scale: text(f"app_stability.edit_scale_{scale}", locale),
            key=f"{stem}scale",
        )
    st.caption(text(f"app_stability.edit_says_{scale}", locale))
    shares = _weight_sliders(f"{stem}{scale}_", scale == SHARES, profile, criteria, locale)
    if scale == IMPORTANCE and shares:
        words = (
            f"{criteria.label(member, locale)} {locale.per_cent(locale.number(100 * share, 0))}"
            for member, share in shares.items()
        )
        st.caption(text("app_stability.edit_becomes", locale, shares=", ".join(words)))
    st.text_input(
        text("app_stability.edit_basis", locale),
        profile_basis(profile, locale) if profile else "",
        BASIS_LENGTH,
        key=f"{stem}basis",
    )
    st.button(
        text("app_stability.edit_save", locale),
        on_click=_save,
        args=(stem, profile, criteria, locale),
        icon=":material/save:",
        type="primary",
    )


def _weight_sliders(
    stem: str, linked: bool, profile: Profile | None, criteria: Criteria, locale: Locale
) -> dict[str, float]:
    """A slider a criterion; the shares they come to, none where all are 0. ``linked`` ones always total 100."""
    members = tuple(criteria.root.members)
    even = dict.fromkeys(members, 1 / len(members))
    weights = normalised(profile.weights) if profile else even
    largest = max(weights.values()) or 1.0
    held = {}
    for index, member in enumerate(members):
        if index % ACROSS == 0:
            columns = st.columns(ACROSS, vertical_alignment="bottom")
        key, share = f"{stem}weight_{member}", weights.get(member, 0.0)
        if key not in st.session_state:
            usual = HIGHEST / 2 if profile is None else round(2 * HIGHEST * share / largest) / 2
            st.session_state[key] = round(100 * share, 1) if linked else usual
        held[member] = columns[index % ACROSS].slider(
            literal(criteria.label(member, locale)),
            0.0,
            100.0 if linked else HIGHEST,
            float(st.session_state[key]),  # for a browser that never got it, as in ``app.shell.widgets.widget``
            step=0.1 if linked else 0.5,
            format="%.1f %%" if linked else "localized",
            key=key,
            on_change=_level if linked else None,
            args=(stem, member, members) if linked else None,
        )
    return normalised(held) if any(held.values()) else {}


@whole
def _level(stem: str, moved: str, members: Sequence[str]) -> None:
    """The other sliders in their proportions, so that all total 100."""
    keys = {member: f"{stem}weight_{member}" for member in members}
    if not all(key in st.session_state for key in keys.values()):
        return  # the page was left at once
    now = {member: float(st.session_state[key]) for member, key in keys.items()}
    others = {member: value for member, value in now.items() if member != moved}
    if not others or not any(now.values()):
        return
    basis = others if any(others.values()) else dict.fromkeys(others, 1.0)
    for member, tenths in apportioned(basis, TENTHS - round(10 * now[moved])).items():
        st.session_state[keys[member]] = tenths / 10


@whole
def _save(stem: str, profile: Profile | None, criteria: Criteria, locale: Locale) -> None:
    """What the form says, in place of the viewpoint it was opened on or as a new one.

    Nothing where the form is gone: it was saved by the press before this one, or its page was left at once.
    """
    if not stem.endswith(f"_{state.profiles_revision()}_") or f"{stem}name" not in st.session_state:
        return
    name = " ".join(str(st.session_state[f"{stem}name"]).split())
    if not name:
        state.answer_profiles(text("app_stability.edit_name_missing", locale))
        return
    scale = st.session_state[f"{stem}scale"]
    weights = {member: float(st.session_state[f"{stem}{scale}_weight_{member}"]) for member in criteria.root.members}
    basis = str(st.session_state[f"{stem}basis"]).strip()
    known = list(current_profiles())
    if profile is None:
        known.append(_new(known, name, weights, basis))
    else:
        known[known.index(profile)] = _changed(profile, name, weights, basis, locale)
    _keep(known, criteria, locale)


def _changed(profile: Profile, name: str, weights: dict[str, float], basis: str, locale: Locale) -> Profile:
    """A name or basis that was changed in one language stands in both: the other would say what no longer holds."""
    changes: dict[str, Any] = {"weights": weights}
    if name != profile_name(profile, locale):
        changes |= {f"name_{language}": name for language in LANGUAGES}
    if basis != profile_basis(profile, locale):
        changes |= {"basis": basis} | {f"basis_{language}": basis for language in LANGUAGES[1:]}
    return replace(profile, **changes)


def _new(known: Sequence[Profile], name: str, weights: dict[str, float], basis: str = "") -> Profile:
    taken = {profile.id for profile in known}
    free_number = next(number for number in range(1, len(known) + 2) if f"own_{number}" not in taken)
    return Profile(f"own_{free_number}", name, weights, basis)


@whole
def _add_panel(criteria: Criteria, locale: Locale) -> None:
    """One more viewpoint with the weights that the sliders have."""
    known = current_profiles()
    try:
        weights = dict(cached.set_criteria(state.current()).root.members)
    except InputError as error:
        state.answer_profiles(text("app_stability.edit_problems", locale) + listed(error.problems, locale))
        return
    _keep([*known, _new(known, text("app_stability.edit_panel_name", locale), weights)], criteria, locale)


@whole
def _upload(key: str, criteria: Criteria, locale: Locale) -> None:
    """The viewpoints of a file in place of those that stand here; every problem of it where it cannot be used."""
    file = st.session_state.get(key)
    if file is None:
        return
    name = Path(file.name).name
    with TemporaryDirectory() as made:
        path = Path(made) / "file.toml"
        path.write_bytes(file.getvalue())
        try:
            profiles = apart(read_profiles, path, file=name)
        except InputError as error:
            problems = tuple(replace(problem, file=name) for problem in error.problems)
            state.answer_profiles(text("app_stability.edit_problems", locale) + listed(problems, locale))
            return
    _keep(profiles, criteria, locale, name)


@whole
def _keep(profiles: Sequence[Profile], criteria: Criteria, locale: Locale, file: str = "") -> None:
    """Keep the viewpoints if they can be used with the criteria; say why where they cannot."""
    if len(profiles) > MOST_VIEWPOINTS:
        state.answer_profiles(text("app_stability.edit_too_many", locale, most=MOST_VIEWPOINTS, count=len(profiles)))
        return
    problems = tuple(problem for profile in profiles for problem in check_profile(criteria, profile, file))
    try:
        if not problems:
            cached.parties_of(state.without_weights(), profiles_toml(profiles))
    except InputError as error:
        problems = error.problems
    if problems:
        names = {profile.id: profile_name(profile, locale) for profile in profiles}
        called = _called(criteria, locale)
        named = tuple(
            _in_words(problem if file else _with_name(problem, names, locale), called) for problem in problems
        )
        state.answer_profiles(text("app_stability.edit_problems", locale) + listed(named, locale))
        return
    state.keep_profiles(tuple(profiles))
    state.answer_profiles(text("app_stability.edit_saved", locale), good=True)


def _with_name(problem: Problem, names: Mapping[str, str], locale: Locale) -> Problem:
    """The problem placed at what the visitor called the viewpoint, who never saw its id."""
    start, _, rest = problem.place.partition(",")
    name = names.get(start.removeprefix("[[profile]] "))
    return replace(problem, place=locale.quoted(name)) if name and rest else problem


def _called(criteria: Criteria, locale: Locale) -> dict[str, str]:
    """What industries, criteria and indicators are called, by id."""
    industries = cached.dataset(state.current().data).industries
    nodes = (*criteria.criteria, *criteria.indicators)
    return {industry.industry_id: industry.name(locale) for industry in industries} | {
        node: criteria.label(node, locale) for node in nodes
    }


def _in_words(problem: Problem, called: Mapping[str, str]) -> Problem:
    """The problem with names in place of the ids, which are on no page."""
    more = {
        key: ", ".join(called.get(identifier, identifier) for identifier in joined_ids.split(", "))
        for key, joined_ids in problem.more.items()
    }
    given = problem.given if problem.given is None else called.get(problem.given, problem.given)
    return replace(problem, given=given, more=more)


def answer() -> None:
    """What came of the last change, once."""
    answered = state.profiles_answer()
    if answered is not None:
        words, good = answered
        if good:
            st.success(words, icon=":material/check_circle:")
        else:
            st.error(words, icon=":material/error:")
