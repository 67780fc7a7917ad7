"""Contract, section 1: different quarters and years never mix, and the newest is known."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.classification.periods import days_of, likeness, oldest_first, overlapping


def test_a_quarter_of_2016_is_before_one_of_2017_and_both_before_2018():
    assert oldest_first(["2018", "2017K2", "2016K3"]) == ("2016K3", "2017K2", "2018")


def test_two_years_together_are_as_new_as_the_last_of_them():
    assert oldest_first(["2011", "2009-2010", "2009"]) == ("2009", "2009-2010", "2011")


def test_of_two_periods_that_end_together_the_longer_comes_later():
    assert oldest_first(["2018", "2018K4", "2017-2018"]) == ("2018K4", "2018", "2017-2018")


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024K1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024Q4", date(2024, 10, 1), date(2024, 12, 31)),
        ("2024M02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023H2", date(2023, 7, 1), date(2023, 12, 31)),
        ("2023T2", date(2023, 5, 1), date(2023, 8, 31)),
        ("2022K4-2023K3", date(2022, 10, 1), date(2023, 9, 30)),
    ],
)
def test_days_of_the_calendar(period, first, last):
    assert days_of(period) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "16",
        "2016K0",
        "2016K5",
        "2016M13",
        "2010-2009",
        "2009-",
        "-2009",
        "2016k3",
        "høst",
        "2016-17",
        "0000",
        "2016 ",
    ],
)
def test_what_is_no_period_has_no_days(text):
    assert days_of(text) is None


PERIODS = st.sampled_from(["2009", "2009-2010", "2010K1", "2010", "2010K4", "2011M01", "2011K1", "2012"])


@given(st.lists(PERIODS))
def test_the_order_does_not_depend_on_the_order_given(periods):
    assert oldest_first(periods) == oldest_first(periods[::-1])
    assert set(oldest_first(periods)) == set(periods)


@pytest.mark.parametrize(
    ("period", "other", "alike"),
    [
        ("2016", "2023", True),
        ("2016K3", "2023K3", True),
        ("2016K3", "2023Q3", True),
        ("2016K3", "2023K4", False),
        ("2016K3", "2016", False),
        ("2009-2010", "2011-2012", True),
        ("2009-2010", "2011-2013", False),
        ("2009-2010", "2011", False),
        ("2016H1", "2016K1", False),
    ],
)
def test_only_the_same_part_of_a_year_and_the_same_length_are_alike(period, other, alike):
    assert (likeness(period) == likeness(other)) is alike


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        (["2021", "2022", "2023"], False),
        (["2009-2010", "2010-2011"], True),
        (["2016K3", "2016Q3"], True),
        (["2016K3", "2016K4"], False),
        ([], False),
    ],
)
def test_periods_overlap_where_they_share_a_day(periods, expected):
    assert overlapping(periods) is expected
