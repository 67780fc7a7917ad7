"""What viewpoints have in common, by hand: weights, selections and ranks small enough to read off."""

import pytest

from engine.criteria.model import Selection
from engine.criteria.reading import read_criteria, read_profiles
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.robustness.stakeholder_profiles import parties
from engine.robustness.viewpoint_agreement import common_ground, judged_members, whoever_decides
from engine.scoring.score import score
from tests.engine.robustness.small import criteria, dataset, profile

VALUES = {"x": [0.9, 0.1, 0.6, 0.3, 0.2, 0.0], "y": [0.2, 0.7, 0.5, 0.4, 0.1, 0.0]}


def together(*profiles):
    made = criteria({"x": 1.0, "y": 1.0}, Selection(max_new=2))
    data = dataset(VALUES)
    return parties(data, made, list(profiles)), score(data, made)


def test_those_that_choose_alike_stand_together_with_the_least_that_any_of_them_weighs():
    """By x, a then c; by y, b then c; three quarters on x is a, c too."""
    result, scores = together(profile("p", x=1.0, y=0.0), profile("q", x=0.0, y=1.0), profile("r", x=3.0, y=1.0))
    first, second = common_ground(result, scores)
    assert (first.profiles, first.selected, first.floors) == (("p", "r"), ("a", "c"), {"x": 0.75, "y": 0.0})
    assert (second.profiles, second.selected) == (("q",), ("b", "c"))
    assert first.judged_floor == 0


def test_who_is_in_whoever_decides_whom_it_depends_for_and_who_is_just_behind():
    """Two are chosen: c by both, a and b by one; d is third or fourth, e fifth, f sixth by both."""
    result, _ = together(profile("p", x=1.0, y=0.0), profile("q", x=0.0, y=1.0))
    agreement = whoever_decides(result)
    assert (agreement.always, agreement.disputed, agreement.near) == (("c",), ("a", "b"), ("d", "e"))
    assert result.own["p"].ranks == {"a": 1, "c": 2, "d": 3, "e": 4, "b": 5, "f": 6}


def test_up_to_three_ranks_behind_the_last_chosen_is_just_behind():
    """By x alone a and c are chosen, and d, e, b and f come after them, third to sixth."""
    result, _ = together(profile("p", x=1.0, y=0.0), profile("q", x=1.0, y=0.0))
    answer = whoever_decides(result)
    assert (answer.always, answer.disputed, answer.near) == (("a", "c"), (), ("d", "e", "b"))


def test_the_four_shipped_viewpoints_that_agree_all_give_the_reports_words_three_tenths_at_least():
    """The brief: all shipped viewpoints but one give the flags 30 per cent or more, so their agreement is made."""
    data, made = read_dataset(shipped_data() / "publisert"), read_criteria(shipped_criteria() / "publisert.toml")
    profiles = read_profiles(shipped_criteria() / "synspunkter.toml")
    scores = score(data, made)
    assert judged_members(scores) == ("msk", "mental")
    first, *_ = common_ground(parties(data, made, profiles), scores)
    assert len(first.profiles) == 4
    assert first.judged_floor == pytest.approx(
        min(
            (viewpoint.weights["msk"] + viewpoint.weights["mental"]) / sum(viewpoint.weights.values())
            for viewpoint in profiles[:4]
        )
    )
    assert first.judged_floor >= 0.3


def decided(values, *profiles, **rules):
    made = criteria(dict.fromkeys(values, 1.0), Selection(**rules))
    return whoever_decides(parties(dataset(values), made, list(profiles)))


def test_one_that_is_first_and_not_allowed_is_near_and_one_without_a_score_is_not():
    """By x a, b, c; a must not be chosen, d has no figure at all."""
    values = {"x": [0.9, 0.5, 0.3, None], "y": [0.9, 0.5, 0.3, None]}
    answer = decided(values, profile("p", x=1.0, y=0.0), profile("q", x=0.0, y=1.0), max_new=1, must_not=("a",))
    assert (answer.always, answer.disputed, answer.near) == (("b",), (), ("a", "c"))


def test_they_are_named_by_their_ranks_and_not_by_their_ids():
    values = {"x": [0.2, 0.9, 0.5, 0.1], "y": [0.2, 0.5, 0.9, 0.1]}
    answer = decided(values, profile("p", x=3.0, y=1.0), profile("q", x=2.0, y=1.0), max_new=3)
    assert answer.always == ("b", "c", "a")
    assert answer.near == ("d",)


def test_a_criterion_that_waits_for_its_figures_is_nobodys_judgement():
    data, made = read_dataset(shipped_data() / "publisert"), read_criteria(shipped_criteria() / "utvidet.toml")
    assert "prevention_potential" in made.root.members
    assert "prevention_potential" not in data.columns
    assert judged_members(score(data, made)) == ("msk", "mental")
