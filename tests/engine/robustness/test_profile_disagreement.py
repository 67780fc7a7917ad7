"""Where two viewpoints part, by hand."""

import numpy as np
import pytest

from engine.criteria.model import Normalise, Selection
from engine.robustness.profile_disagreement import moved
from engine.robustness.stakeholder_profiles import parties
from tests.engine.robustness.small import criteria, dataset, profile

RAW = Normalise("none")


def side_by_side(values, profiles, most=1):
    return parties(
        dataset(values), criteria(dict.fromkeys(values, 1.0), Selection(max_new=most), normalise=RAW), profiles
    )


def test_two_members_moved_against_each_other_are_one_move():
    """a has x = 1, b has y = 1. Moving x alone moves y by as much the other way: both explain all of it."""
    comparison = side_by_side(
        {"x": [1.0, 0.0], "y": [0.0, 1.0]}, [profile("p", x=3.0, y=1.0), profile("q", x=1.0, y=3.0)]
    )
    only = comparison.differences[0]
    assert only.between == ("p", "q")
    assert only.only == (("a",), ("b",))
    assert only.shared == ()
    assert only.agreement == 0
    assert only.losses == pytest.approx((0.5, 0.5))
    assert only.driver.shares == pytest.approx({"x": 1.0, "y": 1.0})
    assert only.driver.criterion == "x"
    assert only.driver.selected == (("b",), ("a",))


def test_the_driver_is_the_criterion_that_moves_the_lead_most():
    """By hand, weights (x, y, z): p = (.2, .4, .4), q = (.6, .2, .2).

    a = (0, 1, 0), b = (1, 0, 0), c = 0. p chooses a (0.4 against 0.2), q chooses b (0.6 against 0.2). The lead of a
    over b falls from 0.2 to -0.4, by 0.6. x alone moved gives q's weights exactly, from either end: 1. y alone moved
    in p's gives (.8/3, .2, .8/1.5): lead -0.2/3, a fall of 0.8/3; in q's (.45, .4, .15): lead -0.05, 0.35 above the
    end; mean over 0.6: (0.8/3 + 0.35) / 1.2. z alone moved in p's gives (.8/3, .8/1.5, .2): lead 0.8/3, which rises
    by 0.2/3; in q's (.45, .15, .4): lead -0.3, 0.1 above the end.
    """
    comparison = side_by_side(
        {"x": [0.0, 1.0, 0.0], "y": [1.0, 0.0, 0.0], "z": [0.0, 0.0, 0.0]},
        [profile("p", x=0.2, y=0.4, z=0.4), profile("q", x=0.6, y=0.2, z=0.2)],
    )
    driver = comparison.differences[0].driver
    assert driver.criterion == "x"
    assert driver.shares == pytest.approx({"x": 1.0, "y": (0.8 / 3 + 0.35) / 1.2, "z": (-0.2 / 3 + 0.1) / 1.2})
    assert driver.weights == pytest.approx((0.2, 0.6))
    assert driver.selected == (("b",), ("a",))


def test_a_criterion_with_the_same_weight_in_both_has_no_share():
    comparison = side_by_side(
        {"x": [1.0, 0.0], "y": [0.0, 1.0], "z": [0.3, 0.9]},
        [profile("p", x=0.6, y=0.2, z=0.2), profile("q", x=0.2, y=0.6, z=0.2)],
    )
    assert comparison.differences[0].driver.shares["z"] == 0


def test_the_same_selection_has_no_driver_and_full_agreement():
    comparison = side_by_side(
        {"x": [1.0, 0.0], "y": [1.0, 0.5]}, [profile("p", x=1.0, y=0.0), profile("q", x=0.0, y=1.0)]
    )
    assert comparison.differences[0].agreement == 1
    assert comparison.differences[0].losses == (0, 0)
    assert comparison.differences[0].driver is None


def test_selections_that_differ_by_the_tie_rule_only_have_no_driver():
    """q is indifferent between a and b, and takes a; p wants b: p loses by a, q loses nothing by b."""
    comparison = side_by_side(
        {"x": [0.2, 0.2], "y": [0.1, 0.5]}, [profile("p", x=0.0, y=1.0), profile("q", x=1.0, y=0.0)]
    )
    assert comparison.differences[0].losses == pytest.approx((0.4, 0.0))
    assert comparison.differences[0].driver is not None
    same = side_by_side({"x": [0.2, 0.2]}, [profile("p", x=1.0), profile("q", x=2.0)])
    assert same.differences[0].driver is None


def test_every_pair_and_every_profile_beside_the_mean_is_there():
    profiles = [profile(name, x=x, y=1 - x) for name, x in (("p", 0.1), ("q", 0.5), ("r", 0.9))]
    comparison = side_by_side({"x": [1.0, 0.0], "y": [0.0, 1.0]}, profiles)
    assert [difference.between for difference in comparison.differences] == [("p", "q"), ("p", "r"), ("q", "r")]
    assert [difference.between for difference in comparison.from_mean] == [("p", "mean"), ("q", "mean"), ("r", "mean")]


def test_swapping_the_two_swaps_the_difference():
    values = {"x": [0.9, 0.1, 0.4], "y": [0.1, 0.8, 0.5], "z": [0.2, 0.3, 0.9]}
    p, q = profile("p", x=0.7, y=0.2, z=0.1), profile("q", x=0.1, y=0.3, z=0.6)
    difference = side_by_side(values, [p, q]).differences[0]
    other = side_by_side(values, [q, p]).differences[0]
    assert difference.only == other.only[::-1]
    assert difference.losses == other.losses[::-1]
    assert difference.driver.criterion == other.driver.criterion
    assert difference.driver.shares == pytest.approx(other.driver.shares)
    assert difference.driver.selected == other.driver.selected[::-1]


@pytest.mark.parametrize(
    ("weights", "towards", "expected"),
    [
        ({"x": 0.5, "y": 0.3, "z": 0.2}, {"x": 0.0, "y": 0.5, "z": 0.5}, {"x": 0.0, "y": 0.6, "z": 0.4}),
        ({"x": 1.0, "y": 0.0, "z": 0.0}, {"x": 0.5, "y": 0.1, "z": 0.4}, {"x": 0.5, "y": 0.1, "z": 0.4}),
        ({"x": 0.2, "y": 0.8, "z": 0.0}, {"x": 1.0, "y": 0.0, "z": 0.0}, {"x": 1.0, "y": 0.0, "z": 0.0}),
    ],
)
def test_a_moved_weight_leaves_the_others_in_proportion(weights, towards, expected):
    assert moved(weights, towards, "x") == pytest.approx(expected)
    assert np.isclose(sum(moved(weights, towards, "x").values()), 1)


def test_all_weight_that_stays_leaves_the_others_none():
    everything = {"x": 1.0, "y": 0.0}
    assert moved(everything, everything, "x") == everything
