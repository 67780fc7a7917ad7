"""Weights and selection: who ranks highest, who is selected within the frame, and what a change of setting did."""

from __future__ import annotations

from datetime import date

import streamlit as st

from app.fields.field import Noted, note_of
from app.figures.html_tables import table_markup
from app.figures.live_tables import by_number_grid, frame_is_set, grant_periods, grants_grid, money
from app.figures.number_strip import number_strip
from app.figures.ranking_bars import bars_head, legend, points_markup, ranking_bars
from app.panels import echo, meeting
from app.panels.doors import show_doors
from app.panels.provenance import rests_on
from app.panels.repairs import repair_buttons
from app.panels.selection_changes import before_of, names_of, outcome_before, show_changes
from app.shell import cache as cached
from app.shell import file_cache
from app.shell import session as state
from app.shell.background_task import beside
from app.shell.cache import Outcome, Watched
from app.shell.exports import table_button, workbook_button, workbook_lines
from app.shell.figure_export import chart
from app.shell.page_shell import cannot_use, page_heading
from app.shell.wording import Markdown, bold, bullets, literal, paragraphs, text
from engine.criteria.merge_overlay import joined
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.results.comparison import CONTINUING, NEW, grant_lines, ranks, smallest_grant, tied_groups
from engine.results.cut_line import cut_line
from engine.results.exclusion_reasons import reasons_table
from engine.results.published_grants import as_published, published_grants, sources_in_words
from engine.results.ranking import ranking_table
from engine.results.selection import (
    alternatives_table,
    excluded_table,
    programmes_table,
    selection_notes,
)
from engine.selection.constraint_words import condition_in_words
from engine.selection.grant_key import mnok
from engine.selection.select import SelectionResult

PLACE = 10  # in the menu


def show(locale: Locale) -> None:
    """The page."""
    try:
        outcome = cached.outcome(state.current())
    except InputError as error:
        page_heading("ranking", locale)
        cannot_use(error, locale)
        return
    if meeting.on():
        meeting.show_meeting(outcome, locale)
        return
    with st.container(key="opening"):
        page_heading("ranking", locale)
        show_doors(lambda: _downloads(outcome, locale), locale)
    with st.container(key="numbers"):
        _numbers(outcome, locale)
        echo.show(locale)
    was = outcome_before()
    meeting.show_selected(outcome, locale)
    ranking, verdict = st.columns([13, 7], gap="medium")
    with ranking, st.container(key="ranking"):
        _ranking(outcome, was, locale)
    with verdict:
        with st.container(border=True, key="verdict"):
            show_changes(was, outcome, locale)
            _verdict(outcome, locale)
        _grants(outcome, locale)
    _more(outcome, locale)


def _numbers(outcome: Outcome, locale: Locale) -> None:
    """How many there are to be: the parties' choice, so no number stands before another."""
    if outcome.selection is None:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="numbers_heading"):
        st.header(text("first_page.numbers_heading", locale), anchor=False)
        today = len(outcome.selection.problem.key.today) if outcome.selection.problem.key else 0
        key = "numbers_says" if today else "numbers_says_alone"
        st.markdown(text(f"first_page.{key}", locale, programmes=today))
    st.html(number_strip(outcome.selection, locale))


def _verdict(outcome: Outcome, locale: Locale) -> None:
    """Who shares the money and what keeps more points out; or why nobody is selected."""
    chosen = outcome.selection
    if chosen is None:
        assert outcome.infeasible is not None
        st.error(literal(outcome.infeasible.sentence(locale)), icon=":material/block:")
        repair_buttons(state.current(), locale)
        return
    st.markdown(_money(chosen, names_of(outcome, locale), locale))
    for condition in chosen.problem.conditions:
        if condition.id in chosen.binding:
            words = condition_in_words(chosen.problem, condition, locale)
            st.markdown(text("app.binding", locale, condition=words))
    if not chosen.binding:
        st.markdown(text("app.binding_none", locale))


