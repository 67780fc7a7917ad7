"""Acceptabilities where they are known exactly, the sample that is solved again, and what is wrong to ask."""

from collections import Counter
from dataclasses import replace
from math import erf, sqrt

import numpy as np
import pytest

from engine.criteria.model import Grant, Normalise, Selection
from engine.foundation.errors import InfeasibleError, InputError
from engine.foundation.locale import Locale
from engine.robustness import acceptability as module
from engine.robustness.acceptability import Uncertainty, acceptability, candidate_values
from engine.robustness.batch_optimisation import Optima, optimal_selections
from engine.scoring.score import score
from engine.selection.portfolio_problem import SelectionProblem, selection_problem
from engine.selection.solve import best_of
from tests.engine.robustness.small import column, criteria, dataset

DRAWS = 4_000
ERRORS = 4  # standard errors that a share may be off: once in 16 000


def scored(values, weights=None, columns=None, jobs=None, **asked):
    weights = weights or dict.fromkeys({**values, **(columns or {})}, 1.0)
    return score(dataset(values, jobs, columns), criteria(weights, **asked))


def same_share(shares, exact, draws=DRAWS):
    exact = np.asarray(exact, dtype=float)
    return (np.abs(shares - exact) <= ERRORS * np.sqrt(exact * (1 - exact) / draws)).all()


COMPROMISE = {"x": [1.0, 0.0, 0.6], "y": [0.0, 1.0, 0.6]}
"""Scores w, 1 - w and 0.6: a is best where w > 0.6, b where w < 0.4, c between."""


def test_shares_of_an_interval_of_weights_are_found():
    result = acceptability(scored(COMPROMISE), draws=DRAWS)
    assert same_share(result.selected, [0.4, 0.4, 0.2])
    assert result.selected.sum() == pytest.approx(1)
    # a is second where 0.5 < w < 0.6, b likewise, and c is never last.
    assert same_share(result.ranks, [[0.4, 0.1, 0.5], [0.4, 0.1, 0.5], [0.2, 0.8, 0.0]])
    assert result.ranks.sum(axis=1) == pytest.approx(np.ones(3))


def test_central_weights_are_the_middle_of_the_weights_that_select():
    """The middles of 0.6 to 1, 0 to 0.4 and 0.4 to 0.6; a uniform share of width d has deviation d / √12."""
    result = acceptability(scored(COMPROMISE), draws=DRAWS)
    for index, (middle, width) in enumerate([(0.8, 0.4), (0.2, 0.4), (0.5, 0.2)]):
        error = width / sqrt(12) / sqrt(result.selected[index] * DRAWS)
        assert abs(result.central_weights[index, 0] - middle) <= ERRORS * error
    assert result.central_weights.sum(axis=1) == pytest.approx(np.ones(3))
    assert result.confidence.tolist() == [1, 1, 1]


def test_each_of_three_specialists_gets_a_third_and_the_mean_of_the_largest_weight():
    """The largest of three Dirichlet weights is (1 + 1/2 + 1/3) / 3 = 11/18 on average (David & Nagaraja 2003, «Order
    Statistics», 6.4), and the two others share the rest."""
    result = acceptability(scored({"x": [1.0, 0, 0], "y": [0, 1.0, 0], "z": [0, 0, 1.0]}), draws=DRAWS)
    assert same_share(result.selected, [1 / 3] * 3)
    exact = np.full((3, 3), 7 / 36) + np.eye(3) * (11 / 18 - 7 / 36)
    # No weight deviates by more than it does unconditionally, √(1/18).
    assert (np.abs(result.central_weights - exact) <= ERRORS * sqrt(1 / 18) / np.sqrt(DRAWS / 3)).all()


