"""Scores, beside the same done with pymcdm and scikit-criteria.

The others take a finished matrix and give numbers. Ours starts at the data set and also gives contributions, ranks,
quality shares and what is missing; the row about many weight sets is the one that compares like with like.
"""

import numpy as np
import pytest

from engine.robustness.weight_draws import draw_weights
from engine.scoring.score import score, scores_over_weights
from tests.bench.cases import made_up, shipped, shipped_matrix, shipped_scores

OURS, PYMCDM, SKCRITERIA = "bransjevalg", "pymcdm", "scikit-criteria"
SMALL, LARGE, MANY = "one scoring, 39 industries", "one scoring, 800 × 100", "10 000 weight sets × 39"
DRAWS, SOME = 10_000, 200

# The other libraries' own warnings are none of ours.
pytestmark = pytest.mark.filterwarnings("ignore")


def large_matrix():
    dataset, criteria = made_up(800, 100, groups=10, max_new=10, frame=150.0)
    candidates = np.array([industry.status != "programme" for industry in dataset.industries])
    return np.column_stack([dataset.column(leaf).values[candidates] for leaf in criteria.leaves])


def equal(size):
    return np.full(size, 1 / size)


def pymcdm_sum(matrix, weights):
    from pymcdm.methods import WSM
    from pymcdm.normalizations import minmax_normalization

    return WSM(minmax_normalization)(matrix, weights, np.ones(len(weights)))


def pymcdm_topsis(matrix, weights):
    from pymcdm.methods import TOPSIS

    return TOPSIS()(matrix, weights, np.ones(len(weights)))


def skcriteria_sum(matrix, weights):
    from skcriteria import mkdm
    from skcriteria.agg.simple import WeightedSumModel
    from skcriteria.pipelines import mkpipe
    from skcriteria.preprocessing.scalers import MinMaxScaler

    chain = mkpipe(MinMaxScaler(target="matrix"), WeightedSumModel())
    return chain.evaluate(mkdm(matrix, [max] * len(weights), weights=weights)).e_.score


def skcriteria_topsis(matrix, weights):
    from skcriteria import mkdm
    from skcriteria.agg.similarity import TOPSIS
    from skcriteria.pipelines import mkpipe
    from skcriteria.preprocessing.scalers import VectorScaler

    chain = mkpipe(VectorScaler(target="matrix"), TOPSIS())
    return chain.evaluate(mkdm(matrix, [max] * len(weights), weights=weights)).e_.similarity


OTHERS = {
    f"{PYMCDM}, weighted sum": pymcdm_sum,
    f"{PYMCDM}, TOPSIS": pymcdm_topsis,
    f"{SKCRITERIA}, weighted sum": skcriteria_sum,
    f"{SKCRITERIA}, TOPSIS": skcriteria_topsis,
}


def test_one_scoring_small(measure):
    measure(SMALL, OURS, lambda: score(*shipped()), rounds=50, note="ours with contributions, ranks and quality")


@pytest.mark.parametrize("who", OTHERS)
def test_one_scoring_small_others(measure, who):
    matrix, weights = shipped_matrix()
    assert len(measure(SMALL, who, lambda: OTHERS[who](matrix, weights), rounds=50)) == len(matrix)


def test_one_scoring_large(measure):
    scores = measure(LARGE, OURS, lambda: score(*made_up(800, 100, groups=10, max_new=10, frame=150.0)), rounds=20)
    assert len(scores.criteria.leaves) == 100


@pytest.mark.parametrize("who", OTHERS)
def test_one_scoring_large_others(measure, who):
    matrix = large_matrix()
    assert len(measure(LARGE, who, lambda: OTHERS[who](matrix, equal(100)), rounds=10)) == len(matrix)


def test_many_weight_sets(measure):
    scores = shipped_scores()
    weights = draw_weights(scores.weights, DRAWS, 1)
    assert measure(MANY, OURS, lambda: scores_over_weights(scores, weights), rounds=10).shape[0] == DRAWS


@pytest.mark.parametrize("who", [name for name in OTHERS if "sum" in name])
def test_many_weight_sets_others(measure, who):
    matrix, _ = shipped_matrix()
    weights = draw_weights(shipped_scores().weights, DRAWS, 1)[:SOME]
    note = f"theirs timed on {SOME} and scaled up"
    measure(MANY, who, lambda: [OTHERS[who](matrix, draw) for draw in weights], rounds=3, times=DRAWS / SOME, note=note)
