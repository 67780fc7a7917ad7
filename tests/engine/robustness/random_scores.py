"""Random scores small enough to list every selection, and the best one under any weights by going through the list."""

from dataclasses import replace

import numpy as np

from engine.criteria.model import Cost, Grant, Selection
from engine.dataset.model import Dataset, Industry
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from tests.engine.robustness.small import column, criteria
from tests.engine.selection.problems import every_feasible

MEMBERS = "uvwxyz"


def random_scores(
    seed,
    *,
    grant=None,
    gaps=0,
    members=3,
    size=7,
    aggregate="arithmetic",
    missing="skip",
    programmes=None,
    waiting=0,
    **rules,
):
    """Scores of ``size`` candidates on so many members, ``gaps`` of the values missing, beside two programmes.

    The ``waiting`` last members no candidate has a value for.

    ``grant`` is None, ``"key"`` or ``"cost"``, with random money; ``rules`` are those of ``Selection``.
    """
    rng = np.random.default_rng(seed)
    values = rng.uniform(0.05, 1.0, (size + 2, members))
    for gap in range(gaps):
        values[rng.integers(size), (gap + seed) % (members - waiting)] = np.nan
    values[:size, members - waiting :] = np.nan
    industries = tuple(
        Industry(f"c{index}", f"Bransje {index}", status="candidate", section="A", jobs=int(rng.integers(1, 400)))
        for index in range(size)
    )
    today = tuple(Industry(name, name, status="programme", jobs=jobs) for name, jobs in (("p", 200), ("q", 50)))
    names = MEMBERS[:members]
    columns = {name: {"2020": column(name, values[:, index])} for index, name in enumerate(names)}
    money = None
    if grant == "key":
        money = Grant("key", float(rng.integers(15, 40)), 0.6, round(rng.uniform(1, 4), 2), round(rng.uniform(0, 3), 2))
    elif grant == "cost":
        cost = Cost(fixed=round(rng.uniform(1, 3), 2), per_1000_jobs=8.37)
        money = Grant("cost", float(rng.integers(6, 20)), cost=cost)
    asked = Selection(**{"max_new": 3, **rules}, grant=money, programmes=programmes or {})
    weights = dict(zip(names, rng.dirichlet(np.ones(members)), strict=True))
    made = replace(criteria(weights, asked, aggregate, missing), scale=100.0)
    return score(Dataset("data", (*industries, *today), columns), made)


class Listed:
    """Every feasible selection of some scores, by the contract's own words, and which is best under given weights."""

    def __init__(self, scores):
        self.scores, self.problem = scores, selection_problem(scores)
        selections = sorted(every_feasible(self.problem), key=self.problem.named)
        self.selections = np.zeros((len(selections), len(self.problem.ids)), dtype=bool)
        for row, chosen in zip(self.selections, selections, strict=True):
            row[list(chosen)] = True

    def values(self, weights):
        """(candidate,) what each is worth to the objective under these weights, by the formulas of the contract."""
        points = np.array([self._points(row, np.asarray(weights)) for row in self.scores.member_values])
        return points * (self.problem.jobs if self.scores.criteria.selection.objective == "sum_times_jobs" else 1)

    def _points(self, row, weights):
        root, there = self.scores.criteria.root, ~np.isnan(row)
        if root.missing == "worst":
            row, there = np.nan_to_num(row), np.ones(len(row), dtype=bool)
        there = there & (weights > 0)
        if not there.any():
            return 0.0
        share, row = weights[there] / weights[there].sum(), row[there]
        means = {
            "arithmetic": lambda: (share * row).sum(),
            "geometric": lambda: np.prod(row**share),
            "minimum": lambda: row.min(),
        }
        return self.scores.criteria.scale * means[root.aggregate]()

    def worths(self, weights):
        """(selection,) objectives."""
        return self.selections @ self.values(weights)

    def best(self, weights):
        """(candidate,) the best selection, the smallest ids of those within 1e-9; None if none is feasible."""
        if not len(self.selections):
            return None
        worths = self.worths(weights)
        return self.selections[np.flatnonzero(worths >= worths.max() - 1e-9)[0]]

    def best_of_each(self, weights):
        """(weights, candidate) the same for many at once, which a fine grid needs."""
        root = self.scores.criteria.root
        if root.aggregate != "arithmetic":
            return np.array([self.best(weighting) for weighting in weights])
        there = ~np.isnan(self.scores.member_values) | (root.missing == "worst")
        counted = weights @ there.T
        points = weights @ np.nan_to_num(self.scores.member_values).T
        points = self.scores.criteria.scale * np.divide(points, counted, out=np.zeros_like(points), where=counted > 0)
        by_jobs = self.scores.criteria.selection.objective == "sum_times_jobs"
        worths = (points * (self.problem.jobs if by_jobs else 1)) @ self.selections.T
        return self.selections[(worths >= worths.max(axis=1, keepdims=True) - 1e-9).argmax(axis=1)]

    def margin(self, weights):
        """How much better the best is than the next."""
        two = np.sort(self.worths(weights))[-2:]
        return two[-1] - two[0] if len(two) > 1 else np.inf
