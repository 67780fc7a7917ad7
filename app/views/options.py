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
from engine.foundation.locale import Locale
from engine.plans.comparison import Compared
from engine.plans.option_robustness import OptionRobustness
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


def show(locale: Locale) -> None:
    """The page."""
    page_heading("options", locale)
    file = table.current()
    note = locale.written(file, "note")
    st.markdown(f"**{literal(file.title(locale))}.** {literal(note)}")
    st.caption(text("app_options.panel_counts", locale))
    setting = state.current()
    with st.expander(text("app_options.edit", locale), icon=":material/edit:", key=f"{state.FOLDED}edit"):
        editor(setting, locale)
    file = table.current()
    content = options_toml(file)
    try:
        book, options = answers.options_book(setting, content, file.file)
    except InputError as error:
        st.error(text("app_options.unusable", locale) + listed(error.problems, locale), icon=":material/error:")
        st.button(
            text("app_options.start_afresh", locale),
            on_click=table.replace_all,
            args=(_fresh(),),
            icon=":material/restart_alt:",
        )
        return
    robustness = _robustness(content, file.file, locale)
    show_table(side_by_side_table(options, robustness, book, locale), locale, heading=True)
    chosen = _shown(options, locale)
    _slope(chosen, book, locale)
    _tables(options, chosen, book, locale)
    questions(chosen, book, content, locale)
    with st.container(key=f"{state.ON_SCREEN}files"):
        st.header(text("app_options.take_along", locale))
        with st.container(horizontal=True):
            table_button(
                text("app_options.download_csv", locale),
                flat_table(options, book, locale),
                locale.text("app_options.file"),
                locale,
            )
            files(content, locale)
        document_button(content, file.file, locale)


def _fresh() -> OptionsFile:
    """One option in which the engine chooses, for data that the shipped example does not fit."""
    option = Option("a", "A", choose={})
    return replace(
        table.example(), options=(option,), title_nb="", title_en="", title_nn="", note_nb="", note_en="", note_nn=""
    )


def _robustness(content: str, file: str, locale: Locale) -> Mapping[str, OptionRobustness | None]:
    """How firmly each stands, with a bar while it is worked out."""
    setting, bar = state.current(), st.empty()

    def show_bar(done: int, total: int) -> None:
        counts = {"done": locale.number(done, 0), "total": locale.number(total, 0)}
        bar.progress(done / total, text("app_options.drawing", locale, **counts))

    try:
        return beside(lambda tell: answers.options_robustness(setting, content, file, Watched(tell)), show_bar)
    finally:
        bar.empty()


def _shown(options: tuple[Compared, ...], locale: Locale) -> Compared:
    """Which option the figures below are of."""
    by_id = {compared.planned.option.id: compared for compared in options}
    st.header(text("app_options.one_heading", locale))
    names = {
        name: text("options.of", locale, letter=letter(compared.planned.option)) for name, compared in by_id.items()
    }
    if st.session_state.get(table.SHOWN) not in by_id:
        st.session_state[table.SHOWN] = next(iter(by_id))
    chosen = st.segmented_control(
        text("app_options.one", locale),
        tuple(by_id),
        required=True,
        format_func=lambda name: names[name],
        key=table.SHOWN,
        label_visibility="collapsed",
    )
    compared = by_id[str(chosen)]
    st.markdown(f"**{literal(compared.planned.option.name(locale))}**")
    return compared


def _slope(compared: Compared, book: Book, locale: Locale) -> None:
    lines = slope_lines(compared, book, locale)
    st.markdown(bullets(note.partition(": ")[2] for note in option_notes(compared, book, locale)))
    if not lines or compared.plan is None:
        return
    called = letter(compared.planned.option)
    title = locale.text("options.slope_title", letter=called)
    chart(
        slope_chart(lines, locale.text("options.slope_then", letter=called), locale),
        key="options_slope",
        stem=locale.text("app_options.file_slope"),
        title=title,
        alt=title,
        locale=locale,
        sources=_sources(book),
    )


def _sources(book: Book) -> tuple[str, ...]:
    """Of the jobs that the key goes by, and of the key itself."""
    dataset = book.scores.dataset
    return tuple(
        source_id for source_id in (dataset.jobs_source_id, REPORT) if source_id and source_id in dataset.sources
    )


def _tables(options: tuple[Compared, ...], compared: Compared, book: Book, locale: Locale) -> None:
    def shown(name: str) -> None:
        if name in ("half_years", "keys") and compared.plan is None:
            st.markdown(text("app.nothing_feasible", locale))
            return
        made = {
            "change": lambda: change_table(options, book, locale),
            "half_years": lambda: half_years_table(compared, book, locale),
            "totals": lambda: totals_table(options, book, locale),
            "kroner": lambda: kroner_table(options, book, locale),
            "keys": lambda: keys_table(compared, book, locale),
        }[name]()
        show_table(made, locale)

    names = ("change", "half_years", "totals", "kroner", "keys")
    tabs: dict[str, Callable[[], None]] = {
        text(f"app_options.tab_{name}", locale): partial(shown, name) for name in names
    }
    tabs_of(tabs, "options_tabs")
