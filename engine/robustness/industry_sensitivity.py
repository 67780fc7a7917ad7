"""Does an industry stay in? Its share of the weights, intervals, the nearest flip, its price, and what money does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.criteria.indicator_columns import condition_column
from engine.foundation.errors import InputError, Problem
from engine.robustness.acceptability import MOST_DRAWS
from engine.robustness.budget_sensitivity import FrameBreakpoint, Step, best, stays_until, where_in
from engine.robustness.compute_backend import Interrupted
from engine.robustness.minimal_weight_change import NearestChange, nearest_change
from engine.robustness.rank_range import RankRange, rank_ranges
from engine.robustness.setting_sensitivity import (
    MINIMUM_GRANT,
    NEARBY,
    THRESHOLDS,
    UNION_DENSITY,
    SettingSensitivity,
    setting_sensitivity,
)
from engine.robustness.weight_intervals import Interval
from engine.scoring.score import Scores
from engine.selection.declared_constraints import must, must_not
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import SelectionResult

__all__ = ["MINIMUM_GRANT", "NEARBY", "THRESHOLDS", "UNION_DENSITY", "Stability", "StabilityCheck", "check"]

Progress = Callable[[str, int, int], None]
"""Told which of ``PARTS`` is begun, how many steps are done, and of how many."""
PARTS = ("draws", "intervals", "frames", "thresholds", "nearest", "price")


@dataclass(frozen=True, slots=True)
class Stability:
    """How firmly one industry is in or out.

    Parameters
    ----------
    selected
        Its status today.
    share_of_weights
        Share of the weight space in which it is selected, from ``draws`` uniform draws.
    share_nearby
        The same share of ``draws`` uniform draws within ``NEARBY`` per cent of today's weights.
    intervals
        Per member of the root, where its normalised weight may lie for the status to hold, the others in proportion;
        ``intervals_exact`` False where a change shorter than 1/400 could have been missed.
    nearest
        The nearest flip; None if no weights flip it.
    price
        Objective lost by forcing the other status; None where that is not feasible.
    nearest_exact
        False where a nearer flip, or any where none was found, could exist.
    frame_breakpoints, minimum_steps
        What is selected as the frame grows, and as the minimum grant to new programmes does from 0.
    drops_out_above
        By what can be asked, union density or a minimum grant (MNOK): the most with which it is still selected, going
        up from today's; None where there is no such number.
    threshold_codes
        Why: ``drops_out`` above the number, or else ``not_selected`` today, ``lacks_figure`` or
        ``others_lack_figure`` (anything asked drops it out), ``nothing_to_ask`` (no such indicator, no key). Under a
        key there always is a number: nobody gets more than the frame.
    returns
        Above and up to where it is selected again, if more still is asked.
    comes_in
        By what can be asked: every minimum, from 0 up, under which it is selected, above and up to (0 is in a pair from
        0); whatever is asked today.
    comes_in_freely
        Whether it is selected where no union density is asked for.
    """

    industry_id: str
    selected: bool
    rank: int
    share_of_weights: float
    share_nearby: float
    intervals: Mapping[str, tuple[Interval, ...]]
    intervals_exact: Mapping[str, bool]
    nearest: NearestChange | None
    nearest_exact: bool
    price: float | None
    frame_breakpoints: tuple[FrameBreakpoint, ...]
    minimum_steps: tuple[Step, ...]
    drops_out_above: Mapping[str, float | None]
    threshold_codes: Mapping[str, str]
    returns: Mapping[str, tuple[Interval, ...]]
    comes_in: Mapping[str, tuple[Interval, ...]]
    comes_in_freely: bool


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
    setting: SettingSensitivity | None = None,
    brief: bool = False,
) -> StabilityCheck:
    """Whether each industry stays selected, and what it would take to change that.

    Where ``brief``, intervals, the nearest flip, ranks and what brings an industry in are left out: they take most of
    the time, and nothing is said of them.
    ``progress`` is told of every step before it is done; what it raises ends the check. ``setting`` is what is the same
    for every industry, where that is known already: draws, seed and scores are then its own.

    Raises ``InputError`` for industries that do not exist or cannot be selected, fewer than one draw, a negative seed,
    and a root without weights; ``InfeasibleError`` where there is no selection at all; ``Interrupted`` on Ctrl-C.
    """
    problem = selection_problem(scores)
    _refuse(scores, problem.ids, industry_ids, draws, seed)
    common = 0 if setting else 3 + len(scores.root_members)
    steps = _Steps(common + 2 * len(industry_ids), progress)
    try:
        known = setting or setting_sensitivity(
            scores, draws=draws, seed=seed, solver_name=solver_name, tell=steps.begin, brief=brief
        )
        industries = tuple(_one(known, industry, solver_name, steps.begin, brief) for industry in industry_ids)
        ranges = {} if brief else rank_ranges(scores, tuple(industry_ids))
    except KeyboardInterrupt:
        raise Interrupted(steps.done, steps.total, "steps") from None
    return StabilityCheck(known.scores, known.result, known.draws, known.seed, industries, ranges)


def _one(
    known: SettingSensitivity, industry_id: str, solver_name: str, tell: Callable[[str], None], brief: bool
) -> Stability:
    """One industry, beside what is the same for all."""
    scores, result = known.scores, known.result
    problem = result.problem
    position = problem.ids.index(industry_id)
    chosen = problem.chosen([problem.ids.index(industry) for industry in result.selected])
    status = bool(chosen[position])
    tell("nearest")
    nearest, sure = (None, False) if brief else nearest_change(scores, problem, position, chosen, solver_name)
    tell("price")
    forced = problem.with_conditions((must_not if status else must)(problem.ids, industry_id))
    other = best(forced, solver_name)
    stays = {name: stays_until(known.asked_from_today(name), industry_id) for name in THRESHOLDS}
    return Stability(
        industry_id=industry_id,
        selected=status,
        rank=int(scores.ranks[scores.position[industry_id]]),
        share_of_weights=float(known.shares[position]),
        share_nearby=float(known.shares_nearby[position]),
        intervals={member: pieces.intervals(position, status) for member, pieces in known.cut.items()},
        intervals_exact={member: pieces.exact for member, pieces in known.cut.items()},
        nearest=nearest,
        nearest_exact=sure,
        price=None if other is None else max(0.0, result.objective - problem.objective(other)),
        frame_breakpoints=known.frames,
        minimum_steps=known.asked[MINIMUM_GRANT],
        drops_out_above={name: limit if status else None for name, (limit, _) in stays.items()},
        threshold_codes={name: _why(scores, industry_id, name, status, limit) for name, (limit, _) in stays.items()},
        returns={name: again if status else () for name, (_, again) in stays.items()},
        comes_in={} if brief else {name: where_in(known.asked[name], industry_id) for name in THRESHOLDS},
        comes_in_freely=industry_id in known.without_density,
    )


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


def _why(scores: Scores, industry_id: str, name: str, selected: bool, limit: float | None) -> str:
    """The code of one of ``Stability.threshold_codes``."""
    if not selected:
        return "not_selected"
    if limit is not None:
        return "drops_out"
    if name == MINIMUM_GRANT or name not in scores.dataset.columns:
        return "nothing_to_ask"
    values = condition_column(scores.dataset, scores.criteria, name).values
    # With a figure it stays as long as those it is chosen with do: up to some value, unless one of them has none.
    return "lacks_figure" if np.isnan(values[scores.dataset.position[industry_id]]) else "others_lack_figure"


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
