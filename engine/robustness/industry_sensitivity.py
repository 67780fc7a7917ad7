"""Does an industry stay in? Its share of the weights, intervals, the nearest flip, its price, and what money does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.criteria.indicator_columns import condition_column
from engine.foundation.errors import InputError, Problem
from engine.robustness.acceptability import MOST_DRAWS
from engine.robustness.budget_sensitivity import (
    FrameBreakpoint,
    Step,
    best,
    frame_breakpoints,
    indicator_steps,
    minimum_grant_steps,
    stays_until,
)
from engine.robustness.compute_backend import Interrupted
from engine.robustness.minimal_weight_change import NearestChange, nearest_change
from engine.robustness.rank_range import RankRange, rank_ranges
from engine.robustness.selection_at_weights import selections_at
from engine.robustness.weight_draws import draw_weights
from engine.robustness.weight_intervals import Interval, pieces
from engine.scoring.score import Scores
from engine.selection.declared_constraints import must, must_not
from engine.selection.portfolio_problem import SelectionProblem, selection_problem
from engine.selection.select import SelectionResult, select

UNION_DENSITY = "union_density"  # the indicator that the contract names a threshold of
MINIMUM_GRANT = "minimum_grant"
THRESHOLDS = (UNION_DENSITY, MINIMUM_GRANT)
Progress = Callable[[str, int, int], None]
"""Told which of ``PARTS`` is begun, how many steps are done, and of how many."""
PARTS = ("draws", "intervals", "frames", "nearest", "price", "thresholds")
WEIGHT_TOLERANCE = 1e-9  # of an interval's ends


@dataclass(frozen=True, slots=True)
class Stability:
    """How firmly one industry is in or out.

    Parameters
    ----------
    selected
        Its status today.
    share_of_weights
        Share of the weight space in which it is selected, from ``draws`` uniform draws.
    intervals
        Per member of the root, where its normalised weight may lie for the status to hold, the others in proportion;
        ``intervals_exact`` False where a change shorter than 1/400 could have been missed.
    nearest
        The nearest flip; None if no weights flip it.
    price
        Objective lost by forcing the other status; None where that is not feasible.
    nearest_exact
        False where a nearer flip, or any where none was found, could exist.
    drops_out_above
        By what can be asked, union density or a minimum grant (MNOK): the most with which it is still selected, going
        up from today's; None where there is no such number.
    threshold_codes
        Why: ``drops_out`` above the number, or else ``not_selected`` today, ``lacks_figure`` (anything asked drops it
        out), ``nothing_to_ask`` (no such indicator, no key), ``never_drops_out``.
    returns
        Above and up to where it is selected again, if more still is asked.
    """

    industry_id: str
    selected: bool
    rank: int
    share_of_weights: float
    intervals: Mapping[str, tuple[Interval, ...]]
    intervals_exact: Mapping[str, bool]
    nearest: NearestChange | None
    nearest_exact: bool
    price: float | None
    frame_breakpoints: tuple[FrameBreakpoint, ...]
    drops_out_above: Mapping[str, float | None]
    threshold_codes: Mapping[str, str]
    returns: Mapping[str, tuple[Interval, ...]]


@dataclass(frozen=True, eq=False)
class StabilityCheck:
    """The selection today, and every industry asked about; ``rank_ranges`` are the ranks that any weights give them."""

    scores: Scores
    result: SelectionResult
    draws: int
    seed: int
    industries: tuple[Stability, ...]
    rank_ranges: Mapping[str, RankRange | None] = field(default_factory=dict)


def check(
    scores: Scores,
    industry_ids: Sequence[str],
    *,
    draws: int = 10_000,
    seed: int = 1,
    solver_name: str = "highs",
    progress: Progress | None = None,
    brief: bool = False,
) -> StabilityCheck:
    """Whether each industry stays selected, and what it would take to change that.

    Where ``brief``, intervals and the nearest flip are left out: they take most of the time, and nothing is said of
    them. ``progress`` is told of every step before it is done; what it raises ends the check.

    Raises ``InputError`` for industries that do not exist or cannot be selected, fewer than one draw, a negative seed,
    and a root without weights; ``InfeasibleError`` where there is no selection at all; ``Interrupted`` on Ctrl-C.
    """
    problem = selection_problem(scores)
    _refuse(scores, problem.ids, industry_ids, draws, seed)
    steps = _Steps(2 + len(scores.root_members) + 3 * len(industry_ids), progress)
    try:
        return _checked(scores, problem, industry_ids, draws, seed, solver_name, steps.begin, brief)
    except KeyboardInterrupt:
        raise Interrupted(steps.done, steps.total, "steps") from None


def _checked(
    scores: Scores,
    problem: SelectionProblem,
    industry_ids: Sequence[str],
    draws: int,
    seed: int,
    solver_name: str,
    tell: Callable[[str], None],
    brief: bool,
) -> StabilityCheck:
    tell("draws")
    result = select(problem, solver_name)
    chosen = problem.chosen([problem.ids.index(one) for one in result.selected])
    weights = draw_weights(scores.weights, draws, seed)
    shares = selections_at(scores, problem, weights, solver_name).chosen.mean(axis=0)
    cut = {}
    for position, member in enumerate(() if brief else scores.root_members):
        tell("intervals")
        cut[member] = pieces(scores, problem, position, solver_name)
    tell("frames")
    frames = frame_breakpoints(scores, solver_name)
    asked = {} if set(industry_ids).isdisjoint(result.selected) else _asked(scores, solver_name)

    def one(industry_id: str) -> Stability:
        at = problem.ids.index(industry_id)
        status = bool(chosen[at])
        tell("nearest")
        nearest, sure = (None, False) if brief else nearest_change(scores, problem, at, chosen, solver_name)
        tell("price")
        forced = problem.with_conditions((must_not if status else must)(problem.ids, industry_id))
        other = best(forced, solver_name)
        tell("thresholds")
        stays = {name: stays_until(asked.get(name, ()), industry_id) for name in THRESHOLDS}
        return Stability(
            industry_id=industry_id,
            selected=status,
            rank=int(scores.ranks[scores.industry_ids.index(industry_id)]),
            share_of_weights=float(shares[at]),
            intervals={member: found.intervals(at, status) for member, found in cut.items()},
            intervals_exact={member: found.exact for member, found in cut.items()},
            nearest=nearest,
            nearest_exact=sure,
            price=None if other is None else max(0.0, result.objective - problem.objective(other)),
            frame_breakpoints=frames,
            drops_out_above={name: limit if status else None for name, (limit, _) in stays.items()},
            threshold_codes={
                name: _why(scores, industry_id, name, status, limit) for name, (limit, _) in stays.items()
            },
            returns={name: again if status else () for name, (_, again) in stays.items()},
        )

    industries = tuple(one(industry) for industry in industry_ids)
    ranges = {} if brief else rank_ranges(scores, tuple(industry_ids))
    return StabilityCheck(scores, result, draws, seed, industries, ranges)


class _Steps:
    """Counts the steps, and tells which part is begun."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self.total, self.progress, self.begun = total, progress, 0

    @property
    def done(self) -> int:
        """How many steps are finished: all but the last that was begun."""
        return max(0, self.begun - 1)

    def begin(self, part: str) -> None:
        """One more step, of ``part``."""
        self.begun += 1
        if self.progress is not None:
            self.progress(part, self.done, self.total)


