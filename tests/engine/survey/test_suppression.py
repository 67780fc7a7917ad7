"""What is hidden, against an attacker who knows everything that is shown, the rule itself and linear programming."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from engine.survey.specification import Minimums
from engine.survey.suppression import hidden, large_enough

MINIMUMS = Minimums(n=20, cases=5, group=5)


def counts(*pairs):
    """(respondents, cases) to the two cells of a variable."""
    return np.array([(n - cases, cases) for n, cases in pairs])


def test_a_small_industry_takes_the_next_smallest_with_it():
    """With the total shown, one hidden figure alone is the total less the others."""
    out, everything = hidden(counts((100, 30), (12, 6), (60, 20), (40, 15)), MINIMUMS)
    assert out.tolist() == [False, True, False, True]
    assert not everything


def test_two_small_industries_that_are_large_enough_together_hide_each_other():
    out, _ = hidden(counts((100, 30), (15, 6), (60, 20), (18, 7)), MINIMUMS)
    assert out.tolist() == [False, True, False, True]


def test_two_small_industries_that_are_still_small_together_take_a_third():
    out, _ = hidden(counts((100, 30), (6, 2), (60, 20), (8, 3)), MINIMUMS)
    assert out.tolist() == [False, True, True, True]


@pytest.mark.parametrize("cases", [0, 4, 96, 100])
def test_few_cases_and_few_without_are_hidden_alike(cases):
    out, _ = hidden(counts((100, cases), (60, 20), (70, 20), (90, 20)), MINIMUMS)
    assert out[0]


def test_an_empty_industry_hides_nobody():
    """One with no respondents adds nothing to the sum, so it cannot be the second of two."""
    out, _ = hidden(counts((100, 30), (12, 6), (0, 0), (40, 15)), MINIMUMS)
    assert out.tolist() == [False, True, True, True]


def test_nothing_is_hidden_where_all_is_large():
    out, everything = hidden(counts((100, 30), (50, 10)), MINIMUMS)
    assert not out.any()
    assert not everything


def test_the_total_is_hidden_too_where_nothing_else_can_protect():
    out, everything = hidden(counts((100, 30), (3, 1)), MINIMUMS)
    assert out.all()
    assert everything


def test_what_must_be_hidden_for_another_reason_is_hidden_with_a_second():
    out, _ = hidden(counts((100, 30), (50, 10), (60, 10)), MINIMUMS, np.array([False, True, False]))
    assert out.tolist() == [False, True, True]


def bounds(cells, out, everything, index):
    """Lowest and highest count that ``index`` could have, to one who knows every n, every shown count and the total."""
    if everything:
        return 0, cells[index].sum()
    unknown = np.flatnonzero(out)
    ends = []
    for sign in (1, -1):
        objective = np.where(unknown == index, sign, 0)
        solved = linprog(
            objective,
            A_eq=np.ones((1, len(unknown))),
            b_eq=[cells[out, 1].sum()],
            bounds=[(0, cells[industry].sum()) for industry in unknown],
        )
        ends.append(sign * solved.fun)
    return ends


tables = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=2, max_size=6).map(
    lambda rows: np.array(rows)
)


@given(tables)
def test_no_hidden_variable_can_be_worked_out_by_linear_programming(cells):
    out, everything = hidden(cells, MINIMUMS)
    assert large_enough(cells[~out], MINIMUMS).all()
    for index in np.flatnonzero(out & (cells.sum(axis=1) > 0)):
        lowest, highest = bounds(cells, out, everything, index)
        assert highest - lowest >= min(MINIMUMS.cases, cells[index].sum()) - 1e-6


@given(tables)
def test_what_is_hidden_adds_up_to_something_large_enough_to_show(cells):
    out, everything = hidden(cells, MINIMUMS)
    behind = cells[out & (cells.sum(axis=1) > 0)]
    if len(behind) and not everything:
        assert large_enough(behind.sum(axis=0, keepdims=True), MINIMUMS)[0]
        assert len(behind) > 1


pair_tables = st.lists(st.tuples(*[st.integers(0, 30)] * 4), min_size=2, max_size=5).map(lambda rows: np.array(rows))


@given(pair_tables)
def test_no_hidden_pair_can_be_worked_out_from_its_sides_and_the_total(cells):
    """The attacker knows n, both sides of every industry, all that is shown and the total: exhaustively."""
    out, everything = hidden(cells, MINIMUMS)
    if everything or not out.any():
        return
    behind = cells[out & (cells.sum(axis=1) > 0)]
    ranges = [
        range(
            max(0, numbers[2] + numbers[3] + numbers[1] + numbers[3] - numbers.sum()),
            min(numbers[2] + numbers[3], numbers[1] + numbers[3]) + 1,
        )
        for numbers in behind
    ]
    total = behind[:, 3].sum()
    possible = [set() for _ in behind]
    for others in itertools.product(*ranges[:-1]):
        if total - sum(others) in ranges[-1]:
            for known, value in zip(possible, (*others, total - sum(others)), strict=True):
                known.add(value)
    for known, allowed in zip(possible, ranges, strict=True):
        assert len(known) > min(MINIMUMS.cases, len(allowed) - 1)


def test_pairs_that_their_sides_settle_protect_nobody():
    """By hand: everybody in a has the complaint and nobody in b, so the sides tell how many have both: 30 and 0.

    Their sum has 30 in each cell, and no range is narrower than it was. So others must be hidden with them, two of
    them: one alone is told by the sum of the three.
    """
    counts = np.array([[0, 30, 0, 30], [30, 0, 30, 0], [20, 20, 20, 20], [25, 20, 20, 20], [90, 30, 30, 30]])
    out, everything = hidden(counts, MINIMUMS)
    assert out.tolist() == [True, True, True, True, False]
    assert not everything
