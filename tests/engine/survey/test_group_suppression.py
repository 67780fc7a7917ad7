"""Divisions and sections, against an attacker who adds and subtracts everything that is shown."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from engine.survey.group_suppression import _parts, hidden_groups
from engine.survey.question_families import alone
from engine.survey.specification import Minimums
from engine.survey.suppression import hidden, large_enough

MINIMUMS = Minimums(n=20, cases=5, group=5)
TOLD = alone(2)
INDUSTRIES, DIVISIONS, SECTIONS = 3, 4, ((0, 1), (2, 3))
ALL = INDUSTRIES + DIVISIONS + len(SECTIONS) + 1


def table(rows):
    """(industry or -1, division, n, cases) to the counts of atoms and who is in what."""
    counts = np.array([(n - cases, cases) for _, _, n, cases in rows])
    members = np.zeros((ALL, len(rows)), dtype=bool)
    for index, (industry, division, _, _) in enumerate(rows):
        if industry >= 0:
            members[[industry, ALL - 1], index] = True
        members[INDUSTRIES + division, index] = True
        for section, divisions in enumerate(SECTIONS):
            members[INDUSTRIES + DIVISIONS + section, index] = division in divisions
    return counts, members


def out_of(rows):
    counts, members = table(rows)
    industries, everything = hidden(members[:INDUSTRIES].astype(int) @ counts, MINIMUMS)
    settled = np.concatenate([industries, np.ones(DIVISIONS + len(SECTIONS), dtype=bool), [everything]])
    return counts, members, settled, hidden_groups(counts, members, settled, INDUSTRIES, MINIMUMS, TOLD)


def test_groups_that_are_large_and_alone_are_shown():
    rows = [(0, 0, 100, 40), (1, 1, 100, 30), (2, 2, 100, 40), (-1, 3, 60, 20)]
    *_, out = out_of(rows)
    assert not out.any()


def test_a_division_less_the_industry_in_it_is_not_few():
    """Division 0 is industry 0 and 3 respondents of none: shown beside it, it would tell of them."""
    rows = [(0, 0, 100, 40), (-1, 0, 3, 2), (1, 1, 100, 30), (2, 2, 100, 40), (-1, 3, 60, 20)]
    *_, out = out_of(rows)
    assert out[[INDUSTRIES, INDUSTRIES + DIVISIONS]].tolist() == [True, True]
    assert not out[INDUSTRIES + 1 : INDUSTRIES + DIVISIONS].any()


def test_a_section_less_its_divisions_is_not_few():
    """Division 3 has 12 respondents: the section less division 2 would tell, so division 2, the smaller, is out."""
    rows = [(0, 0, 100, 40), (1, 1, 100, 30), (-1, 2, 100, 40), (-1, 3, 12, 6), (2, 0, 100, 50)]
    *_, out = out_of(rows)
    assert np.flatnonzero(out).tolist() == [INDUSTRIES + 2, INDUSTRIES + 3]


def test_a_division_of_the_same_respondents_as_a_hidden_industry_is_hidden():
    rows = [(0, 0, 100, 40), (1, 1, 12, 6), (2, 2, 30, 10), (-1, 3, 60, 20)]
    _, _, settled, out = out_of(rows)
    assert settled[:INDUSTRIES].tolist() == [False, True, True]
    assert out[[INDUSTRIES + 1, INDUSTRIES + 2]].all()
    assert not out[INDUSTRIES]


def test_two_sums_that_overlap_tell_of_few_and_are_not_both_shown():
    """Industries 0 and 1 together are divisions 0 and 1 together but for 4 respondents: no single difference tells."""
    rows = [(0, 0, 60, 20), (0, 1, 40, 20), (1, 0, 50, 20), (1, 1, 50, 20), (-1, 1, 4, 2), (2, 2, 99, 40)]
    *_, out = out_of(rows)
    assert not out[:INDUSTRIES].any()
    assert out[[INDUSTRIES, INDUSTRIES + 1]].any()
    assert out[INDUSTRIES + DIVISIONS]


tables = st.lists(
    st.tuples(st.integers(-1, INDUSTRIES - 1), st.integers(0, DIVISIONS - 1), st.integers(0, 60), st.integers(0, 60)),
    min_size=3,
    max_size=9,
    unique_by=lambda row: row[:2],
).map(lambda rows: [(industry, division, n, min(n, cases)) for industry, division, n, cases in rows])
SIGNS = np.array(list(itertools.product((-1, 0, 1), repeat=ALL)))


@settings(max_examples=60, deadline=None)
@given(tables)
def test_no_sum_or_difference_of_what_is_shown_is_about_few(rows):
    """Each shown figure added, left out or subtracted, in all 59 049 ways: whoever is left is enough to show."""
    counts, members, _, out = out_of(rows)
    signs = SIGNS[(SIGNS[:, out] == 0).all(axis=1)]
    there = counts.sum(axis=1) > 0
    left = signs @ members[:, there].astype(int)
    people = np.unique(left[((left == 0) | (left == 1)).all(axis=1) & left.any(axis=1)], axis=0)
    assert large_enough(people @ counts[there], MINIMUMS).all()


@settings(max_examples=60, deadline=None)
@given(tables)
def test_what_is_hidden_is_not_known_exactly_but_for_what_the_industries_tell(rows):
    """Linear programming, with every n known; what the industries and their total tell already is left aside."""
    counts, members, settled, out = out_of(rows)
    small = ~large_enough(members.astype(int) @ counts, MINIMUMS)
    for of in np.flatnonzero(out & (small | (np.arange(ALL) < INDUSTRIES))):
        size = int(members[of] @ counts.sum(axis=1))
        widths = [_width(counts, members, shown, of) for shown in (~settled, ~out)]
        if size and widths[0] >= min(MINIMUMS.cases, size):
            assert widths[1] >= min(MINIMUMS.cases, size) - 1e-6


def _width(counts, members, shown, of):
    ends = []
    for sign in (1, -1):
        solved = linprog(
            sign * members[of].astype(float),
            A_eq=members[shown].astype(float) if shown.any() else None,
            b_eq=members[shown] @ counts[:, 1] if shown.any() else None,
            bounds=[(0, n) for n in counts.sum(axis=1)],
        )
        ends.append(sign * solved.fun)
    return ends[1] - ends[0]


def parts_of(shown, counts):
    return _parts(np.array(shown, dtype=bool), np.array(counts))


def test_whoever_is_told_of_is_the_one_to_protect():
    """Atoms 0 and 1 are shown together, and 0 with the large 3; 2, of 15, alone. One can tell of 2 and of no other."""
    shown = [[False, False, True, False], [True, True, False, False], [True, False, False, True]]
    parts = parts_of(shown, [(8, 4), (8, 4), (10, 5), (60, 40)])
    assert parts.told_of_too_little(MINIMUMS, TOLD) == 2


def test_the_smallest_that_has_anybody_is_the_one_to_protect_where_cases_are_known_too_well():
    """All cases of the domain are known, so nothing is left open; atom 0 has nobody and atom 2 the fewest."""
    parts = parts_of([[True, True, True]], [(0, 0), (3, 1), (1, 1)])
    assert parts.narrow(np.ones(3, dtype=bool), MINIMUMS, TOLD) == 2


@pytest.mark.parametrize(("own", "cases"), [(10, 10), (25, 10), (30, 10), (5, 28), (1, 1)])
def test_how_many_numbers_of_cases_a_part_leaves_open_is_counted(own, cases):
    """Of 30 in a part whose cases are known, ``own`` are in the domain: every number of their cases is tried."""
    possible = [mine for mine in range(own + 1) if 0 <= cases - mine <= 30 - own]
    mine = possible[-1]
    of_question = np.array([(own - mine, mine), (30 - own - (cases - mine), cases - mine), (50, 50)])
    parts = parts_of([[True, True, False], [False, False, True]], of_question)
    assert parts._width(of_question, np.array([True, False, False]), parts.part[0]) == len(possible) - 1


def test_a_part_that_nothing_shown_tells_of_leaves_every_number_open():
    """The domain's ten can have 0 to 10 cases."""
    counts = [(7, 3), (6, 1)]
    assert parts_of([[False, False]], counts)._width(np.array(counts), np.array([True, False]), 0) == 10