def _money(chosen: SelectionResult, names: dict[str, str], locale: Locale) -> str:
    """Who shares the frame, who gets least, and what is left of it."""
    lines = grant_lines(chosen)
    if not lines or chosen.grants is None or chosen.problem.frame is None:
        return text("app.grants_no_money", locale)
    running = [line.role for line in lines if line.role in (NEW, CONTINUING)]
    summary: str = text(
        "app.money",
        locale,
        new=running.count(NEW),
        continuing=running.count(CONTINUING),
        running=len(running),
        frame=locale.number(chosen.problem.frame, 1),
    )
    unspent = money(mnok(chosen.grants.unspent), locale)
    if unspent != money(0.0, locale):
        summary += " " + text("app.money_unspent", locale, unspent=unspent)
    least = smallest_grant(chosen)
    if least is None:
        return summary
    summary += " " + text(
        "app.money_least", locale, name=locale.in_sentence(names[least.industry_id]), grant=money(least.grant, locale)
    )
    if least.minimum:
        summary += " " + text("app.money_minimum", locale, minimum=money(least.minimum, locale))
    return summary


def _ranking(outcome: Outcome, was: Outcome | None, locale: Locale) -> None:
    scores = outcome.scores
    count = len(scores.industry_ids)
    st.header(text("app.ranking_heading", locale, count=count), anchor=False)
    names = [text(f"app.tab_{name}", locale) for name in ("figure", "table", "picture")]
    figure, table, picture = st.tabs(names, key=state.RANKING_TABS, on_change="rerun")
    if table.open:
        from app.figures.ranking_grid import ranking_grid

        table.html(ranking_grid(scores, outcome.selected, locale))
    elif picture.open:
        from app.figures.charts import ranking_chart

        picture.caption(text("first_page.picture_says", locale))
        chart(
            ranking_chart(scores, outcome.selected, locale),
            key="ranking_chart",
            stem=locale.text("app.file_ranking"),
            title=locale.text("app_leaving.picture_ranking"),
            alt=locale.text("app.ranking_alt", count=count),
            locale=locale,
            place=picture,
        )
    else:
        problem = outcome.selection.problem if outcome.selection else None
        line = cut_line(scores, outcome.selection)
        bars = ranking_bars(scores, outcome.selected, line, problem, locale, before_of(was))
        # One element: what belongs together changes together, and costs the browser one drawing.
        below = legend(scores, locale) + points_markup(scores, locale)
        figure.html(f"<div class='ranking-figure'>{bars_head(scores, locale)}{bars}{below}</div>")
    _ties(outcome, locale)
    st.caption(text("report.ecological_fallacy", locale))


def _ties(outcome: Outcome, locale: Locale) -> None:
    names, rank = names_of(outcome, locale), ranks(outcome.scores)
    groups = [
        text(
            "app.tied_group",
            locale,
            industries=joined([names[industry_id] for industry_id in group], locale),
            rank=rank[group[0]],
        )
        for group in tied_groups(outcome.scores)
    ]
    if groups:
        st.markdown(text("app.tied", locale, groups=Markdown(". ".join(groups))))


def _grants(outcome: Outcome, locale: Locale) -> None:
    st.header(text("app.grants_heading", locale), anchor=False)
    if outcome.selection is None:
        st.markdown(text("app.grants_infeasible", locale))
        return
    dataset = outcome.scores.dataset
    published = published_grants(dataset)
    file_key = cached.file_key(state.current().data)
    lines = grant_lines(outcome.selection, file_key, published)
    if not lines:
        st.markdown(text("app.grants_no_money", locale))
        return
    reads = []
    if file_key is not None:
        reads.append(text("app.grants_reads", locale, frame=locale.number(mnok(file_key.frame), 1)))
    if frame_is_set(lines):
        reads.append(text("app.grants_reads_alone", locale))
    if periods := grant_periods(lines):
        source = sources_in_words(published, dataset, locale)
        reads.append(text("app.grants_published_source", locale, period=locale.period(periods), source=source))
    grid = grants_grid(lines, names_of(outcome, locale), locale)
    st.html(table_markup(grid, text("app.grants_heading", locale)))
    paid = sum(line.first_year or 0 for line in lines)
    st.caption(Markdown(" ".join(reads)))
    beside = [(line.today, line.published) for line in lines if line.published and line.today is not None]
    same = bool(beside) and all(as_published(today, granted) for today, granted in beside)
    key = text(f"app.grants_key{'_same' if same else ''}", locale)
    st.caption(text("app.grants_sum", locale, paid=money(paid, locale)) + " " + key)


