"""What one visitor has set, frozen: from the widgets' values, and as the engine is asked it. No Streamlit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.fields.field import CONFLICT, FATE, LEAST, LIMIT, MERGE, MOST, NONE, SHARE_DECIMALS, WEIGHT, Field, percent
from app.shell.data_sets import Chosen
from engine.criteria.count_conditions import COUNT_CONDITIONS
from engine.criteria.linked_weights import WHOLE, apportioned

AS_THEY_ARE = (
    *("objective", "max_new", "min_new", "frame", "minimum_new", "minimum_continuing", "cost_fixed"),
    *("cost_per_1000_jobs", "eligible", "must", "must_not", "require_sectors"),
)
SHARES = ("equal_share", "wind_down_share")
DECIMALS = SHARE_DECIMALS  # a slider adds its steps in binary: 3.6 can come back as 3.5999999999999996


@dataclass(frozen=True, slots=True)
class Setting:
    """What one user has set, beyond what the criteria file says.

    Parameters
    ----------
    data
        Which shipped data set, the server's, or the visitor's own.
    weights
        ``(member, share)`` of every member, 0..1 with the decimals of a link and adding up to exactly 1; empty where
        they are the file's own.
    changes
        ``(name, value)`` for ``engine.criteria.overrides.with_selection``, only what differs from the file.
    merged
        Candidates that make one programme together.
    """

    data: Chosen
    weights: tuple[tuple[str, float], ...] = ()
    changes: tuple[tuple[str, object], ...] = ()
    merged: tuple[str, ...] = ()


def setting_of(data: Chosen, fields: Mapping[str, Field], values: Mapping[str, object]) -> Setting:
    """The setting that the widgets' values make."""
    touched = {key: plain(values[key]) for key, field in fields.items() if plain(values[key]) != field.default}
    moved = any(key.startswith(WEIGHT) for key in touched)
    return Setting(
        data=data,
        weights=tuple(shares_from(units_of(values, fields)).items()) if moved else (),
        changes=tuple(_changes(touched, fields, {key: plain(value) for key, value in values.items()})),
        merged=_at_least_two(touched.get(MERGE, ())),
    )


def units_of(values: Mapping[str, object], fields: Mapping[str, Field]) -> dict[str, int]:
    """The weights in whole millionths, as ``engine.criteria.linked_weights`` moves them; none where the top has none.

    Raises ``InputError`` where all of them are 0.
    """
    sliders = {key: values.get(key, field.default) for key, field in fields.items() if key.startswith(WEIGHT)}
    return apportioned({key.removeprefix(WEIGHT): _number(value) for key, value in sliders.items()}) if sliders else {}


def weight_values(units: Mapping[str, int]) -> dict[str, float]:
    """The weights as the fields hold them, in per cent."""
    return {WEIGHT + member: percent(unit / WHOLE) for member, unit in units.items()}


def shares_from(units: Mapping[str, int]) -> dict[str, float]:
    """Each member's share, 0..1, with the decimals of a link."""
    return {member: unit / WHOLE for member, unit in units.items()}


def shares_of(setting: Setting, fields: Mapping[str, Field]) -> dict[str, float]:
    """Each member's share, 0..1, those of the file where nobody has moved them."""
    return dict(setting.weights) or shares_from(units_of({}, fields))


def _changes(
    touched: Mapping[str, object], fields: Mapping[str, Field], values: Mapping[str, object]
) -> Iterable[tuple[str, object]]:
    for key in AS_THEY_ARE:
        if key in touched:
            yield key, touched[key]
    for key in SHARES:
        if key in touched:
            yield key, _number(touched[key]) / 100
    for key, condition in COUNT_CONDITIONS.items():
        if key in touched and key not in AS_THEY_ARE:
            yield key, _limit(touched[key]) if condition.key.kind == "integer" else touched[key]
    groups = [key for key in fields if key.startswith(CONFLICT)]
    now, file = (_groups(of[key] for key in groups) for of in (values, {key: fields[key].default for key in groups}))
    if now != file:
        yield "conflicts", now
    bounded = dict.fromkeys(_after(key, (LEAST, MOST)) for key in touched if key.startswith((LEAST, MOST)))
    if bounded:
        yield "require_indicator", tuple((indicator, *_bounds(indicator, fields, values)) for indicator in bounded)
    limits = [key for key in fields if key.startswith(LIMIT)]
    if any(key in touched for key in limits):
        held = ((key.removeprefix(LIMIT), values[key]) for key in limits if values[key] != fields[key].high)
        yield "resource", tuple(held)
    fates = {key.removeprefix(FATE): value for key, value in touched.items() if key.startswith(FATE)}
    if fates:
        yield "programmes", tuple(fates.items())


def _limit(chosen: object) -> int | None:
    return None if chosen == NONE else int(str(chosen))


def _after(key: str, prefixes: tuple[str, ...]) -> str:
    return next(key.removeprefix(prefix) for prefix in prefixes if key.startswith(prefix))


def _groups(chosen: Iterable[object]) -> tuple[tuple[str, ...], ...]:
    """Groups of two and more; a first one alone is on its way to a group."""
    return tuple(members for group in chosen if (members := _at_least_two(group)))


def _bounds(indicator: str, fields: Mapping[str, Field], values: Mapping[str, object]) -> tuple[object, object]:
    """Least and most; None where the slider stands at its end, which is no bound."""
    least, most = LEAST + indicator, MOST + indicator
    return (
        values[least] if values[least] != fields[least].low else None,
        values[most] if most in fields and values[most] != fields[most].high else None,
    )


def _at_least_two(chosen: object) -> tuple[str, ...]:
    """A merger once there are two; the first of them alone is on its way to one."""
    members = tuple(sorted(chosen)) if isinstance(chosen, tuple) else ()
    return members if len(members) > 1 else ()


def plain(value: object) -> object:
    """A widget's value as it can be compared and kept."""
    if isinstance(value, float):
        return round(value, DECIMALS)
    return tuple(value) if isinstance(value, list) else value


def _number(value: object) -> float:
    return round(float(str(value)), DECIMALS)
