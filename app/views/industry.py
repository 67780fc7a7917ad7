"""One industry on one page: what it is, every indicator beside the national level and the others, and the trend."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from app.fields.sheet_fields import sheet_fields
from app.figures.standing_charts import standings_chart, trend_chart
from app.figures.tables import history_frame, standings_frame
from app.panels.baseline import starting_point
from app.panels.prevention import potential_of
from app.panels.transfer import what_transfers
from app.shell import cache as cached
from app.shell import session as state
from app.shell.exports import table_button
from app.shell.figure_export import chart
from app.shell.page_shell import cannot_use, page_heading
from app.shell.tabs import tabs_of
from app.shell.widgets import industry_choice
from app.shell.wording import bold, bullets, literal, text
from engine.dataset.model import Dataset, Industry
from engine.foundation.errors import InputError
from engine.foundation.locale import number
from engine.foundation.locale import text as plain_text
from engine.results.echo import disagreements
from engine.results.echo_tables import disagreement_in_words
from engine.results.explanation import reasons_of_score, sentence
from engine.results.indicator_labels import indicator_name
from engine.results.noa_facts import facts_in_words
from engine.results.ranking import unit_in_words
from engine.transfer.benchmarking import Standing, history, standings, standings_table
from engine.transfer.comparable_history import newer_figure, seasons

PLACE = 90  # in the menu
UNKNOWN = "–"


def show(language: str) -> None:
    """The page."""
    page_heading("industry", language)
    dataset = cached.dataset(state.current().data)
    chosen = industry_choice(language)
    industry = dataset.industries[dataset.position[chosen]]
    # Side by side, so that the sheet fits a sheet of paper.
    facts, place = st.columns(2)
    with facts:
        st.header(literal(industry.name(language)))
        st.markdown(_facts(industry, dataset, language))
    with place:
        _place(chosen, language)
    _noted(chosen, dataset, language)
    fields = {one.key: one for one in sheet_fields(dataset, cached.criteria(state.current().data), language)}
    shown = {
        "figures": partial(_figures, chosen, dataset, language),
        "transfer": partial(what_transfers, chosen, fields, language),
        "prevention": partial(potential_of, chosen, fields, language),
        "baseline": partial(starting_point, chosen, fields, language),
    }
    tabs_of({text(f"app_transfer.tab_{name}", language): part for name, part in shown.items()}, state.SHEET_TABS)
    st.caption(text("app_transfer.print", language))


def _noted(chosen: str, dataset: Dataset, language: str) -> None:
    """Where the report's words and the figures disagree, and what NOA+ says."""
    try:
        scores = cached.scores(state.current())
    except InputError:
        return
    for one in disagreements(scores):
        if one.industry_id == chosen:
            st.warning(literal(disagreement_in_words(one, scores, language)), icon=":material/compare_arrows:")
    if facts := facts_in_words(dataset, chosen, language):
        with st.expander(text("known.facts_heading", language)):
            st.markdown(bullets(facts))


def _figures(chosen: str, dataset: Dataset, language: str) -> None:
    _indicators(chosen, dataset, language)
    _trends(chosen, dataset, language)


def _facts(industry: Industry, dataset: Dataset, language: str) -> str:
    """Status, size and what it consists of, as a list."""
    jobs = UNKNOWN if industry.jobs is None else number(industry.jobs, 0, language)
    facts = {
        "status": text(f"app.status_{industry.status}", language) if industry.status else UNKNOWN,
        "jobs": f"{jobs} ({dataset.jobs_period})" if dataset.jobs_period else jobs,
        "sector": text(f"app.sector_{industry.sector}", language) if industry.sector else UNKNOWN,
        "section": industry.section or UNKNOWN,
        "codes": ", ".join(industry.sn2007_prefixes) or UNKNOWN,
    }
    return "\n".join(f"- **{text(f'app.fact_{name}', language)}:** {literal(said)}" for name, said in facts.items())


def _place(chosen: str, language: str) -> None:
    """Rank and reasons under the setting; why there are none where the industry is not ranked."""
    st.header(text("app.place_heading", language))
    try:
        found = cached.outcome(state.current())
    except InputError as error:
        cannot_use(error, language)
        return
    if chosen not in found.scores.industry_ids:
        st.markdown(text("app.place_not_ranked", language))
        return
    said = text("app.place_in" if chosen in found.selected else "app.place_out", language)
    st.markdown(bold(said))
    st.markdown(bullets(sentence(one, language) for one in reasons_of_score(found.scores, chosen)))


