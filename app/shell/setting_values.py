"""Changes of the criteria, by the engine's names, as the values that the panel's fields get. No Streamlit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.fields.field import CONFLICT, FATE, LEAST, LIMIT, MOST, NONE, Field
from app.shell.setting import SHARES

Values = dict[str, object]


def values_of(changes: Mapping[str, Any], fields: Mapping[str, Field]) -> Values | None:
    """The fields that the changes move, by key; None where the panel has no field for one of them, or no room.

    Parameters
    ----------
    changes
        Names and values for ``engine.criteria.overrides.with_selection``.
    fields
        The panel's, by key.
    """
    moves: Values = {}
    for name, value in changes.items():
        if name == "conflicts":
            keys = [key for key in fields if key.startswith(CONFLICT)]
            groups = [tuple(group) for group in value]
            if len(groups) > len(keys):
                return None
            moves |= dict(zip(keys, [*groups, *[()] * (len(keys) - len(groups))], strict=True))
        elif name == "require_indicator":
            for indicator, bounds in value.items():
                for prefix, end, edge in ((LEAST, "min", "low"), (MOST, "max", "high")):
                    if (key := prefix + indicator) in fields:
                        asked = (bounds or {}).get(end)
                        moves[key] = getattr(fields[key], edge) if asked is None else asked
        elif name == "resource":
            limits = {resource["id"]: resource["limit"] for resource in value}
            for key in (key for key in fields if key.startswith(LIMIT)):
                moves[key] = limits.get(key.removeprefix(LIMIT), fields[key].high)
        elif name == "programmes":
            moves |= {FATE + programme: fate for programme, fate in value.items()}
        elif name in fields and NONE in fields[name].options:
            moves[name] = NONE if value is None else str(value)
        elif name in SHARES:
            moves[name] = round(100 * float(value), 6)
        else:
            moves[name] = tuple(value) if isinstance(value, list) else value
    return moves if all(_fits(value, fields.get(key)) for key, value in moves.items()) else None


def _fits(value: object, field: Field | None) -> bool:
    """Whether the panel has the field, with this choice, and its slider goes so far."""
    if field is None:
        return False
    if field.options:
        chosen = value if isinstance(value, tuple) else (value,)
        return all(str(part) in field.options for part in chosen)
    return field.low <= float(str(value)) <= field.high
