"""How firmly an option stands: over other weights, and over other frames.

Where the engine chose, the question is whether it would choose the same under weights drawn at random. Where somebody
put the option together by hand, it is whether it is the best of its size: nobody chose its number by points.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from engine.plans.half_years import Plan
from engine.plans.inverse import LARGEST, first_where
from engine.plans.options_book import Book, Planned, option_scores
from engine.robustness.acceptability import candidate_values
from engine.robustness.batch_optimisation import distinct
from engine.robustness.budget_sensitivity import frame_breakpoints
from engine.robustness.selection_at_weights import best_among_ranked
from engine.robustness.weight_draws import draw_weights
from engine.selection.constraints import Linear
from engine.selection.grant_key import mnok
from engine.selection.portfolio_problem import SelectionProblem

DRAWS, SEED, CHUNK = 2000, 1, 500
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class OptionRobustness:
    """How firmly one option stands.

    Parameters
    ----------
    draws
        Sets of weights that were drawn, uniformly over all that there are.
    same_share
        Share of them, 0..1, under which exactly the option's new programmes are the best.
    shares
        Share of them under which each of its new programmes is among the best.
    rivals
        The industries that are among the best most often without being in the option, the most frequent first.
    least_frame
        MNOK: the smallest frame, the same in all years, under which everything in the plan goes up; None where none is.
    same_frames
        MNOK: from and up to below which frame the engine would choose the same; None at the end is as far as is looked
        (three times the frame). None for an option put together by hand.
    """

    draws: int
    same_share: float
    shares: Mapping[str, float]
    rivals: Mapping[str, float]
    least_frame: float | None
    same_frames: tuple[float, float | None] | None


def option_robustness(
    planned: Planned, book: Book, *, draws: int = DRAWS, seed: int = SEED, progress: Progress | None = None
) -> OptionRobustness | None:
    """How firmly the option stands; None where it has nobody new, or the criteria have no weights to draw."""
    scores = book.scores
    if planned.plan is None or not planned.selected or not scores.root_members:
        return None
    problem = planned.problem if planned.chosen is not None else _of_this_size(planned)
    positions = [problem.ids.index(industry) for industry in planned.selected]
    own = problem.chosen(positions)
    weights = draw_weights(scores.weights, draws, seed)
    same, counts, known = 0, np.zeros(len(problem.ids)), None
    for start in range(0, draws, CHUNK):
        values = candidate_values(scores, problem, weights[start : start + CHUNK])
        best = best_among_ranked(problem, values, known=known)
        possible = ~np.isneginf(best.worth)
        chosen = best.chosen[possible]
        known = distinct(chosen) if known is None else known
        same += int((chosen == own).all(axis=1).sum())
        counts += chosen.sum(axis=0)
        if progress is not None:
            progress(min(start + CHUNK, draws), draws)
    shares = dict(zip(problem.ids, (counts / draws).tolist(), strict=True))
    others = sorted(
        (industry for industry in shares if industry not in planned.selected),
        key=lambda industry: (-shares[industry], industry),
    )
    return OptionRobustness(
        draws,
        same / draws,
        {industry: shares[industry] for industry in planned.selected},
        {industry: shares[industry] for industry in others[:3] if shares[industry]},
        least_frame(planned.plan),
        _same_frames(planned, book) if planned.chosen is not None else None,
    )


def least_frame(plan: Plan) -> float | None:
    """The smallest frame, MNOK, under which nothing in the plan conflicts: a larger one never makes it worse."""
    least = first_where(lambda frame: not plan.with_frame(frame).conflict, 0, LARGEST)
    return None if least is None else mnok(least)


def _of_this_size(planned: Planned) -> SelectionProblem:
    count = len(planned.selected)
    own = planned.problem.without("max_new", "min_new")
    return own.with_conditions(Linear("max_new", np.ones(len(own.ids), dtype=np.int64), count, count))


def _same_frames(planned: Planned, book: Book) -> tuple[float, float | None] | None:
    """The range of frames around the option's in which the engine chooses the same."""
    here = min(book.file.frame.values())
    steps = frame_breakpoints(option_scores(planned.option, book.file, book.scores))
    below = [index for index, step in enumerate(steps) if step.frame_mnok <= here]
    if not below or steps[below[-1]].selected != planned.selected:
        return None
    after = steps[below[-1] + 1 :]
    return steps[below[-1]].frame_mnok, after[0].frame_mnok if after else None
