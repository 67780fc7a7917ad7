"""One selection, beside a plain PuLP model solved with CBC.

The plain model finds the best only. Ours also finds ties, three runners-up, the best for every number and what binds.
"""

from dataclasses import replace

import pytest

from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select
from tests.bench.cases import made_up, shipped
from tests.bench.plain_model import best_objective

OURS, PLAIN = "bransjevalg", "plain PuLP/CBC"
SECONDS_A_NUMBER = 20  # what CBC is given for each number of programmes at 800
NOTE = "ours with ties, runners-up, every number, what binds"


def at_39(minimum):
    dataset, criteria = shipped()
    grant = replace(criteria.selection.grant, minimum_new=minimum, minimum_continuing=minimum)
    changed = replace(criteria, selection=replace(criteria.selection, grant=grant))
    return selection_problem(score(dataset, changed))


def at_800(frame):
    return selection_problem(score(*made_up(800, 20, max_new=10, frame=frame)))


CASES = {
    "one selection, 39, minimum 3.5": lambda: at_39(3.5),
    "one selection, 39, minimum 4.0": lambda: at_39(4.0),
    "one selection, 800, at most 10": lambda: at_800(90.0),
    "one selection, 800, at most 10, tight": lambda: at_800(75.0),
}


@pytest.mark.parametrize("what", CASES)
def test_one_selection(measure, what):
    problem = CASES[what]()
    result = measure(what, OURS, lambda: select(problem), rounds=1 if "tight" in what else 5, warmup=0, note=NOTE)
    assert problem.holds(problem.chosen([problem.ids.index(industry) for industry in result.selected]))


@pytest.mark.parametrize("what", CASES)
def test_one_selection_plain(measure, what):
    problem = CASES[what]()
    limit = SECONDS_A_NUMBER if "800" in what else None
    rounds = 1 if "800" in what else 3
    note = f"CBC given at most {SECONDS_A_NUMBER} s a number" if limit else ""
    objective, stopped = measure(
        what,
        PLAIN,
        lambda: best_objective(problem, problem.values.tolist(), time_limit=limit),
        rounds=rounds,
        warmup=0,
        note=note,
    )
    if not stopped:
        assert objective == pytest.approx(select(problem).objective, abs=1e-4)
