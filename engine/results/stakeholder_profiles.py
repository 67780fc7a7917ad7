"""Viewpoints side by side as the contract's JSON (section 4), and as rows for tables."""

from __future__ import annotations

from typing import Any

from engine.criteria.model import Criteria
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.robustness.profile_disagreement import Difference
from engine.robustness.stakeholder_profiles import JointSelection, OwnSelection, Parties

Json = dict[str, Any]


def parties_json(result: Parties) -> Json:
    """What ``parties`` gives: the contract's keys, then weights, ties and where the profiles differ."""
    return {
        "profiles": {
            name: {"selected": list(own.selected), "objective": own.objective} for name, own in result.own.items()
        },
        "maximin": _joint(result.maximin),
        "minimax_regret": _joint(result.minimax_regret),
        "mean": _joint(result.mean),
        "core": list(result.core),
        "weights": {
            "profiles": {name: dict(own.weights) for name, own in result.own.items()},
            "mean": dict(result.mean_weights),
        },
        "ties": {name: [list(tie) for tie in own.ties] for name, own in result.own.items()},
        "differences": [_difference(difference) for difference in result.differences],
        "from_mean": [_difference(difference) for difference in result.from_mean],
        "agreement": agreement_matrix(result),
        "losses": loss_matrix(result),
    }


def parties_rows(result: Parties) -> list[Json]:
    """One row a selection and profile: who stands behind it, what it is worth to the profile, what it costs it."""
    joint = {"maximin": result.maximin, "minimax_regret": result.minimax_regret, "mean": result.mean}
    losses = loss_matrix(result)
    rows = []
    for name, own in result.own.items():
        for other, view in result.own.items():
            value = view.objective - losses[other][name]
            rows.append(_row(name, own.selected, other, value, losses[other][name], view.objective))
    for name, selection in joint.items():
        for other, view in result.own.items():
            value, regret = selection.values[other], selection.regrets[other]
            rows.append(_row(name, selection.selected, other, value, regret, view.objective))
    return rows


def differences_in_words(result: Parties, criteria: Criteria, locale: Locale = DEFAULT_LOCALE) -> list[str]:
    """A sentence or two for every pair of profiles that choose differently: the driver, and whether it is enough."""
    sentences = []
    for difference in result.differences:
        if difference.driver is None:
            continue
        first, second = (result.own[name] for name in difference.between)
        names = {"first": _name(first, locale), "second": _name(second, locale)}
        weights = {
            side: locale.text("robustness.percent", value=locale.number(100 * weight, 0))
            for side, weight in zip(("from", "to"), difference.driver.weights, strict=True)
        }
        criterion = criteria.in_sentence(difference.driver.criterion, locale)
        enough = "driver_decides" if difference.driver.selected[0] == second.selected else "driver_not_alone"
        sentences.append(
            locale.text("robustness.driver", criterion=criterion, **names, **weights)
            + " "
            + locale.text(f"robustness.{enough}", **names)
        )
    return sentences


def _name(own: OwnSelection, locale: Locale) -> str:
    return locale.written(own.profile, "name")


def agreement_matrix(result: Parties) -> dict[str, dict[str, float]]:
    """Shared over either, for each profile (row) and each profile (column); 1 on the diagonal."""
    matrix = {name: dict.fromkeys(result.own, 1.0) for name in result.own}
    for difference in result.differences:
        first, second = difference.between
        matrix[first][second] = matrix[second][first] = difference.agreement
    return matrix


def loss_matrix(result: Parties) -> dict[str, dict[str, float]]:
    """What each profile (row) loses of its own objective by each profile's own selection (column)."""
    matrix = {name: dict.fromkeys(result.own, 0.0) for name in result.own}
    for difference in result.differences:
        first, second = difference.between
        matrix[first][second], matrix[second][first] = difference.losses
    return matrix


def _joint(selection: JointSelection) -> Json:
    return {
        "selected": list(selection.selected),
        "values": dict(selection.values),
        "regrets": dict(selection.regrets),
        "shares": dict(selection.shares),
    }


def _difference(difference: Difference) -> Json:
    first, second = difference.between
    driver = difference.driver
    return {
        "between": [first, second],
        "shared": list(difference.shared),
        "only": [list(difference.only[0]), list(difference.only[1])],
        "agreement": difference.agreement,
        "losses": list(difference.losses),
        "driver": driver
        and {
            "criterion": driver.criterion,
            "weights": list(driver.weights),
            "shares": dict(driver.shares),
            "selected": [list(selected) for selected in driver.selected],
        },
    }


def _row(selection: str, selected: tuple[str, ...], profile: str, value: float, regret: float, own: float) -> Json:
    return {
        "selection": selection,
        "selected": " ".join(selected),
        "profile": profile,
        "value": value,
        "regret": regret,
        "share": value / own if own > 0 else None,
    }
