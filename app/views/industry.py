"""One industry on one page: what it is, every indicator beside the national level and the others, and the trend."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from app.fields.sheet_fields import sheet_fields
from app.figures.benchmark_charts import benchmarks_chart, trend_chart
from app.figures.tables import benchmarks_frame, history_frame, with_unit
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
from engine.foundation.locale import Locale
from engine.results.basis import unit_in_words
from engine.results.echo import disagreements
from engine.results.echo_tables import disagreement_in_words
from engine.results.explanation import reasons_of_score, sentence
from engine.results.indicator_labels import indicator_name
from engine.results.noa_facts import facts_in_words
from engine.transfer.benchmarking import Benchmark, benchmarks, benchmarks_table, history
from engine.transfer.comparable_history import newer_figure, seasons

PLACE = 90  # in the menu
UNKNOWN = "–"


def show(locale: Locale) -> None:
    """The page."""
    page_heading("industry", locale)
    dataset = cached.dataset(state.current().data)
    chosen = industry_choice(locale)
    industry = dataset.industries[dataset.position[chosen]]
    # Side by side, so that the sheet fits a sheet of paper.
    facts, place = st.columns(2)
    with facts:
        st.header(literal(industry.name(locale)))
        st.markdown(_facts(industry, dataset, locale))
    with place:
        _place(chosen, locale)
    _noted(chosen, dataset, locale)
    fields = {field.key: field for field in sheet_fields(dataset, cached.criteria(state.current().data), locale)}
    shown = {
        "figures": partial(_figures, chosen, dataset, locale),
        "transfer": partial(what_transfers, chosen, fields, locale),
        "prevention": partial(potential_of, chosen, fields, locale),
        "baseline": partial(starting_point, chosen, fields, locale),
    }
    tabs_of({text(f"app_transfer.tab_{name}", locale): part for name, part in shown.items()}, state.SHEET_TABS)
    with st.container(key=f"{state.ON_SCREEN}print"):
        st.caption(text("app_transfer.print", locale))


def _noted(chosen: str, dataset: Dataset, locale: Locale) -> None:
    """Where the report's words and the figures disagree, and what NOA+ says."""
    try:
        scores = cached.scores(state.current())
    except InputError:
        return
    for disagreement in disagreements(scores):
        if disagreement.industry_id == chosen:
            st.warning(literal(disagreement_in_words(disagreement, scores, locale)), icon=":material/compare_arrows:")
    if facts := facts_in_words(dataset, chosen, locale):
        with st.expander(text("known.facts_heading", locale)):
            st.markdown(bullets(facts))


def _figures(chosen: str, dataset: Dataset, locale: Locale) -> None:
    _indicators(chosen, dataset, locale)
    _trends(chosen, dataset, locale)


def _facts(industry: Industry, dataset: Dataset, locale: Locale) -> str:
    """Status, size and what it consists of, as a list."""
    jobs = UNKNOWN if industry.jobs is None else locale.number(industry.jobs, 0)
    facts = {
        "status": text(f"app.status_{industry.status}", locale) if industry.status else UNKNOWN,
        "jobs": f"{jobs} ({locale.period(dataset.jobs_period)})" if dataset.jobs_period else jobs,
        "sector": text(f"app.sector_{industry.sector}", locale) if industry.sector else UNKNOWN,
        "section": industry.section or UNKNOWN,
        "codes": ", ".join(industry.sn2007_prefixes) or UNKNOWN,
    }
    return "\n".join(f"- **{text(f'app.fact_{name}', locale)}:** {literal(fact)}" for name, fact in facts.items())


def _place(chosen: str, locale: Locale) -> None:
    """Rank and reasons under the setting; why there are none where the industry is not ranked."""
    st.header(text("app.place_heading", locale))
    try:
        outcome = cached.outcome(state.current())
    except InputError as error:
        cannot_use(error, locale)
        return
    if chosen not in outcome.scores.industry_ids:
        st.markdown(text("app.place_not_ranked", locale))
        return
    verdict = text("app.place_in" if chosen in outcome.selected else "app.place_out", locale)
    st.markdown(bold(verdict))
    st.markdown(bullets(sentence(reason, locale) for reason in reasons_of_score(outcome.scores, chosen)))


