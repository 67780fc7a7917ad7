"""What would make an infeasible setting feasible: the smallest change of one number, or the fewest demands dropped.

Each repair is a change that ``engine.criteria.overrides.with_selection`` takes, so that a button can apply it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations

from engine.criteria.count_conditions import COUNT_CONDITIONS
from engine.criteria.model import Selection
from engine.foundation.exact_arithmetic import LARGEST_MNOK, exact
from engine.selection.constraints import Linear, MinimumGrantContinuing, MinimumGrantNew
from engine.selection.grant_key import GrantKey, key_shares, mnok, ore
from engine.selection.portfolio_problem import SelectionProblem
from engine.selection.presolve import Positions, near_at_hand
from engine.selection.solve import best_of

MONEY = (MinimumGrantNew, MinimumGrantContinuing)
LARGEST_FRAME = float(LARGEST_MNOK)  # what a file may have
MOST_DROPPED = 2
PERMANENT = ("ranked", "frame", "minimum_grant", "resource_known")
"""Conditions that no demand states, or whose number has a repair of its own."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One way out.

    Parameters
    ----------
    kind
        ``frame`` (at least), ``minimum_new``, ``minimum_continuing`` (at most), ``max_new`` (at least), ``min_new`` (at
        most), or ``drop``.
    changes
        Names and values for ``with_selection``.
    dropped
        Ids of the conditions that go, where ``kind`` is ``drop``.
    """

    kind: str
    changes: Mapping[str, object]
    dropped: tuple[str, ...] = field(default=())


def repairs(problem: SelectionProblem, rules: Selection, solver_name: str = "highs") -> tuple[Repair, ...]:
    """Every change of one number that makes some selection feasible, as small as it can be, then demands to drop.

    Of demands the fewest that do it, every such set; none where more than ``MOST_DROPPED`` would have to go. Empty
    where the problem is feasible already.
    """
    if witness(problem, solver_name) is not None:
        return ()
    return (*_numbers(problem, solver_name), *_demands(problem, rules, solver_name))


def witness(problem: SelectionProblem, solver_name: str = "highs") -> Positions | None:
    """Some selection that meets every condition; None where none does."""
    for count in range(problem.most_new + 1):
        if at_hand := near_at_hand(problem, count):
            return at_hand[0]
    for count in range(problem.most_new + 1):
        if (selection := best_of(problem, count, solver_name=solver_name)) is not None:
            return selection
    return None


def _numbers(problem: SelectionProblem, solver_name: str) -> Iterator[Repair]:
    ids = {condition.id for condition in problem.conditions}
    if problem.key is not None and any(name.startswith("minimum_grant") for name in ids):
        if (frame := _least_frame(problem, problem.key, solver_name)) is not None:
            yield Repair("frame", {"frame": mnok(frame)})
        for kind in ("new", "continuing"):
            if f"minimum_grant.{kind}" in ids:
                floor = _highest_minimum(problem, problem.key, kind, solver_name)
                if floor is not None:
                    yield Repair(f"minimum_{kind}", {f"minimum_{kind}": mnok(floor)})
    elif problem.costs is not None and (cost := _least_cost(problem, problem.costs, solver_name)) is not None:
        yield Repair("frame", {"frame": mnok(cost)})
    for name, step in (("max_new", 1), ("min_new", -1)):
        if name in ids and (number := _number(problem, name, step, solver_name)) is not None:
            yield Repair(name, {name: number})


def with_key(problem: SelectionProblem, key: GrantKey) -> SelectionProblem:
    """The same problem with another grant key."""
    conditions = tuple(
        replace(condition, key=key) if isinstance(condition, MONEY) else condition for condition in problem.conditions
    )
    return replace(problem, conditions=conditions, key=key, frame=mnok(key.frame))


def least_frame_of(key: GrantKey, new: Mapping[str, int]) -> int | None:
    """The smallest frame, øre, at which these new programmes leave everybody at least a minimum; None where none is.

    Grants are straight in the frame, so each programme asks for its minimum over its grant of a frame of one øre.
    """
    one_ore = replace(key, frame=1)
    least = Fraction(0)
    for frame in (one_ore.first_year_frame, Fraction(1)):
        for programme, share in _shares(one_ore, frame, new).items():
            minimum = key.minimum_new if programme in new else key.minimum_continuing
            if minimum > 0 and share <= 0:
                return None
            least = max(least, minimum / share if minimum > 0 else Fraction(0))
    return -int(-least // 1)


def _shares(key: GrantKey, frame: Fraction, new: Mapping[str, int]) -> dict[str, Fraction]:
    return key_shares(frame, key.equal_share, key.running(new))


def _new(problem: SelectionProblem, positions: Positions) -> dict[str, int]:
    return {problem.ids[position]: int(problem.jobs[position]) for position in positions}


def _least_frame(problem: SelectionProblem, key: GrantKey, solver_name: str) -> int | None:
    """Closed in on from above: each selection found says the smallest frame that it needs itself."""
    largest = ore(LARGEST_FRAME)

    def needs(frame: int) -> int | None:
        selection = witness(with_key(problem, replace(key, frame=frame)), solver_name)
        return None if selection is None else least_frame_of(key, _new(problem, selection))

    best = needs(largest)
    return None if best is None else _closed_in(best, key.frame, needs, -1)


def _highest_minimum(problem: SelectionProblem, key: GrantKey, kind: str, solver_name: str) -> int | None:
    """The same from below, for the minimum of one kind of programme."""

    def reaches(minimum: int) -> int | None:
        least = Fraction(minimum)
        lower = replace(key, minimum_new=least) if kind == "new" else replace(key, minimum_continuing=least)
        selection = witness(with_key(problem, lower), solver_name)
        return None if selection is None else _smallest(lower, _new(problem, selection), kind)

    best = reaches(0)
    current = int(key.minimum_new if kind == "new" else key.minimum_continuing)
    return None if best is None else min(current, _closed_in(best, current, reaches, 1))


def _smallest(key: GrantKey, new: Mapping[str, int], kind: str) -> int:
    """The smallest grant, whole øre, that a programme of this kind gets."""
    grants = [
        grant
        for frame in (key.first_year_frame, Fraction(key.frame))
        for programme, grant in _shares(key, frame, new).items()
        if (programme in new) == (kind == "new")
    ]
    return int(min(grants) // 1) if grants else int(key.frame)


def _closed_in(best: int, infeasible: int, improved: Callable[[int], int | None], way: int) -> int:
    """The last whole number towards ``infeasible`` that something does; ``improved`` gives how far what it finds goes.

    One step beyond the best known is tried first: as a rule that settles it. Else halves.
    """
    if way * (infeasible - best) <= 0:  # the setting is infeasible, so what is best lies before it
        return best
    while abs(infeasible - best) > 1:
        if (better := improved(best + way)) is None:
            return best
        best = better
        middle = (best + infeasible) // 2
        if abs(infeasible - best) > 1:
            if (better := improved(middle)) is None:
                infeasible = middle
            else:
                best = better
    return best


def _least_cost(problem: SelectionProblem, costs: tuple[float, ...], solver_name: str) -> int | None:
    """The cheapest selection that meets all else, øre, rounded up."""
    limit = next(
        (condition for condition in problem.conditions if isinstance(condition, Linear) and condition.id == "frame"),
        None,
    )
    if limit is None:
        return None
    tried, cheapest = problem.without("frame"), None
    while (selection := witness(tried, solver_name)) is not None:
        cheapest = selection
        spent = int(problem.chosen(selection) @ limit.coefficients)
        tried = problem.without("frame").with_conditions(replace(limit, most=spent - 1))
    if cheapest is None:
        return None
    total = sum((exact(costs[position]) for position in cheapest), Fraction(0)) * ore(1.0)
    return -int(-total // 1)


def _number(problem: SelectionProblem, name: str, step: int, solver_name: str) -> int | None:
    """The nearest other number for ``max_new`` or ``min_new``."""
    limit = next(
        condition for condition in problem.conditions if isinstance(condition, Linear) and condition.id == name
    )
    now = limit.most if step > 0 else limit.least
    assert now is not None
    last = len(problem.ids) if step > 0 else 0
    for number in range(now + step, last + step, step):
        bound = replace(limit, most=number) if step > 0 else replace(limit, least=number)
        if witness(problem.without(name).with_conditions(bound), solver_name) is not None:
            return number
    return None


def _demands(problem: SelectionProblem, rules: Selection, solver_name: str) -> list[Repair]:
    numbers = ("max_new", "min_new")
    names = [
        condition.id
        for condition in problem.conditions
        if not condition.id.startswith(PERMANENT) and condition.id not in numbers
    ]
    for count in range(1, MOST_DROPPED + 1):
        drops = [
            dropped
            for dropped in combinations(names, count)
            if witness(problem.without(*dropped), solver_name) is not None
        ]
        if drops:
            return [Repair("drop", _without(rules, dropped), dropped) for dropped in drops]
    return []


def _without(rules: Selection, dropped: tuple[str, ...]) -> dict[str, object]:
    """The demands that are left, as ``with_selection`` takes them."""
    changes: dict[str, object] = {}
    for name in dropped:
        kind, _, about = name.partition(".")
        if kind in COUNT_CONDITIONS:
            asked = changes.get(kind, rules.asked(kind))
            # A list loses what the condition is about; a number goes whole.
            changes[kind] = (
                tuple(subject for subject in asked if _about(subject) != about) if isinstance(asked, tuple) else None
            )
        elif kind == "require_indicator":
            changes[kind] = {**changes.get(kind, {}), about: None}  # type: ignore[dict-item]
        elif kind == "resource":
            limits = [
                {"id": resource.id, "limit": resource.limit} for resource in rules.resources if resource.id != about
            ]
            changes[kind] = limits
    return changes


def _about(subject: str | tuple[str, ...]) -> str:
    """What a condition's id says that it is about: an id, or a group of them."""
    return subject if isinstance(subject, str) else ".".join(subject)
