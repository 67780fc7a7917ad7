"""Options made by hand: one at a time, every part of it a widget; and from and to a file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.panels import option_subjects as subjects
from app.panels.option_subjects import MOST_NEW, in_columns, widget_key
from app.shell import cache as cached
from app.shell import options_session as table
from app.shell.exports import toml_button
from app.shell.page_shell import listed
from app.shell.setting import Setting
from app.shell.uninterrupted import whole
from app.shell.widgets import amount_field, uploader
from app.shell.wording import literal, text
from engine.dataset.model import Dataset
from engine.foundation.errors import InputError
from engine.foundation.exact_arithmetic import LARGEST_MNOK
from engine.foundation.locale import Locale
from engine.plans.options import FREED, SIZES, HalfYear, Option, OptionsFile
from engine.plans.options_fit import PERSONS, PROGRAMME
from engine.plans.options_reading import parse_options
from engine.results.options_words import fate_in_words, half_year_in_words, letter

ENGINE, HAND = "engine", "hand"
FATES = ("continue", "wind_down", "end")
NAME_LENGTH, LARGEST_MB = 100, 1
LEAST_CAP = 0.01
PROBLEM = "_options_problem"
_SEPARATORS = re.compile(r"[;\s]+")


def editor(setting: Setting, locale: Locale) -> None:
    """The frame by year, and one option at a time."""
    file = table.current()
    dataset = cached.dataset(setting.data)
    _frames(file, locale)
    by_id = {option.id: option for option in file.options}
    names = {option.id: f"{letter(option)}: {option.name(locale)}" for option in file.options}
    if st.session_state.get(table.EDITED) not in by_id:
        st.session_state[table.EDITED] = next(iter(by_id))
    chosen = str(
        st.selectbox(
            text("app_options.which", locale),
            tuple(by_id),
            format_func=lambda option_id: names[option_id],
            key=table.EDITED,
        )
    )
    option = by_id[chosen]
    with st.container(horizontal=True):
        if len(by_id) < table.MOST:
            fresh = Option("", locale.text("app_options.new_name"), choose={"max_new": 2})
            st.button(text("app_options.add", locale), on_click=table.add, args=(fresh,), icon=":material/add:")
            copied = replace(option, name_nb=locale.text("app_options.copy_name", name=option.name(locale)))
            st.button(
                text("app_options.copy", locale),
                on_click=table.add,
                args=(replace(copied, name_en="", name_nn="", note_nb="", note_en="", note_nn=""),),
                icon=":material/content_copy:",
            )
        if len(by_id) > 1:
            st.button(
                text("app_options.remove", locale), on_click=table.remove, args=(chosen,), icon=":material/delete:"
            )
        if table.changed():
            st.button(
                text("app_options.example", locale),
                on_click=table.replace_all,
                args=(None,),
                icon=":material/restart_alt:",
            )
    made = _option(option, dataset, locale)
    table.change(chosen, lambda _: made)


def files(written: str, locale: Locale) -> None:
    """The options as a file, and a file opened in their place."""
    toml_button(text("app_options.download_toml", locale), written, locale.text("app_options.file"), locale)
    key = f"options_upload_{table.revision()}"
    uploader(
        text("app_options.open", locale),
        ("toml",),
        locale,
        key=key,
        help=text("app_options.open_help", locale),
        max_upload_size=LARGEST_MB,
        on_change=_open,
        args=(key,),
    )
    problem: InputError | None = st.session_state.pop(PROBLEM, None)
    if problem is not None:
        st.error(text("app_options.file_refused", locale) + listed(problem.problems, locale), icon=":material/error:")


@whole
def _open(key: str) -> None:
    given = st.session_state.get(key)
    if given is None:
        return
    try:
        table.replace_all(parse_options(given.getvalue().decode("utf-8-sig", errors="replace"), given.name))
    except InputError as error:
        st.session_state[PROBLEM] = error


def _frames(file: OptionsFile, locale: Locale) -> None:
    """MNOK of each year of the plan."""
    frames = {}
    for column, (year, amount) in zip(st.columns(len(file.frame)), sorted(file.frame.items()), strict=True):
        kept = amount_field(
            column,
            text("app_options.frame", locale, year=year),
            0.0,
            float(LARGEST_MNOK),
            amount,
            key=f"option_{table.revision()}_frame_{year}",
            locale=locale,
        )
        frames[year] = amount if kept is None else kept
    table.keep(replace(file, frame=frames))


def _option(option: Option, dataset: Dataset, locale: Locale) -> Option:
    """The option as its widgets have it."""
    named, about = st.columns([3, 2])
    name = named.text_input(
        text("app_options.name", locale),
        option.name(locale),
        max_chars=NAME_LENGTH,
        key=widget_key(option, "name"),
    )
    how = about.segmented_control(
        text("app_options.chosen_by", locale),
        (ENGINE, HAND),
        default=HAND if option.new is not None else ENGINE,
        required=True,
        format_func=lambda way: text(f"app_options.by_{way}", locale),
        key=widget_key(option, "how"),
    )
    candidates, programmes = _industries(dataset, locale)
    made = _renamed(option, name.strip() or option.name(locale), locale)
    everybody = dict(sorted((candidates | programmes).items(), key=lambda pair: pair[1].casefold()))
    if how == HAND:
        made = _by_hand(made, candidates, locale)
    else:
        made = subjects.conditions(_by_engine(made, locale), candidates, locale)
    made = subjects.extensions(_fates(made, programmes, locale), programmes, locale)
    made = subjects.amounts_by_need(_with_key(made, dataset, locale), everybody, locale)
    made = subjects.brought_along(made, everybody, locale)
    return subjects.standpoints(made, locale)


def _renamed(option: Option, name: str, locale: Locale) -> Option:
    """The name in the language that it was written in; another option is another thing, without the file's note."""
    if name == option.name(locale):
        return option
    return replace(option, name_nb=name, name_en="", name_nn="", note_nb="", note_en="", note_nn="")


