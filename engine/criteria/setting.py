"""A setting: what somebody changed of the criteria, by the names of the contract's links and options (section 7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any

from engine.criteria.count_conditions import COUNT_CONDITIONS
from engine.criteria.merge_overlay import with_merge
from engine.criteria.model import Criteria, Profile
from engine.criteria.overrides import with_selection
from engine.criteria.weights import with_weights
from engine.dataset.model import Dataset

LISTS = ("must", "must_not")
NUMBERS = ("max_new", "min_new", "frame", "minimum_new", "minimum_continuing")
ONLY = {"must_only": "must", "must_not_only": "must_not"}
"""Lists in place of the file's, where something of the file's own is taken out."""
FURTHER = (
    *("objective", "eligible"),
    *(name for name in COUNT_CONDITIONS if name not in (*LISTS, *NUMBERS)),
    *("require_indicator", "resource"),
    *("equal_share", "wind_down_share", "cost_fixed", "cost_per_1000_jobs"),
    *ONLY,
)
"""What only the page can set, by the names of ``with_selection``."""


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
    further
        Values by the names of ``FURTHER``, as JSON has them.
    merged
        Candidates that make one programme together.
    viewpoints
        Those that somebody set beside each other; they change nothing of the criteria.
    """

    weights: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    numbers: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    programmes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    further: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    merged: tuple[str, ...] = ()
    viewpoints: tuple[Profile, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As JSON has it: names in order, nothing that is as the file has it."""
        entries: dict[str, Any] = {
            "weights": dict(sorted(self.weights.items())),
            **{name: self.numbers[name] for name in NUMBERS if name in self.numbers},
            **{name: sorted(getattr(self, name)) for name in LISTS},
            "programmes": dict(sorted(self.programmes.items())),
            "merged": sorted(self.merged),
            "viewpoints": [_plain_viewpoint(viewpoint) for viewpoint in self.viewpoints],
        }
        # Beyond it: an empty list here says something, as that no sector is required.
        own = {name: self.further[name] for name in FURTHER if name in self.further}
        return {name: value for name, value in entries.items() if value not in ({}, [])} | own

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Setting:
        """The setting that ``plain`` gave. Raises ``KeyError`` for a name that no setting has."""
        known = {
            *NUMBERS,
            *FURTHER,
            *(declared.name for declared in fields(cls) if declared.name not in ("numbers", "further")),
        }
        if unknown := sorted(set(plain) - known):
            raise KeyError(unknown[0])
        return cls(
            MappingProxyType(dict(plain.get("weights", {}))),
            MappingProxyType({name: plain[name] for name in NUMBERS if name in plain}),
            tuple(plain.get("must", ())),
            tuple(plain.get("must_not", ())),
            MappingProxyType(dict(plain.get("programmes", {}))),
            MappingProxyType({name: plain[name] for name in FURTHER if name in plain}),
            tuple(plain.get("merged", ())),
            tuple(Profile(**viewpoint) for viewpoint in plain.get("viewpoints", ())),
        )


def _plain_viewpoint(profile: Profile) -> dict[str, Any]:
    """As JSON has it: what is said of its basis too, nothing that is empty."""
    entries = {"id": profile.id, "name_nb": profile.name_nb, "weights": dict(sorted(profile.weights.items()))}
    return entries | {
        name: text
        for name in ("name_en", "name_nn", "basis", "basis_en", "basis_nn")
        if (text := getattr(profile, name))
    }


def with_setting(criteria: Criteria, setting: Setting, dataset: Dataset | None = None) -> Criteria:
    """The criteria with everything that the setting changes.

    ``dataset`` is needed where the setting merges candidates: the merged one is called by their names.

    Raises ``InputError`` where something cannot be so.
    """
    if setting.weights:
        criteria = with_weights(criteria, setting.weights)
    changes: dict[str, Any] = dict(setting.numbers)
    changes |= {ONLY.get(name, name): value for name, value in setting.further.items()}
    for name in LISTS:
        if added := getattr(setting, name):
            changes[name] = tuple(dict.fromkeys((*getattr(criteria.selection, name, ()), *added)))
    if setting.programmes:
        changes["programmes"] = dict(setting.programmes)
    criteria = with_selection(criteria, **changes) if changes else criteria
    return with_merge(criteria, dataset, setting.merged) if setting.merged and dataset is not None else criteria
