"""The paper for the table, made when it is asked for."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from app.shell import cache as cached
from app.shell import options_cache as answers
from app.shell import session as state
from app.shell import synchronisation
from app.shell.background_task import beside
from app.shell.cache import Watched
from app.shell.exports import document_file
from app.shell.page_shell import listed
from app.shell.scenario_store import shown_name
from app.shell.uninterrupted import whole
from app.shell.wording import text
from engine.criteria.writing import profiles_toml
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.output.pdf import converter, pdf_bytes

ASKED = "_document"


def document_button(written: str, file: str, locale: Locale) -> None:
    """A button that makes the document, and when it is made those that download it.

    Parameters
    ----------
    written, file
        Options as their file has them, and what it is called; empty where the document has none.
    """
    setting, scenario = state.current(), shown_name()
    own = state.profiles_weighing(cached.criteria(setting.data))
    viewpoints = profiles_toml(own) if own else ""
    what = (setting, viewpoints, written, file, scenario, locale)
    st.caption(text("app_options.make_document_help", locale))
    if st.session_state.get(ASKED) != what:
        st.button(
            text("app_options.make_document", locale),
            on_click=_ask,
            args=(what,),
            type="primary",
            icon=":material/description:",
        )
        return
    bar = st.empty()

    def show(part: str, done: int, total: int) -> None:
        bar.progress(done / total, text(f"document.progress_{part}", locale))

    link, today = synchronisation.current_link(), date.today()
    try:
        word = beside(
            lambda tell: answers.document(
                setting, viewpoints, locale, today, link, scenario, written, file, Watched(tell)
            ),
            show,
        )
    except InputError as error:
        st.error(text("app.cannot_use", locale) + listed(error.problems, locale), icon=":material/error:")
        return
    finally:
        bar.empty()
    stem = locale.text("app_options.file_document")
    with st.container(horizontal=True):
        document_file(text("app_options.download_word", locale), word, stem, "docx", locale)
        if converter() is not None:
            document_file(text("app_options.download_pdf", locale), partial(pdf_bytes, word), stem, "pdf", locale)


@whole
def _ask(what: tuple[object, ...]) -> None:
    st.session_state[ASKED] = what
