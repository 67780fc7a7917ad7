"""Questions that tell of each other by subtraction: those of the same column, or of the same two columns.

«At least 4» less «exactly 4» of one column is «exactly 5». So the questions of a column are taken together: its answers
fall in classes, each question adds some of them up, and every sum of classes that follows from those sums is told too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from engine.survey.backend import Backend
from engine.survey.respondents import Respondents
from engine.survey.specification import Variable
from engine.survey.weighted_counts import Question, Totals, atom_positions, placed

MISSING = -1
"""The cell of a class whose answers a question does not count."""
MOST_CLASSES = 14
"""Sums of more classes than these are not tried one by one: every class must then be large enough by itself."""

Matrix = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What a family of questions tells of the counts of its classes.

    Parameters
    ----------
    cells
        A (class, cell) matrix of 0 and 1 for each question: which classes each of its cells adds up.
    sums
        (sum, class) of 0 and 1: the smallest sums of classes that follow from the cells.
    """

    cells: tuple[Matrix, ...]
    sums: Matrix


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """Questions of the same columns. ``classes`` are the states of ``variables``, (class, variable); null is -1."""

    questions: tuple[Question, ...]
    variables: tuple[int, ...]
    classes: Matrix

    @property
    def told(self) -> Told:
        """What its questions tell together."""
        return told([self._cell_of(question) for question in self.questions], [q.cells for q in self.questions])

    def _cell_of(self, question: Question) -> Matrix:
        """(class,) the cell of the question that each class is in."""
        states = self.classes[:, [self.variables.index(position) for position in question.variables]]
        cell = states[:, 0] if len(question.variables) == 1 else 2 * states[:, 0] + states[:, 1]
        return np.where((states == MISSING).any(axis=1), MISSING, cell)


def families(variables: Sequence[Variable], questions: Sequence[Question]) -> tuple[Family, ...]:
    """The families, in the order of their first question; each question is in one."""
    together: dict[frozenset[str] | tuple[int, ...], list[Question]] = {}
    for question in questions:
        columns = frozenset(variables[position].column for position in question.variables)
        key = (len(question.variables), *sorted(columns))
        together.setdefault(key, []).append(question)  # type: ignore[arg-type]
    return tuple(_family(members, variables) for members in together.values())


def _family(members: Sequence[Question], variables: Sequence[Variable]) -> Family:
    asked = tuple(sorted({position for question in members for position in question.variables}))
    by_column: dict[str, list[int]] = {}
    for position in asked:
        by_column.setdefault(variables[position].column, []).append(position)
    states = []
    for of_column in by_column.values():
        answers = {answer for position in of_column for answer in (*variables[position].yes, *variables[position].no)}
        states.append(
            sorted({tuple(_state(variables[position], answer) for position in of_column) for answer in answers})
        )
    order = [position for of_column in by_column.values() for position in of_column]
    rows = np.array([[state for part in parts for state in part] for parts in product(*states)], dtype=np.int64)
    return Family(tuple(members), asked, rows[:, [order.index(position) for position in asked]])


def _state(variable: Variable, answer: object) -> int:
    return 1 if answer in variable.yes else 0 if answer in variable.no else MISSING


def told(cell_of: Sequence[Matrix], cells: Sequence[int]) -> Told:
    """What questions tell of classes; ``cell_of`` has for each question the (class,) cell, ``MISSING`` for none."""
    matrices = tuple((of[:, None] == np.arange(many)).astype(np.int64) for of, many in zip(cell_of, cells, strict=True))
    everything = np.concatenate(matrices, axis=1).T
    return Told(matrices, _smallest_sums(everything))


def _smallest_sums(rows: Matrix) -> Matrix:
    """The sums of classes, as rows of 0 and 1, that ``rows`` add and subtract up to; none of them holds another.

    Whether one follows is told by its distance to the space that the rows span.
    """
    known = np.unique(rows[rows.any(axis=1)], axis=0)
    classes = rows.shape[1]
    if classes > MOST_CLASSES:
        counted: Matrix = np.eye(classes, dtype=np.int64)[rows.any(axis=0)]
        return counted
    _, singular, across = np.linalg.svd(known.astype(np.float64), full_matrices=False)
    space = across[singular > 1e-9]
    possible = (np.arange(1, 2**classes)[:, None] >> np.arange(classes)) & 1
    apart = possible - possible @ space.T @ space
    follows = possible[np.abs(apart).max(axis=1) < 1e-9]
    smallest: list[Matrix] = []
    for candidate in follows[np.argsort(follows.sum(axis=1), kind="stable")]:
        if not any((candidate >= other).all() for other in smallest):
            smallest.append(candidate)
    return np.array(smallest, dtype=np.int64)


def alone(cells: int) -> Told:
    """What one question tells of its own cells."""
    return told([np.arange(cells)], [cells])


def class_counts(family: Family, totals: Sequence[Totals], of: Respondents, backend: Backend) -> Matrix:
    """(period, atom, class) respondents. Of a question by itself the cells are counted already."""
    first = family.questions[0]
    if len(family.questions) == 1:
        own = totals[first.at].by_atom
        return np.stack([own[:, :, cell] if cell != MISSING else 0 * own[:, :, 0] for cell in _single(family)], axis=2)
    table, names = placed(of), [f"v{position}" for position in family.variables]
    counted = backend.rows(table.group_by("period", *of.layers, *names).aggregate(n=table.count()))
    class_of = {tuple(row): index for index, row in enumerate(family.classes.tolist())}
    counts = np.zeros((len(of.periods), len(of.atoms), len(family.classes)), dtype=np.int64)
    states = counted[names].astype("float64").fillna(MISSING).to_numpy(dtype=np.int64).tolist()
    known = [class_of.get(tuple(row)) for row in states]
    for period, atom, class_index, n in zip(
        counted["period"], atom_positions(counted, of), known, counted["n"], strict=True
    ):
        if class_index is not None:
            counts[int(period), int(atom), class_index] += int(n)
    return counts


def _single(family: Family) -> list[int]:
    question = family.questions[0]
    return [int(cell) for cell in family._cell_of(question)]
