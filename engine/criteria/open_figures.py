"""Where a criteria file leaves figures open, and what it cannot ask then."""

from __future__ import annotations

from engine.criteria.aggregates import AGGREGATES
from engine.criteria.model import Criteria, Indicator
from engine.criteria.normalisers import ON_UNIT_SCALE
from engine.foundation.errors import Problem

OPEN_ROOTS = tuple(name for name, aggregate in AGGREGATES.items() if aggregate.open_root)
"""Roots under which one unknown figure alone does not make the low end 0."""


def leaves_open(criteria: Criteria) -> bool:
    """Whether scores may have two ends: some criterion has ``interval``, or some judged value a declared spread."""
    intervals = any(node.missing == "interval" for node in criteria.criteria.values())
    return intervals or any(criteria.indicators[leaf].judged_spread > 0 for leaf in criteria.leaves)


def unknown_problems(criteria: Criteria) -> tuple[Problem, ...]:
    """Why scores cannot have two ends under these criteria; none where they can, or need not."""
    problems = [
        _problem(criteria, "spread_without_ends", f"[[indicator]] {leaf}, normalise.method", indicator)
        for leaf, indicator in criteria.indicators.items()
        if indicator.normalise.method not in ON_UNIT_SCALE and _spread(indicator)
    ]
    if not leaves_open(criteria):
        return tuple(problems)
    problems += [
        _problem(criteria, "interval_without_ends", f"[[indicator]] {leaf}, normalise.method", indicator)
        for leaf in criteria.leaves
        if (indicator := criteria.indicators[leaf]).normalise.method not in ON_UNIT_SCALE and not _spread(indicator)
    ]
    root = criteria.root
    place = f"[[criterion]] {root.id}, aggregate"
    if not root.pairs and root.aggregate not in OPEN_ROOTS:
        problems.append(Problem("interval_root", criteria.file, place, given=root.aggregate, allowed=OPEN_ROOTS))
    elif root.rule != "arithmetic" and criteria.rank_by == "middle":
        problems.append(Problem("interval_middle", criteria.file, "rank_by", given=root.rule, allowed=("low", "high")))
    return tuple(problems)


def _spread(indicator: Indicator) -> bool:
    return bool(indicator.judged_spread or indicator.inherited_spread or indicator.old_spread)


def _problem(criteria: Criteria, code: str, place: str, indicator: Indicator) -> Problem:
    return Problem(code, criteria.file, place, given=indicator.normalise.method, allowed=ON_UNIT_SCALE)
