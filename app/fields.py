"""What can be set: one field a widget and a query parameter, its limits and labels from data and criteria file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from engine.criteria.keys import key_at
from engine.criteria.model import Criteria
from engine.criteria.weights import normalised
from engine.dataset.model import Dataset
from engine.errors import Problem
from engine.texts import LANGUAGES, area, text

LANGUAGE, DATA, LOCK, MERGE, INDUSTRY, INDICATOR = "lang", "data", "lock", "merge", "industry", "indicator"
WEIGHT, FATE, THRESHOLD = "w_", "fate_", "least_"
NONE = "none"
PROGRAMME, CANDIDATE = "programme", "candidate"
SHARE_STEP, MONEY_STEP, FRAME_STEP = 1.0, 0.1, 1.0
FRAME_REACH = 3  # times the file's frame, as far as the frame is searched for breakpoints (contract, section 4)
MINIMUM_REACH = 10.0  # MNOK; today's smallest grant is 7 (report 2024, 3.1)
SECTION_LIMITS = ("1", "2", "3")
THRESHOLD_INDICATORS = ("union_density",)
"""Indicators that a threshold can be put on. Organised working life is a condition (report 2024, 3.5.12)."""


@dataclass(frozen=True, slots=True)
class Field:
    """One setting. ``options`` are ids and ``labels`` what they are called; empty for a number.

    Parameters
    ----------
    key
        Name of the widget and of the query parameter.
    default
        What the file says: a float, an int, an id, or a tuple of ids where ``many``.
    absent
        Shown names that others may have among their options, each with the code of the problem that says why not here.
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

    @property
    def whole(self) -> bool:
        """Whether it is a number that must be whole."""
        return isinstance(self.default, int)

    def like(self, other: Field) -> bool:
        """Whether what is set in the one means the same in the other."""
        mine, others = ((one.default, one.low, one.high, one.options) for one in (self, other))
        return mine == others

    def problems(self, given: Sequence[str], place: str) -> tuple[Problem, ...]:
        """What is wrong with the texts that a link gives this field."""
        if known := [self.absent[one] for one in given if one in self.absent]:
            return (Problem(known[0], place=place),)
        if self.options:
            allowed = tuple(self.labels[option] for option in self.options)
            unknown = tuple(Problem("unknown", place=place, given=one, allowed=allowed) for one in given if one)
            found = tuple(problem for problem in unknown if problem.given not in allowed)
            return found or (() if self.many else _one_only(given, place))
        return _one_only(given, place) or self._number_problems(given[0], place)

    def _number_problems(self, given: str, place: str) -> tuple[Problem, ...]:
        try:
            number = int(given) if self.whole else float(given)
        except ValueError:
            code = "toml_not_integer" if self.whole else "toml_not_number"
            return (Problem(code, place=place, given=given),)
        if not self.low <= number <= self.high:
            allowed = (f"{self.low:g}–{self.high:g}",)
            return (Problem("toml_out_of_range", place=place, given=given, allowed=allowed),)
        return ()


def _one_only(given: Sequence[str], place: str) -> tuple[Problem, ...]:
    return () if len(given) == 1 else (Problem("toml_repeated", place=place, given=", ".join(given)),)


def language_field(language: str) -> Field:
    """The switch between the languages; each is called by its own name."""
    labels = {one: text("app.language_name", one) for one in LANGUAGES}
    return Field(LANGUAGE, text("app.language", language), LANGUAGES[0], options=LANGUAGES, labels=labels)


def data_field(names: Mapping[str, str], available: Sequence[str], language: str) -> Field:
    """Which data set, the default first; ``names`` has also those that this visitor does not have."""
    labels = {one: names[one] for one in available}
    elsewhere = {said: "own_data_stays" for one, said in names.items() if one not in labels}
    said = text("app.data_help", language)
    options = tuple(available)
    return Field(DATA, text("app.data", language), options[0], said, options=options, labels=labels, absent=elsewhere)


def industry_field(dataset: Dataset, language: str) -> Field:
    """Which industry a page is about; by name, those without a programme first asked for."""
    names = {one.industry_id: one.name(language) for one in dataset.industries}
    by_name = tuple(sorted(names, key=lambda one: names[one].casefold()))
    default = next((one.industry_id for one in dataset.industries if one.status == CANDIDATE), by_name[0])
    return Field(INDUSTRY, text("app.industry", language), default, options=by_name, labels=names)


def indicator_field(dataset: Dataset, criteria: Criteria, language: str) -> Field:
    """Which indicator a page is about: those of the criteria first."""
    ids = tuple(dict.fromkeys((*criteria.leaves, *dataset.columns)))
    labels = {one: indicator_label(criteria, one, language) for one in ids}
    return Field(INDICATOR, text("app.indicator", language), ids[0], options=ids, labels=labels)


def indicator_label(criteria: Criteria, indicator: str, language: str) -> str:
    """What an indicator is called; its id where neither the criteria nor the app has a name."""
    if indicator in criteria.indicators:
        return criteria.label(indicator, language)
    known = area("app").get(f"indicator_{indicator}")
    return known[language] if known else indicator


@lru_cache(maxsize=16)
def setting_fields(dataset: Dataset, criteria: Criteria, language: str) -> Mapping[str, Field]:
    """Every other field by key, in the order of the panel."""
    found = [*weight_fields(criteria, language), lock_field(criteria, language)]
    if criteria.selection:
        found += _number_fields(dataset, criteria, language)
        found += _grant_fields(criteria, language)
        found += _condition_fields(dataset, criteria, language)
        found += _fate_fields(dataset, criteria, language)
    return {one.key: one for one in found}