def _indicators(chosen: str, dataset: Dataset, locale: Locale) -> None:
    st.header(text("app.standings_heading", locale))
    st.markdown(text("app.standings_says", locale))
    criteria = cached.criteria(state.current().data)
    counted = set(criteria.leaves)
    known = [
        benchmark
        for benchmark in benchmarks(dataset, chosen, criteria.asked_periods)
        if benchmark.value is not None or benchmark.indicator_id in counted
    ]
    known.sort(key=lambda benchmark: benchmark.indicator_id not in counted)
    labels = {benchmark.indicator_id: indicator_name(criteria, benchmark.indicator_id, locale) for benchmark in known}
    name = dataset.industries[dataset.position[chosen]].name(locale)
    drawn = [benchmark for benchmark in known if benchmark.indicator_id in counted] or known
    chart(
        benchmarks_chart(drawn, labels, locale),
        key="benchmarks",
        stem=f"{chosen}-{locale.text('app.file_figures')}",
        title=locale.text("app.standings_picture", industry=name),
        alt=locale.text("app.standings_alt", industry=name),
        locale=locale,
        sources=[source for benchmark in drawn for source in benchmark.source_ids],
        follows=(),
    )
    if newer := _newer(chosen, known, labels, dataset, locale):
        st.markdown(bullets(newer))
    # What a figure shows already is on paper only where the reader has opened it (print.css): a sheet is to be short.
    with st.expander(text("app.benchmarks_table", locale), key=f"{state.FOLDED}benchmarks"):
        st.table(benchmarks_frame(known, labels, counted, dataset, locale), hide_index=True)
    stem = f"{chosen}-{text('app.file_figures', locale)}"
    table_button(text("app.download_table", locale), benchmarks_table(known, labels, counted), stem, locale)


def _newer(
    chosen: str, known: Sequence[Benchmark], labels: Mapping[str, str], dataset: Dataset, locale: Locale
) -> list[str]:
    """Where the industry has a newer figure than the one that counts: both, with their periods, and why."""
    asked = cached.criteria(state.current().data).asked_periods
    counted = set(cached.criteria(state.current().data).leaves)
    sentences: list[str] = []
    for benchmark in known:
        newer = newer_figure(dataset, chosen, benchmark.indicator_id, asked.get(benchmark.indicator_id))
        if newer is None:
            continue
        figures = {"value": locale.number(benchmark.value or 0.0, 1), "newest": locale.number(newer.value or 0.0, 1)}
        code = (
            "newer_asked"
            if benchmark.indicator_id in asked
            else "newer"
            if benchmark.indicator_id in counted
            else "newer_shown"
        )
        periods = {"period": locale.period(benchmark.period), "newest_period": locale.period(newer.period)}
        sentences.append(text(f"app.{code}", locale, indicator=labels[benchmark.indicator_id], **figures, **periods))
    return sentences


def _trends(chosen: str, dataset: Dataset, locale: Locale) -> None:
    """A figure and its table for every indicator with enough periods of one kind: one quarter at a time."""
    criteria = cached.criteria(state.current().data)
    many = [
        (indicator, kinds) for indicator in dataset.columns if (kinds := seasons(history(dataset, chosen, indicator)))
    ]
    if not many:
        return
    st.header(text("app.trends_heading", locale))
    st.caption(text("app.trends_says", locale))
    name = dataset.industries[dataset.position[chosen]].name(locale)
    for indicator, kinds in many:
        label = indicator_name(criteria, indicator, locale)
        kind, standings = next(iter(kinds.items()))
        unit = unit_in_words(standings[0].unit, locale)
        drawn = with_unit(label, unit)
        if kind.startswith("K"):
            drawn += f", {locale.text('app.quarter', number=kind[1:])}"
        st.markdown(bold(drawn))
        chart(
            trend_chart(standings, locale),
            key=f"history_{indicator}",
            stem="-".join([chosen, *re.findall(r"\w+", label.lower())]),
            title=locale.text("app_leaving.picture_trend", industry=name, indicator=drawn),
            alt=locale.text("app.trend_alt", indicator=locale.in_sentence(label)),
            locale=locale,
            sources=[source for standing in standings for source in standing.source_ids],
            follows=(),
        )
        with st.expander(text("app.figures_behind", locale, indicator=label), key=f"{state.FOLDED}{indicator}"):
            st.table(history_frame(history(dataset, chosen, indicator), locale), hide_index=True)
