"""Scores as they could have been, many draws in one go, against one draw at a time."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import norm

from engine.criteria.model import Criterion, Normalise
from engine.foundation.errors import InputError
from engine.robustness.uncertain_scores import how_varied, possible_scores
from engine.scoring.score import score, scores_over_weights
from tests.engine.robustness.small import GOALPOSTS, column, criteria, dataset


def stream(seed=1):
    return np.random.Generator(np.random.PCG64(seed))


def scored(rule=GOALPOSTS, se=(0.1, 0.0, None, 0.2), values=(0.2, 0.4, 0.6, 0.8), **asked):
    spread = [np.nan if error is None else error for error in se]
    data = dataset({"x": values, "y": [0.9, 0.1, None, 0.5]}, columns={"x": column("x", values, spread)})
    return score(data, criteria({"x": 3.0, "y": 1.0}, normalise={"x": rule, "y": GOALPOSTS}, **asked))


@pytest.mark.parametrize("missing", ["skip", "worst"])
@pytest.mark.parametrize("aggregate", ["arithmetic", "geometric", "harmonic", "minimum"])
def test_without_uncertainty_they_are_the_scores_under_the_same_weights(aggregate, missing):
    scores = scored(se=(None,) * 4, aggregate=aggregate, missing=missing, scale=100.0)
    weights = np.array([[0.5, 0.5], [0.1, 0.9], [0.9, 0.1]])
    assert (possible_scores(scores, weights, 0.0, stream()) == scores_over_weights(scores, weights)).all()


@pytest.mark.parametrize("method", ["minmax", "percentile_rank", "zscore", "none"])
def test_each_draw_is_what_scoring_its_own_data_gives(method):
    """The drawn values are read off with normalisation ``none`` and scored as a data set of their own."""
    weights = np.array([[1.0, 0.0], [0.4, 0.6], [0.7, 0.3]])
    raw = possible_scores(scored(Normalise("none")), np.tile([1.0, 0.0], (3, 1)), 0.0, stream())
    drawn = possible_scores(scored(Normalise(method)), weights, 0.0, stream())
    for draw in range(3):
        alone = scored(Normalise(method), values=tuple(raw[draw]))
        assert drawn[draw] == pytest.approx(scores_over_weights(alone, weights[draw][None])[0], abs=1e-12)


def test_only_values_with_a_standard_error_move_and_by_that_much():
    drawn = possible_scores(scored(Normalise("none")), np.tile([1.0, 0.0], (20_000, 1)), 0.0, stream(3))
    assert (drawn[:, 1:3] == [0.4, 0.6]).all()
    for index, (mean, se) in {0: (0.2, 0.1), 3: (0.8, 0.2)}.items():
        assert abs(drawn[:, index].mean() - mean) <= 4 * se / np.sqrt(20_000)
        assert abs(drawn[:, index].std() - se) <= 4 * se / np.sqrt(40_000)
    assert abs(np.corrcoef(drawn[:, 0], drawn[:, 3])[0, 1]) < 4 / np.sqrt(20_000)


def test_a_value_beyond_its_goalposts_counts_as_the_goalpost():
    strict = replace(GOALPOSTS, clip=False)
    drawn = possible_scores(scored(strict, se=(5.0, 0.0, None, 5.0)), np.tile([1.0, 0.0], (200, 1)), 0.0, stream())
    assert set(np.unique(drawn[:, 0])) >= {0.0, 1.0}
    assert ((drawn >= 0) & (drawn <= 1)).all()


def test_a_negative_value_in_a_geometric_mean_is_told_not_dropped():
    scores = scored(Normalise("none"), se=(5.0, 0.0, None, 5.0), aggregate="geometric")
    with pytest.raises(InputError) as caught:
        possible_scores(scores, np.full((50, 2), 0.5), 0.0, stream())
    assert "[[criterion]] score" in caught.value.sentence()


class Lowest:
    """A generator that gives the lowest number there is each time, 0."""

    def random(self, count):
        return np.zeros(count)


def test_the_lowest_number_drawn_gives_a_value_far_out_and_no_infinite_one():
    """Below the least number that the generator tells from 0, 2^-53, lies what is 8.21 standard errors down."""
    drawn = possible_scores(scored(Normalise("none")), np.array([[1.0, 0.0]]), 0.0, Lowest())
    assert drawn[0] == pytest.approx([0.2 - 0.1 * -norm.ppf(2.0**-53), 0.4, 0.6, 0.8 - 0.2 * -norm.ppf(2.0**-53)])


def test_what_has_no_weight_in_any_draw_is_not_computed_with():
    """A negative cannot be in a geometric mean; the one below is of a member that counts, or does not."""
    made = scored(Normalise("none"), values=(-0.2, 0.4, 0.6, 0.8), se=(None,) * 4)
    nodes = {
        "mean": Criterion("mean", "geometric", {"x": 1.0}),
        "score": Criterion("score", members={"mean": 0.0, "y": 1.0}),
    }
    made = score(made.dataset, replace(made.criteria, criteria=nodes))
    assert possible_scores(made, np.array([[0.0, 1.0]] * 2), 0.0, stream())[0, 0] == pytest.approx(0.9)
    with pytest.raises(InputError):
        possible_scores(made, np.array([[0.0, 1.0], [0.5, 0.5]]), 0.0, stream())


def test_inherited_values_vary_by_the_spread_or_not_at_all():
    """One of the four inherited ones has a standard error of its own; one of the three others has no figure."""
    values = [0.2, 0.4, 0.6, 0.8]
    figures = column("x", values, [np.nan, 0.1, 0.0, np.nan], quality="inherited")
    made = score(
        dataset({"x": values, "y": [0.9, None, 0.1, 0.5]}, columns={"x": figures}), criteria({"x": 1.0, "y": 1.0})
    )
    assert how_varied(made, 0.1) == {"with_se": 1, "inherited": 3, "fixed": 3}
    assert how_varied(made, 0.0) == {"with_se": 1, "inherited": 0, "fixed": 6}


def test_values_are_counted_by_how_they_vary():
    assert how_varied(scored(), 0.1) == {"with_se": 2, "inherited": 0, "fixed": 5}


def test_unknown_and_judged_values_are_drawn_within_what_the_criteria_leave_open():
    """b has no figure: uniform on 0..1, mean 1/2 and variance 1/12. a is judged 0.5 and may be 0.3 to 0.7."""
    asked = criteria({"x": 1.0}, missing="interval")
    asked = replace(asked, indicators={"x": replace(asked.indicators["x"], judged_spread=0.2)})
    made = score(dataset({"x": [0.5, None]}, columns={"x": column("x", [0.5, None], quality="classified")}), asked)
    drawn = possible_scores(made, np.ones((4000, 1)), 0.0, np.random.default_rng(1))
    assert drawn[:, 0].min() >= 0.3
    assert drawn[:, 0].max() <= 0.7
    np.testing.assert_allclose(drawn.mean(axis=0), [0.5, 0.5], atol=0.02)
    np.testing.assert_allclose(drawn.var(axis=0), [0.16 / 12, 1 / 12], rtol=0.05)
    assert how_varied(made, 0.0) == {"with_se": 0, "inherited": 0, "fixed": 0, "declared": 2}