def test_near_todays_weights_and_within_an_order_the_shares_are_those_of_that_part():
    """±10 % of one half: c is best in all of 0.45 to 0.55. With x above y: a in four fifths of 0.5 to 1."""
    near = acceptability(scored(COMPROMISE), draws=500, percent=10.0)
    assert (near.core, near.borderline, near.exterior) == (("c",), (), ("a", "b"))
    assert np.isnan(near.central_weights[:2]).all()
    assert np.isnan(near.confidence[:2]).all()
    ordered = acceptability(scored(COMPROMISE), draws=DRAWS, order=((0, 1),))
    assert same_share(ordered.selected, [0.8, 0.0, 0.2])


THROMBOSIS = {"proximal": ([20, 8], (0.0, 0.25)), "distal": ([40, 32], (0.15, 0.4)), "bleeding": ([1, 5], (0.0, 0.1))}
"""Events under heparin and under enoxaparin, and the values that are worth most and least; the fewer the better."""

PATIENTS = np.array([136, 129])


def thrombosis():
    """Events a patient, each with the deviation of the Beta distribution that the publications draw from."""
    columns, rules = {}, {}
    for name, (events, (low, high)) in THROMBOSIS.items():
        shares = np.array(events) / PATIENTS
        columns[name] = column(name, shares, np.sqrt(shares * (1 - shares) / (PATIENTS + 1)))
        rules[name] = Normalise("goalposts", low, high)
    asked = criteria(dict.fromkeys(columns, 1.0), normalise=rules)
    lower = {name: replace(indicator, direction="lower") for name, indicator in asked.indicators.items()}
    values = {name: figures.values for name, figures in columns.items()}
    return score(dataset(values, columns=columns), replace(asked, indicators=lower))


@pytest.mark.parametrize(
    ("order", "shares", "central", "confidence"),
    [
        ((), (0.3504, 0.6496), [(0.1865, 0.2772, 0.5363), (0.4073, 0.3641, 0.2285)], (0.6682, 0.8956)),
        ((), (0.3381, 0.6619), [(0.1976, 0.2780, 0.5244), (0.4118, 0.3578, 0.2304)], (0.6389, 0.8925)),
        (((0, 2), (2, 1)), (0.1369, 0.8631), [(0.5240, 0.1213, 0.3547), (0.6229, 0.1103, 0.2668)], (0.1914, 0.9174)),
    ],
    ids=["smaa", "mcda-elicitation-web", "mcda-elicitation-web, proximal >= bleeding >= distal"],
)
def test_heparin_and_enoxaparin_get_their_published_acceptabilities(order, shares, central, confidence):
    """The worked example of SMAA-2 with uncertain data in two publications, each from 10 000 draws.

    van Valkenhoef, R package smaa 0.3 (CRAN 2013), printed output of the example «thrombo»: rank acceptabilities,
    central weights and confidence factors without preferences. Data and partial values in van Valkenhoef & al.,
    mcda-elicitation-web, examples/thrombolytics.json; its R/test/thrombo.R gives the same without and with the order
    proximal, bleeding, distal. The trial: Geerts & al. (1996), New England Journal of Medicine 335:701.

    The tolerance of 0.02 is three standard errors of two times 10 000 draws: the two publications differ by 0.012.
    Normal values in the place of Beta ones of the same mean and deviation move a share by less than 0.005. Confidence
    is over 500 sets of data, where one standard error is 0.02.
    """
    result = acceptability(thrombosis(), draws=10_000, order=order, uncertainty=Uncertainty(0.0))
    assert result.selected == pytest.approx(np.array(shares), abs=0.02)
    assert result.ranks == pytest.approx(np.array([shares, shares[::-1]]), abs=0.02)
    assert result.central_weights == pytest.approx(np.array(central), abs=0.02)
    assert result.confidence == pytest.approx(np.array(confidence), abs=0.07)
    assert result.varied == {"with_se": 6, "inherited": 0, "fixed": 0}


