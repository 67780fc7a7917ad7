"""TOPSIS, VIKOR and PROMETHEE II against their papers and by hand."""

import builtins

import numpy as np
import pytest

from engine.foundation.errors import MissingExtraError
from engine.foundation.locale import Locale
from engine.robustness.mcda_methods import METHODS, ranked_by
from engine.scoring.ranking import ranks_of


def points(method, values, weights):
    values, weights = np.array(values, dtype=float), np.array(weights, dtype=float)
    ranking = ranked_by(method, values, weights / weights.sum())
    assert ranking.points is not None, ranking.reason
    return ranking.points


def test_topsis_reproduces_tzeng_and_huang_2011():
    """Tzeng & Huang (2011), *Multiple Attribute Decision Making*: closeness .5037, .6581, .7482, .3340.

    Their vector normalisation comes first: ours takes the values as they are.
    """
    matrix = np.array([[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]], dtype=float)
    closeness = points("topsis", matrix / np.sqrt((matrix**2).sum(axis=0)), [0.3, 0.4, 0.3])
    assert closeness == pytest.approx([0.5037, 0.6581, 0.7482, 0.3340], abs=5e-5)


def test_vikor_reproduces_the_mountain_climber_of_opricovic_and_tzeng_2004():
    """EJOR 156:445-455: risk 1, 2, 5 (less is better), altitude 3000, 3750, 4500: Q is 1, 0, 1."""
    scores = points("vikor", [[-1, 3000], [-2, 3750], [-5, 4500]], [0.5, 0.5])
    assert scores == pytest.approx([0, 1, 0])


def test_vikor_reproduces_the_drina_projects_of_opricovic_and_tzeng_2007():
    """EJOR 178:514-529, equal weights: Q is .991, 1, .473, .670, 0, .578; cost and the three harms are less."""
    matrix = np.array(
        [
            [4184.3, -2914.0, 407.2, 251.0, -195, -244, -15, 2.41],
            [5211.9, -3630.0, 501.7, 308.3, -282, -346, -21, 1.41],
            [5021.3, -3920.5, 504.0, 278.6, -12, -56, -3, 4.42],
            [5566.1, -3957.9, 559.5, 335.3, -167, -268, -16, 3.36],
            [5060.5, -3293.5, 514.1, 284.2, -69, -90, -7, 4.04],
            [4317.9, -2925.9, 432.8, 239.3, -12, -55, -3, 4.36],
        ]
    )
    scores = points("vikor", matrix, [1] * 8)
    assert 1 - scores == pytest.approx([0.991, 1, 0.473, 0.670, 0, 0.578], abs=1e-3)
    assert ranks_of(scores).tolist() == [5, 6, 2, 4, 1, 3]


def test_promethee_net_flows_by_hand():
    """Weights .5, .3, .2. a beats b on the first two (.8) and c on the second (.3): flows of three alternatives.

    Leaving flows .55, .35, .6, entering .45, .65, .4: net .1, -.3, .2.
    """
    flows = points("promethee_ii", [[4, 3, 2], [3, 2, 4], [5, 1, 3]], [0.5, 0.3, 0.2])
    assert flows == pytest.approx([0.1, -0.3, 0.2])


@pytest.mark.parametrize("seed", range(20))
def test_promethee_by_places_in_order_is_pymcdms_by_all_pairs(seed):
    """Values in tenths, so that many are equal."""
    from pymcdm.methods import PROMETHEE_II

    random = np.random.default_rng(seed)
    values = random.integers(0, 8, (12, 4)) / 10
    weights = random.dirichlet(np.ones(4))
    theirs = PROMETHEE_II("usual")(values, weights, np.ones(4, dtype=int), validation=False)
    assert points("promethee_ii", values, weights) == pytest.approx(theirs, abs=1e-12)


def test_rounding_gives_nobody_an_advantage_in_promethee():
    assert points("promethee_ii", [[0.3], [0.1 + 0.2], [0.9]], [1.0]) == pytest.approx([-0.5, -0.5, 1.0])


@pytest.mark.parametrize("method", METHODS)
def test_an_incomplete_row_is_left_out_and_changes_nobody_else(method):
    whole = [[0.1, 0.9], [0.8, 0.2], [0.5, 0.6]]
    scores = points(method, [whole[0], [np.nan, 0.5], *whole[1:]], [0.6, 0.4])
    assert np.isnan(scores[1])
    assert scores[[0, 2, 3]] == pytest.approx(points(method, whole, [0.6, 0.4]))


@pytest.mark.parametrize("method", METHODS)
def test_a_member_without_weight_may_be_missing_and_tells_nothing(method):
    scores = points(method, [[0.1, np.nan, 0.9], [0.8, 1.0, 0.2], [0.5, 0.0, 0.6]], [0.6, 0.0, 0.4])
    assert scores == pytest.approx(points(method, [[0.1, 0.9], [0.8, 0.2], [0.5, 0.6]], [0.6, 0.4]))


@pytest.mark.parametrize("method", METHODS)
def test_who_is_better_on_everything_comes_first_and_equals_are_tied(method):
    scores = points(method, [[0.2, 0.3], [0.9, 0.8], [0.2, 0.3], [0.4, 0.1]], [0.5, 0.5])
    ranks = ranks_of(scores)
    assert ranks[1] == 1
    assert ranks[0] == ranks[2]


@pytest.mark.parametrize("method", METHODS)
def test_a_constant_member_changes_no_rank(method):
    with_it = points(method, [[0.1, 0.7, 0.9], [0.8, 0.7, 0.2], [0.5, 0.7, 0.6]], [0.5, 0.2, 0.3])
    without = points(method, [[0.1, 0.9], [0.8, 0.2], [0.5, 0.6]], [0.5, 0.3])
    assert ranks_of(with_it).tolist() == ranks_of(without).tolist()


@pytest.mark.parametrize("method", METHODS)
def test_a_member_that_nobody_has_a_figure_for_changes_nothing(method):
    rows, weights = [[0.1, 0.9], [0.8, 0.2], [0.5, 0.6]], [0.5, 0.3]
    waiting = points(method, [[first, np.nan, other] for first, other in rows], [0.5, 0.2, 0.3])
    assert waiting == pytest.approx(points(method, rows, weights))


@pytest.mark.parametrize("method", METHODS)
def test_no_answer_says_why(method):
    weights = np.array([0.5, 0.5])
    assert ranked_by(method, np.full((3, 2), 0.4), weights).reason == "all_alike"
    assert ranked_by(method, np.array([[0.1, np.nan], [0.3, 0.4]]), weights).reason == "too_few_complete"


def test_vikor_has_no_answer_where_everyone_is_as_far_from_the_best():
    """Two that are best on one member each: S and R are the same for both."""
    assert ranked_by("vikor", np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([0.5, 0.5])).reason == "undefined"


def test_without_pymcdm_one_line_says_how_to_get_it(monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name.startswith("pymcdm"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError) as raised:
        ranked_by("topsis", np.eye(2), np.array([0.5, 0.5]))
    assert "pymcdm" in raised.value.sentence(Locale("en"))