def weight_fields(criteria: Criteria, language: str) -> list[Field]:
    """One slider a member of the root, in per cent of the file's own sum."""
    shares = normalised(criteria.root.members) if criteria.root.members else {}
    return [
        Field(
            WEIGHT + member,
            criteria.label(member, language),
            percent(share),
            note(criteria, member, language),
            high=100.0,
            step=SHARE_STEP,
        )
        for member, share in shares.items()
    ]


def percent(share: float) -> float:
    """A share in per cent, without the last binary digits that a slider would show and a link would carry."""
    return round(100 * share, 2)


def note(criteria: Criteria, node: str, language: str) -> str:
    """Why a criterion or an indicator is as it is, from the criteria file."""
    declared = criteria.criteria.get(node) or criteria.indicators[node]
    own = note_of(declared, language)
    below = list(criteria.criteria[node].children) if node in criteria.criteria else []
    inner = note(criteria, below[0], language) if len(below) == 1 else ""
    return "\n\n".join(part for part in (own, inner) if part)


class Noted(Protocol):
    """What the file gives a reason for: a criterion, an indicator, the conditions, the file itself."""

    @property
    def note_nb(self) -> str:
        """The reason in bokmål."""

    @property
    def note_en(self) -> str:
        """The reason in English; may be empty."""


def note_of(declared: Noted, language: str) -> str:
    """The reason in the language; the Norwegian one where there is no other."""
    return (declared.note_en if language == "en" else "") or declared.note_nb


def lock_field(criteria: Criteria, language: str) -> Field:
    """Which criterion keeps its share while the others move."""
    members = tuple(criteria.root.members)
    labels = {NONE: text("app.lock_none", language)} | {one: criteria.label(one, language) for one in members}
    return _field(LOCK, NONE, language, options=(NONE, *members), labels=labels)


def _field(key: str, default: object, language: str, **more: object) -> Field:
    return Field(key, text(f"app.{key}", language), default, text(f"app.{key}_help", language), **more)  # type: ignore[arg-type]


def _number_fields(dataset: Dataset, criteria: Criteria, language: str) -> list[Field]:
    rules = criteria.selection
    assert rules is not None
    candidates = len(candidate_ids(dataset, criteria))
    most = candidates if rules.max_new is None else rules.max_new
    low = float(key_at("selection", "max_new").low or 0)
    return [
        _field("max_new", most, language, low=low, high=candidates),
        _field("min_new", rules.min_new, language, low=low, high=candidates),
    ]


def _grant_fields(criteria: Criteria, language: str) -> list[Field]:
    grant = criteria.selection.grant if criteria.selection else None
    if grant is None:
        return []
    frame = _field("frame", float(grant.frame), language, high=FRAME_REACH * grant.frame, step=FRAME_STEP)
    if grant.kind != "key":
        return [frame]
    reach = max(MINIMUM_REACH, grant.minimum_new, grant.minimum_continuing)
    return [
        frame,
        _field("minimum_new", grant.minimum_new, language, high=reach, step=MONEY_STEP),
        _field("minimum_continuing", grant.minimum_continuing, language, high=reach, step=MONEY_STEP),
        _field("equal_share", percent(grant.equal_share), language, high=100.0, step=SHARE_STEP),
    ]


def candidate_ids(dataset: Dataset, criteria: Criteria) -> tuple[str, ...]:
    """Who can be chosen as new."""
    eligible = criteria.selection.eligible if criteria.selection else ()
    return tuple(
        industry.industry_id
        for industry in dataset.industries
        if industry.status != PROGRAMME and (not dataset.has_status or industry.status in eligible)
    )


def _condition_fields(dataset: Dataset, criteria: Criteria, language: str) -> list[Field]:
    rules = criteria.selection
    assert rules is not None
    names = {one: dataset.industries[dataset.position[one]].name(language) for one in candidate_ids(dataset, criteria)}
    by_name = tuple(sorted(names, key=lambda one: names[one].casefold()))
    sectors = key_at("selection", "require_sectors").choices
    sector_names = {one: text(f"app.sector_{one}", language) for one in sectors}
    limit = NONE if rules.max_per_section is None else str(rules.max_per_section)
    limits = tuple(dict.fromkeys((NONE, *SECTION_LIMITS, limit)))
    limit_names = {one: text("app.no_limit", language) if one == NONE else one for one in limits}
    return [
        _field("must", rules.must, language, options=by_name, labels=names, many=True),
        _field("must_not", rules.must_not, language, options=by_name, labels=names, many=True),
        _field(MERGE, (), language, options=by_name, labels=names, many=True),
        _field("require_sectors", rules.require_sectors, language, options=sectors, labels=sector_names, many=True),
        _field("max_per_section", limit, language, options=limits, labels=limit_names),
        *(
            _field(THRESHOLD + indicator, _least(criteria, indicator), language, high=100.0, step=SHARE_STEP)
            for indicator in THRESHOLD_INDICATORS
            if indicator in criteria.indicators
        ),
    ]


def _least(criteria: Criteria, indicator: str) -> float:
    assert criteria.selection is not None
    bounds = criteria.selection.require_indicator.get(indicator)
    return float(bounds.min) if bounds and bounds.min is not None else 0.0


def _fate_fields(dataset: Dataset, criteria: Criteria, language: str) -> list[Field]:
    assert criteria.selection is not None
    fates = key_at("selection", "programmes").choices
    labels = {fate: text(f"app.fate_{fate}", language) for fate in fates}
    return [
        Field(
            FATE + industry.industry_id,
            industry.name(language),
            criteria.selection.programmes.get(industry.industry_id, fates[0]),
            options=fates,
            labels=labels,
        )
        for industry in dataset.industries
        if industry.status == PROGRAMME
    ]
