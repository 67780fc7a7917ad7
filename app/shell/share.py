"""How the page itself leaves: a link to copy, the same as a QR code, and what is printed at its top."""

from __future__ import annotations

import io
from functools import lru_cache
from html import escape
from pathlib import Path

import segno
import streamlit as st

from app.shell.exports import Origin, origin
from engine.foundation.locale import Locale

STATIC = Path(__file__).parents[1] / "static"
CODE_PIXELS = 260
CODE_LONGEST = 2000
"""Bytes of a link that a telephone still reads from a screen as a QR code."""


def page_leaves(locale: Locale) -> None:
    """What stands on every page for those who take it with them."""
    st.html(STATIC / "print.css")
    script = f"<script>{(STATIC / 'leaving.js').read_text(encoding='utf-8')}</script>"
    st.html(print_head(origin(locale)) + script, unsafe_allow_javascript=True)
    _share(locale)


def print_head(of: Origin) -> str:
    """Date, setting and link, as markup that only paper has."""
    return on_paper(*of.lines, *of.panel_lines)


def on_paper(*lines: str) -> str:
    """Lines that only paper has, as markup."""
    return f"<div class='print-head'>{''.join(f'<p>{escape(line)}</p>' for line in lines)}</div>"


@st.fragment
def _share(locale: Locale) -> None:
    """A fold that is made when it is opened: the code takes longer than the rest of the page's top."""
    label = locale.text("app_leaving.share")
    fold = st.popover(label, icon=":material/share:", key="share", on_change="rerun")
    if fold.open:
        with fold:
            of = origin(locale)
            st.html(link_markup(of))
            if len(of.link.encode()) <= CODE_LONGEST:
                st.image(code_picture(of.link), locale.text("app_leaving.code"), width=CODE_PIXELS)
            else:
                st.caption(locale.text("app_leaving.code_too_long"))
            st.caption(locale.text("app_leaving.print_says"))


def link_markup(of: Origin) -> str:
    """The address in full, and the button that copies it; that it lacks the figures where it does."""
    words = {key: escape(of.locale.text(f"app_leaving.copy_{key}"), quote=True) for key in ("link", "done", "failed")}
    link = escape(of.link, quote=True)
    without = "" if of.carries_figures else f"<p>{escape(of.locale.text('app_leaving.link_without_figures'))}</p>"
    return (
        f"<p class='copy-address'>{link}</p>{without}<button type='button' class='copy-link' data-link='{link}' "
        f"data-done='{words['done']}' data-failed='{words['failed']}' aria-live='polite'>{words['link']}</button>"
    )


@lru_cache(maxsize=64)
def code_picture(link: str) -> bytes:
    """The link as a QR code, PNG."""
    drawn = io.BytesIO()
    segno.make(link, error="l", micro=False).save(drawn, kind="png", scale=6, border=4)
    return drawn.getvalue()