def _asked(scores: Scores, solver_name: str) -> dict[str, tuple[Step, ...]]:
    """What is selected as more is asked, by what is asked."""
    known = UNION_DENSITY in scores.dataset.columns
    return {
        UNION_DENSITY: indicator_steps(scores, UNION_DENSITY, solver_name) if known else (),
        MINIMUM_GRANT: minimum_grant_steps(scores, solver_name),
    }


def _why(scores: Scores, industry_id: str, name: str, selected: bool, limit: float | None) -> str:
    """The code of one of ``Stability.threshold_codes``."""
    rules, columns = scores.criteria.selection, scores.dataset.columns
    if not selected:
        return "not_selected"
    if limit is not None:
        return "drops_out"
    if name == MINIMUM_GRANT:
        keyed = rules is not None and rules.grant is not None and rules.grant.kind == "key"
        return "never_drops_out" if keyed else "nothing_to_ask"
    if name not in columns:
        return "nothing_to_ask"
    values = condition_column(scores.dataset, scores.criteria, name).values
    return "lacks_figure" if np.isnan(values[scores.dataset.position[industry_id]]) else "never_drops_out"


def _refuse(scores: Scores, candidates: Sequence[str], industry_ids: Sequence[str], draws: int, seed: int) -> None:
    problems = []
    if not 1 <= draws <= MOST_DRAWS:
        problems.append(
            Problem("draws_number", place="--draws", given=str(draws), more={"least": "1", "most": str(MOST_DRAWS)})
        )
    if seed < 0:
        problems.append(Problem("seed_number", place="--seed", given=str(seed)))
    for industry in industry_ids:
        known = scores.dataset.position
        if industry in candidates:
            continue
        if industry in known:
            status = scores.dataset.industries[known[industry]].status or ""
            problems.append(Problem("not_a_candidate", place="check", given=industry, more={"status": status}))
        else:
            problems.append(Problem("unknown", place="check", given=industry, allowed=tuple(candidates)))
    if not scores.root_members:
        root = scores.criteria.root_id
        problems.append(Problem("root_without_weights", scores.criteria.file, f"[[criterion]] {root}", given=root))
    if problems:
        raise InputError(problems)