def _industries(dataset: Dataset, locale: Locale) -> tuple[dict[str, str], dict[str, str]]:
    """Names by id: who can be new, and today's programmes."""
    by_name = sorted(dataset.industries, key=lambda industry: industry.name(locale).casefold())
    candidates = {industry.industry_id: industry.name(locale) for industry in by_name if industry.status != PROGRAMME}
    return candidates, {
        industry.industry_id: industry.name(locale) for industry in by_name if industry.status == PROGRAMME
    }


def _by_hand(option: Option, candidates: Mapping[str, str], locale: Locale) -> Option:
    """The new programmes, each with its start."""
    before = [industry_id for industry_id in option.new or () if industry_id in candidates]
    chosen = st.multiselect(
        text("app_options.new", locale),
        tuple(candidates),
        before,
        format_func=lambda industry_id: candidates[industry_id],
        key=widget_key(option, "new"),
        placeholder=text("app.choose_many", locale),
        select_all=False,
    )
    new = tuple(chosen)
    half_years = table.current().half_years
    starts: dict[str, HalfYear] = {}
    if new:
        for column, industry_id in in_columns(new):
            start = column.selectbox(
                text("app_options.start", locale, programme=candidates[industry_id]),
                half_years,
                _at(half_years, option.starts.get(industry_id, half_years[0])),
                format_func=lambda half_year: half_year_in_words(half_year, locale),
                key=widget_key(option, f"start_{industry_id}"),
            )
            if start != half_years[0] or industry_id in option.starts:
                starts[industry_id] = start
    return replace(option, new=new, choose=None, starts=starts)


def _by_engine(option: Option, locale: Locale) -> Option:
    """How many new ones the engine may choose; the panel's conditions hold beside it."""
    stated = dict(option.choose or {})
    held = stated.get("max_new")
    most = st.number_input(
        text("app_options.max_new", locale),
        0,
        max(MOST_NEW, held or 0),
        held,
        key=widget_key(option, "max_new"),
        help=text("app_options.max_new_help", locale),
    )
    stated.pop("max_new", None)
    choose = stated if most is None else {**stated, "max_new": int(most)}
    return replace(option, new=None, choose=choose, starts=option.starts if option.new is None else {})


