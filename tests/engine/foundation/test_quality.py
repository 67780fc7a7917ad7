from itertools import pairwise, permutations

import pytest

from engine.foundation.quality import QUALITIES, weakest


def test_a_calculation_is_no_better_than_its_poorest_input():
    order = ["published", "derived", "inherited", "classified", "synthetic"]
    for better, worse in pairwise(order):
        assert weakest([better, worse]) == worse


def test_the_order_of_the_inputs_does_not_matter():
    assert {weakest(three) for three in permutations(["classified", "published", "inherited"])} == {"classified"}


def test_one_input_passes_its_own_quality_on():
    assert [weakest([quality]) for quality in QUALITIES] == list(QUALITIES)


def test_an_unknown_quality_is_not_ranked():
    with pytest.raises(ValueError):
        weakest(["published", "guessed"])
