"""Which figure to get first: how much of what is undecided each would settle if it were known.

The value of information of Howard (1966, «Information value theory», IEEE Transactions on Systems Science and
Cybernetics 2(1)), counted in industries instead of money: those that are in some but not all of the selections that can
be the best (``incomplete_information``), and would be in all or none of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.foundation.quality import CLASSIFIED, INHERITED, QUALITIES
from engine.robustness.batch_optimisation import optimal_selections
from engine.robustness.incomplete_information import Incomplete, at_set_weights, candidate_ends
from engine.robustness.possible_selections import possible_selections, worth_limits
from engine.scoring.figure_ends import Ends, declared_ends, figure_shares, is_old
from engine.scoring.known_share import Intervals, intervals
from engine.scoring.score import Scores
from engine.scoring.tree import reached
from engine.selection.constraints import Chosen
from engine.selection.portfolio_problem import SelectionProblem, selection_problem

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

PARTS = 20  # of a figure's range: what it would settle is looked up in the middle of each, and at both ends
WHYS = ("missing", "judged", "inherited", "old")


@dataclass(frozen=True, slots=True)
class Settles:
    """What one figure would settle.

    Parameters
    ----------
    why
        One of ``WHYS``: there is none; it is somebody's judgement; it is a broader group's, also where that is so far
        from the industry that it counts as unknown; it is old.
    undecided_now
        How many industries are undecided today, the same for all.
    worst, best, expected
        How many fewer would be, for the value in its range that settles least, most, and on average over the range.
    opens
        Points between the two ends of the industry's score that are there because of this figure.
    """

    industry_id: str
    indicator_id: str
    why: str
    undecided_now: int
    worst: int
    best: int
    expected: float
    opens: float


def value_of_information(scores: Scores, today: Incomplete | None = None) -> tuple[Settles, ...]:
    """Every figure that is missing, judged with a spread, inherited with one, or old with one; the most decisive first.

    Of figures that settle as much, those that leave most points open come first, and then those of whoever ranks
    highest: where much is unknown, hardly any figure settles anything alone.
    A missing figure that the file has a rule for (``skip``, ``worst``) leaves nothing open, and settles nothing.
    An industry counts as settled where no selection is known that can be the best and has it, or none that has it not.
    Those known are the best with it at its high end and all others low, at its low end and all others high, and
    ``possible_selections``. The first two are enough where only the number and single candidates are asked for. Where
    money, sections or conflicts decide too there can be others, and the count is an estimate; who is undecided, but in
    all of those known or in none, is left out of it.
    ``today`` is what ``at_set_weights`` says, where that is known.
    """
    why = _figures(scores)
    problem = selection_problem(scores)
    undecided = (at_set_weights(scores) if today is None else today).undecided
    tested = _Tested.of(scores, problem, undecided)
    order = {scores.industry_ids[position]: place for place, position in enumerate(scores.order)}
    figures = []
    ends = declared_ends(scores)
    now = intervals(scores, ends)
    for leaf, by_industry in why.items():
        if not by_industry:
            continue
        low, high = _at_parts(scores, problem, leaf, ends)
        opens = dict(zip(scores.industry_ids, _open_points(scores, leaf, ends, now), strict=True))
        for industry_id, reason in by_industry.items():
            counts = np.zeros(PARTS + 2, dtype=np.int64)
            if industry_id in problem.ids and tested.who.any():
                position = problem.ids.index(industry_id)
                counts = tested.settled(position, low[:, position], high[:, position])
            figures.append(
                Settles(
                    industry_id,
                    leaf,
                    reason,
                    len(undecided),
                    int(counts.min()),
                    int(counts.max()),
                    float(counts[1:-1].mean()),
                    float(opens[industry_id]),
                )
            )
    return tuple(
        sorted(
            figures,
            key=lambda figure: (
                *(-figure.expected, -figure.best, -figure.worst, -round(figure.opens, 9)),
                *(order.get(figure.industry_id, len(order)), figure.industry_id, figure.indicator_id),
            ),
        )
    )


def _figures(scores: Scores) -> dict[str, dict[str, str]]:
    """``{indicator: {industry: why}}`` of the figures that have weight and are not known."""
    positions = [scores.dataset.position[industry] for industry in scores.industry_ids]
    shares = figure_shares(scores)
    counted = reached(scores.criteria, [scores.criteria.root_id])
    reasons_by_leaf: dict[str, dict[str, str]] = {}
    for leaf, (low, high) in declared_ends(scores).items():
        if leaf not in counted:
            continue
        quality = scores.columns[leaf].quality[positions]
        absent, wide = np.isnan(scores.normalised[leaf]), high > low
        inherited = quality == QUALITIES.index(INHERITED)
        reasons = np.select(
            [
                absent & np.isnan(shares[leaf]),
                absent,
                wide & (quality == QUALITIES.index(CLASSIFIED)),
                wide & inherited & (scores.criteria.indicators[leaf].inherited_spread > 0),
                wide & is_old(scores, leaf),
            ],
            ["missing", "inherited", "judged", "inherited", "old"],
            "",
        )
        reasons_by_leaf[leaf] = {
            industry: str(why) for industry, why in zip(scores.industry_ids, reasons, strict=True) if why
        }
    return reasons_by_leaf


def _at_parts(scores: Scores, problem: SelectionProblem, leaf: str, ends: Ends) -> tuple[Floats, Floats]:
    """(part, candidate) ends of what each is worth where one figure of its own is known, at places in its range."""
    low, high = ends[leaf]
    absent = np.isnan(low)
    open_from, open_to = np.where(absent, 0.0, low), np.where(absent, 1.0, high)
    middles = (np.arange(PARTS) + 0.5) / PARTS
    lows, highs = [], []
    for share in (0.0, *middles.tolist(), 1.0):
        value = open_from + share * (open_to - open_from)
        both = intervals(scores, {**ends, leaf: (value, value)})
        ends_here = candidate_ends(scores, problem, both, scores.weights[None])
        lows.append(ends_here[0][0])
        highs.append(ends_here[1][0])
    return np.array(lows), np.array(highs)


def _open_points(scores: Scores, leaf: str, ends: Ends, now: Intervals) -> Floats:
    """(industry,) how much nearer each other the ends of every score are where the figure is known than ``now``."""
    low, high = ends[leaf]
    middle = np.where(np.isnan(low), 0.5, (low + high) / 2)
    then = intervals(scores, {**ends, leaf: (middle, middle)})
    return np.asarray(np.nan_to_num(np.maximum((now.high - now.low) - (then.high - then.low), 0.0)))


@dataclass(frozen=True, eq=False)
class _Tested:
    """The undecided, and where each starts or stops to be settled as another industry's value changes.

    Parameters
    ----------
    who
        (candidate,) undecided, and in some but not all of the selections known.
    tie
        What is this close is worth as much.
    enters_above, leaves_above
        By (candidate, industry): how much the industry must be worth to be in the best selection beside the candidate
        at its high end and all others low, and beside the candidate low and all others high.
    possible_with, possible_without, core_with, core_without
        (candidate, industry) whether the candidate is in that best selection, with the industry and without it.
    known, limits
        (selection, candidate) what else can be the best, and ``worth_limits`` of that.
    """

    who: Flags
    tie: float
    enters_above: Floats
    leaves_above: Floats
    possible_with: Flags
    possible_without: Flags
    core_with: Flags
    core_without: Flags
    known: Chosen
    limits: Floats

    @classmethod
    def of(cls, scores: Scores, problem: SelectionProblem, undecided: tuple[str, ...]) -> _Tested:
        both = intervals(scores, declared_ends(scores))
        low, high = (ends[0] for ends in candidate_ends(scores, problem, both, scores.weights[None]))
        size = len(problem.ids)
        who = np.isin(np.array(problem.ids, dtype=object), undecided)
        own_high = np.where(np.eye(size, dtype=bool), high, low)
        own_low = np.where(np.eye(size, dtype=bool), low, high)
        known = possible_selections(problem, low, high)
        who &= known.any(axis=0) & ~known.all(axis=0)
        shape = (size, size)
        result = cls(
            who,
            problem.tie,
            np.full(shape, np.inf),
            np.full(shape, np.inf),
            possible_with=np.zeros(shape, dtype=bool),
            possible_without=np.zeros(shape, dtype=bool),
            core_with=np.zeros(shape, dtype=bool),
            core_without=np.zeros(shape, dtype=bool),
            known=known,
            limits=worth_limits(problem, low, high, known),
        )
        some = np.flatnonzero(who)
        for rows, above, inside, outside in (
            (own_high, result.enters_above, result.possible_with, result.possible_without),
            (own_low, result.leaves_above, result.core_with, result.core_without),
        ):
            above[some], inside[some], outside[some] = _thresholds(problem, rows[some], some)
        return result

    def settled(self, position: int, low: Floats, high: Floats) -> NDArray[np.int64]:
        """(part,) how many are settled where the industry's ends are these."""
        others = self.who & (np.arange(len(self.who)) != position)
        in_with, in_without = self.possible_with[:, position], self.possible_without[:, position]
        has, limits = self.known[:, position], self.limits[:, position]
        stands = np.where(has, high[:, None] >= limits - self.tie, low[:, None] <= limits + self.tie)
        known_in, known_out = stands @ self.known, stands @ ~self.known
        possible = known_in | _either(low, self.enters_above[:, position], in_with, in_without, self.tie)
        core = _always(
            high, self.leaves_above[:, position], self.core_with[:, position], self.core_without[:, position], self.tie
        )
        counts = ((~possible | (core & ~known_out)) & others).sum(axis=1)
        if self.who[position]:
            out = ~known_in[:, position] & (high < self.enters_above[position, position] - self.tie)
            core_itself = ~known_out[:, position] & (low > self.leaves_above[position, position] + self.tie)
            counts = counts + (out | core_itself)
        return np.asarray(counts, dtype=np.int64)


