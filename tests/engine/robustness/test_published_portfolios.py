"""Against published results: the non-dominated portfolios of the example that comes with the R package rpm.

Tervonen, T. (2014): «rpm: Robust Portfolio Modeling R library», data.csv, results.csv and results-constr.csv of its
tests, github.com/tommite/rrpm; the method is that of Liesiö, Mild & Salo (2007, 2008). Fifteen projects, three
criteria, a budget of 300. A selection that is the best for some weights is non-dominated, and each is compared with the
other published ones only: whatever is worth most for positive weights is among them.
"""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import linprog

from engine.robustness.incomplete_information import settled
from engine.selection.constraints import Linear
from tests.engine.robustness.test_candidate_status import of_ends
from tests.engine.selection.problems import problem

PROJECTS = """
46 55 31 79
61 49 49 32
22 65 57 31
43 88 42 73
8 82 51 19
60 92 71 32
72 62 38 94
92 78 100 22
81 75 37 44
85 23 22 10
50 17 53 27
9 37 83 100
64 32 51 51
98 57 17 98
9 16 13 2
"""
"""Value on each of three criteria, and cost."""
BUDGET = 300
ANY_WEIGHTS = """
011011011110101
010011011110011
011011011100011
011111011110001
010101011110101
111011011110001
011001011110011
011111010110101
110001011110101
"""
FALLING_WEIGHTS = """
011011011110101
010011011110011
011111011110001
010101011110101
111011011110001
011001011110011
"""
"""Where the first criterion weighs at least as much as the second, and that as the third."""


def flags(published):
    """(portfolio, project) who is in."""
    return np.array([[letter == "1" for letter in line] for line in published.split()])


def best_for_some_weights(worth, order):
    """(portfolio,) whether it is worth as much as each of the others under some weights; a linear programme each."""
    above = np.array([[-1.0, 1.0, 0.0], [0.0, -1.0, 1.0]] if order else np.zeros((0, 3)))
    found = []
    for own in worth:
        rows = np.concatenate([worth - own, above])
        answer = linprog(np.zeros(3), rows, np.zeros(len(rows)), np.ones((1, 3)), [1.0], [(0.0, 1.0)] * 3)
        found.append(answer.status == 0)
    return np.array(found)


@pytest.mark.parametrize(
    ("published", "order"), [(ANY_WEIGHTS, ()), (FALLING_WEIGHTS, ((0, 1), (1, 2)))], ids=["any", "falling"]
)
def test_core_possible_and_excluded_are_those_of_the_published_portfolios(published, order):
    table = np.array([[int(cell) for cell in line.split()] for line in PROJECTS.strip().splitlines()])
    values, costs = table[:, :3].astype(np.float64), table[:, 3]
    asked = problem(values.mean(axis=1), conditions=[Linear("budget", costs, None, BUDGET)])
    exact = replace(of_ends(asked, values, values), order=order)
    portfolios = flags(published)
    assert (portfolios @ costs <= BUDGET).all()
    best = portfolios[best_for_some_weights(portfolios @ values, order)]

    result = settled(exact, np.array([[0.5, 0.3, 0.2]]), "highs")

    ids = np.array(asked.ids)
    assert result.core == tuple(ids[best.all(axis=0)])
    assert result.possible == tuple(ids[best.any(axis=0)])
    assert result.exact
    # What the non-dominated portfolios have in common is in all that are the best for some weights, and conversely.
    assert set(ids[portfolios.all(axis=0)]) <= set(result.core)
    assert set(ids[~portfolios.any(axis=0)]) <= set(result.excluded)
