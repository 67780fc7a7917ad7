"""Two scenarios beside each other: what was set differently, who came in and went out, and which setting caused it.

The settings that differ are changed one at a time, from the first scenario's to the second's, in a fixed order; each
step's change is put down to the setting that was changed in it. The steps add up to the whole. Another order can give a
cause another share, which is why the order is told with the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.criteria.built_in_profiles import built_in_viewpoints
from engine.criteria.reading import parse_criteria
from engine.criteria.setting import FURTHER, LISTS, NUMBERS, Setting
from engine.foundation.errors import InputError
from engine.store.content import listing
from engine.store.recomputation import Inputs, Result, result_of

WEIGHTS, PROGRAMMES, CRITERIA, DATA, MERGED = "weights", "programmes", "criteria", "data", "merged"
VIEWPOINTS = "viewpoints"
ORDER = (DATA, CRITERIA, WEIGHTS, *NUMBERS, *LISTS, PROGRAMMES, *FURTHER, MERGED, VIEWPOINTS)
"""Data first, since all the rest is asked of it; then the criteria file, and the setting laid over it.

Viewpoints last: they move nobody, since the selection is not made of them.
"""


@dataclass(frozen=True, slots=True)
class Cause:
    """What one setting did when it was changed with all before it changed already.

    ``grants`` is the change of each grant in MNOK, only those that changed. ``possible`` is False where the step by
    itself has no answer (nothing feasible, or criteria that do not go with the data): its effect is counted with the
    next.
    """

    setting: str
    entered: tuple[str, ...]
    left: tuple[str, ...]
    grants: Mapping[str, float]
    possible: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """``changed``: ``{"setting", "before", "after"}`` for every setting that differs. The causes add up to the rest."""

    changed: tuple[Mapping[str, Any], ...]
    entered: tuple[str, ...]
    left: tuple[str, ...]
    grants: Mapping[str, float]
    causes: tuple[Cause, ...]


def compare(before: Inputs, after: Inputs) -> Comparison:
    """What separates two scenarios, both computed by today's program."""
    changed = [name for name in ORDER if _value(before, name) != _value(after, name)]
    if not (before.setting.viewpoints or after.setting.viewpoints):
        changed = [name for name in changed if name != VIEWPOINTS]  # the built-in ones follow the criteria
    first, last = _result(before), _result(after)
    causes, here, inputs = [], first, before
    for name in changed:
        inputs = _changed(inputs, after, name)
        reached = last if name == changed[-1] else _possible(inputs)
        if reached is None:
            causes.append(Cause(name, (), (), {}, False))
            continue
        causes.append(Cause(name, *_moved(here, reached), True))
        here = reached
    return Comparison(
        tuple({"setting": name, **_shown(before, after, name)} for name in changed),
        *_moved(first, last),
        tuple(causes),
    )


def _result(inputs: Inputs) -> Result:
    """Without the viewpoints: those of the one need not go with the criteria of the other."""
    return result_of(replace(inputs, setting=replace(inputs.setting, viewpoints=())))


def _possible(inputs: Inputs) -> Result | None:
    try:
        result = _result(inputs)
    except InputError:
        return None
    return None if "conflict" in result else result


def _moved(before: Result, after: Result) -> tuple[tuple[str, ...], tuple[str, ...], dict[str, float]]:
    was, now = set(before.get("selected", ())), set(after.get("selected", ()))
    grants = (before.get("grants", {}), after.get("grants", {}))
    # Grants are whole øre, so their differences are, too; in MNOK they have eight decimals.
    moved = {
        programme: round(grants[1].get(programme, 0.0) - grants[0].get(programme, 0.0), 8)
        for programme in _in_order(grants)
    }
    return tuple(sorted(now - was)), tuple(sorted(was - now)), {programme: by for programme, by in moved.items() if by}


def _in_order(grants: Iterable[Mapping[str, float]]) -> list[str]:
    return sorted({programme for side in grants for programme in side})


def _value(inputs: Inputs, name: str) -> Any:
    if name == DATA:
        return listing(inputs.data_files)
    if name == CRITERIA:
        return inputs.criteria_text
    if name == VIEWPOINTS:
        return _viewpoints(inputs)
    return inputs.setting.plain().get(name)


def _viewpoints(inputs: Inputs) -> list[dict[str, Any]]:
    """By id, since it is no difference in which order they stand; where nobody set any, the built-in ones stand."""
    setting = inputs.setting
    if not setting.viewpoints:
        setting = Setting(viewpoints=built_in_viewpoints(parse_criteria(inputs.criteria_text, inputs.criteria_file))[0])
    return sorted(setting.plain().get(VIEWPOINTS, []), key=lambda viewpoint: str(viewpoint["id"]))


def _shown(before: Inputs, after: Inputs, name: str) -> dict[str, Any]:
    """What a screen tells of a setting that differs; of viewpoints only those that are not on both sides."""
    sides = {"before": before, "after": after}
    if name == VIEWPOINTS:
        was, now = (_viewpoints(side) for side in sides.values())
        return {
            "before": [viewpoint for viewpoint in was if viewpoint not in now],
            "after": [viewpoint for viewpoint in now if viewpoint not in was],
        }
    names = {DATA: "data_name", CRITERIA: "criteria_file"}
    return {
        side: getattr(inputs, names[name]) if name in names else _value(inputs, name) for side, inputs in sides.items()
    }


def _changed(inputs: Inputs, after: Inputs, name: str) -> Inputs:
    if name == DATA:
        return replace(inputs, data_files=after.data_files, data_name=after.data_name)
    if name == CRITERIA:
        return replace(inputs, criteria_text=after.criteria_text, criteria_file=after.criteria_file)
    setting, new = inputs.setting, after.setting
    table = "numbers" if name in NUMBERS else "further" if name in FURTHER else ""
    if not table:
        return replace(inputs, setting=replace(setting, **{name: getattr(new, name)}))
    held = {key: value for key, value in getattr(setting, table).items() if key != name}
    if name in getattr(new, table):
        held[name] = getattr(new, table)[name]
    changed = replace(setting, numbers=held) if table == "numbers" else replace(setting, further=held)
    return replace(inputs, setting=changed)
