"""Parts of an option in words: half-years, fates, and the key."""

from __future__ import annotations

from fractions import Fraction

from engine.foundation.errors import listed
from engine.foundation.locale import number, text
from engine.plans.comparison import Compared
from engine.plans.grant_keys import CONTINUING, KINDS, NEW, Key
from engine.plans.options import HalfYear, Option
from engine.plans.options_book import Book
from engine.selection.grant_key import ORE_PER_MNOK

MOST_DECIMALS = 4


def letter(option: Option) -> str:
    """What an option is called in a heading: ids of one letter as a capital."""
    return option.id.upper() if len(option.id) == 1 else option.id


def half_year_in_words(at: HalfYear, language: str) -> str:
    """``2025-H1`` as one says it."""
    return text(f"options.half_{at.half}", language, year=at.year)


def fate_in_words(fate: str | HalfYear, language: str) -> str:
    """What becomes of one of today's programmes."""
    if isinstance(fate, HalfYear):
        return text("options.fate_end_after", language, half_year=half_year_in_words(fate, language))
    return text(f"options.fate_{fate}", language)


def fates_in_words(one: Compared, book: Book, language: str) -> str:
    """What becomes of today's programmes, those that do not simply continue by name."""
    otherwise = {name: fate for name, fate in one.planned.option.programmes.items() if fate != "continue"}
    if not otherwise:
        return text("options.all_continue", language)
    said = [
        text("options.fate_of", language, programme=name_of(book, name, language), fate=fate_in_words(fate, language))
        for name, fate in otherwise.items()
    ]
    rest = len(one.today) - len(otherwise)
    return "; ".join([*said, *([text("options.rest_continue", language)] if rest else [])])


def starts_in_words(one: Compared, book: Book, language: str) -> str:
    """The new programmes, each with its start where that is not the plan's first half-year."""
    starts = one.plan.starts if one.plan else {}
    said = []
    for name in one.planned.selected:
        called = name_of(book, name, language)
        if (start := starts.get(name, book.file.first)) != book.file.first:
            called = text(
                "options.from_start", language, programme=called, half_year=half_year_in_words(start, language)
            )
        said.append(called)
    return "; ".join(said) or text("report.none", language)


def key_in_words(key: Key, size: str, book: Book, language: str) -> str:
    """A grant key: who gets what by which rule, without what is not used."""
    said = []
    if key.steps:
        steps = [
            text(
                "options.step", language, jobs=number(step.jobs, 0, language), amount=plain_number(step.mnok, language)
            )
            for step in key.steps
        ]
        said.append(text("options.key_steps", language, steps=listed(steps, language)))
    else:
        by = text(f"options.size_{size}", language)
        said.append(text("options.key_shared", language, equal=plain_number(100 * key.equal_share, language), size=by))
    said += [
        text(f"options.key_floor_{kind}", language, amount=_mnok(key.floors[kind], language))
        for kind in KINDS
        if key.floors[kind]
    ]
    if key.cap is not None:
        said.append(text("options.key_cap", language, amount=_mnok(key.cap, language)))
    for kind in (NEW, CONTINUING):
        if any(factor != 1 for factor in key.phases[kind]):
            factors = " · ".join(plain_number(factor, language) for factor in key.phases[kind])
            said.append(text(f"options.key_phase_{kind}", language, factors=factors))
    if key.need:
        needs = [f"{name_of(book, name, language)} {_mnok(amount, language)}" for name, amount in key.need.items()]
        said.append(text("options.key_need", language, needs=listed(needs, language)))
    if key.freed != "key":
        said.append(text(f"options.key_freed_{key.freed}", language))
    return "; ".join(said)


def plain_number(value: float | Fraction, language: str) -> str:
    """A number that somebody has set, without decimals that say nothing."""
    said = f"{float(value):.{MOST_DECIMALS}f}".rstrip("0")
    return number(float(value), len(said.partition(".")[2]), language)


def name_of(book: Book, industry_id: str, language: str) -> str:
    """What an industry is called."""
    dataset = book.scores.dataset
    return dataset.industries[dataset.position[industry_id]].name(language)


def _mnok(amount: Fraction, language: str) -> str:
    return plain_number(amount / ORE_PER_MNOK, language)
