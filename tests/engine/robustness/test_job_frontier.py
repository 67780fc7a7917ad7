"""All that can be the best under some money: every selection listed has one on the frontier that is nowhere worse."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from engine.robustness import job_frontier as module
from engine.robustness.job_frontier import job_frontier
from engine.selection.constraints import Linear
from engine.selection.portfolio_problem import selection_problem
from tests.engine.robustness.random_scores import random_scores
from tests.engine.selection.problems import key
from tests.engine.selection.problems import problem as small_problem

RULES = [
    {},
    {"max_new": None},
    {"min_new": 1},
    {"min_new": 2},
    {"must": ("c1",)},
    {"must": ("c0", "c4"), "must_not": ("c2",)},
    {"conflicts": (("c1", "c2", "c3"), ("c0", "c5"))},
    {"max_per_section": 2},
]


def sized(rules, seed):
    """Scores with so many jobs of few sizes, and values of few sizes, that many are equal in either."""
    scores = random_scores(seed, grant="key", size=7, **rules)
    if seed % 2:
        rounded = np.round(scores.scores / 25) * 25
        scores = replace(scores, scores=rounded)
    return scores


def meets_all_but_money(problem, chosen):
    row = problem.chosen(chosen)
    return all(condition.holds(row) for condition in problem.conditions if isinstance(condition, Linear))


def listed(problem):
    """Every selection that meets all conditions but those of money."""
    everyone = range(len(problem.ids))
    every = (chosen for count in range(problem.most_new + 1) for chosen in combinations(everyone, count))
    return [chosen for chosen in every if meets_all_but_money(problem, chosen)]


def with_what_is_given_back(problem):
    """A resource that three use and two others give back one of each."""
    used = Linear("resource.r", np.array([3, 0, -1, 1, 0, -1, 2]), None, 1)
    return problem.with_conditions(used)


def with_more_conditions(problem):
    """A resource of different amounts, and at least one of three."""
    used = Linear("resource.r", np.array([3, 1, 4, 1, 5, 9, 2]), None, 11)
    one_of = Linear("require_sectors.public", np.array([1, 0, 1, 0, 0, 0, 1]), 1, None)
    return problem.with_conditions(used, one_of)


@pytest.mark.parametrize("more", [lambda problem: problem, with_more_conditions, with_what_is_given_back])
@pytest.mark.parametrize("rules", RULES, ids=lambda rules: "_".join(rules) or "none")
@pytest.mark.parametrize("seed", range(4))
def test_every_selection_is_on_the_frontier_or_beaten_by_one_with_no_more_jobs_and_no_smaller_member(seed, rules, more):
    holds_all_that_can_be_best(more(selection_problem(sized(rules, seed))))


def holds_all_that_can_be_best(problem):
    frontier = job_frontier(problem, problem.most_new)
    on_it = {frontier.positions(node): node for node in np.flatnonzero(frontier.met).tolist()}
    every = listed(problem)
    assert set(on_it) <= set(every)
    assert len(on_it) == frontier.met.sum()
    for chosen in every:
        jobs = problem.jobs[list(chosen)]
        own, total = min(jobs, default=0), jobs.sum()
        if chosen in on_it:
            node = on_it[chosen]
            assert (frontier.own[node], frontier.total[node], frontier.count[node]) == (own, total, len(chosen))
            assert frontier.worth[node] == pytest.approx(problem.objective(chosen), abs=1e-9)
            continue
        assert any(
            len(other) == len(chosen)
            and frontier.own[node] >= own
            and frontier.total[node] <= total
            and problem.objective(other) > problem.objective(chosen) + problem.tie
            for other, node in on_it.items()
        )


SOME = np.array([1, 1, 1, 0, 0, 0, 1])


@pytest.mark.parametrize(
    ("row", "allowed"),
    [
        (Linear("resource.r", SOME, 1, 2), lambda chosen: 1 <= len({0, 1, 2, 6} & {*chosen}) <= 2),
        (Linear("resource.r", np.full(7, 2), None, 3), lambda chosen: len(chosen) <= 1),
        (Linear("require_sectors.public", SOME, 4, 3), lambda chosen: False),
        (Linear("require_sectors.public", SOME, 0, None), lambda chosen: True),
    ],
    ids=["between", "twos", "contradiction", "nothing asked"],
)
@pytest.mark.parametrize("seed", range(4))
def test_a_condition_with_two_ends_or_about_everybody_is_kept_to(seed, row, allowed):
    problem = selection_problem(sized({"max_new": 4}, seed)).with_conditions(row)
    holds_all_that_can_be_best(problem)
    frontier = job_frontier(problem, problem.most_new)
    assert all(allowed(frontier.positions(node)) for node in np.flatnonzero(frontier.met).tolist())


@pytest.mark.parametrize(
    ("row", "amounts"),
    [
        (Linear("resource.r", SOME, 0, 4), 1),  # any four of them may be chosen: no use of it need be told apart
        (Linear("conflicts.x", SOME, None, 1), 2),  # none or one, for what is too much already is not added to
        (Linear("require_sectors.public", SOME, 1, None), 2),  # none, or as many as are asked for
    ],
)
def test_only_uses_that_make_a_difference_are_told_apart(monkeypatch, row, amounts):
    problem = selection_problem(random_scores(0, grant="key", max_new=4)).with_conditions(row)
    monkeypatch.setattr(module, "MOST_AMOUNTS", amounts)
    assert job_frontier(problem, 4) is not None
    monkeypatch.setattr(module, "MOST_AMOUNTS", amounts - 1)
    assert job_frontier(problem, 4) is None


def test_costs_that_differ_by_rounding_only_tell_nothing():
    """Each cost of 10^9 may be a thousandth off: nobody is beaten by 0.0015, nor where all cost the same."""
    problem = selection_problem(sized({}, 0))
    frontier = job_frontier(problem, problem.most_new)
    met = np.flatnonzero(frontier.met).tolist()
    same = np.full(len(frontier.count), 1e9)
    assert frontier.unbeaten(same, frontier.met) == met
    best = max(met, key=lambda node: frontier.worth[node])
    hardly_less = np.where(np.arange(len(same)) == best, 1e9 - 0.0015, 1e9)
    assert frontier.unbeaten(hardly_less, frontier.met) == met
    clearly_less = np.where(np.arange(len(same)) == best, 1e9 - 1, 1e9)
    assert frontier.unbeaten(clearly_less, frontier.met) == [best]


def test_who_has_no_jobs_shares_alike():
    """Two new without jobs and nobody beside them get a half each, one alone all of it."""
    asked = small_problem([2.0, 1.0], [0, 0], grant_key=key(new="0", today={}))
    frontier = job_frontier(asked, 2)
    new = {frontier.positions(node): share for node, share in enumerate(frontier.shares[0])}
    assert new[0, 1] == pytest.approx(0.5)
    assert new[0,] == pytest.approx(1.0)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_unbeaten_at_some_cost_is_all_that_is_worth_most_within_it(seed):
    problem = selection_problem(sized({}, seed))
    frontier = job_frontier(problem, problem.most_new)
    cost = np.random.default_rng(seed).integers(1, 6, len(frontier.count)).astype(float)
    possible = frontier.count != 1
    unbeaten = set(frontier.unbeaten(cost, possible))
    for least in range(1, 6):
        within = [node for node in np.flatnonzero(possible & frontier.met) if cost[node] <= least]
        most = max(frontier.worth[node] for node in within)
        assert {node for node in within if frontier.worth[node] >= most - problem.tie} <= unbeaten


def test_shares_by_hand():
    """Two continuing with 200 and 50 jobs, one new with 250, 60 % shared equally: the new gets 0.2 + 0.4 / 2, the
    smaller of the old 0.2 + 0.4 / 10. Nobody new: 0.3 + 0.4 / 5."""
    scores = random_scores(0, grant="key")
    industries = tuple(
        replace(industry, jobs=250) if industry.industry_id == "c0" else industry
        for industry in scores.dataset.industries
    )
    problem = selection_problem(replace(scores, dataset=replace(scores.dataset, industries=industries)))
    frontier = job_frontier(problem, 1)
    node = next(node for node in range(len(frontier.count)) if frontier.positions(node) == (0,))
    new, continuing = frontier.shares
    assert new[node] == pytest.approx(0.4)
    assert continuing[node] == pytest.approx(0.24)
    assert np.isinf(new[0])
    assert continuing[0] == pytest.approx(0.38)


def test_there_is_none_without_a_key():
    problem = selection_problem(random_scores(0, grant="cost"))
    assert job_frontier(problem, problem.most_new) is None


@pytest.mark.parametrize(("limit", "value"), [("MOST_NODES", 5), ("MOST_AMOUNTS", 1)])
def test_there_is_none_where_it_grows_too_large(monkeypatch, limit, value):
    problem = with_more_conditions(selection_problem(random_scores(0, grant="key")))
    assert job_frontier(problem, problem.most_new) is not None
    monkeypatch.setattr(module, limit, value)
    assert job_frontier(problem, problem.most_new) is None
