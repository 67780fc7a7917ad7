"""Criteria and profiles back to TOML. What equals its default is left out, so a written file reads like one
written by hand; comments are not kept, which is why reasons have keys of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.criteria.keys import FILE, PROFILES_FILE, keys_of
from engine.criteria.model import Criteria, Criterion, Grant, Indicator, Profile, Selection
from engine.foundation.declared_tables import Key


def criteria_toml(criteria: Criteria) -> str:
    """The file that ``parse_criteria`` reads as these criteria."""
    table = {
        **_own(criteria),
        "indicator": [_indicator(indicator) for indicator in criteria.indicators.values()],
        "criterion": [_criterion(criterion) for criterion in criteria.criteria.values()],
        "selection": None if criteria.selection is None else selection_table(criteria.selection),
        "merge": [_declared("merge", _own(merge)) for merge in criteria.merges],
    }
    return _written(_declared(FILE, table))


def profiles_toml(profiles: Iterable[Profile]) -> str:
    """The file that ``parse_profiles`` reads as these profiles."""
    return _written(
        _declared(PROFILES_FILE, {"profile": [_declared("profile", _own(profile)) for profile in profiles]})
    )


def selection_table(selection: Selection) -> dict[str, Any]:
    """The ``[selection]`` table of these conditions, as TOML would hold it."""
    grant = selection.grant
    table = {
        **_own(selection),
        **selection.counted,
        "require_indicator": {
            indicator: _declared("selection.require_indicator", _own(bounds))
            for indicator, bounds in selection.require_indicator.items()
        },
        "grant": None if grant is None else grant_table(grant),
        "resource": [_declared("selection.resource", _own(limit)) for limit in selection.resources],
    }
    return _declared("selection", table)


def _indicator(indicator: Indicator) -> dict[str, Any]:
    normalise = _declared("indicator.normalise", _own(indicator.normalise))
    return _declared("indicator", {**_own(indicator), "normalise": normalise})


def _criterion(criterion: Criterion) -> dict[str, Any]:
    quantile = criterion.high_quantile
    return _declared("criterion", {**_own(criterion), "high": None if quantile is None else {"quantile": quantile}})


def grant_table(grant: Grant) -> dict[str, Any]:
    """The ``[selection.grant]`` table of this money, as TOML would hold it."""
    table = _own(grant)
    if grant.kind == "key":
        least = {"new": grant.minimum_new, "continuing": grant.minimum_continuing}
        table["minimum"] = _declared("selection.grant.minimum", least)
    else:
        del table["equal_share"], table["wind_down_share"]
        table["cost"] = None if grant.cost is None else _own(grant.cost)
    return _declared("selection.grant", table)


def _own(thing: Any) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in thing.__dataclass_fields__}


def _declared(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The declared keys of a table that have a value other than their default, in the order of the declaration."""
    return {name: _plain(values[name]) for name, key in keys_of(table).items() if not _left_out(key, values.get(name))}


def _left_out(key: Key, value: Any) -> bool:
    if key.required:
        return False
    return value is None or value == key.default or (not isinstance(value, (int, float, str)) and not value)


def _plain(value: Any) -> Any:
    """Lists for tuples, so that TOML can hold it; whole numbers stay floats."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, (tuple, list)) else value


def _written(table: dict[str, Any]) -> str:
    import tomli_w

    return tomli_w.dumps(table)
