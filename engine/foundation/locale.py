"""Sentences that command line, export and app share: one folder a language, one file an area."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from babel import Locale

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


@cache
def area(name: str) -> dict[str, dict[str, str]]:
    """Every text of one area, ``{key: {language: sentence}}``."""
    folders = {language: TEXTS / language / f"{name}.toml" for language in LANGUAGES}
    texts = {language: tomllib.loads(file.read_text(encoding="utf-8")) for language, file in folders.items()}
    return {key: {language: texts[language][key] for language in LANGUAGES} for key in texts[DEFAULT_LANGUAGE]}


def text(key: str, language: str = DEFAULT_LANGUAGE, **fields: object) -> str:
    """The sentence ``area.key`` in ``language``, its ``{fields}`` filled in.

    Raises ``KeyError`` for an unknown key: a missing text is a defect, found by the tests.
    """
    name, _, rest = key.partition(".")
    sentence = area(name)[rest][language]
    return sentence.format(**fields) if fields else sentence


def written(holder: object, name: str, language: str = DEFAULT_LANGUAGE) -> str:
    """What data or criteria say under ``name`` in ``language``; in the default language where they do not, or empty.

    ``holder`` has ``name_nb``, ``name_en`` and so on; one that stands alone, as ``basis``, is in the default language.
    """
    for attribute in (f"{name}_{language}", f"{name}_{DEFAULT_LANGUAGE}", name):
        said = getattr(holder, attribute, "")
        if said and isinstance(said, str):
            return said
    return ""


def decimal_sign(language: str = DEFAULT_LANGUAGE) -> str:
    """The sign before the decimals."""
    return str(_rules(language).number_symbols["latn"]["decimal"])


def group_sign(language: str = DEFAULT_LANGUAGE) -> str:
    """The sign between thousands."""
    return str(_rules(language).number_symbols["latn"]["group"])


MOST_WRITTEN_OUT = 1e15


def number(value: float, decimals: int = 1, language: str = DEFAULT_LANGUAGE) -> str:
    """``value`` as the language writes it: ``1 234,5`` in Norwegian (no-break space), ``1,234.5`` in English.

    From 10¹⁵ on, where a double has no digits left to tell whole numbers apart, it is written ``1e+300``.
    """
    said = f"{value:.6g}" if MOST_WRITTEN_OUT <= abs(value) < math.inf else f"{value:,.{decimals}f}"
    if float(said.replace(",", "")) == 0:
        said = said.removeprefix("-")
    return said.translate(
        {ord(","): group_sign(language), ord("."): decimal_sign(language), ord("-"): _minus(language)}
    )


def quoted(words: str, language: str = DEFAULT_LANGUAGE) -> str:
    """``«ord»`` in Norwegian, ``“words”`` in English."""
    return f"“{words}”" if _rules(language).language == "en" else f"«{words}»"


def together(words: Sequence[str], language: str = DEFAULT_LANGUAGE, style: ListStyle = "standard") -> str:
    """``a, b og c``; ``style="or"`` for ``a, b eller c``."""
    from babel.lists import format_list

    return format_list(list(words), style=style, locale=_rules(language))


def spoken(tag: str | None) -> str | None:
    """The one of ``LANGUAGES`` that a browser's ``tag`` (``nn-NO``, ``no``, ``en-GB``) asks for; None for others."""
    asked = (tag or "").replace("_", "-").partition("-")[0].lower()
    asked = "nb" if asked == "no" else asked
    return asked if asked in LANGUAGES else None


@cache
def _rules(language: str) -> Locale:
    return Locale.parse("en_GB" if language == "en" else language)  # British, as the project writes it


def _minus(language: str) -> str:
    # The minus sign proper in Norwegian; CLDR gives English the hyphen.
    return "-" if _rules(language).language == "en" else "\N{MINUS SIGN}"