def _indicators(chosen: str, dataset: Dataset, language: str) -> None:
    st.header(text("app.standings_heading", language))
    st.markdown(text("app.standings_says", language))
    criteria = cached.criteria(state.current().data)
    counted = set(criteria.leaves)
    known = [
        one
        for one in standings(dataset, chosen, criteria.asked_periods)
        if one.value is not None or one.indicator_id in counted
    ]
    known.sort(key=lambda one: one.indicator_id not in counted)
    labels = {one.indicator_id: indicator_name(criteria, one.indicator_id, language) for one in known}
    name = dataset.industries[dataset.position[chosen]].name(language)
    drawn = [one for one in known if one.indicator_id in counted] or known
    chart(
        standings_chart(drawn, labels, language),
        key="standings",
        stem=f"{chosen}-{plain_text('app.file_figures', language)}",
        title=plain_text("app.standings_picture", language, industry=name),
        alt=plain_text("app.standings_alt", language, industry=name),
        language=language,
        sources=[source for one in drawn for source in one.source_ids],
        follows=(),
    )
    if said := _newer(chosen, known, labels, dataset, language):
        st.markdown(bullets(said))
    # What a figure shows already is on paper only where the reader has opened it (print.css): a sheet is to be short.
    with st.expander(text("app.standings_table", language), key=f"{state.FOLDED}standings"):
        st.table(standings_frame(known, labels, counted, dataset, language), hide_index=True)
    stem = f"{chosen}-{text('app.file_figures', language)}"
    table_button(text("app.download_table", language), standings_table(known, labels, counted), stem, language)


def _newer(
    chosen: str, known: Sequence[Standing], labels: Mapping[str, str], dataset: Dataset, language: str
) -> list[str]:
    """Where the industry has a newer figure than the one that counts: both, with their periods, and why."""
    asked = cached.criteria(state.current().data).asked_periods
    counted = set(cached.criteria(state.current().data).leaves)
    said: list[str] = []
    for one in known:
        found = newer_figure(dataset, chosen, one.indicator_id, asked.get(one.indicator_id))
        if found is None:
            continue
        figures = {"value": number(one.value or 0.0, 1, language), "newest": number(found.value or 0.0, 1, language)}
        code = "newer_asked" if one.indicator_id in asked else "newer" if one.indicator_id in counted else "newer_shown"
        periods = {"period": one.period, "newest_period": found.period}
        said.append(text(f"app.{code}", language, indicator=labels[one.indicator_id], **figures, **periods))
    return said


def _trends(chosen: str, dataset: Dataset, language: str) -> None:
    """A figure and its table for every indicator with enough periods of one kind: one quarter at a time."""
    criteria = cached.criteria(state.current().data)
    many = [(one, kinds) for one in dataset.columns if (kinds := seasons(history(dataset, chosen, one)))]
    if not many:
        return
    st.header(text("app.trends_heading", language))
    st.caption(text("app.trends_says", language))
    name = dataset.industries[dataset.position[chosen]].name(language)
    for indicator, kinds in many:
        label = indicator_name(criteria, indicator, language)
        kind, found = next(iter(kinds.items()))
        unit = unit_in_words(found[0].unit, language)
        drawn = label if label.endswith(unit) else f"{label} ({unit})"
        if kind.startswith("K"):
            drawn += f", {plain_text('app.quarter', language, number=kind[1:])}"
        chart(
            trend_chart(found, drawn, language),
            key=f"history_{indicator}",
            stem="-".join([chosen, *re.findall(r"\w+", label.lower())]),
            title=plain_text("app_leaving.picture_trend", language, industry=name, indicator=drawn),
            alt=plain_text("app.trend_alt", language, indicator=label),
            language=language,
            sources=[source for one in found for source in one.source_ids],
            follows=(),
        )
        with st.expander(text("app.figures_behind", language, indicator=label), key=f"{state.FOLDED}{indicator}"):
            st.table(history_frame(history(dataset, chosen, indicator), language), hide_index=True)
