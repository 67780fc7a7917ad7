"""A TOML file to what it states: bytes that are no text, and the line and sign of what cannot be read."""

from __future__ import annotations

import re
import tomllib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path
from typing import Any

from engine.foundation.control_characters import unwritable_within
from engine.foundation.errors import InputError, Problem

MOST_BYTES = 1_000_000  # a hundred times the longest criteria file that is shipped
MOST_PARTS = 50  # of one dotted key: tomllib takes the square of their number in memory
_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_DEEP_KEY = re.compile(rf"(?:^|[\[{{,])[ \t]*(?:{_PART}[ \t]*\.[ \t]*){{{MOST_PARTS}}}", re.MULTILINE)
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_DECIMAL_COMMA = re.compile(r"=\s*-?\d+,\d+\s*(#|$|,|\})")
# What tomllib says of the mistakes that people make; any other one is told by its place alone.
_SAID = (
    (("overwrite", "Duplicate", "declare", "mutate", "redefine"), "toml_key_twice"),
    (("Expected '='",), "toml_no_equals"),
    (("Unterminated string", "Illegal character '\\n'"), "toml_open_text"),
    (("Unclosed", "Expected ']"), "toml_open_bracket"),
    (("Unescaped", "Invalid hex", "Escaped character"), "toml_backslash"),
    (("Expected newline",), "toml_more_on_line"),
    (("Invalid value",), "toml_bad_value"),
)


def toml_text(path: str | Path) -> str:
    """The text of a file. Raises ``InputError`` for bytes that are no UTF-8 text and files that cannot be read."""
    file = str(path)
    try:
        if Path(path).exists() and not (Path(path).is_file() or Path(path).is_dir()):
            raise InputError(Problem("not_a_file", file))  # a device or a pipe has no end
        with Path(path).open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise InputError(Problem("file_not_found", file)) from None
    except IsADirectoryError:
        raise InputError(Problem("file_is_folder", file)) from None
    except (OSError, ValueError) as error:
        raise InputError(Problem("file_unreadable", file, more={"reason": type(error).__name__})) from None
    if len(content) > MOST_BYTES:
        raise InputError(_too_large(file))
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise InputError(Problem("file_utf16", file))
    if b"\0" in content:
        raise InputError(Problem("file_binary", file))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(Problem("file_not_utf8", file, more={"line": str(line)})) from None


def parsed_toml(text: str, file: str) -> dict[str, Any]:
    """What ``text`` states; ``file`` is what messages call it. Raises ``InputError`` where it is no TOML."""
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    if not text.strip():
        raise InputError(Problem("file_empty", file))
    if len(text) > MOST_BYTES:
        raise InputError(_too_large(file))
    if _DEEP_KEY.search(text):
        raise InputError(Problem("toml_too_deep", file))
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise InputError(Problem("toml_too_deep", file)) from None
    except ValueError as error:
        raise InputError(_syntax_problem(text, file, str(error))) from None


def _too_large(file: str) -> Problem:
    return Problem("toml_too_large", file, more={"most": str(MOST_BYTES // 1_000_000)})


def check_writable(given: dict[str, Any], file: str) -> None:
    """Raise ``InputError`` where a text that is to stand in a data folder has a sign that no file can hold."""
    if unwritable := unwritable_within(given):
        raise InputError(Problem("text_sign", file, unwritable[0], given=unwritable[1]))


def _syntax_problem(text: str, file: str, message: str) -> Problem:
    lines = text.split("\n")
    while len(lines) > 1 and not lines[-1].strip():
        lines.pop()
    match = _AT.search(message)
    line, column = (int(match[1]), int(match[2])) if match else (len(lines), len(lines[-1]) + 1)
    shown = lines[min(line, len(lines)) - 1]
    code = next((code for words, code in _SAID if any(word in message for word in words)), "toml_syntax")
    code = "toml_decimal_comma" if _DECIMAL_COMMA.search(shown) else code
    return Problem(code, file, given=shown.strip(), more={"line": str(line), "column": str(column)})
