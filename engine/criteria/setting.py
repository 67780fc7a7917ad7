"""A setting: what somebody changed of the criteria, by the names of the contract's links and options (section 7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any

from engine.criteria.model import Criteria, Profile
from engine.criteria.overrides import with_selection
from engine.criteria.weights import with_weights

LISTS = ("must", "must_not")
NUMBERS = ("max_new", "min_new", "frame", "minimum_new", "minimum_continuing")


@dataclass(frozen=True, slots=True)
class Setting:
    """Weights by id, and conditions as ``criteria.changes`` names them; what is not named is as the file has it.

    Parameters
    ----------
    weights
        Numbers by member of the root, or by ``node.member``.
    numbers
        ``max_new`` ``min_new`` ``frame`` ``minimum_new`` ``minimum_continuing``; money in MNOK.
    must, must_not
        Ids added to the file's lists.
    programmes
        Fate by id of today's programmes.
    viewpoints
        Those that somebody set beside each other; they change nothing of the criteria.
    """

    weights: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    numbers: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    programmes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    viewpoints: tuple[Profile, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As JSON has it: names in order, nothing that is as the file has it."""
        said: dict[str, Any] = {
            "weights": dict(sorted(self.weights.items())),
            **{name: self.numbers[name] for name in NUMBERS if name in self.numbers},
            **{name: sorted(getattr(self, name)) for name in LISTS},
            "programmes": dict(sorted(self.programmes.items())),
            "viewpoints": [_plain_viewpoint(one) for one in self.viewpoints],
        }
        return {name: value for name, value in said.items() if value not in ({}, [])}

    @classmethod
    def from_plain(cls, said: Mapping[str, Any]) -> Setting:
        """The setting that ``plain`` gave. Raises ``KeyError`` for a name that no setting has."""
        known = {*NUMBERS, *(one.name for one in fields(cls) if one.name != "numbers")}
        if unknown := sorted(set(said) - known):
            raise KeyError(unknown[0])
        return cls(
            MappingProxyType(dict(said.get("weights", {}))),
            MappingProxyType({name: said[name] for name in NUMBERS if name in said}),
            tuple(said.get("must", ())),
            tuple(said.get("must_not", ())),
            MappingProxyType(dict(said.get("programmes", {}))),
            tuple(Profile(**one) for one in said.get("viewpoints", ())),
        )


def _plain_viewpoint(one: Profile) -> dict[str, Any]:
    """As JSON has it: what is said of its basis too, nothing that is empty."""
    said = {"id": one.id, "name_nb": one.name_nb, "weights": dict(sorted(one.weights.items()))}
    return said | {name: text for name in ("name_en", "basis", "basis_en") if (text := getattr(one, name))}


def with_setting(criteria: Criteria, setting: Setting) -> Criteria:
    """The criteria with everything that the setting changes. Raises ``InputError`` where something cannot be so."""
    if setting.weights:
        criteria = with_weights(criteria, setting.weights)
    changes: dict[str, Any] = dict(setting.numbers)
    for name in LISTS:
        if added := getattr(setting, name):
            changes[name] = tuple(dict.fromkeys((*getattr(criteria.selection, name, ()), *added)))
    if setting.programmes:
        changes["programmes"] = dict(setting.programmes)
    return with_selection(criteria, **changes) if changes else criteria
