"""Options back to TOML. What equals its default is left out, so that a written file reads like one written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.foundation.locale import LOCALES
from engine.plans.options import HalfYear, Option, OptionKey, OptionsFile


def options_toml(file: OptionsFile) -> str:
    """The file that ``parse_options`` reads as these options; comments are not kept."""
    import tomli_w

    table = {
        "id": file.id,
        **_texts(file, "title", "note"),
        "from": str(file.first),
        "to": str(file.last),
        "frame": {str(year): float(amount) for year, amount in sorted(file.frame.items())},
        "option": [_option(option) for option in file.options],
        "key": [{"id": named.id, **_texts(named, "name"), **_key(named.key)} for named in file.keys],
    }
    return tomli_w.dumps({name: value for name, value in table.items() if value != []})


def _option(option: Option) -> dict[str, Any]:
    table: dict[str, Any] = {"id": option.id, **_texts(option, "name", "note")}
    if option.new is not None:
        table["new"] = list(option.new)
    else:
        table["choose"] = _plain(option.choose or {})
    further: dict[str, Any] = {
        "starts": {name: str(start) for name, start in option.starts.items()},
        "programmes": {name: _fate(fate) for name, fate in option.programmes.items()},
        "extended": list(option.extended),
        "carried_over": {name: float(amount) for name, amount in option.carried_over.items()},
        "standpoint": [{"party": standpoint.party, "words": standpoint.words} for standpoint in option.standpoints],
        "key": _key(option.key),
    }
    return {**table, **{name: value for name, value in further.items() if value}}


def _fate(fate: str | HalfYear) -> Any:
    return {"end": str(fate)} if isinstance(fate, HalfYear) else fate


def _key(key: OptionKey) -> dict[str, Any]:
    """The keys of a grant key that are not at their default."""
    usual = OptionKey()
    floor = {"new": key.floor_new, "continuing": key.floor_continuing}
    phase = {
        kind: list(factors)
        for kind, factors in (("new", key.phase_new), ("continuing", key.phase_continuing))
        if factors != (1.0,)
    }
    table: dict[str, Any] = {
        "equal_share": key.equal_share,
        "size": None if key.size == usual.size else key.size,
        "floor": {kind: float(amount) for kind, amount in floor.items() if amount is not None} or None,
        "cap": key.cap,
        "phase": phase or None,
        "freed": None if key.freed == usual.freed else key.freed,
        "need": {name: float(amount) for name, amount in key.need.items()} or None,
        "steps": [{"jobs": step.jobs, "mnok": float(step.mnok)} for step in key.steps] or None,
    }
    return {name: value for name, value in table.items() if value is not None}


def _texts(thing: object, *names: str) -> dict[str, str]:
    """What is said under the names, in every language that it is said in."""
    keys = (f"{name}_{locale.tag}" for name in names for locale in LOCALES)
    return {key: text for key in keys if (text := getattr(thing, key))}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, (tuple, list)) else value
