"""Plans by half-year, by hand, and against the contract's yearly key."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.plans.half_years import todays_grants
from engine.plans.options import HalfYear
from engine.selection.grant_key import GrantKey
from tests.engine.plans.small import MNOK, key, plan

H = HalfYear


def test_a_wind_down_is_paid_half_a_year_and_then_is_free():
    """Report 2024, 3.5.3. p and q alike, 5 of 10 MNOK a year each: p gets 2.5 once, then q has all."""
    made = plan(today={"p": 10, "q": 10}, new={}, fates={"p": "wind_down"}, frame=10)
    by_half = {str(half_year): paid.grants for half_year, paid in made.half_years.items()}
    assert by_half["2025-H1"] == {"p": 2.5 * MNOK, "q": 2.5 * MNOK}
    assert by_half["2025-H2"] == by_half["2026-H1"] == {"q": 5 * MNOK}
    assert made.total == {"p": 2.5 * MNOK, "q": 17.5 * MNOK}


def test_a_programme_runs_to_the_half_year_that_it_ends_with():
    made = plan(fates={"p": H(2025, 2)})
    assert ["p" in paid.grants for paid in made.half_years.values()] == [True, True, False, False]


def test_a_new_programme_gets_nothing_before_it_starts():
    made = plan(starts={"a": H(2025, 2)})
    assert ["a" in paid.grants for paid in made.half_years.values()] == [False, True, True, True]


def test_an_ended_programme_never_runs():
    made = plan(fates={"p": "end"})
    assert made.total["p"] == 0
    assert not any("p" in paid.grants for paid in made.half_years.values())


fates = st.dictionaries(
    st.sampled_from("pqr"),
    st.sampled_from(["continue", "wind_down", "end", H(2025, 1), H(2026, 1)]),
)
starts = st.dictionaries(st.sampled_from("ab"), st.sampled_from([H(2025, 2), H(2026, 1)]))


@given(
    fates,
    starts,
    st.sampled_from(["key", "new", "kept"]),
    st.integers(0, 10**10),
    st.integers(0, 10**10),
    st.sampled_from([None, "2.5"]),
)
def test_a_years_grants_and_what_is_unspent_add_up_to_its_frame_to_the_ore(fate, start, freed, first, second, cap):
    """Contract, section 9."""
    made = plan(key(freed=freed, cap=cap), today={"p": 30, "q": 7, "r": 1}, fates=fate, starts=start)
    frames = {2025: first, 2026: second}
    object.__setattr__(made, "frames", frames)
    for year, frame in frames.items():
        halves = [paid for half_year, paid in made.half_years.items() if half_year.year == year]
        assert sum(sum(paid.grants.values()) + paid.unspent for paid in halves) == frame


@given(
    st.integers(0, 10**10),
    st.dictionaries(st.sampled_from("ab"), st.integers(1, 900)),
    st.sampled_from([(), ("p",), ("p", "q")]),
)
def test_a_year_is_the_contracts_year_within_the_rounding_of_its_halves(frame, new, winding):
    """Contract, section 3: the first year with its wind-downs, and the years after, are what `select` gives."""
    today = {"p": 300, "q": 20, "r": 77}
    running = {name: jobs for name, jobs in today.items() if name not in winding}
    down = {name: today[name] for name in winding}
    theirs = GrantKey(frame, Fraction(3, 5), Fraction(0), Fraction(0), running, down, Fraction(1, 2), today).grants(new)
    made = plan(today=today, new=new, fates=dict.fromkeys(winding, "wind_down"))
    object.__setattr__(made, "frames", {2025: frame, 2026: frame})
    for year, grants in ((2025, theirs.first_year), (2026, theirs.later_years)):
        halves = [paid for half_year, paid in made.half_years.items() if half_year.year == year]
        for name, amount in grants.items():
            assert abs(sum(paid.grants.get(name, 0) for paid in halves) - amount) <= 2
    assert made.full_year.whole()[0] == dict(theirs.later_years)


def test_the_phase_is_counted_from_each_ones_start():
    """Alike in size; the new one counts double in its first year, from 2025-H2 to 2026-H1: two thirds of the frame."""
    phases = {"new": (Fraction(2), Fraction(1)), "continuing": (Fraction(1),)}
    made = plan(key(phases=phases), today={"p": 10}, new={"a": 10}, starts={"a": H(2025, 2)}, frame=30)
    assert [paid.grants.get("a", 0) / MNOK for paid in made.half_years.values()] == [0, 10, 10, 7.5]


def test_the_last_factor_holds_on_and_half_years_that_are_alike_share_one_allotment():
    phases = {"new": (Fraction(2), Fraction(1)), "continuing": (Fraction(1),)}
    made = plan(key(phases=phases), today={"p": 10}, new={"a": 10}, last=(2028, 1))
    years = [(dict(running.new)["a"], dict(running.continuing)["p"]) for running, _ in made.allotments.values()]
    assert years == [(0, 0)] * 2 + [(1, 0)] * 5
    assert len({id(allotment) for _, allotment in made.allotments.values()}) == 2


def test_the_first_half_of_a_year_has_the_odd_ore():
    """One programme alone, 7 øre a year: 4 and 3."""
    made = replace(plan(today={"p": 1}, new={}, last=(2025, 2)), frames={2025: 7})
    assert [paid.grants for paid in made.half_years.values()] == [{"p": 4}, {"p": 3}]


def test_another_key_goes_by_the_same_sizes_or_by_others():
    """By size alone, of 30 MNOK a year: 10 and 20, or 12 and 18. What stops leaves its own size behind: 2 of 10."""
    made = plan(today={"p": 10}, new={"a": 20}, frame=30)
    by_size = key(equal_share="0")
    assert made.under(by_size).full_year.grants == {"a": 20 * MNOK, "p": 10 * MNOK}
    assert made.under(by_size, {"a": 3, "p": 2}).full_year.grants == {"a": 18 * MNOK, "p": 12 * MNOK}
    ended = plan(today={"p": 1, "q": 1}, new={}, fates={"p": "end"}, frame=10)
    assert ended.under(key(equal_share="0", freed="kept"), {"p": 2, "q": 8}).full_year.unspent == 2 * MNOK


def test_what_ended_is_kept_back_and_what_runs_on_is_not():
    """Two alike, 5 of 10 MNOK a year each: one has ended, its 2.5 are left every half-year; the other's are its own."""
    made = plan(key(freed="kept"), today={"p": 10, "q": 10}, new={}, fates={"p": "end"}, frame=10)
    assert all((paid.grants, paid.unspent) == ({"q": 2.5 * MNOK}, 2.5 * MNOK) for paid in made.half_years.values())


