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
from engine.foundation.locale import Locale

PAGES = in_order()  # the first one is the front page
FRONT = "front"  # what Streamlit is to call it: an address that it keeps for the page and leads nowhere


def show(name: str, locale: Locale) -> None:
    """The page. Only what is opened is loaded: the first page is not to wait for the others."""
    import_module(f"app.views.{name}").show(locale)


def navigation(locale: Locale) -> StreamlitPage:
    """The pages' names above, and the one that is open."""
    pages = {
        name: st.Page(
            partial(show, name, locale),
            title=locale.text(f"app.{name}_title"),
            url_path=name if index else FRONT,
            default=not index,
        )
        for index, name in enumerate(PAGES)
    }
    frame.remember_pages(pages)
    first = PAGES[0]  # stands at the app's own address: that of its name leads there
    named = st.Page(partial(frame.go_to, first), title=pages[first].title, url_path=first, visibility="hidden")
    return st.navigation([*pages.values(), named], position="top")


locale = frame.open_page()
page = navigation(locale)
frame.page_menu(page, locale)
# The page goes first, so that a moved slider is seen in the ranking as soon as may be; unless the app has moved widgets
# itself: until the browser has them, it sends their old values with whatever the visitor does next.
panel_first = synchronisation.moved()
with guarded(locale):
    if panel_first:
        frame.side_panel(locale)
    page_leaves(locale)
    frame.warnings(locale)
    page.run()
with guarded(locale):
    if not panel_first:
        frame.side_panel(locale)
    frame.close_page()
