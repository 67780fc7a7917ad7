"""What is known before a file is read: indicators with labels and units, and industries by id and name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from engine.classification.periods import days_of
from engine.classification.sn2007 import plain_dashes
from engine.foundation.locale import LOCALES, Locale
from engine.spreadsheets.layout import normal
from engine.spreadsheets.row_groups import RowGroups

PERCENT = "percent"
LONGEST_HEADING = 200
EARLIEST, LATEST = 1800, 2100  # years that a heading can mean
_WORDS = re.compile(r"[^\W\d_]{2,}")
_PERIOD_AT_END = re.compile(r"^(.*?)[\s,;:(]+(\d{4}(?:\s?[KQMHT]\d{1,2})?(?:[-–]\d{4})?)\)?$", re.IGNORECASE)
_QUARTER = re.compile(r"(\d)\. kvartal (\d{4})|(\d{4})\s?[KQ](\d)", re.IGNORECASE)
_UNIT_AT_END = re.compile(r"^(.*?)[\s]*[,(]\s*([^,()]+)\)?$")


@dataclass(frozen=True, slots=True)
class KnownIndicator:
    """An indicator that criteria or data already know; ``direction`` is higher, lower, or empty where nobody says."""

    indicator_id: str
    label_nb: str = ""
    label_en: str = ""
    unit: str = ""
    direction: str = ""
    label_nn: str = ""

    def label(self, locale: Locale) -> str:
        """The shown name; the id where there is none."""
        return locale.written(self, "label") or self.indicator_id


@dataclass(frozen=True)
class Catalogue:
    """Names by which rows and columns of a table are recognised.

    Parameters
    ----------
    indicators
        By id. What criteria files and the data folder know.
    industries
        ``{industry_id: names}`` of the folder that a table is added to, and of the file itself.
    codes
        ``{five-digit code: name}`` of the same.
    """

    indicators: Mapping[str, KnownIndicator] = field(default_factory=dict)
    industries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)

    def with_codes(self, rows: Iterable[Mapping[str, object]]) -> Catalogue:
        """The same with the five-digit codes of a code table."""
        more = {str(row["sn2007"]): str(row.get("name_nb") or "") for row in rows if row.get("sn2007")}
        return replace(self, codes={**self.codes, **more})

    def with_industries(self, rows: Iterable[Mapping[str, object]]) -> Catalogue:
        """The same with further industries."""
        more = {
            str(row["industry_id"]): tuple(
                str(row[name]) for name in ("name_nb", "name_nn", "name_en") if row.get(name)
            )
            for row in rows
            if row.get("industry_id")
        }
        return replace(self, industries={**self.industries, **more})


@dataclass(frozen=True, slots=True)
class Names:
    """A catalogue turned round: what is written in a table to what it means. Ambiguous names mean nothing."""

    industries: Mapping[str, str]
    indicators: Mapping[str, str]
    units: Mapping[str, str]
    groups: RowGroups

    def industry(self, label: str) -> str | None:
        """The industry of a row's label: its id or a name of it."""
        return self.industries.get(normal(label))

    def group(self, label: str, heading: str = "") -> str | None:
        """The group of SN2007 codes that a row's label stands for under a heading; the national line for a total."""
        return self.groups.label(label, heading).group or None

    def is_total(self, heading: str) -> bool:
        """Whether a heading only says that nothing is left out: both sexes, all ages, the whole country."""
        return normal(heading) in _words("whole_words")

    def combined(self, pieces: Sequence[str]) -> str | None:
        """The one indicator that several headings name together: each word of its name begins one of theirs."""
        words = [word for piece in pieces for word in _WORDS.findall(normal(piece))]
        units = _words("percent_words")
        matching = {
            indicator
            for name, indicator in self.indicators.items()
            if len(own := _WORDS.findall(name)) > 1
            and all(any(word.startswith(start) for word in words) for start in own)
            and all(word in units or any(word.startswith(start) for start in own) for word in words)
        }
        return matching.pop() if len(matching) == 1 else None

    def column(self, heading: str) -> tuple[str | None, str | None, str | None]:
        """Indicator, period and unit that a heading states, each None where it does not.

        All three are None where any part of the heading is not understood.
        """
        if len(heading) > LONGEST_HEADING:
            return None, None, None
        if (period := period_of(heading)) is not None:
            return None, period, None
        if indicator := self.indicators.get(normal(heading)):
            return indicator, None, None
        if unit := self.units.get(normal(heading.strip("()"))):
            return None, None, unit
        if (match := _PERIOD_AT_END.match(heading)) and (period := period_of(match[2])):
            indicator, other, unit = self.column(match[1])
            if other is None and (indicator or unit):
                return indicator, period, unit
        if (match := _UNIT_AT_END.match(heading)) and (unit := self.units.get(normal(match[2]))):
            indicator, period, other = self.column(match[1])
            if other is None and indicator:
                return indicator, period, unit
        return None, None, None


def names_of(catalogue: Catalogue) -> Names:
    """Every name that is one thing's alone."""
    industries = [
        (name, industry_id) for industry_id, names in catalogue.industries.items() for name in (industry_id, *names)
    ]
    indicators = [
        (name, indicator.indicator_id)
        for indicator in catalogue.indicators.values()
        for name in (indicator.indicator_id, indicator.label_nb, indicator.label_en, indicator.label_nn)
        if name
    ]
    units = {normal(indicator.unit): indicator.unit for indicator in catalogue.indicators.values() if indicator.unit}
    units |= dict.fromkeys(_words("percent_words"), PERCENT)
    return Names(_unambiguous(industries), _unambiguous(indicators), units, RowGroups(catalogue.codes))


def period_of(heading: str) -> str | None:
    """A period from a heading: 2024, 2024K1, 2024 k1, 1. kvartal 2024, 2009–2010; None where it is none.

    A number that no statistics are of the year of, like 1234 or 4600, is a number.
    """
    plain = plain_dashes(" ".join(heading.split()))
    if match := _QUARTER.fullmatch(plain):
        plain = f"{match[2] or match[3]}K{match[1] or match[4]}"
    days = days_of(plain)
    return plain if days and EARLIEST <= days[0].year <= days[1].year <= LATEST else None


def _unambiguous(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    meanings: dict[str, set[str]] = {}
    for name, meant in names:
        meanings.setdefault(normal(name), set()).add(meant)
    # An id is an id even where another thing has it as its name.
    ids = {meant for _, meant in names}
    return {
        name: name if name in ids else next(iter(meant))
        for name, meant in meanings.items()
        if len(meant) == 1 or name in ids
    }


def _words(key: str) -> frozenset[str]:
    return frozenset(normal(word) for locale in LOCALES for word in locale.text(f"workbook.{key}").split("|"))
