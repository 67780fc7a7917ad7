"""Weights that always make a whole: largest remainder, moving one, and telling what was moved."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.criteria.linked_weights import STEP, WHOLE, apportioned, followers, movable, moved, shown_tenths
from engine.foundation.errors import InputError

FIVE = {"msk": 250_000, "mental": 250_000, "absence": 200_000, "frafall": 150_000, "union": 150_000}


def test_thirds_of_a_hundred_by_largest_remainder():
    """33.33 each leaves one of 100 over; of equal remainders the first has it."""
    assert apportioned({"a": 1, "b": 1, "c": 1}, 100) == {"a": 34, "b": 33, "c": 33}


def test_hamiltons_apportionment_of_the_united_states_house_of_1791():
    """Balinski & Young 1982, table 1.1: 120 seats by the census of 1790, Hamilton's bill as Congress passed it."""
    census = {
        "Connecticut": 236_841,
        "Delaware": 55_540,
        "Georgia": 70_835,
        "Kentucky": 68_705,
        "Maryland": 278_514,
        "Massachusetts": 475_327,
        "New Hampshire": 141_822,
        "New Jersey": 179_570,
        "New York": 331_589,
        "North Carolina": 353_523,
        "Pennsylvania": 432_879,
        "Rhode Island": 68_446,
        "South Carolina": 206_236,
        "Vermont": 85_533,
        "Virginia": 630_560,
    }
    seats = [8, 2, 2, 2, 9, 16, 5, 6, 11, 12, 14, 2, 7, 3, 21]
    assert apportioned(census, 120) == dict(zip(census, seats, strict=True))


def test_nothing_but_zeros_is_an_error():
    with pytest.raises(InputError):
        apportioned({"a": 0.0, "b": 0.0})


def test_the_others_give_in_proportion():
    """20 to 60 leaves 40 of 80: each of the others is halved."""
    halved = {"msk": 125_000, "mental": 125_000, "absence": 600_000, "frafall": 75_000, "union": 75_000}
    assert moved(FIVE, "absence", 600_000) == halved


def test_a_locked_one_stays_and_is_not_given_from():
    """msk keeps 25, absence takes 35; mental, frafall and union share 40 as 25, 15 and 15."""
    shares = moved(FIVE, "absence", 350_000, {"msk"})
    # 400 tenths of 25, 15 and 15 of 55: 181.8, 109.1 and 109.1.
    assert shares == {"msk": 250_000, "mental": 182_000, "absence": 350_000, "frafall": 109_000, "union": 109_000}


def test_no_further_than_what_the_locked_ones_leave():
    shares = moved(FIVE, "absence", WHOLE, {"msk", "mental"})
    assert shares == FIVE | {"absence": 500_000, "frafall": 0, "union": 0}


def test_what_is_locked_or_has_nothing_to_take_from_does_not_move():
    assert moved(FIVE, "absence", 900_000, {"absence"}) == FIVE
    assert moved(FIVE, "absence", 900_000, set(FIVE) - {"absence"}) == FIVE
    assert not movable(FIVE, set(FIVE) - {"absence"})
    assert movable(FIVE, {"msk"})


def test_zeros_take_equal_parts_of_what_is_given_up():
    assert moved({"a": WHOLE, "b": 0, "c": 0}, "a", 0) == {"a": 0, "b": 500_000, "c": 500_000}


def test_a_locked_third_is_kept_to_the_millionth_and_the_whole_is_whole():
    units = apportioned({"a": 1, "b": 1, "c": 1})
    shares = moved(units, "b", 400_000, {"a"})
    assert shares == {"a": 333_334, "b": 400_000, "c": 266_666}


weights = st.lists(st.integers(0, 1000), min_size=2, max_size=8).filter(any)


@given(weights, st.data())
def test_whatever_is_moved_the_whole_is_whole_and_the_proportions_hold_to_a_step(numbers, data):
    units = apportioned({f"m{index}": number for index, number in enumerate(numbers)})
    assert sum(units.values()) == WHOLE
    member = data.draw(st.sampled_from(sorted(units)))
    locked = data.draw(st.sets(st.sampled_from(sorted(units)))) - {member}
    shares = moved(units, member, data.draw(st.integers(0, 100)) * 10_000, locked)
    assert sum(shares.values()) == WHOLE
    assert min(shares.values()) >= 0
    assert all(shares[name] == units[name] for name in locked)
    free = [name for name in units if name != member and name not in locked]
    before, after = (sum(of[name] for name in free) for of in (units, shares))
    for name in free:
        exact = Fraction(units[name], before) * after if before else Fraction(after, len(free))
        assert abs(shares[name] - exact) < 2 * STEP
    assert sum(shown_tenths(shares).values()) == 1000


def test_who_was_moved_is_told_from_who_followed():
    first = moved(FIVE, "absence", 300_000)
    assert set(FIVE) - followers(FIVE, first) == {"absence"}
    two = moved(first, "msk", 400_000)
    assert {name for name in FIVE if FIVE[name] != two[name]} - followers(FIVE, two) == {"absence", "msk"}


def test_of_two_the_first_counts_as_moved_and_where_nobody_kept_proportions_all_do():
    assert followers({"a": 600_000, "b": 400_000}, {"a": 500_000, "b": 500_000}) == {"b"}
    assert followers({"a": 500_000, "b": 300_000, "c": 200_000}, {"a": 100_000, "b": 200_000, "c": 700_000}) == set()
    assert followers(FIVE, FIVE) == set()
