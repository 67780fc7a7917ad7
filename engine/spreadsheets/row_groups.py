"""Which group of industry codes a row's label stands for, and what it looks like where it stands for none.

Many things begin with digits: age groups, size classes, occupations, municipalities, years, the number of a table.
Digits are codes of SN2007 only where the column's heading says industry, or where the words after them are those codes'
own; and only where some code that the folder knows lies in the group.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from engine.classification import sn2007
from engine.classification.sn2007 import SECTIONS, Group
from engine.classification.sn2007_names import NAMES
from engine.foundation.locale import LOCALES
from engine.spreadsheets.layout import normal

NATIONAL = "00-99"
LONGEST_LABEL = 200
LONGEST_OF_LETTERS = 5  # «A - U»
STEM = 5
"""Letters by which words are held against one another: «varehandel» and «varehandelen» are one."""

KINDS = ("age", "size", "occupation", "municipality", "education", "sex")
NO_CODES, NOT_INDUSTRY, OTHER_STANDARD = "no_codes", "not_industry", "other_standard"
DATE, LOST_ZERO = "date", "lost_zero"

_CODES_FIRST = re.compile(r"^((?:\d{2,5}(?:\s?-\s?\d{2,5})?[\s,]+)*\d{2,5}(?:\s?-\s?\d{2,5})?)(?:[\s.:,]+(\D.*))?$")
_DOTTED = re.compile(r"(?<![^\s,-])(\d{2})\.(\d{1,3})(?=\D|$)")
_ONE_DIGIT = re.compile(r"[1-9](?:\.\d{1,2})?(?:\s+\D.*)?$", re.ASCII)
_DATE = re.compile(r"\d{1,2}[\s.-]+([^\W\d_]+)\.?(?:[\s.-]+\d{2,4})?|([^\W\d_]+)[\s.-]+\d{1,4}", re.ASCII)
_DATE_OF_NUMBERS = re.compile(r"\d{1,2}[./]\d{1,2}[./](?:\d{2}|\d{4})|\d{4}-\d{2}-\d{2}(?: [\d:]+)?", re.ASCII)
_LETTERS = re.compile(r"^([A-U])(?:\s?[-_]\s?([A-U]))?$")
_LETTER_FIRST = re.compile(r"^([A-U])(?:\s?-\s?([A-U]))?(?:[\s.:]+|,\s+)(\D.*)$")
_LETTER_AND_CODE = re.compile(r"^([A-U])\s?(\d{2,5}(?:\s?-\s?\d{2,5})?)(?:[\s.:,]+(\D.*))?$")
_WORD = re.compile(r"[^\W\d_]{3,}")
_STANDARD_FIRST = re.compile(r"^(?:SN\s?2007|NACE(?:[\s_]?(?:rev\.?|r)?\s?2)?)[\s:.,_-]+(?=[A-U\d])", re.IGNORECASE)
_STANDARD = re.compile(r"\bSN[\s_-]?2007", re.IGNORECASE)
_OTHER_STANDARD = re.compile(
    r"\bSN[\s_-]?(?:94|1994|2002|2025)(?!\d)|\bNACE[\s_]*(?:rev\.?\s?|r)(?:1(?:\.?1)?|2[._]?1)(?!\d)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Label:
    """What a label is: ``group`` in one spelling, or ``kind`` of what it looks like; both empty where it is a text.

    ``given`` is the group that its digits would have been, where they are refused.
    """

    group: str = ""
    kind: str = ""
    given: str = ""
    by_name: bool = False


@dataclass(frozen=True)
class RowGroups:
    """The codes that are known, for reading labels.

    Parameters
    ----------
    codes
        ``{five-digit code: name}`` of the folder's code table; empty where there is none, and then every code of a
        division that SN2007 has is taken to be one.
    """

    codes: Mapping[str, str]

    @cached_property
    def _numbers(self) -> NDArray[np.int64]:
        return np.array([int(code) for code in self.codes], dtype=np.int64)

    def label(self, text: str, heading: str = "") -> Label:
        """What a row's label stands for under a heading (empty where it has none)."""
        text = sn2007.plain_dashes(" ".join(text.split()))
        if not text or len(text) > LONGEST_LABEL:
            return Label()
        if normal(text) in _words("total_words"):
            return Label(NATIONAL)
        if _is_date(text):
            return Label(kind=DATE)
        asked = heading_kind(heading)
        meaning = self._under(asked, text)
        named = meaning.group or meaning.kind in (NO_CODES, NOT_INDUSTRY)
        if named and (of_another_standard(heading) or of_another_standard(text)):
            return Label(kind=OTHER_STANDARD, given=meaning.group or meaning.given)
        return meaning

    def _under(self, asked: str, text: str) -> Label:
        """What a label stands for under a heading that says ``asked``; one that says its own standard needs none."""
        if (match := _STANDARD_FIRST.match(text)) and asked in ("", "industry"):
            text, asked = text[match.end() :], "industry"
        if letters := self._by_letters(text, asked):
            return letters
        if (named := _by_name().get(normal(text))) and asked in ("", "industry"):
            return Label(named, by_name=True)
        if asked == "industry" and _ONE_DIGIT.match(text):
            return Label(kind=LOST_ZERO)
        dotted = _DOTTED.sub(lambda match: match[1] + match[2], text)
        match = _CODES_FIRST.match(dotted)
        group = sn2007.group(match[1].replace(",", " ")) if match else None
        if match is None or group is None:
            return Label()
        return self._by_digits(group, match[2] or "", asked)

    def _by_letters(self, text: str, asked: str) -> Label | None:
        """A section, a range of them, or one with its name or a code behind it."""
        if len(text) <= LONGEST_OF_LETTERS and asked == "industry":
            text = text.upper()
        if (match := _LETTERS.match(text)) and (asked == "industry" or (match[2] and not asked)):
            return self._sections(match[1], match[2])
        if (match := _LETTER_FIRST.match(text)) and asked in ("", "industry"):
            label = self._sections(match[1], match[2])
            group = sn2007.group(label.group)
            if asked == "industry" or (group is not None and self._says(group, match[3])):
                return label
        if (match := _LETTER_AND_CODE.match(text)) and (group := sn2007.group(match[2])):
            # Diagnoses are written so too («L84 Ryggsyndrom»): a letter must be that of its code's section.
            own = all(sn2007.section_of(code) == match[1] for part in group.parts for code in part)
            return self._by_digits(group, match[3] or "", asked) if own else Label(kind=NOT_INDUSTRY, given=group.text)
        return None

    def _sections(self, first: str, last: str | None) -> Label:
        start, end = SECTIONS[first][0], SECTIONS[last or first][1]
        if start > end:
            return Label()
        if (first, last) == ("A", "U"):
            return Label(NATIONAL)
        group = sn2007.group(f"{start:02}-{end:02}" if start != end else f"{start:02}")
        return self._known(group) if group else Label()

    def _by_digits(self, group: Group, words: str, asked: str) -> Label:
        if group.everything or (group.unknown and asked == "industry"):
            return (
                Label(group.text)
                if asked == "industry" or normal(words) in _words("total_words")
                else Label(kind=_kind_of(words) or NOT_INDUSTRY, given=group.text)
            )
        if asked not in ("", "industry") or (kind := _kind_of(words)):
            return Label(kind=asked if asked not in ("", "industry") else kind, given=group.text)
        if asked == "industry" or (words and self._says(group, words)):
            return self._known(group)
        return Label(kind=NOT_INDUSTRY, given=group.text)

    def _known(self, group: Group) -> Label:
        """The group, where some code lies in it."""
        if self.codes:
            there = bool(group.covers(self._numbers).any())
        else:
            there = any(sn2007.section_of(first) or sn2007.section_of(last) for first, last in group.parts)
        return Label(group.text) if there else Label(kind=NO_CODES, given=group.text)

    def _says(self, group: Group, words: str) -> bool:
        """Whether the words are those codes' own: one of them begins as a word of what the codes are called."""
        covered = group.covers(self._numbers) if self.codes else np.array([], dtype=bool)
        names = [name for (_, name), yes in zip(self.codes.items(), covered.tolist(), strict=True) if yes]
        names += [name for of, own in NAMES.items() if _overlap(of, group) for name in own]
        own = _stems(names)
        return any(stem in own or any(stem in own_stem for own_stem in own) for stem in _stems([words]))


