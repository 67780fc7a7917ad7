"""The nearest flip: by algebra, against a linear program, and against every weight of a fine grid."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from engine.criteria.model import Selection
from engine.robustness.minimal_weight_change import nearest_change
from engine.robustness.weight_intervals import pieces
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from tests.engine.robustness.random_scores import Listed, random_scores
from tests.engine.robustness.small import criteria, dataset

GRID = 40  # steps of the weights, from 0 to 1


def flip(values, weights, candidate, **rules):
    """The nearest change for one of the industries a, b, c …"""
    scores = score(dataset(values), criteria(weights, Selection(**{"max_new": 1, **rules})))
    listed = Listed(scores)
    position = listed.problem.ids.index(candidate)
    return nearest_change(scores, listed.problem, position, listed.best(scores.weights))[0]


def test_two_industries_flip_where_their_lines_cross():
    """a leads at a half: 0.55 to 0.5. They meet at 3/7, 1/14 of the weight away."""
    for candidate, status in (("a", True), ("b", False)):
        change = flip({"u": [0.9, 0.5], "v": [0.2, 0.5]}, {"u": 1, "v": 1}, candidate)
        assert change.exact
        assert change.distance == pytest.approx(1 / 14, abs=1e-9)
        assert change.weights == pytest.approx((3 / 7, 4 / 7), abs=1e-9)
        assert change.rival == ("b",), status


def test_weight_moves_from_where_it_gains_least_to_where_it_gains_most():
    """b lacks 0.2 (0.5 to 0.3 at equal weights of u, v, w; gains -0.8, 0.1, 0.1 sum to -0.6).

    Moved from u to v or w each unit gains 0.9: 0.2 / 0.9 of the weight.
    """
    change = flip({"u": [0.9, 0.1], "v": [0.3, 0.4], "w": [0.3, 0.4]}, {"u": 1, "v": 1, "w": 1}, "a")
    assert change.exact
    assert change.distance == pytest.approx(2 / 9, abs=1e-9)
    assert change.weights[0] == pytest.approx(1 / 3 - 2 / 9, abs=1e-9)


def test_nothing_flips_who_is_best_on_everything():
    assert flip({"u": [0.9, 0.5], "v": [0.6, 0.5]}, {"u": 1, "v": 1}, "a") is None
    assert flip({"u": [0.9, 0.5], "v": [0.6, 0.5]}, {"u": 1, "v": 1}, "b") is None


def test_nothing_flips_what_the_conditions_settle():
    values = {"u": [0.9, 0.5], "v": [0.2, 0.5]}
    assert flip(values, {"u": 1, "v": 1}, "a", must=("a",)) is None
    assert flip(values, {"u": 1, "v": 1}, "b", must_not=("b",)) is None


@pytest.mark.parametrize("rules", [{"must": ("a",)}, {"must_not": ("a",)}])
@pytest.mark.parametrize("aggregate", ["arithmetic", "geometric"])
def test_that_nothing_flips_what_the_conditions_settle_is_sure(aggregate, rules):
    asked = criteria({"u": 1, "v": 1}, Selection(max_new=1, **rules), aggregate)
    scores = score(dataset({"u": [0.9, 0.5], "v": [0.2, 0.5]}), asked)
    listed = Listed(scores)
    assert nearest_change(scores, listed.problem, 0, listed.best(scores.weights)) == (None, True)


def test_what_is_searched_for_is_not_called_the_nearest_for_sure():
    """Geometric: 0.9^t 0.2^(1 - t) is 0.5 where t = ln 2.5 / ln 4.5, above today's half."""
    asked = criteria({"u": 1, "v": 1}, Selection(max_new=1), "geometric")
    scores = score(dataset({"u": [0.9, 0.5], "v": [0.2, 0.5]}), asked)
    listed = Listed(scores)
    change, sure = nearest_change(scores, listed.problem, 0, listed.best(scores.weights))
    assert (change.exact, sure) == (False, False)
    assert change.distance == pytest.approx(np.log(2.5) / np.log(4.5) - 0.5, abs=1e-6)
    assert change.rival == ("a",)


