"""The fields of the panel: weights, money, conditions and today's programmes, from data and criteria file."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from app.fields.field import (
    CONFLICT,
    FATE,
    LEAST,
    LIMIT,
    MERGE,
    MOST,
    NONE,
    SHARE_STEP,
    Field,
    lock_field,
    percent,
    period_notes,
    titled,
    weight_fields,
)
from engine.criteria.compatibility import COST_RESOURCE, PROGRAMME
from engine.criteria.count_conditions import COUNT_CONDITIONS, FURTHER_CONDITIONS
from engine.criteria.indicator_columns import condition_column
from engine.criteria.keys import key_at
from engine.criteria.model import Bounds, Criteria, Grant, Selection
from engine.dataset.model import Dataset
from engine.foundation.locale import Locale
from engine.results.indicator_labels import indicator_name

MONEY_STEP, FRAME_STEP, COST_STEP = 0.1, 1.0, 0.0001
FRAME_REACH = 3  # times the file's frame, as far as the frame is searched for breakpoints (contract, section 4)
MINIMUM_REACH = 10.0  # MNOK; today's smallest grant is 7 (report 2024, 3.1)
COST_REACH = 3  # times the file's cost
LIMITS = ("1", "2", "3")  # of those that are few
CONFLICTS = 3  # groups at least that can be set
FEW = 20.0  # a range this short is set in tenths
PERCENT = "percent"
UNION_DENSITY = "union_density"  # organised working life is a condition (report 2024, 3.5.12)


@lru_cache(maxsize=16)
def setting_fields(dataset: Dataset, criteria: Criteria, locale: Locale) -> Mapping[str, Field]:
    """Every field of the panel by key, in its order."""
    weights = weight_fields(criteria, locale, period_notes(dataset, criteria, locale))
    fields = [*weights, lock_field(criteria, locale)] if weights else []
    rules = criteria.selection
    if rules:
        fields += _number_fields(dataset, rules, locale)
        fields += _grant_fields(rules.grant, locale) if rules.grant else []
        fields += _resource_fields(dataset, rules, locale)
        fields += _condition_fields(dataset, rules, locale)
        fields += _threshold_fields(dataset, criteria, rules, locale)
        fields += _fate_fields(dataset, rules, locale)
    return {field.key: field for field in fields}


def _number_fields(dataset: Dataset, rules: Selection, locale: Locale) -> Iterator[Field]:
    objectives = key_at("selection", "objective").choices
    labels = {objective: locale.text(f"app.objective_{objective}") for objective in objectives}
    yield titled("objective", rules.objective, locale, options=objectives, labels=labels)
    candidates = len(_candidate_names(dataset, locale))
    most = candidates if rules.max_new is None else rules.max_new
    low = float(key_at("selection", "max_new").low or 0)
    yield titled("max_new", most, locale, low=low, high=max(candidates, most))
    yield titled("min_new", rules.min_new, locale, low=low, high=max(candidates, rules.min_new))


def _grant_fields(grant: Grant, locale: Locale) -> Iterator[Field]:
    yield titled("frame", float(grant.frame), locale, high=FRAME_REACH * grant.frame, step=FRAME_STEP)
    if grant.kind == "key":
        reach = max(MINIMUM_REACH, grant.minimum_new, grant.minimum_continuing)
        yield titled("minimum_new", float(grant.minimum_new), locale, high=reach, step=MONEY_STEP)
        yield titled("minimum_continuing", float(grant.minimum_continuing), locale, high=reach, step=MONEY_STEP)
        for key in ("equal_share", "wind_down_share"):
            yield titled(key, percent(getattr(grant, key)), locale, high=100.0, step=SHARE_STEP)
    elif grant.cost:
        for key, cost in (("cost_fixed", grant.cost.fixed), ("cost_per_1000_jobs", grant.cost.per_1000_jobs)):
            yield titled(key, float(cost), locale, high=max(1.0, COST_REACH * cost), step=COST_STEP)


def _resource_fields(dataset: Dataset, rules: Selection, locale: Locale) -> Iterator[Field]:
    """A limit on each resource in the data; at the end of the slider there is none."""
    asked = {resource.id: resource.limit for resource in rules.resources}
    costs = rules.grant is not None and rules.grant.kind == "cost" and rules.grant.cost is None
    for resource, used in (dataset.resources or {}).items():
        if costs and resource == COST_RESOURCE:
            continue
        high = float(math.ceil(max(sum(used.values()), asked.get(resource, 0.0)) + 1))
        label, help_text = locale.text("app.limit", resource=resource), locale.text("app.limit_help")
        step = _step(high)
        yield Field(LIMIT + resource, label, float(asked.get(resource, high)), help_text, high=high, step=step)


def _candidate_names(dataset: Dataset, locale: Locale) -> dict[str, str]:
    """Who could be chosen as new under some setting, by name."""
    named = {
        industry.industry_id: industry.name(locale) for industry in dataset.industries if industry.status != PROGRAMME
    }
    return dict(sorted(named.items(), key=lambda pair: pair[1].casefold()))


def _condition_fields(dataset: Dataset, rules: Selection, locale: Locale) -> Iterator[Field]:
    names = _candidate_names(dataset, locale)
    industries: dict[str, Any] = {"options": tuple(names), "labels": names, "many": True}
    if dataset.has_status:
        statuses = key_at("selection", "eligible").choices
        labels = {status: locale.text(f"app.eligible_{status}") for status in statuses}
        yield titled("eligible", rules.eligible, locale, options=statuses, labels=labels, many=True)
    yield titled("must", rules.must, locale, **industries)
    yield titled("must_not", rules.must_not, locale, **industries)
    for index in range(max(CONFLICTS, len(rules.conflicts) + 1)):
        group = rules.conflicts[index] if index < len(rules.conflicts) else ()
        label, help_text = locale.text("app.conflict", number=index + 1), locale.text("app.conflict_help")
        yield Field(f"{CONFLICT}{index + 1}", label, group, help_text, options=tuple(names), labels=names, many=True)
    yield titled(MERGE, (), locale, **industries)
    sectors = key_at("selection", "require_sectors").choices
    sector_names = {sector: locale.text(f"app.sector_{sector}") for sector in sectors}
    yield titled("require_sectors", rules.require_sectors, locale, options=sectors, labels=sector_names, many=True)
    limit, limits = _limits(rules.max_per_section, locale)
    yield titled("max_per_section", limit, locale, **limits)
    for name in FURTHER_CONDITIONS:
        yield from _declared_field(name, rules.asked(name), industries, locale)


def _declared_field(name: str, value: object, industries: Mapping[str, Any], locale: Locale) -> Iterator[Field]:
    """The field that a condition's key asks for, for one that has none made by hand: a number, choices, industries."""
    condition = COUNT_CONDITIONS[name]
    key, label, help_text = condition.key, condition.label(locale), condition.key.meaning(locale)
    if key.kind == "integer":
        limit, limits = _limits(None if value == key.default else value, locale)
        yield Field(name, label, limit, help_text, **limits)
    elif key.kind == "choices":
        names = {choice: locale.text(f"selection.{choice}") for choice in key.choices}
        yield Field(name, label, value, help_text, options=key.choices, labels=names, many=True)
    elif key.kind == "ids":
        yield Field(name, label, value, help_text, **industries)


