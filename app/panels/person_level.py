"""Whether the exposed are those who have complaints: co-occurrence in the same persons, from microdata's figures."""

from __future__ import annotations

import streamlit as st

from app.figures.person_level_charts import person_chart
from app.figures.tables import frame
from app.shell import cache as cached
from app.shell import file_cache
from app.shell import session as state
from app.shell.background_task import beside
from app.shell.data_sets import shipped_name
from app.shell.exports import table_button
from app.shell.figure_export import chart
from app.shell.page_shell import listed
from app.shell.widgets import uploader
from app.shell.wording import bullets, literal, text
from engine.dataset.model import Dataset
from engine.foundation.errors import InputError, Problem
from engine.foundation.locale import Locale
from engine.results.bounded_reading import apart
from engine.results.indicator_labels import indicator_name
from engine.results.person_level import (
    LARGEST_MB,
    MEASURES,
    Pair,
    PersonLevel,
    in_order,
    industry_of,
    joint_table,
    person_notes,
    read_person_level,
)
from engine.results.prevention_words import exposure_name

COMMAND = "bransjevalg prevalence {file} --spec {specification} --format json --out {out}"


def same_persons(locale: Locale) -> None:
    """What was put in, or what it takes to put it in."""
    st.markdown(text("app_transfer.persons_says", locale))
    dataset = cached.dataset(state.current().data)
    person_level = state.person_level()
    if person_level is None:
        _put_in(dataset, locale)
        return
    st.button(
        text("app_transfer.persons_remove", locale),
        on_click=state.keep_person_level,
        args=(None,),
        icon=":material/delete:",
    )
    if problems := _strangers(person_level, dataset):
        st.error(listed(problems, locale), icon=":material/error:")
        return
    _shown(person_level, dataset, locale)


def _put_in(dataset: Dataset, locale: Locale) -> None:
    """How the file is made where the microdata are, the file, and the made-up one."""
    st.markdown(text("app_transfer.persons_how", locale))
    files = {name: text(f"app_transfer.persons_{name}", locale) for name in ("file", "specification", "out")}
    st.code(COMMAND.format(**files), language=None, wrap_lines=True)
    uploaded = uploader(
        text("app_transfer.persons_upload", locale),
        ("json",),
        locale,
        key=f"persons_upload_{state.person_revision()}",
        max_upload_size=LARGEST_MB,
        help=text("app_transfer.persons_upload_help", locale, most=LARGEST_MB),
    )
    made_up = st.button(text("app_transfer.persons_made_up", locale), icon=":material/science:")
    if uploaded is not None:
        _read(uploaded.getvalue(), uploaded.name, dataset, locale)
    elif made_up:
        with st.spinner(text("app_transfer.persons_counting", locale)):
            shown = shipped_name(state.current().data)
            content = beside(lambda _: file_cache.made_up_persons(shown))
        _read(content, text("app_transfer.persons_out", locale), dataset, locale)


def _read(content: bytes, name: str, dataset: Dataset, locale: Locale) -> None:
    """Keep the figures, or say every reason why they cannot be used."""
    try:
        state.keep_person_level(beside(lambda _: apart(read_person_level, content, name, dataset, file=name)))
    except InputError as error:
        st.error(listed(error.problems, locale), icon=":material/error:")
        return
    st.rerun()


def _strangers(person_level: PersonLevel, dataset: Dataset) -> tuple[Problem, ...]:
    """Industries of the file that the data do not have, where other data were chosen since."""
    ids = dict.fromkeys(
        estimate.industry_id for estimate in person_level.joint if estimate.industry_id not in (None, *dataset.position)
    )
    return tuple(
        Problem("unknown", dataset.name, given=industry_id, allowed=tuple(dataset.position)) for industry_id in ids
    )


def _shown(person_level: PersonLevel, dataset: Dataset, locale: Locale) -> None:
    """A pair in one period and measure: figure, the table behind it, who is hidden, and what must be said."""
    if person_level.synthetic:
        st.warning(text("app_transfer.persons_synthetic", locale), icon=":material/science:")
    labels = {
        indicator: person_level.label(indicator, locale) or _label(indicator, locale)
        for pair in person_level.pairs
        for indicator in pair
    }
    pair = _pair(person_level, labels, locale)
    periods = person_level.periods(pair)
    period = str(st.selectbox(text("app.period", locale), periods)) if len(periods) > 1 else periods[0]
    measure = str(
        st.segmented_control(
            text("app_transfer.measure", locale),
            MEASURES,
            default=MEASURES[1],
            required=True,
            format_func=lambda measure: text(f"app_transfer.measure_{measure}", locale),
        )
    )
    table = joint_table(person_level, pair, period, labels, dataset, locale)
    st.subheader(literal(table.title))
    st.caption(text(f"app_transfer.reads_{measure}", locale))
    estimates = person_level.of(pair, period)
    chart(
        person_chart(estimates, measure, dataset, locale),
        key="persons",
        stem=f"{text('app_transfer.file_persons', locale)}-{'-'.join(pair)}",
        title=table.title,
        alt=locale.text("app_transfer.persons_alt", what=table.title),
        locale=locale,
        follows=(),
        sources=(),
        synthetic=person_level.synthetic,
    )
    if hidden := [
        industry_of(estimate, dataset, locale) for estimate in in_order(estimates, dataset) if estimate.hidden
    ]:
        st.markdown(text("app_transfer.persons_hidden", locale, industries=", ".join(hidden)))
    with st.expander(text("app_transfer.figures_behind", locale)):
        st.table(frame(table, locale), hide_index=True)
    st.markdown(bullets(person_notes(person_level, locale)))
    stem = text("app_transfer.file_persons", locale)
    table_button(text("app_transfer.download_csv", locale), table, stem, locale, synthetic=person_level.synthetic)


def _label(indicator: str, locale: Locale) -> str:
    """What an indicator is called where the figures or the studies of prevention know it, else its id."""
    known = indicator_name(cached.criteria(state.current().data), indicator, locale)
    if known != indicator:
        return known
    name = exposure_name(indicator, locale)
    return name[:1].upper() + name[1:] if name != indicator else indicator


def _pair(person_level: PersonLevel, labels: dict[str, str], locale: Locale) -> Pair:
    pairs = {
        "|".join(pair): locale.text("app_transfer.pair", exposure=labels[pair[0]], complaint=labels[pair[1]])
        for pair in person_level.pairs
    }
    chosen = st.selectbox(text("app_transfer.pairs", locale), tuple(pairs), format_func=pairs.__getitem__)
    exposure, _, complaint = chosen.partition("|")
    return exposure, complaint
