"""Branch and bound against enumeration of every selection at every corner of the values."""

import numpy as np
import pytest

from engine.robustness import candidate_status, membership_branching
from engine.robustness.incomplete_information import at_set_weights
from engine.robustness.membership_branching import branched
from engine.robustness.potential_optimality import Cuts
from engine.selection.constraints import Linear
from engine.selection.portfolio_problem import selection_problem
from tests.engine.robustness.random_scores import random_scores
from tests.engine.robustness.test_candidate_status import RULES, best_of_corners, of_ends, open_values
from tests.engine.robustness.test_incomplete_information import RULES as ALL_RULES
from tests.engine.robustness.test_incomplete_information import bests_of_corners, said
from tests.engine.selection.problems import problem


def branched_from_one(values, missing):
    """Everybody asked about, and known at first only what is the best with all values low."""
    cuts, (best, _) = Cuts(), values.gains(np.zeros((1, 7), dtype=bool), np.ones((1, 1)))
    cuts.add(best[0])
    return branched(values, cuts, np.ones(7, dtype=bool), missing)


@pytest.mark.parametrize("rules", RULES, ids=str)
@pytest.mark.parametrize("seed", range(8))
def test_everybody_is_found_or_ruled_out_as_every_corner_has_it(seed, rules):
    values = open_values(seed, rules)
    best = best_of_corners(values)
    some, without = branched_from_one(values, missing=False), branched_from_one(values, missing=True)
    assert some.chosen.any(axis=0).tolist() == best.any(axis=0).tolist()
    assert some.ruled_out.tolist() == (~best.any(axis=0)).tolist()
    assert (~without.chosen).any(axis=0).tolist() == (~best.all(axis=0)).tolist()
    assert without.ruled_out.tolist() == best.all(axis=0).tolist()
    for selection in np.concatenate([some.chosen, without.chosen]):
        assert (best == selection).all(axis=1).any()


@pytest.mark.parametrize("rules", ALL_RULES, ids=str)
@pytest.mark.parametrize("seed", range(4))
def test_where_nothing_can_be_listed_the_answer_is_proven_all_the_same(seed, rules, monkeypatch):
    """Seven with four gaps, every corner filled in before anything is scored."""
    monkeypatch.setattr(candidate_status, "MOST_LOOKED_THROUGH", 0)
    monkeypatch.setattr(candidate_status, "AT_RANDOM", 0)
    scores = random_scores(seed, gaps=4, missing="interval", **rules)
    result = at_set_weights(scores)
    assert (result.core, result.possible) == said(*bests_of_corners(scores))
    assert result.exact


def test_equal_selections_all_count_where_the_values_are_in_steps():
    """Two of four of 3, 2 to 3, 2 and 1: the third ties with the second where that is worth no more than 2."""
    values = open_values(1, {"max_new": 2})
    assert values.problem.most_new == 2
    low = np.array([3.0, 2.0, 2.0, 1.0, 0.0, 0.0, 0.0])
    high = np.array([3.0, 3.0, 2.0, 1.0, 0.0, 0.0, 0.0])
    values = type(values)(
        values.problem, lambda _: low[None], lambda _: high[None], low[:, None], high[:, None], np.ones(1), np.ones(1)
    )
    some, without = branched_from_one(values, missing=False), branched_from_one(values, missing=True)
    assert some.ruled_out.tolist() == [False, False, False, True, True, True, True]
    assert without.ruled_out.tolist() == [True, False, False, False, False, False, False]


def test_who_is_left_when_the_branches_are_used_up_is_neither_found_nor_ruled_out(monkeypatch):
    values = open_values(2, RULES[2])
    monkeypatch.setattr(membership_branching, "MOST_BRANCHES", 0)
    result = branched_from_one(values, missing=False)
    assert len(result.chosen) == 0
    assert not result.ruled_out.any()


def test_what_is_not_proven_is_called_possible_and_named(monkeypatch):
    monkeypatch.setattr(candidate_status, "MOST_LOOKED_THROUGH", 0)
    monkeypatch.setattr(membership_branching, "MOST_BRANCHES", 0)
    scores = random_scores(3, gaps=4, missing="interval", max_new=3, grant="key")
    result, (core, possible) = at_set_weights(scores), said(*bests_of_corners(scores))
    assert set(result.possible) - set(result.unproven) <= set(possible) <= set(result.possible)
    assert set(result.core) <= set(core)
    assert set(selection_problem(scores).ids) - set(result.possible) == set(result.excluded)


def test_progress_is_told_how_many_are_settled():
    values, told = open_values(4, RULES[2]), []
    cuts, (best, _) = Cuts(), values.gains(np.zeros((1, 7), dtype=bool), np.ones((1, 1)))
    cuts.add(best[0])
    branched(values, cuts, np.ones(7, dtype=bool), False, told.append)
    assert told == sorted(told)
    assert 0 < told[-1] <= 7


def two_of_three(third):
    """Worth 30, 20 and ``third``, nothing of it open: the first two are the best, and known."""
    two = Linear("max_new", np.ones(3, dtype=np.int64), most=2)
    ends = np.array([[30.0], [20.0], [third]])
    values, cuts = of_ends(problem([30.0, 20.0, third], conditions=[two]), ends, ends), Cuts()
    cuts.add(np.array([True, True, False]))
    return values, cuts


@pytest.mark.parametrize(("ties_short", "proven"), [(1.5, False), (2.5, False), (200.0, True)])
def test_who_is_short_by_little_more_than_a_tie_is_not_proven_out(ties_short, proven):
    """The best that has it may be a tie short of the true one; a tie more and rounding too is not told."""
    asked, told = np.array([False, False, True]), []
    values, cuts = two_of_three(20.0 - ties_short * 30e-9)
    result = branched(values, cuts, asked, False, told.append)
    assert not result.chosen.any(axis=0)[2]
    assert result.ruled_out.tolist() == [False, False, proven]
    assert told == [0]  # where nothing is open there is nothing to branch on


def test_a_selection_that_beats_another_joins_those_that_are_known():
    """20 + 10 is known and 30 + 10 is the best with the third; 30 + 20 beats that."""
    values, _ = two_of_three(10.0)
    cuts = Cuts()
    cuts.add(np.array([False, True, True]))
    result = branched(values, cuts, np.array([False, False, True]), False)
    assert result.ruled_out.tolist() == [False, False, True]
    assert [known.tolist() for known in cuts.kept] == [[False, True, True], [True, True, False]]
