"""What a visitor sees where the app has a defect: the project's own sentence, never Streamlit's box with its links."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from app.shell.wording import text
from engine.foundation.locale import Locale

LOG = logging.getLogger(__name__)


@contextmanager
def guarded(locale: Locale) -> Iterator[None]:
    """Say that something went wrong, and what can be done; what it was goes to the server's log."""
    try:
        yield
    except Exception:
        LOG.exception("A page could not be shown.")
        st.error(text("app.defect", locale), icon=":material/error:")