def test_equal_industries_are_no_distance_apart():
    change = flip({"u": [0.9, 0.9], "v": [0.2, 0.2]}, {"u": 1, "v": 3}, "b")
    assert (change.distance, change.rival) == (0, ("b",))
    assert change.weights == pytest.approx((0.25, 0.75))


def test_a_third_that_is_better_still_stands_in_the_way():
    """c passes a where 0.9 t = 0.45, but there b is worth 0.6: c needs 0.9 (1 - t) = 0.6, 1/3 from today's 2/3."""
    values = {"u": [0.9, 0.6, 0.0], "v": [0.0, 0.6, 0.9]}
    change = flip(values, {"u": 0.8, "v": 0.2}, "c")
    assert change.distance == pytest.approx(0.8 - 1 / 3, abs=1e-9)
    assert change.rival == ("c",)


@pytest.mark.parametrize(("grant", "seed"), list(product([None, "key", "cost"], range(3))))
def test_no_weight_of_a_fine_grid_flips_nearer_and_beyond_it_the_status_is_another(seed, grant):
    scores = random_scores(seed, grant=grant, size=6, max_new=2)
    listed, today = Listed(scores), scores.weights
    chosen = listed.best(today)
    if chosen is None:
        assert grant == "key"
        return
    steps = np.arange(GRID + 1) / GRID
    grid = [np.array([u, v, max(0.0, 1 - u - v)]) for u, v in product(steps, steps) if u + v <= 1 + 1e-12]
    best = listed.best_of_each(grid)
    distances = np.abs(np.array(grid) - today).sum(axis=1) / 2
    for index in range(6):
        change, _ = nearest_change(scores, listed.problem, index, chosen)
        flipped = distances[best[:, index] != chosen[index]]
        if change is None:
            assert not len(flipped)
            continue
        assert change.exact
        assert not len(flipped) or flipped.min() >= change.distance - 1e-9
        there = np.array(change.weights)
        assert change.distance == pytest.approx(np.abs(there - today).sum() / 2, abs=1e-9)
        assert there.sum() == pytest.approx(1)
        assert there.min() >= 0
        # Just before it nothing has happened yet, just beyond it has.
        assert listed.best(today + (there - today) * (1 - 1e-5))[index] == chosen[index]
        beyond = np.clip(today + (there - today) * (1 + 1e-5), 0, 1)
        assert listed.best(beyond)[index] != chosen[index] or (there == 0).any()
        rival = np.isin(listed.problem.ids, change.rival)
        assert (listed.selections == rival).all(axis=1).any()
        assert rival[index] != chosen[index]
        assert rival @ listed.values(there) == pytest.approx(listed.worths(there).max(), abs=1e-6)


def test_what_nobody_has_a_figure_for_keeps_its_weight_and_the_others_move_less():
    """As for two, a and b meet where u has 3/7 of what u and v have: 2/7 of all, 1/21 from a third."""
    values = {"u": [0.9, 0.5], "v": [0.2, 0.5], "w": [None, None]}
    change = flip(values, {"u": 1, "v": 1, "w": 1}, "a")
    assert change.exact
    assert change.distance == pytest.approx(1 / 21, abs=1e-9)
    assert change.weights == pytest.approx((2 / 7, 8 / 21, 1 / 3), abs=1e-9)
    assert flip({**values, "v": [0.6, 0.5]}, {"u": 1, "v": 1, "w": 1}, "a") is None


@pytest.mark.parametrize("seed", range(3))
def test_no_weight_of_a_grid_flips_nearer_where_one_member_has_no_figures(seed):
    scores = random_scores(seed, size=6, max_new=2, members=4, waiting=1)
    listed, today = Listed(scores), scores.weights
    chosen = listed.best(today)
    grid = [np.array(parts) / 16 for parts in product(range(17), repeat=4) if sum(parts) == 16 and parts[3] < 16]
    flips = listed.best_of_each(grid) != chosen
    distances = np.abs(np.array(grid) - today).sum(axis=1) / 2
    changes = [nearest_change(scores, listed.problem, index, chosen) for index in range(6)]
    assert any(change for change, _ in changes)
    for index, (change, sure) in enumerate(changes):
        assert sure
        if change is None:
            assert not flips[:, index].any()
            continue
        assert not flips[:, index].any() or distances[flips[:, index]].min() >= change.distance - 1e-9
        there = np.array(change.weights)
        assert change.distance == pytest.approx(np.abs(there - today).sum() / 2, abs=1e-9)
        assert there.sum() == pytest.approx(1)
        assert listed.best(today + (there - today) * (1 - 1e-5))[index] == chosen[index]
        beyond = np.clip(today + (there - today) * (1 + 1e-5), 0, 1)
        assert listed.best(beyond)[index] != chosen[index] or (there == 0).any()


