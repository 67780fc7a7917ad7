"""What scores, ranks and selections depend on: where the indices are known, and against plain recomputation."""

from dataclasses import replace

import numpy as np
import pytest

from engine.criteria.model import Normalise, Selection
from engine.criteria.weights import with_weights
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.robustness import sensitivity as module
from engine.robustness.compute_backend import Interrupted
from engine.robustness.sensitivity import dirichlet, sensitivity
from engine.robustness.sobol import sobol_indices
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select
from tests.engine.robustness.small import column, criteria, dataset

OWN = {"normalisations": ["as_today"], "aggregations": ["arithmetic"]}


def test_weights_are_uniform_on_the_simplex():
    """Dirichlet with all ones over three: means 1/3, variances 1/18, P(first > 1/2) = 1/4."""
    weights = dirichlet(np.random.default_rng(1).random((200_000, 3)))
    assert weights.sum(axis=1) == pytest.approx(1)
    assert weights.mean(axis=0) == pytest.approx(1 / 3, abs=3e-3)
    assert weights.var(axis=0) == pytest.approx(1 / 18, abs=1e-3)
    assert (weights[:, 0] > 0.5).mean() == pytest.approx(0.25, abs=5e-3)


def test_two_weights_alone_make_a_score_uniform():
    """a is 1 on x and 0 on y: its score is x's weight, uniform on 0..1: mean 1/2, variance 1/12."""
    result = sensitivity(
        dataset({"x": [1.0, 0.0], "y": [0.0, 1.0]}), criteria({"x": 1.0, "y": 1.0}), ["a"], base_samples=2048, **OWN
    )
    told = result.outputs["a"]["score"]
    assert told.mean == pytest.approx(1 / 2, abs=0.01)
    assert told.variance == pytest.approx(1 / 12, abs=0.003)
    assert told.total["weight.x"] == pytest.approx(told.total["weight.y"], abs=0.05)
    assert result.outputs["a"]["selected"].mean == pytest.approx(1 / 2, abs=0.02)


def test_data_alone_explain_all_of_a_score_with_one_criterion():
    """0.5 with a standard error of 0.1: variance 0.01 (goalposts 0..1 are five standard errors away)."""
    columns = {"x": column("x", [0.5, 0.4], se=[0.1, np.nan])}
    result = sensitivity(
        dataset({"x": [0.5, 0.4]}, columns=columns), criteria({"x": 1.0}), ["a", "b"], base_samples=2048, **OWN
    )
    told = result.outputs["a"]["score"]
    assert told.mean == pytest.approx(0.5, abs=0.002)
    assert told.variance == pytest.approx(0.01, rel=0.02)
    assert told.total == pytest.approx({"weight.x": 0, "data.x": 1, "normalisation": 0, "aggregation": 0}, abs=0.02)
    assert result.outputs["b"]["score"].constant
    assert result.outputs["b"]["rank"].total["data.x"] == pytest.approx(1, abs=0.02)


def test_each_uncertain_figure_varies_by_its_own_standard_error():
    """0.1 and 0.05: variances 0.01 and 0.0025 (the goalposts 0 and 1 are five standard errors away and more). Drawn
    apart their difference, 0.1, has variance 0.0125: below 0 with probability 0.1855."""
    columns = {"x": column("x", [0.5, 0.4], se=[0.1, 0.05])}
    asked = dataset({"x": [0.5, 0.4]}, columns=columns)
    told = sensitivity(asked, criteria({"x": 1.0}), ["a", "b"], base_samples=1024, **OWN).outputs
    assert told["a"]["score"].variance == pytest.approx(0.01, rel=0.03)
    assert told["b"]["score"].variance == pytest.approx(0.0025, rel=0.03)
    assert told["b"]["selected"].mean == pytest.approx(0.1855, abs=0.02)


