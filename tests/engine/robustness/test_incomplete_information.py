"""Core, possible and excluded against enumeration over the corners of what is unknown."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.criteria.model import Selection
from engine.foundation.errors import InfeasibleError
from engine.foundation.tolerances import EQUAL
from engine.robustness.acceptability import candidate_values
from engine.robustness.incomplete_information import at_set_weights, over_all_weights, settled
from engine.robustness.potential_optimality import OpenValues
from engine.robustness.weight_draws import draw_weights
from engine.scoring.score import score
from engine.selection.constraints import Linear
from engine.selection.enumeration import feasible_selections
from engine.selection.portfolio_problem import selection_problem
from tests.engine.robustness.random_scores import random_scores
from tests.engine.robustness.small import column, criteria, dataset
from tests.engine.selection.problems import problem

RULES = (
    {"max_new": 2},
    {"max_new": 3, "min_new": 1, "conflicts": (("c0", "c1"), ("c2", "c3"))},
    {"max_new": 3, "max_per_section": 1},
    {"max_new": 2, "must": ("c2",)},
    {"max_new": 3, "grant": "key"},
    {"max_new": 3, "grant": "cost"},
    {"max_new": 2, "objective": "sum_times_jobs"},
)

TIE = EQUAL["objectives"]


def bests_of_corners(scores):
    """Every selection that is the best, or as good, with each unknown figure at either end; by the contract's words.

    Independent of the engine's intervals: unknown figures are filled in before anything is scored.
    """
    gaps = [
        (leaf, index)
        for leaf, column in scores.columns.items()
        for index in np.flatnonzero(np.isnan(column.values)).tolist()
        if scores.dataset.industries[index].status != "programme"
    ]
    every = feasible_selections(selection_problem(scores))
    bests = set()
    for corner in product([0.0, 1.0], repeat=len(gaps)):
        columns = {leaf: column.values.copy() for leaf, column in scores.columns.items()}
        for (leaf, index), value in zip(gaps, corner, strict=True):
            columns[leaf][index] = value
        data = replace(
            scores.dataset,
            columns={
                leaf: {column.period: replace(column, values=columns[leaf])} for leaf, column in scores.columns.items()
            },
        )
        problem = selection_problem(score(data, scores.criteria))
        worth = every @ problem.values
        bests |= {tuple(row) for row in every[worth >= worth.max() - TIE]}
    return problem.ids, np.array(sorted(bests))


def said(ids, bests):
    return (
        tuple(industry for industry, inside in zip(ids, bests.all(axis=0), strict=True) if inside),
        tuple(industry for industry, inside in zip(ids, bests.any(axis=0), strict=True) if inside),
    )


@pytest.mark.parametrize("rules", RULES, ids=str)
@pytest.mark.parametrize("seed", range(6))
def test_core_and_possible_at_set_weights_are_those_of_all_corners(seed, rules):
    scores = random_scores(seed, gaps=4, missing="interval", **rules)
    try:
        result = at_set_weights(scores)
    except InfeasibleError:
        pytest.fail("the cases are feasible")
    core, possible = said(*bests_of_corners(scores))
    assert (result.core, result.possible) == (core, possible)
    assert set(result.excluded) == set(selection_problem(scores).ids) - set(possible)
    assert result.exact


@pytest.mark.parametrize("rules", RULES[:5], ids=str)
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("missing", ["interval", "skip"])
def test_over_all_weights_holds_all_that_draws_show(seed, rules, missing):
    """What is the best under some drawn weights is possible, and what is core is in all of them."""
    scores = random_scores(seed, gaps=3, missing=missing, **rules)
    result = over_all_weights(scores)
    assert result.exact or missing == "skip"
    problem = selection_problem(scores)
    every, drawn = feasible_selections(problem), draw_weights(scores.weights, 3000, 7)
    worth = every @ candidate_values(scores, problem, drawn).T
    shown = every[worth.argmax(axis=0)]
    assert set(said(problem.ids, shown)[1]) <= set(result.possible)
    assert set(result.core) <= set(said(problem.ids, shown)[0])


def test_who_is_excluded_over_all_weights_by_hand():
    """a is best on x and b on y; c is nowhere above the mean of a and b; d would be if its y were known to be high."""
    values = {"x": [1.0, 0.0, 0.4, 0.2], "y": [0.0, 1.0, 0.4, None]}
    made = score(dataset(values), criteria({"x": 1.0, "y": 1.0}, missing="interval"))
    result = over_all_weights(made)
    assert result.possible == ("a", "b", "d")
    assert result.excluded == ("c",)
    assert result.exact
    # With x at least as important as y: b needs all of it alike, d half of 1.2.
    assert over_all_weights(made, order=((0, 1),)).possible == ("a", "b", "d")
    near = score(dataset(values), criteria({"x": 3.0, "y": 1.0}, missing="interval"))
    assert over_all_weights(near, percent=10).core == ("a",)


def test_with_nothing_unknown_the_selection_is_the_core_and_ties_are_undecided():
    values = {"x": [0.9, 0.5, 0.5, 0.1]}
    made = score(dataset(values), criteria({"x": 1.0}, selection=Selection(max_new=2)))
    result = at_set_weights(made)
    assert (result.core, result.undecided, result.excluded) == (("a",), ("b", "c"), ("d",))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("rules", [{"max_new": 2}, {"max_new": 2, "conflicts": (("a", "b"), ("c", "d"))}], ids=str)
def test_declared_spreads_are_corners_too(seed, rules):
    """Judged values 0.2 to either side, old ones 0.1, within 0 and 1; a gap is 0 or 1. Every corner by hand."""
    rng = np.random.default_rng(seed)
    judged, old = rng.integers(0, 11, 5) / 10, (rng.integers(0, 11, 5) / 10).tolist()
    old[seed % 5] = None
    asked = criteria({"x": 0.6, "y": 0.4}, missing="interval", selection=Selection(**rules))
    spreads = {"x": {"judged_spread": 0.2}, "y": {"old_before": "2021", "old_spread": 0.1}}
    asked = replace(
        asked, indicators={name: replace(asked.indicators[name], **spread) for name, spread in spreads.items()}
    )
    made = {"x": column("x", judged, quality="classified")}
    scores = score(dataset({"x": judged, "y": old}, columns=made), asked)
    result, problem = at_set_weights(scores), selection_problem(scores)
    every = feasible_selections(problem)
    ends = [
        0.6 * np.clip([x - 0.2, x + 0.2], 0, 1)
        + 0.4 * np.array([0, 1] if y is None else np.clip([y - 0.1, y + 0.1], 0, 1))
        for x, y in zip(judged, old, strict=True)
    ]
    bests = set()
    for corner in product(*ends):
        worth = every @ np.array(corner)
        bests |= {tuple(row) for row in every[worth >= worth.max() - TIE]}
    assert (result.core, result.possible) == said(problem.ids, np.array(sorted(bests)))
    assert result.exact


VALUE = st.sampled_from([0.0, 0.2, 0.5, 0.7, 1.0])


@settings(max_examples=25)
@given(
    st.lists(st.tuples(VALUE, VALUE), min_size=5, max_size=5),
    st.sets(st.tuples(st.integers(0, 4), st.integers(0, 1)), min_size=1, max_size=5),
    VALUE,
)
def test_more_knowledge_never_enlarges_what_is_undecided(rows, gaps, known):
    columns = {name: [row[side] for row in rows] for side, name in enumerate("xy")}
    for index, side in gaps:
        columns["xy"[side]][index] = None
    asked = criteria({"x": 2.0, "y": 1.0}, missing="interval", selection=Selection(max_new=2))
    before = at_set_weights(score(dataset(columns), asked))
    index, side = min(gaps)
    columns["xy"[side]][index] = known
    after = at_set_weights(score(dataset(columns), asked))
    assert set(after.undecided) <= set(before.undecided)
    assert set(before.core) <= set(after.core)
    assert set(before.excluded) <= set(after.excluded)


def test_progress_is_told_of_candidates():
    told = []
    at_set_weights(random_scores(1, gaps=4, missing="interval", max_new=2), progress=lambda *given: told.append(given))
    assert told
    assert all(0 <= done <= total == 7 for done, total in told)


def test_no_feasible_selection_is_said_with_the_conditions():
    made = score(dataset({"x": [1.0, 0.5]}), criteria({"x": 1.0}, selection=Selection(max_new=0, min_new=1)))
    with pytest.raises(InfeasibleError):
        at_set_weights(made)


@pytest.mark.parametrize("tenths", [(2, 7, 3, 6), (3, 6, 2, 7)])
@pytest.mark.parametrize("size", [1.0, 3e7])
def test_equal_sums_are_both_the_best_however_large_and_whichever_comes_first(size, tenths):
    """Two pairs worth 0.9 each, or 0.9 times 30 million, where binary sums of tenths differ by more than 1e-9."""
    worth = np.array(tenths)[:, None] * 0.1 * size
    two = Linear("max_new", np.ones(4, dtype=np.int64), 2, 2)
    apart = [
        Linear(f"conflicts.{first}.{other}", np.isin(np.arange(4), (first, other)).astype(np.int64), None, 1)
        for first in (0, 1)
        for other in (2, 3)
    ]
    asked = replace(problem(worth[:, 0], conditions=[two, *apart]), size=size)
    values = OpenValues(
        asked,
        lambda weights: weights @ worth.T,
        lambda weights: weights @ worth.T,
        worth,
        worth,
        np.ones(1),
        np.ones(1),
    )
    result = settled(values, np.ones((1, 1)), "highs")
    assert (result.core, result.possible) == ((), asked.ids)
