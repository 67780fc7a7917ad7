"""The smallest grant by hand; least frames are tested beside the frames they decide (``test_budget_sensitivity``)."""

from dataclasses import replace

from engine.robustness.grant_limits import smallest_grant
from engine.selection.portfolio_problem import selection_problem
from tests.engine.robustness.random_scores import random_scores


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