def test_two_normalisations_are_each_as_likely_and_explain_all():
    """a is 0.8 between goalposts 0 and 1 and 1 as the highest there is: mean 0.9, variance 0.01; b is 0.5 in both."""
    result = sensitivity(
        dataset({"x": [0.8, 0.5, 0.2]}), criteria({"x": 1.0}), ["a", "b"], base_samples=64,
        normalisations=["as_today", "minmax"], aggregations=["arithmetic", "minimum"],
    )  # fmt: skip
    inputs = {factor.id: factor.inputs for factor in result.factors}
    assert inputs == {"weight.x": 0, "data.x": 0, "normalisation": 1, "aggregation": 1}
    told = result.outputs["a"]["score"]
    assert told.mean == pytest.approx(0.9, abs=0.005)
    assert told.variance == pytest.approx(0.01, rel=0.05)
    assert told.total == pytest.approx({"weight.x": 0, "data.x": 0, "normalisation": 1, "aggregation": 0}, abs=0.05)
    assert result.outputs["b"]["score"].constant


def test_anothers_data_have_index_exactly_zero_for_a_score_on_goalposts():
    """Nobody's score depends on who else is there; the rank does."""
    columns = {"x": column("x", [0.5, 0.5], se=[np.nan, 0.2])}
    result = sensitivity(
        dataset({"x": [0.5, 0.5], "y": [0.1, 0.3]}, columns=columns), criteria({"x": 1.0, "y": 1.0}), ["a"],
        base_samples=256, **OWN,
    )  # fmt: skip
    told = result.outputs["a"]
    assert told["score"].total["data.x"] == 0
    assert told["score"].first["data.x"] == 0
    assert told["score"].total["weight.x"] > 0
    assert told["rank"].total["data.x"] > 0


def test_a_factor_that_is_not_varied_is_there_with_zero():
    result = sensitivity(
        dataset({"x": [0.9, 0.2], "y": [0.1, 0.3]}), criteria({"x": 1.0, "y": 1.0}), ["a"], base_samples=64, **OWN
    )
    assert [(factor.id, factor.inputs) for factor in result.factors] == [
        ("weight.x", 1),
        ("weight.y", 1),
        ("data.x", 0),
        ("data.y", 0),
        ("normalisation", 0),
        ("aggregation", 0),
    ]
    told = result.outputs["a"]["score"]
    assert told.total["data.x"] == told.total["normalisation"] == told.total["aggregation"] == 0
    assert result.evaluations == 64 * (2 + 2)


def test_an_industry_that_is_alike_on_everything_is_constant():
    """All means of 0.4 and 0.4 are 0.4, whatever the weights."""
    result = sensitivity(
        dataset({"x": [0.4, 0.9], "y": [0.4, 0.3]}), criteria({"x": 1.0, "y": 1.0}), ["a"], base_samples=64,
        normalisations=["as_today"],
    )  # fmt: skip
    assert result.outputs["a"]["score"].constant
    assert result.outputs["a"]["score"].mean == pytest.approx(0.4)
    assert not result.outputs["a"]["rank"].constant


def test_inherited_values_vary_within_a_declared_spread_only():
    columns = {"x": column("x", [0.5, 0.3], quality="inherited")}
    data = dataset({"x": [0.5, 0.3]}, columns=columns)
    still = sensitivity(data, criteria({"x": 1.0}), ["a"], base_samples=64, **OWN)
    assert still.outputs["a"]["score"].constant
    spread = sensitivity(data, criteria({"x": 1.0}), ["a"], base_samples=1024, inherited_spread=0.2, **OWN)
    assert spread.outputs["a"]["score"].variance == pytest.approx(0.2**2 / 12, rel=0.03)


