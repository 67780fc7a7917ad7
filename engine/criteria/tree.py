"""The ``[[criterion]]`` tables: each node by itself, and that together they are one tree over the indicators."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from engine.criteria.model import Criterion
from engine.criteria.tables import Findings, Place, Values

COOCCURRENCE_KEYS = ("exposure", "health", "form", "high")

Tables = Sequence[tuple[Place, Values]]


def check_criterion(values: Values, place: Place, findings: Findings) -> None:
    """A co-occurrence has its two sides and no members; any other node has members and at least one weight."""
    if "aggregate" not in values:
        return
    if values["aggregate"] == "cooccurrence":
        _check_cooccurrence(values, place, findings)
        return
    for name in COOCCURRENCE_KEYS:
        if name in values.given:
            findings.add("cooccurrence_only", place.at(name), values["aggregate"], name=name)
    if "members" not in values.given:
        findings.add("toml_missing_key", place, name="members")
        return
    members: Mapping[str, float] | None = values.get("members")
    if members is not None and not members:
        findings.add("members_empty", place.at("members"))
    elif members is not None and not any(members.values()):
        findings.add("weights_all_zero", place.at("members"))


def _check_cooccurrence(values: Values, place: Place, findings: Findings) -> None:
    if "members" in values.given:
        findings.add("cooccurrence_members", place.at("members"))
    if values.get("missing") == "worst":
        findings.add("cooccurrence_worst", place.at("missing"), "worst", ("skip", "fail"))
    for name in ("exposure", "health"):
        if name not in values.given:
            findings.add("toml_missing_key", place, name=name)
    if values.get("exposure") and values.get("exposure") == values.get("health"):
        findings.add("cooccurrence_same", place.at("health"), values["health"])


def check_tree(indicators: Tables, criteria: Tables, also_used: Collection[str], findings: Findings) -> None:
    """One root, no cycles, one parent each, no id twice, no unknown member, and no indicator that nothing uses.

    Parameters
    ----------
    also_used
        Indicator ids that a condition uses outside the tree.
    """
    _check_ids([*indicators, *criteria], findings)
    places = {values["id"]: place for place, values in criteria if "id" in values}
    children = {values["id"]: sides(values) for _, values in criteria if "id" in values}
    known = {values["id"] for _, values in indicators if "id" in values}
    everything = sorted(known | set(children))
    for parent, below in children.items():
        for key, child in below:
            if child not in known and child not in children:
                place = places[parent].at(key)
                findings.add("unknown", place, child, (name for name in everything if name != parent))
    _check_parents({parent: [child for _, child in below] for parent, below in children.items()}, places, findings)
    used = {child for below in children.values() for _, child in below} | set(also_used)
    for place, values in indicators:
        if "id" in values and values["id"] not in used:
            findings.add("indicator_unused", place, values["id"])


def sides(values: Values) -> list[tuple[str, str]]:
    """The ids below a node, each with the key that names it."""
    if values.get("aggregate") == "cooccurrence":
        return [(key, values[key]) for key in ("exposure", "health") if values.get(key)]
    return [("members", child) for child in values.get("members") or {}]


def _check_ids(tables: Tables, findings: Findings) -> None:
    first: dict[str, Place] = {}
    for place, values in tables:
        if "id" not in values:
            continue
        if values["id"] in first:
            findings.add("duplicate_id", place, values["id"], first=str(first[values["id"]]))
        first.setdefault(values["id"], place)


def _check_parents(children: Mapping[str, Sequence[str]], places: Mapping[str, Place], findings: Findings) -> None:
    parents: dict[str, list[str]] = {node: [] for node in children}
    for parent, below in children.items():
        for child in below:
            if child in parents and parent not in parents[child]:
                parents[child].append(parent)
    for node, above in parents.items():
        if len(above) > 1:
            findings.add("two_parents", places[node], node, parents=", ".join(above))
    cycles = _cycles(children)
    for cycle in cycles:
        findings.add("cycle", places[cycle[0]], " → ".join([*cycle, cycle[0]]))
    roots = [node for node, above in parents.items() if not above]
    if len(roots) > 1:
        findings.add("two_roots", Place("[[criterion]]"), ", ".join(roots))


def _cycles(children: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """Each way round that a walk from the file's first criterion onwards meets; no recursion, since a file may be
    as deep as it likes."""
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in children:
        if start in done:
            continue
        path, still_below = {start: None}, [iter(children[start])]
        while path:
            child = next(still_below[-1], None)
            if child is None:
                still_below.pop()
                done.add(path.popitem()[0])
            elif child in path:
                way = list(path)
                found.append(tuple(way[way.index(child) :]))
            elif child in children and child not in done:
                path[child] = None
                still_below.append(iter(children[child]))
    return found


def root_of(criteria: Mapping[str, Criterion]) -> str:
    """The criterion that is no one's member, in a tree already checked."""
    below = {child for node in criteria.values() for child in node.children}
    return next(node for node in criteria if node not in below)


def criterion(values: Values) -> Criterion:
    """One criterion from its checked values."""
    rest = {name: value for name, value in values.items() if name not in ("high", "members", "exposure", "health")}
    high = values["high"]
    return Criterion(
        **rest,
        members=values["members"] or {},
        exposure=values["exposure"],
        health=values["health"],
        high_quantile=None if high is None else high["quantile"],
    )
