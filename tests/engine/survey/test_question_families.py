"""Questions of the same columns: what they tell of each other by subtraction, against every sum and difference."""

import dataclasses
import itertools

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.dataset.model import Industry
from engine.survey.backend import opened_backend
from engine.survey.estimation import prevalences
from engine.survey.files import opened_file
from engine.survey.question_families import MOST_CLASSES, class_counts, families, told
from engine.survey.respondents import respondents
from engine.survey.specification import Minimums, Pair, Variable
from engine.survey.weighted_counts import questions_of
from tests.engine.survey.surveys import industries, parquet, specification

ANSWERS = (1.0, 2.0, 3.0, 4.0, 5.0)


def variable(name, yes, column="q", answers=ANSWERS, missing=()):
    no = tuple(answer for answer in answers if answer not in yes)
    return Variable(name, column, tuple(yes), no, missing)


AT_LEAST_4, EXACTLY_4 = variable("at_least_4", (4.0, 5.0)), variable("exactly_4", (4.0,))


def sums_of(*variables, pairs=()):
    """The smallest sums, as sets of classes, each class as its states."""
    (family,) = [
        family
        for family in families(variables, questions_of(variables, pairs))
        if len(family.questions[0].variables) == 1
    ]
    return {frozenset(map(tuple, family.classes[row.astype(bool)].tolist())) for row in family.told.sums}


def test_one_variable_tells_its_two_sides():
    assert sums_of(AT_LEAST_4) == {frozenset({(0,)}), frozenset({(1,)})}


def test_at_least_4_less_exactly_4_is_exactly_5():
    """By hand: 5 is yes and no, 4 is yes and yes, the others are no and no."""
    assert sums_of(AT_LEAST_4, EXACTLY_4) == {frozenset({(1, 0)}), frozenset({(1, 1)}), frozenset({(0, 0)})}


def test_answers_that_one_variable_declares_missing_are_told_by_the_numbers_of_respondents():
    """5 is missing in the second: the first has it among yes, so one n less the other tells how many said it."""
    second = variable("exactly_4", (4.0,), answers=(1.0, 2.0, 3.0, 4.0), missing=(5.0,))
    assert frozenset({(1, -1)}) in sums_of(AT_LEAST_4, second)


def test_three_that_are_independent_of_each_other_tell_their_six_sides_and_no_more():
    """The digits of 0 to 7 in base two. A real a + bx + cy + dz that is 0 or 1 at every corner of a cube is constant,
    or one side of one of the three."""
    answers = tuple(map(float, range(8)))
    digits = [tuple(answer for answer in answers if int(answer) >> digit & 1) for digit in range(3)]
    three = [variable(f"v{digit}", yes, answers=answers) for digit, yes in enumerate(digits)]
    sides = {
        frozenset(corner for corner in itertools.product((0, 1), repeat=3) if corner[digit] == side)
        for digit, side in itertools.product(range(3), (0, 1))
    }
    assert sums_of(*three) == sides


@pytest.mark.parametrize(
    ("second", "classes"),
    [
        (EXACTLY_4, [[0, 0], [1, 0], [1, 1]]),
        (variable("exactly_4", (4.0,), answers=(1.0, 2.0, 3.0, 4.0), missing=(5.0,)), [[0, 0], [1, -1], [1, 1]]),
    ],
)
def test_respondents_of_each_class_by_hand(tmp_path, second, classes):
    """a says 5, 4, 4 and 1; b says 1, 1 and nothing, and one without an industry says 4."""
    path = parquet(tmp_path, industry=[*"aaaabbb", None], q=[5, 4, 4, 1, 1, 1, None, 4])
    of = dataclasses.replace(specification("q"), variables=(AT_LEAST_4, second))
    (family,) = families(of.variables, questions_of(of.variables, []))
    assert family.classes.tolist() == classes
    with opened_backend("duckdb", str(path)) as backend:
        there = [Industry("a", "a"), Industry("b", "b")]
        ours = respondents(opened_file(path, of, backend).table, of, there, backend)
        counts = class_counts(family, (), ours, backend)
    assert counts.tolist() == [[[1, 1, 2], [2, 0, 0]]]


