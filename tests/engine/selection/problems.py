"""Small problems for the selection room's tests: random ones, and what a reader can check by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations

import numpy as np

from engine.selection.constraints import (
    Condition,
    Linear,
    MinimumGrantContinuing,
    MinimumGrantNew,
    whole,
)
from engine.selection.declared_constraints import must, must_not
from engine.selection.grant_key import GrantKey
from engine.selection.portfolio_problem import SelectionProblem

MNOK = 100_000_000


def key(frame=70, equal_share="0.6", new="3.5", continuing="3.5", today=None, wind_down=(), end=()):
    """A grant key in MNOK; ``today`` is {programme: jobs}."""
    today = {"p": 200, "q": 50} if today is None else today
    return GrantKey(
        frame=int(Fraction(frame) * MNOK),
        equal_share=Fraction(equal_share),
        minimum_new=Fraction(new) * MNOK,
        minimum_continuing=Fraction(continuing) * MNOK,
        continuing={name: jobs for name, jobs in today.items() if name not in (*wind_down, *end)},
        winding_down={name: jobs for name, jobs in today.items() if name in wind_down},
        wind_down_share=Fraction(1, 2),
        today=today,
    )


def problem(values, jobs=None, conditions=(), grant_key=None):
    """Candidates a, b, c, … with these values and jobs."""
    ids = tuple(f"c{index:02d}" for index in range(len(values)))
    jobs = np.array(jobs if jobs is not None else [0] * len(values), dtype=np.int64)
    made = SelectionProblem(ids, np.array(values, dtype=float), jobs, tuple(conditions), key=grant_key)
    if grant_key is None:
        return made
    minimums: list[Condition] = [MinimumGrantNew("minimum_grant.new", grant_key, jobs)]
    if grant_key.continuing:
        minimums.append(MinimumGrantContinuing("minimum_grant.continuing", grant_key, jobs))
    return replace(made, conditions=(*made.conditions, *minimums))


def random_problem(seed, *, with_key, size=9):
    """Random values (with ties), jobs, and a random handful of every kind of condition."""
    rng = np.random.default_rng(seed)
    ids = tuple(f"c{index:02d}" for index in range(size))
    values = rng.integers(-2, 20, size) / 4 if seed % 3 == 0 else rng.uniform(0, 100, size)
    jobs = rng.integers(1, 400, size)
    conditions: list[Condition] = []

    def about(members, name, **bounds):
        conditions.append(Linear(name, np.array([index in members for index in range(size)], dtype=np.int64), **bounds))

    if rng.random() < 0.7:
        about(range(size), "max_new", most=int(rng.integers(1, 6)))
    if rng.random() < 0.3:
        about(range(size), "min_new", least=int(rng.integers(1, 5)))
    if rng.random() < 0.3:
        conditions.append(must(ids, ids[rng.integers(size)]))
    if rng.random() < 0.3:
        conditions.append(must_not(ids, ids[rng.integers(size)]))
    if rng.random() < 0.4:
        about(rng.permutation(size)[:3], "require_sectors.public", least=1)
    if rng.random() < 0.4:
        about(rng.permutation(size)[:4], "max_per_section.G", most=int(rng.integers(1, 3)))
    if rng.random() < 0.4:
        about(rng.permutation(size)[:2], "conflicts.a.b", most=1)
    if rng.random() < 0.4:
        amounts, limit = whole((rng.integers(0, 50, size) / 10).tolist(), float(rng.integers(2, 12)))
        conditions.append(Linear("resource.secretariat", np.array(amounts), None, limit))
    if not with_key:
        return problem(values, jobs, conditions)
    today = {f"p{index}": int(jobs) for index, jobs in enumerate(rng.integers(20, 400, rng.integers(0, 4)))}
    fates = rng.integers(0, 3, len(today))
    grant_key = key(
        frame=int(rng.integers(10, 90)),
        equal_share=str(rng.integers(0, 11) / 10),
        new=str(rng.integers(0, 60) / 10),
        continuing=str(rng.integers(0, 60) / 10),
        today=today,
        wind_down=[name for name, fate in zip(today, fates, strict=True) if fate == 1],
        end=[name for name, fate in zip(today, fates, strict=True) if fate == 2],
    )
    return problem(values, jobs, conditions, grant_key)


def every_feasible(asked):
    """All feasible selections, by the plain words of the contract: no vector, no bound, no solver.

    Linear conditions are counted one by one, grants computed as fractions for each selection.
    """
    positions = range(len(asked.ids))
    for chosen in chain.from_iterable(combinations(positions, count) for count in range(len(positions) + 1)):
        linear = [condition for condition in asked.conditions if isinstance(condition, Linear)]
        amounts = [(condition, sum(int(condition.coefficients[index]) for index in chosen)) for condition in linear]
        if any(condition.least is not None and amount < condition.least for condition, amount in amounts):
            continue
        if any(condition.most is not None and amount > condition.most for condition, amount in amounts):
            continue
        if asked.key and not _viable(asked, chosen):
            continue
        yield chosen


def _viable(asked, chosen):
    rules = asked.key
    named = {condition.id for condition in asked.conditions}
    all_today = sum(rules.today.values())
    wind_down = sum(
        (
            Fraction(1, 2)
            * rules.frame
            * (rules.equal_share / len(rules.today) + (1 - rules.equal_share) * Fraction(jobs, all_today))
            for jobs in rules.winding_down.values()
        ),
        Fraction(0),
    )
    new = [(int(asked.jobs[index]), rules.minimum_new, "minimum_grant.new") for index in chosen]
    old = [(jobs, rules.minimum_continuing, "minimum_grant.continuing") for jobs in rules.continuing.values()]
    running = new + old
    total = sum(jobs for jobs, _, _ in running)
    for frame in (rules.frame - wind_down, Fraction(rules.frame)):
        for jobs, least, condition in running:
            grant = frame * (rules.equal_share / len(running) + (1 - rules.equal_share) * Fraction(jobs, total))
            if condition in named and grant < least:
                return False
    return True


def in_exact_order(asked):
    """Every feasible selection best first; those within 1e-9 of the best of their run go by their ids."""
    worth = {chosen: asked.objective(chosen) for chosen in every_feasible(asked)}
    left, ordered = sorted(worth, key=lambda chosen: -worth[chosen]), []
    while left:
        run = [chosen for chosen in left if worth[left[0]] - worth[chosen] <= 1e-9]
        ordered += sorted(run, key=asked.named)
        left = left[len(run) :]
    return ordered, worth
