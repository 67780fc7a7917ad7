"""Options worked out on the shipped figures, against `select` and the brief's own amounts."""

import pytest

from engine.criteria.overrides import with_selection
from engine.foundation.errors import InputError
from engine.plans.options import HalfYear, NamedKey, Option, OptionKey, OptionsFile
from engine.plans.options_book import book_of
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select

FIVE = ("butikkhandel", "hjemmetjenesten", "luftfart", "overnatting_servering", "sjofart")
MNOK = 100_000_000


def book(scores, *options, frame=70.0, keys=()):
    frames = dict.fromkeys(range(2025, 2029), frame)
    file = OptionsFile("x", HalfYear(2025, 1), HalfYear(2028, 2), frames, options, keys, file="f.toml")
    return book_of(file, scores)


def one(scores, **fields):
    return book(scores, Option("a", "A", **fields)).options[0]


def test_a_full_year_of_the_five_is_what_select_gives(scores):
    option = one(scores, new=FIVE)
    chosen = select(selection_problem(scores))
    assert chosen.selected == FIVE
    assert option.plan.full_year.whole()[0] == dict(chosen.grants.first_year)
    assert option.feasible


def test_the_engine_chooses_what_select_chooses(scores):
    option = one(scores, choose={"max_new": 2})
    criteria = with_selection(scores.criteria, max_new=2)
    assert option.selected == select(selection_problem(score(scores.dataset, criteria))).selected


def test_at_four_mnok_the_five_do_not_fit_and_it_is_said(scores):
    """Brief: with a minimum of 4.0 luftfart would get 3.7, and the five need a frame of about 76."""
    at_four = score(scores.dataset, with_selection(scores.criteria, minimum_new=4.0, minimum_continuing=4.0))
    option = Option("a", "A", new=FIVE)
    assert book(at_four, option).options[0].conflict == ("minimum_grant.new",)
    assert book(at_four, option, frame=77.0).options[0].feasible


def test_a_floor_of_the_options_own_lifts_where_the_criterias_minimum_refuses(scores):
    option = one(scores, new=FIVE, key=OptionKey(floor_new=4.0))
    assert option.feasible
    assert option.plan.full_year.whole()[0]["luftfart"] == 4 * MNOK
    assert option.plan.bound == ("floor.new",)


def test_the_engine_leaves_room_for_the_floor(scores):
    """15 MNOK to each of the new out of 70: no more than four."""
    option = one(scores, choose={}, key=OptionKey(floor_new=15.0, floor_continuing=0.0))
    assert len(option.selected) == 4
    assert "floor.new" in option.chosen.binding


def test_conditions_of_the_criteria_hold_for_programmes_chosen_by_hand(scores):
    six = (*FIVE, "undervisning")
    option = one(scores, new=six)
    assert option.broken == ("max_new",)
    assert option.plan.total["undervisning"] > 0


def test_an_engine_that_finds_nothing_names_the_conflict(scores):
    option = one(scores, choose={"max_new": 1, "must": ("luftfart", "sjofart")})
    assert option.plan is None
    assert set(option.conflict) == {"max_new", "must.luftfart", "must.sjofart"}


def test_an_options_fates_take_the_place_of_the_criterias(scores):
    wound = score(scores.dataset, with_selection(scores.criteria, programmes={"barnehager": "end"}))
    assert book(wound, Option("a", "A", new=())).options[0].plan.total["barnehager"] > 0


def test_a_key_beside_the_options_is_laid_on_the_same_programmes(scores):
    made = book(scores, Option("a", "A", new=FIVE), keys=(NamedKey("likt", OptionKey(equal_share=1.0)),))
    equal = made.under_keys(made.options[0].plan)["likt"].full_year.whole()[0]
    assert {round(amount / MNOK, 2) for amount in equal.values()} == {5.83}  # 70 over twelve


def test_what_is_wrong_is_told_before_anything_is_worked_out(scores):
    with pytest.raises(InputError) as caught:
        book(scores, Option("a", "A", new=("x", "y")))
    assert len(caught.value.problems) == 2
    with pytest.raises(InputError) as caught:
        book_of(book(scores, Option("a", "A", new=())).file, scores, ("b",))
    assert caught.value.problems[0].place == "--option"