def test_without_a_minimum_no_grant_is_too_small():
    assert plan(frame=0).conflict == ()


def test_a_minimum_is_of_a_year_and_of_the_half_years_that_one_runs():
    """Two alike share 10 MNOK: 5 a year each, 2.5 in the one half-year that the new one runs."""
    alike = {"today": {"p": 10}, "new": {"a": 10}, "frame": 10, "last": (2025, 2)}
    late = {**alike, "starts": {"a": H(2025, 2)}}
    for least, short in ((5, ()), (Fraction("5.00000001"), ("minimum_grant.new",))):
        assert plan(**late, minimums={"new": least * MNOK}).conflict == short
    assert plan(**alike, minimums={"continuing": Fraction(6) * MNOK}).conflict == ("minimum_grant.continuing",)


def test_a_lean_half_year_does_not_break_a_yearly_minimum():
    """Contract, section 3: of 10 MNOK, p winds down with 2.5; q has 7.5 in the year, 2.5 of it in its first half."""
    lean = {"today": {"p": 10, "q": 10}, "new": {}, "fates": {"p": "wind_down"}, "frame": 10}
    assert plan(**lean, minimums={"continuing": Fraction(15, 2) * MNOK}).conflict == ()
    assert plan(**lean, minimums={"continuing": Fraction(15, 2) * MNOK + 1}).conflict == ("minimum_grant.continuing",)


def test_floors_beyond_the_frame_are_a_conflict():
    made = plan(key(new=40))
    assert made.conflict == ("floor.new",)
    assert all(paid.unspent == 35 * MNOK for paid in made.half_years.values())


def codes(made):
    return [note.code for note in made.notes]


def test_four_years_are_a_limit_that_an_extension_lifts():
    """Report 2024, 3.5.4: a new agreement period of four years, longer on application."""
    assert codes(plan(last=(2028, 2))) == []
    (note,) = plan(last=(2029, 1)).notes
    assert (note.code, note.programmes, note.half_year) == ("note_over_term", ("p", "q"), H(2029, 1))
    assert codes(plan(last=(2029, 1), extended=("p",))) == ["note_over_term", "note_extended"]
    assert codes(plan(last=(2029, 1), fates={"p": "end", "q": H(2028, 2)})) == []


def test_four_years_from_an_autumn_end_with_a_spring():
    from_autumn = [replace(plan(last=last), first=H(2025, 2)) for last in ((2029, 1), (2029, 2))]
    assert codes(from_autumn[0]) == []
    (note,) = from_autumn[1].notes
    assert (note.code, str(note.half_year)) == ("note_over_term", "2029-H2")


def test_a_wind_down_rests_on_an_application_and_unspent_money_is_told():
    made = plan(key(freed="kept"), fates={"p": "wind_down"})
    assert codes(made) == ["note_wind_down", "note_unspent"]
    assert made.notes[1].half_year == H(2025, 2)


@pytest.mark.parametrize(("jobs", "each"), [({"p": 1, "q": 1}, 35), ({"p": 1}, 70)])
def test_todays_grants_are_todays_key(jobs, each):
    assert todays_grants(key(), 70 * MNOK, jobs) == dict.fromkeys(jobs, each * MNOK)


def test_todays_grants_are_of_programmes_in_their_first_year():
    """Two alike, with a factor of 1 that falls to none the year after."""
    asked = key(phases={"new": (Fraction(1),), "continuing": (Fraction(1), Fraction(0))})
    assert todays_grants(asked, 10 * MNOK, {"p": 1, "q": 1}) == {"p": 5 * MNOK, "q": 5 * MNOK}