def test_every_draw_is_what_scoring_and_selecting_it_plainly_gives(monkeypatch):
    """Weights from the inputs, the method choices put into the criteria, scored and selected one at a time."""
    seen = {}

    def recording(model, factors, base_samples, seed):
        def recorded(rows):
            seen["rows"], seen["outputs"] = rows, model(rows)
            return seen["outputs"]

        return sobol_indices(recorded, factors, base_samples, seed)

    monkeypatch.setattr(module, "sobol_indices", recording)
    values = {"x": [0.9, 0.4, 0.1, 0.5], "y": [0.2, 0.5, 0.8, 0.4], "z": [0.3, 0.6, None, 0.9]}
    data, asked = dataset(values), criteria(dict.fromkeys(values, 1.0), Selection(max_new=2), scale=100.0)
    sensitivity(data, asked, list("abcd"), base_samples=8)
    normalisations = [None, "minmax", "percentile_rank"]
    means = ["arithmetic", "geometric", "harmonic", "minimum"]
    for index, row in enumerate(seen["rows"]):
        weights = -np.log(1 - row[:3]) / -np.log(1 - row[:3]).sum()
        changed = with_weights(asked, dict(zip(values, weights.tolist(), strict=True)))
        normalisation = normalisations[int(row[3] * 3)]
        if normalisation:
            indicators = {
                name: replace(indicator, normalise=Normalise(normalisation))
                for name, indicator in changed.indicators.items()
            }
            changed = replace(changed, indicators=indicators)
        root = replace(changed.root, aggregate=means[int(row[4] * 4)])
        plain = score(data, replace(changed, criteria={"score": root}))
        chosen = select(selection_problem(plain)).selected
        for position, industry in enumerate("abcd"):
            assert seen["outputs"][f"score:{industry}"][index] == pytest.approx(plain.scores[position])
            assert seen["outputs"][f"rank:{industry}"][index] == plain.ranks[position]
            assert seen["outputs"][f"selected:{industry}"][index] == (industry in chosen)


def test_the_same_seed_gives_the_same_numbers():
    def run(seed):
        return sensitivity(
            dataset({"x": [0.9, 0.2], "y": [0.1, 0.3]}),
            criteria({"x": 1.0, "y": 1.0}),
            ["a"],
            base_samples=32,
            seed=seed,
        ).outputs

    assert run(4) == run(4)
    assert run(4) != run(5)


def test_a_file_without_selection_has_no_membership():
    asked = replace(criteria({"x": 1.0, "y": 1.0}), selection=None)
    result = sensitivity(dataset({"x": [0.9, 0.2], "y": [0.1, 0.3]}), asked, ["a"], base_samples=8)
    assert set(result.outputs["a"]) == {"score", "rank"}


def test_raw_values_are_not_mixed_with_normalised_ones():
    """On another scale a change of method would move every score; today's alone is left."""
    asked = criteria({"x": 1.0, "y": 1.0}, normalise=Normalise("none"))
    result = sensitivity(dataset({"x": [9.0, 2.0], "y": [1.0, 3.0]}), asked, ["a"], base_samples=8)
    assert {factor.id: factor.levels for factor in result.factors}["normalisation"] == ("as_today",)


def test_every_mistake_is_told_at_once():
    with pytest.raises(InputError) as raised:
        sensitivity(
            dataset({"x": [0.9, 0.2]}),
            criteria({"x": 1.0}),
            ["a", "nobody"],
            inherited_spread=-0.1,
            normalisations=["zscore"],
            aggregations=["median"],
        )
    told = " ".join(problem.sentence(Locale("en")) for problem in raised.value.problems)
    assert len(raised.value.problems) == 4
    for word in ("nobody", "-0.1", "zscore", "median"):
        assert word in told


def test_an_analysis_in_pieces_is_the_same_and_an_interrupted_one_says_how_far_it_came(monkeypatch):
    asked = (dataset({"x": [1.0, 0.0], "y": [0.0, 1.0]}), criteria({"x": 1.0, "y": 1.0}), ["a"])
    whole = sensitivity(*asked, base_samples=64, **OWN).outputs["a"]["score"]
    monkeypatch.setattr(module, "PIECE", 50)
    told = []
    pieces = sensitivity(*asked, base_samples=64, progress=lambda *far: told.append(far), **OWN)
    assert pieces.outputs["a"]["score"] == whole
    assert told[0] == (50, pieces.evaluations)
    assert told[-1] == (pieces.evaluations, pieces.evaluations)

    def stop(done, total):
        if done == 100:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as caught:
        sensitivity(*asked, base_samples=64, progress=stop, **OWN)
    assert (caught.value.done, caught.value.units) == (100, "runs")
