"""Nearest weights in a halfspace of the simplex, against a linear program written another way."""

import numpy as np
import pytest
from scipy.optimize import linprog

from engine.robustness.weight_space import MOST_MEMBERS, distance_to_halfspace, nearest_in_all, undominated


def linear_program(weights, gains):
    """Half the least L1 change with ``gains @ w >= 0`` on the simplex, with one unknown a weight and one a change."""
    size = len(weights)
    eye, zero = np.eye(size), np.zeros(size)
    solved = linprog(
        np.concatenate([zero, np.full(size, 0.5)]),
        A_ub=np.vstack(
            [np.concatenate([-gains, zero])[None], np.hstack([eye, -eye]), np.hstack([-eye, -eye])],
        ),
        b_ub=np.concatenate([[0.0], weights, -weights]),
        A_eq=np.concatenate([np.ones(size), zero])[None],
        b_eq=[1.0],
        bounds=[(0, 1)] * (2 * size),
    )
    return solved.fun if solved.success else np.inf


@pytest.mark.parametrize("seed", range(8))
def test_the_distance_to_where_a_rival_is_equal_is_that_of_a_linear_program(seed):
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.ones(4))
    weights[rng.integers(4)] *= seed % 2  # a weight of zero as well
    weights /= weights.sum()
    gains = np.round(rng.uniform(-1, 0.6, (6, 4)), 1 + seed % 3)
    expected = [linear_program(weights, row) for row in gains]
    assert distance_to_halfspace(weights, gains).tolist() == pytest.approx(expected, abs=1e-7)


def test_a_rival_that_never_gains_is_infinitely_far():
    weights = np.array([0.5, 0.5])
    assert distance_to_halfspace(weights, np.array([[-1.0, -0.5], [1.0, 0.5]])).tolist() == [np.inf, 0]
    assert nearest_in_all(weights, np.array([[-1.0, -0.5]])) is None


def test_a_rival_that_is_equal_only_where_all_weight_is_moved_is_that_far():
    """It loses 1 a unit of the first and nothing of the second: equal once the first has nothing left, 0.5 moved."""
    weights, gains = np.array([0.5, 0.5]), np.array([[-1.0, 0.0]])
    assert distance_to_halfspace(weights, gains).tolist() == [0.5]
    assert nearest_in_all(weights, gains)[1] == pytest.approx(0.5, abs=1e-9)


def test_a_single_weight_cannot_be_moved():
    """All the weight is on one member: a rival is as high there already, or never."""
    gains = np.array([[-1.0], [0.0], [1.0]])
    assert distance_to_halfspace(np.array([1.0]), gains).tolist() == [np.inf, 0, 0]


@pytest.mark.parametrize("members", [3, 8, 9, 20, MOST_MEMBERS + 1])
def test_none_is_left_out_that_no_other_is_at_least_as_high_as_in_everything(members):
    worths = np.random.default_rng(members).integers(0, 3, (60, members)).astype(float)
    left = set(undominated(worths).tolist())
    for index in set(range(60)) - left:
        assert any((worths[other] >= worths[index]).all() for other in left)
    assert len(left) < 60 or members > 8


def test_only_those_are_left_out_that_another_is_at_least_as_high_as_in_everything():
    """(1, 1) is below (2, 1); of two equal ones the first stays; (0, 3) and (2, 1) are each highest in something."""
    worths = np.array([[1.0, 1.0], [2.0, 1.0], [0.0, 3.0], [2.0, 1.0]])
    assert sorted(undominated(worths)) == [1, 2]
    assert undominated(np.zeros((0, 2))).tolist() == []


@pytest.mark.parametrize("members", [2, 9, MOST_MEMBERS])
def test_of_two_that_differ_in_one_member_only_the_lower_is_left_out(members):
    """They are equal in all the others, among them those that are looked at last; so it is of any number compared."""
    higher = np.ones(members)
    lower = np.where(np.arange(members) == 0, 0.0, 1.0)
    assert undominated(np.array([lower, higher])).tolist() == [1]


def test_where_there_are_too_many_members_to_compare_nobody_is_left_out():
    assert sorted(undominated(np.array([np.zeros(MOST_MEMBERS + 1), np.ones(MOST_MEMBERS + 1)]))) == [0, 1]


@pytest.mark.parametrize("seed", range(5))
def test_leaving_out_the_dominated_never_lowers_the_best_under_any_weights(seed):
    random = np.random.default_rng(seed)
    worths, weights = random.integers(0, 6, (300, 4)).astype(float), random.dirichlet(np.ones(4), 200)
    left = undominated(worths)
    assert len(left) < 300
    assert (weights @ worths[left].T).max(axis=1) == pytest.approx((weights @ worths.T).max(axis=1))


def test_nearest_weights_are_found_where_points_run_to_millions():
    gains = np.array([[-0.8, 0.1, 0.1], [0.2, -0.3, 0.4]])
    small = nearest_in_all(np.full(3, 1 / 3), gains)
    large = nearest_in_all(np.full(3, 1 / 3), gains * 3e7)
    assert large[1] == pytest.approx(small[1], abs=1e-9)
    assert (gains @ large[0] >= -1e-9).all()


def test_the_dual_value_is_how_much_farther_a_little_more_is():
    """From a half each, 0.2 must be gained by moving from the first (0) to the second (1): 0.2 of the weight."""
    gains = np.array([[-0.7, 0.3]])
    weights, distance, duals = nearest_in_all(np.array([0.5, 0.5]), gains)
    assert weights == pytest.approx([0.3, 0.7], abs=1e-9)
    assert distance == pytest.approx(0.2, abs=1e-9)
    more = nearest_in_all(np.array([0.5, 0.5]), gains - 0.01)
    assert duals[0] == pytest.approx((more[1] - distance) / 0.01, abs=1e-6)