def heading_kind(heading: str) -> str:
    """What a heading says that its labels are: ``industry``, one of ``KINDS``, or empty where it says nothing known."""
    kinds = heading_kinds(heading)
    return next((kind for kind in ("industry", *KINDS) if kind in kinds), "")


def heading_kinds(heading: str) -> frozenset[str]:
    """Everything that a heading or a table's title names: ``industry`` and ``KINDS``."""
    words = set(re.findall(r"[^\W_]+", normal(heading))) | set(normal(heading).split())
    return frozenset(kind for kind in ("industry", *KINDS) if words & _words(f"{kind}_heading"))


def of_another_standard(text: str) -> bool:
    """Whether a text names a classification of industries whose codes mean something else than those of SN2007."""
    return _OTHER_STANDARD.search(text) is not None and _STANDARD.search(text) is None


def _kind_of(words: str) -> str:
    """What the words after digits say that they are; empty where they say nothing known."""
    own_words = set(re.findall(r"[^\W_]+", normal(words)))
    return next((kind for kind in KINDS if own_words & _words(f"{kind}_words")), "")


def _is_date(text: str) -> bool:
    """Whether a text is a date: what Excel makes of a code like 10.11 that is typed or opened."""
    match = _DATE.fullmatch(text)
    months = _words("month_words")
    return bool(_DATE_OF_NUMBERS.fullmatch(text) or (match and normal(match[1] or match[2]) in months))


def _overlap(of: str, group: Group) -> bool:
    own = sn2007.group(of)
    if own is None:
        return False
    first, last = own.parts[0]
    return any(part[0][:2] <= last and first <= part[1][:2] for part in group.parts)


def _stems(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word[:STEM] for text in texts for word in _WORD.findall(normal(text)) if len(word) >= STEM - 1)


@cache
def _by_name() -> Mapping[str, str]:
    return {normal(name): group for group, names in NAMES.items() for name in names}


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(normal(word) for locale in LOCALES for word in locale.text(f"workbook.{key}").split("|"))
