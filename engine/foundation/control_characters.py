"""Signs that no file of a data folder may hold: control characters and halves of characters.

A file with one of them cannot be written as UTF-8, or not be read again as a table or a workbook.
"""

from __future__ import annotations

import re

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def unwritable(said: str) -> str:
    """The first such sign of a text by its number, as ``U+D800``; empty where there is none."""
    found = _UNWRITABLE.search(said)
    return f"U+{ord(found[0]):04X}" if found else ""


def writable(said: str) -> str:
    """The text without such signs."""
    return _UNWRITABLE.sub("", said)


def shown_path(path: str) -> str:
    """A path as every file can hold it: bytes of its name that are no text are written as their numbers."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def unwritable_within(value: object) -> tuple[str, str] | None:
    """Where the first such sign stands among tables, lists and texts, as ``source, title``, and the sign."""
    rest: list[tuple[str, object]] = [("", value)]
    while rest:
        place, one = rest.pop()
        if isinstance(one, str) and (sign := unwritable(one)):
            return place, sign
        if isinstance(one, dict):
            for key in one:
                if sign := unwritable(key):
                    return place, sign
            rest += [(f"{place}, {key}".removeprefix(", "), inner) for key, inner in reversed(one.items())]
        elif isinstance(one, list):
            texts = [(at, inner) for at, inner in enumerate(one, start=1) if isinstance(inner, str | dict | list)]
            rest += [(f"{place} {at}".strip(), inner) for at, inner in reversed(texts)]
    return None
