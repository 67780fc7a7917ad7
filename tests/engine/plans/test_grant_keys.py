"""Keys by hand and as properties: nothing is lost to the øre, floors and caps hold, proportions between them stay."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_data
from engine.plans.grant_keys import Claim, Key, Running, allotted, water_filled
from engine.plans.options import Step
from engine.selection.grant_key import GrantKey
from tests.engine.plans.small import MNOK, key

F = Fraction
parts = st.integers(0, 6).map(F) | st.fractions(min_value=0, max_value=10, max_denominator=50)


def claim(weight, floor, room):
    return Claim(weight, floor, None if room is None else floor + room)


claims = st.dictionaries(
    st.sampled_from("abcdefgh"), st.builds(claim, parts, parts, st.none() | parts), min_size=1, max_size=8
)


@given(claims, st.integers(0, 30).map(F) | st.fractions(min_value=0, max_value=100, max_denominator=50))
def test_water_filling_is_the_one_sharing_that_its_conditions_allow(asked, amount):
    """Sum kept, floors and caps hold; whoever gets more a weight than another is at a floor, or the other at a cap."""
    filled = water_filled(amount, asked)
    floors = sum((demand.floor for demand in asked.values()), F(0))
    if filled is None:
        assert floors > amount
        return
    got = filled.amounts
    assert sum(got.values(), F(0)) + filled.unspent == amount
    assert filled.unspent >= 0
    for name, demand in asked.items():
        assert got[name] >= demand.floor
        assert demand.cap is None or got[name] <= demand.cap
        if filled.unspent and demand.weight:
            assert got[name] == demand.cap
    for first in asked:
        for second in asked:
            a, b = asked[first], asked[second]
            if a.weight and b.weight and got[first] / a.weight > got[second] / b.weight:
                assert got[first] == a.floor or got[second] == b.cap


def test_floors_and_caps_by_hand():
    """30 over weights 2, 2 and 1, the last at most 5: 12.5 each to the two. 10 with a floor of 10: nothing is left."""
    asked = {"a": Claim(F(2), F(10)), "b": Claim(F(2)), "c": Claim(F(1), F(0), F(5))}
    assert water_filled(F(30), asked).amounts == {"a": F(25, 2), "b": F(25, 2), "c": F(5)}
    assert water_filled(F(10), asked).amounts == {"a": 10, "b": 0, "c": 0}
    assert water_filled(F(9), asked) is None


def test_whoever_a_cap_sets_free_money_for_needs_no_floor():
    """10 over weights 8, 1 and 1, the first at most 4: 3 each to the others, above the floor of 1.5 that one has."""
    asked = {"a": Claim(F(8), F(0), F(4)), "b": Claim(F(1), F(3, 2)), "c": Claim(F(1))}
    filled = water_filled(F(10), asked)
    assert filled.amounts == {"a": 4, "b": 3, "c": 3}
    assert (filled.lifted, filled.cut) == (frozenset(), frozenset("a"))


@pytest.mark.parametrize(("programme", "mnok"), [("bygg_anlegg", 15.4), ("persontransport", 7.0), ("sykehus", 11.2)])
def test_todays_key_gives_the_amounts_of_the_brief(programme, mnok):
    """Report 2024, 3.1: about 15 and about 7; with the shipped jobs the key gives 15.4, 7.0 and 11.2 MNOK."""
    jobs = {industry.industry_id: industry.jobs for industry in todays()}
    grants, unspent = allotted(key(), everybody(jobs), 70 * MNOK, jobs, jobs).whole()
    assert round(grants[programme] / MNOK, 1) == mnok
    assert sum(grants.values()) == 70 * MNOK
    assert unspent == 0


def test_sykehus_was_granted_less_than_jobs_give():
    """The letters of 2024 grant 10.816 MNOK: the key counts persons employed, the data jobs."""
    jobs = {industry.industry_id: industry.jobs for industry in todays()}
    grants, _ = allotted(key(), everybody(jobs), 70 * MNOK, jobs, jobs).whole()
    assert 0.9 < 10.816 * MNOK / grants["sykehus"] < 1


def todays():
    return [
        industry for industry in read_dataset(shipped_data() / "publisert").industries if industry.status == "programme"
    ]


def everybody(jobs):
    return Running(continuing=tuple((name, 0) for name in sorted(jobs)))


jobs_of = st.dictionaries(st.sampled_from("pqrs"), st.integers(0, 300_000), max_size=4)
new_of = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 300_000), max_size=4)
shares = st.integers(0, 20).map(lambda twentieths: F(twentieths, 20))
mnok = st.integers(0, 12 * MNOK).map(F)


@st.composite
def situations(draw):
    today, new = draw(jobs_of), draw(new_of)
    fates = {name: draw(st.sampled_from(["continuing", "winding_down", "stopped"])) for name in today}
    asked = Key(
        equal_share=draw(shares),
        floors={"new": draw(mnok), "continuing": draw(mnok)},
        cap=None if draw(st.booleans()) else F(12 * MNOK),
        phases={
            "new": (F(3, 2), F(1)),
            "continuing": (F(1), draw(st.sampled_from([F(1), F(1, 3)]))),
        },
        freed=draw(st.sampled_from(["key", "new", "kept"])),
        need=draw(st.dictionaries(st.sampled_from("abp"), mnok, max_size=2)),
        steps=draw(st.sampled_from([(), (Step(0, 1.25), Step(50_000, 3.0))])),
    )
    running = Running(
        tuple((name, draw(st.integers(0, 3))) for name in sorted(new)),
        tuple((name, 1) for name, fate in sorted(fates.items()) if fate == "continuing"),
        tuple(name for name, fate in sorted(fates.items()) if fate == "winding_down"),
        tuple(name for name, fate in sorted(fates.items()) if fate == "stopped"),
    )
    return asked, running, draw(st.integers(0, 100 * MNOK + 7)), {**today, **new}, today


@given(situations(), st.sampled_from([F(1), F(1, 2)]))
def test_every_frame_is_used_up_or_the_rest_is_named_to_the_ore(situation, year):
    asked, running, frame, sizes, today = situation
    allotment = allotted(asked, running, frame, sizes, today, year)
    grants, unspent = allotment.whole()
    assert sum(grants.values()) + unspent == frame
    assert unspent >= 0
    assert all(amount >= 0 for amount in grants.values())
    if allotment.short:
        assert not grants
        return
    assert grants.keys() == {*running.kinds, *running.winding_down}
    for name, kind in running.kinds.items():
        if asked.stated(name, sizes[name]) is None:
            assert allotment.grants[name] >= asked.floors[kind] * year
            assert asked.cap is None or asked.floors[kind] > asked.cap or allotment.grants[name] <= asked.cap * year


@given(jobs_of, new_of, st.integers(0, 100 * MNOK), shares)
def test_a_plain_key_is_the_contracts(today, new, frame, share):
    """Contract, section 3: floors, caps and phases left out, a full year is what `select` gives."""
    theirs = GrantKey(frame, share, F(0), F(0), today, {}, F(1, 2), today).grants(new)
    running = Running(tuple((name, 0) for name in sorted(new)), tuple((name, 0) for name in sorted(today)))
    grants, unspent = allotted(Key(share), running, frame, {**today, **new}, today).whole()
    assert (grants, unspent) == (dict(theirs.first_year), theirs.unspent)


def test_a_phase_factor_moves_money_between_programmes_and_none_out_of_the_frame():
    """Two alike, one new in its first year with 1.5: 3 to 2 of 10 MNOK."""
    asked = key(phases={"new": (F(3, 2), F(1)), "continuing": (F(1),)})
    sizes = {"a": 10, "p": 10}
    first = allotted(asked, Running((("a", 0),), (("p", 0),)), 10 * MNOK, sizes, {"p": 10}).grants
    assert first == {"a": 6 * MNOK, "p": 4 * MNOK}
    later = allotted(asked, Running((("a", 5),), (("p", 5),)), 10 * MNOK, sizes, {"p": 10}).grants
    assert later == {"a": 5 * MNOK, "p": 5 * MNOK}


def test_needs_come_first_and_the_others_share_the_rest():
    asked = key(need={"a": F(4 * MNOK)})
    running = Running((("a", 0), ("b", 0)), (("p", 0),))
    allotment = allotted(asked, running, 10 * MNOK, {"a": 1, "b": 5, "p": 5}, {"p": 5})
    assert allotment.grants == {"a": 4 * MNOK, "b": 3 * MNOK, "p": 3 * MNOK}
    for too_little in (3 * MNOK, 4 * MNOK - 1):
        assert allotted(asked, running, too_little, {"a": 1, "b": 5, "p": 5}, {"p": 5}).short == ("frame.stated",)
    assert allotted(asked, running, 4 * MNOK, {"a": 1, "b": 5, "p": 5}, {"p": 5}).short == ()


def test_steps_state_amounts_and_leave_a_rest_that_is_named():
    asked = key(steps=(Step(0, 2.0), Step(100, 5.0)))
    allotment = allotted(asked, Running((("a", 0), ("b", 0))), 10 * MNOK, {"a": 99, "b": 100}, {})
    assert (allotment.grants, allotment.unspent) == ({"a": 2 * MNOK, "b": 5 * MNOK}, 3 * MNOK)


def test_a_cap_that_all_reach_leaves_a_rest_that_is_named():
    allotment = allotted(key(cap=3), Running((("a", 0), ("b", 0))), 10 * MNOK, {"a": 5, "b": 9}, {})
    assert (allotment.unspent, allotment.bound) == (4 * MNOK, {"cap"})


def test_floors_beyond_the_frame_are_named_and_nobody_gets_anything():
    allotment = allotted(key(new=6), Running((("a", 0), ("b", 0))), 10 * MNOK, {"a": 5, "b": 9}, {})
    assert (allotment.short, allotment.grants, allotment.unspent) == (("floor.new",), {}, 10 * MNOK)


@pytest.mark.parametrize(
    ("freed", "a", "p", "unspent"), [("key", 5, 5, 0), ("new", F(15, 2), F(5, 2), 0), ("kept", F(5, 2), F(5, 2), 5)]
)
def test_what_a_programme_leaves_goes_where_the_key_says(freed, a, p, unspent):
    """Two alike today, 5 of 10 MNOK each; one has stopped, one alike is new."""
    sizes = {"a": 10, "p": 10, "q": 10}
    running = Running((("a", 0),), (("p", 0),), (), ("q",))
    allotment = allotted(key(freed=freed), running, 10 * MNOK, sizes, {"p": 10, "q": 10})
    assert allotment.grants == {"a": a * MNOK, "p": p * MNOK}
    assert allotment.unspent == unspent * MNOK


def test_money_for_the_new_waits_until_there_are_any():
    running = Running((), (("p", 0),), (), ("q",))
    allotment = allotted(key(freed="new"), running, 10 * MNOK, {"p": 10}, {"p": 10, "q": 10})
    assert (allotment.grants, allotment.unspent) == ({"p": 5 * MNOK}, 5 * MNOK)


def test_who_has_no_weight_gets_the_floor_and_the_others_the_rest():
    """10: 4 to the one without weight, 6 over weights 1 and 2."""
    filled = water_filled(F(10), {"a": Claim(F(0), F(4)), "b": Claim(F(1)), "c": Claim(F(2)), "d": Claim(F(0))})
    assert filled.amounts == {"a": 4, "b": 2, "c": 4, "d": 0}
    assert (filled.unspent, filled.lifted, filled.cut) == (0, frozenset("a"), frozenset())


def test_the_side_that_is_further_off_is_fixed_first():
    """By hand, 10 shared. Weights 6, 2, 2: 1 above the first's cap is more than 1/4 below the second's floor, and the 5
    that are left give each of the two 5/2. Weights 2, 4, 4: 2 below the first's floor is more than 1/2 above the
    second's cap, and the 6 that are left give each of the two 3.
    """
    capped = water_filled(F(10), {"a": Claim(F(6), F(0), F(5)), "b": Claim(F(2), F(9, 4)), "c": Claim(F(2))})
    assert capped.amounts == {"a": 5, "b": F(5, 2), "c": F(5, 2)}
    assert (capped.lifted, capped.cut) == (frozenset(), frozenset("a"))
    lifted = water_filled(F(10), {"a": Claim(F(2), F(4)), "b": Claim(F(4), F(0), F(7, 2)), "c": Claim(F(4))})
    assert lifted.amounts == {"a": 4, "b": 3, "c": 3}
    assert (lifted.lifted, lifted.cut) == (frozenset("a"), frozenset())


def test_a_floor_or_a_cap_that_is_met_exactly_decides_nothing():
    filled = water_filled(F(10), {"a": Claim(F(1), F(5)), "b": Claim(F(1), F(0), F(5))})
    assert filled.amounts == {"a": 5, "b": 5}
    assert (filled.lifted, filled.cut) == (frozenset(), frozenset())


def test_floors_caps_and_needs_are_of_a_year_and_half_of_them_of_half_a_year():
    """5 MNOK for half a year: 4 a year needed are 2, at least 4 a year are 2, and of two alike 1 is left to the other.

    At most 3 a year are 3/2 each to two who would have 5/2, and 2 are left.
    """
    sizes, running = {"a": 10, "b": 10, "p": 10}, Running((("a", 0), ("b", 0)), (("p", 0),))
    allotment = allotted(key(new=4, need={"a": F(4 * MNOK)}), running, 5 * MNOK, sizes, {"p": 10}, F(1, 2))
    assert allotment.grants == {"a": 2 * MNOK, "b": 2 * MNOK, "p": MNOK}
    assert allotment.bound == {"floor.new"}
    allotment = allotted(key(cap=3), Running((("a", 0), ("b", 0))), 5 * MNOK, sizes, {}, F(1, 2))
    assert (allotment.grants, allotment.unspent) == ({"a": F(3, 2) * MNOK, "b": F(3, 2) * MNOK}, 2 * MNOK)


@pytest.mark.parametrize(("year", "p"), [(F(1), F(5, 2)), (F(1, 2), 5)])
def test_a_wind_down_is_paid_half_a_years_grant_in_a_year_or_in_half_of_one(year, p):
    """Two alike have 5 of 10 MNOK in the period: a quarter of a year's frame, or a half of half a year's."""
    running = Running((), (("q", 0),), ("p",))
    allotment = allotted(key(), running, 10 * MNOK, {"q": 10}, {"p": 10, "q": 10}, year)
    assert allotment.grants == {"p": p * MNOK, "q": (10 - p) * MNOK}


@pytest.mark.parametrize("year", [F(1), F(1, 2)])
def test_a_wind_down_of_a_stated_amount_is_half_of_that_a_year(year):
    """4 MNOK a year are needed: 2 are paid, whether in a year or in half of one."""
    running = Running((), (("q", 0),), ("p",))
    allotment = allotted(key(need={"p": F(4 * MNOK)}), running, 10 * MNOK, {"q": 10}, {"p": 10, "q": 10}, year)
    assert allotment.grants == {"p": 2 * MNOK, "q": 8 * MNOK}


def test_a_wind_down_beyond_the_frame_is_named_and_nobody_gets_anything():
    """Half of the 24 MNOK that it needs a year is more than 10."""
    running = Running((), (("q", 0),), ("p",))
    allotment = allotted(key(need={"p": F(24 * MNOK)}), running, 10 * MNOK, {"q": 10}, {"p": 10, "q": 10})
    assert (allotment.short, allotment.grants, allotment.unspent) == (("frame.wind_down",), {}, 10 * MNOK)


def test_money_for_the_new_fills_them_no_higher_than_the_cap():
    """Three alike today, 4 of 12 MNOK each, and one has stopped: 8 are shared by four, and a and b have up to 3 each.

    They have 2 each; the 4 that were held back give 1 each on top, and 2 are left.
    """
    sizes = dict.fromkeys("abpqr", 10)
    running = Running((("a", 0), ("b", 0)), (("p", 0), ("r", 0)), (), ("q",))
    allotment = allotted(key(freed="new", cap=3), running, 12 * MNOK, sizes, dict.fromkeys("pqr", 10))
    assert allotment.grants == {"a": 3 * MNOK, "b": 3 * MNOK, "p": 2 * MNOK, "r": 2 * MNOK}
    assert allotment.unspent == 2 * MNOK
