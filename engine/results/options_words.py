"""Parts of an option in words: half-years, fates, and the key."""

from __future__ import annotations

from fractions import Fraction

from engine.foundation.errors import listed
from engine.foundation.locale import Locale
from engine.plans.comparison import Compared
from engine.plans.grant_keys import CONTINUING, KINDS, NEW, Key
from engine.plans.options import HalfYear, Option
from engine.plans.options_book import Book
from engine.selection.grant_key import ORE_PER_MNOK

MOST_DECIMALS = 4


def letter(option: Option) -> str:
    """What an option is called in a heading: ids of one letter as a capital."""
    return option.id.upper() if len(option.id) == 1 else option.id


def half_year_in_words(at: HalfYear, locale: Locale) -> str:
    """``2025-H1`` as one says it."""
    return locale.text(f"options.half_{at.half}", year=at.year)


def fate_in_words(fate: str | HalfYear, locale: Locale) -> str:
    """What becomes of one of today's programmes."""
    if isinstance(fate, HalfYear):
        return locale.text("options.fate_end_after", half_year=half_year_in_words(fate, locale))
    return locale.text(f"options.fate_{fate}")


def fates_in_words(one: Compared, book: Book, locale: Locale) -> str:
    """What becomes of today's programmes, those that do not simply continue by name."""
    otherwise = {name: fate for name, fate in one.planned.option.programmes.items() if fate != "continue"}
    if not otherwise:
        return locale.text("options.all_continue")
    said = [
        locale.text("options.fate_of", programme=name_of(book, name, locale), fate=fate_in_words(fate, locale))
        for name, fate in otherwise.items()
    ]
    rest = len(one.today) - len(otherwise)
    return "; ".join([*said, *([locale.text("options.rest_continue")] if rest else [])])


def starts_in_words(one: Compared, book: Book, locale: Locale) -> str:
    """The new programmes, each with its start where that is not the plan's first half-year."""
    starts = one.plan.starts if one.plan else {}
    said = []
    for name in one.planned.selected:
        called = name_of(book, name, locale)
        if (start := starts.get(name, book.file.first)) != book.file.first:
            called = locale.text("options.from_start", programme=called, half_year=half_year_in_words(start, locale))
        said.append(called)
    return "; ".join(said) or locale.text("report.none")


def key_in_words(key: Key, size: str, book: Book, locale: Locale) -> str:
    """A grant key: who gets what by which rule, without what is not used."""
    said = []
    if key.steps:
        steps = [
            locale.text("options.step", jobs=locale.number(step.jobs, 0), amount=plain_number(step.mnok, locale))
            for step in key.steps
        ]
        said.append(locale.text("options.key_steps", steps=listed(steps, locale)))
    else:
        by = locale.text(f"options.size_{size}")
        said.append(locale.text("options.key_shared", equal=plain_number(100 * key.equal_share, locale), size=by))
    said += [
        locale.text(f"options.key_floor_{kind}", amount=_mnok(key.floors[kind], locale))
        for kind in KINDS
        if key.floors[kind]
    ]
    if key.cap is not None:
        said.append(locale.text("options.key_cap", amount=_mnok(key.cap, locale)))
    for kind in (NEW, CONTINUING):
        if any(factor != 1 for factor in key.phases[kind]):
            factors = " → ".join(plain_number(factor, locale) for factor in key.phases[kind])
            said.append(locale.text(f"options.key_phase_{kind}", factors=factors))
    if key.need:
        needs = [f"{name_of(book, name, locale)} {_mnok(amount, locale)}" for name, amount in key.need.items()]
        said.append(locale.text("options.key_need", needs=listed(needs, locale)))
    if key.freed != "key":
        said.append(locale.text(f"options.key_freed_{key.freed}"))
    return "; ".join(said)


def plain_number(value: float | Fraction, locale: Locale) -> str:
    """A number that somebody has set, without decimals that say nothing."""
    said = f"{float(value):.{MOST_DECIMALS}f}".rstrip("0")
    return locale.number(float(value), len(said.partition(".")[2]))


def name_of(book: Book, industry_id: str, locale: Locale) -> str:
    """What an industry is called."""
    dataset = book.scores.dataset
    return dataset.industries[dataset.position[industry_id]].name(locale)


def _mnok(amount: Fraction, locale: Locale) -> str:
    return plain_number(amount / ORE_PER_MNOK, locale)
