"""What a table's title says that its columns do not: that the figures are about men, a region or an age group only.

A title is free text, so that it can only be told of: its figures are read, and the account says how.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, takewhile

from engine.foundation.locale import LOCALES, Locale
from engine.spreadsheets.catalogue import Catalogue, Names, names_of
from engine.spreadsheets.grid import Row, Sheet
from engine.spreadsheets.import_options import Asked
from engine.spreadsheets.layout import normal

LONGEST_TOLD = 80
TITLES_ARE_WITHIN = 2  # cells of a row
_WORD = re.compile(r"[^\W\d_]+")
_RANGE = re.compile(r"\d{1,4}\s?[-\u2013]\s?\d{2,4}\s+([^\W\d_]+)")
_FROM = re.compile(r"([^\W\d_]+)\s+\d{1,3}\s+([^\W\d_]+)")
_ENGLISH_MEN = re.compile(r"\b(?:for|among|only|of)\s+men\b")
"""«Men» alone is Norwegian for but."""


def parts_in_titles(sheet: Sheet, first: int | None, catalogue: Catalogue, asked: Asked, locale: Locale) -> list[str]:
    """In words: each title that says a part of the industry; headings that the table is read by say it themselves.

    Parameters
    ----------
    first
        The row that the values begin in; None where the titles are the rows before the first one with more cells.
    """
    names, told = names_of(catalogue), {normal(label) for label in (*asked.columns, *asked.skip)}
    notes = []
    for place, title in _titles(sheet, first, locale):
        known = normal(title) in told or names.is_total(title) or any(names.column(title))
        if not known and (part := said_part(title, names)):
            notes.append(locale.text("workbook.part_in_title", title=title[:LONGEST_TOLD], place=place, part=part))
    return notes


def said_part(title: str, names: Names) -> str:
    """The words of a title that say a part: a sex, a place, or a group of ages or sizes; empty where none do."""
    plain = normal(title)
    words: list[str] = _WORD.findall(plain)
    sexes = _words("sex_words") | _words("sexed_words")
    shares = {after for before, after in pairwise(words) if before in _words("share_words")}
    of_sex = {word for word in words if word in sexes and (word != "men" or _ENGLISH_MEN.search(plain))}
    if len(of_sex) == 1 and not of_sex & shares:
        return of_sex.pop()
    if place := _place_pattern().search(plain):
        return str(place[1])
    sized = _words("age_words") | _words("size_words")
    for match in _RANGE.finditer(plain):
        if match[1] in sized and not names.is_total(match[0].replace("\u2013", "-")):
            return match[0]
    openings = (match for match in _FROM.finditer(plain) if match[1] in _words("from_age_words") and match[2] in sized)
    return next((match[0] for match in openings), "")


def _titles(sheet: Sheet, first: int | None, locale: Locale) -> Iterator[tuple[str, str]]:
    """Place and text of everything that stands above a table."""
    if sheet.name:
        yield sheet.place(None, None, locale), sheet.name
    if sheet.title:
        yield sheet.file, sheet.title
    above: Iterator[tuple[int, Row]] = takewhile(
        lambda entry: len(entry[1]) <= TITLES_ARE_WITHIN if first is None else entry[0] < first, sheet.rows.items()
    )
    for row, cells in above:
        for column, cell in cells.items():
            if isinstance(cell, str):
                yield sheet.place(row, column, locale), cell


@cache
def _place_pattern() -> re.Pattern[str]:
    """A place by itself, with its number before it, or behind «i», «in», «for» or a colon."""
    names = "|".join(sorted(map(re.escape, _words("place_words"))))
    return re.compile(rf"(?:^(?:\d{{2,4}}\s+)?(?=(?:{names})$)|\b(?:i|in|for)\s+|:\s*)({names})\b")


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(normal(word) for locale in LOCALES for word in locale.text(f"workbook.{key}").split("|"))