@pytest.mark.parametrize("seed", range(3))
def test_the_nearest_change_is_no_farther_than_the_end_of_an_interval(seed):
    """Moving one weight, the others in proportion, is one of the ways; it moves as much as that weight changes."""
    scores = random_scores(seed, gaps=seed % 2, members=4, size=3, max_new=1)
    listed = Listed(scores)
    chosen = listed.best(scores.weights)
    cut = [pieces(scores, listed.problem, member) for member in range(4)]
    for index in range(len(listed.problem.ids)):
        ends = [
            abs(end - scores.weights[member])
            for member in range(4)
            for end in np.ravel(cut[member].intervals(index, bool(chosen[index])))
            if 0 < end < 1
        ]
        if ends:
            assert nearest_change(scores, listed.problem, index, chosen)[0].distance <= min(ends) + 1e-6


def test_who_lacks_a_figure_and_flips_only_near_an_edge_is_found():
    """b lacks w and is worth more than a only where nearly all weight is on v, of five members.

    Along v with the others in proportion b is worth (v + 0.2 (1 - v) 3/4) / (1 - (1 - v) / 4), a 0.96: a corner so
    small that none of many thousand draws falls in it.
    """
    values = {"u": [0.96, 0.0], "v": [0.96, 1.0], "w": [0.96, None], "x": [0.96, 0.0], "y": [0.96, 0.0]}
    change = flip(values, dict.fromkeys("uvwxy", 1), "b")
    assert change is not None
    # b is worth v / (u + v + x + y) where w is left out: all of w may stay, so u + x + y <= v / 24.
    # The nearest: give v all of u, x, y but what still is allowed. With w = 0.2: v + v / 24 = 0.8.
    assert change.distance == pytest.approx(0.8 / (1 + 1 / 24) - 0.2, abs=1e-6)


@pytest.mark.parametrize("seed", range(6))
def test_no_weight_of_a_fine_grid_flips_nearer_where_somebody_lacks_a_figure(seed):
    """There the answer is searched for: no point of a grid of 1/24 may be nearer than what is found."""
    scores = random_scores(seed, gaps=3, size=6, max_new=2, members=4)
    listed, today = Listed(scores), scores.weights
    chosen = listed.best(today)
    grid = [np.array(parts) / 24 for parts in product(range(25), repeat=4) if sum(parts) == 24 and min(parts) > 0]
    flips = listed.best_of_each(grid) != chosen
    distances = np.abs(np.array(grid) - today).sum(axis=1) / 2
    for index in range(6):
        change, _ = nearest_change(scores, listed.problem, index, chosen)
        if flips[:, index].any():
            assert change is not None
            assert change.distance <= distances[flips[:, index]].min() + 1e-9


@pytest.mark.parametrize(
    ("aggregate", "seed", "candidate", "witness"),
    [
        ("arithmetic", 8, "c1", (0.007, 0.211, 0.426, 0.0, 0.356)),
        ("geometric", 5, "c6", (0.0, 0.0, 0.257, 0.412, 0.331)),
    ],
)
def test_what_is_searched_for_is_no_farther_than_weights_known_to_flip(aggregate, seed, candidate, witness):
    """In corners that draws, and straight lines from them to today, pass by. The list of selections says who flips."""
    scores = random_scores(seed, gaps=3, size=8, max_new=3, members=5, aggregate=aggregate)
    listed, there = Listed(scores), np.array(witness)
    chosen, position = listed.best(scores.weights), listed.problem.ids.index(candidate)
    assert listed.best(there)[position] != chosen[position]
    change, _ = nearest_change(scores, listed.problem, position, chosen)
    assert change.distance <= np.abs(there - scores.weights).sum() / 2


