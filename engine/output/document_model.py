"""A document before it is a file: sections of paragraphs, tables and figures, the same for Word and for print."""

from __future__ import annotations

from dataclasses import dataclass

from engine.foundation.locale import Locale
from engine.output.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its title and sources inside, and what it shows in words for whoever cannot see it."""

    png: bytes
    alternative: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it, in this order: paragraphs, figures, tables, list.

    Parameters
    ----------
    heading, level
        1 is a chapter.
    paragraphs
        Sentences that are read before the tables.
    tables
        Shown with their titles as captions and their notes below.
    points
        A bulleted list.
    blanks
        Labels of lines that are left for somebody to fill in.
    """

    heading: str
    level: int = 1
    paragraphs: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    points: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    Parameters
    ----------
    title, subtitle
        Of the first page.
    made
        The one line that says when and by what it was made; all else is the same for the same scenario.
    warning
        Stands first and in the head of every page where any figure is made up; empty where none is.
    sections
        In order.
    locale
        The text's language, for hyphenation and reading aloud.
    """

    title: str
    subtitle: str
    made: str
    warning: str
    sections: tuple[Section, ...]
    locale: Locale
