"""Ranks and the order in which industries are listed."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from engine.scoring.ranking import order_of, ranks_of

NAN = np.nan


def test_equal_scores_share_the_better_rank():
    """The contract's own example: 1, 2, 2, 4."""
    assert_array_equal(ranks_of(np.array([0.2, 0.9, 0.5, 0.5])), [4, 1, 2, 2])


def test_ranks_reproduce_handbook_table_15(case):
    """OECD/JRC (2008), table 15, p. 87: mean years of school ranked from the lowest, three countries at 9."""
    rows = case("normalisation_examples")
    ranks = ranks_of(-np.array([float(row["years"]) for row in rows]))
    assert_array_equal(ranks, [int(row["rank"]) for row in rows])


def test_a_difference_of_1e_12_is_none_and_of_1e_11_is_one():
    assert_array_equal(ranks_of(np.array([0.5, 0.5 + 5e-13, 0.5 - 1e-11])), [1, 1, 3])


def test_1e_12_itself_is_no_difference_and_half_as_much_again_is_one():
    assert_array_equal(ranks_of(np.array([1e-12, 0.0])), [1, 1])
    assert_array_equal(ranks_of(np.array([1.5e-12, 0.0])), [1, 2])


def test_who_has_no_score_has_rank_0_and_stands_last():
    ranks = ranks_of(np.array([NAN, 0.1, NAN, 0.7, 0.7]))
    assert_array_equal(ranks, [0, 3, 0, 1, 1])
    assert order_of(ranks) == (3, 4, 1, 0, 2)


def test_nobody_scored_is_nobody_ranked():
    assert_array_equal(ranks_of(np.full(3, NAN)), [0, 0, 0])
    assert order_of(np.zeros(3, dtype=int)) == (0, 1, 2)


SCORES = st.lists(st.one_of(st.just(NAN), st.integers(0, 5).map(float)), min_size=1, max_size=10)


@given(SCORES)
def test_a_rank_is_one_more_than_the_number_of_better_ones(scores):
    expected = [0 if np.isnan(own) else 1 + sum(other > own for other in scores) for own in scores]
    assert ranks_of(np.array(scores)).tolist() == expected


@given(st.integers(1, 6).flatmap(lambda n: st.lists(st.lists(st.floats(0, 1), min_size=n, max_size=n), min_size=1)))
def test_draws_are_ranked_each_for_itself(draws):
    table = np.array(draws)
    assert_array_equal(ranks_of(table), [ranks_of(row) for row in table])
    assert_array_equal(ranks_of(table[None]), ranks_of(table)[None])


def test_the_unranked_come_after_the_last_of_the_ranked():
    """Ranks 1, none, 2, 3: the second stands last."""
    assert order_of(np.array([1, 0, 2, 3])) == (0, 2, 3, 1)
