"""What new programmes take from today's: the frame is fixed, so that every new one makes the others smaller."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.selection.grant_key import mnok
from engine.selection.portfolio_problem import SelectionProblem
from engine.selection.presolve import Positions
from engine.selection.select import grants_of


@dataclass(frozen=True, slots=True)
class CostToTodays:
    """What today's programmes get less in the first year than with no new ones, by the same key and frame.

    Parameters
    ----------
    total
        MNOK together.
    share
        The same as a share (0..1) of what they get with no new ones; None where that is nothing.
    by_programme
        MNOK and share for each that gets anything with no new ones.
    """

    total: float
    share: float | None
    by_programme: Mapping[str, tuple[float, float]]


def cost_to_todays(problem: SelectionProblem, new: Positions) -> CostToTodays | None:
    """What the candidates at ``new`` cost today's programmes; None without a key."""
    without, with_new = grants_of(problem, ()), grants_of(problem, new)
    if problem.key is None or without is None or with_new is None:
        return None
    before = without.first_year
    less = {programme: ore - with_new.first_year.get(programme, 0) for programme, ore in before.items()}
    return CostToTodays(
        mnok(sum(less.values())),
        sum(less.values()) / sum(before.values()) if sum(before.values()) else None,
        {programme: (mnok(less[programme]), less[programme] / ore) for programme, ore in before.items() if ore},
    )
