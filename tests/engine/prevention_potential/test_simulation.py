"""Draws: the same for a seed, spread as the published intervals say, never beyond what a share can be."""

import math

import numpy as np
import pytest

from engine.prevention_potential.effects import Effect
from engine.prevention_potential.simulation import odds_ratios, prevalences, standard_normal, varies

DRAWS = 20_000


def test_draws_depend_on_name_and_seed_alone():
    first = standard_normal("a", 1, 5)
    assert (first == standard_normal("a", 1, 9)[:5]).all()
    assert (first != standard_normal("b", 1, 5)).all()
    assert (first != standard_normal("a", 2, 5)).all()
    assert (standard_normal("a", 0, 5) == standard_normal("a", 0, 5)).all()


def test_draws_are_standard_normal():
    """Five standard errors of 20 000 draws."""
    z = standard_normal("many", 1, DRAWS)
    assert abs(z.mean()) < 5 / math.sqrt(DRAWS)
    assert abs(z.var() - 1) < 5 * math.sqrt(2 / DRAWS)


def test_odds_ratios_have_the_published_interval():
    """1.41 (1.16-1.72): the percentiles of the draws are the interval's ends, to the error of 20 000 draws."""
    drawn = odds_ratios(Effect("demands", 1.41, 1.16, 1.72), "pain", 1, DRAWS)
    assert np.percentile(drawn, [2.5, 50, 97.5]) == pytest.approx([1.16, 1.41, 1.72], rel=0.01)


def test_an_odds_ratio_without_interval_does_not_vary():
    assert set(odds_ratios(Effect("demands", 1.41), "pain", 1, 10).tolist()) == {1.41}


def test_prevalences_have_their_standard_error():
    drawn = prevalences(np.array([0.3]), np.array([0.02]), ("p",), 1, DRAWS)
    assert drawn.mean() == pytest.approx(0.3, abs=0.001)
    assert drawn.std() == pytest.approx(0.02, rel=0.03)


def test_drawn_levels_leave_somebody_unexposed():
    drawn = prevalences(np.array([0.5, 0.45]), np.array([0.2, 0.2]), ("p", "q"), 1, DRAWS)
    assert (drawn > 0).all()
    assert (drawn.sum(axis=1) < 1).all()


@pytest.mark.parametrize(
    ("shares", "se"),
    [([0.3], [math.nan]), ([0.3], [0.0]), ([0.0], [0.1]), ([1.0], [0.1])],
    ids=["unknown error", "no error", "nobody", "everybody"],
)
def test_what_has_no_spread_to_draw_from_stays(shares, se):
    shares, se = np.array(shares), np.array(se)
    assert not varies(shares, se).any()
    assert (prevalences(shares, se, ("p",), 1, 10) == shares).all()
