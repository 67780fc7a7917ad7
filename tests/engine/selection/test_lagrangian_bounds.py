"""Bounds that take the smallest member into account, against enumeration."""

from itertools import combinations

import numpy as np
import pytest

from engine.selection.lagrangian_bounds import PRICES, size_bounds


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
