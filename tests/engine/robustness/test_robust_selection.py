"""Maximin and minimax regret against textbooks and full enumeration."""

from dataclasses import replace

import numpy as np
import pytest

from engine.robustness.robust_selection import Views, best_worst, left_open
from engine.selection.constraints import Linear
from tests.engine.selection.problems import every_feasible, problem, random_problem

PDC = np.array([[8.0, 14.0, 20.0], [7.0, 5.0, -9.0]])
FUNDS = np.array([[40.0, 70.0, 53.0], [45.0, 30.0, 45.0], [5.0, -13.0, -5.0]])


def one_of(count):
    """Exactly one of the candidates: the textbooks' choice of a single alternative."""
    return Linear("one", np.ones(count, dtype=np.int64), 1, 1)


def views(payoffs, regret, **asked):
    """One view a state of nature; ``payoffs`` is (state, alternative)."""
    offsets = payoffs.max(axis=1) if regret else np.zeros(len(payoffs))
    return Views(problem(payoffs[0], conditions=[one_of(payoffs.shape[1])], **asked), payoffs, offsets)


def by_hand(payoffs, regret):
    return best_worst(views(payoffs, regret))


def test_pdc_condominium_by_the_conservative_and_the_minimax_regret_approach():
    """Anderson, Sweeney, Williams et al., *An Introduction to Management Science*, chapter 13, tables 13.1 to 13.5.

    Profits small 8 / 7, medium 14 / 5, large 20 / -9 under strong / weak demand: the conservative approach builds the
    small complex, minimax regret the medium one with a largest regret of 6 (small 12, large 16).
    """
    assert by_hand(PDC, regret=False) == (0,)
    assert by_hand(PDC, regret=True) == (1,)
    assert [-views(PDC, regret=True).worst([index]) for index in range(3)] == [12, 6, 16]


def test_ramsbottoms_salads_by_maximin_and_minimax_regret():
    """Kaplan, «Maximax, maximin and minimax regret» (CIMA): 40, 50, 60 or 70 salads made, 40 to 70 asked for.

    The worst profits are 80, 0, -80 and -160, so maximin makes 40; the largest regrets of their table are 60, 80, 160
    and 240, so minimax regret makes 40 as well.
    """
    profits = np.array([[80, 0, -80, -160], [80, 100, 20, -60], [80, 100, 120, 40], [80, 100, 120, 140]], dtype=float)
    assert by_hand(profits, regret=False) == (0,)
    assert by_hand(profits, regret=True) == (0,)
    assert [-views(profits, regret=True).worst([index]) for index in range(4)] == [60, 80, 160, 240]


def test_regret_differs_from_maximin_where_the_cautious_choice_misses_much():
    """By hand: worst 5, -13, -5; largest regrets 30, 18 and 17."""
    assert by_hand(FUNDS, regret=False) == (0,)
    assert by_hand(FUNDS, regret=True) == (2,)


def by_enumeration(asked, tie=1e-9):
    """Best of all feasible selections; those within ``tie`` of it go by ids."""
    worths = {chosen: asked.worst(chosen) for chosen in every_feasible(asked.problem)}
    if not worths:
        return None
    best = max(worths.values())
    return min((chosen for chosen in worths if worths[chosen] >= best - tie), key=asked.problem.named)


def random_views(seed, *, with_key, size=9):
    """Random conditions and two to five views; every third time in quarters, so that much is equal."""
    rng = np.random.default_rng([seed, 7])
    asked = random_problem(seed, with_key=with_key, size=size)
    shape = (int(rng.integers(2, 6)), size)
    values = rng.integers(-2, 6, shape) / 4 if seed % 3 == 0 else rng.uniform(-10, 100, shape)
    plain = Views(asked, values, np.zeros(shape[0]))
    feasible = list(every_feasible(asked))
    own = [max(sum(worth[index] for index in chosen) for chosen in feasible) for worth in values] if feasible else 0
    return plain, Views(asked, values, np.array(own) * np.ones(shape[0]))


