"""Whether a workbook's number format shows a number in per cent.

Only a per cent sign that the format's grammar reads as one multiplies by a hundred. A sign in quotation marks, after a
backslash or as padding (``_%``) is a text, and one in another section (for negative numbers, or texts) is not this
number's. The format is rendered by a library that knows the grammar, and what it shows is held against the number.
"""

from __future__ import annotations

import re
from functools import lru_cache

from xlfmt import format_value

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_CONDITION = re.compile(r"\[[<>=]")
PROBE = 0.123456789


def shown_in_percent(number: float, code: str) -> bool:
    """Whether a number is shown as a hundred times itself under a format's ``code``."""
    if _CONDITION.search(code):
        return _multiplied(number, code) if number else False
    return _multiplied(-PROBE if number < 0 else PROBE, code)


@lru_cache(maxsize=4096)
def _multiplied(number: float, code: str) -> bool:
    try:
        text = str(format_value(number, code))
    except (ValueError, TypeError, IndexError):
        return False  # no format that the grammar knows
    if "%" not in text or (match := _DIGITS.search(text)) is None:
        return False
    shown = float(match[0].replace(",", ""))
    # A hundred times the number is nearer to what is shown than the number itself, whatever the decimals.
    return abs(shown - 100 * abs(number)) < abs(shown - abs(number))
