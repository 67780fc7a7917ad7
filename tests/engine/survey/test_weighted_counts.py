"""Which variables are counted together, and what comes of it."""

import pytest

from engine.dataset.model import Dataset, Industry
from engine.survey.estimation import prevalences
from engine.survey.specification import Pair
from engine.survey.weighted_counts import batches, questions_of
from tests.engine.survey.surveys import found, parquet, specification, yes_no


def test_every_question_is_in_some_batch_and_pairs_are_asked_for_once():
    questions = questions_of(yes_no("a", "b", "c", "d", "e"), [Pair("a", "c"), Pair("c", "b"), Pair("a", "c")])
    asked = batches(questions)
    assert asked == ((0, 2), (2, 1), (3, 4))
    for question in questions:
        assert any(set(question.variables) <= set(both) for both in asked)


@pytest.mark.parametrize("names", [("a",), ("a", "b"), ("a", "b", "c")])
def test_how_variables_are_batched_changes_nothing(tmp_path, names):
    columns = {"a": [1, 0, 0, 9] * 5, "b": [0, 0, 1, 1] * 5, "c": [1, 1, 9, 0] * 5}
    estimates, _ = found(parquet(tmp_path, industry=["i"] * 20, **columns), specification(*names), "i")
    by_hand = {"a": (1 / 3, 15), "b": (1 / 2, 20), "c": (2 / 3, 15)}
    for name in names:
        estimate = estimates["i", name]
        assert (estimate.value, estimate.n) == (pytest.approx(by_hand[name][0]), by_hand[name][1])


def test_a_pair_is_of_those_who_answered_both(tmp_path):
    """By hand: 16 answer both; 4 both yes; exposure 8 of 16, complaint 8 of 16: as expected, odds ratio 1."""
    path = parquet(tmp_path, industry=["i"] * 24, a=[1, 1, 0, 0, 9, 1] * 4, b=[1, 0, 1, 0, 1, 9] * 4)
    _, joint = found(path, specification("a", "b", pairs=[("a", "b")]), "i")
    estimate = joint["i", "a", "b"]
    assert (estimate.n, estimate.joint, estimate.observed_over_expected, estimate.odds_ratio) == (16, 0.25, 1.0, 1.0)


def test_each_combination_of_answers_is_a_cell_of_its_own(tmp_path):
    """By hand: 4 neither, 1 the complaint alone, 2 the exposure alone, 3 both. 0.3 / 0.2; 4 · 3 / (1 · 2)."""
    path = parquet(tmp_path, industry=["i"] * 10, a=[0] * 5 + [1] * 5, b=[0, 0, 0, 0, 1, 0, 0, 1, 1, 1])
    _, joint = found(path, specification("a", "b", pairs=[("a", "b")]), "i")
    estimate = joint["i", "a", "b"]
    assert (estimate.n, estimate.joint) == (10, pytest.approx(0.3))
    assert (estimate.observed_over_expected, estimate.odds_ratio) == (pytest.approx(1.5), pytest.approx(6))


def test_one_of_no_industry_counts_in_its_division_where_that_is_the_whole_section(tmp_path):
    """Section D is division 35 alone, which then has no group of its own; G is 45 to 47."""
    path = parquet(tmp_path, code=["35111", "46110", "46110", "47111"] * 2, a=[1, 0, 0, 0, 0, 1, 0, 1])
    of = specification("a", industry=None, sn2007="code")
    retail = Industry("retail", "Retail", sn2007_prefixes=("47",))
    estimates = prevalences(path, of, Dataset("data", (retail,)), "duckdb").estimates
    of_groups = {estimate.sn2007_group: (estimate.n, estimate.value) for estimate in estimates if estimate.sn2007_group}
    assert of_groups == {"35": (2, 0.5), "45-47": (6, pytest.approx(1 / 3)), "46": (4, 0.25), "47": (2, 0.5)}
