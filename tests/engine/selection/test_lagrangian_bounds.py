"""Bounds that take the smallest member into account, against enumeration."""

from itertools import combinations

import numpy as np
import pytest

from engine.selection.lagrangian_bounds import PRICES, size_bounds


def by_definition(values, jobs, limits, prices, count):
    """For each candidate as the smallest, most jobs first: the least bound over prices, and with each larger one at it.

    The value less the price of its jobs, of the smallest and of the best ``count - 1`` larger ones, and the price of
    all the jobs there is room for: what the smallest allows, but no more than the ``count`` largest have.
    """
    order = sorted(range(len(jobs)), key=lambda candidate: (-jobs[candidate], candidate))
    most = sum(sorted(jobs)[len(jobs) - count :])
    bounds, with_each = {}, {}
    for place, smallest in enumerate(order):
        room = min(limits[smallest], most)
        if place < count - 1 or room < 0:
            bounds[smallest], with_each[smallest] = -np.inf, {}
            continue
        at_price = []
        for price in prices:
            priced = {candidate: values[candidate] - price * jobs[candidate] for candidate in order[: place + 1]}
            larger = sorted(order[:place], key=lambda candidate, priced=priced: -priced[candidate])
            base = priced[smallest] + price * room
            beside = {
                candidate: base
                + priced[candidate]
                + sum(priced[other] for other in [other for other in larger if other != candidate][: count - 2])
                for candidate in (larger if count > 1 else ())
            }
            at_price.append((base + sum(priced[candidate] for candidate in larger[: count - 1]), beside))
        bounds[smallest], with_each[smallest] = min(at_price, key=lambda pair: pair[0])
    return bounds, with_each


@pytest.mark.parametrize("count", [1, 2, 3, 6])
@pytest.mark.parametrize("seed", range(8))
def test_the_bounds_and_what_they_leave_open_are_those_of_the_definition(seed, count):
    rng = np.random.default_rng(seed)
    values, jobs = rng.uniform(-5, 50, 8), rng.integers(0, 400, 8)
    limits = np.where(rng.random(8) < 0.2, -1, (jobs * rng.uniform(1, 6)).astype(np.int64))
    bounds = size_bounds(values, jobs, np.zeros(8, dtype=bool), count)
    assert bounds.most_count == count
    worth, with_each = by_definition(values.tolist(), jobs.tolist(), limits.tolist(), bounds.prices.tolist(), count)
    given = dict(zip(bounds.order.tolist(), bounds.worth_with_smallest(count, limits)[0].tolist(), strict=True))
    assert given == pytest.approx(worth)
    for required in (np.zeros(8, dtype=bool), rng.random(8) < 0.2):
        for floor in rng.uniform(0, 1.2 * max(0, *worth.values()), 6):
            last = max((bounds.order.tolist().index(candidate) for candidate in np.flatnonzero(required)), default=0)
            smallest = {candidate for candidate in bounds.order[last:].tolist() if worth[candidate] >= floor}
            larger = {other for last_in in smallest for other, bound in with_each[last_in].items() if bound >= floor}
            still = bounds.left_open(count, limits, floor, required)
            assert set(np.flatnonzero(still).tolist()) == smallest | larger


def test_what_is_worth_the_floor_exactly_is_left_open():
    """The middle one allows nothing. With the smallest (2): the middle (4) makes 6, the largest (3) makes 5."""
    values, jobs, limits = np.array([3.0, 4.0, 2.0]), np.array([3, 2, 1]), np.array([9, -1, 9])
    bounds = size_bounds(values, jobs, np.zeros(3, dtype=bool), 2)
    nobody = np.zeros(3, dtype=bool)
    assert bounds.left_open(2, limits, 5.0, nobody).tolist() == [True, True, True]
    assert bounds.left_open(2, limits, 5.5, nobody).tolist() == [False, True, True]
    assert bounds.left_open(2, limits, 6.0, nobody).tolist() == [False, True, True]
    assert bounds.left_open(2, limits, 6.5, nobody).tolist() == [False, False, False]


@pytest.mark.parametrize("seed", range(40))
def test_no_selection_is_worth_more_than_the_bound_of_its_smallest_member(seed):
    rng = np.random.default_rng(seed)
    values, jobs = rng.uniform(-5, 50, 8), rng.integers(0, 400, 8)
    limits = (jobs * rng.uniform(1, 6)).astype(np.int64)
    bounds = size_bounds(values, jobs, np.zeros(8, dtype=bool), 4)
    for count in (1, 2, 3, 4):
        worth, _ = bounds.worth_with_smallest(count, limits)
        bound = dict(zip(bounds.order.tolist(), worth, strict=True))
        place = {candidate: rank for rank, candidate in enumerate(bounds.order.tolist())}
        for chosen in combinations(range(8), count):
            smallest = max(chosen, key=place.__getitem__)
            if jobs[list(chosen)].sum() <= limits[smallest]:
                assert values[list(chosen)].sum() <= bound[smallest] + 1e-9
                still = bounds.left_open(count, limits, values[list(chosen)].sum() - 1e-9, np.zeros(8, dtype=bool))
                assert still[list(chosen)].all()


def test_one_price_makes_the_bound_exact_where_the_knapsack_is_full():
    """Values equal to jobs: at a price of 1 everybody is worth nothing but the room, so the room is the bound."""
    jobs = np.array([5, 4, 3, 2])
    bounds = size_bounds(jobs.astype(float), jobs, np.zeros(4, dtype=bool), 2)
    worth, _ = bounds.worth_with_smallest(2, np.full(4, 6))
    assert worth[bounds.order.tolist().index(3)] == pytest.approx(6)


@pytest.mark.parametrize("count", [1, 2, 4])
@pytest.mark.parametrize("seed", range(6))
def test_what_is_tried_is_the_most_valuable_of_the_larger_ones_at_each_price(seed, count):
    """By sorting the larger ones again for every size of the smallest; values of few sizes, so that many are equal."""
    rng = np.random.default_rng(seed)
    values, jobs = rng.integers(0, 4, 30) / 4, rng.integers(0, 40, 30)
    bounds = size_bounds(values, jobs, rng.random(30) < 0.1, 4)
    expected = set()
    for end in np.linspace(count, len(bounds.order), PRICES).astype(int):
        for price in bounds.prices.tolist():
            larger = bounds.order[:end].tolist()
            best = sorted(larger, key=lambda candidate, price=price: -(values[candidate] - price * jobs[candidate]))[
                :count
            ]
            expected.add(tuple(sorted(best)))
    assert [tuple(selection) for selection in bounds.tried(count).tolist()] == sorted(expected)
