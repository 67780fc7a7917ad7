"""Repairs against enumeration: each makes some selection feasible, and one step less does not."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest

from engine.criteria.model import ResourceLimit, Selection
from engine.criteria.overrides import with_selection
from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.scoring.score import score
from engine.selection.constraints import Linear, whole
from engine.selection.declared_constraints import must, must_not
from engine.selection.grant_key import exact, mnok, ore
from engine.selection.portfolio_problem import selection_problem
from engine.selection.repairs import least_frame_of, repairs, with_key, witness
from tests.engine.selection.problems import MNOK, every_feasible, key, problem, random_problem

FIVE = ("butikkhandel", "hjemmetjenesten", "luftfart", "overnatting_servering", "sjofart")


def feasible(asked):
    return next(every_feasible(asked), None) is not None


def lean(seed):
    """A random problem whose minimums are raised until nothing fits."""
    asked = random_problem(seed, with_key=True, size=7)
    if asked.key is None or not feasible(asked):
        return None
    high = replace(asked.key, minimum_new=Fraction(40 * MNOK), minimum_continuing=Fraction(3 * MNOK))
    made = with_key(asked, high)
    return None if feasible(made) or not any(condition.id == "min_new" for condition in asked.conditions) else made


LEAN = [(seed, made) for seed in range(0, 400, 2) if (made := lean(seed)) is not None][:12]


def test_there_are_infeasible_problems_to_repair():
    assert len(LEAN) >= 5


@pytest.mark.parametrize(
    ("seed", "asked"), LEAN, ids=lambda argument: str(argument) if isinstance(argument, int) else ""
)
def test_a_number_is_the_smallest_change_that_does_it(seed, asked):
    changes = {repair.kind: repair.changes for repair in repairs(asked, Selection())}
    if "frame" in changes:
        least = ore(changes["frame"]["frame"])
        assert feasible(with_key(asked, replace(asked.key, frame=least)))
        assert not feasible(with_key(asked, replace(asked.key, frame=least - 1)))
    else:
        assert not feasible(with_key(asked, replace(asked.key, frame=10**6 * MNOK)))
    for kind in ("minimum_new", "minimum_continuing"):
        if kind in changes:
            most = exact(changes[kind][kind]) * ore(1.0)
            assert feasible(with_key(asked, replace(asked.key, **{kind: most})))
            assert not feasible(with_key(asked, replace(asked.key, **{kind: most + 1})))
        else:
            assert not feasible(with_key(asked, replace(asked.key, **{kind: Fraction(0)})))


@pytest.mark.parametrize(
    ("seed", "asked"), LEAN, ids=lambda argument: str(argument) if isinstance(argument, int) else ""
)
def test_the_fewest_demands_that_do_it_and_every_such_set(seed, asked):
    demands = [
        condition.id
        for condition in asked.conditions
        if not condition.id.startswith(("minimum_grant", "max_new", "min_new", "ranked"))
    ]
    enough = []
    for count in (1, 2):
        enough = [dropped for dropped in combinations(demands, count) if feasible(asked.without(*dropped))]
        if enough:
            break
    rules = Selection()
    assert [repair.dropped for repair in repairs(asked, rules) if repair.kind == "drop"] == enough


def test_a_feasible_problem_needs_none():
    assert repairs(problem([1, 2]), Selection()) == ()


def test_the_smallest_frame_of_a_selection_by_hand():
    """Two of 100 jobs share alike: 3.5 MNOK each of 7."""
    assert least_frame_of(key(today={"p": 100}), {"c": 100}) == 7 * MNOK
    assert least_frame_of(key(equal_share="0", today={"p": 0}), {"c": 100}) is None
    assert least_frame_of(key(equal_share="0", continuing="0", today={"p": 0}), {"c": 100}) == Fraction("3.5") * MNOK


@pytest.fixture(scope="module")
def shipped():
    criteria = read_criteria(shipped_criteria() / "publisert.toml")
    return read_dataset(shipped_data() / "publisert"), criteria


def asked_of(shipped, **changes):
    dataset, criteria = shipped
    changed = with_selection(criteria, **changes)
    return selection_problem(score(dataset, changed)), changed


def test_the_briefs_five_at_four_mnok_need_76_or_a_smaller_minimum(shipped):
    """Brief: they need a frame of about 76 MNOK, or a smaller minimum; luftfart would get 3.7. At 3.5 they fit."""
    asked, changed = asked_of(shipped, must=FIVE, minimum_new=4.0, minimum_continuing=4.0)
    changes = {repair.kind: repair.changes for repair in repairs(asked, changed.selection) if repair.kind != "drop"}
    assert 76 < changes["frame"]["frame"] < 77
    assert round(changes["minimum_new"]["minimum_new"], 1) == 3.7
    dropped = {repair.dropped for repair in repairs(asked, changed.selection) if repair.kind == "drop"}
    assert dropped == {("must.butikkhandel",), ("must.luftfart",)}


@pytest.mark.parametrize(
    "changes",
    [
        {"must": FIVE, "minimum_new": 4.0, "minimum_continuing": 4.0},
        {"must": FIVE, "max_new": 4},
        {"must": ("luftfart",), "must_not": ("luftfart",)},
        {"must": ("luftfart", "sjofart"), "conflicts": [["luftfart", "sjofart"]]},
        {"must": ("luftfart", "sjofart"), "max_per_section": 1},
        {"must": ("luftfart",), "require_indicator": {"union_density": {"min": 99.0}}},
        {"max_new": 1, "require_sectors": ["public", "private"], "must": ("luftfart",)},
        {"min_new": 5, "max_new": 4},
    ],
    ids=lambda changes: "-".join(changes),
)
def test_every_repair_can_be_applied_as_it_stands(shipped, changes):
    asked, changed = asked_of(shipped, **changes)
    offered = repairs(asked, changed.selection)
    assert offered
    for repair in offered:
        assert witness(selection_problem(score(shipped[0], with_selection(changed, **repair.changes)))) is not None


def test_a_frame_that_costs_do_not_fit_is_raised_to_the_cheapest_selection(shipped):
    """At 6 MNOK each plus size, the cheapest of those asked for is what must be paid."""
    grant = {"kind": "cost", "frame": 5.0, "cost": {"fixed": 6.0}}
    asked, changed = asked_of(shipped, grant=grant, min_new=2)
    changes = {repair.kind: repair.changes for repair in repairs(asked, changed.selection)}
    assert changes["frame"] == {"frame": 12.0}
    assert mnok(ore(12.0)) == 12.0


def test_a_cost_with_half_an_ore_is_rounded_up():
    """As 5 øre for each 1000 jobs are for 100: 6 MNOK and half an øre is paid by 6 MNOK and one øre and by no less."""
    (amount,), limit = whole([6.000000005], 5.0)
    conditions = [numbered("min_new", 1, least=1), Linear("frame", np.array([amount]), None, limit)]
    asked = replace(problem([1.0], conditions=conditions), costs=(6.000000005,), frame=5.0)
    changes = {repair.kind: repair.changes for repair in repairs(asked, Selection())}
    assert changes["frame"] == {"frame": 6.00000001}


def test_the_cheapest_selection_may_be_cheaper_by_the_least_there_is():
    """2 MNOK for the most valuable and 1 for the other, where half of one is there."""
    (dear, cheap), limit = whole([2.0, 1.0], 0.5)
    conditions = [numbered("min_new", 2, least=1), Linear("frame", np.array([dear, cheap]), None, limit)]
    asked = replace(problem([5.0, 1.0], conditions=conditions), costs=(2.0, 1.0), frame=0.5)
    changes = {repair.kind: repair.changes for repair in repairs(asked, Selection())}
    assert changes["frame"] == {"frame": 1.0}


def test_no_minimums_need_no_frame():
    assert least_frame_of(key(10, "0.6", "0", "0", today={}), {"a": 100}) == 0


def test_the_least_frame_by_hand():
    """Two of 300 and 100 jobs share by jobs alone: a quarter of 14 MNOK is the minimum of 3.5."""
    assert least_frame_of(key(70, "0", "3.5", "0", today={}), {"a": 300, "b": 100}) == 14 * MNOK


def numbered(name, size, **bounds):
    return Linear(name, np.ones(size, dtype=np.int64), **bounds)


def test_three_demands_too_many_are_too_many_to_offer_and_two_are_every_pair_that_does_it():
    for count, ways in ((2, 4), (3, 0)):
        ids = [f"c{index:02}" for index in range(count)]
        both = [condition(ids, name) for name in ids for condition in (must, must_not)]
        offered = repairs(problem([1.0] * count, conditions=both), Selection())
        assert [len(repair.dropped) for repair in offered] == [2] * ways


def test_a_number_may_have_to_go_all_the_way():
    """All three must be in where one may; and none may be where two must."""
    ids = ["c00", "c01", "c02"]
    all_in = problem([1, 1, 1], conditions=[numbered("max_new", 3, most=1), *(must(ids, name) for name in ids)])
    none_in = problem([1, 1, 1], conditions=[numbered("min_new", 3, least=2), *(must_not(ids, name) for name in ids)])
    assert [repair.changes for repair in repairs(all_in, Selection()) if repair.kind == "max_new"] == [{"max_new": 3}]
    assert [repair.changes for repair in repairs(none_in, Selection()) if repair.kind == "min_new"] == [{"min_new": 0}]


def test_a_selection_that_shares_nobody_with_the_most_valuable_is_found():
    conditions = [
        numbered("max_new", 7, most=3),
        Linear("require_sectors.public", np.array([0, 0, 0, 1, 1, 1, 1]), 3),
    ]
    chosen = witness(problem([9, 9, 9, 1, 1, 1, 1], conditions=conditions))
    assert (len(chosen), set(chosen) <= {3, 4, 5, 6}) == (3, True)


def test_the_highest_minimum_and_the_least_frame_to_the_last_ore():
    """402 øre by jobs beside 100 jobs: one with 100 gets 201, one with 101 gets 202.99. 300 ask for 300 · 201/101."""
    conditions = [numbered("max_new", 2, most=1), numbered("min_new", 2, least=1)]
    grant_key = key("0.00000402", "0", "0.000003", "0", today={"p": 100})
    asked = problem([5.0, 1.0], [100, 101], conditions, grant_key)
    changes = {repair.kind: repair.changes for repair in repairs(asked, Selection())}
    assert ore(changes["minimum_new"]["minimum_new"]) == 202
    assert ore(changes["frame"]["frame"]) == 598


def test_a_minimum_of_half_an_ore_more_than_anybody_gets_falls_by_that_half():
    """404 øre by jobs beside 100 jobs: one with 100 gets 202 of the 202.5 asked for, and all of it of 405."""
    conditions = [numbered("max_new", 1, most=1), numbered("min_new", 1, least=1)]
    asked = problem([5.0], [100], conditions, key("0.00000404", "0", "0.000002025", "0", today={"p": 100}))
    changes = {repair.kind: repair.changes for repair in repairs(asked, Selection())}
    assert ore(changes["minimum_new"]["minimum_new"]) == 202
    assert ore(changes["frame"]["frame"]) == 405


def test_a_resource_that_is_dropped_leaves_the_others():
    conditions = [numbered("min_new", 2, least=1), Linear("resource.room", np.array([3, 4]), None, 2)]
    rules = Selection(resources=(ResourceLimit("staff", 9.0), ResourceLimit("room", 2.0)))
    (dropped,) = (repair for repair in repairs(problem([1, 1], conditions=conditions), rules) if repair.kind == "drop")
    assert dropped.dropped == ("resource.room",)
    assert dropped.changes == {"resource": [{"id": "staff", "limit": 9.0}]}
