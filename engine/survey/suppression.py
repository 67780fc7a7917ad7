"""Which figures are not shown: those on too few respondents, and others so that no total gives them away.

The threshold rule with secondary suppression (Hundepool et al. 2012, Statistical Disclosure Control, sections 4.2 and
4.4). A figure that is shown gives away its counts (value, n and standard error together do), and the figure for all
industries gives away the sum over those that are not shown. So that sum must itself be large enough to show, be of at
least two industries, and leave each of them undecided.

Which of the hidden ones are too small and which only protect them is not told: with the minimums known, that alone can
be enough to work out a count.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.survey.question_families import Told, alone
from engine.survey.specification import Minimums
from engine.survey.weighted_counts import BOTH, COMPLAINT_ONLY, EXPOSURE_ONLY

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]


def hidden(
    counts: Counts, minimums: Minimums, also: Flags | None = None, told: Told | None = None
) -> tuple[Flags, bool]:
    """The industries that are not shown, and whether all of them together is not shown either.

    Parameters
    ----------
    counts
        (industry, class) respondents: two cells of a variable, four of a pair, or the classes of several questions.
    also
        (industry,) those that must not be shown whatever their counts are.
    told
        What the questions tell of the classes, all of them shown or none; one question where it is left out.
    """
    told = told or alone(counts.shape[1])
    sizes = counts.sum(axis=1)
    out = ~large_enough(counts, minimums, told)
    if also is not None:
        out |= also
    smallest_first = [int(industry) for industry in np.argsort(sizes, kind="stable") if not out[industry]]
    for industry in [None, *smallest_first]:
        if industry is not None:
            out[industry] = True
        if not (out & (sizes > 0)).any() or _safe(counts[out & (sizes > 0)], minimums, told):
            return out, bool(out.all())
    return out, True


def large_enough(counts: Counts, minimums: Minimums, told: Told | None = None) -> Flags:
    """Whether each row of (row, class) counts has respondents enough for every question, and in all that follows."""
    told = told or alone(counts.shape[1])
    enough = (counts @ told.sums.T).min(axis=1, initial=np.iinfo(np.int64).max) >= minimums.cases
    for cells in told.cells:
        of_question = counts @ cells
        enough &= (of_question.sum(axis=1) >= minimums.n) & (of_question.min(axis=1) >= minimums.cases)
    return np.asarray(enough)


def _safe(together: Counts, minimums: Minimums, told: Told) -> bool:
    """Whether the sum over those that are hidden, which anybody can work out, tells too little of each of them."""
    enough = bool(large_enough(together.sum(axis=0, keepdims=True), minimums, told)[0])
    if len(together) < 2 or not enough:
        return False
    return all(_in_doubt(of_question, minimums.cases) for of_question in (together @ cells for cells in told.cells))


def _in_doubt(together: Counts, width: int) -> bool:
    return (_in_doubt_pair if together.shape[1] == 4 else _in_doubt_variable)(together, width)


def _in_doubt_variable(together: Counts, width: int) -> bool:
    """Whether the cases of each could be any of more than ``width`` numbers, to one who knows every n and the sum."""
    sizes, cases = together.sum(axis=1), int(together[:, 1].sum())
    lowest, highest = np.maximum(0, cases - (sizes.sum() - sizes)), np.minimum(sizes, cases)
    return bool((highest - lowest >= np.minimum(width, sizes)).all())


def _in_doubt_pair(together: Counts, width: int) -> bool:
    """The same of those with both, to one who also knows how many have each side in every industry."""
    sizes = together.sum(axis=1)
    exposed, ill = (together[:, side] + together[:, BOTH] for side in (EXPOSURE_ONLY, COMPLAINT_ONLY))
    low, high = np.maximum(0, exposed + ill - sizes), np.minimum(exposed, ill)
    both = int(together[:, BOTH].sum())
    lowest = np.maximum(low, both - (high.sum() - high))
    highest = np.minimum(high, both - (low.sum() - low))
    return bool((highest - lowest >= np.minimum(width, high - low)).all() and (highest > lowest).sum() > 1)
