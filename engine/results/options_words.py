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


def half_year_in_words(half_year: HalfYear, locale: Locale) -> str:
    """``2025-H1`` as one says it."""
    return locale.text(f"options.half_{half_year.half}", year=half_year.year)


def fate_in_words(fate: str | HalfYear, locale: Locale) -> str:
    """What becomes of one of today's programmes."""
    if isinstance(fate, HalfYear):
        return locale.text("options.fate_end_after", half_year=half_year_in_words(fate, locale))
    return locale.text(f"options.fate_{fate}")


def fates_in_words(compared: Compared, book: Book, locale: Locale) -> str:
    """What becomes of today's programmes, those that do not simply continue by name."""
    otherwise = {name: fate for name, fate in compared.planned.option.programmes.items() if fate != "continue"}
    if not otherwise:
        return locale.text("options.all_continue")
    phrases = [
        locale.text("options.fate_of", programme=name_of(book, name, locale), fate=fate_in_words(fate, locale))
        for name, fate in otherwise.items()
    ]
    rest = len(compared.today) - len(otherwise)
    return "; ".join([*phrases, *([locale.text("options.rest_continue")] if rest else [])])


def starts_in_words(compared: Compared, book: Book, locale: Locale) -> str:
    """The new programmes, each with its start where that is not the plan's first half-year."""
    starts = compared.plan.starts if compared.plan else {}
    phrases = []
    for name in compared.planned.selected:
        called = name_of(book, name, locale)
        if (start := starts.get(name, book.file.first)) != book.file.first:
            called = locale.text("options.from_start", programme=called, half_year=half_year_in_words(start, locale))
        phrases.append(called)
    return "; ".join(phrases) or locale.text("report.none")


def key_in_words(key: Key, size: str, book: Book, locale: Locale) -> str:
    """A grant key: who gets what by which rule, without what is not used."""
    phrases = []
    if key.steps:
        steps = [
            locale.text("options.step", jobs=locale.number(step.jobs, 0), amount=plain_number(step.mnok, locale))
            for step in key.steps
        ]
        phrases.append(locale.text("options.key_steps", steps=listed(steps, locale)))
    else:
        by = locale.text(f"options.size_{size}")
        phrases.append(locale.text("options.key_shared", equal=plain_number(100 * key.equal_share, locale), size=by))
    phrases += [
        locale.text(f"options.key_floor_{kind}", amount=_mnok(key.floors[kind], locale))
        for kind in KINDS
        if key.floors[kind]
    ]
    if key.cap is not None:
        phrases.append(locale.text("options.key_cap", amount=_mnok(key.cap, locale)))
    for kind in (NEW, CONTINUING):
        if any(factor != 1 for factor in key.phases[kind]):
            factors = " → ".join(plain_number(factor, locale) for factor in key.phases[kind])
            phrases.append(locale.text(f"options.key_phase_{kind}", factors=factors))
    if key.need:
        needs = [f"{name_of(book, name, locale)} {_mnok(amount, locale)}" for name, amount in key.need.items()]
        phrases.append(locale.text("options.key_need", needs=listed(needs, locale)))
    if key.freed != "key":
        phrases.append(locale.text(f"options.key_freed_{key.freed}"))
    return "; ".join(phrases)


def plain_number(value: float | Fraction, locale: Locale) -> str:
    """A number that somebody has set, without decimals that say nothing."""
    text = f"{float(value):.{MOST_DECIMALS}f}".rstrip("0")
    return locale.number(float(value), len(text.partition(".")[2]))


def name_of(book: Book, industry_id: str, locale: Locale) -> str:
    """What an industry is called."""
    dataset = book.scores.dataset
    return dataset.industries[dataset.position[industry_id]].name(locale)


def _mnok(amount: Fraction, locale: Locale) -> str:
    return plain_number(amount / ORE_PER_MNOK, locale)
