"""The app's entry: the pages in order, in the visitor's language."""

from functools import partial
from importlib import import_module

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app.shell import page_shell as frame
from app.shell import synchronisation
from app.shell.defect_guard import guarded
from app.shell.share import page_leaves
from app.views import in_order
from engine.foundation.locale import text

PAGES = in_order()  # the first one is the front page


def show(name: str, language: str) -> None:
    """The page. Only what is opened is loaded: the first page is not to wait for the others."""
    import_module(f"app.views.{name}").show(language)


def navigation(language: str) -> StreamlitPage:
    """The pages' names above, and the one that is open."""
    pages = {
        name: st.Page(
            partial(show, name, language),
            title=text(f"app.{name}_title", language),
            url_path=name,
            default=name == PAGES[0],
        )
        for name in PAGES
    }
    frame.remember_pages(pages)
    return st.navigation(list(pages.values()), position="top")


language = frame.open_page()
page = navigation(language)
frame.page_menu(page, language)
# The page goes first, so that a moved slider is seen in the ranking as soon as may be; unless the app has moved widgets
# itself: until the browser has them, it sends their old values with whatever the visitor does next.
panel_first = synchronisation.moved()
with guarded(language):
    if panel_first:
        frame.side_panel(language)
    page_leaves(language)
    frame.warnings(language)
    page.run()
with guarded(language):
    if not panel_first:
        frame.side_panel(language)
    frame.close_page()
