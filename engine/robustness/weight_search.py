"""Where to look for weights with another answer: points over all weights, and ways back towards today's."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
from numpy.typing import NDArray

from engine.robustness.weight_draws import draw_weights, generator
from engine.robustness.weight_intervals import STEPS, weights_along

Floats = NDArray[np.float64]
Flips = Callable[[Floats], NDArray[np.bool_]]
"""(point,) whether the answer is another under each row of weights."""

CLOSE = 1e-9
MOST_GIVERS = 6  # members for which every set that gives all its weight to one other is tried
PARTS = 16  # of the way there
INSIDE = 1e-6  # of a part
HALVINGS = 32
LAID_OUT, FEWEST = 10_000, 16  # points along all the weights, and along each at least
CLOUD, CLOUDS = 500, 60  # points around the nearest found, and how many times they are drawn
SPREAD, SHRUNK, STILL = 0.3, 0.8, 0.4  # of the first cloud; times where nothing is nearer; share of weights left alone


def walked_back(points: Floats, today: Floats, flips: Flips) -> Floats:
    """(point, member) as near today's weights along a straight line as the status still is another."""
    low, high = np.zeros(len(points)), np.ones(len(points))
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        flipped = flips(today + middle[:, None] * (points - today))
        low, high = np.where(flipped, low, middle), np.where(flipped, middle, high)
    return np.asarray(today + high[:, None] * (points - today))


def closer_clouds(point: Floats, today: Floats, flips: Flips) -> Floats:
    """Weights that flip too and are nearer, of clouds that follow the nearest found and shrink where none is nearer."""
    random, spread = generator(3), SPREAD
    for _ in range(CLOUDS):
        moved = (random.random((CLOUD, len(point))) - 0.5) * (random.random((CLOUD, len(point))) >= STILL)
        cloud = np.clip(point + spread * moved, 0.0, None)
        cloud /= cloud.sum(axis=1, keepdims=True)
        cloud = cloud[np.abs(cloud - today).sum(axis=1) < np.abs(point - today).sum() - CLOSE]
        cloud = cloud[flips(cloud)] if len(cloud) else cloud
        if len(cloud):
            point = cloud[np.abs(cloud - today).sum(axis=1).argmin()]
        else:
            spread *= SHRUNK
    return point


def towards_edges(today: Floats, count: int) -> Floats:
    """``count`` draws, nearer today's weights the earlier they come."""
    drawn = draw_weights(today, count, 2)
    nearness = np.linspace(0.02, 1.0, len(drawn))[:, None]
    return today + nearness * (drawn - today)


def laid_out(today: Floats, inside: float = INSIDE) -> Floats:
    """Where draws seldom come: along each weight as in ``lines``, and towards the corners and edges of the simplex.

    A mean that is no arithmetic one may jump where a weight is exactly 0, ``inside`` 0. Elsewhere never all the way:
    where all weight is on what an industry lacks it has no score, a little before it has.
    """
    steps = min(STEPS, max(FEWEST, LAID_OUT // len(today)))
    middles = (np.arange(steps) + 0.5) / steps
    points = [weights_along(today, member, middles) for member in range(len(today))]
    if len(today) <= MOST_GIVERS:
        giving = np.array(list(product([0.0, 1.0], repeat=len(today))))
        parts = (np.arange(1, PARTS + 1) - inside)[:, None, None] / PARTS
        for member in range(len(today)):
            others = giving[giving[:, member] == 0]
            moved = -others * today
            moved[:, member] = others @ today
            points.append((today + parts * moved).reshape(-1, len(today)))
    return np.vstack(points)
