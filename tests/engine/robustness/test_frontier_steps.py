"""What the frontier says of frames and minimum grants is what stepping from optimum to optimum finds."""

from dataclasses import replace

import numpy as np
import pytest

from engine.robustness import budget_sensitivity, job_frontier
from engine.robustness.budget_sensitivity import frame_breakpoints, grant_frontier, minimum_grant_steps
from engine.robustness.frontier_steps import frames_listed, minimums_listed
from engine.selection.portfolio_problem import selection_problem
from tests.engine.robustness.random_scores import random_scores
from tests.engine.selection.problems import key, problem

CASES = {
    "plain": {},
    "any_number": {"max_new": None},
    "winding_down": {"programmes": {"p": "wind_down", "q": "end"}},
    "all_end": {"programmes": {"p": "end", "q": "end"}},
    "must": {"must": ("c3",), "min_new": 2},
    "conflicts": {"conflicts": (("c1", "c2"), ("c0", "c5"))},
    "sections": {"max_per_section": 2},
    "times_jobs": {"objective": "sum_times_jobs"},
}


def of_case(case, seed, **grant):
    scores = random_scores(seed, grant="key", **CASES[case])
    if seed % 2:  # many are worth the same, and have as many jobs
        industries = tuple(
            replace(industry, jobs=100 + 50 * (industry.jobs // 150)) for industry in scores.dataset.industries
        )
        scores = replace(
            scores,
            scores=np.round(scores.scores / 25) * 25,
            dataset=replace(scores.dataset, industries=industries),
        )
    rules = scores.criteria.selection
    changed = replace(rules, grant=replace(rules.grant, **grant))
    return replace(scores, criteria=replace(scores.criteria, selection=changed))


def stepped(monkeypatch, answer):
    """An answer where no frontier is known."""
    with monkeypatch.context() as patched:
        patched.setattr(budget_sensitivity, "job_frontier", lambda *_: None)
        return answer()


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("seed", range(4))
def test_frames_and_minimums_are_those_found_step_by_step(monkeypatch, seed, case):
    scores = of_case(case, seed)
    frontier = grant_frontier(scores)
    assert frontier is not None
    expected = stepped(monkeypatch, lambda: frame_breakpoints(scores))
    assert expected
    assert frame_breakpoints(scores, frontier=frontier) == frame_breakpoints(scores) == expected
    for start in (0.0, 3.21):
        steps = stepped(monkeypatch, lambda start=start: minimum_grant_steps(scores, start=start))
        assert minimum_grant_steps(scores, start=start, frontier=frontier) == steps
        assert minimum_grant_steps(scores, start=start) == steps


@pytest.mark.parametrize("grant", [{"equal_share": 1.0}, {"equal_share": 0.0}, {"minimum_new": 0.0}, {"frame": 0.0}])
@pytest.mark.parametrize("seed", range(3))
def test_the_same_at_the_ends_of_the_key(monkeypatch, seed, grant):
    scores = of_case("plain", seed, **grant)
    expected = stepped(monkeypatch, lambda: (frame_breakpoints(scores), minimum_grant_steps(scores, start=0.0)))
    assert (frame_breakpoints(scores), minimum_grant_steps(scores, start=0.0)) == expected


def test_a_frontier_of_too_few_is_not_taken():
    scores = of_case("any_number", 0)
    problem = selection_problem(scores)
    narrow = job_frontier.job_frontier(problem, 1)
    assert frame_breakpoints(scores, frontier=narrow) == frame_breakpoints(scores)
    wide = job_frontier.job_frontier(problem, 7)
    assert frames_listed(problem, narrow) != frames_listed(problem, wide)


def test_from_some_minimum_until_nobody_is_new_by_hand():
    """Nobody continues, all is shared equally, at most 2 new of 12 MNOK: two get 6 each, one 12, nobody more."""
    scores = of_case("all_end", 0, frame=12.0, equal_share=1.0, minimum_new=1.0)
    rules = replace(scores.criteria.selection, max_new=2)
    problem = selection_problem(replace(scores, criteria=replace(scores.criteria, selection=rules)))
    minimums = minimums_listed(problem, job_frontier.job_frontier(problem, 2))
    assert [(up_to, len(chosen)) for up_to, chosen in minimums] == [(600_000_000, 2), (1_200_000_000, 1)]


def test_the_frame_that_just_suffices_is_the_least_of_its_selection_by_hand():
    """Nobody continues, all is shared equally, at most 2 new, 6 MNOK each: two from 12 MNOK up, which is the frame."""
    scores = of_case("all_end", 0, frame=12.0, equal_share=1.0, minimum_new=6.0)
    rules = replace(scores.criteria.selection, max_new=2)
    problem = selection_problem(replace(scores, criteria=replace(scores.criteria, selection=rules)))
    frames = frames_listed(problem, job_frontier.job_frontier(problem, 2))
    assert [(at_least, len(chosen)) for at_least, chosen in frames] == [(0, 0), (600_000_000, 1), (1_200_000_000, 2)]


def test_who_gets_nothing_bears_a_minimum_of_nothing():
    """By jobs alone, and the first has none: both, worth most together, are best from a frame of 0 up."""
    asked = problem([2.0, 1.0], [0, 100], grant_key=key(equal_share="0", new="0", continuing="0", today={}))
    assert frames_listed(asked, job_frontier.job_frontier(asked, 2)) == [(0, (0, 1))]
