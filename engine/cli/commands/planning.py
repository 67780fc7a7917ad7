"""Commands of money and plans: options side by side, and the ledger of the grants."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.arguments import Given, Option
from engine.cli.commands.command import PROGRAM, Command, refused
from engine.cli.options import ANSWERED, SHARED, asked_dataset, asked_scores, changed_criteria
from engine.foundation.errors import InputError, Problem
from engine.plans.inverse_parameters import PARAMETERS

if TYPE_CHECKING:
    from engine.plans.options_book import Book
    from engine.results.renderers import Answer

OPTIONS = (
    Option("--file", "FILE"),
    Option("--option", "ID", many=True),
    Option("--want", "ID=MNOK", many=True),
    Option("--inverse", choices=PARAMETERS),
)
LEDGER = (Option("--rule", "left-10%"),)


def options(given: Given) -> Answer:
    """Options side by side, or what one of them needs."""
    from engine.plans.comparison import compared
    from engine.plans.options_book import book_of
    from engine.plans.options_reading import read_options
    from engine.results.options_renderers import options_answer

    file = given.one("file")
    if file is None:
        raise InputError(Problem("cli_no_options_file", place=f"{PROGRAM} options", allowed=("--file FILE",)))
    asked = {name: bool(given.many(name)) for name in ("want", "inverse")}
    if len(set(asked.values())) > 1 or (asked["inverse"] and len(given.many("option")) != 1):
        raise InputError(Problem("plans_inverse_needs", place=f"{PROGRAM} options"))
    scores = asked_scores(given, changed_criteria(given), to_select=True)
    try:
        book = book_of(read_options(Path(file)), scores, given.many("option"))
    except InputError as error:
        return refused(error, given.locale)
    if asked["inverse"]:
        return _needed(given, book)
    return options_answer(compared(book), book, given.locale)


def _needed(given: Given, book: Book) -> Answer:
    from engine.foundation.errors import InfeasibleError
    from engine.plans.inverse import inverse, keys_that_give, parse_wants
    from engine.results.options_renderers import inverse_answer
    from engine.selection.constraint_words import conflict_in_words

    planned, want = book.options[0], parse_wants(given.many("want"))
    if planned.plan is None:
        raise InfeasibleError(planned.conflict, conflict_in_words(planned.problem, planned.conflict))
    answer = inverse(planned.plan, given.one("inverse") or "", want)
    return inverse_answer(answer, planned, keys_that_give(book.under_keys(planned.plan), want), book, given.locale)


def ledger(given: Given) -> Answer:
    """What is left of the grants, by programme and year; the shipped ledger where no file is named."""
    from engine.cli.options import criteria_path
    from engine.criteria.reading import read_criteria
    from engine.plans.ledger import parse_rule, read_ledger, shipped_ledger
    from engine.results.ledger import ledger_answer

    if len(given.arguments) > 1:
        raise InputError(Problem("cli_one_ledger", place=f"{PROGRAM} ledger", given=" ".join(given.arguments)))
    rule = parse_rule(raw) if (raw := given.one("rule")) is not None else None
    dataset = asked_dataset(given, read_criteria(criteria_path(given)))
    path = Path(given.arguments[0]) if given.arguments else shipped_ledger()
    try:
        grant_ledger = read_ledger(path, frozenset(dataset.position))
    except InputError as error:
        return refused(error, given.locale)
    return ledger_answer(grant_ledger, rule, dataset, given.locale)


COMMANDS = {
    "options": Command(options, (*OPTIONS, *ANSWERED)),
    "ledger": Command(ledger, (*LEDGER, *SHARED), takes="FILE"),
}
