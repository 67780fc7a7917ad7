"""The app's entry: the pages in order, in the visitor's language."""

from functools import partial

import streamlit as st

from app import frame
from app.views import cooccurrence, data, industry, method, parties, ranking, robustness, stability
from engine.texts import text

# Name of the page in the address and in the texts, and what shows it. The first one is the front page.
PAGES = {
    "ranking": ranking.show,
    "cooccurrence": cooccurrence.show,
    "stability": stability.show,
    "robustness": robustness.show,
    "parties": parties.show,
    "industry": industry.show,
    "data": data.show,
    "method": method.show,
}

language = frame.open_page()
pages = [
    st.Page(
        partial(show, language), title=text(f"app.{name}_title", language), url_path=name, default=name == "ranking"
    )
    for name, show in PAGES.items()
]
page = st.navigation(pages, position="top")
# The page goes first where the setting is known, so that a moved slider is seen in the ranking as soon as may be.
known = frame.setting_known(language)
if not known:
    frame.side_panel(language)
frame.warnings(language)
page.run()
if known:
    frame.side_panel(language)
