"""Does it stay in? 10 000 draws with exact selections, beside a plain PuLP/CBC model for each; check; parties."""

import numpy as np
import pytest

from engine.criteria.reading import read_profiles
from engine.dataset.shipped import shipped_criteria
from engine.robustness.acceptability import Uncertainty, acceptability, candidate_values
from engine.robustness.batch_optimisation import optimal_selections
from engine.robustness.industry_sensitivity import check
from engine.robustness.stakeholder_profiles import parties
from engine.robustness.weight_draws import draw_weights
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from tests.bench.cases import shipped, shipped_scores
from tests.bench.plain_model import best_objective
from tests.bench.test_selection import at_39

OURS, PLAIN = "bransjevalg", "plain PuLP/CBC"
DRAWS, SOME = 10_000, 20
MINIMUMS = (3.5, 4.0)


def what(minimum):
    return f"10 000 exact selections, 39, minimum {minimum}"


def drawn(minimum):
    """The problem and the candidates' values under each draw of weights."""
    problem, scores = at_39(minimum), shipped_scores()
    return problem, candidate_values(scores, problem, draw_weights(scores.weights, DRAWS, 1))


@pytest.mark.parametrize("minimum", MINIMUMS)
def test_exact_selections_of_many_draws(measure, minimum):
    problem, values = drawn(minimum)
    optima = measure(what(minimum), OURS, lambda: optimal_selections(problem, values), rounds=3)
    assert problem.holds(optima.chosen).all()


@pytest.mark.parametrize("minimum", MINIMUMS)
def test_exact_selections_of_many_draws_plain(measure, minimum):
    problem, values = drawn(minimum)
    objectives = measure(
        what(minimum),
        PLAIN,
        lambda: [best_objective(problem, draw.tolist())[0] for draw in values[:SOME]],
        rounds=1,
        warmup=0,
        times=DRAWS / SOME,
        note=f"theirs timed on {SOME} draws and scaled up",
    )
    assert np.allclose(objectives, optimal_selections(problem, values[:SOME]).worth, rtol=0, atol=1e-4)


def test_robustness(measure):
    what = "robustness, 10 000 draws, no verified sample"
    measure(what, OURS, lambda: acceptability(shipped_scores(), verify=0), rounds=3)


def test_robustness_with_its_verified_sample(measure):
    result = measure(
        "robustness, 10 000 draws, 100 verified", OURS, lambda: acceptability(shipped_scores()), rounds=1, warmup=0
    )
    assert (result.verified, result.mismatches) == (100, 0)


def test_robustness_with_uncertain_data(measure):
    result = measure(
        "robustness, 10 000 draws of weights and data",
        OURS,
        lambda: acceptability(shipped_scores(), uncertainty=Uncertainty()),
        rounds=1,
        warmup=0,
        note="with the verified sample",
    )
    assert result.mismatches == 0


@pytest.mark.parametrize("industry", ["butikkhandel", "sjofart", "undervisning"])
def test_check_of_one_industry(measure, industry):
    result = measure(f"check {industry}", OURS, lambda: check(score(*shipped()), [industry]), rounds=3)
    assert result.industries[0].industry_id == industry


def test_parties(measure):
    profiles = read_profiles(shipped_criteria() / "synspunkter.toml")
    result = measure("parties, 4 viewpoints", OURS, lambda: parties(*shipped(), profiles), rounds=3)
    assert set(result.own) == {profile.id for profile in profiles}


def test_problem_of_the_shipped_data_is_the_one_measured():
    assert at_39(3.5).ids == selection_problem(shipped_scores()).ids
