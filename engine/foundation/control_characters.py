"""Signs that no file of a data folder may hold: control characters and halves of characters.

A file with one of them cannot be written as UTF-8, or not be read again as a table or a workbook.
"""

from __future__ import annotations

import re

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def unwritable(text: str) -> str:
    """The first such sign of a text by its number, as ``U+D800``; empty where there is none."""
    match = _UNWRITABLE.search(text)
    return f"U+{ord(match[0]):04X}" if match else ""


def writable(text: str) -> str:
    """The text without such signs."""
    return _UNWRITABLE.sub("", text)


def shown_path(path: str) -> str:
    """A path as every file can hold it: bytes of its name that are no text are written as their numbers."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def unwritable_within(value: object) -> tuple[str, str] | None:
    """Where the first such sign stands among tables, lists and texts, as ``source, title``, and the sign."""
    rest: list[tuple[str, object]] = [("", value)]
    while rest:
        place, part = rest.pop()
        if isinstance(part, str) and (sign := unwritable(part)):
            return place, sign
        if isinstance(part, dict):
            for key in part:
                if sign := unwritable(key):
                    return place, sign
            rest += [(f"{place}, {key}".removeprefix(", "), inner) for key, inner in reversed(part.items())]
        elif isinstance(part, list):
            texts = [
                (number, inner) for number, inner in enumerate(part, start=1) if isinstance(inner, str | dict | list)
            ]
            rest += [(f"{place} {number}".strip(), inner) for number, inner in reversed(texts)]
    return None
