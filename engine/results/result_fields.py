"""Kinds of field in a result, each a part of a JSON Schema (draft 2020-12).

A record allows no field that it does not declare, so that a result and its declaration cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]
_OPTIONAL = "x-optional"


def text(meaning: str = "", *choices: str) -> Schema:
    """A text; one of ``choices`` where they are given."""
    return _about({"type": "string"} | ({"enum": list(choices)} if choices else {}), meaning)


def number(meaning: str = "") -> Schema:
    """A number, not rounded."""
    return _about({"type": "number"}, meaning)


def share(meaning: str = "") -> Schema:
    """A number from 0 to 1."""
    return _about({"type": "number", "minimum": 0, "maximum": 1}, meaning)


def whole(meaning: str = "") -> Schema:
    """A whole number."""
    return _about({"type": "integer"}, meaning)


def flag(meaning: str = "") -> Schema:
    """True or false."""
    return _about({"type": "boolean"}, meaning)


def list_of(kind: Schema, meaning: str = "") -> Schema:
    """Any number of one kind."""
    return _about({"type": "array", "items": kind}, meaning)


def ids(meaning: str = "") -> Schema:
    """A list of ids."""
    return list_of(text(), meaning)


def pair(kind: Schema, meaning: str = "") -> Schema:
    """Exactly two of one kind, as the ends of an interval."""
    return _about({"type": "array", "items": kind, "minItems": 2, "maxItems": 2}, meaning)


def by(name: str, kind: Schema, meaning: str = "") -> Schema:
    """One of a kind for each ``name`` (industry, criterion, year …) that there is."""
    return _about({"type": "object", "additionalProperties": kind, "x-key": name}, meaning)


def record(fields: Mapping[str, Schema], meaning: str = "") -> Schema:
    """Fields with names of their own, and no others."""
    properties = {name: {key: of for key, of in kind.items() if key != _OPTIONAL} for name, kind in fields.items()}
    required = [name for name, kind in fields.items() if _OPTIONAL not in kind]
    return _about(
        {"type": "object", "properties": properties, "required": required, "additionalProperties": False}, meaning
    )


def maybe(kind: Schema) -> Schema:
    """The same, or null."""
    inner = {key: of for key, of in kind.items() if key != "description"}
    return _about({"anyOf": [inner, {"type": "null"}]}, kind.get("description", ""))


def optional(kind: Schema) -> Schema:
    """A field that can be absent."""
    return kind | {_OPTIONAL: True}


def document(title: str, fields: Mapping[str, Schema]) -> Schema:
    """The schema of a whole result."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title} | record(fields)


def rows(kind: Schema, path: str = "") -> list[tuple[str, str, str]]:
    """``(path, type, meaning)`` of every field in a schema, outer before inner; ``[]`` is each of a list."""
    own = [(path, _type(kind), kind.get("description", ""))] if path else []
    start = f"{path}." if path else ""
    deeper: list[tuple[str, str, str]] = []
    for inner in _kinds(kind):
        deeper += [row for name, schema in inner.get("properties", {}).items() for row in rows(schema, start + name)]
        if "items" in inner:
            deeper += rows(inner["items"], f"{path}[]")[1:]
        elif "x-key" in inner:
            deeper += rows(inner["additionalProperties"], f"{start}{{{inner['x-key']}}}")[1:]
    return own + deeper


def _kinds(kind: Schema) -> list[Schema]:
    return list(kind.get("anyOf", [kind]))


def _type(kind: Schema) -> str:
    if "anyOf" in kind:
        return " or ".join(dict.fromkeys(_type(alternative) for alternative in kind["anyOf"]))
    if "enum" in kind:
        return ", ".join(f"`{choice}`" for choice in kind["enum"])
    if "x-key" in kind:
        return f"by {kind['x-key']}: {_type(kind['additionalProperties'])}"
    if kind.get("type") == "array":
        return f"{'two' if 'maxItems' in kind else 'list'} of {_type(kind['items'])}"
    names = {"integer": "whole number", "boolean": "true or false", "string": "text", "object": "record"}
    named = str(kind.get("type", "anything"))
    word = names.get(named, named)
    return f"{word} 0–1" if kind.get("maximum") == 1 else word


def _about(kind: Schema, meaning: str) -> Schema:
    return kind | ({"description": meaning} if meaning else {})
