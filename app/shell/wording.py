"""What the pages say: the project's own sentences are Markdown, all that came from elsewhere is shown as written.

Names, labels, notes, titles of sources, names of files and values of links are anybody's text. Streamlit reads nearly
all that it shows as Markdown, with icons, colours, emoji and formulas; Plotly reads a few tags. ``literal`` and
``in_figure`` are the two ways such a text reaches a page, ``text`` fills them into the project's own sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from engine.foundation.locale import DEFAULT_LOCALE, Locale

JOINER = "\N{WORD JOINER}"  # takes no room; keeps an address from becoming a link
_LINK = re.compile(r"(?<=:)(?=//|material)|(?<=www)(?=\.)|(?<=@)(?=\w)", re.IGNORECASE)
_ANYWHERE = re.compile(r"[\\`*\[\]$~|]|<(?=\S)|(?<=\S)>|^>|&(?=#?\w+;)|(?<!\w)_|_(?!\w)|^#")
_FIRST = re.compile(r"^(\d+)([.)])(?=\s|$)|^[-+=](?=\s|$|[-=])")
_ARROW = re.compile(r"(?<=[-<>=])[-=](?=.)|[-=](?=[-=>])")
_COLON = re.compile(r":(?=\S)")
_SPACES = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029]+")  # not those that keep a number and its unit together


class Markdown(str):
    """A text that is Markdown already."""

    __slots__ = ()


def literal(words: str) -> Markdown:
    """The text in one line of Markdown that shows it as it is written; as it is where it is Markdown already."""
    if isinstance(words, Markdown):
        return words
    line = _LINK.sub(JOINER, _one_line(words))
    arrows = {match.start() for match in _ARROW.finditer(line)}
    signs = {match.start() for match in _ANYWHERE.finditer(line)}
    if _COLON.search(line):
        signs |= {index for index, sign in enumerate(line) if sign == ":"}
        signs |= {index for index, sign in enumerate(line) if sign == "/"}
    first = _FIRST.match(line)
    if first:
        signs.add(first.start(2) if first[2] else 0)
    return Markdown("".join(f"\\{sign}" if index in signs | arrows else sign for index, sign in enumerate(line)))


def paragraphs(words: str) -> Markdown:
    """As ``literal``, for a text of several paragraphs."""
    return Markdown("\n\n".join(literal(paragraph) for paragraph in words.split("\n\n")))


def bullets(lines: Iterable[str]) -> Markdown:
    """The lines as a list."""
    return Markdown("\n".join(f"- {literal(line)}" for line in lines))


def bold(words: str) -> Markdown:
    """The text in bold."""
    return Markdown(f"**{literal(words)}**")


def text(key: str, locale: Locale = DEFAULT_LOCALE, /, **fields: object) -> Markdown:
    """The project's own sentence, with what is filled in shown as written."""
    filled = {name: literal(value) if isinstance(value, str) else value for name, value in fields.items()}
    return Markdown(locale.text(key, **filled))


def in_figure(words: str) -> str:
    """The text as a figure shows it as written."""
    return escape(_one_line(words), quote=False)


def _one_line(words: str) -> str:
    return _SPACES.sub(" ", words).strip(" ")
