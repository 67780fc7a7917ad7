"""The least frame and the smallest grant of a selection under its grant key or its costs: exact, whichever it is."""

from __future__ import annotations

from fractions import Fraction

from engine.foundation.exact_arithmetic import exact
from engine.selection.grant_key import GrantKey, key_shares, ore
from engine.selection.portfolio_problem import SelectionProblem
from engine.selection.presolve import Positions

FRAMES = 3  # times today's frame is as far as is looked


def least_frame(problem: SelectionProblem, chosen: Positions) -> int:
    """The smallest frame, whole øre, under which a selection is feasible."""
    if problem.costs is not None:
        total = sum((exact(problem.costs[position]) for position in chosen), Fraction(0)) * ore(1.0)
        return -int(-total // 1)
    key = problem.key
    assert key is not None
    shares = _shares_of_one(key, problem, chosen)
    new = {problem.ids[position] for position in chosen}
    minimums = {industry: key.minimum_new if industry in new else key.minimum_continuing for industry in shares}
    if any(least > 0 and not shares[industry] for industry, least in minimums.items()):
        return FRAMES * key.frame
    needed = [least / shares[industry] for industry, least in minimums.items() if least > 0]
    return -int(-max(needed, default=Fraction(0)) // 1)


def _shares_of_one(key: GrantKey, problem: SelectionProblem, chosen: Positions) -> dict[str, Fraction]:
    """Each running programme's first-year share of the frame: grants grow in proportion to it."""
    running = key.running({problem.ids[position]: int(problem.jobs[position]) for position in chosen})
    left = key.first_year_frame / key.frame if key.frame else Fraction(1)
    return key_shares(left, key.equal_share, running)


def smallest_grant(problem: SelectionProblem, chosen: Positions) -> Fraction:
    """The smallest first-year grant of the new ones, øre."""
    assert problem.key is not None
    shares = _shares_of_one(problem.key, problem, chosen)
    return min(shares[problem.ids[position]] for position in chosen) * problem.key.frame
