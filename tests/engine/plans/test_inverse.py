"""The inverse questions against looking everywhere: every value of a grid, and both sides of each end."""

from dataclasses import replace
from fractions import Fraction

import pytest

from engine.foundation.errors import InputError
from engine.plans.inverse import inverse, keys_that_give, parse_wants
from engine.plans.inverse_parameters import PARAMETERS
from engine.plans.options import HalfYear
from tests.engine.plans.small import MNOK, key, plan
from tests.engine.plans.test_options_book import FIVE, Option, book

PLANS = {
    "plain": plan(),
    "floors": plan(key(new=3, continuing=5)),
    "capped": plan(key(cap=20, new=2)),
    "winding": plan(key(freed="new"), fates={"p": "wind_down"}),
    "kept": plan(key(freed="kept", continuing=4), fates={"q": HalfYear(2025, 2)}),
    "phased": plan(key(phases={"new": (Fraction(3, 2), Fraction(1)), "continuing": (Fraction(1), Fraction(2))})),
}
WANTS = [{"a": 12.0}, {"b": 9.5}, {"q": 21.0}, {"a": 12.5, "q": 15.0}]


def tried(made, parameter, value):
    """The plan with another value of one parameter: MNOK, or a share."""
    if parameter == "frame":
        return made.with_frame(int(value * MNOK))
    if parameter == "equal_share":
        return made.under(replace(made.key, equal_share=value))
    floors = {**made.key.floors, parameter.removeprefix("floor."): value * MNOK}
    return made.under(replace(made.key, floors=floors))


def does(made, parameter, value, want):
    """By the key alone: everybody wanted gets the amount in a full year, and no half-year lacks money."""
    if parameter.startswith("floor") and made.key.cap is not None and value * MNOK > made.key.cap:
        return False
    here = tried(made, parameter, value)
    grants = here.full_year.grants
    fits = not here.full_year.short and not any(paid.allotment.short for paid in here.half_years.values())
    return fits and all(grants.get(programme, 0) >= Fraction(str(amount)) * MNOK for programme, amount in want.items())


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("want", WANTS, ids=str)
@pytest.mark.parametrize("parameter", PARAMETERS)
def test_the_ranges_hold_all_that_does_it_and_nothing_else(name, want, parameter):
    made = PLANS[name]
    if any(programme not in made.steady.kinds for programme in want) or (parameter == "floor" and len(want) > 1):
        return
    answer = inverse(made, parameter, want)
    step = Fraction(1, 40) if parameter == "equal_share" else Fraction(7, 4)
    for number in range(41 if parameter == "equal_share" else 100):
        value = number * step
        inside = any(low <= value and (high is None or value <= high) for low, high in answer.ranges)
        assert inside == does(made, answer.parameter, value, want), float(value)


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("want", WANTS, ids=str)
@pytest.mark.parametrize("parameter", PARAMETERS)
def test_each_end_does_it_and_one_unit_further_does_not(name, want, parameter):
    made = PLANS[name]
    if any(programme not in made.steady.kinds for programme in want) or (parameter == "floor" and len(want) > 1):
        return
    answer = inverse(made, parameter, want)
    unit = Fraction(1, 10**9) if parameter == "equal_share" else Fraction(1, MNOK)
    for low, high in answer.ranges:
        ends = [(round(Fraction(low) / unit) * unit, -unit)]
        ends += [] if high is None else [(round(Fraction(high) / unit) * unit, unit)]
        for end, further in ends:
            assert does(made, answer.parameter, end, want)
            beyond = end + further
            if beyond >= 0 and not (parameter == "equal_share" and beyond > 1):
                assert not does(made, answer.parameter, beyond, want)


def test_the_five_need_about_76_for_luftfart_to_have_four(scores):
    """Brief: with a minimum of 4.0 the report's five need a frame of about 76 MNOK (luftfart would get 3.7 of 70)."""
    made = book(scores, Option("a", "A", new=FIVE)).options[0].plan
    low, high = inverse(made, "frame", {"luftfart": 4.0}).range
    assert 76 < low < 77
    assert high is None


def test_the_range_nearest_to_what_holds_now_is_the_answer():
    """a has 14.4 MNOK, more than 14, until b's floor takes from it, and again from where the floor is 14."""
    answer = inverse(plan(), "floor", {"a": 14.0})
    assert [low for low, _ in answer.ranges] == [0.0, 14.0]
    assert 11 < answer.ranges[0][1] < 14
    assert answer.range == answer.ranges[0]


def test_what_no_value_gives_is_none():
    assert inverse(plan(key(cap=10)), "frame", {"a": 11.0}).range is None
    assert inverse(plan(), "equal_share", {"b": 18.0}).range is None


def test_the_smallest_frame_by_hand():
    """Two alike: 20 MNOK gives each ten."""
    made = plan(today={"p": 5}, new={"a": 5})
    assert inverse(made, "frame", {"a": 10.0}).ranges == ((20.0, None),)


def test_which_keys_do_it():
    made = plan()
    plans = {"equally": made.under(key("1")), "by size": made.under(key("0"))}
    assert keys_that_give(plans, {"b": 17.0}) == {"equally": True, "by size": False}


def test_a_wanted_programme_must_run():
    with pytest.raises(InputError) as caught:
        inverse(plan(fates={"p": "end"}), "frame", {"p": 1.0, "x": 1.0})
    assert [problem.code for problem in caught.value.problems] == ["plans_want_not_in"] * 2


def test_a_floor_is_of_one_kind():
    with pytest.raises(InputError) as caught:
        inverse(plan(), "floor", {"p": 1.0, "a": 1.0})
    assert caught.value.problems[0].code == "plans_want_kinds"


def test_demands_are_read_and_every_bad_one_told():
    assert parse_wants(("a=4", "b = 3.5")) == {"a": 4.0, "b": 3.5}
    with pytest.raises(InputError) as caught:
        parse_wants(("a", "=4", "b=nan", "c=-1", "d=4,5"))
    assert [problem.code for problem in caught.value.problems] == ["plans_wants_form"] * 5
