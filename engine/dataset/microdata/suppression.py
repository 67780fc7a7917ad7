"""Which figures are not shown: those on too few respondents, and others so that no total gives them away.

The threshold rule with secondary suppression (Hundepool et al. 2012, Statistical Disclosure Control, sections 4.2 and
4.4). A figure that is shown gives away its counts (value, n and standard error together do), and the figure for all
industries gives away the sum over those that are not shown. So that sum must itself be large enough to show, be of at
least two industries, and leave each of them undecided.

Which of the hidden ones are too small and which only protect them is not told: with the minimums known, that alone can
be enough to work out a count.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from engine.dataset.microdata.specification import Minimums
from engine.dataset.microdata.weighted_cells import BOTH, COMPLAINT_ONLY, EXPOSURE_ONLY

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]


def hidden(counts: Counts, minimums: Minimums, also: Flags | None = None) -> tuple[Flags, bool]:
    """The industries that are not shown, and whether all of them together is not shown either.

    Parameters
    ----------
    counts
        (industry, cell) respondents: two cells of a variable or four of a pair.
    also
        (industry,) those that must not be shown whatever their counts are.
    """
    sizes = counts.sum(axis=1)
    out = ~large_enough(counts, minimums)
    if also is not None:
        out |= also
    in_doubt: Callable[[Counts, int], bool] = _in_doubt_pair if counts.shape[1] == 4 else _in_doubt_variable
    smallest_first = [int(at) for at in np.argsort(sizes, kind="stable") if not out[at]]
    for at in [None, *smallest_first]:
        if at is not None:
            out[at] = True
        if not (out & (sizes > 0)).any() or _safe(counts[out & (sizes > 0)], minimums, in_doubt):
            return out, bool(out.all())
    return out, True


def large_enough(counts: Counts, minimums: Minimums) -> Flags:
    """Whether each row of (row, cell) counts has respondents enough in all, and in every cell."""
    return np.asarray((counts.sum(axis=1) >= minimums.n) & (counts.min(axis=1) >= minimums.cases))


def _safe(together: Counts, minimums: Minimums, in_doubt: Callable[[Counts, int], bool]) -> bool:
    """Whether the sum over those that are hidden, which anybody can work out, tells too little of each of them."""
    enough = bool(large_enough(together.sum(axis=0, keepdims=True), minimums)[0])
    return len(together) > 1 and enough and in_doubt(together, minimums.cases)


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
