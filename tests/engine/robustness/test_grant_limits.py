"""The smallest grant and least frames by hand; what frames decide is tested in ``test_budget_sensitivity``."""

from dataclasses import replace

import pytest

from engine.robustness.grant_limits import FRAMES, least_frame, smallest_grant
from engine.selection.portfolio_problem import selection_problem
from tests.engine.robustness.random_scores import random_scores
from tests.engine.selection.problems import MNOK, key, problem


def test_the_smallest_grant_by_hand():
    """Two continuing with 200 and 50 jobs, two new with 250 and 500, of 20 MNOK, 60 % shared equally: the smaller of
    the new gets 3 MNOK and a quarter of 8."""
    scores = random_scores(0, grant="key")
    jobs = {"c0": 500, "c1": 250}
    industries = tuple(
        replace(industry, jobs=jobs.get(industry.industry_id, industry.jobs)) for industry in scores.dataset.industries
    )
    rules = scores.criteria.selection
    asked = replace(rules, grant=replace(rules.grant, frame=20.0))
    criteria = replace(scores.criteria, selection=asked)
    problem = selection_problem(
        replace(scores, dataset=replace(scores.dataset, industries=industries), criteria=criteria)
    )
    assert smallest_grant(problem, (0, 1)) == 500_000_000


@pytest.mark.parametrize(
    ("minimums", "wind_down", "needed"),
    [
        # 200 jobs continue and 300 are new: 0.3 + 0.4 · 2/5 = 0.46 and 0.3 + 0.4 · 3/5 = 0.54 of the frame.
        ({"new": "3.5", "continuing": "2"}, (), 648_148_149),  # 3.5 / 0.54 = 6.48148148148…
        ({"new": "3.5", "continuing": "3.5"}, (), 760_869_566),  # 3.5 / 0.46 = 7.60869565217…
        ({"new": "0", "continuing": "2"}, (), 434_782_609),  # 2 / 0.46 = 4.34782608695…
        ({"new": "0", "continuing": "0"}, (), 0),
        # A third programme of 200 jobs winds down: half of 0.3 + 0.4 · 1/2 of the frame is gone, 0.75 is left.
        ({"new": "3.5", "continuing": "2"}, ("w",), 864_197_531),  # 3.5 / (0.75 · 0.54) = 8.64197530864…
        ({"new": "0.00000001", "continuing": "0"}, (), 2),  # one øre / 0.54
    ],
)
def test_the_least_frame_is_what_the_neediest_needs_rounded_up_to_an_ore(minimums, wind_down, needed):
    today = {"p": 200} | dict.fromkeys(wind_down, 200)
    asked = problem([1.0, 1.0], [300, 50], grant_key=key(70, today=today, wind_down=wind_down, **minimums))
    assert least_frame(asked, (0,)) == needed


def test_no_frame_suffices_for_one_that_gets_nothing_of_it():
    """All follows jobs, and the second has none: three times the frame, the farthest, if it needs any."""
    today = {"p": 200}
    needy = problem([1.0, 1.0], [200, 0], grant_key=key(70, 0, new="3.5", continuing="2", today=today))
    assert least_frame(needy, (0, 1)) == FRAMES * 70 * MNOK
    assert least_frame(needy, (0,)) == 7 * MNOK
    modest = problem([1.0], [0], grant_key=key(70, 0, new="0.00000001", continuing="2", today=today))  # one øre
    assert least_frame(modest, (0,)) == FRAMES * 70 * MNOK
    content = problem([1.0, 1.0], [200, 0], grant_key=key(70, 0, new="0", continuing="2", today=today))
    assert least_frame(content, (1,)) == 2 * MNOK


def test_the_least_frame_of_costs_is_their_sum_rounded_up_to_an_ore():
    """1.234567891 and 2 MNOK are 323 456 789.1 øre."""
    asked = replace(problem([1.0, 1.0, 1.0]), costs=(1.234567891, 2.0, 5.0), frame=9.0)
    assert least_frame(asked, (0, 1)) == 323_456_790
    assert least_frame(asked, (1, 2)) == 7 * MNOK
    assert least_frame(asked, ()) == 0