def _limits(limit: object, locale: Locale) -> tuple[str, dict[str, Any]]:
    """A limit as it is chosen, and what there is to choose: none, or a few."""
    chosen = NONE if limit is None else str(limit)
    limits = tuple(dict.fromkeys((NONE, *LIMITS, chosen)))
    return chosen, {
        "options": limits,
        "labels": {limit: locale.text("app.no_limit") if limit == NONE else limit for limit in limits},
    }


def _threshold_fields(dataset: Dataset, criteria: Criteria, rules: Selection, locale: Locale) -> Iterator[Field]:
    """A least value of each indicator that is a criterion of its own or has bounds, and a most where one is asked."""
    own = [member for member in (*criteria.root.members, UNION_DENSITY) if member in criteria.indicators]
    for indicator in dict.fromkeys((*own, *rules.require_indicator)):
        bounds = rules.require_indicator.get(indicator, Bounds())
        column = condition_column(dataset, criteria, indicator)
        present = [value for value in column.values.tolist() if not math.isnan(value)]
        if not present:
            continue
        ends = [0.0, *(bound for bound in (bounds.min, bounds.max) if bound is not None)]
        low, high = (float(end(extreme([*ends, *present]))) for end, extreme in ((math.floor, min), (math.ceil, max)))
        high = 100.0 if column.unit == PERCENT and FEW < high < 100.0 else high + 1
        about = {"indicator": indicator_name(criteria, indicator, locale), "low": f"{low:g}", "high": f"{high:g}"}
        for prefix, end, bound in ((LEAST, low, bounds.min), (MOST, high, bounds.max)):
            if prefix == MOST and bound is None:
                continue
            help_text = locale.text(f"app.{prefix}help", **about)
            if prefix == LEAST and indicator == UNION_DENSITY:
                help_text = locale.text("app.least_union_density_help")
            yield Field(
                prefix + indicator,
                locale.text(f"app.{prefix}indicator", **about),
                end if bound is None else float(bound),
                help_text,
                low=low,
                high=high,
                step=_step(high - low),
            )


def _step(span: float) -> float:
    return SHARE_STEP if span > FEW else MONEY_STEP


def _fate_fields(dataset: Dataset, rules: Selection, locale: Locale) -> Iterator[Field]:
    fates = key_at("selection", "programmes").choices
    labels = {fate: locale.text(f"app.fate_{fate}") for fate in fates}
    for industry in dataset.industries:
        if industry.status == PROGRAMME:
            default = rules.programmes.get(industry.industry_id, fates[0])
            yield Field(FATE + industry.industry_id, industry.name(locale), default, options=fates, labels=labels)
