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
from engine.foundation.locale import number
from engine.foundation.locale import text as plain_text
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


def show(language: str) -> None:
    """The page."""
    try:
        found = cached.outcome(state.current())
    except InputError as error:
        page_heading("ranking", language)
        cannot_use(error, language)
        return
    if meeting.on():
        meeting.show_meeting(found, language)
        return
    with st.container(key="opening"):
        page_heading("ranking", language)
        show_doors(lambda: _downloads(found, language), language)
    with st.container(key="numbers"):
        _numbers(found, language)
        echo.show(language)
    was = outcome_before()
    meeting.show_selected(found, language)
    ranking, verdict = st.columns([2, 1], gap="medium")
    with ranking, st.container(key="ranking"):
        _ranking(found, was, language)
    with verdict:
        with st.container(border=True, key="verdict"):
            show_changes(was, found, language)
            _verdict(found, language)
        _grants(found, language)
    _more(found, language)


def _numbers(found: Outcome, language: str) -> None:
    """How many there are to be: the parties' choice, so no number stands before another."""
    if found.selection is None:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="numbers_heading"):
        st.header(text("first_page.numbers_heading", language), anchor=False)
        today = len(found.selection.problem.key.today) if found.selection.problem.key else 0
        key = "numbers_says" if today else "numbers_says_alone"
        st.markdown(text(f"first_page.{key}", language, programmes=today))
    st.html(number_strip(found.selection, language))


def _verdict(found: Outcome, language: str) -> None:
    """Who shares the money and what keeps more points out; or why nobody is selected."""
    chosen = found.selection
    if chosen is None:
        assert found.infeasible is not None
        st.error(literal(found.infeasible.sentence(language)), icon=":material/block:")
        repair_buttons(state.current(), language)
        return
    st.markdown(_money(chosen, names_of(found, language), language))
    for condition in chosen.problem.conditions:
        if condition.id in chosen.binding:
            said = condition_in_words(chosen.problem, condition, language)
            st.markdown(text("app.binding", language, condition=said))
    if not chosen.binding:
        st.markdown(text("app.binding_none", language))


def _money(chosen: SelectionResult, names: dict[str, str], language: str) -> str:
    """Who shares the frame, who gets least, and what is left of it."""
    lines = grant_lines(chosen)
    if not lines or chosen.grants is None or chosen.problem.frame is None:
        return text("app.grants_no_money", language)
    running = [line.role for line in lines if line.role in (NEW, CONTINUING)]
    said: str = text(
        "app.money",
        language,
        new=running.count(NEW),
        continuing=running.count(CONTINUING),
        running=len(running),
        frame=number(chosen.problem.frame, 1, language),
    )
    unspent = money(mnok(chosen.grants.unspent), language)
    if unspent != money(0.0, language):
        said += " " + text("app.money_unspent", language, unspent=unspent)
    least = smallest_grant(chosen)
    if least is None:
        return said
    said += " " + text("app.money_least", language, name=names[least.industry_id], grant=money(least.grant, language))
    if least.minimum:
        said += " " + text("app.money_minimum", language, minimum=money(least.minimum, language))
    return said


def _ranking(found: Outcome, was: Outcome | None, language: str) -> None:
    scores = found.scores
    count = len(scores.industry_ids)
    st.header(text("app.ranking_heading", language, count=count), anchor=False)
    names = [text(f"app.tab_{name}", language) for name in ("figure", "table", "picture")]
    figure, table, picture = st.tabs(names, key=state.RANKING_TABS, on_change="rerun")
    if table.open:
        from app.figures.ranking_grid import ranking_grid

        table.html(ranking_grid(scores, found.selected, language))
    elif picture.open:
        from app.figures.charts import ranking_chart

        picture.caption(text("first_page.picture_says", language))
        chart(
            ranking_chart(scores, found.selected, language),
            key="ranking_chart",
            stem=plain_text("app.file_ranking", language),
            title=plain_text("app_leaving.picture_ranking", language),
            alt=plain_text("app.ranking_alt", language, count=count),
            language=language,
            place=picture,
        )
    else:
        problem = found.selection.problem if found.selection else None
        line = cut_line(scores, found.selection)
        bars = ranking_bars(scores, found.selected, line, problem, language, before_of(was))
        # One element: what belongs together changes together, and costs the browser one drawing.
        below = legend(scores, language) + points_markup(scores, language)
        figure.html(f"<div class='ranking-figure'>{bars_head(scores, language)}{bars}{below}</div>")
    _ties(found, language)
    st.caption(text("report.ecological_fallacy", language))


def _ties(found: Outcome, language: str) -> None:
    names, rank = names_of(found, language), ranks(found.scores)
    groups = [
        text(
            "app.tied_group", language, industries=joined([names[one] for one in group], language), rank=rank[group[0]]
        )
        for group in tied_groups(found.scores)
    ]
    if groups:
        st.markdown(text("app.tied", language, groups=Markdown("; ".join(groups))))


