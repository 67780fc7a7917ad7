"""Commands of the choice itself: ranking, selection, and viewpoints side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cli.arguments import Given, Option
from engine.cli.commands.command import Command
from engine.cli.options import (
    ANSWERED,
    SELECTION,
    asked_criteria,
    asked_dataset,
    asked_profiles,
    asked_scores,
    changed_criteria,
)

if TYPE_CHECKING:
    from engine.results.renderers import Answer


def rank(given: Given) -> Answer:
    """The ranking."""
    from engine.results.renderers import ranking_answer

    return ranking_answer(asked_scores(given, asked_criteria(given)), given.locale)


def select(given: Given) -> Answer:
    """The best selection and the grants."""
    from engine.results.renderers import selection_answer
    from engine.selection.portfolio_problem import selection_problem
    from engine.selection.select import select as best_selection

    scores = asked_scores(given, changed_criteria(given), to_select=True)
    selection = best_selection(selection_problem(scores))
    return selection_answer(selection, scores, given.locale, reasons="reasons" in given.values)


def parties(given: Given) -> Answer:
    """Viewpoints side by side."""
    from engine.results.robustness_renderers import parties_answer
    from engine.robustness.stakeholder_profiles import parties as side_by_side
    from engine.scoring.score import score

    criteria = changed_criteria(given)
    profiles, file = asked_profiles(given, criteria)
    dataset = asked_dataset(given, criteria, to_select=True)
    return parties_answer(side_by_side(dataset, criteria, profiles, file), score(dataset, criteria), given.locale)


COMMANDS = {
    "rank": Command(rank, ANSWERED),
    "select": Command(select, (*SELECTION, Option("--reasons", switch=True), *ANSWERED)),
    "parties": Command(parties, (Option("--profiles", "FILE"), *SELECTION, *ANSWERED)),
}
