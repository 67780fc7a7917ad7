"""Shares of weights against an enumeration of every selection, and frames against the plan itself."""

from itertools import combinations

import numpy as np
import pytest

from engine.dataset.shipped import shipped_criteria
from engine.plans.option_robustness import least_frame, option_robustness
from engine.plans.options_book import book_of
from engine.plans.options_reading import read_options
from engine.robustness.acceptability import candidate_values
from engine.robustness.weight_draws import draw_weights
from engine.selection.grant_key import ore
from tests.engine.plans import small

DRAWS = 40


@pytest.fixture(scope="module")
def book(scores):
    return book_of(read_options(shipped_criteria() / "alternativer_2025.toml"), scores)


def best_by_enumeration(problem, values, sizes):
    """The best of every selection of these sizes that holds, under each set of weights."""
    every = [combination for size in sizes for combination in combinations(range(len(problem.ids)), size)]
    vectors = np.zeros((len(every), len(problem.ids)), dtype=bool)
    for row, combination in enumerate(every):
        vectors[row, list(combination)] = True
    holds = problem.holds(vectors)
    return [vectors[np.argmax(np.where(holds, vectors @ draw, -np.inf))] for draw in values]


@pytest.mark.parametrize(("option", "sizes"), [("b", (0, 1, 2)), ("c", (2,))])
def test_shares_are_those_of_an_enumeration(book, scores, option, sizes):
    planned = book.option(option)
    robustness = option_robustness(planned, book, draws=DRAWS)
    problem = planned.problem.without("max_new", "min_new") if option == "c" else planned.problem
    values = candidate_values(scores, problem, draw_weights(scores.weights, DRAWS, 1))
    best = best_by_enumeration(problem, values, sizes)
    named = [{problem.ids[index] for index in np.flatnonzero(mask)} for mask in best]
    assert robustness.same_share == sum(chosen == set(planned.selected) for chosen in named) / DRAWS
    assert robustness.shares == {
        programme: sum(programme in chosen for chosen in named) / DRAWS for programme in planned.selected
    }
    for rival, share in robustness.rivals.items():
        assert share == sum(rival in chosen for chosen in named) / DRAWS


def test_the_least_frame_is_the_one_below_which_the_plan_no_longer_goes_up():
    """Four programmes of which the smallest gets 0.15 + 0.4·10/360 of the frame, and must have 3.5."""
    plan = small.plan(minimums={"new": 3.5 * small.MNOK, "continuing": 0})
    least = least_frame(plan)
    assert least == pytest.approx(3.5 / (0.15 + 0.4 * 10 / 360), abs=1e-8)
    assert not plan.with_frame(ore(least)).conflict
    assert plan.with_frame(ore(least) - 1).conflict


def test_an_option_that_the_engine_chose_stays_within_its_frames(book):
    low, high = option_robustness(book.option("b"), book, draws=DRAWS).same_frames
    assert low <= 70.0
    assert high is None or high > 70.0


def test_one_put_together_by_hand_has_no_range_of_choice(book):
    assert option_robustness(book.option("a"), book, draws=DRAWS).same_frames is None


def test_progress_is_told(book):
    told = []
    option_robustness(book.option("b"), book, draws=DRAWS, progress=lambda *counts: told.append(counts))
    assert told == [(DRAWS, DRAWS)]