def test_a_geometric_mean_that_is_zero_until_a_weight_is_exactly_none_flips_there():
    """b has 0 on u: its geometric mean is 0 however little u weighs, and 0.9 against 0.5 where u weighs nothing."""
    data, asked = dataset({"u": [1.0, 0.0], "v": [0.5, 0.9]}), {"u": 0.3, "v": 0.7}
    scores = score(data, criteria(asked, Selection(max_new=1), aggregate="geometric"))
    for index in range(2):
        change, _ = nearest_change(scores, selection_problem(scores), index, np.array([True, False]))
        assert change.weights == (0.0, 1.0)
        assert change.distance == pytest.approx(0.3)
        assert change.rival == ("b",)


def test_no_flip_is_where_an_industry_has_no_score_at_all():
    """b is worth 0.5 with any weight on u, and has no score with all of it on v, which it lacks."""
    values = {"u": [0.4, 0.5], "v": [0.4, None]}
    assert flip(values, {"u": 3, "v": 1}, "b") is None
    assert flip(values, {"u": 3, "v": 1}, "a") is None


def test_equal_industries_are_no_distance_apart_beside_one_who_lacks_a_figure():
    values = {"u": [0.4, 0.4, 0.9], "v": [0.4, 0.4, None]}
    change = flip(values, {"u": 3, "v": 1}, "b", max_new=2)
    assert (change.distance, change.rival, change.exact) == (0, ("b", "c"), True)


def test_who_lacks_a_figure_and_takes_over_nearer_is_found_and_proven():
    """c lacks w. Where it is worth nothing it never takes over; where it takes over first, that is shown."""
    values = {"u": [0.9, 0.5, 0.0], "v": [0.2, 0.5, 0.0], "w": [0.5, 0.5, None]}
    assert flip(values, {"u": 1, "v": 1, "w": 1}, "a").exact
    values["v"][2] = 1.0
    change = flip(values, {"u": 1, "v": 1, "w": 1}, "a")
    assert change.exact
    # c: v / (u + v) against a: 0.9 u + 0.2 v + 0.5 w. From today's 0.5 to 0.53, c takes over first.
    assert change.rival == ("c",)
    u, v, w = change.weights
    assert v / (u + v) == pytest.approx(0.9 * u + 0.2 * v + 0.5 * w, abs=1e-6)


def test_points_times_jobs_in_the_millions_flip_where_a_line_crosses():
    """a is worth 10^6 jobs times t, b 0.8 times 10^6 jobs times 1 - t: equal at 4/9, 1/18 from today's half."""
    rules = Selection(max_new=1, objective="sum_times_jobs")
    data = dataset({"u": [1.0, 0.0], "v": [0.0, 0.8]}, jobs=[1_000_000, 1_000_000])
    scores = score(data, criteria({"u": 1, "v": 1}, rules))
    change, _ = nearest_change(scores, selection_problem(scores), 0, np.array([True, False]))
    assert change.distance == pytest.approx(1 / 18, abs=1e-9)
    assert change.exact


@pytest.mark.parametrize("seed", range(4))
def test_points_times_jobs_in_the_millions_come_to_an_end(seed):
    """Objectives so large that doubles are further apart than the tolerance of a tie."""
    small = random_scores(seed, objective="sum_times_jobs", size=6, max_new=2, members=4)
    grown = tuple(
        replace(industry, jobs=industry.jobs * 10_000 + index)
        for index, industry in enumerate(small.dataset.industries)
    )
    scores = score(replace(small.dataset, industries=grown), small.criteria)
    problem = selection_problem(scores)

    def two_best(weights):
        return np.isin(np.arange(6), np.argsort(-(scores.member_values @ weights) * problem.jobs)[:2])

    chosen = two_best(scores.weights)
    for index in range(6):
        change, _ = nearest_change(scores, problem, index, chosen)
        if change is None:
            continue
        there = np.array(change.weights)
        assert two_best(scores.weights + (there - scores.weights) * (1 - 1e-5))[index] == chosen[index]
        beyond = scores.weights + (there - scores.weights) * (1 + 1e-5)
        assert two_best(beyond)[index] != chosen[index] or beyond.min() < 0
        worth = (scores.member_values @ there) * problem.jobs
        third, second = np.sort(worth)[-3:-1]
        assert third == pytest.approx(second, rel=1e-6)  # where it flips these two are equal, and it is one of them
        assert worth[index] == pytest.approx(second, rel=1e-6)


