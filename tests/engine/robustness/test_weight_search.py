"""Points over all weights, and ways back: properties that hold whatever is asked of them."""

import numpy as np
import pytest

from engine.robustness.weight_search import closer_clouds, laid_out, towards_edges, walked_back

TODAY = np.array([0.5, 0.3, 0.2])


@pytest.mark.parametrize("points", [laid_out(TODAY), laid_out(TODAY, inside=0.0), towards_edges(TODAY, 50)])
def test_every_point_is_a_set_of_weights(points):
    assert points.shape[1] == 3
    assert (points >= -1e-12).all()
    assert points.sum(axis=1) == pytest.approx(1.0)


def test_inside_0_reaches_the_corners_and_otherwise_never_all_the_way():
    assert (np.abs(laid_out(TODAY, inside=0.0) - [1, 0, 0]).sum(axis=1) < 1e-12).any()
    assert laid_out(TODAY).max() < 1


def test_walking_back_stops_where_the_answer_turns():
    """The answer is another where the first weight is above 0.8: on the way from (1, 0, 0) that is at 0.8."""
    stopped = walked_back(np.array([[1.0, 0.0, 0.0]]), TODAY, lambda points: points[:, 0] > 0.8)
    assert stopped[0, 0] == pytest.approx(0.8, abs=1e-8)


def test_clouds_come_to_the_nearest_point_of_a_half_space():
    """x0 ≥ 0.8 from (0.5, 0.3, 0.2): 0.3 must move, however it is taken from the others."""
    nearest = closer_clouds(np.array([0.95, 0.05, 0.0]), TODAY, lambda points: points[:, 0] >= 0.8)
    assert np.abs(nearest - TODAY).sum() / 2 == pytest.approx(0.3, abs=1e-6)
    assert nearest[0] >= 0.8


def test_clouds_leave_what_is_nearest_where_it_is():
    """0.3 is all that the first weight lacks, so nothing that flips is nearer than this."""
    nearest = np.array([0.8, 0.12, 0.08])
    assert closer_clouds(nearest, TODAY, lambda points: points[:, 0] >= 0.8).tolist() == nearest.tolist()


def test_clouds_follow_the_nearest_of_each_among_many_weights():
    """Two of eight equal weights are to have 0.6 together: 0.35 must move."""
    today = np.full(8, 1 / 8)
    start = np.array([0.9, 0.1, 0, 0, 0, 0, 0, 0])
    nearest = closer_clouds(start, today, lambda points: points[:, 0] + points[:, 1] >= 0.6)
    assert np.abs(nearest - today).sum() / 2 == pytest.approx(0.35, abs=1e-6)
    assert (nearest >= 0).all()


def test_draws_are_nearer_todays_weights_the_earlier_they_come():
    away = np.abs(towards_edges(TODAY, 500) - TODAY).sum(axis=1)
    assert away[:50].mean() < away[225:275].mean() < away[-50:].mean()