def test_variables_of_different_columns_are_families_of_their_own():
    variables = (AT_LEAST_4, EXACTLY_4, variable("other", (1.0,), "r"))
    grouped = families(variables, questions_of(variables, [Pair("at_least_4", "other"), Pair("exactly_4", "other")]))
    assert [[question.at for question in family.questions] for family in grouped] == [[0, 1], [2], [3, 4]]


def test_a_pair_has_a_cell_for_each_answer_to_both_and_none_where_either_is_missing():
    """Neither, the complaint alone, the exposure alone, both; 5 is missing in the exposure."""
    exposure = variable("exposure", (4.0,), answers=(1.0, 4.0), missing=(5.0,))
    variables = (exposure, variable("high", (4.0, 5.0), answers=(1.0, 4.0, 5.0)), variable("ill", (1.0,), "r"))
    pairs = [Pair("exposure", "ill"), Pair("high", "ill")]
    family = families(variables, questions_of(variables, pairs))[-1]
    assert len(family.questions) == 2
    for question, cells in zip(family.questions, family.told.cells, strict=True):
        exposed, ill = (family.variables.index(position) for position in question.variables)
        for states, row in zip(family.classes.tolist(), cells.tolist(), strict=True):
            answered = -1 not in (states[exposed], states[ill])
            expected = [
                answered and (states[exposed], states[ill]) == both for both in itertools.product((0, 1), (0, 1))
            ]
            assert row == [int(here) for here in expected]


subsets = st.lists(st.sets(st.sampled_from(ANSWERS), min_size=1, max_size=4), min_size=1, max_size=4)


@given(subsets)
def test_every_sum_of_answers_that_adding_and_subtracting_gives_is_told(definitions):
    """Every variable's number of yes and of all, each added, left out or subtracted: 3 to the power of them."""
    variables = [variable(f"v{index}", yes) for index, yes in enumerate(definitions)]
    rows = [np.isin(ANSWERS, list(yes)).astype(int) for yes in definitions] + [np.ones(5, dtype=int)]
    (family,) = families(variables, questions_of(variables, ()))
    class_of = {tuple(row): index for index, row in enumerate(family.classes.tolist())}
    of_answer = [class_of[tuple(int(answer in yes) for yes in definitions)] for answer in ANSWERS]
    known = {tuple(row[of_answer]) for row in family.told.sums}
    for signs in itertools.product((-1, 0, 1), repeat=len(rows)):
        total = np.dot(signs, rows)
        if set(total) == {0, 1}:
            assert any(all(np.array(known_sum) <= total) for known_sum in known), total


def test_of_many_classes_each_must_be_large_enough():
    many = MOST_CLASSES + 1
    of = told([np.array([int(index == position) for index in range(many)]) for position in range(3)], [2] * 3)
    assert (of.sums == np.eye(many, dtype=int)).all()


def survey(folder, counts):
    """Industries with so many of each answer."""
    rows = [
        (name, answer) for name, of in counts.items() for answer, n in zip(ANSWERS, of, strict=True) for _ in range(n)
    ]
    return parquet(folder, industry=[row[0] for row in rows], q=[row[1] for row in rows])


LARGE = dict.fromkeys("bcd", (20, 20, 20, 20, 20))


def asked(*variables, pairs=()):
    return dataclasses.replace(
        specification("q", minimums=Minimums()), variables=variables, pairs=tuple(Pair(*pair) for pair in pairs)
    )


def test_a_third_that_is_hidden_is_not_had_by_subtracting_two(tmp_path):
    """The field's example: 42 at least 4 and 40 exactly 4 of 100 tell of 2 who said 5, asked for or not."""
    path = survey(tmp_path, {"aa": (58, 0, 0, 40, 2), **LARGE})
    for variables in ((AT_LEAST_4, EXACTLY_4), (AT_LEAST_4, EXACTLY_4, variable("exactly_5", (5.0,)))):
        result = prevalences(path, asked(*variables), industries("aa", *"bcd"))
        shown = [estimate for estimate in result.estimates if estimate.industry_id == "aa" and not estimate.hidden]
        assert len(shown) <= 1
    alone = prevalences(path, asked(AT_LEAST_4), industries("aa", *"bcd"))
    assert not any(estimate.hidden for estimate in alone.estimates)