def test_core_borderline_and_exterior_are_all_some_and_none():
    """d is best in everything, e worst in everything; one more place goes to whoever the weights favour."""
    values = {"x": [0.9, 0.1, 0.5, 1.0, 0.0], "y": [0.1, 0.9, 0.6, 1.0, 0.0]}
    result = acceptability(scored(values, selection=Selection(max_new=2)), draws=400)
    assert (result.core, result.exterior) == (("d",), ("e",))
    assert result.borderline == ("a", "b", "c")
    assert result.draws == 400


def test_equal_industries_are_chosen_by_id_and_share_their_rank():
    result = acceptability(scored({"x": [0.5, 0.5], "y": [0.5, 0.5]}), draws=50)
    assert result.core == ("a",)
    assert result.ranks.tolist() == [[1, 0], [1, 0]]


def test_a_sample_is_solved_again_and_nothing_differs():
    values = {name: list(np.random.default_rng(seed).uniform(0, 1, 9)) for seed, name in enumerate("xyz")}
    rules = Selection(max_new=4, grant=Grant("key", 20.0, minimum_new=5.2, minimum_continuing=0.0))
    scores = scored(values, jobs=[900, 20, 400, 100, 60, 700, 30, 250, 150], selection=rules)
    result = acceptability(scores, draws=200)
    assert len(result.borderline) > 0
    assert (result.verified, result.mismatches) == (100, 0)
    assert acceptability(scores, draws=7).verified == 7
    fewer = acceptability(scores, draws=200, verify=20)
    assert (fewer.verified, fewer.mismatches) == (20, 0)
    assert (fewer.selected == result.selected).all()


@pytest.mark.parametrize(
    ("rules", "solved_for"),
    [
        # Three of four equal industries at 5 MNOK each is more than the frame of 12: bounds tell without a model.
        (
            Selection(max_new=4, grant=Grant("key", 12.0, 1.0, minimum_new=5.0, minimum_continuing=0.0)),
            {(2, False): 100},
        ),
        # All four are in section A: the limit alone rules out more than one.
        (Selection(max_new=4, max_per_section=1), {(1, False): 100}),
        # Of a, b and c no two go together, though each pair alone leaves two of them, and d is barred: only a model
        # tells that there are no two, and it is asked twice: for two worth enough, and for any two.
        (
            Selection(max_new=4, must_not=("d",), conflicts=(("a", "b"), ("b", "c"), ("a", "c"))),
            {(2, True): 2, (1, False): 100},
        ),
    ],
)
def test_a_size_that_no_selection_can_have_is_not_solved_for_in_every_draw(monkeypatch, rules, solved_for):
    values = {name: list(np.random.default_rng(seed).uniform(0, 1, 4)) for seed, name in enumerate("xyz")}
    scores = scored(values, jobs=[100] * 4, selection=rules)
    counts = Counter()

    def counted(problem, count, **more):
        optimum = best_of(problem, count, **more)
        counts[count, optimum is None] += 1
        return optimum

    monkeypatch.setattr(module, "best_of", counted)
    monkeypatch.setattr(SelectionProblem, "most_new", 4)
    result = acceptability(scores, draws=120)
    assert (result.verified, result.mismatches) == (100, 0)
    assert counts == solved_for


def test_a_selection_that_is_not_the_best_is_found_out(monkeypatch):
    """The second best in every draw: every draw of the sample tells."""

    def wrong(problem, values, solver_name="highs", known=None):
        second = np.argsort(-values, axis=1)[:, 1]
        chosen = np.zeros(values.shape, dtype=bool)
        chosen[np.arange(len(values)), second] = True
        return Optima(chosen, values[np.arange(len(values)), second], 0)

    monkeypatch.setattr(module, "optimal_selections", wrong)
    result = acceptability(scored(COMPROMISE), draws=250)
    assert (result.verified, result.mismatches) == (100, 100)


def test_an_answer_worth_more_than_any_selection_is_found_out(monkeypatch):
    """One more than the best in every draw, as a bound taken for an answer would be: no model can reach it."""

    def wrong(problem, values, solver_name="highs", known=None):
        return Optima(np.zeros(values.shape, dtype=bool), values.max(axis=1) + 1, 0)

    monkeypatch.setattr(module, "optimal_selections", wrong)
    result = acceptability(scored(COMPROMISE), draws=250)
    assert (result.verified, result.mismatches) == (100, 100)


