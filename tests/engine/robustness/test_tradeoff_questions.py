"""Weights from trade-offs, by hand and by enumeration."""

from itertools import combinations
from math import sqrt

import numpy as np
import pytest

from engine.robustness.tradeoff_questions import (
    Answer,
    Question,
    next_question,
    possible_weights,
    smallest_conflict,
    swings,
)

ABC = ("a", "b", "c")


def prefers(first, second, choice="first", first_gain=1.0, second_gain=1.0):
    return Answer(Question(first, first_gain, second, second_gain), choice)


def test_without_answers_all_weights_are_possible_and_the_centre_is_equal_weights():
    possible = possible_weights(ABC, [])
    assert possible.weights == pytest.approx(dict.fromkeys(ABC, 1 / 3))
    assert possible.ranges == dict.fromkeys(ABC, (0.0, 1.0))
    assert possible.share == 1.0


def test_the_analytic_centre_of_one_preference_between_two():
    """The product x (1 - x)(2x - 1) is largest where 6x² - 6x + 1 = 0, at x = (3 + √3) / 6."""
    possible = possible_weights(("a", "b"), [prefers("a", "b")])
    assert possible.weights["a"] == pytest.approx((3 + sqrt(3)) / 6, abs=1e-9)
    assert possible.ranges["a"] == pytest.approx((0.5, 1.0))
    assert possible.ranges["b"] == pytest.approx((0.0, 0.5))


def test_an_order_of_three_is_a_sixth_of_all_weights():
    """a >= b >= c has corners (1, 0, 0), (1/2, 1/2, 0) and (1/3, 1/3, 1/3)."""
    possible = possible_weights(ABC, [prefers("a", "b"), prefers("c", "b", "second")])
    assert possible.share == pytest.approx(1 / 6, abs=4 * sqrt(5 / 36 / 100_000))
    assert possible.ranges["a"] == pytest.approx((1 / 3, 1.0))
    assert possible.ranges["b"] == pytest.approx((0.0, 0.5))
    assert possible.ranges["c"] == pytest.approx((0.0, 1 / 3))


def test_half_a_swing_that_beats_a_whole_one_is_twice_the_weight():
    possible = possible_weights(("a", "b"), [prefers("a", "b", first_gain=0.5)])
    assert possible.ranges["a"] == pytest.approx((2 / 3, 1.0))


def test_equal_swings_leave_one_ratio():
    """0.5 a = 1.0 b: two thirds and one third, a set without volume."""
    possible = possible_weights(("a", "b"), [prefers("a", "b", "equal", first_gain=0.5)])
    assert possible.weights == pytest.approx({"a": 2 / 3, "b": 1 / 3})
    assert possible.ranges["a"] == pytest.approx((2 / 3, 2 / 3))
    assert possible.share == 0.0


def test_what_is_drawn_within_equal_swings_is_even_along_what_they_leave():
    """0.5 a = b leaves the line from (0, 0, 1) to (2/3, 1/3, 0), on which c is even from 0 to 1."""
    possible = possible_weights(ABC, [prefers("a", "b", "equal", first_gain=0.5)])
    assert possible.left[:, 0] == pytest.approx(2 * possible.left[:, 1], abs=1e-9)
    assert np.quantile(possible.left[:, 2], [0.25, 0.5, 0.75]) == pytest.approx([0.25, 0.5, 0.75], abs=0.06)
    assert next_question(swings({member: [0, 1] for member in ABC}), possible, []) is not None


def test_a_circle_is_told_with_the_one_answer_to_take_back():
    circle = [prefers("a", "b"), prefers("b", "c"), prefers("c", "a")]
    possible = possible_weights(ABC, circle)
    assert possible.take_back == (2,)
    assert possible.weights == {}


def random_answers(random, count):
    pairs = list(combinations(ABC, 2))
    choices = ("first", "second", "equal")
    drawn = [
        (pairs[random.integers(3)], choices[random.integers(3)], *random.choice([0.5, 1.0], 2)) for _ in range(count)
    ]
    return [prefers(*pair, choice, *gains) for pair, choice, *gains in drawn]


def holds(answer, weights):
    first, second = (weights[ABC.index(member)] for member in (answer.question.first, answer.question.second))
    difference = answer.question.first_gain * first - answer.question.second_gain * second
    return {"first": difference > 0, "second": difference < 0, "equal": difference == 0}[answer.choice]


# The ratios asked of are 1/2, 1 and 2: some whole weights up to 40 meet whatever can be met.
GRID = [(a, b, c) for a in range(1, 41) for b in range(1, 41) for c in range(1, 41)]


@pytest.mark.parametrize("seed", range(12))
def test_the_fewest_to_take_back_are_those_of_enumeration(seed):
    answers = random_answers(np.random.default_rng(seed), 5)
    most = max(sum(holds(answer, weights) for answer in answers) for weights in GRID)
    gone = smallest_conflict(ABC, answers)
    assert len(answers) - len(gone) == most
    kept = [answer for index, answer in enumerate(answers) if index not in gone]
    assert any(all(holds(answer, weights) for answer in kept) for weights in GRID)


def test_somebody_with_weights_is_asked_until_the_estimate_is_near_them():
    """0.5, 0.2, 0.15, 0.1 and 0.05 answer as they would; the questions stop, and every weight is within its range."""
    true = {"a": 0.5, "b": 0.2, "c": 0.15, "d": 0.1, "e": 0.05}
    asked = swings({member: [0.0, 0.4, 1.0] for member in true})
    answers = []
    while question := next_question(asked, possible := possible_weights(tuple(true), answers), answers):
        difference = question.first_gain * true[question.first] - question.second_gain * true[question.second]
        answers.append(Answer(question, "first" if difference > 0 else "second"))
    assert 5 <= len(answers) <= 15
    assert all(least <= true[member] <= most for member, (least, most) in possible.ranges.items())
    assert sum(abs(possible.weights[member] - true[member]) for member in true) / 2 < 0.15
    assert possible.share < 0.01


def test_a_swing_goes_from_the_worst_industry_to_the_middle_and_the_best():
    member_swings = swings({"a": [0.2, 0.9, float("nan"), 0.5], "b": [1.0, 1.0, 1.0, 1.0], "c": [0.0, 1.0, 1.0, 0.0]})
    assert [(swing.member, swing.gains) for swing in member_swings] == [
        ("a", (pytest.approx(0.3), pytest.approx(0.7))),
        ("c", (1.0,)),
    ]


def test_where_the_second_is_known_to_weigh_more_all_of_the_first_is_asked_against_half_of_it():
    """b is 1/2 to 1 evenly. A whole a beats half of b where b is below 2/3, a third of them, and no more of b ever."""
    answers = [prefers("a", "b", "second")]
    asked = swings({member: [0, 0.5, 1] for member in "ab"})
    assert next_question(asked, possible_weights(("a", "b"), answers), answers) == Question("a", 1.0, "b", 0.5)