def test_pairs_whose_conditions_are_nested_do_not_tell_of_the_few_between(tmp_path):
    """Of those who said 5, 3 have the complaint: both pairs shown would tell."""
    rows = [
        (name, answer, int(i < ill))
        for name, few in (("aa", 3), ("bb", 8), ("cc", 9), ("dd", 10))
        for answer, n, ill in ((1.0, 40, 20), (4.0, 30, 15), (5.0, 20, few))
        for i in range(n)
    ]
    path = parquet(tmp_path, industry=[r[0] for r in rows], q=[r[1] for r in rows], ill=[r[2] for r in rows])
    ill = Variable("ill", "ill", (1.0,), (0.0,))
    both = asked(AT_LEAST_4, EXACTLY_4, ill, pairs=[("at_least_4", "ill"), ("exactly_4", "ill")])
    result = prevalences(path, both, industries("aa", "bb", "cc", "dd"))
    shown = {(estimate.industry_id, estimate.exposure) for estimate in result.joint if not estimate.hidden}
    assert len({exposure for industry, exposure in shown if industry == "aa"}) < 2
    alone = prevalences(path, asked(AT_LEAST_4, ill, pairs=[("at_least_4", "ill")]), industries("aa", "bb", "cc", "dd"))
    assert not any(row.hidden for row in alone.joint)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(*[st.integers(0, 30)] * 5), min_size=3, max_size=4), subsets)
def test_nothing_shown_of_one_column_differs_by_few(tmp_path, rows, definitions):
    """Every sum and difference of what is shown of an industry, or of all less the others, is 0 or at least 5."""
    names = "abcd"[: len(rows)]
    variables = [variable(f"v{index}", yes) for index, yes in enumerate(definitions)]
    path = survey(tmp_path, dict(zip(names, rows, strict=True)))
    if not sum(map(sum, rows)):
        return
    result = prevalences(path, asked(*variables), industries(*names))
    told_of = {}
    for estimate in result.estimates:
        if not estimate.hidden:
            told_of.setdefault(estimate.industry_id, []).append(
                (estimate.indicator_id, round(estimate.value * estimate.n), estimate.n)
            )
    if None in told_of and len(told_of) > 1:
        others = [told_of[name] for name in told_of if name]
        rest = [
            (
                name,
                cases - sum({a: b for a, b, _ in of}.get(name, 0) for of in others),
                n - sum(of[0][2] for of in others),
            )
            for name, cases, n in told_of[None]
        ]
        if all({a for a, _, _ in of} == {a for a, _, _ in told_of[None]} for of in others) and rest[0][2]:
            told_of["rest"] = rest
    for of in told_of.values():
        asked_of = [np.isin(ANSWERS, list(definitions[int(name[1:])])).astype(int) for name, _, _ in of]
        answers, counts = np.array([*asked_of, np.ones(5, dtype=int)]), np.array([*(c for _, c, _ in of), of[0][2]])
        for signs in itertools.product((-1, 0, 1), repeat=len(counts)):
            total = np.dot(signs, answers)
            if set(total) == {0, 1}:
                assert np.dot(signs, counts) >= 5


@pytest.mark.parametrize("names", [("x", "y")])
def test_columns_that_differ_are_shown_each_by_itself(tmp_path, names):
    path = parquet(tmp_path, industry=["a"] * 40 + ["b"] * 40, x=[0, 1] * 40, y=[0, 1] * 20 + [0] * 39 + [1])
    result = prevalences(path, specification(*names, minimums=Minimums()), industries("a", "b"))
    hidden = {(estimate.industry_id, estimate.indicator_id) for estimate in result.estimates if estimate.hidden}
    assert not any(variable == "x" for _, variable in hidden)