def test_a_sample_as_large_as_the_draws_has_each_of_them_once(monkeypatch):
    """Ten answers of twenty are wrong, and just as many are found out."""

    def wrong(problem, values, solver_name="highs", known=None):
        right = optimal_selections(problem, values, solver_name, known)
        return replace(right, worth=right.worth + (np.arange(len(values)) < 10))

    monkeypatch.setattr(module, "optimal_selections", wrong)
    result = acceptability(scored(COMPROMISE), draws=20)
    assert (result.verified, result.mismatches) == (20, 10)


def test_one_draw_is_enough_and_the_most_allowed_is_allowed(monkeypatch):
    assert acceptability(scored(COMPROMISE), draws=1).selected.sum() == 1
    monkeypatch.setattr(module, "MOST_DRAWS", 7)
    assert acceptability(scored(COMPROMISE), draws=7).draws == 7
    with pytest.raises(InputError):
        acceptability(scored(COMPROMISE), draws=8)


def test_how_many_are_held_at_a_time_makes_no_difference(monkeypatch):
    uncertain = scored({"x": [0.4, 0.5, 0.45]}, columns={"y": column("y", [0.5, 0.4, 0.45], [0.1, 0.1, 0.2])})
    together = acceptability(uncertain, draws=100, uncertainty=Uncertainty())
    monkeypatch.setattr(module, "NUMBERS", 1)
    one_by_one = acceptability(uncertain, draws=100, uncertainty=Uncertainty())
    assert not np.isnan(together.confidence).any()
    assert one_by_one.confidence.tobytes() == together.confidence.tobytes()


@pytest.mark.parametrize("off", [-3e-6, 3e-6])
def test_the_sample_tells_answers_just_beyond_what_counts_as_equal(monkeypatch, off):
    """Scores up to 1 are equal within a millionth (contract, section 4): three millionths off are not."""

    def wrong(problem, values, solver_name="highs", known=None):
        right = optimal_selections(problem, values, solver_name, known)
        return replace(right, worth=right.worth + off)

    monkeypatch.setattr(module, "optimal_selections", wrong)
    result = acceptability(scored(COMPROMISE), draws=250)
    assert (result.verified, result.mismatches) == (100, 100)


@pytest.mark.parametrize("chunk", [1, 7, 60, 1000])
def test_how_draws_are_cut_into_chunks_makes_no_difference(monkeypatch, chunk):
    whole = acceptability(scored(COMPROMISE), draws=60)
    monkeypatch.setattr(module, "CHUNK", chunk)
    cut = acceptability(scored(COMPROMISE), draws=60)
    assert (cut.ranks == whole.ranks).all()
    assert (cut.selected == whole.selected).all()
    assert cut.central_weights == pytest.approx(whole.central_weights, abs=1e-12)


def test_the_same_seed_gives_the_same_bits_and_another_seed_others():
    uncertain = scored({"x": [0.4, 0.5]}, columns={"y": column("y", [0.5, 0.4], [0.1, 0.1])})
    first, same, other = (
        acceptability(uncertain, draws=200, seed=seed, uncertainty=Uncertainty()) for seed in (3, 3, 4)
    )
    assert first.central_weights.tobytes() == same.central_weights.tobytes()
    assert first.confidence.tobytes() == same.confidence.tobytes()
    assert (first.central_weights != other.central_weights).any()


