"""Respondents counted and weighted in cells: a variable has two (no, yes), a pair of variables four."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.survey.backend import Backend
from engine.survey.cell_expressions import NOWHERE
from engine.survey.respondents import Respondents
from engine.survey.specification import Pair, Variable

if TYPE_CHECKING:
    import pandas as pd

NEITHER, COMPLAINT_ONLY, EXPOSURE_ONLY, BOTH = 0, 1, 2, 3
"""The cells of a pair."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is counted: one variable, or two of them together. ``cell`` is its number as an Ibis expression."""

    at: int
    variables: tuple[int, ...]

    @property
    def cells(self) -> int:
        """Two for a variable, four for a pair."""
        return 4 if len(self.variables) == 2 else 2

    def cell(self, table: Any) -> Any:
        """Which cell a row is in; null where an answer is missing."""
        numbers = [table[f"v{position}"].cast("int32") for position in self.variables]
        return (numbers[0] if len(numbers) == 1 else 2 * numbers[0] + numbers[1]).cast("int32")


@dataclass(frozen=True, slots=True, eq=False)
class Totals:
    """Sums of one question by period, domain, group of age and sex, and cell.

    Parameters
    ----------
    n
        (period, domain, group, cell) respondents; the last group are those whose age or sex is not known.
    weight
        (period, domain, group, cell) their weights.
    by_atom
        (period, atom, cell) respondents.
    """

    n: NDArray[np.int64]
    weight: NDArray[np.float64]
    by_atom: NDArray[np.int64]


def questions_of(variables: Sequence[Variable], pairs: Sequence[Pair]) -> tuple[Question, ...]:
    """The variables in order, then the pairs."""
    positions = {variable.indicator_id: position for position, variable in enumerate(variables)}
    chosen = [(position,) for position in range(len(variables))] + [
        (positions[pair.exposure], positions[pair.complaint]) for pair in pairs
    ]
    return tuple(Question(position, tuple(which)) for position, which in enumerate(chosen))


def weighted_cells(of: Respondents, questions: Sequence[Question], backend: Backend) -> Any:
    """One row a cell in a stratum: ``n``, ``weight`` and ``squares`` (the sum of squared weights).

    Variables are counted two and two, by a grouping over a few narrow columns: far quicker than hundreds of conditional
    sums side by side, and the pairs that are asked for come with it.
    """
    import ibis

    counted = {both: backend.kept(_counted(of, both)) for both in batches(questions)}
    asked = []
    for question in questions:
        both = next(pair for pair in counted if set(question.variables) <= set(pair))
        cell = question.cell(counted[both])
        keyed = counted[both].filter(cell.notnull()).mutate(cell=cell)
        asked.append(
            keyed.group_by("period", *of.layers, "stratum", "age_sex", "cell")
            .aggregate(n=keyed.n.sum(), weight=keyed.weight.sum(), squares=keyed.squares.sum())
            .mutate(question=ibis.literal(question.at, "int32"))
        )
    return backend.kept(asked[0] if len(asked) == 1 else ibis.union(*asked))


def batches(questions: Sequence[Question]) -> tuple[tuple[int, ...], ...]:
    """Variables that are counted together, two at a time: every pair that is asked for, then those that are left."""
    asked = list(dict.fromkeys(question.variables for question in questions if len(question.variables) == 2))
    paired = {position for both in asked for position in both}
    left = [question.at for question in questions if len(question.variables) == 1 and question.at not in paired]
    return (*asked, *(tuple(left[start : start + 2]) for start in range(0, len(left), 2)))


def _counted(of: Respondents, both: tuple[int, ...]) -> Any:
    keyed = placed(of)
    return keyed.group_by("period", *of.layers, "stratum", "age_sex", *(f"v{position}" for position in both)).aggregate(
        n=keyed.count(), weight=keyed.weight.sum(), squares=(keyed.weight * keyed.weight).sum()
    )


def placed(of: Respondents) -> Any:
    """The respondents that are in any domain."""
    anywhere = of.table[of.layers[0]] != NOWHERE
    for layer in of.layers[1:]:
        anywhere = anywhere | (of.table[layer] != NOWHERE)
    return of.table.filter(anywhere)


def atom_positions(frame: pd.DataFrame, of: Respondents) -> NDArray[np.int64]:
    """(row,) the atom of each row of a table that has the layers."""
    position = {atom: index for index, atom in enumerate(of.atoms)}
    rows = zip(*(frame[layer].to_numpy(dtype=np.int64).tolist() for layer in of.layers), strict=True)
    return np.array([position[row] for row in rows], dtype=np.int64)


def totals(
    cells: Any, of: Respondents, questions: Sequence[Question], groups: int, backend: Backend
) -> tuple[Totals, ...]:
    """The cells of each question summed over strata."""
    keys = ["question", "period", *of.layers, "age_sex", "cell"]
    frame = backend.rows(cells.group_by(keys).aggregate(n=cells.n.sum(), weight=cells.weight.sum()))
    frame["atom"] = atom_positions(frame, of)
    summed = []
    for question in questions:
        own = frame[frame["question"] == question.at]
        where = tuple(own[key].to_numpy(dtype=np.int64) for key in ("period", "atom", "age_sex", "cell"))
        shape = (len(of.periods), len(of.atoms), groups + 1, question.cells)
        n, weight = np.zeros(shape, dtype=np.int64), np.zeros(shape)
        n[where], weight[where] = own["n"], own["weight"]  # NOWHERE, -1, is the last group
        by_domain = partial(np.einsum, "da,pagc->pdgc", of.members.astype(np.int64))
        summed.append(Totals(by_domain(n), by_domain(weight), n.sum(axis=2)))
    return tuple(summed)