def _fates(option: Option, programmes: Mapping[str, str], locale: Locale) -> Option:
    """What becomes of each of today's programmes."""
    st.markdown(f"**{text('app_options.fates', locale)}**")
    choices: tuple[str | HalfYear, ...] = (*FATES, *table.current().half_years)
    fates: dict[str, str | HalfYear] = {}
    for column, programme in in_columns(tuple(programmes)):
        fate = column.selectbox(
            literal(programmes[programme]),
            choices,
            _at(choices, option.programmes.get(programme, "continue")),
            format_func=lambda choice: fate_in_words(choice, locale),
            key=widget_key(option, f"fate_{programme}"),
        )
        if fate != "continue" or programme in option.programmes:
            fates[programme] = fate
    return replace(option, programmes=fates)


def _with_key(option: Option, dataset: Dataset, locale: Locale) -> Option:
    """The grant key; what is left empty is as in the criteria."""
    own = option.key
    st.markdown(f"**{text('app_options.key', locale)}**")
    first = st.columns(4)
    percent = None if own.equal_share is None else round(100 * own.equal_share, 4)
    equal = amount_field(
        first[0],
        text("app_options.equal", locale),
        0.0,
        100.0,
        percent,
        key=widget_key(option, "equal"),
        locale=locale,
        optional=True,
        help=text("app_options.equal_help", locale),
    )
    amounts = {}
    for column, (name, held) in zip(
        first[1:],
        (("floor_new", own.floor_new), ("floor_continuing", own.floor_continuing), ("cap", own.cap)),
        strict=True,
    ):
        amounts[name] = amount_field(
            column,
            text(f"app_options.{name}", locale),
            min(LEAST_CAP, held or LEAST_CAP) if name == "cap" else 0.0,
            float(LARGEST_MNOK),
            held,
            key=widget_key(option, name),
            locale=locale,
            optional=True,
            help=text(f"app_options.{name}_help", locale),
        )
    second = st.columns(4)
    sizes = SIZES if PERSONS in dataset.columns else SIZES[:1]
    size = second[0].selectbox(
        text("app_options.size", locale),
        sizes,
        _at(sizes, own.size),
        format_func=lambda size: text(f"options.size_{size}", locale),
        key=widget_key(option, "size"),
        help=None if len(sizes) > 1 else text("app_options.size_jobs_only", locale),
    )
    phases = {
        name: _phase(second[index], option, name, held, locale)
        for index, (name, held) in enumerate((("new", own.phase_new), ("continuing", own.phase_continuing)), start=1)
    }
    freed = second[3].selectbox(
        text("app_options.freed", locale),
        FREED,
        _at(FREED, own.freed),
        format_func=lambda choice: text(f"app_options.freed_{choice}", locale),
        key=widget_key(option, "freed"),
    )
    if amounts["cap"] is not None and any(
        (amounts[floor] or 0) > amounts["cap"] for floor in ("floor_new", "floor_continuing")
    ):
        st.error(text("app_options.floor_above_cap", locale), icon=":material/error:")
        amounts = {"floor_new": own.floor_new, "floor_continuing": own.floor_continuing, "cap": own.cap}
    made = replace(
        own,
        equal_share=own.equal_share if equal == percent else None if equal is None else round(equal / 100, 6),
        size=size,
        phase_new=phases["new"],
        phase_continuing=phases["continuing"],
        freed=freed,
        floor_new=amounts["floor_new"],
        floor_continuing=amounts["floor_continuing"],
        cap=amounts["cap"],
    )
    return replace(option, key=made)


def _phase(
    column: DeltaGenerator, option: Option, name: str, held: tuple[float, ...], locale: Locale
) -> tuple[float, ...]:
    """Factors by year since the start; as they were where what is written is none."""
    raw = column.text_input(
        text(f"app_options.phase_{name}", locale),
        "; ".join(f"{factor:g}".replace(".", locale.decimal_sign) for factor in held),
        key=widget_key(option, f"phase_{name}"),
        help=text("app_options.phase_help", locale),
    )
    try:
        factors = tuple(float(part.replace(",", ".")) for part in _SEPARATORS.split(raw.strip()) if part)
    except ValueError:
        factors = ()
    if factors and all(0 < factor <= 1000 for factor in factors):
        return factors
    st.error(text("app_options.phase_wrong", locale, given=raw), icon=":material/error:")
    return held


def _at(choices: Sequence[object], held: object) -> int:
    return choices.index(held) if held in choices else 0
