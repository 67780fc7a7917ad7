import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.criteria.locked_weights import locked_shares
from engine.foundation.errors import InputError

shares = st.floats(0, 1)
weights = st.fixed_dictionaries({name: st.floats(0, 100) for name in "abc"})


def test_the_locked_share_stands_and_the_others_divide_the_rest_in_proportion():
    found = locked_shares({"absence": 0.2, "msk": 30.0, "mental": 10.0}, "absence")
    assert found == pytest.approx({"absence": 0.2, "msk": 0.6, "mental": 0.2})


def test_others_that_are_all_zero_divide_the_rest_equally():
    found = locked_shares({"absence": 0.5, "msk": 0.0, "mental": 0.0}, "absence")
    assert found == pytest.approx({"absence": 0.5, "msk": 0.25, "mental": 0.25})


def test_a_locked_share_of_one_leaves_nothing_for_the_others():
    assert locked_shares({"absence": 1.0, "msk": 3.0}, "absence") == {"absence": 1.0, "msk": 0.0}


def test_an_only_criterion_has_all_the_weight_whatever_its_lock_says():
    assert locked_shares({"absence": 0.3}, "absence") == {"absence": 1.0}


@given(share=shares, others=weights)
def test_shares_add_up_to_one_and_moving_another_leaves_the_locked_one(share, others):
    found = locked_shares({"locked": share, **others}, "locked")
    assert sum(found.values()) == pytest.approx(1)
    assert found["locked"] == share
    moved = locked_shares({"locked": share, **others, "a": others["a"] + 7}, "locked")
    assert moved["locked"] == found["locked"]


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_locked_share_outside_0_to_1_is_refused(share):
    with pytest.raises(InputError, match="0–1"):
        locked_shares({"absence": share, "msk": 1.0}, "absence")


def test_a_lock_on_a_criterion_that_does_not_exist_names_those_that_do():
    with pytest.raises(InputError, match="absence"):
        locked_shares({"absence": 0.2}, "absense")
