"""What a criteria file really does, as JSON and as rows for tables."""

from __future__ import annotations

from typing import Any

from engine.criteria.model import Criteria
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.robustness.criteria_diagnostics import OBJECTIVE_AND_KEY, Audit, Correlation

Json = dict[str, Any]


def audit_json(result: Audit) -> Json:
    """What ``audit`` gives."""
    return {
        "correlations": [_correlation(correlation) for correlation in result.correlations],
        "constant": list(result.constant),
        "weights": {
            member: {
                "nominal": weight.nominal,
                "effective": weight.effective,
                "main_effect": weight.main_effect,
                "variance_share": weight.variance_share,
            }
            for member, weight in result.weights.items()
        },
        "dominated": {name: list(others) for name, others in result.dominance.dominated.items()},
        "identical": [list(group) for group in result.dominance.identical],
        "not_compared": list(result.dominance.not_compared),
        "passed_over": {name: list(others) for name, others in result.passed_over.items()},
        "double_counted": {
            "size": list(result.size_counted_twice),
            "shared_indicators": {leaf: list(members) for leaf, members in result.shared_indicators.items()},
            "overlapping": [list(correlation.between) for correlation in result.correlations if correlation.overlap],
        },
        "size": [_correlation(correlation) for correlation in result.size],
        "idle_criteria": dict(result.idle_criteria),
        "idle_conditions": list(result.idle_conditions),
    }


def audit_rows(result: Audit, locale: Locale = DEFAULT_LOCALE) -> list[Json]:
    """One row a root member: what its weight says beside what it does."""
    return [
        {
            "criterion": member,
            "nominal": weight.nominal,
            "effective": weight.effective,
            "main_effect": weight.main_effect,
            "variance_share": weight.variance_share,
            "decides_nothing": locale.text(f"robustness.idle_{reason}") if reason else "",
        }
        for member, weight in result.weights.items()
        for reason in [result.idle_criteria.get(member)]
    ]


def counted_twice_in_words(result: Audit, criteria: Criteria, locale: Locale = DEFAULT_LOCALE) -> list[str]:
    """A sentence for each way that size is counted twice; none where there is no key."""
    grant = criteria.selection and criteria.selection.grant
    if not grant:
        return []
    percent = locale.number(100 * (1 - grant.equal_share), 0)
    return [
        locale.text("robustness.twice_objective_and_key", percent=percent)
        if way == OBJECTIVE_AND_KEY
        else locale.text("robustness.twice_indicator", percent=percent, indicator=criteria.label(way, locale))
        for way in result.size_counted_twice
    ]


def correlation_rows(result: Audit) -> list[Json]:
    """One row a pair of root members, then one an indicator beside the number of jobs."""
    return [
        {"first": correlation.between[0], "second": correlation.between[1]}
        | {key: value for key, value in _correlation(correlation).items() if key != "between"}
        for correlation in (*result.correlations, *result.size)
    ]


def _correlation(correlation: Correlation) -> Json:
    return {
        "between": list(correlation.between),
        "pearson": correlation.pearson,
        "spearman": correlation.spearman,
        "industries": correlation.industries,
        "overlap": correlation.overlap,
    }