def _more(outcome: Outcome, locale: Locale) -> None:
    """What else one may ask of the selection, a tab each; only the open one is made."""
    shown = {
        "by_number": _by_number,
        "why_out": _why_out,
        "alternatives": _alternatives,
        "rests_on": _rests_on,
        "reasons": _reasons,
        "download": _downloads,
    }
    tabs = st.tabs([text(f"app.tab_{name}", locale) for name in shown], key=state.MORE_TABS, on_change="rerun")
    for tab, show_tab in zip(tabs, shown.values(), strict=True):
        if tab.open:
            with tab:
                show_tab(outcome, locale)


def _rests_on(outcome: Outcome, locale: Locale) -> None:
    st.markdown(text("app.rests_on_says", locale))
    rests_on(outcome.scores, locale)


def _by_number(outcome: Outcome, locale: Locale) -> None:
    chosen = outcome.selection
    if chosen is None:
        st.markdown(text("app.nothing_feasible", locale))
        return
    st.markdown(text("app.by_number_says", locale))
    st.html(table_markup(by_number_grid(chosen, locale), text("app.tab_by_number", locale)))


def _why_out(outcome: Outcome, locale: Locale) -> None:
    chosen = outcome.selection
    if chosen is None:
        st.markdown(text("app.nothing_feasible", locale))
        return
    from app.figures.tables import frame
    from app.shell.options_cache import reasons_out_of

    table = reasons_table(reasons_out_of(state.current()), chosen.problem, outcome.scores, locale)
    st.markdown(text("app.why_out_says", locale))
    st.table(frame(table, locale), hide_index=True)
    table_button(text("app.download_why_out", locale), table, text("app.file_why_out", locale), locale)


def _alternatives(outcome: Outcome, locale: Locale) -> None:
    chosen = outcome.selection
    if chosen is None:
        st.markdown(text("app.nothing_feasible", locale))
        return
    from app.figures.tables import frame

    st.markdown(text("app.alternatives_says", locale))
    for table in (alternatives_table(chosen, outcome.scores, locale), excluded_table(chosen, locale)):
        if table.rows:
            st.markdown(bold(table.title))
            st.table(frame(table, locale), hide_index=True)
    st.markdown(bullets(selection_notes(chosen, outcome.scores, locale)))


def _reasons(outcome: Outcome, locale: Locale) -> None:
    """The notes of the criteria file: why weights, goalposts and conditions are what they are."""
    asked = outcome.scores.criteria
    general: list[Noted] = [asked, asked.root, *([asked.selection] if asked.selection else [])]
    named: dict[str, Noted] = {node: criterion for node, criterion in asked.criteria.items() if node != asked.root_id}
    named |= asked.indicators
    notes: list[str] = [paragraphs(note_of(noted, locale)) for noted in general]
    notes += [
        f"**{literal(asked.label(node, locale))}.** {paragraphs(own_note)}"
        for node, noted in named.items()
        if (own_note := note_of(noted, locale))
    ]
    st.markdown("\n\n".join(note for note in notes if note))


def _downloads(outcome: Outcome, locale: Locale) -> None:
    st.markdown(text("app.download_says", locale))
    tables = {"ranking": ranking_table(outcome.scores, locale)}
    if outcome.selection:
        tables["selection"] = programmes_table(outcome.selection, outcome.scores, locale)
    if state.workbook_asked(locale):
        _workbook(locale)
    with st.container(horizontal=True):
        if not state.workbook_asked(locale):
            st.button(
                text("app.make_workbook", locale),
                on_click=state.ask_workbook,
                args=(locale,),
                type="primary",
                icon=":material/table_view:",
            )
        for name, table in tables.items():
            table_button(text(f"app.download_{name}", locale), table, text(f"app.file_{name}", locale), locale)


def _workbook(locale: Locale) -> None:
    """The workbook, made when it is asked for: it says also how firmly the selection stands."""
    setting, bar = state.current(), st.empty()

    def show(done: int, total: int) -> None:
        counts = {"done": locale.number(done, 0), "total": locale.number(total, 0)}
        bar.progress(done / total, text("app_stability.drawing", locale, **counts))

    try:
        told = workbook_lines(locale)
        content = beside(lambda tell: file_cache.workbook(setting, locale, date.today(), told, Watched(tell)), show)
    finally:
        bar.empty()
    stem = locale.text("app.file_workbook")
    workbook_button(text("app.download_workbook", locale), content, stem, locale, primary=True)