def selected_at(scores, weights):
    """Every selection of those with a score under these weights, by the words of the contract."""
    root = scores.criteria.root
    members = dict(zip(root.members, np.asarray(weights, dtype=float).tolist(), strict=True))
    changed = replace(scores.criteria, criteria={root.id: replace(root, members=members)})
    return Listed(score(scores.dataset, changed))


def coarse_scores(seed, missing):
    """Values 0, 0.5 and 1, a quarter of them missing: many ties, and corners where everybody is worth nothing."""
    rng = np.random.default_rng(seed)
    values = np.where(rng.random((3, 5)) < 0.25, np.nan, rng.integers(0, 3, (3, 5)) / 2)
    weights = dict(zip("uvw", rng.integers(1, 5, 3).tolist(), strict=True))
    rules = Selection(max_new=1 + seed % 2, min_new=1)
    given = dataset(
        {
            name: [None if np.isnan(value) else value for value in row]
            for name, row in zip("uvw", values.tolist(), strict=True)
        }
    )
    return score(given, criteria(weights, rules, missing=missing))


@pytest.mark.parametrize(("missing", "seed"), list(product(["worst", "skip"], range(8))))
def test_the_selection_at_the_named_weights_is_one_that_select_gives_there(missing, seed):
    """Roots with gaps, so that some have no score in a corner; every flip against the list of selections there, and
    every exact one against a grid with corners and edges."""
    coarse = coarse_scores(seed, missing)
    scores = coarse if seed % 4 else random_scores(seed, gaps=5, size=5, max_new=1 + seed % 2, missing=missing)
    listed, today = Listed(scores), scores.weights
    chosen = listed.best(today)
    grid = [np.array([u, v, 12 - u - v]) / 12 for u, v in product(range(13), repeat=2) if u + v <= 12]
    there = [selected_at(scores, weights) for weights in grid]
    same_scored = [
        missing == "worst" or (np.isnan(listing.scores.scores) == np.isnan(scores.scores)).all() for listing in there
    ]
    best = [listing.best(weights) for listing, weights in zip(there, grid, strict=True)]
    for index in range(5):
        change, sure = nearest_change(scores, listed.problem, index, chosen)
        has_score = [missing == "worst" or not np.isnan(listing.scores.scores[index]) for listing in there]
        flips = [
            np.abs(weights - today).sum() / 2
            for weights, selection, counted, scored in zip(grid, best, same_scored, has_score, strict=True)
            if counted and scored and selection is not None and selection[index] != chosen[index]
        ]
        if change is None:
            assert not flips or not sure
            continue
        assert not (change.exact and sure) or min(flips, default=1.0) >= change.distance - 1e-9
        assert change.distance == pytest.approx(np.abs(np.array(change.weights) - today).sum() / 2, abs=1e-6)
        named = selected_at(scores, change.weights)
        rival = np.isin(listed.problem.ids, change.rival)
        assert (named.selections == rival).all(axis=1).any(), "the rival can be chosen there"
        worths = named.worths(np.array(change.weights))
        assert rival @ named.values(np.array(change.weights)) == pytest.approx(worths.max(), abs=1e-6)
        if not change.only_equal and change.distance > 0:
            beside = np.eye(3)[:, None] - np.eye(3)[None]
            points = np.clip(np.array(change.weights) + 2e-7 * beside.reshape(-1, 3), 0, 1)
            assert any(
                selected_at(scores, weights).best(weights)[index] != chosen[index]
                for weights in [np.array(change.weights), *points]
            )


