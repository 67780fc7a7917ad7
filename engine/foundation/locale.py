"""Languages: each a ``Locale`` with its words, numbers, dates and lists; one folder of texts each, one file an area.

A language is a string only where it comes from or goes to somebody: ``--lang``, a link, a file. ``Locale(tag)`` is made
of it there, once, and handed on.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    import babel

DEFAULT_LANGUAGE = "nb"
TEXTS = Path(__file__).parents[1] / "texts"
LANGUAGES = tuple(
    sorted(
        sorted((folder.name for folder in TEXTS.iterdir() if folder.is_dir()), reverse=True),
        key=lambda name: name != DEFAULT_LANGUAGE,
    )
)
"""Every folder of texts, the default first (nb, nn, en): a further language is a further folder."""
ListStyle = Literal["standard", "or"]
MOST_WRITTEN_OUT = 1e15
_QUARTER = re.compile(r"\b(\d{4})[KQ]([1-4])\b", re.ASCII)


@dataclass(frozen=True, slots=True)
class Locale:
    """One language: its sentences, and how it writes numbers, dates, lists and what it quotes.

    Parameters
    ----------
    tag
        One of ``LANGUAGES``, as in ``--lang`` and in links.

    Raises
    ------
    ValueError
        There are no texts in that language: whoever lets users ask for one checks it first.
    """

    tag: str

    def __post_init__(self) -> None:
        """A language without texts is a defect, found where it comes in."""
        if self.tag not in LANGUAGES:
            raise ValueError(f"no texts in {self.tag!r}; there are {', '.join(LANGUAGES)}")

    def __str__(self) -> str:
        return self.tag

    def text(self, key: str, /, **fields: object) -> str:
        """The sentence ``area.key``, its ``{fields}`` filled in.

        Raises ``KeyError`` for an unknown key: a missing text is a defect, found by the tests.
        """
        name, _, rest = key.partition(".")
        sentence = area(name)[rest][self.tag]
        return sentence.format(**fields) if fields else sentence

    def written(self, holder: object, name: str) -> str:
        """What data or criteria say under ``name``; in the default language where they do not, or empty.

        ``holder`` has ``name_nb``, ``name_en`` and so on; one that stands alone, as ``basis``, is in the default
        language.
        """
        for attribute in (f"{name}_{self.tag}", f"{name}_{DEFAULT_LANGUAGE}", name):
            text = getattr(holder, attribute, "")
            if text and isinstance(text, str):
                return text
        return ""

    def number(self, value: float, decimals: int = 1) -> str:
        """``value`` as the language writes it: ``1 234,5`` in Norwegian (no-break space), ``1,234.5`` in English.

        From 10¹⁵ on, where a double has no digits left to tell whole numbers apart, it is written ``1e+300``.
        """
        text = f"{value:.6g}" if MOST_WRITTEN_OUT <= abs(value) < math.inf else f"{value:,.{decimals}f}"
        if float(text.replace(",", "")) == 0:
            text = text.removeprefix("-")
        return text.translate(_signs(self.tag))

    def per_cent(self, number: object) -> str:
        """``number`` as per cent: ``25 %`` in Norwegian (no-break space), ``25%`` in English."""
        return f"{number}%" if self.tag == "en" else f"{number}\N{NO-BREAK SPACE}%"

    def period(self, code: str) -> str:
        """``code``, one period or several, with its quarters as the language reads them.

        ``2016K3`` in Norwegian, ``2016 Q3`` in English; files keep the code that they have.
        """
        return _QUARTER.sub(r"\1 Q\2" if self.tag == "en" else r"\1K\2", code)

    @property
    def decimal_sign(self) -> str:
        """The sign before the decimals."""
        return _signs(self.tag)[ord(".")]

    @property
    def group_sign(self) -> str:
        """The sign between thousands."""
        return _signs(self.tag)[ord(",")]

    def quoted(self, words: str) -> str:
        """``«ord»`` in Norwegian, ``“words”`` in English."""
        return f"“{words}”" if self.tag == "en" else f"«{words}»"

    def in_sentence(self, name: str) -> str:
        """A name as it stands within a sentence: without its capital, unless it is an abbreviation."""
        return name[:1].lower() + name[1:] if name[1:2].islower() else name

    def joined(self, words: Sequence[str], style: ListStyle = "standard") -> str:
        """``a, b og c``; ``style="or"`` for ``a, b eller c``."""
        from babel.lists import format_list

        return format_list(list(words), style=style, locale=_rules(self.tag))

    def date(self, day: date) -> str:
        """``1. juli 2024`` in Norwegian, ``1 July 2024`` in English."""
        from babel.dates import format_date

        return format_date(day, "long", locale=_rules(self.tag))


LOCALES = tuple(map(Locale, LANGUAGES))
"""Every language, the default first."""
DEFAULT_LOCALE = LOCALES[0]


@cache
def area(name: str) -> dict[str, dict[str, str]]:
    """Every text of one area, ``{key: {language: sentence}}``."""
    folders = {language: TEXTS / language / f"{name}.toml" for language in LANGUAGES}
    texts = {language: tomllib.loads(file.read_text(encoding="utf-8")) for language, file in folders.items()}
    return {key: {language: texts[language][key] for language in LANGUAGES} for key in texts[DEFAULT_LANGUAGE]}


def spoken(tag: str | None) -> str | None:
    """The one of ``LANGUAGES`` that a browser's ``tag`` (``nn-NO``, ``no``, ``en-GB``) asks for; None for others."""
    asked = (tag or "").replace("_", "-").partition("-")[0].lower()
    asked = "nb" if asked == "no" else asked
    return asked if asked in LANGUAGES else None


@cache
def _rules(tag: str) -> babel.Locale:
    from babel import Locale as Rules

    return Rules.parse("en_GB" if tag == "en" else tag)  # British, as the project writes it


@cache
def _signs(tag: str) -> Mapping[int, str]:
    """What the signs of Python's own numbers become."""
    signs = _rules(tag).number_symbols["latn"]
    # The minus sign proper in every language, as formulas and figures have it; CLDR gives English the hyphen.
    return {ord(","): str(signs["group"]), ord("."): str(signs["decimal"]), ord("-"): "\N{MINUS SIGN}"}
