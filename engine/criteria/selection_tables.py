"""``[selection]`` and ``[[merge]]``: what their keys must satisfy together, from a file or from options alike."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from engine.criteria.model import Bounds, Cost, Grant, Merge, ResourceLimit, Selection
from engine.criteria.tables import Findings
from engine.foundation.declared_tables import Place, Values

SELECTION = Place("[selection]")
GRANT = Place("[selection.grant]")
KEY_ONLY = ("equal_share", "minimum", "wind_down_share")
COST_ONLY = ("cost",)


def check_selection(values: Values, findings: Findings) -> None:
    """Bounds that bound something, no resource twice, one kind of money.

    Conditions that cannot hold together (more at least than at most, somebody both demanded and refused) are no
    mistake of the file: no selection is feasible, and the selection names them.
    """
    for indicator, bounds in (values.get("require_indicator") or {}).items():
        place = SELECTION.at("require_indicator").at(indicator)
        low, high = bounds.get("min"), bounds.get("max")
        if not {"min", "max"} & bounds.given:
            findings.add("bounds_empty", place, allowed=("min", "max"))
        elif low is not None and high is not None and low > high:
            findings.add("min_above_max", place, low, max=f"{high:g}", name="max")
    seen: set[str] = set()
    for place, resource in values.get("resource") or ():
        if "id" in resource and resource["id"] in seen:
            findings.add("duplicate_id", place, resource["id"], first=str(place))
        seen.add(resource.get("id", ""))
    if values.get("grant") is not None:
        _check_grant(values["grant"], findings)


def _check_grant(grant: Values, findings: Findings) -> None:
    kind = grant.get("kind")
    if kind is None:
        return
    for name in KEY_ONLY if kind == "cost" else COST_ONLY:
        if name in grant.given:
            findings.add("grant_other_kind", GRANT.at(name), name, kind=kind)
    if kind == "key" and "equal_share" not in grant.given:
        findings.add("toml_missing_key", GRANT, name="equal_share")
    cost = grant.get("cost")
    if cost is not None and not cost.given:
        findings.add("cost_empty", GRANT.at("cost"), allowed=("fixed", "per_1000_jobs"))


def check_merges(merges: Sequence[tuple[Place, Values]], findings: Findings) -> None:
    """Each merged industry has an id of its own, and nobody is part of two."""
    ids: set[str] = set()
    member_of: dict[str, str] = {}
    for place, values in merges:
        name = values.get("id", "")
        if name and name in ids:
            findings.add("duplicate_id", place, name, first=str(place))
        ids.add(name)
        for member in values.get("members") or ():
            if member in member_of:
                findings.add("merged_twice", place.at("members"), member, other=member_of[member])
            member_of.setdefault(member, name)
    for place, values in merges:
        if values.get("id") in member_of:
            findings.add("merge_id_is_member", place, values["id"])


def selection(values: Values) -> Selection:
    """The conditions from their checked values, of every key."""
    return Selection(**fields_of(values))


def fields_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """What ``Selection`` holds of some checked values, by field; conditions without a field in ``counted``."""
    names = {field.name for field in dataclasses.fields(Selection)}
    fields: dict[str, Any] = {"counted": {}}
    for name, value in values.items():
        if name == "require_indicator":
            fields[name] = {indicator: Bounds(**bound) for indicator, bound in (value or {}).items()}
        elif name == "resource":
            fields["resources"] = tuple(ResourceLimit(**resource) for _, resource in value or ())
        elif name == "grant":
            fields[name] = None if value is None else _grant(value)
        elif name in names:
            fields[name] = {} if name == "programmes" and value is None else value
        else:
            fields["counted"][name] = value
    return fields


def _grant(values: Values) -> Grant:
    minimum, cost = values["minimum"] or {}, values["cost"]
    return Grant(
        kind=values["kind"],
        frame=values["frame"],
        equal_share=values["equal_share"] or 0.0,
        minimum_new=minimum.get("new", 0.0),
        minimum_continuing=minimum.get("continuing", 0.0),
        wind_down_share=values["wind_down_share"],
        cost=None if cost is None else Cost(**cost),
    )


def merge(values: Values) -> Merge:
    """One merger from its checked values."""
    return Merge(**values)
