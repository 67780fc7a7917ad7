"""Weights: normalised for the engine, changed by the user, replaced by a profile."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace

from engine.criteria.model import Criteria, Profile
from engine.foundation.errors import InputError, Problem

PLACE = "--weights"
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)


def normalised(members: Mapping[str, float]) -> dict[str, float]:
    """The same weights adding up to 1; at least one of them must be positive."""
    # Dividing by the largest first keeps the sum finite where each weight alone is.
    largest = max(members.values())
    total = math.fsum(weight / largest for weight in members.values())
    return {member: weight / largest / total for member, weight in members.items()}


def weight_keys(criteria: Criteria) -> tuple[str, ...]:
    """What a user can give a weight to: the root's members, then ``node.member`` of every other node."""
    others = (node for node in criteria.criteria.values() if node.id != criteria.root_id)
    return (*criteria.root.members, *(f"{node.id}.{member}" for node in others for member in node.members))


def parse_weights(text: str) -> dict[str, float]:
    """The weights of ``id=0.3,node.member=0.2``.

    Raises ``InputError`` for what is not of that form, twice there, negative or not finite; ``with_weights``
    knows which ids exist.
    """
    weights: dict[str, float] = {}
    problems: list[Problem] = []
    for part in text.split(","):
        key, equals, given = (piece.strip() for piece in part.partition("="))
        if not key or not equals:
            problems.append(Problem("weights_form", place=PLACE, given=part.strip(), allowed=("id=0.3,id=0.2",)))
        elif key in weights:
            problems.append(Problem("toml_repeated", place=PLACE, given=key))
        elif not _NUMBER.fullmatch(given) and given.lower().lstrip("+-") not in ("nan", "inf", "infinity"):
            problems.append(Problem("toml_not_number", place=f"{PLACE} {key}", given=given))
        else:
            weights[key] = float(given)
            problems.extend(_number_problems(key, weights[key], PLACE))
    if problems:
        raise InputError(problems)
    return weights


def with_weights(criteria: Criteria, overrides: Mapping[str, float]) -> Criteria:
    """The criteria with some weights replaced; what is not named keeps the file's number.

    Parameters
    ----------
    overrides
        ``{key: weight}`` with the keys of ``weight_keys``; a root member may also be written ``root.member``.

    Raises
    ------
    InputError
        For unknown keys, negative or infinite weights, and nodes left with nothing but zeros.
    """
    allowed = weight_keys(criteria)
    changed: dict[str, dict[str, float]] = {}
    problems: list[Problem] = []
    for key, weight in overrides.items():
        problems.extend(_number_problems(key, weight, PLACE))
        node, _, member = key.rpartition(".")
        node = node or criteria.root_id
        if node not in criteria.criteria or member not in criteria.criteria[node].members:
            problems.append(Problem("unknown", place=PLACE, given=key, allowed=allowed))
        elif member in changed.get(node, {}):
            problems.append(Problem("toml_repeated", place=PLACE, given=member))
        else:
            changed.setdefault(node, {})[member] = float(weight)
    nodes = dict(criteria.criteria)
    for node, weights in changed.items():
        nodes[node] = replace(nodes[node], members={**nodes[node].members, **weights})
        if not problems and not any(nodes[node].members.values()):
            problems.append(Problem("weights_all_zero", place=f"{PLACE} {node}"))
    if problems:
        raise InputError(problems)
    return replace(criteria, criteria=nodes)


def check_profile(criteria: Criteria, profile: Profile, file: str = "") -> tuple[Problem, ...]:
    """What keeps a profile from being used here: it states a weight for every member of the root and no other."""
    members = criteria.root.members
    place = f"[[profile]] {profile.id}, weights"
    unknown = tuple(
        Problem("unknown", file, place, given=member, allowed=tuple(members))
        for member in profile.weights
        if member not in members
    )
    missing = [member for member in members if member not in profile.weights]
    if not missing:
        return unknown
    return (*unknown, Problem("profile_incomplete", file, place, given=", ".join(missing)))


def with_profile(criteria: Criteria, profile: Profile, file: str = "") -> Criteria:
    """The criteria with the root's weights as the profile has them.

    Raises ``InputError`` where ``check_profile`` finds anything; ``file`` is where the profile stands.
    """
    problems = check_profile(criteria, profile, file)
    if problems:
        raise InputError(problems)
    return with_weights(criteria, profile.weights)


def _number_problems(key: str, weight: float, place: str) -> list[Problem]:
    if not math.isfinite(weight):
        return [Problem("toml_not_finite", place=f"{place} {key}", given=f"{weight:g}")]
    if weight < 0:
        return [Problem("toml_out_of_range", place=f"{place} {key}", given=f"{weight:g}", allowed=("≥ 0",))]
    return []
