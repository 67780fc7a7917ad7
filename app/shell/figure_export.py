"""Figures: the one place that shows them, and what they say of themselves where they are kept as pictures.

On the page a figure stands among its headings and warnings; a picture stands alone. So every figure carries its title,
the setting, sources, date and link with it, laid out for the picture, and ``pictures.js`` puts them into the margins of
what the camera gives.
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Sequence
from dataclasses import replace
from html import escape
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from app.shell import cache as cached
from app.shell import exports as leaving
from app.shell import session as state
from app.shell.exports import Origin, origin
from app.shell.wording import in_figure
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.results.basis import source_in_words

KINDS = ("svg", "png")
"""Of a picture: sharp at every size, or for any program; a button below each figure gives each."""
WIDTH = 1000  # pixels, at least
FONTS = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"
"""Of a picture: the page's own font does not travel with it."""
TITLE, SETTING, FOOT = (17, 78), (12, 125), (11, 135)
"""Size of the letters in pixels, and how many go on a line in the widest of the fonts."""
SETTING_PARTS = ("weights", "conditions")
LINE = 1.35  # times the size
EDGE = 14  # pixels


def chart(
    figure: go.Figure,
    *,
    key: str,
    stem: str,
    title: str,
    alt: str,
    locale: Locale,
    sources: Sequence[str] | None = None,
    synthetic: bool = False,
    follows: Collection[str] = SETTING_PARTS,
    drawn: str = "",
    place: Any = st,
) -> None:
    """Show a figure, with all that its picture must say.

    Parameters
    ----------
    stem
        Of the picture's file name; made-up figures say so before it.
    title
        What the picture shows, for whoever sees nothing else.
    alt
        What is heard in place of the figure.
    sources
        Ids of the sources of what is shown; those behind the scores where None.
    synthetic
        Whether what is shown is made up though the data that are on are not.
    follows
        Which of the ``SETTING_PARTS`` the figure follows: its picture says nothing of the rest.
    drawn
        Which weights the figure is drawn over, where it is not of those in the panel.
    place
        Where on the page.
    """
    of = origin(locale, synthetic)
    told = {part: getattr(of, part) if part in follows else "" for part in SETTING_PARTS}
    of = replace(of, weights=told["weights"], conditions=told["conditions"], drawn=drawn)
    figure.layout.meta = {"picture": margins(title, of, source_names(sources, locale))}
    if of.synthetic:
        figure.add_annotation(**_watermark(locale))
    place.plotly_chart(figure, key=key, config=configuration(stem, of), alt=alt)
    place.html(_picture_buttons(title, locale))


def configuration(stem: str, of: Origin) -> dict[str, Any]:
    """The tool bar of one figure: a picture to keep, and nothing that a reader does not need."""
    name = leaving.file_stem(stem, of)
    return {
        "displaylogo": False,
        "displayModeBar": "hover",
        "showTips": False,  # Plotly's own, in English whatever the page's language
        "toImageButtonOptions": {"format": KINDS[0], "filename": name, "scale": 2},
        "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "zoom2d", "pan2d", "zoomIn2d", "zoomOut2d"],
    }


def _picture_buttons(title: str, locale: Locale) -> str:
    """The figure as a picture of each kind: ``pictures.js`` presses the camera for them."""
    label = escape(locale.text("app.picture"))
    heard = escape(locale.text("app.picture_of", title=title), quote=True)
    buttons = "".join(
        f"<button type='button' data-picture='{kind}' aria-label='{heard} {kind.upper()}'"
        f" title='{escape(locale.text(f'app.picture_{kind}'), quote=True)}'>{kind.upper()}</button>"
        for kind in KINDS
    )
    return f"<p class='picture-buttons'>{label} {buttons}</p>"


def margins(title: str, of: Origin, sources: str) -> dict[str, Any]:
    """What stands above and below the figure in its picture, as Plotly reads it, and the pixels that each takes."""
    warned, rest = (of.lines[:1], of.lines[1:]) if of.synthetic else ((), of.lines)
    named = (of.locale.text("app_leaving.sources", sources=sources),) if sources else ()
    above = [(line, TITLE, "b") for sentence in (*warned, title) for line in _wrapped(sentence, TITLE)]
    above += [(line, SETTING, "span") for sentence in of.setting_lines for line in _wrapped(sentence, SETTING)]
    below = [
        (line, FOOT, "span")
        for sentence in (*warned, *rest[:1], *named, *rest[1:])
        for line in _wrapped(sentence, FOOT)
    ]
    return {
        "width": WIDTH,
        "fonts": FONTS,
        "edge": EDGE,
        "title": "<br>".join(_sized(*line) for line in above),
        "titleSize": TITLE[0],
        "top": _height(above),
        "foot": "<br>".join(line for line, *_ in below),
        "footSize": FOOT[0],
        "bottom": _height(below),
    }


def source_names(ids: Sequence[str] | None, locale: Locale) -> str:
    """The sources by name; those behind the scores where None, none where there are no scores."""
    setting = state.current()
    if ids is None:
        try:
            return cached.sources_in_words(setting, locale)
        except InputError:
            return ""
    known = cached.dataset(setting.data).sources
    sources = [(known.get(source_id), source_id) for source_id in dict.fromkeys(ids)]
    return "; ".join(
        source_in_words(source.title, source.publisher, source.published, locale) if source else name
        for source, name in sources
    )


def _wrapped(sentence: str, kind: tuple[int, int]) -> list[str]:
    return [in_figure(line) for line in textwrap.wrap(sentence, kind[1], break_on_hyphens=False)]


def _sized(line: str, kind: tuple[int, int], tag: str) -> str:
    inner = f'<span style="font-size:{kind[0]}px">{line}</span>'
    return f"<b>{inner}</b>" if tag == "b" else inner


def _height(lines: Sequence[tuple[str, tuple[int, int], str]]) -> int:
    """Pixels of the lines with an edge on both sides; Plotly spaces all lines of a text by the text's own size."""
    largest = max((kind[0] for _, kind, _ in lines), default=0)
    return round(len(lines) * largest * LINE) + 2 * EDGE


def _watermark(locale: Locale) -> dict[str, Any]:
    """Made-up figures say so in the figure itself too, whoever takes a picture of it and how."""
    return {
        "text": locale.text("app_leaving.watermark"),
        "showarrow": False,
        "xref": "paper",
        "x": 1,
        "xanchor": "right",
        "yref": "paper",
        "y": 0,
        "yanchor": "bottom",
        "opacity": 0.6,
        "font": {"size": 15, "color": "#C2571A"},
    }
