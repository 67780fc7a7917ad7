"""What is set, in words: every weight, and what differs from the file or from another setting. No Streamlit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.fields.field import FATE, LOCK, WEIGHT, Field
from app.shell.setting import Setting, plain, shares_of
from engine.criteria.linked_weights import PER_CENT, WHOLE, followers
from engine.foundation.locale import DEFAULT_LOCALE, Locale

ARROW, MOST_DECIMALS = " → ", 2
FRAME = "frame"  # said also where it is as in the file: every grant follows from it
MOST_SAID = 4


@dataclass(frozen=True, slots=True)
class Held:
    """A setting with the values of the panel that made it, by key."""

    setting: Setting
    values: Mapping[str, object]


def weights_in_words(held: Held, fields: Mapping[str, Field], locale: Locale) -> str:
    """Every criterion with its share of the weight."""
    shares = shares_of(held.setting, fields)
    return ", ".join(f"{fields[WEIGHT + member].label} {_percent(share, locale)}" for member, share in shares.items())


def conditions_in_words(held: Held, fields: Mapping[str, Field], locale: Locale) -> tuple[str, ...]:
    """The frame, and everything else that is not as the file has it."""
    return tuple(
        f"{_label(field, locale)}: {_said(value, field, locale)}"
        for key, field in fields.items()
        if not key.startswith(WEIGHT)
        and key != LOCK
        and ((value := plain(held.values.get(key, field.default))) != plain(field.default) or key == FRAME)
    )


def difference_in_words(before: Held, after: Held, fields: Mapping[str, Field], locale: Locale) -> str:
    """What has another value than before, as ``Frame a year (MNOK) 70 → 76``; the first ones where there are many.

    Weights that only followed another are not named, and a lock changes nothing.
    """
    moved = [
        locale.text("app.weight_moved", criterion=locale.in_sentence(fields[WEIGHT + member].label), was=was, now=now)
        for member, was, now in _moved_weights(before, after, fields, locale)
    ]
    moved += [
        f"{_label(field, locale)} {ARROW.join(_two(before, after, field, locale))}"
        for key, field in fields.items()
        if not key.startswith(WEIGHT) and key != LOCK and _differs(before, after, field)
    ]
    rest = len(moved) - MOST_SAID
    return "; ".join(moved[:MOST_SAID]) + (locale.text("app.and_more", count=rest) if rest > 0 else "")


def moved_keys(before: Held, after: Held, fields: Mapping[str, Field]) -> frozenset[str]:
    """The fields that somebody has set otherwise; weights that only followed another, and locks, are not among them."""
    weights = {WEIGHT + member for member, _, _ in _moved_weights(before, after, fields, DEFAULT_LOCALE)}
    others = {key for key, field in fields.items() if not key.startswith(WEIGHT) and _differs(before, after, field)}
    return frozenset(weights | others - {LOCK})


def _moved_weights(
    before: Held, after: Held, fields: Mapping[str, Field], locale: Locale
) -> Iterator[tuple[str, str, str]]:
    """Each member that was moved, with its weight before and after."""
    was, now = (_units(shares_of(held.setting, fields)) for held in (before, after))
    followed = followers(was, now)
    for member, units in was.items():
        if units != now[member] and member not in followed:
            yield member, _plain_number(units / PER_CENT, locale), _plain_number(now[member] / PER_CENT, locale)


def _units(shares: Mapping[str, float]) -> dict[str, int]:
    return {member: round(share * WHOLE) for member, share in shares.items()}


def _two(before: Held, after: Held, field: Field, locale: Locale) -> tuple[str, str]:
    was, now = (_said(plain(held.values.get(field.key, field.default)), field, locale) for held in (before, after))
    return was, now


def _differs(before: Held, after: Held, field: Field) -> bool:
    was, now = (plain(held.values.get(field.key, field.default)) for held in (before, after))
    return was != now


def _label(field: Field, locale: Locale) -> str:
    if field.key.startswith(FATE):
        return f"{locale.text('app.section_programmes')}, {field.label}"
    return field.label


def _said(value: object, field: Field, locale: Locale) -> str:
    if isinstance(value, tuple):
        return ", ".join(field.labels.get(str(part), str(part)) for part in value) or locale.text("report.none")
    if field.options:
        return field.labels.get(str(value), str(value))
    return _plain_number(float(str(value)), locale)


def _percent(share: float, locale: Locale) -> str:
    return locale.per_cent(locale.number(100 * share, 1))


def _plain_number(value: float, locale: Locale) -> str:
    digits = f"{value:.{MOST_DECIMALS}f}".rstrip("0")
    return locale.number(value, len(digits.partition(".")[2]))
