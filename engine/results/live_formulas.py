"""One node of the criteria tree as a spreadsheet's formula over cells: its weights, and its members' values.

A member without a figure is an empty cell or an empty text; the formulas do with it what the node's policy says.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.criteria.aggregates import AGGREGATES, PAIR_FORMS

MOST_MEMBERS = 60
"""A formula that names each member cannot be longer than 8192 signs."""


def mean_formula(
    aggregate: str, missing: str, weights: Sequence[str], values: Sequence[str], unknown: float
) -> str | None:
    """The weighted mean; None where no formula is known for the aggregate, or it would be too long.

    Parameters
    ----------
    weights, values
        Cells, a row each, of all members in order and next to each other.
    unknown
        What a member without a figure counts as under ``interval``.
    """
    known = AGGREGATES.get(aggregate)
    cell = known.cell if known is not None else None
    if cell is None or (aggregate != "arithmetic" and len(values) > MOST_MEMBERS):
        return None
    all_weights, all_values = (_absolute(cells) for cells in (weights, values))
    there = f"SUMPRODUCT({all_weights}*ISNUMBER({all_values}))"
    counted = f"SUM({all_weights})" if missing == "interval" else there
    mass = there if missing in ("skip", "fail") else f"SUM({all_weights})"
    stands_in = {"worst": "0", "interval": repr(unknown)}.get(missing)
    mean = cell(weights, values, all_weights, all_values, mass, stands_in)
    return f'IF({counted}=0,"",{mean})'


def cooccurrence_formula(form: str, exposure: str, health: str, missing: str, unknown: float) -> str | None:
    """Both sides as one value; None where no formula is known for the form."""
    if form not in PAIR_FORMS:
        return None
    cell = PAIR_FORMS[form].cell
    if missing == "interval":
        exposure, health = (f"IF(ISNUMBER({side}),{side},{unknown!r})" for side in (exposure, health))
        return cell.format(e=exposure, h=health)
    there = f"AND(ISNUMBER({exposure}),ISNUMBER({health}))"
    return f'IF({there},{cell.format(e=exposure, h=health)},"")'


def contribution_formula(
    missing: str, scale: float, weights: Sequence[str], values: Sequence[str], place: int, unknown: float
) -> str:
    """Points of one member of an arithmetic root; nothing where it is missing and the others carry its weight."""
    all_weights, all_values = (_absolute(cells) for cells in (weights, values))
    weight, value = weights[place], values[place]
    there = f"SUMPRODUCT({all_weights}*ISNUMBER({all_values}))"
    mass = there if missing in ("skip", "fail") else f"SUM({all_weights})"
    counted = f"SUM({all_weights})" if missing == "interval" else there
    stands_in = {"worst": "0", "interval": f"{scale!r}*{weight}/{mass}*{unknown!r}"}.get(missing, '""')
    return f'IF({counted}=0,"",IF(ISNUMBER({value}),{scale!r}*{weight}/{mass}*{value},{stands_in}))'


def _absolute(cells: Sequence[str]) -> str:
    """The row of cells from the first to the last; a sheet's name stands before the first only."""
    return f"{cells[0]}:{cells[-1].rpartition('!')[2]}"


def rank_formula(score: str, scores: str, tie: float) -> str:
    """One more than how many have a higher score; equal scores share the better rank."""
    return f'IF(ISNUMBER({score}),1+SUMPRODUCT(ISNUMBER({scores})*({scores}>{score}+{tie!r})),"")'