def test_only_equal_is_said_as_only_equal():
    """b is worth as much as a with all the weight on v, 0.5, and less everywhere else; a comes first by ids."""
    change = flip({"u": [0.9, 0.4], "v": [0.5, 0.5]}, {"u": 1, "v": 1}, "b")
    assert (change.only_equal, change.distance) == (True, pytest.approx(0.5))
    assert change.weights == pytest.approx((0, 1))


def test_one_that_wins_only_to_the_side_of_the_nearest_point_is_not_called_only_equal():
    """c lacks 0.05 to a and has 0.025 more than b. From u each unit to v gains 0.6 on a and costs 0.45 to b, each to w
    0.15 and 0.525: 4/51 and 1/51 make all three equal. Straight on b is ahead; a little more to w and c is."""
    change = flip({"u": [0.6, 0.3, 0.3], "v": [0.2, 0.95, 0.5], "w": [0.75, 0.075, 0.6]}, dict.fromkeys("uvw", 1), "c")
    assert (change.exact, change.only_equal, change.rival) == (True, False, ("c",))
    assert change.distance == pytest.approx(5 / 51, abs=1e-9)


def test_one_that_wins_only_straight_on_from_the_nearest_point_is_not_called_only_equal():
    """c lacks 0.025 to both. From w each unit to u gains 0.5 on a and costs 0.05 to b, and to v the other way: half of
    1/9 to each makes all three equal. More to one of them alone and the other is ahead; to both and c is."""
    values = {"u": [0.275, 0.825, 0.6], "v": [0.825, 0.275, 0.6], "w": [0.475, 0.475, 0.3]}
    change = flip(values, dict.fromkeys("uvw", 1), "c")
    assert (change.exact, change.only_equal, change.rival) == (True, False, ("c",))
    assert change.distance == pytest.approx(1 / 9, abs=1e-9)


def test_who_can_win_in_a_corner_is_said_to():
    """As before with b first by ids: with all the weight on v ``select`` gives a, which is b here."""
    change = flip({"u": [0.4, 0.9], "v": [0.5, 0.5]}, {"u": 1, "v": 1}, "a")
    assert (change.only_equal, change.distance, change.rival) == (False, pytest.approx(0.5), ("a",))


def test_identical_industries_are_only_equal():
    change = flip({"u": [0.9, 0.9], "v": [0.2, 0.2]}, {"u": 1, "v": 3}, "b")
    assert (change.only_equal, change.distance) == (True, 0)


def test_a_flip_in_a_corner_where_rivals_lack_the_figure_names_who_is_chosen_there():
    """Under ``worst`` b and c lack u. Today a leads with 0.5 · 0.2 + 0.5 · 0.9 = 0.55. With all the weight on u only a
    and d have a score, 0.2 and 0.3; a stays until 0.2 t + 0.9 (1 - t) = 0.3 t, t = 0.9: there d takes over."""
    values = {"u": [0.2, None, None, 0.3], "v": [0.9, 0.8, 0.7, 0.0]}
    scores = score(dataset(values), criteria({"u": 1, "v": 1}, Selection(max_new=1), missing="worst"))
    listed = Listed(scores)
    change, sure = nearest_change(scores, listed.problem, 0, listed.best(scores.weights))
    assert sure
    assert (change.rival, change.distance) == (("d",), pytest.approx(0.4))


def test_a_rival_without_a_score_in_the_corner_is_not_named():
    """c leads by v alone until all the weight is on u, where a and c are worth 0 and b has no score: a is first by ids.

    b would be worth 0 too, and more than a just before; but there c leads.
    """
    values = {"u": [0.0, None, 0.0], "v": [0.1, 0.5, 0.9]}
    rules = Selection(max_new=1, min_new=1)
    scores = score(dataset(values), criteria({"u": 1, "v": 1}, rules, missing="worst"))
    listed = Listed(scores)
    change, _ = nearest_change(scores, listed.problem, 2, listed.best(scores.weights))
    assert (change.rival, change.weights, change.distance) == (("a",), (1, 0), pytest.approx(0.5))
    assert not change.only_equal
