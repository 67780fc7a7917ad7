"""The ``[[criterion]]`` tables: each node by itself, and that together they are one tree over the indicators."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from engine.criteria.aggregates import PAIRING
from engine.criteria.model import Criterion
from engine.criteria.tables import Findings
from engine.foundation.declared_tables import Place, Values

COOCCURRENCE_KEYS = ("exposure", "health", "form", "high")

Tables = Sequence[tuple[Place, Values]]


def check_criterion(values: Values, place: Place, findings: Findings) -> None:
    """A co-occurrence has its two sides and no members; any other node has members and at least one weight."""
    if "aggregate" not in values:
        return
    if values["aggregate"] == PAIRING:
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
        findings.add("cooccurrence_worst", place.at("missing"), "worst", ("skip", "fail", "interval"))
    for name in ("exposure", "health"):
        if name not in values.given:
            findings.add("toml_missing_key", place, name=name)
    if values.get("exposure") and values.get("exposure") == values.get("health"):
        findings.add("cooccurrence_same", place.at("health"), values["health"])


def check_tree(indicators: Tables, criteria: Tables, also_used: Collection[str], findings: Findings) -> None:
    """One root, no cycles, one parent each, no id twice, no unknown member, and no indicator that nothing uses.

    What nobody uses is told only where every member could be read and found: a misspelt one is one mistake, not two.

    Parameters
    ----------
    also_used
        Indicator ids that a condition uses outside the tree.
    """
    whole = all("id" in values for _, values in (*indicators, *criteria))
    whole &= _check_ids([*indicators, *criteria], findings)
    places = {values["id"]: place for place, values in criteria if "id" in values}
    below = {values["id"]: sides(values) for _, values in criteria if "id" in values}
    known = {values["id"] for _, values in indicators if "id" in values}
    everything = sorted(known | set(below))
    for parent, named in below.items():
        whole &= bool(named)
        for key, child in named:
            if child not in known and child not in below:
                whole = False
                others = (name for name in everything if name != parent)
                findings.add("unknown", places[parent].at(key), child, others)
    children = {parent: [child for _, child in named] for parent, named in below.items()}
    parents = _parents(children)
    for node, above in parents.items():
        if len(above) > 1:
            findings.add("two_parents", places[node], node, parents=", ".join(above))
    for cycle in _cycles(children):
        findings.add("cycle", places[cycle[0]], " → ".join([*cycle, cycle[0]]))
    roots = [node for node, above in parents.items() if not above]
    if whole and len(roots) > 1:
        findings.add("two_roots", Place("[[criterion]]"), ", ".join(roots))
    used = {child for named in children.values() for child in named} | set(also_used)
    for place, values in indicators if whole else ():
        if values["id"] not in used:
            findings.add("indicator_unused", place, values["id"])


def sides(values: Values) -> list[tuple[str, str]]:
    """The ids below a node, each with the key that names it; none where some could not be read."""
    if values.get("aggregate") == PAIRING:
        named = [(key, values[key]) for key in ("exposure", "health") if values.get(key)]
        return named if len(named) == 2 else []
    return [("members", child) for child in values.get("members") or {}]


def _check_ids(tables: Tables, findings: Findings) -> bool:
    """Whether no id stands twice; indicators and criteria share one name space."""
    first: dict[str, Place] = {}
    twice = 0
    for place, values in tables:
        if "id" not in values:
            continue
        if values["id"] in first:
            findings.add("duplicate_id", place, values["id"], first=str(first[values["id"]]))
            twice += 1
        first.setdefault(values["id"], place)
    return not twice


def _parents(children: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Whose member each criterion is, without repetition."""
    parents: dict[str, dict[str, None]] = {node: {} for node in children}
    for parent, below in children.items():
        for child in below:
            if child in parents:
                parents[child][parent] = None
    return {node: list(above) for node, above in parents.items()}


def _cycles(children: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """Each way round that a walk from the file's first criterion onwards meets; no recursion, since a file may be
    as deep as it likes."""
    cycles: list[tuple[str, ...]] = []
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
                cycles.append(tuple(way[way.index(child) :]))
            elif child in children and child not in done:
                path[child] = None
                still_below.append(iter(children[child]))
    return cycles


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
