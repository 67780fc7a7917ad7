from hypothesis import given
from hypothesis import strategies as st

from engine.foundation.locale import Locale
from engine.plans.options import HalfYear, Option, half_year

half_years = st.builds(HalfYear, st.integers(1900, 2200), st.integers(1, 2))


@given(half_years)
def test_a_half_year_is_read_as_it_is_written(period):
    assert half_year(str(period)) == period


@given(half_years, st.integers(0, 20))
def test_neighbours_are_one_apart(first, more):
    last = HalfYear((first.number + more) // 2, (first.number + more) % 2 + 1)
    between = list(first.to(last))
    assert len(between) == more + 1
    assert between == sorted(between)
    assert (between[0], between[-1]) == (first, last)


def test_what_is_no_half_year_is_none():
    for raw in ("2025", "2025-H3", "2025H1", "25-H1", "2025-H1 ", "２０２５-H1"):
        assert half_year(raw) is None, raw


def test_the_name_is_norwegian_where_there_is_no_other():
    assert Option("a", "Fem nye").name(Locale("en")) == "Fem nye"
    assert Option("a", "Fem nye", "Five new").name(Locale("en")) == "Five new"