@pytest.mark.parametrize("with_key", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_looking_through_gives_what_full_enumeration_gives(seed, with_key):
    for asked in random_views(seed, with_key=with_key):
        assert best_worst(asked) == by_enumeration(asked)


@pytest.mark.parametrize("with_key", [False, True])
@pytest.mark.parametrize("seed", range(100, 130))
def test_the_solver_gives_what_full_enumeration_gives(seed, with_key):
    for asked in random_views(seed, with_key=with_key, size=7):
        assert best_worst(asked, look_through=0) == by_enumeration(asked)


@pytest.mark.parametrize("seed", range(140, 144))
def test_the_other_solver_gives_what_full_enumeration_gives(seed):
    for asked in random_views(seed, with_key=True, size=6):
        assert best_worst(asked, "cbc", look_through=0) == by_enumeration(asked)


def test_more_equal_selections_than_are_listed_still_give_the_first_by_ids():
    """Twelve alike in both views, one worthless: 924 equal selections of six, the first of them without c00."""
    values = np.array([[0.0] + [1.0] * 12, [0.0] + [2.0] * 12])
    six = Linear("max_new", np.ones(13, dtype=np.int64), 6, 6)
    asked = Views(problem(values[0], conditions=[six]), values, np.zeros(2))
    assert best_worst(asked, look_through=0) == (1, 2, 3, 4, 5, 6)


def test_one_view_alone_is_the_ordinary_best():
    asked = views(np.array([[3.0, 9.0, 4.0]]), regret=False)
    assert best_worst(asked) == (1,)


def test_nothing_feasible_is_none():
    impossible = Linear("min_new", np.ones(3, dtype=np.int64), 4, None)
    assert best_worst(Views(problem([1, 2, 3], conditions=[impossible]), np.ones((2, 3)), np.zeros(2))) is None


@pytest.mark.parametrize("seed", range(20))
def test_the_bounds_leave_every_selection_open_that_reaches_the_floor(seed):
    asked, _ = random_views(seed, with_key=False, size=7)
    feasible = list(every_feasible(asked.problem))
    for count in range(5):
        worths = {selection: asked.worst(selection) for selection in feasible if len(selection) == count}
        floor = float(np.median(list(worths.values()))) if worths else 0.0
        left = left_open(asked, count, floor)
        for chosen, worth in worths.items():
            if worth >= floor + 1e-9:
                assert left is not None
                assert set(left.settled) <= set(chosen) <= {*left.settled, *left.free.tolist()}


@pytest.mark.parametrize("scale", [1.0, 2.0**30, 2.0**-30])
@pytest.mark.parametrize("look_through", [0, 20_000])
def test_a_tenth_of_a_billionth_is_a_tie_and_ten_billionths_are_not(look_through, scale):
    """Contract, section 4: objectives within 1e-9 of what is compared are a tie; the smallest sorted id list wins."""
    tied = views(scale * np.array([[0.5, 0.5 + 1e-10], [0.7, 0.7]]), regret=False)
    apart = views(scale * np.array([[0.5, 0.5 + 1e-8], [0.7, 0.7]]), regret=False)
    assert best_worst(tied, look_through=look_through) == (0,)
    assert best_worst(apart, look_through=look_through) == (1,)


@pytest.mark.parametrize("size", [1.0, 1e9])
@pytest.mark.parametrize("look_through", [0, 20_000])
def test_dust_that_large_scores_leave_where_they_cancel_is_a_tie(look_through, size):
    """Ties are in the size of what was added up: a hundred thousandth of a tie more is none, however little is left."""
    asked = views(size * 1e-14 * np.array([[1.0, 2.0, 3.0], [1.0, 2.0, 4.0]]), regret=False)
    sized = replace(asked, problem=replace(asked.problem, size=size))
    assert best_worst(asked, look_through=look_through) == (2,)
    assert best_worst(sized, look_through=look_through) == (0,)


@pytest.mark.parametrize(("count", "look_through"), [(2, 0), (2, 20_000), (62, 0)])
def test_exactly_a_billionth_less_is_still_a_tie(count, look_through):
    """Also where more are equal than are listed one by one."""
    values = np.ones((2, count))
    values[:, 0] -= 1e-9
    assert best_worst(views(values, regret=False), look_through=look_through) == (0,)


def test_a_solver_that_stops_near_the_best_is_asked_until_nothing_better_can_be_left():
    """CBC stops a hundred thousandth from the best; here the 252 selections of five differ by less than that."""
    rng = np.random.default_rng(1)
    values = 1e5 * (1 + rng.random((4, 10)) * 10.0 ** rng.integers(-8, -4, (4, 10)))
    five = Linear("max_new", np.ones(10, dtype=np.int64), 5, 5)
    asked = Views(problem(values[0], conditions=[five]), values, np.zeros(4))
    assert best_worst(asked, "cbc", look_through=0) == by_enumeration(asked, 1e-9 * values.max())


@pytest.mark.parametrize("look_through", [0, 20_000])
def test_the_only_feasible_selection_is_found_far_from_the_most_valuable(look_through):
    """By hand: three of six within 5; the three most valuable cost 4 each, and no one exchange makes them fit."""
    values = np.array([[9.0, 8.0, 7.0, 1.0, 1.0, 1.0], [9.0, 8.0, 7.0, 2.0, 2.0, 2.0]])
    three = Linear("max_new", np.ones(6, dtype=np.int64), 3, 3)
    cost = Linear("resource.secretariat", np.array([4, 4, 4, 1, 1, 1]), None, 5)
    asked = Views(problem(values[0], conditions=[three, cost]), values, np.zeros(2))
    assert best_worst(asked, look_through=look_through) == (3, 4, 5)


@pytest.mark.parametrize("look_through", [0, 20_000])
def test_where_nothing_is_worth_anything_the_first_by_ids_wins(look_through):
    assert best_worst(views(np.zeros((2, 3)), regret=False), look_through=look_through) == (0,)


@pytest.mark.parametrize("look_through", [0, 20_000])
def test_of_no_candidates_the_selection_of_nobody_is_the_best(look_through):
    assert best_worst(Views(problem([]), np.zeros((2, 0)), np.zeros(2)), look_through=look_through) == ()
