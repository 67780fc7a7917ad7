"""What can be set: one field a widget, its limits and labels from data and criteria file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from engine.criteria.linked_weights import WHOLE, apportioned
from engine.criteria.model import Criteria
from engine.dataset.distinct_names import distinct
from engine.dataset.model import Dataset
from engine.foundation.locale import LANGUAGES, LOCALES, Locale
from engine.results.indicator_labels import indicator_name
from engine.transfer.comparable_history import newer_period

LANGUAGE, DATA, CRITERIA, LOCK, MERGE = "lang", "data", "criteria", "lock", "merge"
INDUSTRY, INDICATOR = "industry", "indicator"
ABSENCE = "absence"
WEIGHT, FATE, LEAST, MOST, CONFLICT, LIMIT = "w_", "fate_", "least_", "most_", "conflict_", "limit_"
NONE = "none"
CANDIDATE = "candidate"
SHARE_STEP = 1.0
SHARE_DECIMALS = 6  # of shares, 0..1, in settings and links


@dataclass(frozen=True, slots=True)
class Field:
    """One setting. ``options`` are ids and ``labels`` what they are called; empty for a number.

    Parameters
    ----------
    key
        Name of the widget.
    default
        What the file says: a float, an int, an id, or a tuple of ids where ``many``.
    absent
        Ids that others may have among their options, each with the code of the problem that says why not here.
    """

    key: str
    label: str
    default: object
    help: str = ""
    low: float = 0.0
    high: float = 0.0
    step: float = 1.0
    options: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    many: bool = False
    absent: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """A browser knows a choice by its shown name only: two that are called alike have their ids behind."""
        object.__setattr__(self, "labels", distinct(self.labels))

    @property
    def whole(self) -> bool:
        """Whether it is a number that must be whole."""
        return isinstance(self.default, int)

    def like(self, other: Field) -> bool:
        """Whether what is set in the one means the same in the other."""
        mine, others = ((compared.default, compared.low, compared.high, compared.options) for compared in (self, other))
        return mine == others


def language_field(locale: Locale) -> Field:
    """The switch between the languages; each is called by its own name."""
    labels = {language.tag: language.text("app.language_name") for language in LOCALES}
    return Field(LANGUAGE, locale.text("app.language"), LANGUAGES[0], options=LANGUAGES, labels=labels)


def data_field(names: Mapping[str, str], available: Sequence[str], locale: Locale) -> Field:
    """Which data set, the default first; ``names`` has also those that this visitor does not have."""
    labels = {name: names[name] for name in available}
    elsewhere = {name: "own_data_stays" for name in names if name not in labels}
    help_text = locale.text("app.data_help")
    options = tuple(available)
    return Field(DATA, locale.text("app.data"), options[0], help_text, options=options, labels=labels, absent=elsewhere)


def criteria_field(labels: Mapping[str, str], locale: Locale) -> Field:
    """Which criteria are asked of the data, those that go with them first."""
    options = tuple(labels)
    help_text = locale.text("app.criteria_help")
    return Field(CRITERIA, locale.text("app.criteria"), options[0], help_text, options=options, labels=labels)


def industry_field(dataset: Dataset, locale: Locale) -> Field:
    """Which industry a page is about; by name, those without a programme first asked for."""
    names = {industry.industry_id: industry.name(locale) for industry in dataset.industries}
    by_name = tuple(sorted(names, key=lambda industry_id: names[industry_id].casefold()))
    default = next(
        (industry.industry_id for industry in dataset.industries if industry.status == CANDIDATE), by_name[0]
    )
    return Field(INDUSTRY, locale.text("app.industry"), default, options=by_name, labels=names)


def indicator_field(dataset: Dataset, criteria: Criteria, locale: Locale) -> Field:
    """Which indicator a page is about: absence, which everybody knows, unless another one is chosen.

    Those of the criteria stand first, without those that await figures.
    """
    counted = (leaf for leaf in criteria.leaves if leaf in dataset.columns)
    ids = tuple(dict.fromkeys((*counted, *dataset.columns)))
    labels = {indicator: indicator_name(criteria, indicator, locale) for indicator in ids}
    first = ABSENCE if ABSENCE in labels else ids[0]
    return Field(INDICATOR, locale.text("app.indicator"), first, options=ids, labels=labels)


def weight_fields(criteria: Criteria, locale: Locale, also: Mapping[str, str] = MappingProxyType({})) -> list[Field]:
    """One slider a member of the root, in per cent of the file's own sum, together exactly 100.

    ``also``, by member, stands behind its note.
    """
    units = apportioned(criteria.root.members) if criteria.root.members else {}
    return [
        Field(
            WEIGHT + member,
            criteria.label(member, locale),
            percent(unit / WHOLE),
            "\n\n".join(filter(None, (note(criteria, member, locale), also.get(member, "")))),
            high=100.0,
            step=SHARE_STEP,
        )
        for member, unit in units.items()
    ]


def period_notes(dataset: Dataset, criteria: Criteria, locale: Locale) -> dict[str, str]:
    """By member of the root that is an indicator: which period its points use, where there are newer figures."""
    notes = {}
    for member in criteria.root.members:
        if member not in dataset.columns or member in criteria.asked_periods:
            continue
        if newest := newer_period(dataset, member):
            period = dataset.newest_period(member)
            notes[member] = locale.text("app.weight_period", period=period, newest=newest)
    return notes


def percent(share: float) -> float:
    """A share in per cent, with the decimals of a share in a link."""
    return round(100 * share, SHARE_DECIMALS - 2)


def note(criteria: Criteria, node: str, locale: Locale) -> str:
    """Why a criterion or an indicator is as it is, from the criteria file."""
    declared = criteria.criteria.get(node) or criteria.indicators[node]
    own = note_of(declared, locale)
    below = list(criteria.criteria[node].children) if node in criteria.criteria else []
    inner = note(criteria, below[0], locale) if len(below) == 1 else ""
    return "\n\n".join(part for part in (own, inner) if part)


class Noted(Protocol):
    """What the file gives a reason for: a criterion, an indicator, the conditions, the file itself."""

    @property
    def note_nb(self) -> str:
        """The reason in bokmål."""

    @property
    def note_en(self) -> str:
        """The reason in English; may be empty."""


def note_of(declared: Noted, locale: Locale) -> str:
    """The reason in the language; the Norwegian one where there is no other."""
    return locale.written(declared, "note")


def lock_field(criteria: Criteria, locale: Locale) -> Field:
    """Which criteria keep their shares while the others move."""
    members = tuple(criteria.root.members)
    labels = {member: criteria.label(member, locale) for member in members}
    return titled(LOCK, (), locale, options=members, labels=labels, many=True)


def titled(key: str, default: object, locale: Locale, **more: object) -> Field:
    """A field whose label and help are the texts of its key."""
    return Field(key, locale.text(f"app.{key}"), default, locale.text(f"app.{key}_help"), **more)  # type: ignore[arg-type]
