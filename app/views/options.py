"""Options side by side: who is in, what each programme gets half-year by half-year, who loses, and what it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import streamlit as st

from app.figures.slope_chart import slope_chart
from app.panels.option_editor import editor, files
from app.panels.option_inverse import questions
from app.panels.options_document import document_button
from app.shell import options_cache as answers
from app.shell import options_session as table
from app.shell import session as state
from app.shell.background_task import beside
from app.shell.cache import Watched
from app.shell.exports import table_button
from app.shell.figure_export import chart
from app.shell.page_shell import listed, page_heading
from app.shell.result_table import show_table
from app.shell.tabs import tabs_of
from app.shell.wording import bullets, literal, text
from engine.foundation.errors import InputError
from engine.foundation.locale import number, written
from engine.foundation.locale import text as plain_text
from engine.plans.comparison import Compared
from engine.plans.option_firmness import Firmness
from engine.plans.options import Option, OptionsFile
from engine.plans.options_book import Book
from engine.plans.options_writing import options_toml
from engine.results.options_renderers import flat_table, option_notes
from engine.results.options_side_by_side import (
    change_table,
    half_years_table,
    keys_table,
    kroner_table,
    side_by_side_table,
    totals_table,
)
from engine.results.options_slope import slope_lines
from engine.results.options_words import letter

PLACE = 60  # in the menu
REPORT = "report2024"
"""The source of today's frame and key (3.1)."""


def show(language: str) -> None:
    """The page."""
    page_heading("options", language)
    file = table.current()
    note = written(file, "note", language)
    st.markdown(f"**{literal(file.title(language))}.** {literal(note)}")
    st.caption(text("app_options.panel_counts", language))
    setting = state.current()
    with st.expander(text("app_options.edit", language), icon=":material/edit:", key=f"{state.FOLDED}edit"):
        editor(setting, language)
    file = table.current()
    content = options_toml(file)
    try:
        book, options = answers.options_book(setting, content, file.file)
    except InputError as error:
        st.error(text("app_options.unusable", language) + listed(error.problems, language), icon=":material/error:")
        st.button(
            text("app_options.start_afresh", language),
            on_click=table.replace_all,
            args=(_fresh(),),
            icon=":material/restart_alt:",
        )
        return
    firmness = _firmness(content, file.file, language)
    show_table(side_by_side_table(options, firmness, book, language), language, heading=True)
    chosen = _shown(options, language)
    _slope(chosen, book, language)
    _tables(options, chosen, book, language)
    questions(chosen, book, content, language)
    st.header(text("app_options.take_along", language))
    with st.container(horizontal=True):
        table_button(
            text("app_options.download_csv", language),
            flat_table(options, book, language),
            plain_text("app_options.file", language),
            language,
        )
        files(content, language)
    document_button(content, file.file, language)


def _fresh() -> OptionsFile:
    """One option in which the engine chooses, for data that the shipped example does not fit."""
    option = Option("a", "A", choose={})
    return replace(
        table.example(), options=(option,), title_nb="", title_en="", title_nn="", note_nb="", note_en="", note_nn=""
    )


def _firmness(content: str, file: str, language: str) -> Mapping[str, Firmness | None]:
    """How firmly each stands, with a bar while it is worked out."""
    setting, bar = state.current(), st.empty()

    def show_bar(done: int, total: int) -> None:
        said = {"done": number(done, 0, language), "total": number(total, 0, language)}
        bar.progress(done / total, text("app_options.drawing", language, **said))

    try:
        return beside(lambda tell: answers.options_firmness(setting, content, file, Watched(tell)), show_bar)
    finally:
        bar.empty()


def _shown(options: tuple[Compared, ...], language: str) -> Compared:
    """Which option the figures below are of."""
    by_id = {one.planned.option.id: one for one in options}
    st.header(text("app_options.one_heading", language))
    names = {name: text("options.of", language, letter=letter(one.planned.option)) for name, one in by_id.items()}
    if st.session_state.get(table.SHOWN) not in by_id:
        st.session_state[table.SHOWN] = next(iter(by_id))
    chosen = st.segmented_control(
        text("app_options.one", language),
        tuple(by_id),
        required=True,
        format_func=lambda name: names[name],
        key=table.SHOWN,
        label_visibility="collapsed",
    )
    one = by_id[str(chosen)]
    st.markdown(f"**{literal(one.planned.option.name(language))}**")
    return one


def _slope(one: Compared, book: Book, language: str) -> None:
    lines = slope_lines(one, book, language)
    st.markdown(bullets(note.partition(": ")[2] for note in option_notes(one, book, language)))
    if not lines or one.plan is None:
        return
    called = letter(one.planned.option)
    title = plain_text("options.slope_title", language, letter=called)
    chart(
        slope_chart(lines, plain_text("options.slope_then", language, letter=called), language),
        key="options_slope",
        stem=plain_text("app_options.file_slope", language),
        title=title,
        alt=title,
        language=language,
        sources=_sources(book),
    )


def _sources(book: Book) -> tuple[str, ...]:
    """Of the jobs that the key goes by, and of the key itself."""
    dataset = book.scores.dataset
    return tuple(one for one in (dataset.jobs_source_id, REPORT) if one and one in dataset.sources)


def _tables(options: tuple[Compared, ...], one: Compared, book: Book, language: str) -> None:
    def shown(name: str) -> None:
        if name in ("half_years", "keys") and one.plan is None:
            st.markdown(text("app.nothing_feasible", language))
            return
        made = {
            "change": lambda: change_table(options, book, language),
            "half_years": lambda: half_years_table(one, book, language),
            "totals": lambda: totals_table(options, book, language),
            "kroner": lambda: kroner_table(options, book, language),
            "keys": lambda: keys_table(one, book, language),
        }[name]()
        show_table(made, language)

    names = ("change", "half_years", "totals", "kroner", "keys")
    tabs: dict[str, Callable[[], None]] = {
        text(f"app_options.tab_{name}", language): partial(shown, name) for name in names
    }
    tabs_of(tabs, "options_tabs")
