"""What the document is made of, worked out part by part and no more than it says: it is to be there in seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from engine.criteria.model import Profile
from engine.foundation.errors import InfeasibleError
from engine.plans.comparison import Compared
from engine.plans.option_robustness import OptionRobustness, option_robustness
from engine.plans.options_book import Book
from engine.results.document_sections import Material, OptionsMaterial
from engine.robustness.acceptability import acceptability
from engine.robustness.industry_sensitivity import check
from engine.robustness.stakeholder_profiles import OwnSelection, own_selections
from engine.scoring.score import Scores
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select

DRAWS = 2000
"""Sets of weights that are drawn: a share is then within about one per cent, which is what the document shows."""
VERIFIED = 20
"""Of the draws, solved again from scratch: enough to notice a wrong one; ``robustness`` does a hundred."""
PARTS = ("options", "robustness", "parties", "check", "writing")
Progress = Callable[[str, int, int], None]
"""Told which of ``PARTS`` is begun, how many are done, and of how many."""


def material(
    scores: Scores,
    profiles: Iterable[Profile],
    book: tuple[Book, Sequence[Compared]] | None = None,
    known: Mapping[str, OptionRobustness | None] = MappingProxyType({}),
    *,
    profiles_file: str = "",
    link: str = "",
    scenario: str = "",
    progress: Progress | None = None,
) -> Material:
    """Everything that the document says. Where nothing is feasible it says so, and the ranking and options still stand.

    ``known`` has how firmly options stand, by id, where that was worked out before.

    Raises ``InputError`` for profiles that do not fit the criteria.
    """

    def tell(part: str) -> None:
        if progress is not None:
            progress(part, PARTS.index(part), len(PARTS))

    options = None if book is None else _options(book, known, tell)
    if scores.criteria.selection is None or not scores.root_members:
        return Material(scores, options=options, link=link, scenario=scenario)
    try:
        result = select(selection_problem(scores))
    except InfeasibleError as error:
        tell("writing")
        return Material(scores, infeasible=error, options=options, link=link, scenario=scenario)
    tell("robustness")
    drawn = acceptability(scores, draws=DRAWS, verify=VERIFIED)
    tell("parties")
    beside = _viewpoints(scores, tuple(profiles), profiles_file)
    tell("check")
    checked = check(scores, result.selected, draws=DRAWS, brief=True) if result.selected else None
    tell("writing")
    return Material(scores, result, checked, drawn, beside, options=options, link=link, scenario=scenario)


def _options(
    book: tuple[Book, Sequence[Compared]], known: Mapping[str, OptionRobustness | None], tell: Callable[[str], None]
) -> OptionsMaterial:
    tell("options")
    own, options = book
    firm = {
        planned.option.id: option_robustness(planned, own) for planned in own.options if planned.option.id not in known
    }
    return OptionsMaterial(own, tuple(options), {**known, **firm})


def _viewpoints(scores: Scores, profiles: tuple[Profile, ...], file: str) -> Mapping[str, OwnSelection] | None:
    """What each viewpoint would choose; None where there are none, or none of them has a selection."""
    if not profiles:
        return None
    try:
        return own_selections(scores.dataset, scores.criteria, profiles, file)
    except InfeasibleError:
        return None
