"""Whether a workbook's number format shows a number in per cent.

Only a per cent sign that the format's grammar reads as one multiplies by a hundred. A sign in quotation marks, after a
backslash or as padding (``_%``) is a text, and one in another section (for negative numbers, or texts) is not this
number's. The format is rendered by a library that knows the grammar, and what it shows is held against the number.
"""

from __future__ import annotations

import operator
import re
from functools import lru_cache

from xlfmt import format_value

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?(?:[eE][+-]?\d+)?")
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]", re.ASCII)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])+')
_HOLDS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
PROBE = 0.123456789


def shown_in_percent(number: float, code: str) -> bool:
    """Whether a number is shown as a hundred times itself under a format's ``code``."""
    if _CONDITION.search(code):
        section = _section_of(number, code)
        # Its decimals may show nothing of a small number, so another number is asked for in the same section.
        alike = _rendered(number, section) == _rendered(number, code)
        return _multiplied(PROBE, section) if alike else _multiplied(number, code)
    return _multiplied(-PROBE if number < 0 else PROBE, code)


def _section_of(number: float, code: str) -> str:
    """The section that is used for a number, without its condition: the first that holds, or that has none."""
    sections = _SECTION.findall(code)
    for section in sections:
        condition = _CONDITION.search(section)
        if condition is None or _HOLDS[condition[1]](number, float(condition[2])):
            return _CONDITION.sub("", section)
    return code


def _rendered(number: float, code: str) -> str:
    try:
        return str(format_value(number, code))
    except (ValueError, TypeError, IndexError):
        return ""  # no format that the grammar knows


@lru_cache(maxsize=4096)
def _multiplied(number: float, code: str) -> bool:
    text = _rendered(number, code)
    if "%" not in text or (match := _DIGITS.search(text)) is None:
        return False
    shown = float(match[0].replace(",", ""))
    # A hundred times the number is nearer to what is shown than the number itself, whatever the decimals.
    return abs(shown - 100 * abs(number)) < abs(shown - abs(number))
