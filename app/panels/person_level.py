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
from engine.foundation.locale import text as plain_text
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


def same_persons(language: str) -> None:
    """What was put in, or what it takes to put it in."""
    st.markdown(text("app_transfer.persons_says", language))
    dataset = cached.dataset(state.current().data)
    found = state.person_level()
    if found is None:
        _put_in(dataset, language)
        return
    st.button(
        text("app_transfer.persons_remove", language),
        on_click=state.keep_person_level,
        args=(None,),
        icon=":material/delete:",
    )
    if problems := _strangers(found, dataset):
        st.error(listed(problems, language), icon=":material/error:")
        return
    _shown(found, dataset, language)


def _put_in(dataset: Dataset, language: str) -> None:
    """How the file is made where the microdata are, the file, and the made-up one."""
    st.markdown(text("app_transfer.persons_how", language))
    files = {name: text(f"app_transfer.persons_{name}", language) for name in ("file", "specification", "out")}
    st.code(COMMAND.format(**files), language=None, wrap_lines=True)
    uploaded = uploader(
        text("app_transfer.persons_upload", language),
        ("json",),
        language,
        key=f"persons_upload_{state.person_revision()}",
        max_upload_size=LARGEST_MB,
        help=text("app_transfer.persons_upload_help", language, most=LARGEST_MB),
    )
    made_up = st.button(text("app_transfer.persons_made_up", language), icon=":material/science:")
    if uploaded is not None:
        _read(uploaded.getvalue(), uploaded.name, dataset, language)
    elif made_up:
        with st.spinner(text("app_transfer.persons_counting", language)):
            shown = shipped_name(state.current().data)
            content = beside(lambda _: file_cache.made_up_persons(shown))
        _read(content, text("app_transfer.persons_out", language), dataset, language)


def _read(content: bytes, name: str, dataset: Dataset, language: str) -> None:
    """Keep the figures, or say every reason why they cannot be used."""
    try:
        state.keep_person_level(beside(lambda _: apart(read_person_level, content, name, dataset, file=name)))
    except InputError as error:
        st.error(listed(error.problems, language), icon=":material/error:")
        return
    st.rerun()


def _strangers(found: PersonLevel, dataset: Dataset) -> tuple[Problem, ...]:
    """Industries of the file that the data do not have, where other data were chosen since."""
    ids = dict.fromkeys(one.industry_id for one in found.joint if one.industry_id not in (None, *dataset.position))
    return tuple(Problem("unknown", dataset.name, given=one, allowed=tuple(dataset.position)) for one in ids)


def _shown(found: PersonLevel, dataset: Dataset, language: str) -> None:
    """A pair in one period and measure: figure, the table behind it, who is hidden, and what must be said."""
    if found.synthetic:
        st.warning(text("app_transfer.persons_synthetic", language), icon=":material/science:")
    labels = {one: found.label(one, language) or _label(one, language) for pair in found.pairs for one in pair}
    pair = _pair(found, labels, language)
    periods = found.periods(pair)
    period = str(st.selectbox(text("app.period", language), periods)) if len(periods) > 1 else periods[0]
    measure = str(
        st.segmented_control(
            text("app_transfer.measure", language),
            MEASURES,
            default=MEASURES[1],
            required=True,
            format_func=lambda one: text(f"app_transfer.measure_{one}", language),
        )
    )
    table = joint_table(found, pair, period, labels, dataset, language)
    st.subheader(literal(table.title))
    st.caption(text(f"app_transfer.reads_{measure}", language))
    estimates = found.of(pair, period)
    chart(
        person_chart(estimates, measure, dataset, language),
        key="persons",
        stem=f"{text('app_transfer.file_persons', language)}-{'-'.join(pair)}",
        title=table.title,
        alt=plain_text("app_transfer.persons_alt", language, what=table.title),
        language=language,
        follows=(),
        sources=(),
        synthetic=found.synthetic,
    )
    if hidden := [industry_of(one, dataset, language) for one in in_order(estimates, dataset) if one.hidden]:
        st.markdown(text("app_transfer.persons_hidden", language, industries=", ".join(hidden)))
    with st.expander(text("app_transfer.figures_behind", language)):
        st.table(frame(table, language), hide_index=True)
    st.markdown(bullets(person_notes(found, language)))
    stem = text("app_transfer.file_persons", language)
    table_button(text("app_transfer.download_csv", language), table, stem, language, synthetic=found.synthetic)


def _label(indicator: str, language: str) -> str:
    """What an indicator is called where the figures or the studies of prevention know it, else its id."""
    known = indicator_name(cached.criteria(state.current().data), indicator, language)
    if known != indicator:
        return known
    name = exposure_name(indicator, language)
    return name[:1].upper() + name[1:] if name != indicator else indicator


def _pair(found: PersonLevel, labels: dict[str, str], language: str) -> Pair:
    pairs = {
        "|".join(pair): plain_text("app_transfer.pair", language, exposure=labels[pair[0]], complaint=labels[pair[1]])
        for pair in found.pairs
    }
    chosen = st.selectbox(text("app_transfer.pairs", language), tuple(pairs), format_func=pairs.__getitem__)
    exposure, _, complaint = chosen.partition("|")
    return exposure, complaint
