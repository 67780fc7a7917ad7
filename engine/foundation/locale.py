"""Sentences that command line, export and app share: one folder a language, one file an area."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = ("nb", "en")
DEFAULT_LANGUAGE = "nb"
TEXTS = Path(__file__).parents[1] / "texts"


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


def number(value: float, decimals: int = 1, language: str = DEFAULT_LANGUAGE) -> str:
    """``value`` as the language writes it: ``1 234,5`` in bokmål (no-break space), ``1,234.5`` in English."""
    said = f"{value:,.{decimals}f}"
    if float(said.replace(",", "")) == 0:
        said = said.removeprefix("-")
    if language == "nb":
        said = said.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",").replace("-", "\N{MINUS SIGN}")
    return said