def test_a_standard_error_gives_the_chance_that_the_truth_is_the_other_way():
    """b is 0.1 above a with a standard error of 0.1: above in Φ(1) = 84 % of what could have been."""
    scores = scored({"x": [0.5, 0.6]}, columns={"x": column("x", [0.5, 0.6], [0.0, 0.1])})
    certain = acceptability(scores, draws=DRAWS)
    possible = acceptability(scores, draws=DRAWS, uncertainty=Uncertainty(0.0))
    chance = (1 + erf(1 / sqrt(2))) / 2
    assert certain.selected.tolist() == [0, 1]
    assert same_share(possible.selected, [1 - chance, chance])
    # The one criterion has all the weight, so confidence is the same chance over 500 sets of data.
    assert same_share(possible.confidence, [1 - chance, chance], draws=500)
    assert possible.varied == {"with_se": 1, "inherited": 0, "fixed": 1}


def test_an_inherited_value_is_anywhere_within_the_declared_spread():
    """0.6 ± 10 % is 0.54 to 0.66, three quarters of it above 0.57."""
    here = column("x", [0.57, 0.6])
    quality = here.quality.copy()
    quality[1] = 2
    scores = scored({"x": [0.57, 0.6]}, columns={"x": replace(here, quality=quality)})
    result = acceptability(scores, draws=DRAWS, uncertainty=Uncertainty(0.1))
    assert same_share(result.selected, [0.25, 0.75])
    assert result.varied == {"with_se": 0, "inherited": 1, "fixed": 1}
    still = acceptability(scores, draws=50, uncertainty=Uncertainty(0.0))
    assert still.core == ("b",)
    assert still.varied == {"with_se": 0, "inherited": 0, "fixed": 2}


def test_data_that_cannot_vary_change_nothing():
    scores = scored(COMPROMISE)
    still, asked = (acceptability(scores, draws=300, uncertainty=uncertainty) for uncertainty in (None, Uncertainty()))
    assert (still.ranks == asked.ranks).all()
    assert (still.selected == asked.selected).all()
    assert asked.varied == {"with_se": 0, "inherited": 0, "fixed": 6}
    assert still.varied is None


def test_values_are_counted_in_jobs_where_the_objective_is():
    scores = scored({"x": [0.5, 0.4]}, jobs=[10, 20], selection=Selection(max_new=1, objective="sum_times_jobs"))
    assert candidate_values(scores, selection_problem(scores), np.ones((1, 1))).tolist() == [[5.0, 8.0]]
    assert acceptability(scores, draws=5).core == ("b",)


def test_progress_is_told_in_draws():
    told = []
    acceptability(scored(COMPROMISE), draws=1_100, progress=lambda done, total: told.append((done, total)))
    assert told == [(500, 1100), (1000, 1100), (1100, 1100)]


@pytest.mark.parametrize(
    ("asked", "word"), [({"draws": 0}, "--draws"), ({"draws": -5}, "«-5»"), ({"draws": 5, "seed": -1}, "--seed")]
)
def test_a_wrong_number_is_one_line(asked, word):
    with pytest.raises(InputError) as caught:
        acceptability(scored(COMPROMISE), **asked)
    english = word.replace("«", "“").replace("»", "”")
    assert word in caught.value.sentence(Locale("nb"))
    assert english in caught.value.sentence(Locale("en"))


def test_where_nothing_is_feasible_the_conflict_is_named():
    scores = scored(COMPROMISE, selection=Selection(max_new=1, must=("a", "b")))
    with pytest.raises(InfeasibleError) as caught:
        acceptability(scores, draws=20)
    assert set(caught.value.conflict) == {"max_new", "must.a", "must.b"}


def test_where_nothing_is_feasible_no_more_than_the_first_chunk_is_drawn():
    scores = scored(COMPROMISE, selection=Selection(max_new=1, must=("a", "b")))
    told = []
    with pytest.raises(InfeasibleError):
        acceptability(scores, draws=4 * module.CHUNK, progress=lambda done, total: told.append(done))
    assert told == []


def test_nobody_is_selected_where_nobody_may_be():
    result = acceptability(scored(COMPROMISE, selection=Selection(max_new=0)), draws=20)
    assert result.exterior == ("a", "b", "c")
    assert np.isnan(result.central_weights).all()
    assert result.mismatches == 0