def _either(worth: Floats, above: Floats, inside: Flags, outside: Flags, tie: float) -> Flags:
    """(part, candidate) whether a candidate is in a best selection; where both are as good, in either."""
    enters, stays = worth[:, None] >= above - tie, worth[:, None] <= above + tie
    return np.asarray((enters & inside) | (stays & outside))


def _always(worth: Floats, above: Floats, inside: Flags, outside: Flags, tie: float) -> Flags:
    """(part, candidate) the same where it must be in both that are as good."""
    enters, stays = worth[:, None] >= above - tie, worth[:, None] <= above + tie
    return np.asarray((~enters | inside) & (~stays | outside))


def _thresholds(problem: SelectionProblem, rows: Floats, who: NDArray[np.intp]) -> tuple[Floats, Flags, Flags]:
    """For each row and industry: from which worth the industry is in the best selection, and whether ``who`` (row,) is
    in it then, and before. The industry is given so much, and so little, that nothing else decides about it."""
    size = rows.shape[1]
    beyond = 4 * (np.abs(rows).sum() + 1) / max(1, len(rows))
    given = np.tile(rows[:, None, :], (1, size, 1))
    diagonal = np.arange(size)
    with_it, without_it = given.copy(), given.copy()
    with_it[:, diagonal, diagonal], without_it[:, diagonal, diagonal] = beyond, -beyond
    flat = np.concatenate([with_it.reshape(-1, size), without_it.reshape(-1, size)])
    chosen = optimal_selections(problem, flat).chosen.reshape(2, len(rows), size, size)
    given[:, diagonal, diagonal] = 0.0
    worths = (chosen * given).sum(axis=3)
    has = chosen[:, :, diagonal, diagonal]
    # What cannot be in is never so, what cannot be out always is.
    above = np.where(has[0], np.where(has[1], -np.inf, worths[1] - worths[0]), np.inf)
    index = np.arange(len(rows))[:, None], diagonal[None], who[:, None]
    return above, chosen[0][index], chosen[1][index]
