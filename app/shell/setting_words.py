"""What is set, in words: every weight, and what differs from the file or from another setting. No Streamlit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.fields.field import FATE, LOCK, WEIGHT, Field
from app.shell.setting import Setting, plain, shares_of
from engine.foundation.locale import number, text

ARROW, MOST_DECIMALS = " → ", 2
FRAME = "frame"  # said also where it is as in the file: every grant follows from it
MOST_SAID = 4


@dataclass(frozen=True, slots=True)
class Held:
    """A setting with the values of the panel that made it, by key."""

    setting: Setting
    values: Mapping[str, object]


def weights_in_words(held: Held, fields: Mapping[str, Field], language: str) -> str:
    """Every criterion with its share of the weight."""
    shares = shares_of(held.setting, fields)
    return ", ".join(f"{fields[WEIGHT + one].label} {_percent(share, language)}" for one, share in shares.items())


def conditions_in_words(held: Held, fields: Mapping[str, Field], language: str) -> tuple[str, ...]:
    """The frame, and everything else that is not as the file has it."""
    return tuple(
        f"{_label(one, language)}: {_said(value, one, language)}"
        for key, one in fields.items()
        if not key.startswith(WEIGHT)
        and ((value := plain(held.values.get(key, one.default))) != plain(one.default) or key == FRAME)
    )


def difference_in_words(before: Held, after: Held, fields: Mapping[str, Field], language: str) -> str:
    """What has another value than before, as ``Frame a year (MNOK) 70 → 76``; the first ones where there are many."""
    was, now = (shares_of(one.setting, fields) for one in (before, after))
    moved = [
        f"{one.label} {_percent(was.get(member, 0.0), language)}{ARROW}{_percent(now.get(member, 0.0), language)}"
        for key, one in fields.items()
        if key.startswith(WEIGHT)
        and _differs(before, after, one)
        and was.get(member := key.removeprefix(WEIGHT)) != now.get(member)
    ]
    moved += [
        f"{_label(one, language)} {ARROW.join(_two(before, after, one, language))}"
        for key, one in fields.items()
        if not key.startswith(WEIGHT) and _differs(before, after, one)
    ]
    rest = len(moved) - MOST_SAID
    return "; ".join(moved[:MOST_SAID]) + (text("app.and_more", language, count=rest) if rest > 0 else "")


def _two(before: Held, after: Held, one: Field, language: str) -> tuple[str, str]:
    was, now = (_said(plain(held.values.get(one.key, one.default)), one, language) for held in (before, after))
    return was, now


def _differs(before: Held, after: Held, one: Field) -> bool:
    was, now = (plain(held.values.get(one.key, one.default)) for held in (before, after))
    return was != now


def _label(one: Field, language: str) -> str:
    if one.key.startswith(FATE):
        return f"{text('app.section_programmes', language)}, {one.label}"
    return one.label if one.key != LOCK else text("app.lock", language)


def _said(value: object, one: Field, language: str) -> str:
    if isinstance(value, tuple):
        return ", ".join(one.labels.get(str(part), str(part)) for part in value) or text("report.none", language)
    if one.options:
        return one.labels.get(str(value), str(value))
    return _plain_number(float(str(value)), language)


def _percent(share: float, language: str) -> str:
    return f"{number(100 * share, 1, language)} %"


def _plain_number(value: float, language: str) -> str:
    said = f"{value:.{MOST_DECIMALS}f}".rstrip("0")
    return number(value, len(said.partition(".")[2]), language)
