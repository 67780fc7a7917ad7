"""Options, sheets of today's programmes, repairs and the document, behind caches of their own."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from app.shell.cache import (
    ANSWERS_KEPT,
    FILES_KEPT,
    KEPT,
    UNWATCHED,
    Watched,
    criteria,
    dataset,
    forgotten,
    outcome,
    problem,
    profiles,
    scores,
    set_criteria,
)
from app.shell.data_sets import Chosen
from app.shell.setting import Setting
from engine.criteria.reading import parse_profiles
from engine.foundation.errors import InputError
from engine.selection.grant_key import ore

if TYPE_CHECKING:
    from engine.foundation.locale import Locale
    from engine.plans.comparison import Compared
    from engine.plans.decision_facts import DecisionFacts
    from engine.plans.inverse import Inverse
    from engine.plans.option_robustness import OptionRobustness
    from engine.plans.options_book import Book
    from engine.selection.exclusion_reasons import ReasonOut
    from engine.selection.repairs import Repair

OF_OPTIONS = ("frame", "equal_share", "wind_down_share", "programmes")
"""What options state themselves, whatever the panel says; today's key and frame are the file's."""


@forgotten
@lru_cache(maxsize=ANSWERS_KEPT)
def options_book(setting: Setting, written: str, file: str) -> tuple[Book, tuple[Compared, ...]]:
    """Options, written as their file is, worked out side by side. Raises ``InputError`` with all that is wrong."""
    from engine.plans.comparison import compared
    from engine.plans.options_book import book_of
    from engine.plans.options_reading import parse_options

    own = replace(setting, changes=tuple(change for change in setting.changes if change[0] not in OF_OPTIONS))
    book = book_of(parse_options(written, file), scores(own))
    return book, compared(book)


@forgotten
@lru_cache(maxsize=ANSWERS_KEPT)
def options_inverse(
    setting: Setting, written: str, file: str, option: str, programme: str, least: float
) -> tuple[tuple[Inverse, ...], Mapping[str, bool]]:
    """What gives a programme of an option at least so many MNOK: by parameter, and which keys of the file do."""
    from engine.plans.inverse import inverse, keys_that_give
    from engine.plans.inverse_parameters import PARAMETERS

    book, options = options_book(setting, written, file)
    plan = next(candidate.plan for candidate in options if candidate.planned.option.id == option)
    assert plan is not None
    inverses = []
    for parameter in PARAMETERS:
        with suppress(InputError):
            inverses.append(inverse(plan, parameter, {programme: least}))
    return tuple(inverses), keys_that_give(book.under_keys(plan), {programme: least}) if book.file.keys else {}


def options_robustness(
    setting: Setting, written: str, file: str, watched: Watched
) -> Mapping[str, OptionRobustness | None]:
    """How firmly each option stands, by id; one that was changed is looked at again, the others are known."""
    from engine.plans.options_writing import options_toml

    book, _ = options_book(setting, written, file)
    by_option: dict[str, OptionRobustness | None] = {}
    for done, planned in enumerate(book.options):
        watched.tell(done, len(book.options))
        # What an option is called, and which others there are, changes nothing of how firmly it stands.
        bare = replace(
            planned.option,
            id="x",
            name_nb="x",
            name_en="",
            name_nn="",
            note_nb="",
            note_en="",
            note_nn="",
            standpoints=(),
        )
        alone = replace(
            book.file,
            options=(bare,),
            keys=(),
            title_nb="",
            title_en="",
            title_nn="",
            note_nb="",
            note_en="",
            note_nn="",
        )
        by_option[planned.option.id] = _robustness_alone(setting, options_toml(alone), file)
    return by_option


@forgotten
@lru_cache(maxsize=KEPT)
def _robustness_alone(setting: Setting, written: str, file: str) -> OptionRobustness | None:
    from engine.plans.option_robustness import option_robustness

    book, _ = options_book(setting, written, file)
    return option_robustness(book.options[0], book)


@forgotten
@lru_cache(maxsize=FILES_KEPT)
def decision_sheets(data: Chosen) -> Mapping[str, DecisionFacts]:
    """The sheet of each of today's programmes, by id, under the file's own key and the shipped ledger."""
    from engine.plans.decision_facts import decision_facts
    from engine.plans.ledger import read_ledger, shipped_ledger
    from engine.plans.options import OptionKey
    from engine.plans.options_book import filled_key

    rules = criteria(data).selection
    if rules is None or rules.grant is None or rules.grant.kind != "key":
        return {}
    known, key = dataset(data), filled_key(OptionKey(), rules.grant)
    return decision_facts(known, key, ore(rules.grant.frame), read_ledger(shipped_ledger()))


@forgotten
@lru_cache(maxsize=ANSWERS_KEPT)
def reasons_out_of(setting: Setting) -> Mapping[str, ReasonOut]:
    """Why each industry is out, by id; nothing where nobody can be selected."""
    from engine.selection.exclusion_reasons import reasons_out

    result = outcome(setting)
    return {} if result.selection is None else reasons_out(result.selection, result.scores.dataset)


@forgotten
@lru_cache(maxsize=ANSWERS_KEPT)
def repairs_of(setting: Setting) -> tuple[Repair, ...]:
    """What would make a setting feasible, the smallest changes first; none where it is."""
    from engine.selection.repairs import repairs

    rules = set_criteria(setting).selection
    return () if rules is None else repairs(problem(setting), rules)


@forgotten
@lru_cache(maxsize=FILES_KEPT)
def document(
    setting: Setting,
    viewpoints: str,
    locale: Locale,
    made: date,
    link: str,
    scenario: str,
    written: str,
    file: str,
    watched: Watched,
) -> bytes:
    """The paper for the table as a Word file, dated; ``written`` are options, empty where there are none.

    ``viewpoints`` are the visitor's own as their file has them, empty where the built-in ones hold.
    """
    from engine.output.word import word_bytes
    from engine.results.document_material import material
    from engine.results.document_sections import document as whole_document

    book = options_book(setting, written, file) if written else None
    robustness = options_robustness(setting, written, file, UNWATCHED) if written else {}
    beside = parse_profiles(viewpoints, "") if viewpoints else profiles(setting.data)
    made_of = material(scores(setting), beside, book, robustness, link=link, scenario=scenario, progress=watched.tell)
    return word_bytes(whole_document(made_of, made, version("bransjevalg"), locale), made)