def _grants(found: Outcome, language: str) -> None:
    st.header(text("app.grants_heading", language), anchor=False)
    if found.selection is None:
        st.markdown(text("app.grants_infeasible", language))
        return
    dataset = found.scores.dataset
    published = published_grants(dataset)
    file_key = cached.file_key(state.current().data)
    lines = grant_lines(found.selection, file_key, published)
    if not lines:
        st.markdown(text("app.grants_no_money", language))
        return
    reads = []
    if file_key is not None:
        reads.append(text("app.grants_reads", language, frame=number(mnok(file_key.frame), 1, language)))
    if frame_is_set(lines):
        reads.append(text("app.grants_reads_alone", language))
    if periods := grant_periods(lines):
        source = sources_in_words(published, dataset)
        reads.append(text("app.grants_published_source", language, period=periods, source=source))
    grid = grants_grid(lines, names_of(found, language), language)
    st.html(table_markup(grid, text("app.grants_heading", language)))
    paid = sum(line.first_year or 0 for line in lines)
    st.caption(Markdown(" ".join(reads)))
    beside = [(line.today, line.published) for line in lines if line.published and line.today is not None]
    same = bool(beside) and all(as_published(today, granted) for today, granted in beside)
    key = text(f"app.grants_key{'_same' if same else ''}", language)
    st.caption(text("app.grants_sum", language, paid=money(paid, language)) + " " + key)


def _more(found: Outcome, language: str) -> None:
    """What else one may ask of the selection, a tab each; only the open one is made."""
    shown = {
        "by_number": _by_number,
        "why_out": _why_out,
        "alternatives": _alternatives,
        "rests_on": _rests_on,
        "reasons": _reasons,
        "download": _downloads,
    }
    tabs = st.tabs([text(f"app.tab_{name}", language) for name in shown], key=state.MORE_TABS, on_change="rerun")
    for tab, show_tab in zip(tabs, shown.values(), strict=True):
        if tab.open:
            with tab:
                show_tab(found, language)


def _rests_on(found: Outcome, language: str) -> None:
    st.markdown(text("app.rests_on_says", language))
    rests_on(found.scores, language)


def _by_number(found: Outcome, language: str) -> None:
    chosen = found.selection
    if chosen is None:
        st.markdown(text("app.nothing_feasible", language))
        return
    st.markdown(text("app.by_number_says", language))
    st.html(table_markup(by_number_grid(chosen, language), text("app.tab_by_number", language)))


def _why_out(found: Outcome, language: str) -> None:
    chosen = found.selection
    if chosen is None:
        st.markdown(text("app.nothing_feasible", language))
        return
    from app.figures.tables import frame
    from app.shell.options_cache import reasons_out_of

    table = reasons_table(reasons_out_of(state.current()), chosen.problem, found.scores, language)
    st.markdown(text("app.why_out_says", language))
    st.table(frame(table, language), hide_index=True)
    table_button(text("app.download_why_out", language), table, text("app.file_why_out", language), language)


def _alternatives(found: Outcome, language: str) -> None:
    chosen = found.selection
    if chosen is None:
        st.markdown(text("app.nothing_feasible", language))
        return
    from app.figures.tables import frame

    st.markdown(text("app.alternatives_says", language))
    for table in (alternatives_table(chosen, found.scores, language), excluded_table(chosen, language)):
        if table.rows:
            st.markdown(bold(table.title))
            st.table(frame(table, language), hide_index=True)
    st.markdown(bullets(selection_notes(chosen, found.scores, language)))


def _reasons(found: Outcome, language: str) -> None:
    """The notes of the criteria file: why weights, goalposts and conditions are what they are."""
    asked = found.scores.criteria
    general: list[Noted] = [asked, asked.root, *([asked.selection] if asked.selection else [])]
    named: dict[str, Noted] = {node: one for node, one in asked.criteria.items() if node != asked.root_id}
    named |= asked.indicators
    notes: list[str] = [paragraphs(note_of(one, language)) for one in general]
    notes += [
        f"**{literal(asked.label(node, language))}.** {paragraphs(said)}"
        for node, one in named.items()
        if (said := note_of(one, language))
    ]
    st.markdown("\n\n".join(note for note in notes if note))


def _downloads(found: Outcome, language: str) -> None:
    st.markdown(text("app.download_says", language))
    tables = {"ranking": ranking_table(found.scores, language)}
    if found.selection:
        tables["selection"] = programmes_table(found.selection, found.scores, language)
    if state.workbook_asked(language):
        _workbook(language)
    with st.container(horizontal=True):
        if not state.workbook_asked(language):
            st.button(
                text("app.make_workbook", language),
                on_click=state.ask_workbook,
                args=(language,),
                type="primary",
                icon=":material/table_view:",
            )
        for name, table in tables.items():
            table_button(text(f"app.download_{name}", language), table, text(f"app.file_{name}", language), language)


def _workbook(language: str) -> None:
    """The workbook, made when it is asked for: it says also how firmly the selection stands."""
    setting, bar = state.current(), st.empty()

    def show(done: int, total: int) -> None:
        said = {"done": number(done, 0, language), "total": number(total, 0, language)}
        bar.progress(done / total, text("app_stability.drawing", language, **said))

    try:
        told = workbook_lines(language)
        content = beside(lambda tell: file_cache.workbook(setting, language, date.today(), told, Watched(tell)), show)
    finally:
        bar.empty()
    stem = plain_text("app.file_workbook", language)
    workbook_button(text("app.download_workbook", language), content, stem, language, primary=True)
