"""One node of the criteria tree as a spreadsheet's formula over cells: its weights, and its members' values.

A member without a figure is an empty cell or an empty text; the formulas do with it what the node's policy says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

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
    if aggregate not in MEANS or (aggregate != "arithmetic" and len(values) > MOST_MEMBERS):
        return None
    all_weights, all_values = (_absolute(cells) for cells in (weights, values))
    there = f"SUMPRODUCT({all_weights}*ISNUMBER({all_values}))"
    counted = f"SUM({all_weights})" if missing == "interval" else there
    mass = there if missing in ("skip", "fail") else f"SUM({all_weights})"
    stands_in = {"worst": "0", "interval": repr(unknown)}.get(missing)
    mean = MEANS[aggregate](weights, values, all_weights, all_values, mass, stands_in)
    return f'IF({counted}=0,"",{mean})'


def _arithmetic(
    _: Sequence[str], __: Sequence[str], weights: str, values: str, mass: str, stands_in: str | None
) -> str:
    filled = f"+{stands_in}*SUMPRODUCT({weights}*(1-ISNUMBER({values})))" if stands_in else ""
    return f"(SUMPRODUCT({weights},{values}){filled})/{mass}"


def _geometric(weights: Sequence[str], values: Sequence[str], _: str, __: str, mass: str, stands_in: str | None) -> str:
    terms = [_if_counted(w, v, stands_in, f"%s^({w}/{mass})", "1") for w, v in zip(weights, values, strict=True)]
    return f"PRODUCT({','.join(terms)})"


def _harmonic(weights: Sequence[str], values: Sequence[str], _: str, __: str, mass: str, stands_in: str | None) -> str:
    pairs = list(zip(weights, values, strict=True))
    none = "+".join(_if_counted(w, v, stands_in, "(%s=0)", "0") for w, v in pairs)
    terms = ",".join(_if_counted(w, v, stands_in, f"{w}/%s", "0") for w, v in pairs)
    return f"IF({none}>0,0,{mass}/SUM({terms}))"


def _minimum(weights: Sequence[str], values: Sequence[str], _: str, __: str, ___: str, stands_in: str | None) -> str:
    largest = "1E+300"
    return (
        f"MIN({','.join(_if_counted(*pair, stands_in, '%s', largest) for pair in zip(weights, values, strict=True))})"
    )


def _if_counted(weight: str, value: str, stands_in: str | None, term: str, otherwise: str) -> str:
    """The term of a member that has weight and a value, or what stands in for one."""
    if stands_in is None:
        return f"IF(AND(ISNUMBER({value}),{weight}>0),{term % value},{otherwise})"
    filled = f"IF(ISNUMBER({value}),{value},{stands_in})"
    return f"IF({weight}>0,{term % filled},{otherwise})"


MEANS: Mapping[str, Callable[[Sequence[str], Sequence[str], str, str, str, str | None], str]] = {
    "arithmetic": _arithmetic,
    "geometric": _geometric,
    "harmonic": _harmonic,
    "minimum": _minimum,
}
BOTH: Mapping[str, str] = {"geometric": "SQRT({e}*{h})", "minimum": "MIN({e},{h})", "product": "{e}*{h}"}


def cooccurrence_formula(form: str, exposure: str, health: str, missing: str, unknown: float) -> str | None:
    """Both sides as one value; None where no formula is known for the form."""
    if form not in BOTH:
        return None
    if missing == "interval":
        exposure, health = (f"IF(ISNUMBER({side}),{side},{unknown!r})" for side in (exposure, health))
        return BOTH[form].format(e=exposure, h=health)
    there = f"AND(ISNUMBER({exposure}),ISNUMBER({health}))"
    return f'IF({there},{BOTH[form].format(e=exposure, h=health)},"")'


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
